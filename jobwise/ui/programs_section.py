"""The section of *Settings* about a person's own programs: the keys that they get in with."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st
from pydantic import SecretStr, ValidationError

from jobwise.domain.access import ApiKey, NewApiKey, Scope, scopes_of
from jobwise.ui.account_settings import just_sent, passwords_form
from jobwise.ui.asking import FIELDS, ask
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show_words, told
from jobwise.ui.text import day, moment, plain

LEAVES: Mapping[Scope, str] = {
    Scope.PROFILE_READ: "Read your profile",
    Scope.PROFILE_WRITE: "Change your profile",
    Scope.JOBS_READ: "See and search your jobs",
    Scope.JOBS_WRITE: "Add and delete jobs",
    Scope.RUNS_READ: "See your applications and their files",
    Scope.RUNS_WRITE: "Make and change applications",
    Scope.ACCOUNT_READ: "See your account",
    Scope.ACCOUNT_WRITE: "End your keys",
    Scope.ACCOUNT_EXPORT: "Take all your data along",
    Scope.HEALTH_READ: "See how this JobWise is doing",
}
USUAL = frozenset({Scope.PROFILE_READ, Scope.JOBS_READ, Scope.RUNS_READ})
DAYS = (30, 90, 180, 366)
FORM, NAME, ENDS, COPIED = "make-key-form", "key-name", "key-days", "key-copied"


def draw_programs(visit: Visit) -> None:
    """The address, and with accounts the keys."""
    with st.container(border=True, key="card-programs"):
        st.header("Programs", anchor=False)
        address = f"{visit.services.settings.base_url}/api/v1"
        if not visit.has_account:
            st.caption(
                "Scripts, apps and assistants on this computer can use JobWise at this address. They need no "
                "key, since no other computer can reach it."
            )
            st.code(address, language=None, wrap_lines=True)
            return
        st.caption(
            "Scripts, apps and assistants can use JobWise for you at this address, with a key of yours."
        )
        st.code(address, language=None, wrap_lines=True)
        for key in visit.accounts.api_keys.list(visit.actor):
            _draw_key(visit, key)
        if st.button("Make a key", icon=":material/key:", key="make-key"):
            st.dialog("Make a key")(_draw_form)(visit)


def _draw_key(visit: Visit, key: ApiKey) -> None:
    words, action = st.columns([4, 1], vertical_alignment="center")
    is_over = key.expires_at <= dt.datetime.now(dt.UTC)
    mark = " :orange-badge[:material/schedule: Over]" if is_over else ""
    used = f"last used {day(key.used_at)}" if key.used_at else "not used yet"
    until = f"{plain(key.begins)}… · until {moment(key.expires_at)}, {used}"
    words.markdown(f"**{plain(key.name)}**{mark}  \n:small[{until}]  \n:small[{_leaves(key.scopes)}]")
    if action.button("End", key=f"end-key-{key.id[:12]}", help=f"Ends the key {plain(key.name)}"):
        ask(
            f"End the key {plain(key.name)}?",
            "Programs that use it get in no longer.",
            "Keep it",
            "End the key",
            lambda: visit.accounts.api_keys.end(visit.actor, key.id),
        )


def _draw_form(visit: Visit) -> None:
    """The form, or the key that was just made in its place.

    *Why looked for here:* the button is not drawn again by the run that its click begins.
    """
    if st.session_state.get(COPIED):
        st.rerun()
    typed, answer = just_sent(FORM), st.container()
    if typed is not None:
        with answer:
            if key := _made(visit, typed):
                _draw_new(key)
                return
    st.text_input("What is it for?", key=NAME, max_chars=60, placeholder="My script")
    st.markdown("It may")
    for scope in _may(visit):
        called = f"Programs call it `{scope}`."
        st.checkbox(LEAVES[scope], value=scope in USUAL, key=_box(scope), help=called)
    st.selectbox("It ends after", DAYS, index=1, key=ENDS, format_func="{} days".format)
    asked = visit.accounts.again.asks(visit.actor)
    passwords_form(FORM, FIELDS[asked] if asked else {}, "Make the key")


def _made(visit: Visit, typed: list[SecretStr]) -> SecretStr | None:
    """The key by what stands in the form; what is wrong is told."""
    chosen = frozenset(scope for scope in _may(visit) if st.session_state[_box(scope)])
    try:
        new = NewApiKey(name=st.session_state[NAME], scopes=chosen, days=st.session_state[ENDS])
    except ValidationError:
        show_words("Something is missing", "Say what the key is for, and tick at least one thing it may do.")
        return None
    with told():
        return visit.accounts.api_keys.make(visit.actor, new, *typed)
    return None


def _draw_new(key: SecretStr) -> None:
    """*Why nowhere else:* only its hash is kept."""
    st.markdown("Copy the key into your program now. It is shown this once.")
    st.code(key.get_secret_value(), language=None, wrap_lines=True)
    st.caption("Whoever has it can do for you what you ticked. End it here when it gets lost.")
    st.button("I have copied it", type="primary", key=COPIED)


def _may(visit: Visit) -> list[Scope]:
    """What a key may do: no more than the person."""
    mine = scopes_of(visit.actor.roles)
    return [scope for scope in LEAVES if scope in mine]


def _box(scope: Scope) -> str:
    return f"key-may-{scope.name.lower()}"


def _leaves(scopes: frozenset[Scope]) -> str:
    return " · ".join(words for scope, words in LEAVES.items() if scope in scopes)
