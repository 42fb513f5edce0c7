"""Makes a plan of what somebody chose, or says in a sentence why there is none."""

from collections.abc import Iterator, Sequence

from jobwise.domain.experiment import MOST_ARMS, MOST_REPEATS, Arm, ExperimentPlan, Scope
from jobwise.domain.model_call import ModelChoice, bare_name
from jobwise.errors import Conflict

ENGINE, TRIED = "engine", ("reading", "writing", "engine")
"""What versions are tried of."""
MOST_USD = 1000.0


def plan_of(
    question: str,
    golden_set: str,
    versions: Sequence[str],
    models: Sequence[ModelChoice | None],
    *,
    repeats: int = 1,
    scope: Scope = "stage",
    cap_usd: float = 0.0,
    judge: ModelChoice | None = None,
) -> ExperimentPlan:
    """versions: the first one is what the others are held against. models: None is the offline engine alone.

    Raises: Conflict.
    """
    if not question.strip():
        raise Conflict("The experiment has no question", "Write what you want to find out.", code="question")
    if any(version.partition("@")[0] not in TRIED for version in versions):
        raise Conflict("One of the versions cannot be tried", "Choose others.", code="arm")
    if any(not version.startswith(f"{ENGINE}@") for version in versions) and not any(models):
        raise Conflict(
            "A prompt needs a model that it asks",
            "Choose a model, or compare versions of the engine's settings, which need none.",
            code="no-model",
        )
    arms = tuple(dict.fromkeys(_arms(versions, models, scope)))
    if len(arms) < 2:
        raise Conflict(
            "There is nothing to compare",
            "Choose a second version, or a second model. A new version begins as a draft under Prompts.",
            code="arms",
        )
    if len(arms) > MOST_ARMS:
        raise Conflict(
            f"This makes {len(arms)} ways to write, and {MOST_ARMS} can be compared",
            "Choose fewer versions or fewer models.",
            code="arms",
        )
    if judge and any(arm.model and bare_name(arm.model.model) == bare_name(judge.model) for arm in arms):
        raise Conflict(
            "The judge is one of the writers",
            "Choose another model: none judges its own words.",
            code="judge",
        )
    if not 1 <= repeats <= MOST_REPEATS or not 0 <= cap_usd <= MOST_USD:
        raise Conflict(
            "This cannot be tried so often, or for so much",
            f"Choose 1 to {MOST_REPEATS} repeats and a limit of 0 to {MOST_USD:,.0f} dollars.",
            code="limits",
        )
    return ExperimentPlan(
        question=question,
        golden_set=golden_set,
        arms=arms,
        repeats=repeats,
        scope=scope,
        cap_usd=cap_usd,
        judge=judge,
    )


def _arms(versions: Sequence[str], models: Sequence[ModelChoice | None], scope: Scope) -> Iterator[Arm]:
    """*Why no settings of the engine by a model in its own step:* that step is the engine's alone."""
    for version in versions:
        is_engine = version.startswith(f"{ENGINE}@")
        if is_engine and (scope == "stage" or None in models or not models):
            yield Arm(version=version)
        for model in models:
            if model and (scope == "whole" or not is_engine):
                yield Arm(version=version, model=model)
