"""Which calls of a model a stage's output was made with."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; outputs of before have none, so that their stages are done again."""
    op.add_column("stage_outputs", sa.Column("uses", sa.Text, nullable=True))
