"""A version on a real case: what would be sent to a model, or what the offline engine would write by it."""

import streamlit as st

from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import money
from jobwise.domain.prompt import Version
from jobwise.errors import JobWiseError
from jobwise.services.prompt_preview import TASKS
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import counted, plain

NAMES = {"analyse": "Reading the ad", "reword": "Rewording the résumé", "letter": "Rewording the letter"}


def draw_preview(visit: Visit, version: Version) -> None:
    """Pick a case, and see."""
    if not isinstance(version, EngineSettings) and version.id not in TASKS:
        st.markdown("It compares what two versions wrote, so it is seen in an experiment with a judge.")
        return
    try:
        case = _case(visit)
        if isinstance(version, EngineSettings):
            _written(visit, version, case)
        elif case:
            for sent in visit.services.prompt_preview.sent(visit.actor, version, case):
                cost = "" if sent.cost is None else f", likely {money(sent.cost)} with your model"
                with st.expander(
                    f"**{NAMES[sent.name]}** · about {sent.tokens:,} tokens{cost}", expanded=True
                ):
                    st.caption("Our instructions")
                    st.code(sent.system, language=None, wrap_lines=True)
                    st.caption("What is asked, with what the case gives")
                    st.code(sent.words, language=None, wrap_lines=True)
            st.caption("This is exactly what would be sent. Nothing is sent from here.")
    except JobWiseError as error:
        show(error)


def _case(visit: Visit) -> GoldenCase:
    sets = [one.label for one in visit.golden_sets.list(visit.actor) if one.cases]
    which, case = st.columns([1, 2])
    label = which.selectbox("Golden set", sets, key="preview-set", bind="query-params")
    cases = {one.id: one for one in visit.golden_sets.get(visit.actor, label or sets[0]).cases}
    chosen = case.selectbox(
        "Case", list(cases), format_func=lambda one: cases[one].title, key=f"preview-case-{label}"
    )
    return cases[chosen]


def _written(visit: Visit, settings: EngineSettings, case: GoldenCase) -> None:
    """Line by line, beside what the active settings write."""
    active = visit.prompts.engine()
    now = visit.services.prompt_preview.written(visit.actor, active, case)
    new = visit.services.prompt_preview.written(visit.actor, settings, case)
    if settings.asked == active.asked:
        st.caption("These settings are active, so there is nothing to compare with.")
    for name, before, after in zip(("Résumé", "Letter"), now, new, strict=True):
        gone = [line for line in before.splitlines() if line not in after.splitlines()]
        come = [line for line in after.splitlines() if line not in before.splitlines()]
        differ = counted(len(gone) + len(come), "line differs", "lines differ")
        said = f"{differ} from {active.label}" if gone or come else "the same lines"
        with st.container(border=True, key=f"card-written-{name}"):
            st.subheader(f"{name}: {said}", anchor=False)
            lines = [
                f":green-background[{plain(line)}]" if line in come else plain(line)
                for line in after.splitlines()
            ]
            st.markdown("  \n".join(lines))
            if gone:
                st.caption(f"In {active.label} alone")
                st.markdown("\n".join(f"- {plain(line)}" for line in gone))
