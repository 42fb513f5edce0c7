"""The section of *Administration* about invitations."""

import datetime as dt

import streamlit as st

from jobwise.domain.role import NEW_ROLES
from jobwise.domain.user import Invitation
from jobwise.ui.asking import ask
from jobwise.ui.guard import Visit
from jobwise.ui.people_section import role_boxes
from jobwise.ui.problems import told
from jobwise.ui.text import moment, plain


def draw_invitations(visit: Visit) -> None:
    """Make one; take those back that were not used."""
    st.header("Invitations", anchor=False)
    if visit.accounts.policy.sign_up == "closed":
        st.markdown("Nobody can sign up here. `JOBWISE_SIGN_UP` changes that.")
        return
    with st.form("invitation", clear_on_submit=True):
        email = st.text_input(
            "E-mail address (may stay empty)",
            key="invitation-email",
            help="Only this address can be used then. Without one, whoever has the link can sign up.",
        )
        roles = role_boxes("invitation", NEW_ROLES)
        sent = st.form_submit_button("Make an invitation")
    if sent:
        with told():
            link = visit.accounts.people.invite(visit.actor, email, roles)
            st.markdown("It works once, within seven days, and is shown this once.")
            st.code(link.get_secret_value(), language=None, wrap_lines=True)
    made = visit.accounts.people.invitations(visit.actor)
    if not made:
        st.markdown("No invitations yet.")
    for one in made:
        _draw_row(visit, one)


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
        return "Used", False
    if one.expires_at <= dt.datetime.now(dt.UTC):
        return f"Too old since {moment(one.expires_at)}", False
    return f"Open until {moment(one.expires_at)}", True
