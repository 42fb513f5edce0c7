"""What speaks for a requirement: the verdict, the fact, and its place in the person's file."""

import streamlit as st

from jobwise.domain.account import StoredProfile, StoredSource
from jobwise.domain.match import Evidence, How, Verdict
from jobwise.domain.profile import Fact
from jobwise.pipeline.requirement_rows import Row
from jobwise.ui.guard import Visit
from jobwise.ui.sources import draw_crop, source_of, where
from jobwise.ui.text import counted, plain, quoted

BADGES: dict[Verdict, str] = {
    "met": ":green-badge[:material/check_circle: Met]",
    "near": ":orange-badge[:material/help: Near]",
    "missing": ":red-badge[:material/cancel: Missing]",
}
HOW: dict[How, str] = {
    "exact": "The ad's own words.",
    "alias": "Another name for it.",
    "narrower": "A kind of it.",
    "computed": "Worked out from your dates.",
    "near": "Close, but not the same.",
}
MOST = 4


def draw_row(row: Row) -> None:
    """Badge, name, and the ad's words."""
    st.markdown(f"{BADGES[row.verdict]} **{plain(row.name)}**  \n:small[{quoted(row.words)}]")


def draw_popover(visit: Visit, stored: StoredProfile, row: Row) -> None:
    """The facts behind a verdict; they are fetched when somebody opens it."""
    label = counted(len(row.evidence), "fact") if row.evidence else "Why"
    popover = st.popover(
        label, icon=":material/fact_check:", type="tertiary", key=f"evidence-{row.key}", on_change="rerun"
    )
    if not popover.open:
        return
    with popover, st.container(width=460, key=f"evidence-of-{row.key}"):
        st.markdown(f"{BADGES[row.verdict]} **{plain(row.name)}**")
        if row.explanation:
            st.markdown(plain(row.explanation))
        source = source_of(visit, stored)
        facts = {fact.fact_id: fact for fact in stored.profile.facts()}
        for evidence in row.evidence[:MOST]:
            draw_fact(visit, source, facts.get(evidence.fact_id), evidence)
        if len(row.evidence) > MOST:
            st.caption(f"And {counted(len(row.evidence) - MOST, 'more fact', 'more facts')}.")


def draw_fact(
    visit: Visit, source: StoredSource | None, fact: Fact | None, evidence: Evidence | None = None
) -> None:
    """A fact in the person's words, how it answers, and the line of the file that it came from."""
    if evidence is not None:
        st.markdown(f"{marked(evidence)}  \n:small[{HOW[evidence.how]}]")
    elif fact is not None:
        st.markdown(plain(fact.text))
    if fact is None:
        return
    if source is not None and fact.place is not None:
        draw_crop(visit, source, fact.place)
    st.caption(where(source, fact))


def marked(evidence: Evidence) -> str:
    """The fact's text with the words that answer set off."""
    text, start, end = evidence.text, evidence.start, evidence.end
    if not 0 <= start < end <= len(text):
        return quoted(text)
    before, words, after = text[:start], text[start:end], text[end:]
    gap = {"before": " " if before.endswith(" ") else "", "after": " " if after.startswith(" ") else ""}
    middle = f":green-background[{plain(words)}]"
    return f"“{plain(before)}{gap['before']}{middle}{gap['after']}{plain(after)}”"
