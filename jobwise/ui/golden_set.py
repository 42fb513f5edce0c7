"""A version of a golden set: its cases with what is expected of each."""

import streamlit as st

from jobwise.domain.golden import CaseSource, GoldenCase, GoldenSet, Tone, Words
from jobwise.domain.profile import Fact
from jobwise.ui.asking import ask
from jobwise.ui.golden_case import ask_expectations, ask_new_case
from jobwise.ui.golden_list import go_to
from jobwise.ui.guard import Visit
from jobwise.ui.text import counted, plain

SOURCES: dict[CaseSource, str] = {
    "written": "written for the set",
    "sample": "from the samples",
    "generated": "made up",
    "person": "given by a person",
}
TONES: dict[Tone, str] = {
    "any": "Any tone",
    "plain": "Plain: no cliché, no exclamation mark",
    "formal": "Formal: plain, and no contraction such as “don’t”",
}
PAGE = 20


def draw_set(visit: Visit, golden: GoldenSet, *, is_newest: bool) -> None:
    """Head, download, and the cases. is_newest: earlier versions are only shown."""
    st.header(golden.label, anchor=False)
    st.caption(" · ".join(filter(None, (counted(len(golden.cases), "case"), plain(golden.why)))))
    with st.container(horizontal=True, key="actions-set"):
        if is_newest and st.button("Add a case", type="primary", icon=":material/add:", key="add-case"):
            ask_new_case(visit, golden)
        st.download_button(
            "Download",
            lambda: visit.golden_sets.lines(visit.actor, golden.label),
            file_name=f"{golden.label.replace('@', '-')}.jsonl",
            mime="application/jsonl",
            on_click="ignore",
            icon=":material/download:",
            key="download-set",
        )
    if any(case.source == "person" for case in golden.cases):
        st.caption("Cases that people gave are not in the download: they can be taken back at any time.")
    if not is_newest:
        st.caption("This is an earlier version. Cases are changed in the newest one.")
    pages = (len(golden.cases) - 1) // PAGE + 1
    page = int(st.number_input(f"Page of {pages}", 1, pages, key=f"page-{golden.label}")) if pages > 1 else 1
    for case in golden.cases[(page - 1) * PAGE : page * PAGE]:
        with st.expander(f"**{plain(case.title)}** · {_told(case)}", key=f"case-{golden.label}-{case.id}"):
            _case(visit, golden, case, is_newest=is_newest)


def draw_person(case: GoldenCase) -> None:
    """The profile and the ad, fact by fact."""
    profile, ad = st.columns(2, gap="medium")
    with profile:
        st.caption("Profile")
        st.markdown("\n".join(f"- {plain(_dated(fact))}" for fact in case.profile.facts() if fact.text))
    with ad:
        st.caption("Job ad")
        st.code(case.job_text, language=None, wrap_lines=True)


def _dated(fact: Fact) -> str:
    """A fact with its months, of an entry; what stands under it has the same."""
    dates = "" if fact.parent else " to ".join(filter(None, (fact.start_date, fact.end_date)))
    return f"{fact.text} ({dates})" if dates else fact.text


def _told(case: GoldenCase) -> str:
    expects = case.expects
    parts = [
        counted(len(expects.facts), "fact") if expects.facts else "",
        counted(len(expects.never), "word never said", "words never said") if expects.never else "",
        SOURCES[case.source],
    ]
    return ", ".join(filter(None, parts))


def _case(visit: Visit, golden: GoldenSet, case: GoldenCase, *, is_newest: bool) -> None:
    st.markdown("\n".join(_expected(case)))
    if is_newest:
        with st.container(horizontal=True):
            if st.button("Change what is expected", icon=":material/edit:", key=f"change-{case.id}"):
                ask_expectations(visit, golden, case)
            if st.button(":red[Remove]", type="tertiary", icon=":material/delete:", key=f"drop-{case.id}"):
                ask(
                    f"Remove {plain(case.title)}?",
                    f"The next version of {golden.name} does not have it. This version keeps it.",
                    "Keep it",
                    "Remove the case",
                    lambda: _drop(visit, golden, case),
                )
    draw_person(case)


def _drop(visit: Visit, golden: GoldenSet, case: GoldenCase) -> None:
    go_to(visit.golden_sets.drop_case(visit.actor, golden.label, case.id, f"Without {case.id}."))


def _expected(case: GoldenCase) -> list[str]:
    expects = case.expects
    texts = {fact.fact_id: fact.text for fact in case.profile.facts()}
    rows = [f"- Rests on: {plain(texts[fact])}" for fact in expects.facts]
    rows += [f"- Never says: {plain(words)}" for words in expects.never]
    rows += [f"- The ad asks for: {plain(words)}" for words in expects.asks]
    rows.append(f"- {TONES[expects.tone]}")
    for name, words in (("Résumé", expects.resume_words), ("Letter", expects.letter_words)):
        if words != Words():
            rows.append(f"- {name}: {words.least:,} to {words.most:,} words")
    return rows
