"""The forms of who is not logged in: log in, make an account, ask for a new password, set one."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from pydantic import SecretStr
from streamlit_authenticator import Authenticate

from jobwise.bootstrap import Services
from jobwise.errors import JobWiseError, NotSignedIn, SecondFactorNeeded, UnusableEntry
from jobwise.services.accounts.vouching import Identity
from jobwise.ui.account_settings import HINTS, NEW
from jobwise.ui.problems import show, told
from jobwise.ui.text import plain
from jobwise.ui.visitor import DONE, address, cookie, enter, visitor_cookie

FORM, HALF_WAY = "form", "log-in-half-way"
_REFUSED = {
    "ticket": ("This log-in took too long", "Log in again."),
    "no-cookie": (
        "Your browser kept no cookie",
        "JobWise knows you by a cookie while you are logged in. Allow it cookies, then log in again.",
    ),
}


class LogInForm(Authenticate):  # type: ignore[misc]
    """streamlit-authenticator's form before our own accounts.

    *Why none of its own parts:* its cookie can be read by scripts, and its store tells who has an account.
    """

    def __init__(self, decide: Callable[[str, SecretStr], object]) -> None:
        self.attrs = {"login_sleep_time": 0}
        self.path = None
        self.cookie_controller = _NoCookie()
        self.authentication_controller = _Decision(decide)


class _NoCookie:
    """In the place of a cookie that scripts could read."""

    def get_cookie(self) -> None: ...

    def set_cookie(self) -> None: ...


class _Decision:
    """In the place of the form's own users."""

    def __init__(self, decide: Callable[[str, SecretStr], object]) -> None:
        self._decide = decide

    def login(self, username: str, password: str, *_: object, **__: object) -> None:
        self._decide(username, SecretStr(password))


