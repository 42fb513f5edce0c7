"""What a browser shows of who sits before it, and the hops that give and take the cookie of a log-in."""

import html
import re
from typing import NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st

ENTER_PATH, LEAVE_PATH, LOG_IN_PATH = "/auth/session", "/auth/leave", "/log_in"
DONE = "log-in-done"
"""In the session state: (title, text) of what was done, for the log-in page to say once."""
SCRIPT = "window.location.replace(document.getElementById('jw-go').href)"
"""The one script that a page of ours runs: it follows the link beside it. Its hash is in the CSP."""
_INSIDE = re.compile(r"/(?![/\\]|auth\b)[\w/?&=%.+~-]*", re.ASCII)


def session_cookie(tls: bool) -> str:
    """What the cookie of a log-in is called. `__Host-` makes browsers refuse one from another host."""
    return "__Host-jobwise" if tls else "jobwise"


def visitor_cookie(tls: bool) -> str:
    """What the cookie is called that binds a ticket to the browser whose form gave it."""
    return "__Host-jobwise-visitor" if tls else "jobwise-visitor"


def cookie(name: str) -> str:
    """A cookie as it was when the page was opened; empty for none."""
    return st.context.cookies.get(name, "")


def address() -> str:
    """Where the person's requests come from; empty for this computer."""
    return st.context.ip_address or ""


def inside(path: str) -> str:
    """A path of this site as it was given, or its first page. *Why:* nobody is led elsewhere by a link."""
    return path if _INSIDE.fullmatch(path) else "/"


def here() -> str:
    """The path and the query of the page that is open."""
    path = urlsplit(st.context.url or "/").path
    query = urlencode(st.query_params.to_dict())
    return inside(f"{path}?{query}" if query else path)


def enter(ticket: str, then: str) -> NoReturn:
    """Send the browser for its cookie, then to the page that was wanted."""
    _hop(f"{ENTER_PATH}?{urlencode({'ticket': ticket, 'next': inside(then)})}")


def leave() -> NoReturn:
    """Log out."""
    _hop(LEAVE_PATH)


def _hop(link: str) -> NoReturn:
    """*Why a script:* a page can neither answer with a cookie nor send a browser anywhere by itself."""
    st.html(
        f'<a id="jw-go" href="{html.escape(link)}" target="_self">Continue</a><script>{SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
    st.stop()
