"""Since when things are kept for so many days, so that nothing goes before people were told."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the table, with one row at most; a used invitation keeps no address."""
    op.create_table(
        "retention",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    invitations = sa.table("invitations", sa.column("email"), sa.column("used_by"))
    used = invitations.c.used_by.is_not(None)
    op.get_bind().execute(invitations.update().where(used).values(email=None))
