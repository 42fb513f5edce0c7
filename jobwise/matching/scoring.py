"""The score: one engine for everyone. Every part, weight and formula stands in `docs/scoring.md`.

Same profile, analysis, version and day: same score, whoever the person is. Each part can only rise when a
fact is added that answers the ad, and repeating or listing words more than once adds nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from jobwise.domain.ats import Score, ScorePart
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.read_back import ReadBack
from jobwise.matching.evidence import match_facts
from jobwise.matching.fact_index import fact_index
from jobwise.matching.parseability import parseability
from jobwise.matching.score_parts import (
    Part,
    ceiling,
    covered_part,
    degree_part,
    evidence_part,
    gate_told,
    keyword_form,
    schooling_part,
    structure_part,
    title_part,
    told,
    trade_part,
    units,
    years_part,
)

ENGINE_VERSION = "1.9.0"
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

FIT_WEIGHTS = {
    "Kind of work": 0.55,
    "Requirements": 0.25,
    "Title": 0.15,
    "Years": 0.025,
    "Education": 0.025,
}
"""*Why years and degrees count so little:* nearly every ad asks for some, so they tell trades apart least."""


def score(profile: Profile, analysis: JobAnalysis, as_of: dt.date, back: ReadBack | None = None) -> Score:
    """Score a profile against a job as of a day.

    back: what came back of the file that the profile was printed in; None for a résumé as it was uploaded.
    """
    index = fact_index(profile, as_of).against(analysis.text)
    matches = match_facts(index, analysis)
    by_id = {match.requirement_id: match for match in matches}
    musts = units(analysis.requirements, by_id, "must")
    nices = units(analysis.requirements, by_id, "nice")
    counting = index.told
    readable, weak = parseability(counting, back)
    title, title_said = title_part(counting, analysis, as_of)
    years, years_said = years_part(counting, analysis, as_of)
    degree, degree_said = degree_part(counting, analysis)
    answered = (Part("Title", title, (title_said,)), Part("Years", years, (years_said,)))
    parts = _weighted(
        [
            Part("Must-haves", musts.share, (*told(musts), *gate_told(musts))),
            Part("Nice-to-haves", nices.share, told(nices)),
            *answered,
            schooling_part((degree, degree_said), analysis.requirements, by_id),
            keyword_form(analysis.requirements, by_id),
            evidence_part(analysis.requirements, by_id),
            structure_part(counting),
            Part("Machine-readable", readable, weak),
        ],
        WEIGHTS,
    )
    fit_parts = _weighted(
        [
            trade_part(index, analysis),
            covered_part(analysis.requirements, by_id),
            *answered,
            Part("Education", degree, (degree_said,)),
        ],
        FIT_WEIGHTS,
    )
    return Score(
        ats_score=_total(parts, ceiling(musts)),
        ceiling=ceiling(musts),
        parseability=readable,
        must_haves=1.0 if musts.share is None else musts.share,
        fit=_total(fit_parts),
        must_haves_met=musts.met,
        must_haves_total=musts.total,
        parts=parts,
        fit_parts=fit_parts,
        matches=matches,
        engine_version=ENGINE_VERSION,
        as_of=as_of,
    )


def _weighted(parts: Sequence[Part], weights: Mapping[str, float]) -> tuple[ScorePart, ...]:
    """Parts that the ad does not ask for drop out, and the others' weights grow to sum to 1."""
    asked = [part for part in parts if part.score is not None]
    total = sum(weights[part.name] for part in asked)
    return tuple(
        ScorePart(
            name=part.name,
            weight=round(weights[part.name] / total, 6),
            score=part.score or 0.0,
            evidence=part.evidence,
        )
        for part in asked
    )


def _total(parts: Sequence[ScorePart], most: float = 1.0) -> float:
    return round(most * sum(part.weight * part.score for part in parts), 4)
