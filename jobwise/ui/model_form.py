"""Who writes the words: the offline engine alone, or with a language model."""

from typing import get_args

import streamlit as st
from pydantic import SecretStr

from jobwise.domain.model_call import ModelChoice, ModelSettings, ModelTask, money
from jobwise.errors import BadSetting, JobWiseError, ModelFailed
from jobwise.llm import PROVIDERS, model_choice
from jobwise.llm.prices import is_own
from jobwise.services.asking import SENT, TAKEN_OUT, TRY_SECONDS, UNPRICED
from jobwise.services.model_trial import Trial
from jobwise.ui.guard import Visit
from jobwise.ui.model_costs import paid
from jobwise.ui.problems import show, show_words
from jobwise.ui.text import day, plain, quoted

OFFLINE, MODEL = "Offline engine", "A language model"
NAMES = {"openai": "OpenAI, or a server that speaks its protocol", "anthropic": "Anthropic"}
TASKS: dict[ModelTask, str] = {
    "reword": "Reword lines of the résumé",
    "letter": "Reword the cover letter",
    "analyse": "Look for demands in the ad that the rules miss (changes what the score counts)",
}
SAVED, FAILED, TAKEN_BACK = "model-saved", "model-failed", "model-taken-back"
"""What became of the last click. *Why taken out when shown:* whatever is changed next draws the page anew,
and what was said of the state before goes."""
_ADVICE = {
    "model-away": "Look whether its server runs, and whether the address is right.",
    "model-slow": f"A test takes {TRY_SECONDS} seconds at most. Look whether its server is busy, or choose a "
    "smaller model.",
    "model-busy": "Wait a minute, then test again.",
    "model-refused": "Look at the address and the model's name.",
    "model-empty": "Look whether the address is that of a model's server, or choose another model.",
    "model-endless": "Choose another model.",
    "model-room": "Choose another model.",
    "model-declined": "Choose another model.",
    "budget": "Raise the limit, or tick that this model costs you nothing if that is so, then test again.",
}
"""What to do where a test failed. *Why other words than in a run:* there is nothing to finish here."""
_SENT = f"What is sent: {SENT}. Taken out first: {TAKEN_OUT}. Your file stays here."


def draw_model(visit: Visit) -> None:
    """The choice, what belongs to it, and what was said to the last click."""
    settings = visit.models.settings(visit.actor)
    with st.container(border=True, key="card-model"):
        st.header("Who writes the words", anchor=False)
        st.caption(
            "The offline engine writes every document. A language model can reword its lines; the same "
            "check stops what your facts do not carry, whoever wrote it."
        )
        is_set = settings.choice is not None and settings.consent is not None
        writer = st.radio(
            "Writer", [OFFLINE, MODEL], index=int(is_set), key="writer", label_visibility="collapsed"
        )
        if st.session_state.pop(TAKEN_BACK, False):
            st.info("You took your consent back. Nothing is sent.", icon=":material/check:")
        if writer == OFFLINE:
            _offline(visit, model_is_set=is_set)
        else:
            _model(visit, settings)


def _offline(visit: Visit, *, model_is_set: bool) -> None:
    st.markdown(visit.stays)
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
    st.text_input(
        "Model",
        value=same.model if same else "",
        key=f"model-name-{provider}",
        placeholder="As the provider names it",
    )
    written = st.text_input(
        "Address",
        value=same.base_url if same else "",
        key=f"model-url-{provider}",
        placeholder=PROVIDERS[provider].base_url,
        help="Leave it empty for the provider's own. A model on this machine: http://localhost:11434/v1.",
    )
    address = _address(provider, written)
    agreed = bool(settings.consent and same and same.base_url == address)
    tick = f"model-agreed-{address}"  # another address has a tick of its own, which is not set
    with st.form("model-form", border=False):  # in a form, no click comes before what was typed last
        _key_field(visit, provider, address)
        for task in get_args(ModelTask):
            st.checkbox(
                TASKS[task],
                value=task in (choice.tasks if choice else ("reword", "letter")),
                key=f"model-{task}",
            )
        _limits(settings)
        _free_tick(visit, provider, address, choice)
        st.markdown(f":small[{_SENT} It goes to {quoted(address)}.]")
        st.checkbox("My words may be sent to this address", value=agreed, key=tick)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Save",
                type="primary",
                key="model-save",
                on_click=_save,
                args=(visit, provider, address, tick),
            )
            tries = st.form_submit_button("Test this model", icon=":material/bolt:", key="model-try")
            if (
                same
                and same.base_url == address
                and visit.models.has_key(visit.actor, address)
                and st.form_submit_button("Forget the key", type="tertiary", key="model-forget")
            ):
                visit.models.forget_key(visit.actor)
                st.rerun()
    _standing(visit, settings)
    _answers(visit)
    if tries:
        _try_out(visit, provider, address, tick)


def _address(provider: str, written: str) -> str:
    """The address in the form in which consent holds for it; as it was written where it is none."""
    try:
        return model_choice(f"{provider}:any", written).base_url
    except BadSetting:
        return written


def _limits(settings: ModelSettings) -> None:
    one, other = st.columns(2)
    one.number_input(
        "Limit for an application, US dollars",
        0.0,
        1000.0,
        settings.run_cap_usd,
        0.1,
        key="model-run-cap",
        format="%g",
    )
    other.number_input(
        "Limit for a day, US dollars",
        0.0,
        1000.0,
        settings.day_cap_usd,
        0.5,
        key="model-day-cap",
        format="%g",
    )


