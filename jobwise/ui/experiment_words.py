"""What screens call the parts of an experiment."""

from jobwise.domain.experiment import (
    Arm,
    Experiment,
    ExperimentState,
    Measure,
    MeasureComparison,
    VerdictKind,
)
from jobwise.services.experiment_plan import ENGINE
from jobwise.ui.text import counted

STATES: dict[ExperimentState, str] = {
    "waiting": ":gray-badge[:material/schedule: Waiting]",
    "running": ":blue-badge[:material/progress_activity: Running]",
    "done": ":gray-badge[:material/check: Finished]",
    "stopped": ":orange-badge[:material/stop_circle: Stopped]",
    "capped": ":orange-badge[:material/payments: Limit reached]",
    "failed": ":red-badge[:material/error: Broken off]",
}
VERDICTS: dict[VerdictKind, str] = {
    "better": ":green-badge[:material/trending_up: Better]",
    "worse": ":red-badge[:material/trending_down: Worse]",
    "cannot tell": ":gray-badge[:material/balance: Cannot tell]",
}
UNTRUE = ":red-badge[:material/gpp_bad: Less true]"
MEASURES: dict[Measure, str] = {
    Measure.UNTRUE: "Untrue lines",
    Measure.STOPPED: "Untrue lines taken out",
    Measure.REPAIRED: "Untrue lines put back",
    Measure.EXPECTED: "Expectations kept",
    Measure.COVERAGE: "Requirements answered",
    Measure.GAIN: "Score gained",
    Measure.PRESERVED: "Chosen facts printed",
    Measure.FOUND: "Demands found",
    Measure.JUDGED: "Judge's votes",
    Measure.CLICHES: "Clichés in 1,000 words",
    Measure.READABILITY: "Reading difficulty of the letter (LIX)",
    Measure.RESUME_WORDS: "Words in the résumé",
    Measure.LETTER_WORDS: "Words in the letter",
    Measure.REWORDED: "Lines in a model's words",
    Measure.FAILURES: "Answers of no use",
    Measure.TRIES: "Requests",
    Measure.SECONDS: "Seconds of the model",
    Measure.TOKENS: "Tokens",
    Measure.COST: "Cost in US dollars",
}
"""Measure -> its name, in the order of the page."""


def arm_name(arm: Arm) -> str:
    """ "writing@2 by gpt-x", "engine@1", with what it is where the version alone does not say it."""
    if arm.model:
        return f"{arm.version} by {arm.model.model}"
    return arm.version if arm.version.startswith(f"{ENGINE}@") else f"{arm.version} offline"


def amount(value: float) -> str:
    """A figure in as many digits as say something: "0.81", "312", "0.0004"."""
    if value == int(value) or abs(value) >= 100:
        words = f"{value:,.0f}"
    elif abs(value) >= 0.01:
        words = f"{value:.2f}"
    else:
        words = f"{value:.1g}"
    return words.replace("-", "−")


def change(value: float) -> str:
    """The same with its sign: "+0.17", "−0.02", "0"."""
    return amount(value) if value <= 0 else f"+{amount(value)}"


def surely(compared: MeasureComparison) -> str:
    """How sure a difference is, in words."""
    if compared.p_holm is None:
        return "not part of the verdict"
    if not compared.difference.low and not compared.difference.high:
        return "no difference"
    if compared.p_holm <= 0.05:
        return f"beyond chance (p {_p(compared.p_holm)})"
    seen = f"; differences of {amount(compared.sees)} or more would show" if compared.sees else ""
    if compared.unsure:
        seen = "; too rare or too uneven to tell what would show"
    return f"may be chance (p {_p(compared.p_holm)}){seen}"


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "under 0.001"


def told_plan(experiment: Experiment) -> str:
    """Set, ways to write, repeats and how far a model's work goes, in one line."""
    plan = experiment.plan
    parts = [plan.golden_set, counted(len(plan.arms), "way", "ways") + " to write"]
    if plan.repeats > 1:
        parts.append(f"{plan.repeats} times each")
    if plan.writers:
        parts.append("every step by the model" if plan.scope == "whole" else "one step by the model")
    if plan.judge:
        parts.append(f"judged by {plan.judge.model}")
    return " · ".join(parts)
