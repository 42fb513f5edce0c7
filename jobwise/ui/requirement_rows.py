"""The requirements of an application as rows, their headings and their counts."""

from collections.abc import Sequence

from jobwise.domain.account import Application
from jobwise.domain.ats import Score
from jobwise.domain.match import Verdict
from jobwise.domain.posting import JobAnalysis
from jobwise.pipeline.requirement_rows import BEST, Group, Row, rows_in
from jobwise.ui.charts import Coverage

ORDER: tuple[Verdict, ...] = ("missing", "near", "met")
TITLES: dict[Group, str] = {"must": "Must-haves", "nice": "Nice to have", "duty": "What you would do"}


def rows_of(application: Application, score: Score) -> list[Row]:
    """The requirements of an application with their verdicts, in the ad's order."""
    return rows_in(application.analysis or JobAnalysis(), application.job_text, score)


def coverage(rows: Sequence[Row]) -> list[Coverage]:
    """How many are met, near and missing, must-haves first; duties do not count."""
    names: dict[Group, str] = {"must": "Must-have", "nice": "Nice to have"}
    counts = []
    for importance, name in names.items():
        verdicts = [row.verdict for row in rows if row.importance == importance]
        if verdicts:
            counts.append(Coverage(name, *(verdicts.count(verdict) for verdict in BEST)))
    return counts
