"""The job library, the tracker, and what programs get in with."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables and add the columns."""
    op.add_column("applications", sa.Column("job_id", KEY, nullable=True))
    op.add_column("applications", sa.Column("job_names", sa.Text, nullable=True))
    op.create_table(
        "jobs",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("source_kind", sa.String(16), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("text_key", KEY, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("employer", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("analysis", sa.Text, nullable=True),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("posted_on", sa.Date, nullable=True),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("touched_at", sa.DateTime, nullable=False),
        sa.Column("fit", sa.Float, nullable=True),
        sa.Column("must_haves", sa.Float, nullable=True),
        sa.Column("missing", sa.Text, nullable=True),
        sa.Column("fit_profile", KEY, nullable=True),
        sa.Column("fit_engine", sa.String(16), nullable=True),
        sa.Column("claim", KEY, nullable=True),
        sa.Column("claimed_until", sa.DateTime, nullable=True),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.UniqueConstraint("owner", "digest"),
    )
    op.create_table(
        "gone_jobs",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("address", KEY, nullable=True),
        sa.Column("became", KEY, nullable=True),
    )
    op.create_table(
        "job_boards",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=True),
        sa.Column("trouble", sa.Text, nullable=False),
    )
    op.create_table(
        "application_moves",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=True),
        *_link("application_id", "applications.id"),
    )
    op.create_table(
        "application_notes",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_link("application_id", "applications.id"),
    )
    op.create_table(
        "application_dates",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("starts_at", sa.DateTime, nullable=False),
        sa.Column("all_day", sa.Boolean, nullable=False),
        sa.Column("zone", KEY, nullable=False),
        sa.Column("remind_minutes", sa.Integer, nullable=True),
        sa.Column("what", sa.Text, nullable=False),
        *_link("application_id", "applications.id"),
    )
    op.create_table(
        "sent_files",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        *_link("application_id", "applications.id"),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("begins", sa.String(16), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime, nullable=True),
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("family", KEY, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime, nullable=True),
        *_link("owner", "users.owner"),
    )
    op.create_table(
        "signing_keys",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("retired_at", sa.DateTime, nullable=True),
    )
    op.create_table(
        "saved_replies",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("key", KEY, primary_key=True),
        sa.Column("request", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("status", sa.Integer, nullable=True),
        sa.Column("reply", sa.Text, nullable=True),
    )


def _link(column: str, target: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    """A foreign key where it is PostgreSQL; DuckDB's hinder ordinary updates."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    return (sa.ForeignKeyConstraint([column], [target]),) if postgresql else ()
