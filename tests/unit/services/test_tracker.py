"""The tracker: the board, notes, dates and their calendar, what was sent, and how many came how far."""

import datetime as dt
import io
import json
import zipfile
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import update
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.analytics import HowFar
from jobwise.domain.tracker import NewDate
from jobwise.errors import NotFound, UnusableEntry
from jobwise.ports import Transactions
from jobwise.services.applications import ApplicationService
from jobwise.services.my_data import MyDataService
from jobwise.services.profiles import ProfileService
from jobwise.services.tracker import LONGEST_NOTE, SLIP, TrackerService
from jobwise.store.database import Database
from jobwise.store.integrity import orphans
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.tables import ApplicationRow, DateRow, MoveRow, NoteRow, SentFileRow
from tests.unit.services.conftest import AD, Clock, InlineEngine

INTERVIEW = NewDate(
    kind="interview",
    what="Two people, bring the case study",
    starts_at=dt.datetime(2026, 5, 4, 9, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    zone="Europe/Berlin",
    remind_minutes=60,
)
HOSTILE = "Line\r\nEND:VEVENT\nATTACH:file:///etc/passwd; a, b \\ c\x00\x1b[31m\u2028 \U0001f642"


@pytest.fixture
def application_id(
    profiles: ProfileService, applications: ApplicationService, anna: Actor, resume: bytes
) -> str:
    profiles.upload(anna, "Anna.md", resume)
    return applications.start(anna, AD)


def rows(database: Database) -> dict[str, int]:
    with Session(database.engine) as session:
        return {
            kind.__tablename__: session.query(kind).count()
            for kind in (MoveRow, NoteRow, DateRow, SentFileRow)
        }


def columns(tracker: TrackerService, actor: Actor) -> dict[str, list[str]]:
    board = tracker.board(actor)
    return {column: [card.application.id for card in cards] for column, cards in board.columns.items()}


def read(content: bytes) -> Calendar:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar


def test_an_application_stands_where_it_was_moved_and_the_newest_is_first(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str
) -> None:
    other = applications.start(anna, AD)
    assert columns(tracker, anna)["saved"] == [other, application_id]
    tracker.move(anna, other, "interview")
    tracker.move(anna, application_id, "interview")
    assert columns(tracker, anna) == {
        "saved": [], "applied": [], "interview": [application_id, other], "offer": [], "rejected": []
    }  # fmt: skip
    tracker.move(anna, other, None)
    assert columns(tracker, anna)["saved"] == [other]
    assert applications.get(anna, application_id).outcome == "interview"


def test_a_card_says_since_when_and_what_comes_next(
    tracker: TrackerService, anna: Actor, application_id: str, clock: Clock
) -> None:
    [card] = tracker.board(anna).columns["saved"]
    assert (card.since, card.next_date, card.notes) == (card.application.created_at, None, 0)
    past = INTERVIEW.model_copy(update={"starts_at": clock.present - dt.timedelta(hours=1)})
    today = past.model_copy(update={"all_day": True, "kind": "deadline"})
    tracker.add_date(anna, application_id, past)
    later, deadline = (tracker.add_date(anna, application_id, one) for one in (INTERVIEW, today))
    tracker.add_note(anna, application_id, "Called them.")
    tracker.move(anna, application_id, "applied")
    [card] = tracker.board(anna).columns["applied"]
    assert card.since > card.application.created_at
    assert (card.next_date, card.notes) == (deadline, 1)
    tracker.delete_date(anna, deadline.id)
    assert tracker.board(anna).columns["applied"][0].next_date == later


def test_moving_to_where_it_is_is_no_move(
    tracker: TrackerService, anna: Actor, application_id: str, database: Database
) -> None:
    for _ in range(3):
        tracker.move(anna, application_id, "offer")
    assert rows(database)["application_moves"] == 1


def test_a_run_that_waits_or_was_stopped_is_on_the_board(
    tracker: TrackerService, applications: ApplicationService, engine: InlineEngine,
    anna: Actor, application_id: str,
) -> None:  # fmt: skip
    engine.waits = True
    waiting, stopped = applications.start(anna, AD), applications.start(anna, AD)
    applications.stop(anna, stopped)
    cards = tracker.board(anna).columns["saved"]
    assert {card.application.id: card.application.state for card in cards} == {
        waiting: "waiting", stopped: "stopped", application_id: "done"
    }  # fmt: skip
    assert tracker.move(anna, waiting, "applied") == ()
    assert tracker.sent(anna, waiting) == ()


def test_what_was_sent_stays_as_it_was_sent(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str
) -> None:
    resume = applications.file(anna, application_id, "resume.pdf").content
    kept = tracker.move(anna, application_id, "applied")
    assert [(file.name, file.version) for file in kept] == [("resume.pdf", 1), ("cover_letter.pdf", 1)]
    assert tracker.move(anna, application_id, "applied") == ()
    report = applications.get(anna, application_id).report
    assert report is not None
    applications.leave_out(anna, application_id, report.documents.resume.lines[-1].id)
    changed = applications.file(anna, application_id, "resume.pdf").content
    assert changed != resume
    assert tracker.sent_file(anna, kept[0].id).content == resume
    tracker.move(anna, application_id, "saved")
    again = tracker.move(anna, application_id, "applied")
    assert {file.version for file in again} == {2}
    assert tracker.sent(anna, application_id) == (*again, *kept)
    assert tracker.sent_file(anna, again[0].id).content == changed
    assert tracker.sent_file(anna, kept[0].id).content == resume
    assert kept[0].size == len(resume)


def test_what_comes_back_to_applied_was_not_sent_again(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str
) -> None:
    kept = tracker.move(anna, application_id, "applied")
    report = applications.get(anna, application_id).report
    assert report is not None
    applications.leave_out(anna, application_id, report.documents.resume.lines[-1].id)
    tracker.move(anna, application_id, "interview")
    assert tracker.move(anna, application_id, "applied") == ()
    assert tracker.sent(anna, application_id) == tuple(kept)
    assert {file.version for file in tracker.keep_sent(anna, application_id)} == {2}


@pytest.mark.parametrize(
    "told",
    [
        {"zone": "localtime"},
        {"zone": "posixrules"},
        {"zone": "Factory"},
        {"zone": "Nowhere/Town"},
        {"zone": "../etc/passwd"},
        {"starts_at": dt.datetime(1, 1, 1, tzinfo=dt.UTC)},
        {"starts_at": dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC)},
        {"starts_at": dt.datetime(1969, 12, 31, tzinfo=dt.UTC)},
    ],
)
def test_a_date_that_no_calendar_knows_is_refused(
    tracker: TrackerService, anna: Actor, application_id: str, told: dict[str, object]
) -> None:
    with pytest.raises(UnusableEntry):
        tracker.add_date(anna, application_id, INTERVIEW.model_copy(update=told))
    assert tracker.dates(anna) == ()


