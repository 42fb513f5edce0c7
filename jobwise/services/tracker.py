"""What became of applications: a board, notes, dates, what was sent, and how many came how far."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import get_args
from zoneinfo import available_timezones

from jobwise.domain.account import Actor, ApplicationSummary
from jobwise.domain.analytics import HowFar
from jobwise.domain.documents import ExportedFile
from jobwise.domain.tracker import (
    ApplicationDate,
    ApplicationNote,
    Board,
    Card,
    DateKind,
    Funnel,
    Move,
    NewDate,
    SentFile,
    WeekCount,
)
from jobwise.errors import UnusableEntry
from jobwise.ports import Clock, Transactions, UnitOfWork, WriteCalendar

COLUMNS: tuple[HowFar, ...] = get_args(HowFar)
LONGEST_NOTE = 10_000
SENT = ("resume.pdf", "cover_letter.pdf")
"""What goes to an employer."""
DATES: Mapping[DateKind, str] = {
    "deadline": "Deadline",
    "interview": "Interview",
    "follow-up": "Follow-up",
    "other": "Date",
}
_PASSED: Mapping[HowFar | None, tuple[HowFar, ...]] = {
    None: ("saved",),
    "saved": ("saved",),
    "applied": ("saved", "applied"),
    "interview": ("saved", "applied", "interview"),
    "offer": ("saved", "applied", "interview", "offer"),
    "rejected": ("saved", "applied", "rejected"),
}
"""Where an application is, or was -> what it has come past: nobody is asked in without having applied."""
FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Of dates. *Why:* calendar programs know no others."""
SLIP = dt.timedelta(minutes=10)
"""A move that is taken back so soon was a slip."""


