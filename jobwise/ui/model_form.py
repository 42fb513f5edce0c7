"""Who writes the words: the offline engine alone, or with a language model."""

from typing import get_args

import streamlit as st
from pydantic import SecretStr

from jobwise.domain.model_call import ModelSettings, ModelTask
from jobwise.errors import BadSetting, Conflict, JobWiseError, ModelFailed
from jobwise.llm import PROVIDERS, model_choice
from jobwise.llm.prices import is_own
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show, show_words
from jobwise.ui.text import day, money, plain

OFFLINE, MODEL = "Offline engine", "A language model"
NAMES = {"openai": "OpenAI, or a server that speaks its protocol", "anthropic": "Anthropic"}
TASKS: dict[ModelTask, str] = {
    "reword": "Reword lines of the résumé",
    "letter": "Reword the cover letter",
    "analyse": "Look for demands in the ad that the rules miss (changes what the score counts)",
}
SAVED, FAILED, TAKEN_BACK = "model-saved", "model-failed", "model-taken-back"
ASKED = "model-asked-for"
"""The address that consent was asked for again."""
_ADVICE = {
    "model-away": "Look whether its server runs, and whether the address is right.",
    "model-slow": "Look whether its server is busy, or choose a smaller model.",
    "model-busy": "Wait a minute, then test again.",
    "model-refused": "Look at the address and the model's name.",
    "model-empty": "Look whether the address is that of a model's server, or choose another model.",
    "model-endless": "Choose another model.",
    "budget": "Raise the limit, save, then test again.",
}
"""What to do where a test failed. *Why other words than in a run:* there is nothing to finish here."""
_SENT = (
    "What is sent: the facts of your profile, the lines written from them, and the job ad. Taken out first: "
    "your name, e-mail, phone, address, links and references. Your file stays here."
)


def draw_model(visit: Visit) -> None:
    """The choice, what belongs to it, and what was said to the last click."""
    settings = visit.models.settings(visit.actor)
    with st.container(border=True, key="card-model"):
        st.header("Who writes the words", anchor=False)
        st.caption(
            "The offline engine writes every document. A language model can reword its lines; the same "
            "check stops what your facts do not carry, whoever wrote it."
        )
        now = visit.models.active(visit.actor)
        writer = st.radio(
            "Writer", [OFFLINE, MODEL], index=int(now is not None), key="writer", label_visibility="collapsed"
        )
        if writer == OFFLINE:
            _offline(visit, model_is_set=now is not None)
        else:
            _model(visit, settings)


def _offline(visit: Visit, *, model_is_set: bool) -> None:
    st.markdown("Nothing leaves this computer.")
    if model_is_set:
        if st.button("Write without a model", type="primary", key="use-offline"):
            visit.models.use_offline(visit.actor)
            st.rerun()
    else:
        st.markdown(":green-badge[:material/check: This is how it is set]")


def _model(visit: Visit, settings: ModelSettings) -> None:
    choice = settings.choice
    known = list(NAMES)
    provider = st.selectbox(
        "Provider",
        known,
        index=known.index(choice.provider) if choice else 0,
        format_func=NAMES.__getitem__,
        key="model-provider",
    )
    same = choice if choice and choice.provider == provider else None
    with st.form("model", border=False):
        st.text_input(
            "Model",
            value=same.model if same else "",
            key=f"model-name-{provider}",
            placeholder="As the provider names it",
        )
        st.text_input(
            "Address",
            value=same.base_url if same else "",
            key=f"model-url-{provider}",
            placeholder=PROVIDERS[provider].base_url,
            help="Leave it empty for the provider's own. A model on this machine: http://localhost:11434/v1.",
        )
        _key_field(visit, provider, same.base_url if same else PROVIDERS[provider].base_url)
        for task in get_args(ModelTask):
            st.checkbox(
                TASKS[task],
                value=task in (choice.tasks if choice else ("reword", "letter")),
                key=f"model-{task}",
            )
        _limits(settings)
        if same and visit.models.is_free(same):
            st.caption("A model on your own network costs nothing; the limits count for others alone.")
        st.markdown(f":small[{_SENT}]")
        st.checkbox(
            "My words may be sent to this address",
            value=bool(settings.consent and same),
            key=f"model-agreed-{provider}",
        )
        st.form_submit_button(
            "Save", type="primary", key="model-save", on_click=_save, args=(visit, provider)
        )
    tries = _after(visit, settings)
    _answers()
    if tries:
        _try_out(visit, settings)