def test_notes_come_newest_first_and_go_one_by_one(
    tracker: TrackerService, anna: Actor, application_id: str
) -> None:
    first = tracker.add_note(anna, application_id, "  Asked about the pay.\n\nNo answer yet. ")
    second = tracker.add_note(anna, application_id, HOSTILE)
    assert first.text == "Asked about the pay.\n\nNo answer yet."
    assert tracker.notes(anna, application_id) == (second, first)
    tracker.delete_note(anna, first.id)
    assert tracker.notes(anna, application_id) == (second,)
    with pytest.raises(NotFound):
        tracker.delete_note(anna, first.id)


@pytest.mark.parametrize(("text", "code"), [(" \n", "empty-note"), ("a" * (LONGEST_NOTE + 1), "long-note")])
def test_a_note_that_is_none_is_refused(
    tracker: TrackerService, anna: Actor, application_id: str, text: str, code: str
) -> None:
    with pytest.raises(UnusableEntry) as refusal:
        tracker.add_note(anna, application_id, text)
    assert refusal.value.code == code
    assert tracker.notes(anna, application_id) == ()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "/etc/localtime", "a\0b"])
def test_a_zone_that_nobody_knows_is_refused(
    tracker: TrackerService, anna: Actor, application_id: str, zone: str
) -> None:
    with pytest.raises(UnusableEntry):
        tracker.add_date(anna, application_id, INTERVIEW.model_copy(update={"zone": zone}))
    naive = INTERVIEW.model_copy(update={"starts_at": dt.datetime(2026, 5, 4)})
    with pytest.raises(UnusableEntry):
        tracker.add_date(anna, application_id, naive)
    assert tracker.dates(anna) == ()


