"""Who works on a candidate: one at a time, another after its time, and what comes late is dropped."""

import datetime as dt
import hashlib
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from jobwise.domain.account import Actor
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.source import SourceText
from jobwise.domain.vacancy import CandidateFile, Claim, Rubric, Scored, Trouble, Vacancy
from jobwise.errors import NotFound
from jobwise.matching.steadiness import assess
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.ports import Transactions
from jobwise.store.database import Database
from tests.unit.services.conftest import AD

RITA = Actor(id="rita")
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
PROFILE = Profile(basics=Basics(name="Anna Example"))


@pytest.fixture
def vacancy(begin: Transactions) -> Vacancy:
    """A vacancy with twenty files that wait."""
    rubric = Rubric(number=1, what="", by=RITA.id, at=NOON, analysis=analyze_job(AD))
    made = Vacancy(
        id=str(uuid.uuid4()), title="Analyst", ad=AD, as_of=NOON.date(), created_at=NOON, rubric=rubric
    )
    with begin() as work:
        work.vacancies.add(RITA, made)
        work.candidates.add(RITA, made.id, [_file(f"{number}.md") for number in range(20)], NOON)
    return made


def _file(name: str) -> CandidateFile:
    content = name.encode()
    return CandidateFile(
        id=str(uuid.uuid4()),
        file_name=name,
        media_type="text/markdown",
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
    )


def claimed(begin: Transactions, most: int = 1, *, seconds: float = 60) -> tuple[Claim, list[str]]:
    claim = Claim(str(uuid.uuid4()), seconds)
    with begin() as work:
        return claim, [key for _, _, key in work.candidates.claim_waiting(claim, most)]


def read(begin: Transactions, claim: Claim, candidate_id: str) -> None:
    with begin() as work:
        work.candidates.put_read(RITA, candidate_id, PROFILE, SourceText(text="x"), (), {}, claim)


def test_whoever_looks_at_once_gets_others(begin: Transactions, vacancy: Vacancy) -> None:
    with ThreadPoolExecutor(4) as threads:
        taken = [key for _, keys in threads.map(lambda _: claimed(begin, 5), range(4)) for key in keys]
    while more := claimed(begin, 5)[1]:  # rows that were locked just then were passed over
        taken += more
    assert len(taken) == len(set(taken)) == 20


def test_the_oldest_are_first_with_their_vacancy(begin: Transactions, vacancy: Vacancy) -> None:
    with begin() as work:
        some = work.candidates.claim_waiting(Claim("a", 60), 2)
        numbers = [work.candidates.get(actor, key).number for actor, _, key in some]
    assert numbers == [1, 2]
    assert {(actor.id, vacancy_id) for actor, vacancy_id, _ in some} == {(RITA.id, vacancy.id)}


def test_what_is_done_late_by_one_who_lost_it_is_not_kept(begin: Transactions, vacancy: Vacancy) -> None:
    lost, [candidate_id] = claimed(begin, seconds=0)
    holds, [same] = claimed(begin)
    assert same == candidate_id
    with pytest.raises(NotFound):
        read(begin, lost, candidate_id)
    with pytest.raises(NotFound), begin() as work:
        work.candidates.put_trouble(RITA, candidate_id, Trouble(title="t", message="m"), lost)
    read(begin, holds, candidate_id)
    scored = {candidate_id: _scored(vacancy)}
    with begin() as work:
        work.candidates.put_assessments(RITA, vacancy.id, 1, lost, scored)
        assert work.candidates.assessment(RITA, candidate_id, 1) is None
        work.candidates.put_assessments(RITA, vacancy.id, 1, holds, scored)
        assert work.candidates.assessment(RITA, candidate_id, 1) is not None
        work.candidates.put_assessments(RITA, vacancy.id, 1, holds, scored)  # done: nobody holds it any more
        assert work.candidates.progress(RITA, vacancy.id).scored == 1


def test_somebody_who_is_scored_is_claimed_again_by_a_newer_version_alone(
    begin: Transactions, vacancy: Vacancy
) -> None:
    claim, [candidate_id] = claimed(begin)
    read(begin, claim, candidate_id)
    with begin() as work:
        assert not work.candidates.claim_unscored(Claim("b", 60), 9)  # at work still
        work.candidates.put_assessments(RITA, vacancy.id, 1, claim, {candidate_id: _scored(vacancy)})
        assert not work.candidates.claim_unscored(Claim("b", 60), 9)
        newer = vacancy.rubric.model_copy(update={"number": 2})
        work.vacancies.add_rubric(RITA, vacancy.id, newer)
        assert [key for *_, key in work.candidates.claim_unscored(Claim("b", 60), 9)] == [candidate_id]


