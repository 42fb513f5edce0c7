"""When an application was last touched, and what a person agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.String(64)


def upgrade() -> None:
    """Add a column, empty for applications of before, and create the table."""
    op.add_column("applications", sa.Column("touched_at", sa.DateTime))
    op.create_table(
        "consents",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
    )
