"""Beside an application: notes, dates, and the documents as they were sent."""

import datetime as dt
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.tracker import DateKind, NewDate
from jobwise.errors import JobWiseError
from jobwise.services.tracker import DATES, LONGEST_NOTE
from jobwise.ui.asking import ask
from jobwise.ui.dates import told_date, zone_here
from jobwise.ui.guard import Visit
from jobwise.ui.header import file_name
from jobwise.ui.outcome import keep_as_sent
from jobwise.ui.problems import show, told
from jobwise.ui.text import beginning, moment, plain, quoted

_NEVER = -1
"""*Why no None:* the menu takes that for nothing chosen."""
_REMINDERS = {
    _NEVER: "No reminder",
    0: "When it begins",
    60: "1 hour before",
    24 * 60: "1 day before",
    7 * 24 * 60: "1 week before",
}
_ADDED = "date-added"
_SENT = {"resume.pdf": "Résumé", "cover_letter.pdf": "Cover letter"}


def draw_tracked(visit: Visit, application: Application) -> None:
    """Notes at the left, dates and what was sent at the right."""
    left, right = st.columns(2, gap="medium")
    with left:
        _notes(visit, application)
    with right:
        _dates(visit, application)
        _sent(visit, application)


def _notes(visit: Visit, application: Application) -> None:
    st.header("Notes", anchor=False)
    with st.form("new-note", clear_on_submit=True, border=False):
        text = st.text_area(
            "New note",
            placeholder="Whom you spoke to, what they said, what to ask",
            max_chars=LONGEST_NOTE,
            key="note-text",
        )
        if st.form_submit_button("Save note", icon=":material/note_add:", key="save-note"):
            with told():
                visit.tracker.add_note(visit.actor, application.id, text)
                st.success("The note is saved.", icon=":material/check_circle:")
    for note in visit.tracker.notes(visit.actor, application.id):
        with st.container(border=True, key=f"card-note-{note.id}"):
            words, action = st.columns([4, 1])
            words.markdown("  \n".join(plain(line) or "&nbsp;" for line in note.text.splitlines()))
            words.caption(moment(note.at))
            with action, st.container(horizontal_alignment="right", key=f"actions-note-{note.id}"):
                if st.button("Delete", icon=":material/delete:", type="tertiary", key=f"drop-{note.id}"):
                    ask(
                        "Delete this note?",
                        quoted(beginning(note.text)),
                        "Keep it",
                        "Delete note",
                        partial(_delete_note, visit, note.id),
                    )


def _delete_note(visit: Visit, note_id: str) -> None:
    visit.tracker.delete_note(visit.actor, note_id)


def _dates(visit: Visit, application: Application) -> None:
    words, action = st.columns([1, 1], vertical_alignment="center")
    words.header("Dates", anchor=False)
    dates = visit.tracker.dates(visit.actor, application.id)
    if added := st.session_state.pop(_ADDED, ""):
        st.success(plain(added), icon=":material/check_circle:")
    if dates:
        with action, st.container(horizontal_alignment="right", key="actions-dates"):
            draw_calendar(visit, application.id)
    for date in dates:
        with st.container(border=True, key=f"card-date-{date.id}"):
            told_, action = st.columns([4, 1], vertical_alignment="center")
            lines = [f"**{plain(told_date(date))}**"]
            lines += [plain(date.what)] if date.what.strip() else []
            if date.remind_minutes is not None:
                lines.append(f":small[Reminder: {reminder(date.remind_minutes)}]")
            told_.markdown("  \n".join(lines))
            with action, st.container(horizontal_alignment="right", key=f"actions-date-{date.id}"):
                if st.button("Delete", icon=":material/delete:", type="tertiary", key=f"drop-{date.id}"):
                    ask(
                        "Delete this date?",
                        plain(told_date(date)),
                        "Keep it",
                        "Delete date",
                        partial(_delete_date, visit, date.id),
                    )
    with st.expander("Add a date", icon=":material/event:", expanded=not dates):
        _new_date(visit, application)


