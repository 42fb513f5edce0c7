"""One candidate: how they answer what is asked, in their own words, and what is decided."""

import streamlit as st

from jobwise.domain.vacancy import Candidate, Shown, Vacancy
from jobwise.errors import JobWiseError
from jobwise.pipeline.ranking_table import flags_of
from jobwise.pipeline.third_person import third_person
from jobwise.ui.asking import ask
from jobwise.ui.candidate_evidence import answers, draw_row, draw_words
from jobwise.ui.charts import draw_parts
from jobwise.ui.corrections import draw_corrections
from jobwise.ui.decisions import draw_decision
from jobwise.ui.flags import PARTIAL
from jobwise.ui.guard import Visit
from jobwise.ui.hidden_text import draw_hidden
from jobwise.ui.problems import show, told
from jobwise.ui.requirement_rows import TITLES
from jobwise.ui.resume_lines import draw_resume
from jobwise.ui.text import counted, figure, plain, quoted

_HIDDEN = (
    "This file holds words that nobody sees who looks at it. They count for nothing. There may be a harmless "
    "reason; ask."
)


def draw_candidate(visit: Visit, candidate_id: str) -> None:
    """The fit with its range, the decision beside it, then each requirement and the résumé."""
    try:
        shown = visit.candidates.open(visit.actor, candidate_id)
        vacancy = visit.vacancies.get(visit.actor, shown.candidate.vacancy_id)
    except JobWiseError as error:
        st.title("Candidate", anchor=False)
        show(error)
        st.page_link("pages/vacancies.py", label="Vacancies", icon=":material/groups:")
        return
    st.page_link(
        "pages/vacancy.py",
        label=f"{plain(vacancy.title)}",
        icon=":material/arrow_back:",
        query_params={"id": vacancy.id},
    )
    candidate = shown.candidate
    _head(visit, shown)
    _flags(shown)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if shown.assessment is None:
            st.markdown("Not scored by the newest requirements yet. That takes a moment.")
        else:
            _fit(shown)
        _requirements(vacancy, shown)
    with right:
        with st.container(border=True, key="card-decision"):
            st.subheader("Your decision", anchor=False)
            draw_decision(visit, candidate.id, shown.decisions)
        with st.container(border=True, key="card-notes"):
            _notes(visit, candidate)
        with st.container(border=True, key="card-corrections"):
            st.subheader("Corrections", anchor=False)
            draw_corrections(visit, vacancy, shown)
        with st.container(border=True, key="card-resume"):
            st.subheader("Résumé", anchor=False)
            draw_resume(candidate.profile)


def _head(visit: Visit, shown: Shown) -> None:
    candidate = shown.candidate
    words, actions = st.columns([3, 2], vertical_alignment="bottom")
    name = candidate.profile.basics.name if candidate.revealed else ""
    with words, st.container(gap="xxsmall"):
        st.title(plain(name or f"Candidate {candidate.number}"), anchor=False)
        place = f"place {shown.rank} in the ranking" if shown.rank else "not ranked yet"
        basics = candidate.profile.basics
        contact = [basics.email, basics.phone, candidate.file_name] if candidate.revealed else []
        st.caption(plain(" · ".join(filter(None, [place, *contact]))))
    with actions, st.container(horizontal=True, horizontal_alignment="right", key="actions-head"):
        with told():
            if not candidate.revealed:
                if st.button("Reveal who it is", icon=":material/visibility:", key="reveal"):
                    visit.candidates.reveal(visit.actor, candidate.id)
                    st.rerun()
            else:
                file = visit.candidates.file(visit.actor, candidate.id)
                st.download_button(
                    "Résumé as it came",
                    file.content,
                    file_name=file.file_name,
                    mime=file.media_type,
                    on_click="ignore",
                    icon=":material/download:",
                )
                if st.button("Hide who it is", icon=":material/visibility_off:", key="hide"):
                    visit.candidates.hide(visit.actor, candidate.id)
                    st.rerun()
        if shown.assessment is not None:
            st.download_button(
                "Explanation",
                lambda: visit.candidates.explanation(visit.actor, candidate.id),
                file_name=f"explanation-candidate-{candidate.number}.pdf",
                mime="application/pdf",
                on_click="ignore",
                icon=":material/description:",
                key="explanation",
                help="One page that you can give to the candidate",
            )
        if st.button(":red[Delete]", icon=":material/delete:", type="tertiary", key="delete-candidate"):
            ask(
                f"Delete candidate {candidate.number}?",
                "The file, the scores, the corrections, your notes and decisions on this candidate go. The "
                "others stay.",
                "Keep the candidate",
                "Delete the candidate",
                lambda: _delete(visit, candidate),
            )
    if not candidate.revealed:
        st.caption(
            "Names, contact, ages and the like are hidden, also in the lines below. Revealing them is noted "
            "in the log."
        )


