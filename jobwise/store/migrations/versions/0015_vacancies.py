"""Vacancies, what they ask, who applied, how each was scored, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "vacancies",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("ad", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("rubric", sa.Integer, nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("touched_at", sa.DateTime, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
    )
    op.create_table(
        "rubrics",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("analysis", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("vacancy_id", "number"),
        *_link("vacancy_id", "vacancies.id"),
    )
    op.create_table(
        "candidates",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("profile", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("flags", sa.Text),
        sa.Column("trouble", sa.Text),
        sa.Column("email_key", KEY),
        sa.Column("phone_key", KEY),
        sa.Column("text_key", KEY),
        sa.Column("same_as", sa.Integer),
        sa.Column("scored", sa.Integer),
        sa.Column("choice", sa.String(16)),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("opened_at", sa.DateTime),
        sa.Column("revealed_at", sa.DateTime),
        *_link("vacancy_id", "vacancies.id"),
    )
    op.create_table(
        "assessments",
        sa.Column("candidate_id", KEY, primary_key=True),
        sa.Column("rubric", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("fit", sa.Float(53), nullable=False),
        sa.Column("must_haves", sa.Float(53), nullable=False),
        sa.Column("assessment", sa.Text, nullable=False),
        *_link("candidate_id", "candidates.id"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("opened", sa.Boolean, nullable=False),
        sa.Column("rubric", sa.Integer, nullable=False),
        *_link("candidate_id", "candidates.id"),
    )


def _link(column: str, target: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    """A foreign key where it is PostgreSQL; DuckDB's hinder ordinary updates."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    return (sa.ForeignKeyConstraint([column], [target]),) if postgresql else ()
