"""One thing asked for, before it has its id."""

from typing import NamedTuple

from jobwise.domain.posting import Importance, RequirementKind
from jobwise.matching.skills import SkillSpan
from jobwise.pipeline.ad.importance import ends_with_a_wish, importance_at
from jobwise.pipeline.ad.passages import Passage

_WIDE = frozenset({"experience", "education"})
_HEAD = 20
"""Characters of a long span that its cues are near to: "Bachelor's degree is required, preferably in..."."""


class Asked(NamedTuple):
    """A requirement before it has its id: places are offsets into the ad."""

    start: int
    end: int
    kind: RequirementKind
    importance: Importance
    skill: str | None
    years: float | None
    passage: Passage


def asked_in(
    passage: Passage,
    start: int,
    end: int,
    kind: RequirementKind,
    span: SkillSpan | None = None,
    years: float | None = None,
) -> Asked:
    """What stands at passage.text[start:end], as a requirement."""
    return Asked(
        passage.start + start,
        passage.start + end,
        kind,
        _importance(passage, start, end, kind),
        span.concept if span else None,
        years,
        passage,
    )


def _importance(passage: Passage, start: int, end: int, kind: RequirementKind) -> Importance:
    """As the nearest cue says; what a long span says at its own end counts most."""
    if kind not in _WIDE:
        return importance_at(passage, start, end)
    if ends_with_a_wish(passage.text[start:end]):
        return "nice"
    return importance_at(passage, start, min(end, start + _HEAD))
