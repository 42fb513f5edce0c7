"""A whole ranking as a table, for files."""

import datetime as dt

from jobwise.domain.base import Model
from jobwise.domain.posting import Requirement
from jobwise.domain.vacancy import Choice, RubricSummary


class RankingRow(Model):
    """Somebody who applied. `place` is None for who is not ranked; `not_ranked` says why, "" for all others.

    `name` and `email` are empty until the candidate was revealed. `fit`, `low`, `high`: 0..1.
    `about_equal`: to the one above. `not_met`: must-haves. `engine`: the version that scored.
    `opened_before`: whether the résumé had been opened when it was decided.
    """

    place: int | None = None
    candidate: int
    name: str = ""
    email: str = ""
    fit: float | None = None
    low: float | None = None
    high: float | None = None
    about_equal: bool = False
    must_haves_met: int | None = None
    must_haves_total: int | None = None
    not_met: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    decision: Choice | None = None
    reason: str = ""
    decided_at: dt.datetime | None = None
    opened_before: bool | None = None
    opened: bool = False
    tags: tuple[str, ...] = ()
    engine: str = ""
    not_ranked: str = ""


class RankingTable(Model):
    """Everybody of a vacancy, best fit first, then those who are not ranked; and what was asked."""

    vacancy: str
    as_of: dt.date
    made_at: dt.datetime
    requirements_version: int
    engines: tuple[str, ...]
    rows: tuple[RankingRow, ...]
    asked: tuple[Requirement, ...]
    versions: tuple[RubricSummary, ...]
