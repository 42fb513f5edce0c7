"""A model as judge of two texts: blind, and in both orders, so that what it does by place cancels out.

*Why both orders:* models prefer what stands first or second, whatever it says (Zheng et al., NeurIPS 2023).
"""

from collections.abc import Sequence
from statistics import fmean

from jobwise.domain.base import Model
from jobwise.domain.experiment import (
    CellResult,
    ExperimentPlan,
    Judged,
    Judgement,
    Preferred,
)
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import ModelCall, ModelChoice
from jobwise.domain.prompt import Prompt, filled
from jobwise.pipeline.fence import fence, in_json
from jobwise.pipeline.placeholders import Placeholders
from jobwise.pipeline.verdicts import baseline_of
from jobwise.ports import Ask

JUDGING = "judging"
"""Id of the prompt."""
_SWAPPED: dict[Preferred, Preferred] = {"first": "second", "second": "first", "neither": "neither"}


class Preference(Model):
    """A judge's answer. *Why the reason first:* a model that has to give one thinks before it chooses."""

    why: str
    better: Preferred


class Judge:
    """Asks which of two texts is better; it is told neither who wrote them nor which is the baseline."""

    def __init__(self, prompt: Prompt, secret: bytes) -> None:
        """secret: what the fence around untrusted text is made with."""
        self._prompt, self._secret = prompt, secret

    def asked(self, case: GoldenCase, first: CellResult, second: CellResult, ask: Ask) -> Judged:
        """What the judge says in both orders; texts that are the same are not shown. Raises: ModelFailed."""
        longer = _longer(first, second)
        if _whole(first) == _whole(second):
            return Judged(result=0.5, longer=longer)
        answers = [ask("compare", call, _unheard) for call in self.calls(case, first, second)]
        uses = tuple(use for _, use in answers)
        forward, backward = (answer for answer, _ in answers)
        if forward is None or backward is None:
            return Judged(result=None, longer=longer, uses=uses)
        said = forward.better, _SWAPPED[backward.better]
        result = {"first": 1.0, "second": 0.0}.get(said[0], 0.5) if said[0] == said[1] else 0.5
        return Judged(said=said, result=result, longer=longer, uses=uses)

    def calls(
        self, case: GoldenCase, first: CellResult, second: CellResult
    ) -> tuple[ModelCall[Preference], ModelCall[Preference]]:
        """The calls of both orders.

        *Why names are numbered in the same order in both:* a placeholder must not tell which text is which.
        """
        texts = _whole(first), _whole(second)
        hidden = Placeholders(case.profile, (case.job_text, *sorted(texts)))
        job, one, other = (in_json(hidden.hide(text)) for text in (case.job_text, *texts))
        code = fence(self._secret, f"{job}{min(one, other)}{max(one, other)}")
        shared = filled(self._prompt.shared, fence=code, job=job)
        return self._call(shared, code, one, other), self._call(shared, code, other, one)

    def _call(self, shared: str, code: str, first: str, second: str) -> ModelCall[Preference]:
        return ModelCall(
            prompt=self._prompt.label,
            system=self._prompt.system,
            shared=shared,
            task=filled(self._prompt.tasks["compare"], fence=code, first=first, second=second),
            shape=Preference,
            most_tokens=self._prompt.most_tokens,
            schema_helps=self._prompt.hints.schema_helps,
        )


def judgement(plan: ExperimentPlan, pairs: Sequence[tuple[int, Judged]]) -> Judgement | None:
    """How the plan's judge did; None without one, or where it answered to no pair.

    pairs: the arm that stood first as the texts were given, with what was said of it and its baseline.
    """
    answered = [(arm, judged) for arm, judged in pairs if len(judged.said) == 2]
    if plan.judge is None or not answered:
        return None
    chosen = [(judged.result, judged.longer) for _, judged in answered if judged.result in (0.0, 1.0)]
    by_length = [(result == 1) == (longer == "first") for result, longer in chosen if longer != "neither"]
    own = [share for arm, judged in answered if (share := _own(plan, plan.judge, arm, judged)) is not None]
    return Judgement(
        judge=plan.judge.name,
        pairs=len(answered),
        agreement=fmean(judged.said[0] == judged.said[1] for _, judged in answered),
        prefers_first=fmean(judged.said == ("first", "second") for _, judged in answered),
        own_family=2 * fmean(own) - 1 if own else None,
        prefers_longer=fmean(by_length) if by_length else None,
    )


def _own(plan: ExperimentPlan, judge: ModelChoice, arm: int, judged: Judged) -> float | None:
    """What a text from the judge's own server got, where the other one is not from there."""
    writers = plan.arms[arm].model, plan.arms[baseline_of(plan, arm)].model
    first, second = (
        writer is not None and (writer.provider, writer.base_url) == (judge.provider, judge.base_url)
        for writer in writers
    )
    if first == second or judged.result is None:
        return None
    return judged.result if first else 1 - judged.result


def _whole(result: CellResult) -> str:
    return f"{result.resume}\n\n{result.letter}"


def _longer(first: CellResult, second: CellResult) -> Preferred:
    words = [len(_whole(each).split()) for each in (first, second)]
    return "neither" if words[0] == words[1] else "first" if words[0] > words[1] else "second"


def _unheard(_: str) -> None:
    """Nobody listens while the words come."""
