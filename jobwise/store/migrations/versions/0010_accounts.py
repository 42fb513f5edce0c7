"""Accounts: who they are, how they log in, what was tried, and the log of what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "users",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("email_key", KEY, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
        sa.UniqueConstraint("email_key"),
    )
    _of_a_user(
        "credentials",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )
    _of_a_user(
        "sessions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("browser", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("last_seen_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
    )
    _of_a_user(
        "tokens",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("bound", KEY, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
    )
    _of_a_user(
        "second_factors",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("last_step", sa.Integer, nullable=False),
    )
    _of_a_user(
        "recovery_codes", sa.Column("id", KEY, primary_key=True), sa.Column("owner", KEY, nullable=False)
    )
    op.create_table(
        "invitations",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("email", sa.Text),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("invited_by", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_by", KEY),
    )
    op.create_table(
        "tries",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("key", KEY, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "reset_asks",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("email_key", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    _make_audit()


def _make_audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor_id", KEY, nullable=False),
        sa.Column("action", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("hash", KEY, nullable=False),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("hash", KEY, nullable=False),
        sa.Column("seal", KEY, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
    )


def _of_a_user(name: str, *columns: sa.Column[object]) -> None:
    """A table whose rows go with a user; PostgreSQL alone is told so."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    links = (sa.ForeignKeyConstraint(["owner"], ["users.owner"]),) if postgresql else ()
    op.create_table(name, *columns, *links)
