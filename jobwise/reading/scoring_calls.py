"""Profiles on their way to a process that scores, and the assessments on their way back.

*Why lines:* most of it is JSON already, which nobody in between has to take apart.
"""

import datetime as dt
import json
from collections.abc import Sequence

from jobwise.domain.base import Model
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.vacancy import Scored


class Asked(Model):
    """What people are held against."""

    analysis: JobAnalysis
    as_of: dt.date
    rubric: int


def packed(profiles: Sequence[str], asked: Asked) -> bytes:
    """A line with what is asked, then one a profile."""
    return "\n".join((asked.model_dump_json(), *profiles)).encode()


def scored(data: bytes) -> bytes:
    """A line with the figures of all, then one an assessment."""
    from jobwise.matching.steadiness import assess_all

    first, *profiles = data.decode().split("\n")
    asked = Asked.model_validate_json(first)
    found = assess_all(profiles, asked.analysis, asked.as_of, asked.rubric)
    figures = json.dumps([(one.fit, one.must_haves) for one in found])
    return "\n".join((figures, *(one.assessment for one in found))).encode()


def unpacked(data: bytes) -> tuple[Scored, ...]:
    """What `scored` gave."""
    first, *assessments = data.decode().split("\n")
    pairs = zip(json.loads(first), assessments, strict=True)
    return tuple(Scored(fit, must_haves, one) for (fit, must_haves), one in pairs)
