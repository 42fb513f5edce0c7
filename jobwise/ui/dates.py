"""Dates of applications in words, in the zone that they were entered in."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from jobwise.domain.tracker import ApplicationDate
from jobwise.matching.partial_dates import print_day
from jobwise.services.tracker import DATES


def zone_here() -> str:
    """The time zone of the browser; some say "Etc/Unknown", which is none."""
    named = st.context.timezone or "UTC"
    try:
        ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return named


def told_date(date: ApplicationDate) -> str:
    """ "Interview, 3 May 2026, 14:00", with the zone where it is another one than the browser's."""
    at = date.starts_at.astimezone(ZoneInfo(date.zone))
    words = [DATES[date.kind], print_day(at.date(), "en")]
    if not date.all_day:
        words.append(f"{at:%H:%M}" if date.zone == zone_here() else f"{at:%H:%M} ({date.zone})")
    return ", ".join(words)
