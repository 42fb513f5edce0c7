"""Which log-in of another provider an account belongs to, from its first one on."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; who logged in before is known by their address once more."""
    op.add_column("users", sa.Column("provider_key", sa.String(64), nullable=True))
