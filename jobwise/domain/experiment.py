"""An experiment: versions held against each other on a golden set, and what came of it."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from jobwise.domain.ats import GateFinding
from jobwise.domain.base import Model, Said
from jobwise.domain.model_call import Dollars, ModelChoice, ModelUse

Scope = Literal["stage", "whole"]
"""`stage`: a model does the work of the version's own stage alone. `whole`: in every stage that it can."""
ExperimentState = Literal["waiting", "running", "done", "stopped", "capped", "failed"]
"""`capped`: the next piece could have passed the limit of cost."""
CellState = Literal["waiting", "working", "done", "failed"]
MOST_ARMS, MOST_REPEATS = 12, 20


class Measure(StrEnum):
    """What is measured of one case in one arm. Figures of both documents together, unless named."""

    STOPPED = "stopped"
    """Lines that the gate took out."""
    REPAIRED = "repaired"
    """Lines that the gate put back to the person's own words."""
    UNTRUE = "untrue"
    """Both: lines that said more than their facts carry."""
    EXPECTED = "expected"
    """Share of the case's expectations that are kept, 0..1."""
    COVERAGE = "coverage"
    """Share of the requirements that the finished résumé answers, must-haves counted twice, 0..1."""
    GAIN = "gain"
    """The score of the finished résumé minus that of the untailored one."""
    PRESERVED = "preserved"
    """Share of the chosen facts that the finished résumé still prints, 0..1."""
    READABILITY = "readability"
    """LIX of the letter (Björnsson 1968): words a sentence plus percent of words of over six letters."""
    CLICHES = "cliches"
    """Cliches in 1,000 words."""
    RESUME_WORDS = "resume_words"
    LETTER_WORDS = "letter_words"
    FOUND = "found"
    """Share of the expected demands that the analysis found, 0..1; of cases that name some."""
    REWORDED = "reworded"
    """Lines that stand in the model's words, after the gate."""
    FAILURES = "failures"
    """Answers that had not the shape that was asked for."""
    TRIES = "tries"
    SECONDS = "seconds"
    TOKENS = "tokens"
    """Asked and answered."""
    COST = "cost"
    """US dollars."""
    JUDGED = "judged"
    """How a judge preferred it to the baseline: 1 it, 0 the baseline, 0.5 neither."""


Better = Literal["more", "less", "neither"]
BETTER: dict[Measure, Better] = {
    Measure.UNTRUE: "less",
    Measure.EXPECTED: "more",
    Measure.COVERAGE: "more",
    Measure.GAIN: "more",
    Measure.PRESERVED: "more",
    Measure.CLICHES: "less",
    Measure.FOUND: "more",
    Measure.FAILURES: "less",
    Measure.JUDGED: "more",
    Measure.STOPPED: "less",
    Measure.REPAIRED: "less",
    Measure.TRIES: "less",
    Measure.SECONDS: "less",
    Measure.TOKENS: "less",
    Measure.COST: "less",
    Measure.READABILITY: "neither",
    Measure.RESUME_WORDS: "neither",
    Measure.LETTER_WORDS: "neither",
    Measure.REWORDED: "neither",
}
VERDICT_BY = (
    Measure.UNTRUE,
    Measure.EXPECTED,
    Measure.COVERAGE,
    Measure.GAIN,
    Measure.PRESERVED,
    Measure.CLICHES,
    Measure.FOUND,
    Measure.FAILURES,
    Measure.JUDGED,
)
"""What a verdict goes by: these share the chance of a false "better" among them. Others are shown alone."""


class Arm(Model):
    """A version ("writing@2", "engine@1") by a model; None: the offline engine, with its own settings."""

    version: str
    model: ModelChoice | None = None

    @property
    def name(self) -> str:
        """What screens call it."""
        return f"{self.version} · {self.model.name}" if self.model else self.version