def test_a_calendar_program_reads_the_dates(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str
) -> None:
    date = tracker.add_date(anna, application_id, INTERVIEW)
    midnight = dt.datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/London"))
    day = NewDate(kind="deadline", what="", starts_at=midnight, all_day=True, zone="Europe/London")
    tracker.add_date(anna, application_id, day)
    file = tracker.calendar(anna, application_id)
    assert (file.name, file.media_type) == ("dates.ics", "text/calendar")
    deadline, interview = read(file.content).walk("VEVENT")
    assert deadline["SUMMARY"] == "Deadline: Data Analyst, Fenwick Rail"
    assert deadline["DTSTART"].dt == dt.date(2026, 3, 29)
    assert deadline["DTSTART"].params["VALUE"] == "DATE"
    assert "DESCRIPTION" not in deadline
    assert not deadline.walk("VALARM")
    assert interview["UID"] == f"{date.id}@jobwise"
    assert interview["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert interview["DTSTART"].dt == INTERVIEW.starts_at
    assert interview["DESCRIPTION"] == INTERVIEW.what
    [alarm] = interview.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", -dt.timedelta(hours=1))
    [zone] = read(file.content).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    other = applications.start(anna, AD)
    tracker.add_date(anna, other, INTERVIEW)
    assert len(read(tracker.calendar(anna).content).walk("VEVENT")) == 3
    assert len(read(tracker.calendar(anna, other).content).walk("VEVENT")) == 1
    again = read(tracker.calendar(anna, application_id).content).walk("VEVENT")
    assert [event["UID"] for event in again] == [deadline["UID"], interview["UID"]]


def test_hostile_words_stay_words_in_a_calendar(
    tracker: TrackerService, anna: Actor, application_id: str
) -> None:
    tracker.add_date(anna, application_id, INTERVIEW.model_copy(update={"what": HOSTILE}))
    content = tracker.calendar(anna, application_id).content
    [event] = read(content).walk("VEVENT")
    assert event["DESCRIPTION"] == ("Line END:VEVENT ATTACH:file:///etc/passwd; a, b \\ c [31m \U0001f642")
    assert "ATTACH" not in event
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("END:VEVENT")] == ["END:VEVENT"]
    assert all(len(line.encode()) <= 75 for line in content.decode().split("\r\n"))


def test_whoever_came_far_counts_for_all_before_whatever_became_of_it(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str, clock: Clock
) -> None:
    ids = [application_id, *(applications.start(anna, AD) for _ in range(3))]
    for step in ("applied", "interview", "rejected"):
        tracker.move(anna, ids[0], step)
    tracker.move(anna, ids[1], "offer")
    clock.present += SLIP * 2
    tracker.move(anna, ids[1], "applied")
    tracker.move(anna, ids[2], "rejected")
    tracker.move(anna, applications.start_sample(anna), "offer")
    funnel = tracker.funnel(anna)
    assert funnel.reached == {"saved": 4, "applied": 3, "interview": 2, "offer": 1, "rejected": 2}
    assert funnel.now == {"saved": 1, "applied": 1, "interview": 0, "offer": 0, "rejected": 2}


def test_a_slip_that_is_taken_back_at_once_counts_nowhere(
    tracker: TrackerService, anna: Actor, application_id: str, clock: Clock
) -> None:
    tracker.move(anna, application_id, "applied")
    clock.present += dt.timedelta(days=9)
    for step in ("offer", "rejected", "applied"):
        tracker.move(anna, application_id, step)
        clock.present += SLIP / 3
    assert tracker.funnel(anna).reached == {
        "saved": 1, "applied": 1, "interview": 0, "offer": 0, "rejected": 0
    }  # fmt: skip
    assert [(week.outcome, week.count) for week in tracker.weeks(anna)] == [("applied", 1)]


def test_an_application_counts_in_a_column_when_it_first_came_there(
    tracker: TrackerService, anna: Actor, application_id: str, clock: Clock
) -> None:
    for step in ("applied", "saved", "applied"):
        tracker.move(anna, application_id, step)
        clock.present += dt.timedelta(weeks=1)
    assert [(week.monday, week.count) for week in tracker.weeks(anna)] == [(dt.date(2026, 3, 2), 1)]


