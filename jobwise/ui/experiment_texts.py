"""What two versions made of a case, side by side, and what the check stopped."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import streamlit as st

from jobwise.domain.experiment import CellResult, Comparison, Experiment
from jobwise.ui.diff import marked_new
from jobwise.ui.experiment_words import arm_name
from jobwise.ui.text import counted, plain, quoted

_PAPERS = {"Résumé": "resume", "Letter": "letter"}
Lines = Sequence[str]


def draw_texts(experiment: Experiment, one: Comparison, results: Mapping[int, CellResult]) -> None:
    """Baseline left, the other version right, with the words that are new in it set off."""
    missing = [arm for arm in (one.baseline, one.arm) if arm not in results]
    if missing:
        names = " and ".join(arm_name(experiment.plan.arms[arm]) for arm in missing)
        st.markdown(f"{plain(names)} made nothing of this case.")
        return
    old, new = results[one.baseline], results[one.arm]
    paper = st.segmented_control(
        "Document",
        list(_PAPERS),
        default="Résumé",
        required=True,
        key="case-paper",
        label_visibility="collapsed",
    )
    whole = st.toggle("Show lines that are alike", key="case-whole")
    left, right = st.columns(2, gap="medium")
    left.markdown(f"**{plain(arm_name(experiment.plan.arms[one.baseline]))}**")
    right.markdown(f"**{plain(arm_name(experiment.plan.arms[one.arm]))}**")
    before, after = (getattr(each, _PAPERS[paper]).splitlines() for each in (old, new))
    if before == after and not whole:
        st.markdown("Both are alike, word for word.")
    for was, now in _parts(before, after) if whole or before != after else ():
        if was == now and not whole:
            st.caption(f"{counted(len(was), 'line')} alike")
            continue
        left, right = st.columns(2, gap="medium")
        left.markdown(_shown(was))
        right.markdown(_shown(now) if was == now else _marked(was, now))
    for arm, result in ((one.baseline, old), (one.arm, new)):
        _stopped(arm_name(experiment.plan.arms[arm]), result)


def _parts(old: Lines, new: Lines) -> Iterator[tuple[Lines, Lines]]:
    """Runs of lines that are alike, and those between."""
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield old[a:b], new[c:d]


def _shown(lines: Lines) -> str:
    return "  \n".join(map(plain, lines)) or ":small[nothing]"


def _marked(old: Lines, new: Lines) -> str:
    """*Why line by line where they are as many:* each stands for the one beside it."""
    if len(old) == len(new):
        return "  \n".join(marked_new(was, now) for was, now in zip(old, new, strict=True))
    before = "\n".join(old)
    return "  \n".join(marked_new(before, line) for line in new) or ":small[nothing]"


def _stopped(name: str, result: CellResult) -> None:
    """What the check took out or put back, and what was wrong with a model's answer."""
    if result.trouble:
        st.warning(plain(f"{name}: {result.trouble}."), icon=":material/warning:")
    if not result.findings:
        return
    with st.expander(f"The check stopped {counted(len(result.findings), 'line')} of {plain(name)}"):
        for finding in result.findings:
            badge = ":orange-badge[Put back]" if finding.verdict == "repaired" else ":red-badge[Taken out]"
            st.markdown(f"{badge} {quoted(finding.was)}  \n:small[No fact says {quoted(finding.claim)}.]")
