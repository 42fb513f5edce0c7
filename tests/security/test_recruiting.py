"""Each call of the recruiter's desk by others: without the role nothing is there, with it what is theirs."""

import inspect
from collections.abc import Callable
from typing import NamedTuple

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.errors import JobWiseError, NotFound
from jobwise.ports import Transactions
from jobwise.rendering.ranking import RANKINGS
from jobwise.services.candidates import CandidateService
from jobwise.services.corrections import CorrectionService
from jobwise.services.fairness import FairnessService
from jobwise.services.ranking_files import RankingFiles
from jobwise.services.retention import RetentionService
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from tests.unit.services.conftest import AD, Clock, QuietDesk

RITA, SAM = (Actor(id=name, roles=frozenset({Role.RECRUITER})) for name in ("rita", "sam"))
UNKNOWN = "00000000-0000-4000-8000-000000000000"


class Desk(NamedTuple):
    """The services with a vacancy and a candidate of Rita's."""

    vacancies: VacancyService
    candidates: CandidateService
    corrections: CorrectionService
    fairness: FairnessService
    files: RankingFiles
    retention: RetentionService
    vacancy_id: str
    candidate_id: str


Call = Callable[[Desk, Actor, str], object]
BY_VACANCY: dict[str, Call] = {
    "get": lambda desk, who, key: desk.vacancies.get(who, key),
    "rubrics": lambda desk, who, key: desk.vacancies.rubrics(who, key),
    "left_out": lambda desk, who, key: desk.vacancies.left_out(who, key),
    "change": lambda desk, who, key: desk.vacancies.change(who, key, [], based_on=1),
    "ask_too": lambda desk, who, key: desk.vacancies.ask_too(who, key, "Rust", "must", based_on=1),
    "add_files": lambda desk, who, key: desk.vacancies.add_files(who, key, [("a.md", b"# A")]),
    "progress": lambda desk, who, key: desk.vacancies.progress(who, key),
    "ranking": lambda desk, who, key: desk.vacancies.ranking(who, key),
    "tags": lambda desk, who, key: desk.vacancies.tags(who, key),
    "hide_schools": lambda desk, who, key: desk.vacancies.hide_schools(who, key, True),
    "unread": lambda desk, who, key: desk.vacancies.unread(who, key),
    "delete": lambda desk, who, key: desk.vacancies.delete(who, key),
}
OF_FAIRNESS: dict[str, Call] = {
    "audit": lambda desk, who, key: desk.fairness.audit(who, key),
    "put_answers": lambda desk, who, key: desk.fairness.put_answers(who, key, b"Candidate,Sex\n1,f\n"),
    "drop_answers": lambda desk, who, key: desk.fairness.drop_answers(who, key),
    "blank_table": lambda desk, who, key: desk.fairness.blank_table(who, key),
    "report": lambda desk, who, key: desk.fairness.report(who, key),
    "pdf": lambda desk, who, key: desk.fairness.pdf(who, key),
    "csv": lambda desk, who, key: desk.fairness.csv(who, key),
}
OF_OTHERS: dict[str, Call] = {
    "ranking_files.file": lambda desk, who, key: desk.files.file(who, key, "csv"),
    "retention.goes_on": lambda desk, who, key: desk.retention.goes_on(who, key),
    "retention.keep_for": lambda desk, who, key: desk.retention.keep_for(who, key, 9),
}
"""Of other services, by a vacancy."""
BY_CANDIDATE: dict[str, Call] = {
    "open": lambda desk, who, key: desk.candidates.open(who, key),
    "side_by_side": lambda desk, who, key: desk.candidates.side_by_side(who, [key, "other"]),
    "explanation": lambda desk, who, key: desk.candidates.explanation(who, key),
    "reveal": lambda desk, who, key: desk.candidates.reveal(who, key),
    "hide": lambda desk, who, key: desk.candidates.hide(who, key),
    "file": lambda desk, who, key: desk.candidates.file(who, key),
    "decide": lambda desk, who, key: desk.candidates.decide(who, key, "decline", "No"),
    "note": lambda desk, who, key: desk.candidates.note(who, key, "x", ()),
    "retry": lambda desk, who, key: desk.candidates.retry(who, key),
    "keep_apart": lambda desk, who, key: desk.candidates.keep_apart(who, key),
    "delete": lambda desk, who, key: desk.candidates.delete(who, key),
}
OF_CORRECTIONS: dict[str, Call] = {
    "correct": lambda desk, who, key: desk.corrections.correct(who, key, "I hold the CKA certificate"),
    "replaced": lambda desk, who, key: desk.corrections.replaced(who, key, 1),
}
BY_CANDIDATE |= OF_CORRECTIONS
OWN_CALLS: dict[str, Callable[[Desk, Actor], object]] = {
    "create": lambda desk, who: desk.vacancies.create(who, AD),
    "list": lambda desk, who: desk.vacancies.list(who),
}
WITHOUT_ACTOR = {"resume"}
ON_VACANCY = BY_VACANCY | {f"fairness_{name}": call for name, call in OF_FAIRNESS.items()} | OF_OTHERS


