"""A person answers what the ad asks and their profile does not say yet, in their own words."""

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.posting import RequirementKind
from jobwise.domain.profile import Item, Profile
from jobwise.errors import JobWiseError
from jobwise.pipeline.requirement_rows import name_of
from jobwise.reading.identity import fact_id
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.profile_edits import taken_ids, with_new_entry
from jobwise.ui.text import job_name, plain, quoted

SKILLS, CERTIFICATES, LANGUAGES = "Skills", "Certificates", "Languages"
_LISTS = {SKILLS: "skills", CERTIFICATES: "certificates", LANGUAGES: "languages"}
_FIRST_FOR: dict[RequirementKind, str] = {"licence": CERTIFICATES, "language": LANGUAGES}


def ask(visit: Visit, application: Application, requirement_id: str) -> None:
    """Open the question about one requirement."""
    if application.analysis is None:
        return
    requirement = next((r for r in application.analysis.requirements if r.id == requirement_id), None)
    if requirement is None:
        return
    start, end = requirement.sentence_start, requirement.sentence_end
    words = application.job_text[start:end] or requirement.text
    st.dialog(f"Have you done this: {plain(name_of(requirement))}?", width="medium")(_question)(
        visit, application, words, _FIRST_FOR.get(requirement.kind, "")
    )


def _question(visit: Visit, application: Application, words: str, first: str) -> None:
    st.markdown(f"The ad says: {quoted(words)}")
    if application.is_sample:
        st.markdown("This is the sample. With your own résumé you can answer here.")
        return
    stored = visit.profiles.current(visit.actor)
    if stored is None:
        st.markdown("Your profile is empty. Upload your résumé first.")
        return
    places = [*(entry.fact_id for entry in stored.profile.work), *_LISTS]
    names = {entry.fact_id: job_name(entry.position, entry.name) for entry in stored.profile.work}
    place = st.selectbox(
        "Where",
        places,
        index=places.index(first) if first else 0,
        format_func=lambda key: names.get(key, key),
        key="answer-place",
    )
    said = st.text_area("In your own words", key="answer-words", height=110)
    st.caption("It is added to your profile as you write it, and a new application is made for this ad.")
    adds = st.button("Add and run again", type="primary", icon=":material/play_arrow:", key="answer-add")
    if adds and not said.strip():
        st.error("Write what you did, or close this.", title="There is nothing to add yet")
    elif adds:
        try:
            made = run_again(visit, application, with_answer(stored.profile, place, said), stored.id)
        except JobWiseError as error:
            show(error)
        else:
            st.switch_page("pages/progress.py", query_params={"id": made})


def run_again(visit: Visit, application: Application, profile: Profile, based_on: str) -> str:
    """Keep a profile, and make an application from it for the same ad; its id. Raises: JobWiseError."""
    visit.profiles.save(visit.actor, profile, based_on=based_on)
    return visit.applications.start(visit.actor, application.job_text, page_budget=application.page_budget)


def with_answer(profile: Profile, place: str, said: str) -> Profile:
    """The profile with a line more under the job named by `place`, or an entry more in a list."""
    words = " ".join(said.split())
    if place in _LISTS:
        return with_new_entry(profile, _LISTS[place], words)[0]
    item = Item(fact_id=fact_id("work", words, taken=taken_ids(profile)), text=words)
    work = tuple(
        job.model_copy(update={"highlights": (*job.highlights, item)}) if job.fact_id == place else job
        for job in profile.work
    )
    return profile.model_copy(update={"work": work})
