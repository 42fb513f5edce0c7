"""The section of *Administration* about invitations."""

import datetime as dt

import streamlit as st
from pydantic import SecretStr

from jobwise.domain.role import NEW_ROLES, Role
from jobwise.domain.user import Invitation
from jobwise.services.accounts.entries import email_key
from jobwise.services.accounts.reauthentication import NOTHING_TYPED
from jobwise.ui.asking import ask, ask_again
from jobwise.ui.guard import Visit
from jobwise.ui.people_section import draw_link, draw_reach, role_boxes
from jobwise.ui.problems import told
from jobwise.ui.text import moment, plain

MOST_AT_ONCE = 100


def draw_invitations(visit: Visit) -> None:
    """Make one; take those back that were not used."""
    st.header("Invitations", anchor=False)
    if visit.accounts.policy.sign_up == "closed":
        st.markdown("Nobody can sign up here. `JOBWISE_SIGN_UP` changes that.")
        return
    with st.form("invitation", clear_on_submit=True):
        typed = st.text_area(
            "E-mail addresses, one a line (may stay empty)",
            key="invitation-email",
            height=100,
            help="An invitation for each. Only this address can be used then; without one, whoever has the "
            "link can sign up.",
        )
        roles = role_boxes("invitation", NEW_ROLES)
        sent = st.form_submit_button("Make invitations")
    if sent and Role.ADMINISTRATOR in roles:
        _ask_to_invite(visit, typed, roles)
    elif sent:
        _invite(visit, typed, roles)
    made = visit.accounts.people.invitations(visit.actor)
    if not made:
        st.markdown("No invitations yet.")
    for one in made:
        _draw_row(visit, one)


def _ask_to_invite(visit: Visit, emails: str, roles: frozenset[Role]) -> None:
    def act(typed: SecretStr) -> bool:
        _invite(visit, emails, roles, typed)
        return False

    ask_again(
        visit,
        "Invite an administrator?",
        "Whoever signs up with this link can see and change all accounts here.",
        "Close",
        "Make the invitation",
        act,
    )


def _invite(visit: Visit, typed: str, roles: frozenset[Role], password: SecretStr = NOTHING_TYPED) -> None:
    """A link for each address, or what is wrong with it."""
    emails = list(dict.fromkeys(filter(None, map(email_key, typed.splitlines())))) or [""]
    if len(emails) > MOST_AT_ONCE:
        st.error(f"Type {MOST_AT_ONCE} at the most.", title="These are too many at once")
        return
    st.markdown("Each link works once, within seven days, and is shown this once.")
    for email in emails:
        if email:
            st.markdown(f"**{plain(email)}**")
        with told():
            draw_link(visit.accounts.people.invite(visit.actor, email, roles, password))
    draw_reach(visit)


def _draw_row(visit: Visit, one: Invitation) -> None:
    words, action = st.columns([4, 1], vertical_alignment="center")
    roles = ", ".join(sorted(role.label for role in one.roles)) or "No role"
    state, is_open = _state(one)
    words.markdown(f"**{_whose(one)}** · {roles}  \n:small[{state}]")
    if is_open and action.button("Withdraw", key=f"withdraw-{one.id[:12]}"):
        ask(
            f"Withdraw the invitation for {_whose(one).lower()}?",
            "Its link works no longer.",
            "Keep it",
            "Withdraw the invitation",
            lambda: visit.accounts.people.withdraw(visit.actor, one.id),
        )


def _whose(one: Invitation) -> str:
    return plain(one.email) if one.email else "Somebody" if one.used_by else "Anybody"


def _state(one: Invitation) -> tuple[str, bool]:
    """(in words, whether it can still be used)"""
    if one.used_by:
        return f"Used; made {moment(one.created_at)}", False
    if one.expires_at <= dt.datetime.now(dt.UTC):
        return f"Too old since {moment(one.expires_at)}", False
    return f"Open until {moment(one.expires_at)}", True
