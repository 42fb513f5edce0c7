"""A version of the documents says what it was made from, how, and what it scored."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add three columns, empty in the versions that were kept before."""
    for column in (
        sa.Column("parent", sa.Integer),
        sa.Column("what", sa.Text),
        sa.Column("ats_score", sa.Float),
    ):
        op.add_column("document_versions", column)
