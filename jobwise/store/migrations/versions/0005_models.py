"""Language models: what a person set, what calls cost, what was answered, and which model a run uses."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables, and add a column, empty for runs without a model."""
    op.add_column("applications", sa.Column("model", sa.Text))
    op.create_table(
        "model_settings",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("changes", sa.Integer, nullable=False),
    )
    op.create_table(
        "model_calls",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("cost_usd", sa.Float(53), nullable=False),
        sa.Column("use", sa.Text),
    )
    op.create_table(
        "model_replies",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("key", KEY, primary_key=True),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
