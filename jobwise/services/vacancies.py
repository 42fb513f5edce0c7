"""What a recruiter does with a vacancy: make it from an ad, correct what it asks, add files, look at the
ranking, delete it."""

import hashlib
import itertools
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.posting import Importance, JobAnalysis, Requirement
from jobwise.domain.role import Role
from jobwise.domain.vacancy import (
    Added,
    Candidate,
    CandidateFile,
    Choice,
    Ranked,
    Ranking,
    Rubric,
    RubricEdit,
    RubricSummary,
    Trouble,
    Vacancy,
    VacancyProgress,
    VacancySummary,
    Wanted,
)
from jobwise.errors import Conflict, JobWiseError, StorageFailed
from jobwise.matching.smuggled import seen
from jobwise.pipeline.anonymised import nameless
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.ranking_table import is_wanted, marked_ties
from jobwise.pipeline.rubric import asked_too, edited, what_changed
from jobwise.ports import Clock, Traces, Transactions, Unpack
from jobwise.services.candidate_desk import CandidateDesk
from jobwise.services.profiles import MEDIA_TYPES

RECRUITING = (Role.RECRUITER, Role.ADMINISTRATOR)
"""Who may recruit."""
MOST_FILES = 500
"""Files that are taken at once."""
ARCHIVE_MB = 200
PAGE = 20
"""Rows of a page of the ranking."""
EVERYBODY = Wanted()
FROM_THE_AD = "As the ad was read."
_KEPT_AT_ONCE = 20
"""Files of one transaction."""
_READ_AT_ONCE = 500
"""Candidates of one transaction."""


