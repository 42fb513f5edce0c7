"""Dates as iCalendar (RFC 5545), for any calendar program."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jobwise.domain.tracker import ApplicationDate

if TYPE_CHECKING:
    from icalendar import Event


def calendar_file(dates: Sequence[tuple[str, ApplicationDate]], at: dt.datetime) -> bytes:
    """The file, made at that moment. dates: each with what it is called in the calendar.

    A date keeps its UID, so that a file taken again changes it there and adds none.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", "-//JobWise//Applications//EN")
    calendar.add("VERSION", "2.0")
    for title, date in dates:
        calendar.add_component(_event(_clean(title), date, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(title: str, date: ApplicationDate, at: dt.datetime) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("UID", f"{date.id}@jobwise")
    event.add("DTSTAMP", at.astimezone(dt.UTC))
    starts = date.starts_at.astimezone(dt.UTC if date.zone == "UTC" else ZoneInfo(date.zone))
    event.add("DTSTART", starts.date() if date.all_day else starts)
    event.add("SUMMARY", title)
    if date.what:
        event.add("DESCRIPTION", _clean(date.what))
    if date.remind_minutes is not None:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", title)
        alarm.add("TRIGGER", -dt.timedelta(minutes=date.remind_minutes))
        event.add_component(alarm)
    return event


def _clean(text: str) -> str:
    """On one line, without what no text of a calendar may have: control characters and half characters."""
    kept = (" " if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") else one for one in text)
    return " ".join("".join(kept).split())
