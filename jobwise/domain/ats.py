"""The score and the truth gate's findings: stage 4's output."""

import datetime as dt
from typing import Literal

from jobwise.domain.base import Model
from jobwise.domain.documents import DocumentKind, Documents
from jobwise.domain.match import LeftOut, NearSkill, RequirementMatch
from jobwise.domain.read_back import ReadBack


class ScorePart(Model):
    """A part of the composite. `score` and `weight` are 0..1, weights sum to 1.

    `evidence` are sentences that say where the number comes from.
    """

    name: str
    weight: float
    score: float
    evidence: tuple[str, ...] = ()


class Score(Model):
    """One résumé against one job. All numbers 0..1.

    `parseability`: how much of it an applicant system can read. `must_haves`: share of must-haves
    met. `fit`: how likely the job is one for this person, made of `fit_parts`. `ats_score`: the composite of
    `parts`, held under `ceiling` by the must-haves that are missing.
    """

    ats_score: float
    ceiling: float = 1.0
    parseability: float
    must_haves: float
    fit: float
    must_haves_met: int
    must_haves_total: int
    parts: tuple[ScorePart, ...]
    fit_parts: tuple[ScorePart, ...] = ()
    matches: tuple[RequirementMatch, ...]
    engine_version: str
    as_of: dt.date


class Advice(Model):
    """What would raise the score: `gain` is the rise of `ats_score` if it is true and done."""

    action: str
    why: str
    gain: float
    requirement_id: str = ""
    fact_id: str = ""


class GateFinding(Model):
    """A line that claimed what no fact carries. `claim` are the unsupported words.

    `repaired`: the line went back to `now`, the words of its source fact. `blocked`: it was taken out.
    """

    document: DocumentKind
    line_id: str
    verdict: Literal["repaired", "blocked"]
    claim: str
    was: str
    now: str
    reason: str


class StyleNote(Model):
    """A hint on how a line is written. `kind` names what for; no score rests on it."""

    line_id: str
    kind: str
    text: str


class AtsReport(Model):
    """What stage 4 gives. `documents` are the ones that passed the gate: only these are exported.

    `read_back`: what came back of the résumé's PDF, which `after` counts; None where none was made.
    """

    documents: Documents
    before: Score
    after: Score
    lines_checked: int
    findings: tuple[GateFinding, ...]
    left_out: tuple[LeftOut, ...]
    near_skills: tuple[NearSkill, ...]
    advice: tuple[Advice, ...]
    style: tuple[StyleNote, ...] = ()
    read_back: ReadBack | None = None
