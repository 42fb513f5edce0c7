"""What a person does with the jobs that they keep: add one or thousands, search, correct, delete."""

import base64
import binascii
import datetime as dt
import hashlib
import re
import unicodedata
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from pydantic import TypeAdapter

from jobwise.domain.account import Actor
from jobwise.domain.job import (
    AddedJob,
    AddedJobs,
    BoardKind,
    Job,
    JobBoard,
    JobHit,
    JobPage,
    JobSearch,
    JobSource,
    ListedJob,
    NewJob,
    ReadJob,
    RefusedJob,
    is_address,
)
from jobwise.domain.posting import JobTerms, Salary
from jobwise.errors import Conflict, JobWiseError, UnreadablePage, UnusableEntry
from jobwise.matching.job_index import Found, Place
from jobwise.matching.same_person import text_key
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.ports import Cache, Clock, FetchBoard, JobLists, Transactions, UnitOfWork
from jobwise.services.applications import ApplicationService, storable
from jobwise.services.job_desk import JobDesk, same_job
from jobwise.services.job_indexes import MOST_JOBS, JobIndexes

Kept = TypeVar("Kept", Job, JobHit)
LONGEST_NAME = 300
"""Characters of a title or an employer."""
_FULL = f"Your library is full: it holds {MOST_JOBS:,} jobs"
MOST_BOARDS = 50
CACHED_SECONDS = 300
"""What a search found is kept for other processes; it is the ids of jobs, and none of their words."""
_REMEMBERED = TypeAdapter(tuple[Found, int])
"""What was found, and how many jobs waited."""
_AT_ONCE = 250
"""Jobs of one transaction."""
_MOST_PAY = 1e9
_NO_CURRENCY = ("XXX", "XTS")
"""Codes of ISO 4217 for none, and for tests."""
_BOARD = re.compile(r"(?!\.+$)[\w.-]{1,80}", re.ASCII)


