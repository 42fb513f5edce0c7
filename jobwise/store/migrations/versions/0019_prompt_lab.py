"""The prompt lab: drafts, promotions, golden sets, experiments; and figures of runs without their words."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

KEY = sa.String(64)


def upgrade() -> None:
    """Create the tables and add the columns."""
    op.add_column("applications", sa.Column("engine_settings", sa.Text, nullable=True))
    op.add_column("applications", sa.Column("outcome", sa.String(16), nullable=True))
    op.create_table(
        "prompt_records",
        sa.Column("label", KEY, primary_key=True),
        sa.Column("author", KEY, nullable=False),
        sa.Column("archived_at", sa.DateTime, nullable=True),
    )
    op.create_table(
        "prompt_drafts",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("prompt_id", KEY, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
    )
    op.create_table(
        "prompt_promotions",
        sa.Column("prompt_id", KEY, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("label", KEY, nullable=False),
        sa.Column("before", KEY, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "golden_sets",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("name", KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("name", "version"),
    )
    op.create_table(
        "golden_cases",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("set_id", KEY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("golden_case", sa.Text, nullable=False),
        *_link("set_id", "golden_sets.id"),
    )
    op.create_table(
        "experiments",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("set_id", KEY, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        *_link("set_id", "golden_sets.id"),
    )
    op.create_table(
        "experiment_cells",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("experiment_id", KEY, nullable=False),
        sa.Column("arm", sa.Integer, nullable=False),
        sa.Column("golden_case_id", KEY, nullable=False),
        sa.Column("case_name", KEY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("repeat", sa.Integer, nullable=False),
        sa.Column("input_key", KEY, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("cached", sa.Boolean, nullable=False),
        sa.Column("held_usd", sa.Float, nullable=False),
        sa.Column("cost_usd", sa.Float, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=True),
        sa.Column("claim", KEY, nullable=True),
        sa.Column("claimed_until", sa.DateTime, nullable=True),
        *_link("experiment_id", "experiments.id"),
    )
    op.create_table(
        "experiment_notes",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("experiment_id", KEY, nullable=False),
        sa.Column("case_name", KEY, nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_link("experiment_id", "experiments.id"),
    )
    op.create_table(
        "run_figures",
        sa.Column("run_id", KEY, primary_key=True),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("failure", KEY, nullable=False),
        sa.Column("failed_stage", sa.String(32), nullable=False),
        sa.Column("before_score", sa.Float, nullable=True),
        sa.Column("after_score", sa.Float, nullable=True),
        sa.Column("engine", sa.String(16), nullable=False),
        sa.Column("media_type", KEY, nullable=False),
        sa.Column("layout", sa.String(32), nullable=False),
        sa.Column("confidence", sa.Float, nullable=True),
        *(
            sa.Column(f"seconds_{stage}", sa.Float, nullable=True)
            for stage in ("analyze", "compile", "generate", "validate", "export")
        ),
        sa.Column("reused", sa.Integer, nullable=False),
        sa.Column("provider", KEY, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("reading_prompt", KEY, nullable=False),
        sa.Column("writing_prompt", KEY, nullable=False),
        sa.Column("engine_settings", KEY, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("kept_calls", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("tokens_asked", sa.BigInteger, nullable=False),
        sa.Column("tokens_cached", sa.BigInteger, nullable=False),
        sa.Column("tokens_answered", sa.BigInteger, nullable=False),
        sa.Column("cost_usd", sa.Float, nullable=False),
        sa.Column("findings", sa.Integer, nullable=True),
        sa.Column("downloaded", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
    )


def _link(column: str, target: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    """A foreign key where it is PostgreSQL; DuckDB's hinder ordinary updates."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    return (sa.ForeignKeyConstraint([column], [target]),) if postgresql else ()
