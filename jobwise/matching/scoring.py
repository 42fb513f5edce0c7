"""The score: one engine for everyone. Every part, weight and formula stands in `docs/scoring.md`.

Same profile, analysis, version and day: same score. Each part can only rise when a fact is added
that answers the ad, and repeating or listing words more than once adds nothing.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from jobwise.domain.ats import Score, ScorePart
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.matching.evidence import match_requirements
from jobwise.matching.parseability import parseability
from jobwise.matching.score_parts import (
    Part,
    degree_part,
    evidence_part,
    fit_of,
    keyword_form,
    structure_part,
    title_part,
    told,
    units,
    years_part,
)

ENGINE_VERSION = "1.0.1"
"""Rises with every change that can change a score."""

WEIGHTS = {
    "Must-haves": 0.34,
    "Nice-to-haves": 0.08,
    "Title": 0.10,
    "Years": 0.08,
    "Education": 0.07,
    "Keyword form": 0.08,
    "Evidence": 0.09,
    "Structure": 0.06,
    "Machine-readable": 0.10,
}


def score(profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> Score:
    """Score a profile against a job as of a day."""
    matches = match_requirements(profile, analysis, as_of)
    by_id = {match.requirement_id: match for match in matches}
    musts = units(analysis.requirements, by_id, "must")
    nices = units(analysis.requirements, by_id, "nice")
    readable, weak = parseability(profile)
    title, title_said = title_part(profile, analysis, as_of)
    years, years_said = years_part(profile, analysis, as_of)
    degree, degree_said = degree_part(profile, analysis)
    parts = _weighted(
        [
            Part("Must-haves", musts.share, told(musts)),
            Part("Nice-to-haves", nices.share, told(nices)),
            Part("Title", title, (title_said,)),
            Part("Years", years, (years_said,)),
            Part("Education", degree, (degree_said,)),
            keyword_form(analysis.requirements, by_id),
            evidence_part(analysis.requirements, by_id),
            structure_part(profile),
            Part("Machine-readable", readable, weak),
        ]
    )
    return Score(
        ats_score=round(sum(part.weight * part.score for part in parts), 4),
        parseability=readable,
        must_haves=1.0 if musts.share is None else musts.share,
        fit=fit_of(analysis.requirements, by_id, (title, years, degree)),
        must_haves_met=musts.met,
        must_haves_total=musts.total,
        parts=parts,
        matches=matches,
        engine_version=ENGINE_VERSION,
        as_of=as_of,
    )


def _weighted(parts: Sequence[Part]) -> tuple[ScorePart, ...]:
    """Parts that the ad does not ask for drop out, and the others' weights grow to sum to 1."""
    asked = [part for part in parts if part.score is not None]
    total = sum(WEIGHTS[part.name] for part in asked)
    return tuple(_scored(asked, total))


def _scored(parts: Sequence[Part], total: float) -> Iterator[ScorePart]:
    for part in parts:
        weight = round(WEIGHTS[part.name] / total, 6)
        yield ScorePart(name=part.name, weight=weight, score=part.score or 0.0, evidence=part.evidence)
