"""Which process works on a candidate and until when, so that several can share the work."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the columns, and on PostgreSQL what finds a vacancy's people.

    *Why no index on DuckDB:* it reads columns whole and fast, and an index hinders updates there.
    """
    op.add_column("candidates", sa.Column("claim", sa.String(64), nullable=True))
    op.add_column("candidates", sa.Column("claimed_until", sa.DateTime, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("candidates_of_vacancy", "candidates", ["vacancy_id", "number"])
        op.create_index("assessments_by_fit", "assessments", ["vacancy_id", "rubric", "fit"])
        op.create_index("decisions_of_vacancy", "decisions", ["vacancy_id", "candidate_id"])
