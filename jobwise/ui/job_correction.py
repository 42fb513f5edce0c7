"""What was read wrongly out of an ad, put right by the person."""

from typing import get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from jobwise.domain.job import Job
from jobwise.domain.posting import LONGEST_PLACE, EmploymentType, JobTerms, Salary, SalaryUnit, Seniority
from jobwise.ui.guard import Visit
from jobwise.ui.job_rows import note_done
from jobwise.ui.job_search import CURRENCIES
from jobwise.ui.problems import told
from jobwise.ui.text import kind_of_employment

_UNSAID = "Not said"
_REMOTE = {None: _UNSAID, True: "Remote", False: "Not remote"}


def draw_correction(visit: Visit, job: Job) -> None:
    """The form, for a dialog. *Why a dialog:* it takes the focus."""
    with st.form("correct-job", border=False):
        title = st.text_input("Title", job.title, max_chars=300, key=f"title-{job.changes}")
        employer = st.text_input("Employer", job.employer, max_chars=300, key=f"employer-{job.changes}")
        known = _shown(job.analysis.offer if job.analysis else JobTerms())
        offer = _offered(known, job.changes)
        other = {name: value for name, value in offer if value != getattr(known, name)}
        if st.form_submit_button("Save", type="primary"):
            with told():
                visit.jobs.correct(
                    visit.actor,
                    job.id,
                    title=None if title == job.title else title,
                    employer=None if employer == job.employer else employer,
                    offer=JobTerms(**other) if other else None,
                )
                note_done("Saved. Searches go by it; applications take the title and the employer from it.")
                st.rerun()


def _shown(known: JobTerms) -> JobTerms:
    """As the fields show it."""
    return known.model_copy(update={"location": (known.location or "")[:LONGEST_PLACE] or None})


def _offered(known: JobTerms, changes: int) -> JobTerms:
    """The fields of what the job offers, and what they say."""
    location = st.text_input("Place", known.location or "", max_chars=LONGEST_PLACE, key=f"place-{changes}")
    left, middle, right = st.columns(3)
    kinds = (None, *get_args(EmploymentType))
    kind = left.selectbox(
        "Kind of employment",
        kinds,
        kinds.index(known.employment_type),
        format_func=lambda one: kind_of_employment(one) if one else _UNSAID,
        key=f"kind-{changes}",
    )
    levels = (None, *get_args(Seniority))
    level = middle.selectbox(
        "Level",
        levels,
        levels.index(known.seniority),
        format_func=lambda one: one.capitalize() if one else _UNSAID,
        key=f"level-{changes}",
    )
    remote = right.selectbox(
        "Remote",
        list(_REMOTE),
        list(_REMOTE).index(known.remote),
        format_func=lambda one: _REMOTE[one],
        key=f"remote-{changes}",
    )
    return JobTerms(
        location=location or None,
        employment_type=kind,
        seniority=level,
        remote=remote,
        salary=_paid(known.salary, changes),
    )


def _paid(known: Salary | None, changes: int) -> Salary | None:
    pay = known or Salary(currency=CURRENCIES[0])
    least, most, coin, per = st.columns(4)
    low, high = (
        _amount(column, label, value, f"{label}-{changes}")
        for column, label, value in ((least, "Pay from", pay.min), (most, "Pay up to", pay.max))
    )
    coins = tuple(dict.fromkeys((pay.currency, *CURRENCIES)))
    currency = coin.selectbox("Currency", coins, key=f"currency-{changes}")
    units = get_args(SalaryUnit)
    unit = per.selectbox(
        "For", units, units.index(pay.unit), format_func=lambda one: f"a{'n' * (one == 'hour')} {one}",
        key=f"unit-{changes}",
    )  # fmt: skip
    if low is None and high is None:
        return None
    return Salary(min=low, max=high, unit=unit, currency=currency)


def _amount(column: DeltaGenerator, label: str, known: float | None, key: str) -> float | None:
    """*Why not told as the field's value:* one that has some cannot be emptied."""
    st.session_state.setdefault(key, known)
    return column.number_input(label, value=None, format="%.10g", step=1.0, key=key)
