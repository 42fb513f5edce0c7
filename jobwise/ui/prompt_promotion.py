"""The questions before a version takes another one's place, or gives it back."""

import streamlit as st

from jobwise.domain.experiment import Proof
from jobwise.domain.prompt_lab import KeptVersion
from jobwise.errors import JobWiseError
from jobwise.services.prompt_lab import LONGEST_REASON
from jobwise.ui.experiment_words import arm_name
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import moment, plain


def ask_promotion(visit: Visit, shown: KeptVersion) -> None:
    """What speaks for it, a reason, and the button; refused, or warned of, where proof is missing."""
    st.dialog(f"Promote {shown.label}?", width="medium")(_promotion)(visit, shown, _newest(visit, shown))


def ask_roll_back(visit: Visit, shown: KeptVersion, former: str) -> None:
    """A reason, and the button."""
    st.dialog(f"Roll back to {former}?")(_roll_back)(visit, shown, former, _newest(visit, shown))


def _promotion(visit: Visit, shown: KeptVersion, seen: int) -> None:
    """seen: the newest promotion when the question was opened."""
    label = shown.label
    try:
        proof = visit.prompt_lab.proof(visit.actor, label)
    except JobWiseError as error:
        show(error)
        return
    st.markdown("It is used for every run that begins from then on, for everybody.")
    if proof:
        _told(proof)
    if proof and proof.truth_is_worse:
        st.error(
            f"It claimed more than the facts carry oftener than {plain(proof.before)}, and no experiment on "
            "as many cases has cleared it since. Make a version that keeps to the facts.",
            title="It cannot be promoted",
            icon=":material/block:",
        )
        return
    despite = shown.is_shipped
    if not (_is_proven(proof) or despite):
        st.warning(
            "Try it in an experiment against the active version, and know by the numbers.",
            title="Nothing shows that it is better",
            icon=":material/warning:",
        )
        despite = st.checkbox("Promote it all the same", key="despite")
    reason = _reason()
    if st.button("Promote", type="primary", icon=":material/rocket_launch:", key="promote-do"):
        try:
            visit.prompt_lab.promote(visit.actor, label, seen=seen, reason=reason, despite=despite)
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()


def _roll_back(visit: Visit, shown: KeptVersion, former: str, seen: int) -> None:
    st.markdown(f"{former} was active before {shown.label}. It is used again from the next run on.")
    reason = _reason()
    if st.button(f"Roll back to {former}", type="primary", icon=":material/undo:", key="roll-back-do"):
        try:
            visit.prompt_lab.roll_back(visit.actor, shown.version.id, seen=seen, reason=reason)
        except JobWiseError as error:
            show(error)
        else:
            st.rerun()


def _newest(visit: Visit, shown: KeptVersion) -> int:
    """The number of the newest promotion, 0 for none."""
    made = visit.prompt_lab.history(visit.actor, shown.version.id)
    return made[0].number if made else 0


def _told(proof: Proof) -> None:
    for one in proof.comparisons:
        st.markdown(f":material/science: **{plain(arm_name(proof.arms[one.arm]))}.** {plain(one.sentence)}")
    st.caption(f"On {plain(proof.golden_set)}, {moment(proof.at)}")
    st.page_link("pages/experiment.py", label="Open the experiment", query_params={"id": proof.experiment_id})


def _is_proven(proof: Proof | None) -> bool:
    return bool(proof and proof.comparisons) and all(
        one.verdict == "better" for one in (proof.comparisons if proof else ())
    )


def _reason() -> str:
    return st.text_area("Why", key="reason", height=90, max_chars=LONGEST_REASON) or ""