def _delete(visit: Visit, candidate: Candidate) -> None:
    visit.candidates.delete(visit.actor, candidate.id)
    st.switch_page("pages/vacancy.py", query_params={"id": candidate.vacancy_id})


def _flags(shown: Shown) -> None:
    candidate = shown.candidate
    if shown.own_address:
        st.warning(
            "This résumé has your own mail address. Have somebody else decide.",
            title="This may be you",
            icon=":material/warning:",
        )
    if candidate.orders:
        told_lines = "\n".join(f"- {quoted(line[:300])}" for line in candidate.orders[:5])
        st.warning(
            f"These lines speak to a machine that reads, not to you. They count for nothing.\n\n{told_lines}",
            title="Instructions in the résumé",
            icon=":material/warning:",
        )
    if candidate.hidden:
        draw_hidden(candidate.hidden, _HIDDEN)
    if "partial" in flags_of(candidate, shown.assessment):
        st.warning(PARTIAL, icon=":material/translate:")


def _fit(shown: Shown) -> None:
    found = shown.assessment
    if found is None:
        return
    with st.container(border=True, key="card-fit"):
        st.subheader("Fit", anchor=False)
        fit, musts, engine = st.columns(3)
        fit.metric("Fit, 0 to 1", figure(found.score.fit))
        total = found.score.must_haves_total
        musts.metric("Must-haves met", f"{found.score.must_haves_met} of {total}" if total else "none asked")
        engine.metric("Range", f"{figure(found.low)} to {figure(found.high)}")
        draw_parts(found.score.fit_parts, key="fit-parts")
        with st.expander("How the number comes about", type="compact"):
            for part in found.score.fit_parts:
                st.markdown(
                    f"**{plain(part.name)}** {figure(part.score)}, weight {figure(part.weight)}  \n"
                    f":small[{plain(third_person(' '.join(part.evidence)))}]"
                )
            st.caption(
                f"Engine {found.score.engine_version}, requirements version {found.rubric}. The range is how "
                "far the fit moves when weights are a fifth more or less and unsure fields are read the "
                "other way."
            )
        if found.unsure:
            st.caption(
                plain(f"{counted(len(found.unsure), 'thing')} the reader was not sure of: ")
                + plain(" ".join(found.unsure))
            )


def _requirements(vacancy: Vacancy, shown: Shown) -> None:
    rows = answers(vacancy, shown)
    for importance, title in TITLES.items():
        group = [row for row in rows if row.importance == importance]
        if not group:
            continue
        with st.container(border=True, key=f"card-{importance}"):
            st.subheader(title, anchor=False)
            for row in group:
                words, action = st.columns([4, 1], vertical_alignment="center")
                with words:
                    draw_row(row)
                label = counted(len(row.evidence), "fact") if row.evidence else "Why"
                with action.popover(
                    label, icon=":material/fact_check:", type="tertiary", key=f"why-{row.key}"
                ):
                    draw_words(row, shown.candidate.profile.corrected)


def _notes(visit: Visit, candidate: Candidate) -> None:
    st.subheader("Notes and tags", anchor=False)
    with st.form(f"notes-{candidate.id}", border=False):
        notes = st.text_area("Notes", candidate.notes, height=90)
        tags = st.text_input("Tags, with commas between", ", ".join(candidate.tags))
        saves = st.form_submit_button("Save")
    if saves:
        with told():
            visit.candidates.note(visit.actor, candidate.id, notes, tags.split(","))
            st.rerun()