class VacancyService:
    """Vacancies of a person. Files are read and scored by the desk, in the background."""

    def __init__(
        self, transactions: Transactions, desk: CandidateDesk, unpack: Unpack, traces: Traces, clock: Clock
    ) -> None:
        self._transactions, self._desk, self._unpack = transactions, desk, unpack
        self._traces, self._clock = traces, clock

    def create(self, actor: Actor, ad: str) -> str:
        """Make a vacancy of an ad; gives its id. Raises: UnusableJob, NotFound without the role."""
        actor.must_be(*RECRUITING)
        ad = seen(ad).replace("\0", " ").encode("utf-8", "replace").decode()
        analysis, now = analyze_job(ad), self._clock()
        vacancy = Vacancy(
            id=str(uuid.uuid4()),
            title=", ".join(filter(None, (analysis.title, analysis.employer))) or "Untitled job",
            ad=ad,
            as_of=now.date(),
            created_at=now,
            rubric=Rubric(number=1, what=FROM_THE_AD, by=actor.id, at=now, analysis=analysis),
        )
        with self._transactions() as work:
            work.vacancies.add(actor, vacancy)
        return vacancy.id

    def list(self, actor: Actor) -> Sequence[VacancySummary]:
        """The person's vacancies, newest first. Raises: NotFound without the role."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            return work.vacancies.list(actor)

    def get(self, actor: Actor, vacancy_id: str) -> Vacancy:
        """A vacancy with what it asks now. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            return work.vacancies.get(actor, vacancy_id)

    def rubrics(self, actor: Actor, vacancy_id: str) -> Sequence[RubricSummary]:
        """Every version of what it asks, newest first. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            return work.vacancies.rubrics(actor, vacancy_id)

    def left_out(self, actor: Actor, vacancy_id: str) -> Sequence[Requirement]:
        """What the ad asks and the newest version does not. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            vacancy = work.vacancies.get(actor, vacancy_id)
            first = work.vacancies.rubric(actor, vacancy_id, 1)
        present = {requirement.id for requirement in vacancy.rubric.analysis.requirements}
        return tuple(r for r in first.analysis.requirements if r.id not in present)

    def change(self, actor: Actor, vacancy_id: str, edits: Sequence[RubricEdit], *, based_on: int) -> None:
        """Correct what is asked: a new version, by which everybody is scored anew.

        based_on: the version that was edited. Raises: NotFound, UnusableEntry, and Conflict where it is no
        longer the newest.
        """
        missing = self.left_out(actor, vacancy_id)
        vacancy = self.get(actor, vacancy_id)
        known = sorted([*vacancy.rubric.analysis.requirements, *missing], key=lambda r: r.start)
        self._changed(actor, vacancy, edited(vacancy.rubric.analysis, known, edits), based_on)

    def ask_too(
        self, actor: Actor, vacancy_id: str, words: str, importance: Importance, *, based_on: int
    ) -> None:
        """Ask for something that the ad does not say: a new version, too.

        Raises: NotFound, UnusableEntry, Conflict.
        """
        vacancy = self.get(actor, vacancy_id)
        self._changed(actor, vacancy, asked_too(vacancy.rubric.analysis, words, importance), based_on)

    def add_files(self, actor: Actor, vacancy_id: str, files: Iterable[tuple[str, bytes]]) -> Added:
        """Take in résumés, ZIPs of them among them; they are read in the background.

        files: (name, content). Raises: NotFound, StorageFailed.
        """
        self.get(actor, vacancy_id)
        taken, copies = 0, 0
        refused: list[tuple[str, Trouble]] = []
        some: list[CandidateFile] = []
        for name, content in self._each(files):
            if isinstance(content, Trouble):
                refused.append((name, content))
            elif taken + len(some) >= MOST_FILES:
                refused.append((name, _TOO_MANY))
            else:
                some.append(_file(name, content))
            if len(some) >= _KEPT_AT_ONCE:
                copies += self._keep(actor, vacancy_id, some, taken - copies)
                taken += len(some)
                some = []
        copies += self._keep(actor, vacancy_id, some, taken - copies)
        return Added(taken=taken + len(some) - copies, copies=copies, refused=tuple(refused))

    def progress(self, actor: Actor, vacancy_id: str) -> VacancyProgress:
        """How far the files are: cheap, for a page that asks often. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            return work.candidates.progress(actor, vacancy_id)

    def ranking(
        self,
        actor: Actor,
        vacancy_id: str,
        *,
        page: int = 1,
        choice: Choice | None = None,
        undecided: bool = False,
        wanted: Wanted = EVERYBODY,
        size: int = PAGE,
    ) -> Ranking:
        """A page of the ranking (from 1), best fit first. Raises: NotFound.

        *Why `wanted` reads the whole ranking:* what it goes by is sealed, and no query sees into it.
        """
        actor.must_be(*RECRUITING)
        start = max(page - 1, 0) * size
        before = 1 if start else 0
        vacancy = self.get(actor, vacancy_id)
        if wanted.is_empty:
            with self._transactions(reading=True) as work:
                found = work.candidates.ranking(
                    actor,
                    vacancy_id,
                    vacancy.rubric.number,
                    choice=choice,
                    undecided=undecided,
                    start=start - before,
                    most=size + before,
                )
            shown, total = found.rows, found.total
        else:
            everybody = all_ranked(self._transactions, actor, vacancy, choice=choice, undecided=undecided)
            fitting = (row for row in everybody if is_wanted(vacancy, row, wanted))
            shown, total = _some(fitting, start - before, size + before)
        rows = [*marked_ties(shown, vacancy.rubric.analysis)][before:]
        return Ranking(rows=tuple(map(_figures, rows)), total=total)

    def tags(self, actor: Actor, vacancy_id: str) -> Sequence[str]:
        """Every tag that somebody in the ranking has, in order. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            return sorted(work.candidates.tags(actor, vacancy_id), key=str.casefold)

    def hide_schools(self, actor: Actor, vacancy_id: str, hides: bool) -> None:
        """Hide the names of schools, too, of who is hidden, or no longer. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            work.vacancies.put_hides_schools(actor, vacancy_id, hides, self._clock())

    def unread(self, actor: Actor, vacancy_id: str) -> Sequence[Candidate]:
        """Files that are no candidates: not readable, or a second one of somebody. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions(reading=True) as work:
            return tuple(map(nameless, work.candidates.list(actor, vacancy_id, "failed", "same")))

    def delete(self, actor: Actor, vacancy_id: str) -> None:
        """Delete a vacancy with everybody who applied, and leave nothing of it in the database's file.

        Raises: NotFound, StorageFailed.
        """
        self.get(actor, vacancy_id)
        self._traces.expect()
        with self._transactions() as work:
            work.vacancies.delete(actor, vacancy_id)
            work.audit.note(self._clock(), actor.id, Action.VACANCY_DELETED, vacancy_id, {})
        self._traces.remove()

    def resume(self) -> None:
        """Go on with what a stop cut off."""
        self._desk.wake()

    def _changed(self, actor: Actor, vacancy: Vacancy, analysis: JobAnalysis, based_on: int) -> None:
        if based_on != vacancy.rubric.number:
            raise Conflict(
                "The requirements were changed in another window",
                "Load the page again, then make your change.",
                code="rubric-changed",
            )
        what = what_changed(vacancy.rubric.analysis, analysis)
        if not what:
            return
        rubric = Rubric(number=based_on + 1, what=what, by=actor.id, at=self._clock(), analysis=analysis)
        with self._transactions() as work:
            work.vacancies.add_rubric(actor, vacancy.id, rubric)
        self._desk.wake()

    def _each(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | Trouble]]:
        """Every file, those of a ZIP one by one."""
        for name, content in files:
            if not name.lower().endswith(".zip"):
                yield name, content
            elif len(content) > ARCHIVE_MB * 1024 * 1024:
                yield name, _TOO_LARGE
            else:
                try:
                    yield from self._unpack(name, content)
                except JobWiseError as error:
                    yield name, Trouble(title=error.title, message=error.message)

    def _keep(self, actor: Actor, vacancy_id: str, files: Sequence[CandidateFile], before: int) -> int:
        """How many were there already. before: how many were taken. Raises: StorageFailed, which says so."""
        if not files:
            return 0
        try:
            with self._transactions() as work:
                copies = work.candidates.add(actor, vacancy_id, files, self._clock())
        except StorageFailed as error:
            if not before:
                raise
            stay = f"{before} {'file was' if before == 1 else 'files were'} taken before, which stays so."
            raise StorageFailed(error.title, f"{stay} {error.message}", code=error.code) from error
        self._desk.wake()
        return copies


