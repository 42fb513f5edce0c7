"""Which engine scored a candidate last, so that a newer one scores everybody anew."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column; nobody's engine is known, so everybody is scored once more."""
    op.add_column("candidates", sa.Column("engine", sa.String(16), nullable=True))