class JobService:
    """The library of a person. What comes by the thousand is read by the desk, in the background."""

    def __init__(
        self,
        transactions: Transactions,
        applications: ApplicationService,
        lists: JobLists,
        desk: JobDesk,
        indexes: JobIndexes,
        clock: Clock,
        fetch_board: FetchBoard | None = None,
        cache: Cache | None = None,
    ) -> None:
        """applications: reads ads from files and pages. fetch_board: None where nothing is fetched. cache: of
        what searches found."""
        self._transactions, self._applications, self._lists = transactions, applications, lists
        self._desk, self._indexes, self._clock, self._fetch_board = desk, indexes, clock, fetch_board
        self._cache = cache

    def add_text(self, actor: Actor, text: str, source: JobSource = JobSource()) -> AddedJob:  # noqa: B008 (frozen)
        """Keep a job; one that the library has already stays as it is. Raises: UnusableJob, Conflict for too
        many."""
        return self._add_text(actor, text, source, self._mark(actor))

    def _add_text(
        self, actor: Actor, text: str, source: JobSource, mark: str, posted_on: dt.date | None = None
    ) -> AddedJob:
        text = storable(text)
        analysis = analyze_job(text)
        digest = _digest(text)
        with self._transactions() as work:
            _must_be(work, actor, mark)
            work.jobs.alone(actor)
            known = work.jobs.known(actor, [digest]).get(digest)
            if known:
                return AddedJob(id=known, is_new=False)
            key = text_key(text, work.jobs.hash_key(actor))
            read = ReadJob(analysis.title or "", analysis.employer or "", analysis, key)
            if same := same_job(work, actor, read, text):
                return AddedJob(id=same, is_new=False)
            if work.jobs.mark(actor)[0] >= MOST_JOBS:
                raise Conflict(_FULL, "Delete jobs that you no longer need, then add this one.", code="jobs")
            job = NewJob(
                str(uuid.uuid4()), source, read.title, read.employer, text, digest, posted_on, analysis, key
            )
            work.jobs.add(actor, [job], self._clock())
        self._told(actor)
        return AddedJob(id=job.id, is_new=True)

    def add_file(self, actor: Actor, file_name: str, data: bytes) -> AddedJob:
        """Keep the job of a file: PDF, DOCX, text or a saved page. Raises: UnreadableFile, UnusableJob."""
        mark = self._mark(actor)
        read = self._applications.read_job_file(actor, file_name, data)
        source = JobSource(kind="file", name=storable(file_name))
        return self._add_text(actor, read.text, source, mark, read.posted_on)

    def add_page(self, actor: Actor, address: str) -> AddedJob:
        """Keep the job of a page of the internet. Raises: UnreadablePage, UnreadableFile, UnusableJob."""
        mark = self._mark(actor)
        read = self._applications.read_job_page(actor, address)
        source = JobSource(kind="page", name=storable(address.strip()))
        return self._add_text(actor, read.text, source, mark, read.posted_on)

    def add_many(self, actor: Actor, file_name: str, data: bytes) -> AddedJobs:
        """Keep the jobs of a CSV or JSON file, to be read in the background. Raises: UnreadableFile."""
        name, mark = storable(file_name), self._mark(actor)
        listed = [
            (one, JobSource(kind="bulk", name=one.address or name))
            for one in self._lists.job_list(file_name, data)
        ]
        return self._added(actor, listed, mark)

    def follow(self, actor: Actor, kind: BoardKind, board: str) -> AddedJobs:
        """Follow a public board, and take in its jobs now. Raises: UnusableEntry, UnreadablePage,
        UnreadableFile, Conflict for too many; then it is not followed."""
        board = board.strip()
        if not _BOARD.fullmatch(board):
            raise UnusableEntry(
                "This is no name of a job board",
                "Enter the board's name as it stands in its address: letters, digits, dots and hyphens.",
                code="board",
            )
        with self._transactions() as work:
            mark = work.personal.erasure_mark(actor)
            if len(work.jobs.boards(actor)) >= MOST_BOARDS:
                raise Conflict(
                    f"You follow {MOST_BOARDS} job boards already", "Leave one of them first.", code="boards"
                )
        listed = self._fetched(kind, board)
        with self._transactions() as work:
            _must_be(work, actor, mark)
            kept = work.jobs.add_board(actor, kind, board)
            work.jobs.note_board(actor, kept.id, self._clock())
        return self._added(actor, listed, mark, but_deleted=True)

    def boards(self, actor: Actor) -> Sequence[JobBoard]:
        """The boards that the person follows."""
        with self._transactions(reading=True) as work:
            return work.jobs.boards(actor)

    def read_board(self, actor: Actor, board_id: str) -> AddedJobs:
        """Take in what is new on a board; what the person deleted stays away.

        Raises: NotFound, UnreadablePage, UnreadableFile.
        """
        with self._transactions() as work:
            board = work.jobs.board(actor, board_id)
            mark = work.personal.erasure_mark(actor)
        try:
            listed = self._fetched(board.kind, board.board)
        except JobWiseError as error:
            with self._transactions() as work:
                work.jobs.note_board(actor, board_id, None, f"{error.title}. {error.message}")
            raise
        with self._transactions() as work:
            work.jobs.note_board(actor, board_id, self._clock())
        return self._added(actor, listed, mark, but_deleted=True)

    def unfollow(self, actor: Actor, board_id: str) -> None:
        """Follow a board no longer; its jobs stay. Raises: NotFound."""
        with self._transactions() as work:
            work.jobs.delete_board(actor, board_id)

    def get(self, actor: Actor, job_id: str) -> Job:
        """A job with all that is known of it; the one that it turned out to be, where it did. Raises:
        NotFound."""
        with self._transactions(reading=True) as work:
            return _present(work.jobs.get(actor, job_id), work.profiles.current_id(actor))

    def application_of(self, actor: Actor, job_id: str) -> str | None:
        """The newest application that was made for a job. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            job = work.jobs.get(actor, job_id)
            return next((hit.application_id for hit in work.jobs.hits(actor, [job.id])), None)

    def search(self, actor: Actor, search: JobSearch) -> JobPage:
        """The page of what was looked for. Raises: UnusableEntry for a cursor of another search."""
        after = _place(search)
        with self._transactions(reading=True) as work:
            stored = work.profiles.current_id(actor)
            mark = work.jobs.mark(actor) if self._cache else None
        place = (
            f"search {actor.id} {mark} {stored} {ENGINE_VERSION} {_of(search)} {search.limit} {search.cursor}"
        )
        kept = self._cache.get(place) if self._cache else None
        if kept is not None:
            found, waiting, is_whole = *_REMEMBERED.validate_json(kept), True
        else:
            index, at = self._indexes.of(actor)
            found, waiting = index.search(search, (stored, ENGINE_VERSION), after), index.waiting
            is_whole = at is not None
            if self._cache and at == mark:
                self._cache.put(place, _REMEMBERED.dump_json((found, waiting)), CACHED_SECONDS)
        with self._transactions(reading=True) as work:
            hits = work.jobs.hits(actor, [key for key, _ in found.jobs])
        relevance = dict(found.jobs)
        if stored and found.unscored:  # a new profile, or a new engine
            self._desk.wake()
        return JobPage(
            hits=tuple(
                _present(hit, stored).model_copy(update={"relevance": relevance[hit.id]}) for hit in hits
            ),
            total=found.total,
            next=_cursor(search, found.last) if found.last else None,
            waiting=waiting,
            unscored=found.unscored if stored else 0,
            preparing=not is_whole,
        )

    def correct(
        self,
        actor: Actor,
        job_id: str,
        *,
        title: str | None = None,
        employer: str | None = None,
        offer: JobTerms | None = None,
        changes: int | None = None,
    ) -> Job:
        """Put another title or employer, "" for no employer, or what is set of an offer; None leaves it as
        it is. Raises: NotFound, UnusableEntry, and Conflict where `changes` is not what is stored or an offer
        is put for a job that was not read yet."""
        said = {
            name: None if value is None else _short(value, name)
            for name, value in (("title", title), ("employer", employer))
        }
        sound = _sound(offer)
        with self._transactions() as work:
            profile_id = work.profiles.current_id(actor)
            job = work.jobs.correct(actor, job_id, self._clock(), **said, offer=sound, changes=changes)
            job = _present(job, profile_id)
        self._indexes.changed(actor)
        return job

    def delete(self, actor: Actor, job_id: str, changes: int | None = None) -> None:
        """Delete a job; applications that were made for it stay. Raises: NotFound, and Conflict where
        `changes` is not what is stored."""
        with self._transactions() as work:
            work.jobs.delete(actor, job_id, changes)
        self._indexes.changed(actor)

    def resume(self) -> None:
        """Go on with what waits; called once, at the start."""
        self._desk.wake()

    def _fetched(self, kind: BoardKind, board: str) -> list[tuple[ListedJob, JobSource]]:
        """Raises: UnreadablePage, UnreadableFile."""
        if self._fetch_board is None:
            raise UnreadablePage(
                "Job boards are not fetched here", "Add the jobs as a file, or paste them.", code="page-off"
            )
        listed = self._lists.board(kind, _told(board), self._fetch_board(kind, board))
        return [(one, JobSource(kind=kind, name=one.address or board)) for one in listed]

    def _mark(self, actor: Actor) -> str:
        with self._transactions() as work:
            return work.personal.erasure_mark(actor)

    def _added(
        self,
        actor: Actor,
        listed: Sequence[tuple[ListedJob, JobSource]],
        mark: str,
        *,
        but_deleted: bool = False,
    ) -> AddedJobs:
        """Keep those that are new, some at a time. *Why not all at once:* others wait for their turn.

        mark: what the erasure mark was before they were read. but_deleted: what the person deleted does not
        come back, by its words or by an address that is its own.
        """
        refused: list[RefusedJob] = []
        jobs: dict[str, NewJob] = {}
        positions: dict[str, int] = {}
        undated: set[str] = set()
        same = 0
        for position, (one, source) in enumerate(listed, start=1):
            if one.reason:
                name = one.title or one.address
                refused.append(RefusedJob(position=position, name=name, reason=one.reason))
                continue
            digest = _digest(one.text)
            if digest in jobs:
                same += 1
            else:
                jobs[digest] = NewJob(
                    str(uuid.uuid4()), source, one.title, one.employer, one.text, digest, one.posted_on
                )
                positions[digest] = position
                if one.undated:
                    undated.add(jobs[digest].id)
        times = Counter(one.source.name for one in jobs.values())
        ids: list[str] = []
        for some in _parts(list(jobs.values())):
            with self._transactions() as work:
                _must_be(work, actor, mark)
                work.jobs.alone(actor)
                digests = [one.digest for one in some]
                known = set(work.jobs.known(actor, digests))
                if but_deleted:
                    own = [one.source.name for one in some if times[one.source.name] == 1]
                    gone = work.jobs.deleted(actor, digests + [name for name in own if is_address(name)])
                    known |= {one.digest for one in some if gone & {one.digest, one.source.name}}
                new = [one for one in some if one.digest not in known]
                room = max(MOST_JOBS - work.jobs.mark(actor)[0], 0)
                work.jobs.add(actor, new[:room], self._clock())
            same += len(known)
            ids += [one.id for one in new[:room]]
            refused += [
                RefusedJob(position=positions[one.digest], name=one.title, reason=f"{_FULL}.")
                for one in new[room:]
            ]
            self._told(actor)
        refused.sort(key=lambda one: one.position)
        return AddedJobs(
            ids=tuple(ids), same=same, undated=len(undated.intersection(ids)), refused=tuple(refused)
        )

    def _told(self, actor: Actor) -> None:
        self._indexes.changed(actor)
        self._desk.wake()


def _must_be(work: UnitOfWork, actor: Actor, mark: str) -> None:
    """Raises: Conflict where the person erased everything since the mark was taken."""
    if work.personal.erasure_mark(actor) != mark:
        raise Conflict(
            "Your data was erased while this was kept",
            "Nothing of it is here. Add it again if you want it.",
            code="erased",
        )


def _present(job: Kept, profile_id: str | None) -> Kept:
    """A job with the fit of the present profile by the present engine, or with none."""
    if job.fit is None or (job.fit.profile_id, job.fit.engine) == (profile_id, ENGINE_VERSION):
        return job
    return job.model_copy(update={"fit": None})


def _parts(jobs: Sequence[NewJob]) -> Iterator[Sequence[NewJob]]:
    for start in range(0, len(jobs), _AT_ONCE):
        yield jobs[start : start + _AT_ONCE]


def _digest(text: str) -> str:
    """The same for the same words, however they are spaced."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(words.encode()).hexdigest()


