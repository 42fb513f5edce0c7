"""Sources, profiles, applications, the outputs of stages, events and files."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables; foreign keys on PostgreSQL alone, see `store.tables`."""
    op.create_table(
        "sources",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "profiles",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("source_id", KEY),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("owner", "version"),
        *_link("source_id", "sources.id"),
    )
    op.create_table(
        "applications",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("job_text", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("page_budget", sa.Float(53), nullable=False),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("employer", sa.Text, nullable=False),
        sa.Column("ats_score", sa.Float(53)),
        sa.Column("before_score", sa.Float(53)),
        sa.Column("missing_must_haves", sa.Text, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        *_link("profile_id", "profiles.id"),
    )
    op.create_table(
        "stage_outputs",
        sa.Column("application_id", KEY, primary_key=True),
        sa.Column("stage", sa.String(32), primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("input_key", KEY, nullable=False),
        sa.Column("output", sa.Text, nullable=False),
        *_link("application_id", "applications.id"),
    )
    op.create_table(
        "run_events",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        *_link("application_id", "applications.id"),
    )
    op.create_table(
        "files",
        sa.Column("application_id", KEY, primary_key=True),
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        *_link("application_id", "applications.id"),
    )


def _link(name: str, target: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    postgresql = op.get_bind().dialect.name == "postgresql"
    return (sa.ForeignKeyConstraint([name], [target]),) if postgresql else ()