def _limits(settings: ModelSettings) -> None:
    one, other = st.columns(2)
    one.number_input(
        "Limit for an application, US dollars", 0.0, 1000.0, settings.run_cap_usd, 0.1, key="model-run-cap"
    )
    other.number_input(
        "Limit for a day, US dollars", 0.0, 1000.0, settings.day_cap_usd, 0.5, key="model-day-cap"
    )


def _key_field(visit: Visit, provider: str, base_url: str) -> None:
    there = visit.models.has_key(visit.actor, base_url)
    none = "A model of your own may need none" if is_own(base_url) else "From the provider's website"
    st.text_input(
        "Key",
        type="password",
        key=f"model-key-{provider}",
        autocomplete="off",
        placeholder="There is one. Enter another to replace it." if there else none,
        help="Kept sealed on this computer and never shown again. A model of your own may need none.",
    )


def _save(visit: Visit, provider: str) -> None:
    state = st.session_state
    state.pop(FAILED, None)
    key = state.get(f"model-key-{provider}", "").strip()
    before = visit.models.settings(visit.actor)
    try:
        if _takes_back(visit, provider):
            return
        if not state[f"model-name-{provider}"].strip():
            raise BadSetting(
                "The model has no name", "Write under Model what its provider calls it.", code="model-name"
            )
        visit.models.use_model(
            visit.actor,
            f"{provider}:{state[f'model-name-{provider}']}",
            state[f"model-url-{provider}"],
            [task for task in get_args(ModelTask) if state[f"model-{task}"]],
            run_cap_usd=state.get("model-run-cap", before.run_cap_usd),
            day_cap_usd=state.get("model-day-cap", before.day_cap_usd),
            agreed=state[f"model-agreed-{provider}"],
            key=SecretStr(key) if key else None,
        )
    except JobWiseError as error:
        state[FAILED] = error
    else:
        state[SAVED] = True
        state[f"model-key-{provider}"] = ""


def _takes_back(visit: Visit, provider: str) -> bool:
    """Whether a consent that was given is no longer ticked; then it is gone.

    Raises: Conflict where the tick was set for another address, BadSetting for one that is none.
    """
    state, tick = st.session_state, f"model-agreed-{provider}"
    before, asked = visit.models.settings(visit.actor), state.pop(ASKED, "")
    if not (before.choice and before.consent):
        return False
    if before.choice.provider != provider:  # a consent of its own is asked for
        return False
    if not state[tick]:
        visit.models.use_offline(visit.actor)
        state[TAKEN_BACK] = True
        return True
    now = model_choice(f"{provider}:{before.choice.model}", state[f"model-url-{provider}"]).base_url
    if now not in (before.choice.base_url, asked):
        state[tick], state[ASKED] = False, now
        raise Conflict(
            "This is another address",
            f"Tick that your words may go to {now}, then save again.",
            code="another-address",
        )
    return False


def _answers() -> None:
    """What became of the last click."""
    if st.session_state.pop(TAKEN_BACK, False):
        st.info(
            "You took your consent back. Nothing is sent; the offline engine writes.", icon=":material/check:"
        )
    if FAILED in st.session_state:
        show(st.session_state.pop(FAILED))
    if st.session_state.pop(SAVED, False):
        st.success(
            "The next application is written with this model.", title="Saved", icon=":material/check_circle:"
        )


def _after(visit: Visit, settings: ModelSettings) -> bool:
    """What can be done with a model that is set. Whether it is to be tested."""
    if not (settings.choice and settings.consent):
        return False
    has_key = visit.models.has_key(visit.actor, settings.choice.base_url)
    with st.container(horizontal=True):
        tries = st.button(
            "Test this key" if has_key else "Test this model", icon=":material/bolt:", key="model-try"
        )
        if has_key and st.button("Forget the key", type="tertiary", key="model-forget"):
            visit.models.forget_key(visit.actor)
            st.rerun()
    words = f"You agreed on {day(settings.consent)} that words go to {settings.choice.base_url}."
    if not visit.models.is_free(settings.choice):
        spent = money(visit.models.spent_today(visit.actor))
        words += f" Spent today: {spent} of {money(settings.day_cap_usd)}."
    st.caption(plain(words))
    return tries


def _try_out(visit: Visit, settings: ModelSettings) -> None:
    """One small call, and what came of it."""
    try:
        with st.spinner("Asking the model"):
            use = visit.models.try_out(visit.actor)
    except ModelFailed as error:
        where = f" It was asked at {settings.choice.base_url}." if settings.choice else ""
        show_words(error.title, f"{_ADVICE.get(error.code, error.message)}{where}")
    except JobWiseError as error:
        show(error)
    else:
        st.success(
            plain(f"{use.served} answered in {use.seconds:.1f} s."),
            title="It works",
            icon=":material/check_circle:",
        )