def _free_tick(visit: Visit, provider: str, address: str, before: ModelChoice | None) -> None:
    """Says where no price is known, and asks whether there is one where that may be."""
    named = _named(provider, address)
    if not named.model or visit.models.is_priced(named):
        return
    may_be_free = visit.models.may_be_free(named)
    same = before is not None and (before.name, before.base_url) == (named.name, named.base_url)
    is_free = may_be_free and same and before is not None and before.free
    if not is_free:
        st.caption(UNPRICED)
    if may_be_free:
        st.checkbox(
            "This model costs me nothing",
            value=is_free,
            key=_free_key(named),
            help="Tick it for a model on your own machine, not for one that a server of yours asks of a "
            "provider who sends a bill.",
        )


def _named(provider: str, address: str) -> ModelChoice:
    """The model whose name stands in the field."""
    name = st.session_state[f"model-name-{provider}"].strip()
    return ModelChoice(provider=provider, model=name, base_url=address)


def _free_key(named: ModelChoice) -> str:
    """*Why for each model and address:* what is said of one does not hold for another."""
    return f"model-free-{named.name}-{named.base_url}"


def _key_field(visit: Visit, provider: str, base_url: str) -> None:
    there = visit.models.has_key(visit.actor, base_url)
    none = "A model of your own may need none" if is_own(base_url) else "From the provider's website"
    st.text_input(
        "Key",
        type="password",
        key=f"model-key-{provider}",
        autocomplete="off",
        placeholder="There is one. Enter another to replace it." if there else none,
        help="Kept sealed, and never shown again. A model of your own may need none.",
    )


def _typed(visit: Visit, provider: str, address: str, tick: str) -> ModelSettings:
    """What stands in the fields. Raises: BadSetting, Conflict."""
    state, before = st.session_state, visit.models.settings(visit.actor)
    if not state[f"model-name-{provider}"].strip():
        raise BadSetting(
            "The model has no name", "Write under Model what its provider calls it.", code="model-name"
        )
    return visit.models.wanted(
        f"{provider}:{state[f'model-name-{provider}']}",
        address,
        [task for task in get_args(ModelTask) if state[f"model-{task}"]],
        run_cap_usd=state.get("model-run-cap", before.run_cap_usd),
        day_cap_usd=state.get("model-day-cap", before.day_cap_usd),
        agreed=state[tick],
        free=state.get(_free_key(_named(provider, address)), False),
    )


def _typed_key(provider: str) -> SecretStr | None:
    key = st.session_state[f"model-key-{provider}"].strip()
    return SecretStr(key) if key else None


def _save(visit: Visit, provider: str, address: str, tick: str) -> None:
    state, before = st.session_state, visit.models.settings(visit.actor)
    agreed_before = before.choice.base_url if before.choice and before.consent else None
    try:
        if agreed_before == address and not state[tick]:
            visit.models.use_offline(visit.actor)
            state[TAKEN_BACK], state["writer"] = True, OFFLINE
            return
        visit.models.save(visit.actor, _typed(visit, provider, address, tick), _typed_key(provider))
    except JobWiseError as error:
        state[FAILED] = error
    else:
        state[SAVED] = True
        state[f"model-key-{provider}"] = ""


def _answers(visit: Visit) -> None:
    """What became of the last click, and what is missing before the model is used."""
    if FAILED in st.session_state:
        show(st.session_state.pop(FAILED))
    saved = st.session_state.pop(SAVED, False)
    if missing := visit.models.missing(visit.actor):
        title = "Saved, but this model is not used yet" if saved else "The saved model is not used yet"
        st.warning(plain(" ".join(missing)), title=title, icon=":material/warning:")
    elif saved:
        st.success(
            "The next application is written with this model.", title="Saved", icon=":material/check_circle:"
        )


def _standing(visit: Visit, settings: ModelSettings) -> None:
    """What was agreed to, and what was spent."""
    if not (settings.choice and settings.consent):
        return
    words = f"You agreed on {day(settings.consent)} that words go to {settings.choice.base_url}."
    if not visit.models.is_free(settings.choice):
        spent = money(visit.models.spent_today(visit.actor))
        words += f" Spent today: {spent} of {money(settings.day_cap_usd)}."
    st.caption(plain(words))


def _try_out(visit: Visit, provider: str, address: str, tick: str) -> None:
    """One small call with what stands in the fields, and what came of it."""
    try:
        settings = _typed(visit, provider, address, tick)
        asking = f"Asking the model to say a made-up line better, for {TRY_SECONDS} seconds at most"
        with st.spinner(asking, show_time=True):
            trial = visit.models.try_out(visit.actor, settings, _typed_key(provider))
    except ModelFailed as error:
        show_words(error.title, f"{_ADVICE.get(error.code, error.message)} It was asked at {address}.")
    except JobWiseError as error:
        show(error)
    else:
        _tell(trial)


def _tell(trial: Trial) -> None:
    """Whether the answer could be used, with the made-up line before and after."""
    cost = f" {plain(paid(trial.use.cost_usd, guessed=trial.use.guessed))}" if trial.use.cost_usd else ""
    answered = f"{plain(trial.use.served)} answered in {trial.use.seconds:.1f} s{cost}."
    if not trial.now:
        st.warning(
            f"{answered} It left the made-up line {quoted(trial.was)} as it was, or said it in a way that "
            "cannot be used. Your own words would stand.",
            title="It answers, but gave no line to use",
            icon=":material/warning:",
        )
    elif trial.claim:
        st.warning(
            f"{answered} It made {quoted(trial.now)} of {quoted(trial.was)}, which does not say "
            f"{quoted(trial.claim)}. The check puts such a line back.",
            title="It answers, but adds what is not there",
            icon=":material/warning:",
        )
    else:
        st.success(
            f"{answered} It made {quoted(trial.now)} of {quoted(trial.was)}.",
            title="It works",
            icon=":material/check_circle:",
        )
