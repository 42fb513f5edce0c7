"""The sections of *Settings* about a person's own account: password, and where they are logged in."""

from typing import Literal

import streamlit as st
from pydantic import SecretStr
from streamlit.delta_generator import DeltaGenerator

from jobwise.domain.access import ProgramLogIn
from jobwise.domain.user import Session
from jobwise.services.accounts.entries import FEWEST, MOST
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.text import moment, plain

PRESENT, NEW, ADDRESS = "current-password", "new-password", "email"
"""What browsers and password managers call these fields."""
ENDED = "sessions-ended"
Shown = Literal["default", "password"]
HINTS = {PRESENT: None, ADDRESS: None, NEW: f"{FEWEST} to {MOST} characters. A few words in a row do well."}


def passwords_form(form: str, fields: dict[str, str], sends: str) -> list[SecretStr] | None:
    """A form that asks for passwords; what was typed when it was just sent, else None.

    fields: label -> `PRESENT`, `NEW` or `ADDRESS`.
    *Why emptied in the callback:* what a field holds stays in the session for as long as it is drawn.
    """
    keys = [f"{form}-{number}" for number in range(len(fields))]

    def take() -> None:
        st.session_state[f"{form}-sent"] = [SecretStr(st.session_state[key]) for key in keys]
        st.session_state.update(dict.fromkeys(keys, ""))

    with st.form(form, border=False):
        for key, (label, kind) in zip(keys, fields.items(), strict=True):
            shown: Shown = "default" if kind == ADDRESS else "password"
            st.text_input(label, type=shown, key=key, autocomplete=kind, help=HINTS[kind])
        st.form_submit_button(sends, on_click=take)
    return just_sent(form)


def just_sent(form: str) -> list[SecretStr] | None:
    """What was typed into a form when it was just sent; once, for who needs it before drawing the form."""
    typed: list[SecretStr] | None = st.session_state.pop(f"{form}-sent", None)
    return typed


def draw_password(visit: Visit) -> None:
    """Present and new password."""
    with st.container(border=True, key="card-password"):
        st.header("Password", anchor=False)
        st.caption("A new password logs out every other browser and program.")
        ends_keys = bool(visit.accounts.api_keys.list(visit.actor)) and st.checkbox(
            "End my keys too",
            value=True,
            key="password-ends-keys",
            help="Somebody who knew the old password may have made one.",
        )
        fields = {"Present password": PRESENT, "New password": NEW}
        typed = passwords_form("password", fields, "Change the password")
        if typed is None:
            return
        with told():
            present, new = typed
            visit.accounts.passwords.change(visit.actor, present, new, visit.cookie, keep_keys=not ends_keys)
            keys = " Your keys are ended." if ends_keys else ""
            st.success(
                f"Every other browser and program is logged out.{keys}",
                title="Your new password is set",
                icon=":material/check_circle:",
            )


def draw_sessions(visit: Visit) -> None:
    """The browsers and programs of the person, each with the way to end it."""
    with st.container(border=True, key="card-sessions"):
        st.header("Where you are logged in", anchor=False)
        answer = st.container()
        if gone := st.session_state.pop(ENDED, ""):
            answer.success(f"{gone} logged out.", icon=":material/check_circle:")
        places = visit.accounts.sessions.list(visit.actor, visit.cookie)
        for place in places:
            _draw_session(visit, place, answer)
        programs = visit.accounts.programs.list(visit.actor)
        for program in programs:
            _draw_program(visit, program, answer)
        _draw_others(visit, len(places) + len(programs), answer)


def _draw_session(visit: Visit, place: Session, answer: DeltaGenerator) -> None:
    words, action = st.columns([4, 1], vertical_alignment="center")
    here = " :blue-badge[:material/check: This browser]" if place.is_current else ""
    words.markdown(
        f"**{plain(place.browser)}**{here}  \n"
        f":small[Since {moment(place.created_at)}, last seen {moment(place.last_seen_at)}]"
    )
    if place.is_current:
        return
    if action.button("Log out", key=f"end-{place.id[:12]}", help=f"Logs out {plain(place.browser)}"):
        with answer, told():
            visit.accounts.sessions.end(visit.actor, place.id)
            st.session_state[ENDED] = "1 browser is"
            st.rerun()


def _draw_program(visit: Visit, program: ProgramLogIn, answer: DeltaGenerator) -> None:
    words, action = st.columns([4, 1], vertical_alignment="center")
    words.markdown(
        f"**{plain(program.client)}** :gray-badge[:material/terminal: Program]  \n"
        f":small[Last seen {moment(program.seen_at)}]"
    )
    if action.button("Log out", key=f"end-{program.id[:12]}", help=f"Logs out {plain(program.client)}"):
        with answer, told():
            visit.accounts.programs.end(visit.actor, program.id)
            st.session_state[ENDED] = "1 program is"
            st.rerun()


def _draw_others(visit: Visit, places: int, answer: DeltaGenerator) -> None:
    if places < 2:
        st.caption("You are logged in nowhere else.")
    elif st.button("Log out all others", icon=":material/logout:", key="end-others"):
        with answer, told():
            visit.accounts.sessions.end_others(visit.actor, visit.cookie)
            st.session_state[ENDED] = "The other one is" if places == 2 else f"{places - 1} others are"
            st.rerun()
