"""The job library: jobs, the boards they come from, and how the present profile stands to them."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import undefer

from jobwise.domain.account import Actor
from jobwise.domain.job import (
    BoardKind,
    Job,
    JobBoard,
    JobFit,
    JobHit,
    JobMark,
    JobSource,
    JobState,
    JobWords,
    LibraryMark,
    NewJob,
    ReadJob,
    SourceKind,
    is_address,
)
from jobwise.domain.posting import JobAnalysis, JobTerms
from jobwise.domain.vacancy import Claim
from jobwise.errors import Conflict
from jobwise.matching.same_person import NEAR_BITS
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.store.answers import WatchedSession
from jobwise.store.claims import alone, bits_apart, claimed, let_go
from jobwise.store.rows import must_own, owned
from jobwise.store.tables import ApplicationRow, GoneJobRow, JobBoardRow, JobRow, ProfileRow
from jobwise.store.vault import Vault

_OPENED = (undefer(JobRow.text), undefer(JobRow.analysis))
_WEIGHT = 15
"""A job takes some 60 kB."""


class SqlJobs:
    """`ports.JobRepository` over SQLAlchemy."""

    def __init__(self, session: WatchedSession, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def hash_key(self, actor: Actor) -> str:
        """What words of this person's jobs are hashed with. *Why:* a bare hash could be tried out."""
        return self._vault.keyed(actor.id, "words of jobs")

    def alone(self, actor: Actor) -> None:
        """Keep others from adding to this person's jobs until the transaction ends. *Why:* two who look at
        once whether a job is there would both find that it is not."""
        alone(self._session, [f"jobs {actor.id}"])

    def known(self, actor: Actor, digests: Sequence[str]) -> Mapping[str, str]:
        """Digest -> the job that has it, or that one with it became, of those that the library has."""
        keyed = {self._vault.keyed(actor.id, one): one for one in digests}
        mine = select(JobRow.digest, JobRow.id).where(JobRow.owner == actor.id, JobRow.digest.in_(keyed))
        became = (
            select(GoneJobRow.digest, JobRow.id)
            .join(JobRow, JobRow.id == GoneJobRow.became)
            .where(GoneJobRow.owner == actor.id, GoneJobRow.digest.in_(keyed))
        )
        return {
            keyed[digest]: key for asked in (became, mine) for digest, key in self._session.execute(asked)
        }

    def deleted(self, actor: Actor, told: Sequence[str]) -> frozenset[str]:
        """Those of the digests and addresses whose job the person deleted."""
        keyed = {self._vault.keyed(actor.id, one): one for one in told}
        gone = select(GoneJobRow.digest, GoneJobRow.address).where(
            GoneJobRow.owner == actor.id,
            or_(GoneJobRow.digest.in_(keyed), GoneJobRow.address.in_(keyed)),
            GoneJobRow.became.is_(None),
        )
        return frozenset(keyed[one] for row in self._session.execute(gone) for one in row if one in keyed)

    def near(self, actor: Actor, text_keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Text key -> the jobs whose text may be nearly the same, the first that came first."""
        asked = {key: f"{int(key, 16):016x}" for key in text_keys if key}
        if not asked:
            return {}
        kept = func.nullif(JobRow.text_key, "")
        some = [bits_apart(self._session, kept, key) <= NEAR_BITS for key in sorted(set(asked.values()))]
        found = self._session.execute(
            select(JobRow.id, JobRow.text_key)
            .where(JobRow.owner == actor.id, JobRow.text_key != "", or_(*some))
            .order_by(JobRow.added_at, JobRow.id)
        ).all()
        return {
            key: [id_ for id_, theirs in found if (int(theirs, 16) ^ int(key, 16)).bit_count() <= NEAR_BITS]
            for key in asked
        }

    def add(self, actor: Actor, jobs: Sequence[NewJob], at: dt.datetime) -> None:
        """Keep jobs that the library does not have. *Why in one statement:* thousands come at once."""
        rows = [self._values(actor, one, at) for one in jobs]
        if rows:
            self._session.execute(insert(JobRow).values(rows))

    def _values(self, actor: Actor, job: NewJob, at: dt.datetime) -> dict[str, Any]:
        row = JobRow(id=job.id, owner=actor.id)
        told = _kept(job.analysis) if job.analysis else None
        self._vault.seal(
            row,
            source=job.source.name,
            title=job.title,
            employer=job.employer,
            text=job.text,
            analysis=told,
            trouble="",
        )
        sealed = ("source", "title", "employer", "text", "analysis", "trouble")
        return {
            "id": job.id,
            "owner": actor.id,
            "state": "read" if job.analysis else "waiting",
            "source_kind": job.source.kind,
            "digest": self._vault.keyed(actor.id, job.digest),
            "text_key": job.text_key,
            "posted_on": job.posted_on,
            "added_at": at,
            "changed_at": at,
            "touched_at": at,
            "changes": 1,
            **{name: getattr(row, name) for name in sealed},
        }

    def get(self, actor: Actor, job_id: str) -> Job:
        """A job with all that is known of it; the one that it became, where it did. Raises: NotFound."""

        def ask(_: Sequence[str]) -> Mapping[str, Job]:
            row = owned(self._session, JobRow, actor, job_id, options=_OPENED)
            return {} if row is None else {job_id: self._job(row)}

        found = self._session.row_answers(JobRow, ("job", actor.id), [job_id], ask, weight=_WEIGHT)
        if job_id in found:
            return found[job_id]
        gone = self._session.get(GoneJobRow, job_id)
        became = gone.became if gone is not None and gone.owner == actor.id else None
        return self._job(must_own(self._session, JobRow, actor, became or job_id, "job", options=_OPENED))

    def ids(self, actor: Actor) -> Sequence[str]:
        """All jobs, oldest first."""
        mine = select(JobRow.id).where(JobRow.owner == actor.id)
        return tuple(self._session.scalars(mine.order_by(JobRow.added_at, JobRow.id)))

    def hits(self, actor: Actor, job_ids: Sequence[str]) -> Sequence[JobHit]:
        """The rows of a list, in the order of the ids, of those that are there."""

        def ask(ids: Sequence[str]) -> Mapping[str, JobHit]:
            mine = select(JobRow).where(JobRow.owner == actor.id, JobRow.id.in_(ids))
            rows = self._session.scalars(mine.options(undefer(JobRow.analysis)))
            return {row.id: self._hit(row) for row in rows}

        hits = self._session.row_answers(JobRow, ("hit", actor.id), job_ids, ask)
        newest = self._applied(actor)
        return tuple(
            hits[key].model_copy(update={"application_id": newest.get(key)}) for key in job_ids if key in hits
        )

    def _applied(self, actor: Actor) -> Mapping[str, str]:
        """Job -> the newest application that was made for it."""

        def ask() -> Mapping[str, str]:
            row = ApplicationRow
            asked = select(row.job_id, row.id).where(row.owner == actor.id, row.job_id.is_not(None))
            return {job: made for job, made in self._session.execute(asked.order_by(row.created_at)) if job}

        return self._session.answer(("applied", actor.id), (ApplicationRow,), ask)

    def correct(
        self,
        actor: Actor,
        job_id: str,
        at: dt.datetime,
        *,
        title: str | None,
        employer: str | None,
        offer: JobTerms | None,
        changes: int | None,
    ) -> Job:
        """Put other words for the title or the employer, or another offer. Raises: NotFound, Conflict."""
        row = self._to_change(actor, job_id, changes)
        said = {"title": title, "employer": employer, "analysis": self._offering(row, offer)}
        other = {
            name: value
            for name, value in said.items()
            if value is not None and value != self._vault.text(row, name)
        }
        if other:  # what says nothing new is no change, which others would be refused for
            self._vault.seal(row, **other)
            row.changed_at = row.touched_at = at
            self._session.flush()
        return self._job(row)

    def _offering(self, row: JobRow, offer: JobTerms | None) -> str | None:
        """The analysis with what is set of an offer; None where that stays. Raises: Conflict."""
        if offer is None:
            return None
        if row.state != "read":
            raise Conflict(
                "This job is not read yet", "Wait until it is, then put it right.", code="job-waiting"
            )
        analysis = JobAnalysis.model_validate_json(self._vault.text(row, "analysis"))
        return _kept(
            analysis.model_copy(update={name: getattr(offer, name) for name in offer.model_fields_set})
        )

    def delete(self, actor: Actor, job_id: str, changes: int | None = None) -> None:
        """Delete a job; applications that were made for it stay. Raises: NotFound, Conflict."""
        row = self._to_change(actor, job_id, changes)
        made = update(ApplicationRow).where(ApplicationRow.owner == actor.id, ApplicationRow.job_id == row.id)
        self._session.execute(made.values(job_id=None))
        same = update(GoneJobRow).where(GoneJobRow.owner == actor.id, GoneJobRow.became == row.id)
        self._session.execute(same.values(became=None))
        self._let_go(row, None)

    def _to_change(self, actor: Actor, job_id: str, changes: int | None) -> JobRow:
        row = must_own(self._session, JobRow, actor, job_id, "job", options=_OPENED)
        if changes is not None and row.changes != changes:
            raise Conflict(
                "This job was changed in the meantime",
                "Look at its newest state, then do it again.",
                code="changed",
            )
        return row

    def claim_waiting(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str]]:
        """(owner, job) of jobs that wait to be read, whoever's they are, oldest first; theirs alone who
        claimed them until they are done or the time is over.

        *Why without an actor:* the desk that reads acts for each owner.
        """
        rows = select(JobRow.owner, JobRow.id).where(JobRow.state == "waiting")
        found = claimed(self._session, JobRow, claim, rows, (JobRow.added_at, JobRow.id), most)
        return [(Actor(id=owner), key) for owner, key in found]

    def claim_unscored(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str]]:
        """(owner, job) of jobs that were not held against their owner's present profile by this engine,
        newest first, claimed likewise."""
        newest = (
            select(ProfileRow.owner, func.max(ProfileRow.version).label("version"))
            .where(ProfileRow.version.is_not(None))
            .group_by(ProfileRow.owner)
            .subquery()
        )
        current = (
            select(ProfileRow.owner, ProfileRow.id)
            .join(newest, (newest.c.owner == ProfileRow.owner) & (newest.c.version == ProfileRow.version))
            .subquery()
        )
        rows = (
            select(JobRow.owner, JobRow.id)
            .join(current, current.c.owner == JobRow.owner)
            .where(
                JobRow.state == "read",
                or_(
                    JobRow.fit_profile.is_(None),
                    JobRow.fit_profile != current.c.id,
                    JobRow.fit_engine != ENGINE_VERSION,
                ),
            )
        )
        found = claimed(self._session, JobRow, claim, rows, (JobRow.added_at.desc(), JobRow.id), most)
        return [(Actor(id=owner), key) for owner, key in found]

    def let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""
        let_go(self._session, JobRow)

    def put_read(self, actor: Actor, found: Mapping[str, ReadJob], claim: Claim, at: dt.datetime) -> None:
        """Keep what was read from jobs that are there and claimed still. *Why a name that is there
        stays:* the person may have put it right while the job was read."""
        for row in self._claimed(actor, list(found), claim):
            one = found[row.id]
            self._vault.seal(
                row,
                title=self._vault.text(row, "title") or one.title,
                employer=self._vault.text(row, "employer") or one.employer,
                analysis=_kept(one.analysis),
                trouble="",
            )
            row.text_key, row.state, row.changed_at = one.text_key, "read", at
            row.claim, row.claimed_until = None, None

    def put_trouble(
        self,
        actor: Actor,
        troubles: Mapping[str, str],
        claim: Claim,
        at: dt.datetime,
        *,
        held: str | None = None,
    ) -> None:
        """Keep why jobs cannot be worked with, of those that are there and claimed still. held: the profile
        that alone they cannot be held against."""
        for row in self._claimed(actor, list(troubles), claim):
            self._vault.seal(row, trouble=troubles[row.id])
            if held is None:
                row.state = "unusable"
            else:
                row.fit, row.fit_profile, row.fit_engine = None, held, ENGINE_VERSION
            row.changed_at = at
            row.claim, row.claimed_until = None, None

    def put_fits(
        self, actor: Actor, found: Mapping[str, JobFit | None], claim: Claim, at: dt.datetime
    ) -> None:
        """Keep how a profile stands to jobs, of those that are there and claimed still."""
        for row in self._claimed(actor, list(found), claim):
            fit = found[row.id]
            if fit is not None:
                row.fit, row.must_haves = fit.fit, fit.must_haves
                row.fit_profile, row.fit_engine = fit.profile_id, fit.engine
                self._vault.seal(row, missing=json.dumps(fit.missing, ensure_ascii=False), trouble="")
                row.changed_at = at
            row.claim, row.claimed_until = None, None

    def drop_same(self, actor: Actor, same: Mapping[str, str], claim: Claim) -> None:
        """Delete jobs that turned out to be in the library already. same: job -> the one that it is."""
        for row in self._claimed(actor, list(same), claim):
            self._let_go(row, same[row.id])

    def _let_go(self, row: JobRow, became: str | None) -> None:
        source = self._vault.text(row, "source")
        address = self._vault.keyed(row.owner, source) if is_address(source) else None
        self._session.add(
            GoneJobRow(id=row.id, owner=row.owner, digest=row.digest, address=address, became=became)
        )
        self._session.delete(row)

    def _claimed(self, actor: Actor, job_ids: Sequence[str], claim: Claim) -> Sequence[JobRow]:
        mine = select(JobRow).where(
            JobRow.owner == actor.id, JobRow.id.in_(job_ids), JobRow.claim == claim.token
        )
        return self._session.scalars(mine.order_by(JobRow.id)).all()

    def jobs(self, actor: Actor, job_ids: Sequence[str]) -> Sequence[Job]:
        """Jobs with all that is known of them, of those that are there."""
        mine = select(JobRow).where(JobRow.owner == actor.id, JobRow.id.in_(job_ids))
        return [self._job(row) for row in self._session.scalars(mine.options(*_OPENED))]

    def mark(self, actor: Actor) -> LibraryMark:
        """What is another one after every change."""
        asked = select(func.count(), func.sum(JobRow.changes), func.max(JobRow.changed_at))
        count, changes, newest = self._session.execute(asked.where(JobRow.owner == actor.id)).one()
        return count, int(changes or 0), newest

    def marks(self, actor: Actor, since: dt.datetime | None = None) -> Sequence[JobMark]:
        """What an index follows, of jobs that were changed since then."""
        row = JobRow
        asked = select(
            row.id, row.changes, row.state, row.posted_on, row.added_at, row.touched_at,
            row.changed_at, row.fit, row.fit_profile, row.fit_engine,
        ).where(row.owner == actor.id)  # fmt: skip
        if since is not None:
            asked = asked.where(row.changed_at >= since)
        return [
            JobMark(
                one.id,
                one.changes,
                f"{one.state} {one.touched_at}",
                one.state,
                one.posted_on,
                one.added_at,
                one.changed_at,
                one.fit,
                (one.fit_profile, one.fit_engine),
            )
            for one in self._session.execute(asked)
        ]

    def words(self, actor: Actor, job_ids: Sequence[str]) -> Mapping[str, JobWords]:
        """Job -> what it is found by, of those that are there."""
        asked = select(JobRow).where(JobRow.owner == actor.id, JobRow.id.in_(job_ids))
        opened = self._vault.text
        return {
            row.id: JobWords(
                opened(row, "title"),
                opened(row, "employer"),
                opened(row, "text"),
                json.loads(opened(row, "analysis")) if row.analysis else {},
            )
            for row in self._session.scalars(asked.options(*_OPENED))
        }

    def boards(self, actor: Actor) -> Sequence[JobBoard]:
        """The boards that are followed, by their kind and name."""
        rows = self._session.scalars(select(JobBoardRow).where(JobBoardRow.owner == actor.id))
        return tuple(sorted(map(self._board, rows), key=lambda one: (one.kind, one.board)))

    def add_board(self, actor: Actor, kind: BoardKind, board: str) -> JobBoard:
        """Follow a board; one that is followed already stays as it is."""
        for known in self.boards(actor):
            if (known.kind, known.board) == (kind, board):
                return known
        row = JobBoardRow(id=str(uuid.uuid4()), owner=actor.id, kind=kind)
        self._vault.seal(row, board=board, trouble="")
        self._session.add(row)
        return self._board(row)

    def board(self, actor: Actor, board_id: str) -> JobBoard:
        """A board that is followed. Raises: NotFound."""
        return self._board(must_own(self._session, JobBoardRow, actor, board_id, "job board"))

    def note_board(self, actor: Actor, board_id: str, at: dt.datetime | None, trouble: str = "") -> None:
        """Put down when a board was read, or why it was not. Raises: NotFound."""
        row = must_own(self._session, JobBoardRow, actor, board_id, "job board")
        row.read_at = at or row.read_at
        self._vault.seal(row, trouble=trouble)

    def delete_board(self, actor: Actor, board_id: str) -> None:
        """Follow a board no longer; its jobs stay. Raises: NotFound."""
        self._session.delete(must_own(self._session, JobBoardRow, actor, board_id, "job board"))

    def touches(self, actor: Actor) -> Sequence[dt.datetime]:
        """When each job was last touched, of those that belong to no application."""
        mine = select(JobRow.touched_at).where(JobRow.owner == actor.id, ~_applied())
        return self._session.scalars(mine).all()

    def long_untouched(self, since: dt.datetime) -> Sequence[tuple[Actor, str]]:
        """(owner, job) of everybody's jobs that belong to no application and that nobody has touched since
        then.

        *Why without an actor:* the sweep acts for each owner.
        """
        old = select(JobRow.owner, JobRow.id).where(JobRow.touched_at < since, ~_applied())
        return [(Actor(id=owner), key) for owner, key in self._session.execute(old)]

    def delete_untouched(self, job_ids: Sequence[str], since: dt.datetime) -> None:
        """Delete those of them that are so still."""
        still = (JobRow.touched_at < since, ~_applied())
        self._session.execute(delete(JobRow).where(JobRow.id.in_(job_ids), *still))

    def _job(self, row: JobRow) -> Job:
        text = self._vault.text(row, "text")
        analysis = self._analysis(row, text)
        return Job(
            id=row.id,
            state=cast(JobState, row.state),
            source=self._source(row),
            title=self._vault.text(row, "title"),
            employer=self._vault.text(row, "employer"),
            text=text,
            analysis=analysis,
            trouble=self._vault.text(row, "trouble"),
            posted_on=row.posted_on,
            added_at=row.added_at,
            fit=self._fit(row, analysis),
            changes=row.changes,
        )

    def _hit(self, row: JobRow) -> JobHit:
        analysis = self._analysis(row, "") or JobAnalysis()
        return JobHit(
            id=row.id,
            state=cast(JobState, row.state),
            source=self._source(row),
            title=self._vault.text(row, "title"),
            employer=self._vault.text(row, "employer"),
            language=analysis.language if row.analysis else None,
            location=analysis.location or "",
            seniority=analysis.seniority,
            employment_type=analysis.employment_type,
            remote=analysis.remote,
            salary=analysis.salary,
            posted_on=row.posted_on,
            added_at=row.added_at,
            fit=self._fit(row, analysis),
            relevance=None,
            application_id=None,
        )

    def _source(self, row: JobRow) -> JobSource:
        return JobSource(kind=cast(SourceKind, row.source_kind), name=self._vault.text(row, "source"))

    def _analysis(self, row: JobRow, text: str) -> JobAnalysis | None:
        if not row.analysis:
            return None
        kept = JobAnalysis.model_validate_json(self._vault.text(row, "analysis"))
        return kept.model_copy(update={"text": text})

    def _fit(self, row: JobRow, analysis: JobAnalysis | None) -> JobFit | None:
        if row.fit is None or row.must_haves is None or row.missing is None or analysis is None:
            return None
        return JobFit(
            fit=row.fit,
            must_haves=row.must_haves,
            must_haves_total=analysis.must_haves,
            missing=tuple(json.loads(self._vault.text(row, "missing"))),
            profile_id=row.fit_profile or "",
            engine=row.fit_engine or "",
        )

    def _board(self, row: JobBoardRow) -> JobBoard:
        return JobBoard(
            id=row.id,
            kind=cast(BoardKind, row.kind),
            board=self._vault.text(row, "board"),
            read_at=row.read_at,
            trouble=self._vault.text(row, "trouble"),
        )


def _kept(analysis: JobAnalysis) -> str:
    """*Why without the text:* it is kept beside it."""
    return analysis.model_dump_json(exclude={"text"}, exclude_defaults=True)


def _applied() -> Any:
    """Whether an application was made for a job."""
    return (
        select(ApplicationRow.id)
        .where(ApplicationRow.owner == JobRow.owner, ApplicationRow.job_id == JobRow.id)
        .exists()
    )
