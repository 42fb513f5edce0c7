"""Which application a call of a model was made for."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; calls of before have none."""
    op.add_column("model_calls", sa.Column("application_id", sa.String(64), nullable=True))
