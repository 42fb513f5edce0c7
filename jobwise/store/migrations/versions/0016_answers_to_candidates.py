"""Corrections by candidates, voluntary categories kept apart, audits; and how long a vacancy is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables and add the columns."""
    op.add_column("vacancies", sa.Column("hides_schools", sa.Boolean, nullable=True))
    op.add_column("vacancies", sa.Column("keep_days", sa.Integer, nullable=True))
    op.create_table(
        "corrections",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *_link("candidate_id", "candidates.id"),
    )
    op.create_table(
        "categories",
        sa.Column("candidate_id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        *_link("candidate_id", "candidates.id"),
    )
    op.create_table(
        "swap_audits",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("vacancy_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("audit", sa.Text, nullable=False),
        *_link("vacancy_id", "vacancies.id"),
    )


def _link(column: str, target: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    """A foreign key where it is PostgreSQL; DuckDB's hinder ordinary updates."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    return (sa.ForeignKeyConstraint([column], [target]),) if postgresql else ()