class TrackerService:
    """What a person does with applications that are made."""

    def __init__(self, transactions: Transactions, calendar: WriteCalendar, clock: Clock) -> None:
        self._transactions, self._calendar, self._clock = transactions, calendar, clock

    def board(self, actor: Actor) -> Board:
        """All applications by how far they went; in each column, those that came last are first."""
        now = self._clock()
        with self._transactions(reading=True) as work:
            made, notes = work.applications.list(actor), work.tracker.note_counts(actor)
            arrived = {move.application_id: move.at for move in work.tracker.moves(actor)}
            dates = work.tracker.dates(actor)
        ahead: dict[str, ApplicationDate] = {}
        for date in dates:
            if _ends(date) > now:
                ahead.setdefault(date.application_id, date)
        cards = [
            Card(
                application=one,
                since=arrived.get(one.id, one.created_at),
                next_date=ahead.get(one.id),
                notes=notes.get(one.id, 0),
            )
            for one in made
        ]
        cards.sort(key=lambda card: card.since, reverse=True)
        return Board(
            columns={
                column: tuple(card for card in cards if (card.application.outcome or "saved") == column)
                for column in COLUMNS
            }
        )

    def move(
        self, actor: Actor, application_id: str, to: HowFar | None, changes: int | None = None
    ) -> Sequence[SentFile]:
        """Put an application where it has come to, None where the person does not say.

        What comes to "applied", or past it with nothing kept yet, keeps its documents as `keep_sent` does.
        *Why not what comes back to it:* nothing is sent then.
        Gives what was kept. Raises: NotFound, and Conflict where `changes` is not what is stored.
        """
        now = self._clock()
        with self._transactions() as work:
            before = work.applications.set_outcome(actor, application_id, to, now, changes)
            is_sent = to == "applied" and "applied" not in _PASSED[before]
            if "applied" in _PASSED[to] and not is_sent:
                is_sent = not work.tracker.sent(actor, application_id)
            return _keep_sent(work, actor, application_id, now) if is_sent else ()

    def keep_sent(self, actor: Actor, application_id: str) -> Sequence[SentFile]:
        """Keep the documents as they are now, beside those of before if they changed.

        Gives what was kept: nothing where the documents are not made, or are kept already. Raises: NotFound.
        """
        with self._transactions() as work:
            return _keep_sent(work, actor, application_id, self._clock())

    def notes(self, actor: Actor, application_id: str) -> Sequence[ApplicationNote]:
        """Newest first. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.tracker.notes(actor, application_id)

    def add_note(self, actor: Actor, application_id: str, text: str) -> ApplicationNote:
        """Keep a note. Raises: NotFound, UnusableEntry."""
        text = text.strip()
        if not text:
            raise UnusableEntry("This note is empty", "Write something, then save it.", code="empty-note")
        if len(text) > LONGEST_NOTE:
            raise UnusableEntry(
                f"This note is longer than {LONGEST_NOTE:,} characters",
                "Make two of it.",
                code="long-note",
            )
        note = ApplicationNote(id=str(uuid.uuid4()), at=self._clock(), text=text)
        with self._transactions() as work:
            work.tracker.add_note(actor, application_id, note)
        return note

    def delete_note(self, actor: Actor, note_id: str) -> None:
        """Raises: NotFound."""
        with self._transactions() as work:
            work.tracker.delete_note(actor, note_id, self._clock())

    def dates(self, actor: Actor, application_id: str | None = None) -> Sequence[ApplicationDate]:
        """Those of one application, or of all; soonest first. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.tracker.dates(actor, application_id)

    def add_date(self, actor: Actor, application_id: str, date: NewDate) -> ApplicationDate:
        """Keep a date. Raises: NotFound, UnusableEntry for a zone that nobody knows, or a year out of
        reach."""
        if date.zone not in _zones():
            raise UnusableEntry(
                "This time zone is not known", "Give one such as Europe/London.", code="time-zone"
            )
        if not FIRST_YEAR <= date.starts_at.year <= LAST_YEAR:
            raise UnusableEntry(
                f"A date lies between {FIRST_YEAR} and {LAST_YEAR}", "Give one of these years.", code="year"
            )
        if date.starts_at.tzinfo is None:
            raise UnusableEntry("This time has no zone", "Say in which zone it is.", code="time-zone")
        kept = ApplicationDate(id=str(uuid.uuid4()), application_id=application_id, **date.model_dump())
        with self._transactions() as work:
            work.tracker.add_date(actor, kept, self._clock())
        return kept

    def delete_date(self, actor: Actor, date_id: str) -> None:
        """Raises: NotFound."""
        with self._transactions() as work:
            work.tracker.delete_date(actor, date_id, self._clock())

    def calendar(
        self, actor: Actor, application_id: str | None = None, known: Sequence[ApplicationSummary] = ()
    ) -> ExportedFile:
        """The dates of one application, or of all, for a calendar program. known: the applications that they
        are of, where these were read already. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            dates = work.tracker.dates(actor, application_id)
            made = {one.id: one for one in known or work.applications.list(actor)}
        told = [(f"{DATES[date.kind]}: {_name(made[date.application_id])}", date) for date in dates]
        return ExportedFile(
            name="dates.ics", media_type="text/calendar", content=self._calendar(told, self._clock())
        )

    def sent(self, actor: Actor, application_id: str) -> Sequence[SentFile]:
        """What was sent, newest first. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.tracker.sent(actor, application_id)

    def sent_file(self, actor: Actor, sent_id: str) -> ExportedFile:
        """A file as it was sent. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.tracker.sent_file(actor, sent_id)

    def funnel(self, actor: Actor) -> Funnel:
        """How many came how far. Samples and slips do not count."""
        made, moves = self._history(actor)
        reached: dict[str, set[HowFar]] = {one.id: {*_PASSED[one.outcome]} for one in made}
        for move in moves:
            reached[move.application_id].update(_PASSED[move.outcome])
        ever = Counter(column for columns in reached.values() for column in columns)
        now = Counter(one.outcome or "saved" for one in made)
        return Funnel(
            reached={column: ever[column] for column in COLUMNS},
            now={column: now[column] for column in COLUMNS},
        )

    def weeks(self, actor: Actor, zone: dt.tzinfo = dt.UTC) -> Sequence[WeekCount]:
        """How many came to each column after "saved" in each week, oldest first. An application counts once
        in a column, when it first came there or past it. zone: where the week begins. Samples and slips do
        not count."""
        first: dict[tuple[str, HowFar], dt.datetime] = {}
        for move in self._history(actor)[1]:
            for column in _PASSED[move.outcome][1:]:
                first.setdefault((move.application_id, column), move.at)
        days = [(at.astimezone(zone).date(), outcome) for (_, outcome), at in first.items()]
        found = Counter((day - dt.timedelta(days=day.weekday()), outcome) for day, outcome in days)
        return tuple(
            WeekCount(monday=monday, outcome=outcome, count=count)
            for (monday, outcome), count in sorted(
                found.items(), key=lambda item: (item[0][0], COLUMNS.index(item[0][1]))
            )
        )

    def _history(self, actor: Actor) -> tuple[Sequence[ApplicationSummary], Sequence[Move]]:
        with self._transactions(reading=True) as work:
            made = [one for one in work.applications.list(actor) if not one.is_sample]
            counted: dict[str, list[Move]] = {one.id: [] for one in made}
            for move in work.tracker.moves(actor):
                if move.application_id in counted:
                    counted[move.application_id].append(move)
        return made, [move for moves in counted.values() for move in _lasting(moves)]


@cache
def _zones() -> frozenset[str]:
    """Those of places. *Why not all:* some name what is set on the machine, or nothing."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})


def _lasting(moves: Sequence[Move]) -> Sequence[Move]:
    """The moves of an application but for slips. *Why a step ahead takes nothing back:* who puts down late
    what happened moves fast."""
    kept: list[Move] = []
    for move in moves:
        while kept and move.outcome != "rejected" and kept[-1].outcome not in _PASSED[move.outcome]:
            if move.at - kept[-1].at > SLIP:
                break
            kept.pop()
        kept.append(move)
    return kept


def _keep_sent(work: UnitOfWork, actor: Actor, application_id: str, now: dt.datetime) -> Sequence[SentFile]:
    """Keep the documents as they are, unless the last ones that were kept are the same."""
    _, state = work.applications.run(actor, application_id)
    if state != "done":
        return ()
    files = [work.applications.file(actor, application_id, name) for name in SENT]
    before = work.tracker.sent(actor, application_id)
    last = [one for one in before if one.at == before[0].at]
    contents = {one.name: work.tracker.sent_file(actor, one.id).content for one in last}
    if contents == {file.name: file.content for file in files}:
        return ()
    version = work.applications.last_version(actor, application_id)
    work.tracker.add_sent(actor, application_id, version, now, *files)
    known = {one.id for one in before}
    return [one for one in work.tracker.sent(actor, application_id) if one.id not in known]


def _ends(date: ApplicationDate) -> dt.datetime:
    return date.starts_at + dt.timedelta(days=1) if date.all_day else date.starts_at


def _name(application: ApplicationSummary) -> str:
    return ", ".join(filter(None, (application.title, application.employer))) or "An ad"
