"""How far a fit moves when its weights are a fifth more or less and unsure fields are read the other way.

*Why worked out and not drawn by chance:* the same candidates always have the same interval. A weighted mean
is largest where some weights are as heavy as they can be and the others as light: those of the scores above
a threshold. There are only as many thresholds as scores, so all are tried.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate

from jobwise.domain.ats import Score
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Doubt, Entry, PartialDate, Profile
from jobwise.domain.vacancy import Assessment, FitReading, Scored
from jobwise.matching.score_parts import UNKNOWN, WORTH, counted_in_fit, fit_weight
from jobwise.matching.scoring import score

SHARE = 0.2
"""How much more or less a weight may be."""
MOST_DOUBTS = 6
"""So many unsure fields are read the other way one by one; beyond, only all of them at once."""
_REQUIREMENTS = "Requirements"
_SWAPPED = {"work": ("name", "position"), "volunteer": ("organization", "position")}


def assess(profile: Profile, analysis: JobAnalysis, as_of: dt.date, rubric: int) -> Assessment:
    """The same score as the seeker's, with how far it moves."""
    found = score(profile, analysis, as_of)
    own, jobs = _reading(found), {job.fact_id for job in profile.work}

    @cache
    def read_otherwise(telling: tuple[Doubt, ...]) -> FitReading:
        return _reading(score(other_reading(profile, telling), analysis, as_of)) if telling else own

    def reading(some: Iterable[Doubt]) -> FitReading:
        """*Why without most dates:* the fit counts those of work alone, the others change nothing."""
        told = (doubt for doubt in some if doubt.fact_id in jobs or not doubt.field.endswith("date"))
        return read_otherwise(tuple(told))

    doubts = [doubt for doubt in profile.doubts if other_reading(profile, (doubt,)) is not profile]
    others = {doubt: reading((doubt,)) for doubt in doubts if len(doubts) <= MOST_DOUBTS}
    readings = [own, *others.values(), reading(doubts)]
    spans = [_span(one, analysis.requirements) for one in readings]
    low, lowest = min(zip((low for low, _ in spans), range(len(spans)), strict=True))
    high, highest = max(zip((high for _, high in spans), range(len(spans)), strict=True))
    return Assessment(
        rubric=rubric,
        score=found,
        low=round(low, 4),
        high=round(high, 4),
        lowest=readings[lowest],
        highest=readings[highest],
        unsure=tuple(dict.fromkeys(doubt.reason for doubt in doubts if others.get(doubt) != own)),
    )


def assess_all(
    profiles: Sequence[str], analysis: JobAnalysis, as_of: dt.date, rubric: int
) -> tuple[Scored, ...]:
    """`assess` for profiles in JSON, each with its figures."""
    found = (assess(Profile.model_validate_json(one), analysis, as_of, rubric) for one in profiles)
    return tuple(Scored(one.score.fit, one.score.must_haves, one.model_dump_json()) for one in found)


def can_tell_apart(above: Assessment, below: Assessment, requirements: Sequence[Requirement]) -> bool:
    """Whether the one above stays above under all weights and readings.

    *Why the weights of both move together:* both are held against the same rubric.
    """
    worse, better = above.lowest, below.highest
    if worse.parts.keys() != better.parts.keys():
        return above.low > below.high
    gaps = [
        (weight, own - better.parts[name][1])
        for name, (weight, own) in worse.parts.items()
        if name != _REQUIREMENTS
    ]
    if _REQUIREMENTS in worse.parts:
        weighed = [
            (fit_weight(r), worse.verdicts.get(r.id, 0.0) - better.verdicts.get(r.id, 0.0))
            for r in counted_in_fit(requirements)
        ]
        gaps.append((worse.parts[_REQUIREMENTS][0], extremes(weighed, fixed=UNKNOWN)[0]))
    return extremes(gaps)[0] > 0


def extremes(weighed: Iterable[tuple[float, float]], *, fixed: float = 0.0) -> tuple[float, float]:
    """(least, most) of a weighted mean whose weights may each be `SHARE` more or less.

    weighed: (weight, score). fixed: a weight of score 0 that does not move.
    """
    pairs = sorted(weighed, key=lambda pair: pair[1])
    lighter, heavier = 1 - SHARE, 1 + SHARE
    weights = [0.0, *accumulate(weight for weight, _ in pairs)]
    sums = [0.0, *accumulate(weight * one for weight, one in pairs)]
    if not weights[-1] + fixed:
        return 0.0, 0.0
    least, most = [], []
    for weight, total in zip(weights, sums, strict=True):
        rest, other = weights[-1] - weight, sums[-1] - total
        least.append((heavier * total + lighter * other) / (heavier * weight + lighter * rest + fixed))
        most.append((lighter * total + heavier * other) / (lighter * weight + heavier * rest + fixed))
    return min(least), max(most)


def other_reading(profile: Profile, doubts: Iterable[Doubt]) -> Profile:
    """The profile with the fields of the doubts read the other way: employer and title change places, and
    what else is unsure is taken as not said."""
    fields: dict[str, set[str]] = {}
    for doubt in doubts:
        fields.setdefault(doubt.fact_id, set()).add(doubt.field)
    changes: dict[str, object] = {}
    for section in ("work", "volunteer", "education", "projects", "certificates"):
        entries: tuple[Entry, ...] = getattr(profile, section)
        if any(entry.fact_id in fields for entry in entries):
            turned = tuple(_turned(section, entry, fields.get(entry.fact_id, set())) for entry in entries)
            if turned != entries:
                changes[section] = turned
    return profile.model_copy(update=changes) if changes else profile


def _turned(section: str, entry: Entry, fields: set[str]) -> Entry:
    changes: dict[str, object] = {}
    who, what = _SWAPPED.get(section, ("", ""))
    if fields & {who, what}:
        changes |= {who: getattr(entry, what), what: getattr(entry, who)}
    for field in fields - {who, what}:
        value = getattr(entry, field, None)
        if value:
            changes[field] = _other_date(field, value) if field.endswith("date") else ""
    return entry.model_copy(update=changes) if changes else entry


def _other_date(field: str, date: PartialDate) -> PartialDate | None:
    """A bare year begins at its end and ends at its beginning; any other date is not said."""
    if len(date) != len("2024"):
        return None
    return f"{date}-12" if field == "start_date" else f"{date}-01"


def _reading(found: Score) -> FitReading:
    return FitReading(
        fit=found.fit,
        parts={part.name: (part.weight, part.score) for part in found.fit_parts},
        verdicts={match.requirement_id: WORTH[match.verdict] for match in found.matches},
    )


def _span(reading: FitReading, requirements: Sequence[Requirement]) -> tuple[float, float]:
    """(least, most) fit of a reading under other weights."""
    parts: Mapping[str, tuple[float, float]] = reading.parts
    weighed = [(fit_weight(r), reading.verdicts[r.id]) for r in counted_in_fit(requirements)]
    few, many = extremes(weighed, fixed=UNKNOWN)
    low = [(weight, few if name == _REQUIREMENTS else own) for name, (weight, own) in parts.items()]
    high = [(weight, many if name == _REQUIREMENTS else own) for name, (weight, own) in parts.items()]
    return extremes(low)[0], extremes(high)[1]
