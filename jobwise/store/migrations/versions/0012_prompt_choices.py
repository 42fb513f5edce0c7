"""Which version of a prompt is used; those that are kept tell for which model they are, and why."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
_HINTS = {"model": "Any.", "schema_helps": True}


def upgrade() -> None:
    """Create the table, and write the older prompts as those of now are written."""
    op.create_table(
        "prompt_choices",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("label", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    rows = sa.table("prompts", sa.column("label", sa.String), sa.column("prompt", sa.Text))
    connection = op.get_bind()
    for label, prompt in connection.execute(sa.select(rows.c.label, rows.c.prompt)).all():
        said = json.loads(prompt)
        said |= {"hints": _HINTS, "changelog": {said["version"]: said.pop("why")}}
        connection.execute(rows.update().where(rows.c.label == label).values(prompt=json.dumps(said)))