class LogInPage:
    """The forms; one is shown at a time, and the address says which."""

    def __init__(self, services: Services) -> None:
        self._services, self._accounts = services, services.accounts
        self._visitor = cookie(visitor_cookie(services.settings.tls))

    def draw(self) -> None:
        """The form that the address asks for."""
        query = st.query_params
        if token := query.get("reset", ""):
            self._draw_reset(token)
        elif (invitation := query.get("invitation", "")) or query.get(FORM) == "sign-up":
            self._draw_sign_up(invitation)
        elif query.get(FORM) == "forgotten":
            self._draw_forgotten()
        else:
            self._draw_log_in()

    def _draw_log_in(self) -> None:
        st.title("Log in", anchor=False)
        st.caption("A résumé and a letter for each job, with nothing in them that you did not write.")
        if words := st.session_state.pop(DONE, None):
            st.success(words[1], title=words[0], icon=":material/check_circle:")
        elif words := _REFUSED.get(st.query_params.get("refused", "")):
            st.error(words[1], title=words[0], icon=":material/error:")
        if HALF_WAY in st.session_state:
            self._draw_code()
            return
        fields = {
            "Form name": "With your password",
            "Username": "E-mail address",
            "Password": "Password",
            "Login": "Log in",
        }
        self._take_identity()
        with st.container(key="primary-log-in"):
            LogInForm(self._log_in).login(fields=fields, key="log-in")
        if self._services.settings.oidc_metadata_url:
            name = self._services.settings.oidc_name
            if st.button(f"Log in with {plain(name)}", icon=":material/login:", key="log-in-elsewhere"):
                st.login()
        with st.container(horizontal=True):
            _switch("Forgotten your password?", "forgotten")
            if self._accounts.policy.sign_up == "open":
                _switch("Make an account", "sign-up")
        if self._accounts.policy.sign_up == "invitation":
            st.caption("No account yet? Open the link of your invitation, or ask an administrator for one.")

    def _log_in(self, email: str, password: SecretStr, code: str = "") -> None:
        try:
            ticket = self._accounts.log_ins.log_in(email, password, code, address(), self._visitor)
        except SecondFactorNeeded as needed:
            if code.strip():
                show(needed)
                return
            st.session_state[HALF_WAY] = (email, password)
            st.rerun()
        except NotSignedIn as refused:
            wrong_code = NotSignedIn(
                "This code is not right",
                "Take the one that your app shows now, or one of your recovery codes.",
                code="code",
            )
            show(wrong_code if code.strip() else refused)  # with a code, the password was right a moment ago
        except JobWiseError as error:
            show(error)
        else:
            st.session_state.pop(HALF_WAY, None)
            enter(ticket.get_secret_value(), st.query_params.get("next", "/"))

    def _take_identity(self) -> None:
        """Let in whom the other provider has just sent here."""
        if not self._services.settings.oidc_metadata_url or not st.user.is_logged_in:
            return
        said = {name: value for name, value in st.user.to_dict().items() if name in Identity.model_fields}
        try:
            identity = Identity.model_validate(said)
            if self._accounts.vouching.is_fresh(identity):
                ticket = self._accounts.vouching.log_in(identity, self._visitor)
                enter(ticket.get_secret_value(), "/")
        except JobWiseError as error:
            show(error)

    def _draw_code(self) -> None:
        """The second step, for who has a second factor."""
        email, password = st.session_state[HALF_WAY]
        with st.form("code"):
            st.subheader("With your second factor", anchor=False)
            code = st.text_input(
                "Code", help="From your authenticator app, or one of your recovery codes.", key="code-typed"
            )
            sent = st.form_submit_button("Log in", type="primary")
        if st.button("Begin again", type="tertiary", icon=":material/arrow_back:", key="begin-again"):
            del st.session_state[HALF_WAY]
            st.rerun()
        if sent:
            self._log_in(email, password, code or " ")

    def _draw_sign_up(self, invitation: str) -> None:
        st.title("Make an account", anchor=False)
        if self._accounts.policy.sign_up == "closed":
            st.markdown("Nobody can sign up here. Ask an administrator for an account.")
            _back()
            return
        if invitation:
            try:
                self._accounts.sign_ups.check_invitation(invitation)
            except UnusableEntry as spent:
                show(spent)
                _back()
                return
            st.caption("You are invited. Use the e-mail address that the invitation came to.")
        with st.form("sign-up"):
            email = st.text_input("E-mail address", key="sign-up-email", autocomplete="username")
            name = st.text_input("Name (may stay empty)", key="sign-up-name", autocomplete="name")
            password = _new_password("Password", "sign-up-password")
            sent = st.form_submit_button("Make the account", type="primary")
        if sent:
            with told():
                self._accounts.sign_ups.sign_up(email, password, name, invitation, address())
                self._log_in(email, password)
        _back()

    def _draw_forgotten(self) -> None:
        st.title("A new password", anchor=False)
        by_mail = bool(self._services.settings.smtp_host)
        st.caption(
            "You get a mail with a link to set one."
            if by_mail
            else "An administrator is told, and gives you a link to set one."
        )
        with st.form("forgotten"):
            email = st.text_input("E-mail address", key="forgotten-email", autocomplete="username")
            sent = st.form_submit_button("Ask for a new password", type="primary")
        if sent:
            with told():
                self._accounts.passwords.request_reset(email, address())
                st.success(
                    "If there is an account for this address, "
                    + ("the mail is on its way." if by_mail else "an administrator sees that you asked."),
                    title="Done",
                    icon=":material/check_circle:",
                )
        _back()

    def _draw_reset(self, token: str) -> None:
        st.title("Set a new password", anchor=False)
        try:
            self._accounts.passwords.check_reset(token)
        except NotSignedIn as spent:
            show(spent)
            _back()
            return
        st.caption("It logs out every browser and program, and ends the keys of your programs.")
        with st.form("reset"):
            password = _new_password("New password", "reset-password")
            sent = st.form_submit_button("Set the password", type="primary")
        if sent:
            with told():
                self._accounts.passwords.reset(token, password)
                st.session_state[DONE] = ("Your new password is set", "Log in with it.")
                st.switch_page("pages/log_in.py")
        _back()


def _new_password(label: str, key: str) -> SecretStr:
    return SecretStr(st.text_input(label, type="password", key=key, help=HINTS[NEW], autocomplete=NEW))


def _switch(label: str, form: str) -> None:
    if st.button(label, type="tertiary", key=f"to-{form}"):
        _to({FORM: form})


def _back() -> None:
    if st.button("Log in instead", type="tertiary", icon=":material/arrow_back:", key="to-log-in"):
        _to({})


def _to(query: Mapping[str, Any]) -> None:
    """Another form; where the person wanted to go stays."""
    wanted = {"next": st.query_params["next"]} if "next" in st.query_params else {}
    st.switch_page("pages/log_in.py", query_params={**wanted, **query})