def _delete_date(visit: Visit, date_id: str) -> None:
    visit.tracker.delete_date(visit.actor, date_id)


def _new_date(visit: Visit, application: Application) -> None:
    zone = zone_here()
    today = dt.datetime.now(ZoneInfo(zone)).date()
    with st.form("new-date", clear_on_submit=True, enter_to_submit=False, border=False):
        kind: DateKind = st.selectbox(
            "Kind", list(DATES), index=1, format_func=lambda one: DATES[one], key="date-kind"
        )
        what = st.text_input("What (optional)", max_chars=200, key="date-what", placeholder="Room, people")
        left, right = st.columns(2)
        day = left.date_input("Day", today, format="DD/MM/YYYY", key="date-day")
        time = right.time_input("Time", None, key="date-time", help="Leave it empty for the whole day.")
        remind = st.selectbox(
            "Reminder in your calendar", list(_REMINDERS), format_func=reminder, key="date-remind"
        )
        st.caption(f"In the time zone of this browser, {plain(zone)}.")
        if not st.form_submit_button("Add date", icon=":material/event:", key="add-date"):
            return
    date = NewDate(
        kind=kind,
        what=what,
        starts_at=dt.datetime.combine(day, time or dt.time(), ZoneInfo(zone)),
        all_day=time is None,
        zone=zone,
        remind_minutes=None if remind == _NEVER else remind,
    )
    try:
        kept = visit.tracker.add_date(visit.actor, application.id, date)
    except JobWiseError as error:
        show(error)
    else:
        st.session_state[_ADDED] = f"{told_date(kept)} is added."
        st.rerun()


def reminder(minutes: int) -> str:
    """How long before, in words."""
    return _REMINDERS.get(minutes) or f"{minutes} minutes before"


def draw_calendar(visit: Visit, application_id: str | None = None) -> None:
    """A button that gives the dates of one application, or of all, for a calendar program."""
    st.download_button(
        "Dates for your calendar",
        lambda: visit.tracker.calendar(visit.actor, application_id).content,
        file_name="jobwise-dates.ics",
        mime="text/calendar",
        icon=":material/calendar_month:",
        on_click="ignore",
        key="calendar",
    )


def _sent(visit: Visit, application: Application) -> None:
    st.header("What you sent", anchor=False)
    sent = visit.tracker.sent(visit.actor, application.id)
    if not sent:
        st.markdown(
            "Nothing yet. When you move this application to Applied or further, your résumé and cover letter "
            "are kept as they are at that moment, whatever you change later."
        )
    for at, files in groupby(sent, key=lambda file: file.at):
        pair = tuple(files)
        with st.container(border=True, key=f"card-sent-{pair[0].id}"):
            st.markdown(f"**Version {pair[0].version}**  \n:small[kept {moment(at)}]")
            with st.container(horizontal=True, key=f"row-sent-{pair[0].id}"):
                for file in pair:
                    st.download_button(
                        _SENT.get(file.name, file.name),
                        partial(_content, visit, file.id),
                        file_name=f"Version {file.version} - {file_name(application, file.name)}",
                        mime=file.media_type,
                        icon=":material/download:",
                        on_click="ignore",
                        type="tertiary",
                        key=f"sent-{file.id}",
                    )
    if application.outcome not in (None, "saved") and application.state == "done":
        newest = visit.applications.versions(visit.actor, application.id)[-1].number
        if not sent or sent[0].version != newest:
            st.caption(f"Your documents are at version {newest} now.")
            st.button(
                "Keep them as sent, too" if sent else "Keep them as sent",
                icon=":material/inventory_2:",
                key="keep-sent",
                on_click=keep_as_sent,
                args=(visit, application),
            )


def _content(visit: Visit, sent_id: str) -> bytes:
    return visit.tracker.sent_file(visit.actor, sent_id).content
