"""The sections of *My data*."""

import datetime as dt
import io
from collections.abc import Sequence

import streamlit as st
from pydantic import SecretStr

from jobwise.domain.my_data import KeptKind, Leaving
from jobwise.services.retention import NOTICE_DAYS
from jobwise.services.vacancies import RECRUITING
from jobwise.ui.asking import ask_again
from jobwise.ui.guard import Visit
from jobwise.ui.text import counted, day, moment, plain
from jobwise.ui.visitor import DONE

ERASED = "all-erased"
NAMED = 8
_OWN_DAYS = " A vacancy with its candidates goes sooner where you gave it fewer days."
"""So many names of a kind are shown; the download has all."""


def draw_kept(kept: Sequence[KeptKind]) -> None:
    """How many of each kind there are, with their names where they have any."""
    st.header("What is kept", anchor=False)
    if not kept:
        st.markdown("Nothing yet. What you upload, and what is made of it, will be counted here.")
        if st.button("Upload your résumé", type="primary", icon=":material/upload:", key="first"):
            st.switch_page("pages/start.py")
        return
    with st.container(border=True, key="card-kept"):
        st.markdown(kept_list(kept))


def draw_download(visit: Visit) -> None:
    """All of it in one file, made when it is asked for."""

    def content() -> bytes:
        out = io.BytesIO()
        visit.services.my_data.export(visit.actor, out)
        return out.getvalue()

    st.download_button(
        "Download everything",
        content,
        file_name="JobWise - my data.zip",
        mime="application/zip",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
        key="download-all",
    )
    st.caption(
        "One ZIP: your profile, the files you uploaded, every application with its ad, documents and their "
        "versions, and your settings. Keys are never in it."
    )


def draw_retention(visit: Visit) -> None:
    """What goes by itself, and what of it soon."""
    st.header("How long it stays", anchor=False)
    days = visit.retention.days
    own = "" if visit.actor.roles.isdisjoint(RECRUITING) else _OWN_DAYS
    if days is None:
        st.markdown(f"It stays until you delete it.{own}")
    else:
        st.markdown(
            f"An application that was not run, edited or given another design for {counted(days, 'day')} is "
            "deleted. Your profile with its files goes when neither it nor any application was touched for "
            f"so long.{own}"
        )
    leaving = visit.retention.leaving(visit.actor)
    if leaving:
        rows = "\n".join(f"- {plain(one.name)}: {day(one.on)}, {_left(one)}" for one in leaving)
        st.warning(
            f"{rows}\n\nRun it again or change something in it, and it stays.",
            title=f"{counted(len(leaving), 'thing goes', 'things go')} within {NOTICE_DAYS} days",
            icon=":material/schedule:",
        )


def draw_consents(visit: Visit) -> None:
    """When the person agreed that words are sent somewhere, and when no longer."""
    consents = visit.services.my_data.consents(visit.actor)
    if not consents:
        return
    st.header("What you agreed to", anchor=False)
    lines = (
        f"- {moment(one.at)}: your words {'may go' if one.given else 'no longer go'} to {plain(one.address)}"
        for one in reversed(consents)
    )
    st.markdown("\n".join(lines))


def draw_erased() -> None:
    """That all is gone, once."""
    if st.session_state.pop(ERASED, False):
        st.success(
            "JobWise is as new: it keeps nothing of you any more.",
            title="All is erased",
            icon=":material/check_circle:",
        )


def draw_erasure(visit: Visit, kept: Sequence[KeptKind]) -> None:
    """The way out, last on the page; what goes is shown first."""
    st.header("Erase everything", anchor=False)
    st.markdown(
        "All of the above goes, and the key that it is sealed under. Nobody can bring it back."
        + (" Your account goes too." if visit.has_account else "")
    )
    if st.button(":red[Erase everything]", icon=":material/delete_forever:", key="erase"):
        ask_again(
            visit,
            "Erase all that is kept of you?",
            _warning(visit, kept),
            "Keep it",
            "Erase everything",
            lambda typed: _erase(visit, typed),
        )


def kept_list(kept: Sequence[KeptKind]) -> str:
    """How many of each kind there are, as a list in Markdown."""
    return "\n".join(f"- {_line(kind)}" for kind in kept)


def _warning(visit: Visit, kept: Sequence[KeptKind]) -> str:
    return (
        f"This goes:\n\n{kept_list(kept)}\n\nRuns that are going are stopped. Nothing of yours stays here; "
        "copies that somebody made of the data folder are not reached, and files that you downloaded are "
        "yours."
        + (" You are logged out everywhere, and have no account here any more." if visit.has_account else "")
    )


def _erase(visit: Visit, typed: SecretStr) -> bool:
    with st.spinner("Erasing"):
        visit.services.my_data.erase(visit.actor, typed)
    if visit.has_account:
        st.session_state[DONE] = ("All is erased", "JobWise keeps nothing of you any more.")
        st.switch_page("pages/log_in.py")
    st.session_state[ERASED] = True
    return True


def _left(leaving: Leaving) -> str:
    days = (leaving.on - dt.datetime.now(dt.UTC)).days
    return f"in {counted(days, 'day')}" if days > 0 else "within a day"


def _line(kind: KeptKind) -> str:
    shown, more = kind.names[:NAMED], len(kind.names) - NAMED
    names = f": {'; '.join(map(plain, shown))}" if shown else ""
    names += f" and {more} more" if more > 0 else ""
    return f"{counted(kind.count, kind.noun, kind.plural)}{names}"