def test_who_was_scored_by_another_engine_is_claimed_again(
    begin: Transactions, database: Database, vacancy: Vacancy
) -> None:
    claim, [candidate_id] = claimed(begin)
    read(begin, claim, candidate_id)
    for engine in ("'1.5.0'", "NULL"):
        with begin() as work:
            work.candidates.put_assessments(RITA, vacancy.id, 1, claim, {candidate_id: _scored(vacancy)})
        with begin() as work:
            assert not work.candidates.claim_unscored(claim, 9)
        with database.turn(), database.engine.begin() as connection:
            connection.execute(text(f"UPDATE candidates SET engine = {engine} WHERE scored = 1"))
        with begin() as work:
            assert work.candidates.progress(RITA, vacancy.id).unscored == 1
            assert work.candidates.assessment(RITA, candidate_id, 1) is not None
            assert [key for *_, key in work.candidates.claim_unscored(claim, 9)] == [candidate_id]


def test_a_score_of_what_was_changed_meanwhile_is_not_kept(begin: Transactions, vacancy: Vacancy) -> None:
    claim, [candidate_id] = claimed(begin)
    read(begin, claim, candidate_id)
    with begin() as work:  # without a claim, as a correction is
        work.candidates.put_read(RITA, candidate_id, PROFILE, SourceText(text="y"), (), {})
    with begin() as work:
        work.candidates.put_assessments(RITA, vacancy.id, 1, claim, {candidate_id: _scored(vacancy)})
        assert work.candidates.assessment(RITA, candidate_id, 1) is None


def test_one_process_alone_takes_back_what_one_before_had_claimed(
    begin: Transactions, database: Database, vacancy: Vacancy
) -> None:
    _, taken = claimed(begin, 20)
    assert len(taken) == 20
    with begin() as work:
        work.candidates.let_go()
    assert len(claimed(begin, 20)[1]) == (20 if database.is_duckdb else 0)


def test_whoever_is_deleted_goes_with_their_second_files_alone(
    begin: Transactions, database: Database, vacancy: Vacancy
) -> None:
    claim, [one, second, other, others] = claimed(begin, 4)
    for candidate_id in (one, second, other, others):
        read(begin, claim, candidate_id)
    with begin() as work:
        work.candidates.put_assessments(RITA, vacancy.id, 1, claim, {second: _scored(vacancy)})
        work.candidates.put_same(RITA, second, 1)
        work.candidates.put_same(RITA, others, 3)
    with begin() as work:
        work.candidates.delete(RITA, one)
    with begin() as work:
        left = work.candidates.list(RITA, vacancy.id, "read", "same", "waiting")
        assert [row.number for row in left] == list(range(3, 21))
    with database.turn(), database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM assessments")).scalar_one() == 0


def test_tags_are_those_of_who_was_read(begin: Transactions, vacancy: Vacancy) -> None:
    claim, [one, other, waits, *_] = claimed(begin, 9)
    for candidate_id in (one, other):
        read(begin, claim, candidate_id)
    with begin() as work:
        assert work.candidates.tags(RITA, vacancy.id) == set()
        work.candidates.put_notes(RITA, one, "", ("x",), NOON)
        work.candidates.put_notes(RITA, waits, "", ("waits",), NOON)
        assert work.candidates.tags(RITA, vacancy.id) == {"x"}


@pytest.mark.parametrize(
    "found",
    [("name@example.org", "", True), ("", "01632 960999", True), ("", "", False)],
    ids=["mail", "phone", "text"],
)
def test_the_same_person_is_found_by_mail_phone_or_nearly_the_same_text(
    begin: Transactions, vacancy: Vacancy, found: tuple[str, str, bool]
) -> None:
    email, phone, is_known = found
    claim, [one, other, stranger] = claimed(begin, 3)
    near = {"text": "00000000000000ff"} if not is_known else {}
    known = {name: value for name, value in (("email", email), ("phone", phone)) if value} | near
    nearly = known | ({"text": "8000000000000ff0"} if near else {})  # 9 bits of 64 differ
    far = {"email": "other@example.org", "phone": "1", "text": "ff00ff00ff00ff00"}
    with begin() as work:
        for candidate_id, keys in ((one, known), (stranger, far), (other, nearly)):
            work.candidates.put_read(RITA, candidate_id, PROFILE, SourceText(text="x"), (), keys, claim)
        alike = work.candidates.alike(RITA, vacancy.id, {other: nearly, stranger: far, one: known})
        assert alike == {other: [(one, 1, is_known)], stranger: [], one: [(other, 2, is_known)]}
        assert work.candidates.alike(RITA, vacancy.id, {other: {}}) == {other: []}


def _scored(vacancy: Vacancy) -> Scored:
    found = assess(PROFILE, vacancy.rubric.analysis, vacancy.as_of, 1)
    return Scored(found.score.fit, found.score.must_haves, found.model_dump_json())
