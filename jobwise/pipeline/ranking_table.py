"""The ranking of a vacancy: who of it is looked for, which order says nothing, and all of it as one table."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Basics
from jobwise.domain.ranking import RankingRow, RankingTable
from jobwise.domain.vacancy import (
    ANY,
    Assessment,
    Candidate,
    Decision,
    Flag,
    Ranked,
    RubricSummary,
    Vacancy,
    Wanted,
)
from jobwise.matching.steadiness import can_tell_apart
from jobwise.pipeline.requirement_rows import rows_in, unmet_must_haves

KIND = "Kind of work"
"""The part of the fit that is known in English alone."""
FLAGS: Mapping[Flag, str] = {
    "orders": "Speaks to a machine",
    "hidden": "Hidden text",
    "unsure": "Fields to check",
    "partial": "Kind of work not compared",
}


def ranking_table(
    vacancy: Vacancy,
    versions: Sequence[RubricSummary],
    ranked: Sequence[RankingRow],
    others: Sequence[Candidate],
    decisions: Mapping[str, Decision],
    made_at: dt.datetime,
) -> RankingTable:
    """ranked: those in the ranking, in order. others: those who are not. decisions: by candidate."""
    unranked = (_unranked(candidate, decisions.get(candidate.id)) for candidate in others)
    return RankingTable(
        vacancy=vacancy.title,
        as_of=vacancy.as_of,
        made_at=made_at,
        requirements_version=vacancy.rubric.number,
        engines=tuple(dict.fromkeys(row.engine for row in ranked)),
        rows=(*ranked, *unranked),
        asked=vacancy.rubric.analysis.requirements,
        versions=tuple(versions),
    )


def ranking_row(vacancy: Vacancy, row: Ranked, decision: Decision | None, who: Basics | None) -> RankingRow:
    """Somebody in the ranking. who: None for who is hidden."""
    candidate, found = row.candidate, row.assessment
    answers = rows_in(vacancy.rubric.analysis, vacancy.ad, found.score)
    told = RankingRow(
        place=row.rank,
        candidate=candidate.number,
        name=who.name if who else "",
        email=who.email if who else "",
        fit=round(found.score.fit, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
        about_equal=row.tied,
        must_haves_met=found.score.must_haves_met,
        must_haves_total=found.score.must_haves_total,
        not_met=tuple(one.name for one in unmet_must_haves(answers)),
        flags=tuple(FLAGS[flag] for flag in flags_of(candidate, found)),
        opened=candidate.opened,
        tags=candidate.tags,
        engine=found.score.engine_version,
    )
    return _decided(told, decision)


def flags_of(candidate: Candidate, found: Assessment | None) -> list[Flag]:
    """What somebody should look at before they go by the score."""
    seen: Mapping[Flag, object] = {
        "orders": candidate.orders,
        "hidden": candidate.hidden,
        "unsure": found and found.unsure,
        "partial": found and not any(part.name == KIND for part in found.score.fit_parts),
    }
    return [flag for flag, told in seen.items() if told]


def is_wanted(vacancy: Vacancy, row: Ranked, wanted: Wanted) -> bool:
    """Whether somebody in the ranking is one of those who are looked for."""
    candidate, found = row.candidate, row.assessment
    if (wanted.tag and wanted.tag not in candidate.tags) or (
        wanted.flag and wanted.flag not in flags_of(candidate, found)
    ):
        return False
    if not (wanted.meets_all or wanted.lacks):
        return True
    unmet = {one.key for one in unmet_must_haves(rows_in(vacancy.rubric.analysis, vacancy.ad, found.score))}
    return not unmet if wanted.meets_all else bool(unmet if wanted.lacks == ANY else wanted.lacks in unmet)


def marked_ties(rows: Iterable[Ranked], analysis: JobAnalysis) -> Iterator[Ranked]:
    """Rows that follow each other in rank, marked where their order says nothing."""
    above: Ranked | None = None
    for row in rows:
        tied = above and not can_tell_apart(above.assessment, row.assessment, analysis.requirements)
        yield row.model_copy(update={"tied": bool(tied)})
        above = row


def _unranked(candidate: Candidate, decision: Decision | None) -> RankingRow:
    told = RankingRow(
        candidate=candidate.number,
        flags=tuple(FLAGS[flag] for flag in flags_of(candidate, None)),
        opened=candidate.opened,
        tags=candidate.tags,
        not_ranked=_why_not(candidate),
    )
    return _decided(told, decision)


def _why_not(candidate: Candidate) -> str:
    if candidate.state == "same":
        return f"A second file of candidate {candidate.same_as}"
    if candidate.state == "failed":
        return candidate.trouble.title if candidate.trouble else "The file could not be read"
    return "Not read yet" if candidate.state == "waiting" else "Not scored by these requirements yet"


def _decided(row: RankingRow, decision: Decision | None) -> RankingRow:
    if decision is None:
        return row
    said = {"decision": decision.choice, "reason": decision.reason}
    return row.model_copy(update={**said, "decided_at": decision.at, "opened_before": decision.opened})
