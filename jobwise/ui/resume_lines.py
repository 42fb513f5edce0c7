"""A résumé as it was read, section by section, in the person's words."""

import streamlit as st

from jobwise.domain.profile import Profile, Section, heading_text, items_of
from jobwise.ui.text import counted, plain

_SECTIONS: dict[Section, str] = {
    "work": "Work",
    "volunteer": "Volunteering",
    "projects": "Projects",
    "education": "Education",
    "certificates": "Certificates",
    "skills": "Skills",
    "languages": "Languages",
    "publications": "Publications",
    "awards": "Awards",
    "interests": "Interests",
    "references": "References",
}
_CORRECTED = " :blue-badge[Corrected]"


def draw_resume(profile: Profile) -> None:
    """What the candidate had corrected is marked."""

    def marked(text: str, fact_id: str) -> str:
        return plain(text) + (_CORRECTED if fact_id in profile.corrected else "")

    for item in profile.basics.summary:
        st.markdown(marked(item.text, item.fact_id))
    last = ""
    for section, entry in profile.entries():
        if section != last:
            st.markdown(f"**{_SECTIONS[section]}**")
            last = section
        ends = (getattr(entry, name, None) for name in ("start_date", "end_date"))
        dates = " to ".join(filter(None, ends))
        told_dates = f"  \n:small[{plain(dates)}]" if dates else ""
        heading = heading_text(entry).replace(" | ", ", ")
        st.markdown(f"{marked(heading, entry.fact_id)}{told_dates}")
        if items := items_of(entry):
            st.markdown("\n".join(f"- {marked(item.text, item.fact_id)}" for item in items))
    if profile.unplaced:
        st.markdown("**Not understood**")
        lines = [line.text for line in profile.unplaced if line.text]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        if hidden := len(profile.unplaced) - len(lines):
            st.caption(f"{counted(hidden, 'line')} may tell who it is; revealed with the candidate.")
