"""The forms for a case: a new one, and what is expected of one."""

from typing import get_args

import streamlit as st

from jobwise.domain.golden import Expectations, GoldenCase, GoldenSet, Tone, Words
from jobwise.errors import JobWiseError
from jobwise.ui.golden_list import go_to
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import plain


def ask_new_case(visit: Visit, golden: GoldenSet) -> None:
    """Open the form: a résumé's file and an ad."""
    st.dialog("A new case", width="large")(_new_case)(visit, golden)


def ask_expectations(visit: Visit, golden: GoldenSet, case: GoldenCase) -> None:
    """Open the form of what is expected."""
    st.dialog(f"What is expected of {plain(case.title)}", width="large")(_change)(visit, golden, case)


def _new_case(visit: Visit, golden: GoldenSet) -> None:
    st.caption("What is expected of its documents is added afterwards, with **Change what is expected**.")
    with st.form("new-case", border=False):
        case_id = st.text_input("Id", placeholder="nurse-1", max_chars=64) or ""
        title = st.text_input("Title", placeholder="A nurse with a gap", max_chars=120) or ""
        file = st.file_uploader(
            "Résumé of somebody who does not exist: JSON Resume, PDF, DOCX, Markdown or text"
        )
        ad = st.text_area("Job ad", height=200) or ""
        saves = st.form_submit_button("Save as the next version", type="primary")
    if saves:
        try:
            name, data = (file.name, file.getvalue()) if file else ("résumé.txt", b"")
            case = visit.golden_sets.read_case(visit.actor, case_id, title, name, data, ad)
            go_to(visit.golden_sets.put_case(visit.actor, golden.label, case, f"With {case.id}."))
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()


def _change(visit: Visit, golden: GoldenSet, case: GoldenCase) -> None:
    expects = case.expects
    facts_of = (fact for fact in case.profile.facts() if fact.fact_id != "basics")
    texts = {fact.fact_id: fact.text for fact in facts_of if fact.text.strip()}
    tones: tuple[Tone, ...] = get_args(Tone)
    with st.form("expectations", border=False):
        facts = st.pills(
            "Facts that the documents rest on",
            list(texts),
            selection_mode="multi",
            default=[fact for fact in expects.facts if fact in texts],
            format_func=lambda fact: texts[fact],
        )
        never = st.text_area("Words that stand in neither, one a line", "\n".join(expects.never), height=90)
        asks = st.text_area(
            "What the ad asks for in its words, one a line", "\n".join(expects.asks), height=90
        )
        tone = st.selectbox("Tone", tones, tones.index(expects.tone), format_func=str.capitalize)
        resume = _range("Words of the résumé", expects.resume_words)
        letter = _range("Words of the letter", expects.letter_words)
        saves = st.form_submit_button("Save as the next version", type="primary")
    if saves:
        new = Expectations(
            facts=tuple(facts),
            never=_lines(never),
            asks=_lines(asks),
            tone=tone,
            resume_words=resume,
            letter_words=letter,
        )
        changed = case.model_copy(update={"expects": new})
        try:
            why = f"Other expectations of {case.id}."
            go_to(visit.golden_sets.put_case(visit.actor, golden.label, changed, why))
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()


def _range(label: str, words: Words) -> Words:
    """Two fields. *Why sorted:* whoever enters them the other way round means the same."""
    fields = st.columns(2)
    least = int(fields[0].number_input(f"{label}, at least", 0, 100_000, words.least))
    most = int(fields[1].number_input(f"{label}, at most", 1, 100_000, words.most))
    return Words(least=min(least, most), most=max(least, most))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, (text or "").splitlines())))