class ExperimentPlan(Model):
    """What is tried. The first arm is the baseline that the others are compared with.

    `cap_usd`: the most that all calls together may cost. `judge`: another model that says which of two texts
    reads better. `beside`: labels of the versions that were in use when it started; an arm works with them in
    all that its own version is not for.
    """

    question: Said
    golden_set: str
    arms: Annotated[tuple[Arm, ...], Field(min_length=2, max_length=MOST_ARMS)]
    repeats: Annotated[int, Field(ge=1, le=MOST_REPEATS)] = 1
    scope: Scope = "stage"
    cap_usd: Dollars = 0.0
    judge: ModelChoice | None = None
    beside: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if len({(arm.version, arm.model) for arm in self.arms}) != len(self.arms):
            raise ValueError("two arms are the same")
        if self.judge and any(arm.model and arm.model.name == self.judge.name for arm in self.arms):
            raise ValueError("the judge is one of the writers")
        return self

    @property
    def writers(self) -> tuple[ModelChoice, ...]:
        """The models that write, each once; one name at two addresses is two models."""
        return tuple(dict.fromkeys(arm.model for arm in self.arms if arm.model))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where words go, each once."""
        asked = (*self.writers, *([self.judge] if self.judge else ()))
        return tuple(dict.fromkeys(model.base_url for model in asked))


Preferred = Literal["first", "second", "neither"]


class Judged(Model):
    """What a judge said of two texts that it saw in both orders; places are those of the texts as given.

    `said`: which it preferred, and which when the second stood before the first; empty where it was not
    asked, since both are the same. `result`: 1 for the first, 0 for the second, 0.5 where it preferred
    neither or each order gave another answer, None where it gave none. `longer`: which has more words.
    """

    said: tuple[Preferred, ...] = ()
    result: float | None
    longer: Preferred
    uses: tuple[ModelUse, ...] = ()


class CellResult(Model):
    """What one case gave in one arm at one repeat. `trouble`: why a model's words are not in it. `judged`:
    what a judge said of it, as the first of two, and of what it is held against."""

    measures: dict[Measure, float]
    resume: str
    letter: str
    findings: tuple[GateFinding, ...] = ()
    uses: tuple[ModelUse, ...] = ()
    trouble: str = ""
    judged: Judged | None = None


class Cell(Model):
    """A piece of an experiment's work. `arm`: its place in the plan. `cached`: an earlier result counts."""

    id: str
    arm: int
    case_id: str
    repeat: int
    state: CellState
    cached: bool = False
    measures: dict[Measure, float] = Field(default_factory=dict)
    trouble: str = ""


class NewCell(NamedTuple):
    """A piece of work that is put down. `owner` and `golden_case_id`: whose the case is, and its row.
    `input_key`: a hash of all that decides the result."""

    arm: int
    owner: str
    golden_case_id: str
    case_id: str
    position: int
    repeat: int
    input_key: str


class Group(NamedTuple):
    """Cells that are claimed together: one case at one repeat. `cells`: arm -> cell, of those to be done."""

    experiment_id: str
    case_id: str
    repeat: int
    cells: dict[int, str]


class Interval(Model):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


class MeasureComparison(Model):
    """One measure of one arm against its baseline, paired by case.

    `difference`: arm minus baseline. `p`: of a two-sided permutation test, `p_holm` corrected for all that
    the verdict goes by. `sees`: the smallest difference that this set shows in 8 of 10 experiments. `unsure`:
    there is none to tell, since it differs too seldom or too unevenly.
    """

    measure: Measure
    cases: int
    arm: Interval
    baseline: Interval
    difference: Interval
    p: float
    p_holm: float | None
    sees: float | None
    unsure: bool = False


VerdictKind = Literal["better", "worse", "cannot tell"]


class Comparison(Model):
    """An arm against its baseline. `sentence` says the verdict in words. `truth_is_worse`: it claims more
    than the facts carry oftener than chance explains."""

    arm: int
    baseline: int
    measures: tuple[MeasureComparison, ...]
    verdict: VerdictKind
    sentence: str
    truth_is_worse: bool

    @property
    def untrue(self) -> MeasureComparison | None:
        """Its untrue lines, None where no case was done by both."""
        return next((each for each in self.measures if each.measure is Measure.UNTRUE), None)


class Proof(Model):
    """What an experiment says of a version against `before`, over all models in it."""

    experiment_id: str
    at: dt.datetime
    golden_set: str
    before: str
    arms: tuple[Arm, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def truth_is_worse(self) -> bool:
        """Whether by any of the models more untrue lines came than chance explains."""
        return any(one.truth_is_worse for one in self.comparisons)


class Judgement(Model):
    """How a judge did, over pairs that it saw in both orders. Shares are 0..1.

    `agreement`: the same answer in both orders. `prefers_first`: it chose whichever stood first.
    `own_family`: share of choices for a text from its own server less that for the other one, -1..1, None
    where no pair has both; a better writer earns it too. `prefers_longer`: share of choices that went to the
    longer text, None where there are none.
    """

    judge: str
    pairs: int
    agreement: float
    prefers_first: float
    own_family: float | None
    prefers_longer: float | None


class ExperimentProgress(Model):
    """How far it is. Costs in US dollars, calls under way at the most that they can cost."""

    cells: int
    done: int
    failed: int
    cached: int
    spent_usd: float


class Experiment(Model):
    """An experiment as it stands. `trouble`: why it stopped early."""

    id: str
    plan: ExperimentPlan
    state: ExperimentState
    author: str
    at: dt.datetime
    progress: ExperimentProgress
    trouble: str = ""
    changes: int = 0


class CaseNote(Model):
    """What somebody noted on a case of an experiment."""

    case_id: str
    author: str
    at: dt.datetime
    text: str