def all_ranked(
    transactions: Transactions,
    actor: Actor,
    vacancy: Vacancy,
    *,
    choice: Choice | None = None,
    undecided: bool = False,
) -> Iterator[Ranked]:
    """The whole ranking, everybody once. *Why a transaction for each part:* nobody else waits for the end."""
    known: set[str] = set()
    for start in itertools.count(step=_READ_AT_ONCE):
        with transactions() as work:
            found = work.candidates.ranking(
                actor,
                vacancy.id,
                vacancy.rubric.number,
                choice=choice,
                undecided=undecided,
                start=start,
                most=_READ_AT_ONCE,
            )
        yield from (row for row in found.rows if row.candidate.id not in known)
        known.update(row.candidate.id for row in found.rows)
        if start + _READ_AT_ONCE >= found.total:
            return


def _some(rows: Iterable[Ranked], start: int, most: int) -> tuple[tuple[Ranked, ...], int]:
    """`most` of the rows from a place on, and how many there are. *Why not a list:* each row is large."""
    some, total = [], 0
    for row in rows:
        if start <= total < start + most:
            some.append(row)
        total += 1
    return tuple(some), total


def _file(name: str, content: bytes) -> CandidateFile:
    return CandidateFile(
        id=str(uuid.uuid4()),
        file_name=seen(name)[-200:],
        media_type=MEDIA_TYPES.get(PurePath(name).suffix.lower(), "text/plain"),
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _figures(row: Ranked) -> Ranked:
    """The row without words of the résumé, whoever's it is: a list shows none."""
    found = row.assessment
    bare = {
        "matches": tuple(m.model_copy(update=_NO_WORDS) for m in found.score.matches),
        **{
            name: tuple(part.model_copy(update={"evidence": ()}) for part in getattr(found.score, name))
            for name in ("parts", "fit_parts")
        },
    }
    score = found.score.model_copy(update=bare)
    assessment = found.model_copy(update={"score": score, "unsure": ("",) * len(found.unsure)})
    return row.model_copy(update={"candidate": nameless(row.candidate), "assessment": assessment})


_NO_WORDS = {"evidence": (), "explanation": ""}


_TOO_MANY = Trouble(
    title=f"More than {MOST_FILES} files at once",
    message="Add the others when these have been read.",
)
_TOO_LARGE = Trouble(
    title=f"This ZIP is larger than {ARCHIVE_MB} MB", message="Pack the files in several ZIPs."
)
