"""A key for each person. Whoever has rows already is put down, so that `store.first_sealing` seals them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

OWNED = (
    "sources",
    "profiles",
    "applications",
    "stage_outputs",
    "run_events",
    "files",
    "document_versions",
    "model_settings",
    "model_calls",
    "model_replies",
)


def upgrade() -> None:
    """Create the table, with a row for everybody who has something."""
    keys = op.create_table(
        "person_keys",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("wrapped", sa.Text),
        sa.Column("plain", sa.Boolean, nullable=False),
    )
    owner = sa.column("owner", sa.String)
    everybody = sa.union(*(sa.select(owner).select_from(sa.table(name)) for name in OWNED)).subquery()
    marked = sa.select(everybody.c.owner, sa.null(), sa.true())
    op.execute(sa.insert(keys).from_select(["owner", "wrapped", "plain"], marked))