def _told(board: str) -> str:
    """Whose board it is, where nobody says: "northwind-labs" is Northwind Labs."""
    return " ".join(
        part.capitalize() if part.islower() else part for part in re.split(r"[-_.]+", board) if part
    )


def _line(value: str) -> str:
    """On one line, without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in storable(value)).split())


def _short(value: str, name: str) -> str:
    """Raises: UnusableEntry."""
    words = _line(value)
    fewest = 1 if name == "title" else 0  # some ads name no employer
    if not fewest <= len(words) <= LONGEST_NAME:
        raise UnusableEntry(
            f"The {name} of a job has {fewest} to {LONGEST_NAME} characters",
            "Enter one of that length.",
            code=name,
        )
    return words


def _sound(offer: JobTerms | None) -> JobTerms | None:
    """Raises: UnusableEntry."""
    if offer is None:
        return None
    sound: dict[str, object] = {}
    if "location" in offer.model_fields_set:
        sound["location"] = _line(offer.location or "") or None
    if "salary" in offer.model_fields_set:
        sound["salary"] = _sound_pay(offer.salary)
    return offer.model_copy(update=sound)


def _sound_pay(pay: Salary | None) -> Salary | None:
    bounds = [bound for bound in (pay.min, pay.max) if bound is not None] if pay else []
    if pay is None or not bounds:
        return None
    if sorted(bounds) != bounds or not all(0 < bound <= _MOST_PAY for bound in bounds):
        raise UnusableEntry(
            "This is no pay",
            "Enter amounts above 0, the lower one first, or leave both empty.",
            code="salary",
        )
    if not {"unit", "currency"} <= pay.model_fields_set or not _is_currency(pay.currency):
        raise UnusableEntry(
            "This pay is not told whole",
            "Say in which currency it is, by its code such as EUR, and for what: an hour, a year.",
            code="salary",
        )
    return pay


def _is_currency(code: str) -> bool:
    from babel.numbers import is_currency

    return code not in _NO_CURRENCY and is_currency(code)


def _cursor(search: JobSearch, place: Place) -> str:
    told = f"{_of(search)} {place.until} {place.before} {place.job}"
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _place(search: JobSearch) -> Place | None:
    """Raises: UnusableEntry."""
    if search.cursor is None:
        return None
    with suppress(ValueError, binascii.Error):
        padded = search.cursor + "=" * (-len(search.cursor) % 4)
        of, until, count, job = base64.urlsafe_b64decode(padded.encode("ascii")).decode("ascii").split(" ")
        if of == _of(search) and 0 <= int(until) < 1 << 62 and 0 <= int(count) < 1 << 31:
            return Place(int(until), int(count), job)
    raise UnusableEntry(
        "This page belongs to another search", "Search again from the first page.", code="cursor"
    )


def _of(search: JobSearch) -> str:
    """What tells one search from another, whatever its page."""
    told = search.model_dump(mode="json", exclude={"cursor", "limit"})
    told |= {name: sorted(told[name]) for name in ("seniority", "employment_type")}
    return hashlib.sha256(repr(sorted(told.items())).encode("utf-8", "replace")).hexdigest()[:16]
