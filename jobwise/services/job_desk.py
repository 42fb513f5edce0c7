"""Reads jobs that came by the thousand, and holds each against its owner's present profile, in the
background.

What is done stands in the store after each handful: a kill loses nothing, and any number of processes
share the work by claiming some of it, as with candidates.
"""

import logging
import re
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TypeVar

from jobwise.domain.account import Actor
from jobwise.domain.job import Job, JobFit, ReadJob
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.vacancy import Claim
from jobwise.errors import UnreadableFile
from jobwise.matching.partial_dates import MONTHS
from jobwise.matching.same_person import is_same_text, text_key
from jobwise.matching.word_forms import fold
from jobwise.ports import Clock, JobReader, Transactions, UnitOfWork
from jobwise.services.desk import AGAIN_SECONDS, Desk, is_the_machines

logger = logging.getLogger(__name__)
T = TypeVar("T")

READ_AT_ONCE, SCORED_AT_ONCE = 40, 80
"""Jobs of one claim."""
_BROKE = "Something in this job breaks the count. Paste its text by itself, or delete it."
_NOT_HELD = "This job breaks the count of how your profile fits it. It is tried again with your next profile."
_NOT = re.compile(
    r"\w+n['’]t\b|\b(?:no|nor|not|non|cannot|never|without|neither|kein\w*|nicht|nie|niemals|ohne|pas|sans|jamais"
    r"|sin|nunca|tampoco|nao|sem|niet|geen|zonder|nooit|senza)\b"
)
"""Without accents."""
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")


class JobDesk(Desk):
    """The desk of job libraries."""

    def __init__(
        self,
        transactions: Transactions,
        reader: JobReader,
        clock: Clock,
        changed: Callable[[Actor], None],
        *,
        hands: int = 2,
        claim_seconds: float = 60.0,
        look_seconds: float | None = None,
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        """changed: told whose jobs were. claim_seconds: longer than a handful takes."""
        super().__init__("jobs", hands=hands, look_seconds=look_seconds, again_seconds=again_seconds)
        self._transactions, self._reader, self._clock = transactions, reader, clock
        self._changed, self._claim_seconds = changed, claim_seconds

    def _let_go(self) -> None:
        with self._transactions() as work:
            work.jobs.let_go()

    def _claimed(self) -> Sequence[Callable[[], None]]:
        """Work that nobody else does meanwhile, each piece one person's. *Why first read, then scored:*
        what is not read cannot be found by much."""
        claim = Claim(str(uuid.uuid4()), self._claim_seconds)
        with self._transactions() as work:
            waiting = work.jobs.claim_waiting(claim, READ_AT_ONCE)
            unscored = () if waiting else work.jobs.claim_unscored(claim, SCORED_AT_ONCE)
        return [
            partial(do, claim, actor, [key for _, key in group])
            for do, some in ((self._read, waiting), (self._score, unscored))
            for actor, group in groupby(some, key=lambda one: one[0])
        ]

    def _read(self, claim: Claim, actor: Actor, job_ids: Sequence[str]) -> None:
        with self._transactions() as work:
            jobs, key = work.jobs.jobs(actor, job_ids), work.jobs.hash_key(actor)
        told = self._together(lambda some: self._reader.read_jobs([one.text for one in some]), jobs)
        troubles = {
            job.id: one or _BROKE
            for job, one in zip(jobs, told, strict=True)
            if not isinstance(one, JobAnalysis)
        }
        read = {
            job.id: ReadJob(
                job.title or one.title or "", job.employer or one.employer or "", one, text_key(job.text, key)
            )
            for job, one in zip(jobs, told, strict=True)
            if isinstance(one, JobAnalysis)
        }
        texts = {job.id: job.text for job in jobs}
        with self._transactions() as work:
            work.jobs.alone(actor)
            same: dict[str, str] = {}
            for job_id, one in read.items():
                if known := same_job(work, actor, one, texts[job_id]):
                    same[job_id] = known
                else:
                    work.jobs.put_read(actor, {job_id: one}, claim, self._clock())
            work.jobs.drop_same(actor, same, claim)
            work.jobs.put_trouble(actor, troubles, claim, self._clock())
        self._changed(actor)

    def _score(self, claim: Claim, actor: Actor, job_ids: Sequence[str]) -> None:
        with self._transactions() as work:
            jobs, stored = work.jobs.jobs(actor, job_ids), work.profiles.current(actor)
        if stored is None:  # erased in the meantime
            return
        as_of = self._clock().date()

        def fits(some: Sequence[Job]) -> Sequence[JobFit]:
            analyses = [one.analysis for one in some if one.analysis]
            return self._reader.fits(stored.id, stored.profile, analyses, as_of)

        scored = [job for job in jobs if job.analysis]
        found = self._together(fits, scored)
        kept = {job.id: one for job, one in zip(scored, found, strict=True) if isinstance(one, JobFit)}
        broken = {job.id: _NOT_HELD for job in scored if job.id not in kept}
        with self._transactions() as work:
            work.jobs.put_fits(actor, kept, claim, self._clock())
            work.jobs.put_trouble(actor, broken, claim, self._clock(), held=stored.id)
        self._changed(actor)

    def _together(self, do: Callable[[Sequence[Job]], Sequence[T]], jobs: Sequence[Job]) -> list[T | None]:
        """Do it for all at once; where one of them breaks it, for each alone. Raises: UnreadableFile for
        trouble of the machine."""
        if not jobs:
            return []
        try:
            return list(do(jobs))
        except UnreadableFile as error:
            if is_the_machines(error):
                raise
            if len(jobs) > 1:
                return [one for job in jobs for one in self._together(do, [job])]
            logger.warning("A job broke the process that works on it: %s", error.code)
            return [None]


def same_job(work: UnitOfWork, actor: Actor, one: ReadJob, text: str) -> str | None:
    """The job that the library has already: nearly the same text, of the same employer, under the same
    title, in the same place, that asks and pays the same, at the same time.

    *Why by their names first:* an employer's ads have most of their words in common, and texts are dear to
    open.
    """
    near = work.jobs.near(actor, [one.text_key]).get(one.text_key, ())
    ours = (one.title, one.employer, one.analysis.location or "")
    named = [
        hit.id
        for hit in work.jobs.hits(actor, near)
        if all(map(_alike, ours, (hit.title, hit.employer, hit.location or "")))
    ]
    for other in work.jobs.jobs(actor, named):
        if (
            other.analysis is not None
            and is_same_text(text, other.text, ("", ""))
            and _told(one.analysis, text) == _told(other.analysis, other.text)
        ):
            return other.id
    return None


def _told(analysis: JobAnalysis, text: str) -> tuple[object, ...]:
    """What makes an ad another one, however alike its words are: what it asks, how it pays, and every number,
    month, address and "not"."""
    asked = {
        (one.kind, one.importance, one.skill or " ".join(fold(one.text).split()), one.years)
        for one in analysis.requirements
    }
    words = fold(text)
    telling = Counter(word for word in re.findall(r"\w+", words) if word in MONTHS or not word.isalpha())
    telling.update("not" for _ in _NOT.finditer(words))
    telling.update(found[0].rstrip(".,;:)>") for found in _ADDRESS.finditer(words))
    return asked, analysis.salary, analysis.seniority, analysis.employment_type, analysis.remote, telling


def _alike(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
