"""A small trial of a model: one made-up line that it is to say better, as it would those of a résumé."""

import datetime as dt
from typing import NamedTuple, cast

from jobwise.domain.model_call import ModelCall, ModelChoice, ModelUse
from jobwise.domain.profile import Basics, Item, Profile, Work
from jobwise.domain.prompt import Prompt
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.pipeline.rewording import NewLines, Rewording
from jobwise.pipeline.truth_gate import TruthGate

_DEED = "I planned the weekly shifts of 12 drivers, and I did so by hand"
PROFILE = Profile(
    basics=Basics(name="Robin Marsh"),
    work=(
        Work(
            fact_id="work-1",
            name="Sample Trams",
            position="Shift Planner",
            start_date="2021",
            end_date="2024",
            highlights=(Item(fact_id="work-1-1", text=_DEED),),
        ),
    ),
)
AD = """Shift Planner

Example Buses looks for a shift planner for its depot. You plan the weekly shifts of our drivers and see to it
that every bus has one.

Requirements:
- You have planned the weekly shifts of drivers
- You work with care and keep to what was agreed
"""


class Trial(NamedTuple):
    """What came of it. `now`: the line in the model's words, "" where it left the line alone. `claim`: the
    words in it that the facts do not carry."""

    use: ModelUse
    was: str
    now: str
    claim: str


class TrialLine:
    """The line on its way to a model and back."""

    def __init__(self, prompt: Prompt, secret: bytes, as_of: dt.date) -> None:
        analysis = analyze_job(AD)
        compiled = compile_profile(PROFILE, analysis, as_of=as_of)
        documents = generate_documents(compiled, analysis, as_of=as_of)
        bullets = tuple(line for line in documents.resume.lines if line.role == "bullet")
        resume = documents.resume.model_copy(update={"lines": bullets})
        documents = documents.model_copy(update={"resume": resume})
        self._gate = TruthGate(PROFILE, compiled, analysis, as_of)
        self._rewording = Rewording(documents, compiled, analysis, PROFILE, prompt, secret)
        self.call = cast(ModelCall[NewLines], self._rewording.call("reword"))  # there is a line: it is above

    def came(self, answer: NewLines, use: ModelUse, choice: ModelChoice) -> Trial:
        """What the model made of it, held against the facts like every other line."""
        said = self._rewording.applied("reword", answer, choice.model)
        line = next((line for line in said.lines if line.draft), None)
        if line is None or line.draft is None:
            return Trial(use, _DEED, "", "")
        return Trial(use, line.draft.text, line.text, ", ".join(self._gate.claims(line)))
