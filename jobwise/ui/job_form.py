"""The form of a new application: the résumé in one line, and the job ad."""

from contextlib import suppress

import streamlit as st

from jobwise.domain.account import StoredProfile
from jobwise.domain.model_call import ModelChoice, money
from jobwise.errors import JobWiseError
from jobwise.services.asking import SENT, TAKEN_OUT, UNPRICED
from jobwise.ui.guard import Visit
from jobwise.ui.hidden_text import OF_AD, draw_hidden
from jobwise.ui.model_costs import FREE
from jobwise.ui.problems import show
from jobwise.ui.profile_card import draw_profile_line
from jobwise.ui.profile_draft import has_unsaved_changes
from jobwise.ui.samples import draw_sample_button
from jobwise.ui.text import plain
from jobwise.ui.upload import draw_upload, take_arrived

AD, FAILED, FILE_FAILED, FILE_TURN = "ad-draft", "ad-failed", "ad-file-failed", "ad-file-turn"
HIDDEN = "ad-file-hidden"
ADDRESS, ADDRESS_FAILED = "ad-address", "ad-address-failed"
_HELP = "Everything counts: what they ask for, what would be nice, where it is, what it pays."


def draw_form(visit: Visit) -> None:
    """Both cards, then what to do with them. What was entered stays when something is refused."""
    take_arrived()
    stored = visit.profiles.current(visit.actor)
    model = visit.models.active(visit.actor)
    if model is None:
        st.caption(f"Takes a few seconds. {visit.stays}")
        if missing := visit.models.missing(visit.actor):
            st.warning(
                plain(" ".join(missing)),
                title="The model in Settings is not used yet",
                icon=":material/warning:",
            )
            st.page_link("pages/settings.py", label="Settings", icon=":material/settings:")
    else:
        st.caption(
            plain(
                f"{model.model} at {model.base_url} rewords the lines. What is sent: {SENT}. Taken out "
                f"first: {TAKEN_OUT}."
            )
        )
    with st.container(border=True, key="card-resume"):
        st.header("1. Your résumé", anchor=False)
        if stored is None:
            draw_upload(visit)
        else:
            words, action = st.columns([3, 1], vertical_alignment="center")
            with words:
                draw_profile_line(stored)
                if has_unsaved_changes():
                    st.warning(
                        "Your changes to it are not saved yet. Check the profile and save them.",
                        icon=":material/warning:",
                    )
            with action, st.container(horizontal_alignment="right", key="actions-check"):
                if st.button("Check profile", type="tertiary", icon=":material/person:", key="check-profile"):
                    st.switch_page("pages/profile.py")
    with st.container(border=True, key="card-job"):
        st.header("2. The job", anchor=False)
        _ad(visit)
    if model and stored:
        _draw_cost(visit, model, stored)
    with st.container(horizontal=True):
        st.button(
            "Create application",
            type="primary",
            icon=":material/play_arrow:",
            key="create",
            on_click=_create,
            args=(visit,),
        )
        draw_sample_button(visit)
    made = st.session_state.pop("ad-made", "")
    if made:
        st.switch_page("pages/progress.py", query_params={"id": made})


def _ad(visit: Visit) -> None:
    st.text_area(
        "Job ad",
        key=AD,
        height=220,
        help=_HELP,
        placeholder="Paste the whole ad, from the title to how to apply",
        persist_state="session",
    )
    if st.session_state.get(AD) and st.session_state.get(HIDDEN):
        draw_hidden(st.session_state[HIDDEN], OF_AD)
    if st.session_state.get(FAILED):
        show(st.session_state[FAILED])
    if visit.applications.fetches:
        _address(visit)
    with st.expander("Upload the ad as a file instead", type="compact"):
        key = f"ad-file-{st.session_state.setdefault(FILE_TURN, 0)}"
        st.file_uploader(
            "Job ad: PDF, DOCX, a saved web page, Markdown or text",
            key=key,
            max_upload_size=visit.services.settings.upload_mb,
            on_change=_file_arrived,
            args=(visit, key),
        )
        if st.session_state.get(FILE_FAILED):
            show(st.session_state[FILE_FAILED])


def _address(visit: Visit) -> None:
    with st.expander("Fetch the ad from a web page instead", type="compact"):
        st.text_input(
            "Address of the page",
            key=ADDRESS,
            placeholder="https://",
            help="JobWise asks the site for this one page. No cookie and nothing of yours goes with it.",
        )
        st.button("Fetch the ad", icon=":material/download:", key="fetch", on_click=_fetched, args=(visit,))
        if st.session_state.get(ADDRESS_FAILED):
            show(st.session_state[ADDRESS_FAILED])


def _draw_cost(visit: Visit, model: ModelChoice, stored: StoredProfile) -> None:
    """What the ad that was pasted would cost, before anything is sent."""
    ad = st.session_state.get(AD) or ""
    if not ad.strip():
        return
    with suppress(JobWiseError):  # an ad that cannot be used is told when it is sent
        cost = visit.models.estimate(model, stored.profile, ad)
        if not cost.most:
            st.caption(FREE)
            return
        cap = visit.models.settings(visit.actor).run_cap_usd
        told = f"About {money(cost.likely)}, at most {money(cost.most)}; your limit is {money(cap)}."
        if not cost.known:
            told = (
                f"{UNPRICED} That is at most {money(cost.most)}; your limit is {money(cap)}. A call that "
                "could pass it is not made."
            )
        if cost.dearest > cap:
            st.warning(
                plain(f"{told} One call may cost {money(cost.dearest)}, so the model would not be asked."),
                title="Your limit is too low for this model",
                icon=":material/payments:",
            )
            st.page_link("pages/settings.py", label="Change the limit in Settings")
        else:
            st.caption(plain(told))


def _create(visit: Visit) -> None:
    st.session_state.pop(FAILED, None)
    try:
        st.session_state["ad-made"] = visit.applications.start(visit.actor, st.session_state.get(AD) or "")
    except JobWiseError as error:
        st.session_state[FAILED] = error
    else:
        st.session_state[AD] = ""
        st.session_state.pop(HIDDEN, None)


def _fetched(visit: Visit) -> None:
    """The text of the page goes into the field, where it can be read and changed."""
    st.session_state.pop(ADDRESS_FAILED, None)
    try:
        ad = visit.applications.read_job_page(visit.actor, st.session_state.get(ADDRESS) or "")
    except JobWiseError as error:
        st.session_state[ADDRESS_FAILED] = error
    else:
        st.session_state[AD], st.session_state[HIDDEN] = ad.text, ad.hidden
        st.session_state.pop(FAILED, None)


def _file_arrived(visit: Visit, key: str) -> None:
    """The text of the file goes into the field, where it can be read and changed."""
    file = st.session_state.get(key)
    st.session_state.pop(FILE_FAILED, None)
    if file is None:
        return
    try:
        ad = visit.applications.read_job_file(visit.actor, file.name, file.getvalue())
    except JobWiseError as error:
        st.session_state[FILE_FAILED] = error
    else:
        st.session_state[AD], st.session_state[HIDDEN] = ad.text, ad.hidden
        st.session_state[FILE_TURN] += 1
        st.session_state.pop(FAILED, None)