@pytest.fixture
def desk(
    vacancies: VacancyService,
    candidates: CandidateService,
    corrections: CorrectionService,
    fairness: FairnessService,
    candidate_desk: QuietDesk,
    begin: Transactions,
    database: Database,
    clock: Clock,
    resume: bytes,
) -> Desk:
    vacancy_id = vacancies.create(RITA, AD)
    vacancies.add_files(RITA, vacancy_id, [("anna.md", resume)])
    candidate_desk.drain()
    [row] = vacancies.ranking(RITA, vacancy_id).rows
    files = RankingFiles(begin, RANKINGS, clock)
    retention = RetentionService(begin, DatabaseTraces(database), clock, 30)
    return Desk(vacancies, candidates, corrections, fairness, files, retention, vacancy_id, row.candidate.id)


def test_every_call_has_its_place_here() -> None:
    def calls(service: type) -> set[str]:
        return {name for name, _ in inspect.getmembers(service, inspect.isfunction) if name[0] != "_"}

    assert calls(RankingFiles) == {"file"}
    assert calls(VacancyService) == BY_VACANCY.keys() | OWN_CALLS.keys() | WITHOUT_ACTOR
    assert calls(CandidateService) == BY_CANDIDATE.keys() - OF_CORRECTIONS.keys()
    assert calls(CorrectionService) == OF_CORRECTIONS.keys()
    assert calls(FairnessService) == OF_FAIRNESS.keys()


def answer(call: Call, desk: Desk, who: Actor, key: str) -> tuple[object, ...]:
    with pytest.raises(JobWiseError) as refusal:
        call(desk, who, key)
    error = refusal.value
    return type(error), error.code, error.title, error.message


@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, "vacancy_id") for name in ON_VACANCY), *((name, "candidate_id") for name in BY_CANDIDATE)],
)
def test_anothers_id_answers_like_one_that_never_was(desk: Desk, name: str, kind: str) -> None:
    call = (ON_VACANCY if kind == "vacancy_id" else BY_CANDIDATE)[name]
    anothers = answer(call, desk, SAM, getattr(desk, kind))
    assert anothers[0] is NotFound
    assert anothers == answer(call, desk, SAM, UNKNOWN) == answer(call, desk, RITA, UNKNOWN)
    assert desk.vacancies.progress(RITA, desk.vacancy_id).scored == 1


@pytest.mark.parametrize("roles", [(), (Role.SEEKER,), (Role.PROMPT_EDITOR,)])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "vacancy_id") for name in ON_VACANCY),
        *((name, "candidate_id") for name in BY_CANDIDATE),
        *((name, "") for name in OWN_CALLS),
    ],
)
def test_without_the_role_the_owner_finds_nothing_either(
    desk: Desk, name: str, kind: str, roles: tuple[Role, ...]
) -> None:
    rita = Actor(id="rita", roles=frozenset(roles))
    calls: dict[str, Call] = {"vacancy_id": ON_VACANCY, "candidate_id": BY_CANDIDATE}.get(kind, {})
    with pytest.raises(NotFound):
        calls[name](desk, rita, getattr(desk, kind)) if kind else OWN_CALLS[name](desk, rita)
    assert desk.vacancies.progress(RITA, desk.vacancy_id).scored == 1


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.ADMINISTRATOR])
def test_the_owner_with_a_role_gets_what_is_theirs(desk: Desk, role: Role) -> None:
    rita = Actor(id="rita", roles=frozenset({role}))
    assert [one.id for one in desk.vacancies.list(rita)] == [desk.vacancy_id]
    assert desk.candidates.open(rita, desk.candidate_id).candidate.number == 1
    assert desk.vacancies.list(Actor(id="sam", roles=frozenset({role}))) == ()
