"""The section of *Administration* about people."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st
from pydantic import SecretStr

from jobwise.domain.role import Role
from jobwise.domain.user import User
from jobwise.services.accounts.entries import email_key
from jobwise.ui.asking import ask, ask_again
from jobwise.ui.guard import Visit
from jobwise.ui.my_data import kept_list
from jobwise.ui.problems import told
from jobwise.ui.text import counted, moment, plain

SHOWN = 50


def draw_people(visit: Visit) -> None:
    """Everybody with an account, those first who wait for a new password."""
    st.header("People", anchor=False)
    everybody = visit.accounts.people.list(visit.actor)
    asks = visit.accounts.people.reset_asks(visit.actor)
    sought = email_key(st.text_input("Search name or e-mail", key="people-search"))
    found = [one for one in everybody if sought in f"{one.name} {one.email}".casefold()]
    found.sort(key=lambda one: one.id not in asks)
    if not found:
        st.markdown("Nobody here has such a name or address.")
    for one in found[:SHOWN]:
        _draw_row(visit, one, asks)
    if len(found) > SHOWN:
        st.caption(f"{counted(len(found) - SHOWN, 'more person', 'more people')}: search to find them.")


def role_boxes(key: str, chosen: frozenset[Role]) -> frozenset[Role]:
    """A box for each role."""
    return frozenset(
        role for role in Role if st.checkbox(role.label, value=role in chosen, key=f"{key}-{role}")
    )


def draw_link(link: SecretStr) -> None:
    """A link that is handed over."""
    st.code(link.get_secret_value(), language=None, wrap_lines=True)


def draw_reach(visit: Visit) -> None:
    """Who can open such a link, where nobody said at which address this is."""
    settings = visit.services.settings
    if not settings.public_url:
        st.warning(
            f"It begins with {plain(settings.base_url)}, which opens on this computer alone. Set "
            "`JOBWISE_PUBLIC_URL` to the address that other people open, and start JobWise again.",
            title="Other computers cannot open this link",
            icon=":material/link_off:",
        )


def _draw_row(visit: Visit, one: User, asks: Mapping[str, dt.datetime]) -> None:
    roles = ", ".join(role.label for role in Role if role in one.roles) or "No role"
    marks = "".join(
        mark
        for applies, mark in (
            (one.disabled, " :red-badge[:material/block: Disabled]"),
            (one.second_factor, " :green-badge[:material/key: Second factor]"),
            (one.id in asks, " :orange-badge[:material/help: Asked for a new password]"),
        )
        if applies
    )
    label = f"**{plain(one.name)}**, {plain(one.email)} · {roles}{marks}"
    row = st.expander(label, key=f"person-{one.id}", on_change="rerun")
    if row.open:
        with row:
            _draw_person(visit, one, asks.get(one.id))


def _draw_person(visit: Visit, one: User, asked: dt.datetime | None) -> None:
    st.caption(f"Here since {moment(one.created_at)}")
    if asked:
        st.markdown(f"Asked for a new password on {moment(asked)}. Make a link and hand it over.")
    with st.form(f"roles-{one.id}", border=False):
        wanted = role_boxes(f"role-{one.id}", one.roles)
        saves = st.form_submit_button("Save the roles")
    if saves:
        _ask_to_set_roles(visit, one, wanted)
    with st.container(horizontal=True):
        links = st.button("Make a link for a new password", icon=":material/link:", key=f"link-{one.id}")
        if one.second_factor and st.button("Drop the second factor", key=f"factor-{one.id}"):
            _ask_to_drop(visit, one)
        if one.disabled:
            enables = st.button("Let them in again", key=f"enable-{one.id}")
        else:
            enables = False
            if st.button(":red[Disable]", icon=":material/block:", key=f"disable-{one.id}"):
                _ask_to_disable(visit, one)
        if st.button(":red[Erase]", icon=":material/delete_forever:", key=f"erase-{one.id}"):
            _ask_to_erase(visit, one)
    if links:
        _ask_for_link(visit, one)
    if enables:
        with told():
            visit.accounts.people.enable(visit.actor, one.id)
            st.rerun()


def _ask_to_set_roles(visit: Visit, one: User, wanted: frozenset[Role]) -> None:
    def act(typed: SecretStr) -> bool:
        visit.accounts.people.set_roles(visit.actor, one.id, wanted, typed)
        return True

    roles = ", ".join(role.label for role in Role if role in wanted) or "No role"
    ask_again(
        visit,
        f"Change the roles of {plain(one.email)}?",
        f"From now on: {roles}.",
        "Keep the roles",
        "Change the roles",
        act,
    )


def _ask_for_link(visit: Visit, one: User) -> None:
    def act(typed: SecretStr) -> bool:
        draw_link(visit.accounts.people.make_reset(visit.actor, one.id, typed))
        draw_reach(visit)
        return False

    ask_again(
        visit,
        f"A link for {plain(one.email)}",
        "Whoever has it can set a new password, once, within a day. It is shown this once. Hand it over "
        "yourself.",
        "Close",
        "Make the link",
        act,
    )


def _ask_to_erase(visit: Visit, one: User) -> None:
    def act(typed: SecretStr) -> bool:
        with st.spinner("Erasing"):
            visit.services.my_data.erase_person(visit.actor, one.id, typed)
        return True

    ask_again(
        visit,
        f"Erase all that is kept of {plain(one.email)}?",
        f"This goes:\n\n{kept_list(visit.services.my_data.kept_of(visit.actor, one.id))}\n\nNobody can bring "
        "it back. They are logged out everywhere, and have no account here any more.",
        "Keep it",
        "Erase everything",
        act,
    )


def _ask_to_disable(visit: Visit, one: User) -> None:
    ask(
        f"Disable {plain(one.email)}?",
        "They are logged out everywhere and cannot log in. What is theirs stays, and you can let them in "
        "again.",
        "Keep the account",
        "Disable the account",
        lambda: visit.accounts.people.disable(visit.actor, one.id),
    )


def _ask_to_drop(visit: Visit, one: User) -> None:
    def act(typed: SecretStr) -> bool:
        visit.accounts.people.drop_second_factor(visit.actor, one.id, typed)
        return True

    ask_again(
        visit,
        f"Drop the second factor of {plain(one.email)}?",
        "Their password alone lets them in then, and their recovery codes go. Do it only when you know "
        "that they are who asks.",
        "Keep it",
        "Drop the second factor",
        act,
    )
