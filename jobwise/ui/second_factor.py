"""The section of *Settings* about the second factor. What is secret is drawn once and kept nowhere."""

import base64
from collections.abc import Sequence

import streamlit as st
from pydantic import SecretStr

from jobwise.domain.user import Enrolment
from jobwise.rendering.qr import qr_png
from jobwise.ui.account_settings import PRESENT, passwords_form
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.text import counted

BEGUN = "second-factor-begun"
"""A secret was shown, and its first code is waited for."""


def draw_second_factor(visit: Visit) -> None:
    """Switch it on, or off; new recovery codes."""
    with st.container(border=True, key="card-second-factor"):
        st.header("Second factor", anchor=False)
        if visit.accounts.sessions.me(visit.actor).second_factor:
            _draw_on(visit)
        elif st.session_state.get(BEGUN):
            _draw_confirming(visit)
        else:
            _draw_off(visit)


def _draw_off(visit: Visit) -> None:
    place = st.empty()
    with place.container():
        st.caption(
            "A code from an app on your phone is asked for beside your password, so that a password "
            "that somebody else knows does not let them in."
        )
        typed = passwords_form("factor-on", {"Present password": PRESENT}, "Switch it on")
    if typed is None:
        return
    with told():
        enrolment = visit.accounts.second_factors.begin(visit.actor, typed[0])
        st.session_state[BEGUN] = True
        with place.container():
            _draw_secret(enrolment)
            _draw_code_field()


def _draw_secret(enrolment: Enrolment) -> None:
    """*Why the picture within the page:* one with an address of its own could be fetched by others."""
    secret, address = enrolment.secret.get_secret_value(), enrolment.address.get_secret_value()
    st.markdown("Scan this with your authenticator app, or type the secret into it. It is shown this once.")
    picture = base64.b64encode(qr_png(address)).decode()
    st.image(f"data:image/png;base64,{picture}", width=200, alt="The secret below, as a QR code")
    st.caption("Secret")
    st.code(
        " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        language=None,
        wrap_lines=True,
    )
    st.caption("The same as an address, for an app on this device")
    st.code(address, language=None, wrap_lines=True)


def _draw_confirming(visit: Visit) -> None:
    place = st.empty()
    with place.container():
        code = _draw_code_field()
    if code is None:
        return
    with told():
        codes = visit.accounts.second_factors.confirm(visit.actor, code)
        del st.session_state[BEGUN]
        with place.container():
            st.success(
                "From now on you are asked for a code when you log in.",
                title="The second factor is on",
                icon=":material/check_circle:",
            )
            _draw_codes(codes)


def _draw_code_field() -> str | None:
    """The code that was just sent, else None."""
    with st.form("factor-code", border=False):
        code = st.text_input("Code that the app shows now", key="factor-typed", autocomplete="one-time-code")
        sent = st.form_submit_button("Confirm the code")
    if st.button("Begin again", type="tertiary", icon=":material/arrow_back:", key="factor-again"):
        del st.session_state[BEGUN]
        st.rerun()
    return code if sent else None


def _draw_codes(codes: Sequence[str]) -> None:
    st.warning(
        "Each one lets you in once, should you lose your phone. They are shown this once: keep them where "
        "you find them without it.",
        title="Your recovery codes",
        icon=":material/key:",
    )
    text = "\n".join(codes)
    st.code(text, language=None)
    st.download_button(
        "Download the codes",
        text + "\n",
        file_name="JobWise - recovery codes.txt",
        mime="text/plain",
        on_click="ignore",
        icon=":material/download:",
        key="factor-download",
    )


def _draw_on(visit: Visit) -> None:
    left = visit.accounts.second_factors.codes_left(visit.actor)
    st.markdown(f"It is on. You have {counted(left, 'recovery code')} left.")
    with st.expander("New recovery codes"):
        st.markdown("The old ones work no longer then.")
        _offer_codes(visit, passwords_form("factor-codes", {"Present password": PRESENT}, "Make new codes"))
    with st.expander("Switch it off"):
        st.markdown("Your password alone lets you in then, and the recovery codes go.")
        typed = passwords_form("factor-off", {"Present password": PRESENT}, "Switch it off")
        if typed is not None:
            with told():
                visit.accounts.second_factors.switch_off(visit.actor, typed[0])
                st.rerun()


def _offer_codes(visit: Visit, typed: list[SecretStr] | None) -> None:
    if typed is not None:
        with told():
            _draw_codes(visit.accounts.second_factors.new_codes(visit.actor, typed[0]))
