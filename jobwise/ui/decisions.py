"""How a decision is shown and made: always by a person, always with a reason."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.vacancy import CHOICES, Choice, Decision
from jobwise.ui.guard import Visit
from jobwise.ui.problems import told
from jobwise.ui.text import moment, plain

NAMES: dict[Choice, str] = {"shortlist": "Shortlist", "hold": "Hold", "decline": "Decline"}
BADGES: dict[Choice, str] = {
    "shortlist": ":green-badge[:material/check_circle: Shortlist]",
    "hold": ":orange-badge[:material/pause_circle: On hold]",
    "decline": ":gray-badge[:material/cancel: Declined]",
}
REASONS: dict[Choice, tuple[str, ...]] = {
    "shortlist": (
        "Meets the must-haves",
        "Has shown this kind of work",
        "Worth a conversation about what is missing",
    ),
    "hold": ("Waits for an answer", "Next in line", "Somebody else should look first"),
    "decline": (
        "A must-have is missing",
        "Too little of this kind of work",
        "Others have shown more of what is asked",
        "Withdrew",
    ),
}
OWN = "In my own words"


def draw_decision(visit: Visit, candidate_id: str, decisions: Sequence[Decision]) -> None:
    """The form, and every decision so far, newest first."""
    choice = st.segmented_control(
        "Decision",
        CHOICES,
        default=decisions[0].choice if decisions else None,
        format_func=lambda one: NAMES[one],
        key=f"choice-{candidate_id}",
    )
    if choice:
        reasons = [*REASONS[choice], OWN]
        reason = st.selectbox(
            "Reason", reasons, index=None, placeholder="Choose one", key=f"reason-{candidate_id}-{choice}"
        )
        if reason == OWN:
            reason = st.text_area("Your words", key=f"own-{candidate_id}", height=90)
        if st.button("Save the decision", type="primary", key=f"decide-{candidate_id}"):
            with told():
                visit.candidates.decide(visit.actor, candidate_id, choice, reason or "")
                st.rerun()
    else:
        st.caption("Nothing is decided yet. Choose one to see the reasons.")
    for decision in decisions:
        unseen = "" if decision.opened else " · without opening the résumé"
        st.markdown(
            f"{BADGES[decision.choice]} {plain(decision.reason)}  \n"
            f":small[{moment(decision.at)} · by requirements version {decision.rubric}{unseen}]"
        )
