"""What came of an experiment: the verdicts first, then every figure with its interval."""

from collections.abc import Mapping, Sequence

import streamlit as st

from jobwise.domain.experiment import Comparison, Experiment, Interval, Judgement, Measure, MeasureComparison
from jobwise.ui.experiment_words import MEASURES, UNTRUE, VERDICTS, amount, arm_name, change, surely
from jobwise.ui.text import counted, plain


def draw_results(experiment: Experiment, compared: Sequence[Comparison]) -> None:
    """A card for each arm but the baseline, then the table of all."""
    arms = experiment.plan.arms
    for one in compared:
        with st.container(border=True, key=f"card-verdict-{one.arm}"):
            marks = f"{VERDICTS[one.verdict]} {UNTRUE if one.truth_is_worse else ''}".rstrip()
            st.markdown(
                f"{marks} **{plain(arm_name(arms[one.arm]))}** against {plain(arm_name(arms[one.baseline]))}"
            )
            st.markdown(plain(reason_of(one.sentence)))
    with st.container(border=True, key="card-figures"):
        st.header("Figures", anchor=False)
        st.caption(
            "The mean of the cases, and in brackets the range that it lies in with 95 % certainty. Repeats "
            "of a case count as one. What is 0 everywhere is left out."
        )
        _figures(experiment, compared)
        with st.expander("How sure each difference is"):
            for one in compared:
                _differences(experiment, one, headed=len(compared) > 1)


def reason_of(sentence: str) -> str:
    """The sentence of a verdict without the word that stands beside it."""
    reason = sentence.partition(": ")[2]
    return f"{reason[:1].upper()}{reason[1:]}"


def draw_judgement(judged: Judgement) -> None:
    """Whether the judge can be trusted: what it goes by beside what it reads."""
    with st.container(border=True, key="card-judge"):
        st.header("The judge", anchor=False)
        told = [
            f"{plain(judged.judge)} saw {counted(judged.pairs, 'pair')} of texts, each in both orders and "
            f"without names. It said the same in both orders for {_percent(judged.agreement)} of them, and "
            f"for {_percent(judged.prefers_first)} it chose whichever stood first."
        ]
        if judged.prefers_longer is not None:
            told.append(f"Where it chose, {_percent(judged.prefers_longer)} were the longer text.")
        if judged.own_family is not None:
            more = "oftener" if judged.own_family >= 0 else "more seldom"
            told.append(
                f"It chose texts of a model from its own server {_percent(abs(judged.own_family))} {more} "
                "than the others; a better writer earns that too."
            )
        st.markdown(" ".join(told))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _figures(experiment: Experiment, compared: Sequence[Comparison]) -> None:
    of_arm: dict[int, Mapping[Measure, Interval]] = {}
    for one in compared:
        of_arm[one.arm] = {each.measure: each.arm for each in one.measures}
        of_arm.setdefault(one.baseline, {each.measure: each.baseline for each in one.measures})
    shown = [
        measure
        for measure in MEASURES
        if measure is Measure.UNTRUE
        or any(measure in each and each[measure].high for each in of_arm.values())
    ]
    table = {"": [MEASURES[measure] for measure in shown]} | {
        plain(f"{arm + 1}. {arm_name(experiment.plan.arms[arm])}"): [
            _ranged(of_arm[arm].get(measure)) for measure in shown
        ]
        for arm in sorted(of_arm)
    }
    st.table(table, border="horizontal", hide_index=True, alt="Means of each way to write, with intervals")


def _differences(experiment: Experiment, one: Comparison, *, headed: bool) -> None:
    if headed:
        st.subheader(plain(arm_name(experiment.plan.arms[one.arm])), anchor=False)
    rows = sorted(one.measures, key=lambda each: list(MEASURES).index(each.measure))
    table = {
        "": [MEASURES[each.measure] for each in rows],
        "Difference": [f"{change(each.difference.mean)} {_ends(each)}" for each in rows],
        "Cases": [f"{each.cases}" for each in rows],
        "How sure": [surely(each) for each in rows],
    }
    st.table(table, border="horizontal", hide_index=True, alt="Differences to the baseline, case by case")


def _ends(each: MeasureComparison) -> str:
    if each.difference.low == each.difference.high:
        return ""
    return f"({change(each.difference.low)} to {change(each.difference.high)})"


def _ranged(interval: Interval | None) -> str:
    if interval is None:
        return "–"
    if interval.low == interval.high:
        return amount(interval.mean)
    return f"{amount(interval.mean)} ({amount(interval.low)} to {amount(interval.high)})"
