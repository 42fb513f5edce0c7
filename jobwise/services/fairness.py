"""Whether a ranking treats groups alike: everybody scored as somebody else, and how groups fared."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from jobwise.domain.account import Actor
from jobwise.domain.ats import Score
from jobwise.domain.audit import Action
from jobwise.domain.fairness import Answers, CategoriesRead, FairnessReport, Outcome, SwapAudit, SwapResult
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.report import Report
from jobwise.domain.vacancy import Vacancy
from jobwise.errors import NotFound, UnusableEntry
from jobwise.matching.impact import impact
from jobwise.matching.same_person import traces
from jobwise.matching.scoring import ENGINE_VERSION, score
from jobwise.matching.swaps import Swap, swaps
from jobwise.pipeline.fairness_report import as_report, as_rows
from jobwise.pipeline.voluntary_answers import HEADINGS, answers_in
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.vacancies import RECRUITING

Rows = Sequence[Sequence[str]]


def _quiet(_done: int, _of: int) -> None:
    """Tell nobody."""


class FairnessService:
    """Audits and figures for the people who answer for a vacancy. They change no score and no decision."""

    def __init__(
        self,
        transactions: Transactions,
        read_table: Callable[[bytes], Rows],
        print_pdf: Callable[[Report], bytes],
        print_csv: Callable[[Rows], bytes],
        clock: Clock,
    ) -> None:
        self._transactions, self._clock = transactions, clock
        self._read_table, self._print_pdf, self._print_csv = read_table, print_pdf, print_csv

    def audit(self, actor: Actor, vacancy_id: str, tell: Callable[[int, int], None] = _quiet) -> SwapAudit:
        """Score everybody anew as if they were somebody else, and keep what came of it.

        tell: called with (people done, people in all) as it goes on. Raises: NotFound.
        """
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            vacancy = work.vacancies.get(actor, vacancy_id)
            outcomes = work.fairness.outcomes(actor, vacancy_id, vacancy.rubric.number)
        counts = {swap: _Count() for swap in swaps()}
        people = 0
        for done, candidate_id in enumerate(outcomes):
            tell(done, len(outcomes))
            with suppress(NotFound):  # deleted in the meantime
                with self._transactions() as work:
                    profile = work.candidates.get(actor, candidate_id).profile
                _swap_all(profile, vacancy, counts)
                people += 1
        found = SwapAudit(
            at=self._clock(),
            engine=ENGINE_VERSION,
            rubric=vacancy.rubric.number,
            candidates=people,
            of=_standing(outcomes),
            results=tuple(
                SwapResult(
                    kind=swap.kind, to=swap.to, changed=one.changed, moved=one.moved, largest=one.largest
                )
                for swap, one in counts.items()
            ),
        )
        with self._transactions() as work:
            work.fairness.add_audit(actor, vacancy_id, found)
        return found

    def put_answers(self, actor: Actor, vacancy_id: str, table: bytes) -> CategoriesRead:
        """Take in a table of voluntary answers, in the place of the one before.

        Candidates are known by number, file name or mail address. Raises: NotFound, UnreadableFile,
        UnusableEntry for a table without the columns or without an answer of anybody.
        """
        actor.must_be(*RECRUITING)
        told = answers_in(self._read_table(table))
        with self._transactions() as work:
            known = work.fairness.known_as(actor, vacancy_id)
            answers: dict[str, Answers] = {}
            lost = []
            for row in told:
                address = traces(Basics(email=row.who), "", "").get("email", "")
                keys = (*row.names, work.fairness.address_key(actor, address) if address else "")
                candidate_id = next((known[key] for key in keys if key in known), None)
                if candidate_id is None or candidate_id in answers:
                    lost.append(row.number)
                elif row.answers != Answers():
                    answers[candidate_id] = row.answers
            if not answers:
                raise UnusableEntry(
                    "No row of this table has an answer of a candidate here",
                    "Its first column has to hold their numbers, the names of their files or mail addresses.",
                    code="no-answers",
                )
            self._put(work, actor, vacancy_id, answers)
        return CategoriesRead(candidates=len(answers), lost=tuple(lost))

    def drop_answers(self, actor: Actor, vacancy_id: str) -> None:
        """Delete all answers. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            self._put(work, actor, vacancy_id, {})

    def blank_table(self, actor: Actor, vacancy_id: str) -> bytes:
        """A table to fill in, a row a candidate, as CSV. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            people = work.candidates.list(actor, vacancy_id, "read")
        return self._print_csv([HEADINGS, *((f"Candidate {one.number}", "", "") for one in people)])

    def report(self, actor: Actor, vacancy_id: str) -> FairnessReport:
        """Everything that is known by now. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            vacancy = work.vacancies.get(actor, vacancy_id)
            outcomes = work.fairness.outcomes(actor, vacancy_id, vacancy.rubric.number)
            answers = work.fairness.answers(actor, vacancy_id)
            audits = work.fairness.audits(actor, vacancy_id)
        return FairnessReport(
            vacancy=vacancy.title,
            engine=ENGINE_VERSION,
            rubric=vacancy.rubric.number,
            at=self._clock(),
            impact=impact(outcomes, answers),
            undecided=sum(one.choice is None for one in outcomes.values()),
            told=sum(key in answers for key in outcomes),
            audit=(audit := audits[0] if audits else None),
            is_audit_old=audit is not None
            and (audit.engine, audit.of) != (ENGINE_VERSION, _standing(outcomes)),
        )

    def pdf(self, actor: Actor, vacancy_id: str) -> bytes:
        """The report as a PDF. Raises: NotFound."""
        return self._print_pdf(as_report(self.report(actor, vacancy_id)))

    def csv(self, actor: Actor, vacancy_id: str) -> bytes:
        """The report as CSV, a figure a row. Raises: NotFound."""
        return self._print_csv(as_rows(self.report(actor, vacancy_id)))

    def _put(self, work: UnitOfWork, actor: Actor, vacancy_id: str, answers: Mapping[str, Answers]) -> None:
        now = self._clock()
        work.fairness.put_answers(actor, vacancy_id, answers, now)
        people = {"people": str(len(answers))}
        work.audit.note(now, actor.id, Action.CATEGORIES_PUT, vacancy_id, people)


def _standing(outcomes: Mapping[str, Outcome]) -> str:
    """What changes when anybody comes, goes or is scored otherwise."""
    told = "\n".join(f"{key} {one.fit}" for key, one in sorted(outcomes.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class _Count:
    """What one swap did so far."""

    def __init__(self) -> None:
        self.changed, self.moved, self.largest = 0, 0, 0.0


def _swap_all(profile: Profile, vacancy: Vacancy, counts: Mapping[Swap, _Count]) -> None:
    analysis, as_of = vacancy.rubric.analysis, vacancy.as_of
    own = score(profile, analysis, as_of)
    for swap, count in counts.items():
        other = swap.change(profile)
        if other == profile:
            continue
        found = score(other, analysis, as_of)
        count.changed += 1
        count.moved += _judged(found) != _judged(own)
        count.largest = max(count.largest, abs(found.fit - own.fit), abs(found.ats_score - own.ats_score))


def _judged(found: Score) -> object:
    """What of a score must not move: every number and every verdict."""
    parts = [(part.name, part.score) for part in (*found.parts, *found.fit_parts)]
    return found.fit, found.ats_score, parts, [(match.verdict, match.score) for match in found.matches]
