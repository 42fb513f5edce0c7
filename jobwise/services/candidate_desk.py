"""Reads and scores the files of candidates in the background, whoever's they are.

What is done stands in the store after each file: a page may be left, and a kill loses nothing. Any number of
processes share the work (`docs/decisions/0011-candidates-are-claimed.md`): each claims a few candidates at a
time, and what a dead one had claimed is claimed by another once its time is over.
"""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby
from typing import NamedTuple

from jobwise.domain.account import Actor
from jobwise.domain.source import ReadResult
from jobwise.domain.vacancy import Claim, Trouble
from jobwise.errors import JobWiseError, NotFound, StorageFailed, UnreadableFile
from jobwise.matching.orders import without_orders
from jobwise.matching.same_person import is_same_text, traces
from jobwise.matching.steadiness import assess_all
from jobwise.ports import ResumeReader, Scorer, Transactions, UnitOfWork
from jobwise.services.desk import AGAIN_SECONDS, Desk, is_the_machines, places

logger = logging.getLogger(__name__)

READ_AT_ONCE, SCORED_AT_ONCE = 8, 256
"""Candidates of one claim: few enough that a person who adds three files does not wait for somebody's 500."""


class CandidateDesk(Desk):
    """The desk of recruiters."""

    def __init__(
        self,
        transactions: Transactions,
        reader: ResumeReader,
        scorer: Scorer = assess_all,
        *,
        at_once: int = 2,
        claim_seconds: float = 60.0,
        look_seconds: float | None = None,
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        """at_once: processes that the reader has, and the scorer too. claim_seconds: longer than one takes.

        *Why twice as many hands:* while one waits for a process, another waits for the store.
        """
        super().__init__(
            "candidates", hands=2 * at_once, look_seconds=look_seconds, again_seconds=again_seconds
        )
        self._transactions, self._reader, self._scorer = transactions, reader, scorer
        self._claim_seconds = claim_seconds

    def _let_go(self) -> None:
        with self._transactions() as work:
            work.candidates.let_go()

    def _claimed(self) -> list[Callable[[], None]]:
        """Work that nobody else does meanwhile, each piece on one vacancy."""
        claim = Claim(str(uuid.uuid4()), self._claim_seconds)
        with self._transactions() as work:
            waiting = work.candidates.claim_waiting(claim, READ_AT_ONCE)
            unscored = work.candidates.claim_unscored(claim, SCORED_AT_ONCE)
        return [
            partial(do, claim, actor, vacancy_id, [key for *_, key in group])
            for do, claimed in ((self._read_all, waiting), (self._score, unscored))
            for (actor, vacancy_id), group in groupby(claimed, key=lambda one: one[:2])
        ]

    def _read_all(self, claim: Claim, actor: Actor, vacancy_id: str, people: Sequence[str]) -> None:
        """Read their files, and score at once those that are somebody of their own."""
        files: dict[str, tuple[str, bytes]] = {}

        def take(some: Sequence[str]) -> None:
            with self._transactions() as work:
                files.update(work.candidates.contents(actor, some))

        self._together(take, claim, actor, people)
        with self._transactions() as work:
            key = work.candidates.hash_key(actor)
        read: dict[str, _Read] = {}
        for candidate_id, file in files.items():
            with self._guarded(claim, actor, candidate_id):
                result = self._reader.read_resume(*file)
                keys = traces(result.profile.basics, result.source.text, key)
                read[candidate_id] = _Read(result, orders_in(result), keys)
        own: list[str] = []

        def keep(some: Sequence[str]) -> None:
            own.extend(self._kept(claim, actor, vacancy_id, {one: read[one] for one in some}))

        self._together(keep, claim, actor, list(read))
        self._score(claim, actor, vacancy_id, own)

    def _kept(self, claim: Claim, actor: Actor, vacancy_id: str, read: Mapping[str, "_Read"]) -> list[str]:
        """Those of them that are no second file of somebody."""
        left, own = set(read), []
        with self._transactions() as work:
            for candidate_id, (result, orders, keys) in read.items():
                work.candidates.put_read(
                    actor, candidate_id, result.profile, result.source, orders, keys, claim
                )
            alike = work.candidates.alike(actor, vacancy_id, {key: one.keys for key, one in read.items()})
            for candidate_id, one in read.items():
                others = [other for other in alike[candidate_id] if other[0] not in left]
                same_as = self._same_as(work, actor, one.result, others)
                if same_as is None:
                    own.append(candidate_id)
                    left.remove(candidate_id)
                else:
                    work.candidates.put_same(actor, candidate_id, same_as)
        return own

    def _together(
        self,
        do: Callable[[Sequence[str]], None],
        claim: Claim,
        actor: Actor,
        people: Sequence[str],
        told: Trouble | None = None,
    ) -> None:
        """Do it for all at once; where one of them breaks it, for each alone.

        told: as below. Raises: StorageFailed, UnreadableFile for trouble of the machine.
        """
        try:
            do(people)
        except Exception as error:
            if is_the_machines(error):
                raise
            for one in people:
                with self._guarded(claim, actor, one, told):
                    do([one])

    @contextmanager
    def _guarded(
        self, claim: Claim, actor: Actor, candidate_id: str, told: Trouble | None = None
    ) -> Iterator[None]:
        """The outermost edge of the work on one file: what is wrong with it is kept and holds up nobody.

        told: what is kept in place of what the error says. *Why a bug's error goes no further:* its words may
        be the résumé's. The places in the code say enough.
        """
        trouble = None
        try:
            with suppress(NotFound):  # deleted in the meantime, or another's by now
                yield
        except (UnreadableFile, StorageFailed) as error:
            if is_the_machines(error):
                raise
            trouble = told or Trouble(title=error.title, message=error.message)
        except JobWiseError:
            raise
        except Exception as error:  # noqa: BLE001
            logger.error("A candidate broke: %s", places(error))
            trouble = told or _BROKE
        if trouble:
            with suppress(NotFound), self._transactions() as kept:
                kept.candidates.put_trouble(actor, candidate_id, trouble, claim)

    def _same_as(
        self, work: UnitOfWork, actor: Actor, result: ReadResult, others: Sequence[tuple[str, int, bool]]
    ) -> int | None:
        """The number of the candidate whose second file this is."""
        for other_id, number, is_known in others:
            if is_known:
                return number
            try:
                other = work.candidates.get(actor, other_id)
            except StorageFailed as error:
                if is_the_machines(error):
                    raise
                continue  # damage of the other, which this one is not to suffer from
            names = (result.profile.basics.name, other.profile.basics.name)
            if is_same_text(result.source.text, other.source.text, names):
                return number
        return None

    def _score(self, claim: Claim, actor: Actor, vacancy_id: str, people: Sequence[str]) -> None:
        """Score people of one vacancy."""
        if not people:
            return
        try:
            with self._transactions() as work:
                vacancy = work.vacancies.get(actor, vacancy_id)
        except NotFound:  # deleted in the meantime
            return
        rubric = vacancy.rubric

        def score(some: Sequence[str]) -> None:
            with self._transactions() as work:
                profiles = work.candidates.profiles(actor, some)
            found = self._scorer(tuple(profiles.values()), rubric.analysis, vacancy.as_of, rubric.number)
            with self._transactions() as work:
                scored = dict(zip(profiles, found, strict=True))
                work.candidates.put_assessments(actor, vacancy_id, rubric.number, claim, scored)

        self._together(score, claim, actor, people, _UNSCORED)


class _Read(NamedTuple):
    """A file as it was read. `keys`: what the same person is found by."""

    result: ReadResult
    orders: tuple[str, ...]
    keys: Mapping[str, str]


def orders_in(result: ReadResult) -> tuple[str, ...]:
    """Lines that speak to a machine, as they stand in the file."""
    return orders_among([*result.source.text.splitlines(), *(fact.text for fact in result.profile.facts())])


def orders_among(lines: Iterable[str]) -> tuple[str, ...]:
    """Those that speak to a machine, without others that hold them."""
    told = (" ".join(line.split()) for line in lines if line.strip() and not without_orders(line).strip())
    shortest: list[str] = []
    for line in sorted(dict.fromkeys(told), key=len):
        if not any(one in line for one in shortest):
            shortest.append(line)
    return tuple(shortest)


_UNSCORED = Trouble(
    title="This candidate could not be scored",
    message="Something in the file breaks the count. Try again, or add the file exported as PDF or DOCX.",
)
_BROKE = Trouble(
    title="This file could not be worked on",
    message="Something in it broke a step. Export it again as PDF or DOCX, then add the new file.",
)
