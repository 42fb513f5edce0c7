"""Edits by the person are marked, and every version of the documents is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.String(64)


def upgrade() -> None:
    """Add the mark and the table. *Why nullable:* DuckDB adds no column that must have a value."""
    op.add_column("stage_outputs", sa.Column("edited", sa.Boolean))
    postgresql = op.get_bind().dialect.name == "postgresql"
    links = (sa.ForeignKeyConstraint(["application_id"], ["applications.id"]),) if postgresql else ()
    op.create_table(
        "document_versions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("documents", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("application_id", "number"),
        *links,
    )