@pytest.mark.parametrize("to", ["interview", "offer", "rejected"])
def test_what_comes_past_applied_at_once_is_kept_as_sent_too(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str, to: HowFar
) -> None:
    kept = tracker.move(anna, application_id, to)
    assert [(file.name, file.version) for file in kept] == [("resume.pdf", 1), ("cover_letter.pdf", 1)]
    report = applications.get(anna, application_id).report
    assert report is not None
    applications.leave_out(anna, application_id, report.documents.resume.lines[-1].id)
    assert tracker.move(anna, application_id, "offer" if to == "interview" else "interview") == ()
    again = tracker.keep_sent(anna, application_id)
    assert {file.version for file in again} == {2}
    assert tracker.keep_sent(anna, application_id) == ()
    assert tracker.sent(anna, application_id) == (*again, *kept)


def test_what_was_said_before_moves_were_kept_counts_too(
    tracker: TrackerService, anna: Actor, application_id: str, database: Database
) -> None:
    with Session(database.engine) as session, session.begin():
        session.execute(update(ApplicationRow).values(outcome="interview"))
    assert tracker.funnel(anna).reached["applied"] == 1
    assert tracker.funnel(anna).reached["interview"] == 1
    assert tracker.weeks(anna) == ()
    [card] = tracker.board(anna).columns["interview"]
    assert card.since == card.application.created_at


def test_weeks_begin_on_monday_where_the_person_is(
    tracker: TrackerService, applications: ApplicationService, anna: Actor, application_id: str, clock: Clock
) -> None:
    other = applications.start(anna, AD)
    clock.present = dt.datetime(2026, 3, 8, 23, 30, tzinfo=dt.UTC)  # a Sunday
    tracker.move(anna, application_id, "applied")
    tracker.move(anna, application_id, "saved")
    tracker.move(anna, application_id, "applied")
    tracker.move(anna, other, "interview")
    tracker.move(anna, other, "rejected")
    counts = [(week.monday, week.outcome, week.count) for week in tracker.weeks(anna)]
    reached = [("applied", 2), ("interview", 1), ("rejected", 1)]
    assert counts == [(dt.date(2026, 3, 2), *one) for one in reached]
    assert all(tracker.funnel(anna).reached[column] == count for column, count in reached)
    berlin = tracker.weeks(anna, ZoneInfo("Europe/Berlin"))
    assert {week.monday for week in berlin} == {dt.date(2026, 3, 9)}


def test_all_of_it_is_in_the_download_and_goes_with_the_application(
    tracker: TrackerService, applications: ApplicationService, begin: Transactions, engine: InlineEngine,
    database: Database, clock: Clock, anna: Actor, application_id: str,
) -> None:  # fmt: skip
    tracker.move(anna, application_id, "applied")
    tracker.add_note(anna, application_id, "Called them.")
    tracker.add_date(anna, application_id, INTERVIEW)
    assert rows(database) == {
        "application_moves": 1, "application_notes": 1, "application_dates": 1, "sent_files": 2
    }  # fmt: skip
    traces = DatabaseTraces(database)
    my_data = MyDataService(
        begin, engine, applications, tracker, traces, lambda _: engine.runner.forget(), clock, lambda *_: None
    )
    out = io.BytesIO()
    my_data.export(anna, out)
    with zipfile.ZipFile(out) as package:
        files = {name.split("/", 2)[2]: package.read(name) for name in package.namelist() if "/20" in name}
    told = json.loads(files["tracker.json"])
    assert [move["outcome"] for move in told["moves"]] == ["applied"]
    assert [note["text"] for note in told["notes"]] == ["Called them."]
    assert [date["what"] for date in told["dates"]] == [INTERVIEW.what]
    assert len(read(files["dates.ics"]).walk("VEVENT")) == 1
    sent = {name: content for name, content in files.items() if name.startswith("sent/")}
    assert sorted(name.rpartition("-")[2] for name in sent) == ["cover_letter.pdf", "resume.pdf"]
    assert files["resume.pdf"] in sent.values()
    applications.delete(anna, application_id)
    assert set(rows(database).values()) == {0}
    assert orphans(database) == {}


def test_a_note_and_a_date_touch_the_application(
    tracker: TrackerService, begin: Transactions, clock: Clock, anna: Actor, application_id: str
) -> None:
    for add in (
        lambda: tracker.add_note(anna, application_id, "A note"),
        lambda: tracker.add_date(anna, application_id, INTERVIEW),
    ):
        clock.present += dt.timedelta(days=3)
        add()
        with begin() as work:
            touched, _ = work.personal.last_touches(anna)
        assert clock.present - touched[application_id] < dt.timedelta(minutes=1)
