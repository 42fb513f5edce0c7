"""The head of a vacancy: its name, by what it is scored, and what else can be done with it."""

import streamlit as st

from jobwise.domain.vacancy import Vacancy, VacancyProgress
from jobwise.matching.partial_dates import print_day
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.services.ranking_files import MEDIA_TYPES, ranking_file_name
from jobwise.ui.asking import ask
from jobwise.ui.guard import Visit
from jobwise.ui.text import counted, day, plain
from jobwise.ui.vacancy_settings import ask_settings, show_notice

MORE = "vacancy-more"
FILES = {
    "xlsx": "Ranking as Excel",
    "csv": "Ranking as CSV",
    "pdf": "Ranking as PDF",
    "json": "Ranking as JSON",
}


def draw_header(visit: Visit, vacancy: Vacancy, progress: VacancyProgress) -> None:
    """Title, and the sentence that says which score this is."""
    st.page_link("pages/vacancies.py", label="Vacancies", icon=":material/arrow_back:")
    words, actions = st.columns([3, 1], vertical_alignment="bottom")
    with words, st.container(gap="xxsmall"):
        st.title(plain(vacancy.title), anchor=False)
        st.caption(
            f"{counted(progress.scored, 'candidate')} ranked by fit, counted as people see it of themselves: "
            f"engine {ENGINE_VERSION}, requirements version {vacancy.rubric.number}, "
            f"as of {print_day(vacancy.as_of, 'en')}. A person decides; JobWise declines nobody."
            f"{_told_end(visit, vacancy)}"
        )
    with actions, st.container(horizontal=True, horizontal_alignment="right", key="actions-head"):
        if progress.scored:
            with st.popover("Download", icon=":material/download:", key="ranking-files"):
                _downloads(visit, vacancy)
        more = st.popover("More", icon=":material/more_vert:", key=MORE, on_change="rerun")
        with more, st.container(gap="xxsmall"):
            for label, icon, key, opens in (
                ("Settings", "tune", "vacancy-settings", ask_settings),
                ("Notice for candidates", "campaign", "candidate-notice", show_notice),
            ):
                if st.button(
                    label, icon=f":material/{icon}:", type="tertiary", key=key, on_click=_close_more
                ):
                    opens(visit, vacancy)
            if st.button(
                ":red[Delete vacancy]",
                icon=":material/delete:",
                type="tertiary",
                key="delete-vacancy",
                on_click=_close_more,
            ):
                ask(
                    f"Delete {plain(vacancy.title)}?",
                    "The ad, all candidates with their files, the scores, your notes and decisions go. They "
                    "cannot be brought back. Other vacancies stay.",
                    "Keep it",
                    "Delete vacancy",
                    lambda: _delete(visit, vacancy),
                )


def _told_end(visit: Visit, vacancy: Vacancy) -> str:
    on = visit.retention.goes_on(visit.actor, vacancy.id)
    return f" It is deleted with its candidates on {day(on)} unless something changes by then." if on else ""


def _downloads(visit: Visit, vacancy: Vacancy) -> None:
    """The whole ranking in each format, made when it is asked for."""
    st.caption("The whole ranking with your decisions. Only those whom you revealed are named.")
    for suffix, label in FILES.items():

        def content(suffix: str = suffix) -> bytes:
            return visit.ranking_files.file(visit.actor, vacancy.id, suffix).content

        st.download_button(
            label,
            content,
            file_name=ranking_file_name(vacancy, suffix),
            mime=MEDIA_TYPES[suffix],
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
            key=f"download-{suffix}",
        )


def _close_more() -> None:
    """The menu would stay open behind the question."""
    st.session_state[MORE] = False


def _delete(visit: Visit, vacancy: Vacancy) -> None:
    """*Why with no query said:* Streamlit refuses to clear an address that an open tab is bound to."""
    visit.vacancies.delete(visit.actor, vacancy.id)
    st.switch_page("pages/vacancies.py", query_params={})
