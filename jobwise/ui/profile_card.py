"""A profile in two lines."""

import streamlit as st

from jobwise.domain.account import StoredProfile
from jobwise.domain.profile import Profile
from jobwise.ui.text import counted, day, plain


def draw_profile_line(stored: StoredProfile) -> None:
    """Whose profile it is, what it holds, where it came from, and what is to check."""
    profile = stored.profile
    name = f"**{plain(profile.basics.name)}**" if profile.basics.name else "**Your profile**"
    origin = f"Read from *{plain(stored.file_name)}*" if stored.file_name else "Written by you"
    check = f" {counted(len(profile.doubts), 'field')} to check." if profile.doubts else ""
    st.markdown(f"{name} · {holds(profile)}  \n:small[{origin}, saved {day(stored.created_at)}.{check}]")


def holds(profile: Profile) -> str:
    """ "2 jobs, 1 course of study, 5 skills"."""
    skills = sum(max(len(skill.keywords), 1) for skill in profile.skills)
    parts = [
        counted(len(profile.work), "job"),
        counted(len(profile.education), "course of study", "courses of study"),
        counted(skills, "skill"),
    ]
    return ", ".join(parts)
