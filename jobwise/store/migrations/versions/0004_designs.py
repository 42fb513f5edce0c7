"""An application keeps the look of its pages: theme and paper."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a column, empty where nobody has chosen."""
    op.add_column("applications", sa.Column("design", sa.Text))
