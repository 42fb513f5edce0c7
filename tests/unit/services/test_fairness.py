"""A fairness report over a real store: the audit, the table of answers, the files."""

import csv
import io

import pypdfium2
import pytest

from jobwise.domain.account import Actor
from jobwise.domain.fairness import GroupRate
from jobwise.domain.role import Role
from jobwise.errors import NotFound, UnreadableFile, UnusableEntry
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.matching.swaps import swaps
from jobwise.pipeline.fairness_report import as_report, swap_said
from jobwise.ports import Transactions
from jobwise.services.candidate_desk import CandidateDesk
from jobwise.services.candidates import CandidateService
from jobwise.services.corrections import CorrectionService
from jobwise.services.fairness import FairnessService
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from jobwise.store.integrity import orphans
from tests.unit.services.conftest import AD, RESUME
from tests.unit.services.test_vacancies import PLUMBER

RITA = Actor(id="rita", roles=frozenset({Role.RECRUITER}))
SAM = Actor(id="sam", roles=frozenset({Role.RECRUITER}))
SEEKER = Actor(id="sue", roles=frozenset({Role.SEEKER}))


def analyst(number: int) -> bytes:
    name = ("Anna Berg", "Nora Holm", "Lena Falk")[number]
    changed = RESUME.replace("Anna Example", name).replace("anna@", f"anna{number}@")
    return changed.replace("960123", f"{960200 + number}").encode()


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


@pytest.fixture
def ranked(vacancies: VacancyService, candidate_desk: CandidateDesk) -> str:
    """A vacancy with three analysts and a plumber, numbers 1 to 4."""
    vacancy_id = vacancies.create(RITA, AD)
    files = [*((f"Anna {n}.md", analyst(n)) for n in range(3)), ("peer.md", PLUMBER.encode())]
    vacancies.add_files(RITA, vacancy_id, files)
    candidate_desk.drain()
    assert vacancies.progress(RITA, vacancy_id).scored == 4
    return vacancy_id


def groups(fairness: FairnessService, vacancy_id: str, category: str) -> dict[str, GroupRate]:
    tables = fairness.report(RITA, vacancy_id).impact.tables
    return {
        group.group: group
        for table in tables
        if (table.category, table.measure) == (category, "selection")
        for group in table.groups
    }


def test_the_audit_scores_everybody_as_others_and_nothing_moves(
    fairness: FairnessService, ranked: str
) -> None:
    seen = []
    assert fairness.report(RITA, ranked).audit is None
    found = fairness.audit(RITA, ranked, lambda done, of: seen.append((done, of)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert (found.engine, found.rubric, found.candidates) == (ENGINE_VERSION, 1, 4)
    assert len(found.results) == len(swaps())
    assert found.scores >= 4 * 20
    assert (found.moved, found.largest) == (0, 0.0)
    assert fairness.report(RITA, ranked).audit == found


def test_an_audit_that_finds_something_says_so(
    fairness: FairnessService, ranked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the score read names: the check can fail."""
    monkeypatch.setattr("jobwise.matching.fact_index.impartial", lambda profile: profile)
    found = fairness.audit(RITA, ranked)
    assert found.moved > 0
    assert found.largest > 0
    (told,) = (
        one for one in as_report(fairness.report(RITA, ranked)).parts if "somebody else" in one.heading
    )
    assert "Do not rely on this ranking" in told.paragraphs[0]


def test_answers_are_found_by_number_file_and_address(fairness: FairnessService, ranked: str) -> None:
    table = (
        "Applicant no.;Gender;Ethnicity\nCandidate 1;f;White\nanna 1.MD;m;asian\nanna2@example.org;F;White\n"
    )
    read = fairness.put_answers(RITA, ranked, (table + "99;m;White\n;m;\n4;prefer not to say;-\n").encode())
    assert (read.candidates, read.lost) == (3, (5, 6))
    assert {name: one.people for name, one in groups(fairness, ranked, "sex").items()} == {
        "Female": 2,
        "Male": 1,
    }
    assert set(groups(fairness, ranked, "both")) == {"Female, White", "Male, Asian"}
    assert fairness.report(RITA, ranked).told == 3


def test_the_report_counts_the_shortlist_and_who_is_not_decided(
    fairness: FairnessService, candidates: CandidateService, vacancies: VacancyService, ranked: str
) -> None:
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n1,f\n2,m\n3,m\n4,f\n")
    for row in vacancies.ranking(RITA, ranked).rows:
        if row.candidate.number == 2:
            candidates.decide(RITA, row.candidate.id, "shortlist", "Meets the must-haves")
    sexes = groups(fairness, ranked, "sex")
    assert (sexes["Male"].rate, sexes["Female"].rate) == (0.5, 0.0)
    assert sexes["Female"].ratio == 0.0
    assert sexes["Female"].is_below
    assert fairness.report(RITA, ranked).undecided == 3


def test_a_new_table_takes_the_place_of_the_old_one_and_all_can_go(
    fairness: FairnessService, ranked: str, begin: Transactions, database: Database
) -> None:
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n1,f\n2,m\n")
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n3,f\n")
    assert fairness.report(RITA, ranked).told == 1
    fairness.drop_answers(RITA, ranked)
    assert fairness.report(RITA, ranked).told == 0
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n1,f\n")
    with begin() as work:
        first = work.candidates.list(RITA, ranked, "read")[0].id
        work.candidates.delete(RITA, first)
    assert fairness.report(RITA, ranked).told == 0
    assert orphans(database) == {}


def test_the_blank_table_can_be_filled_in_and_taken_back(fairness: FairnessService, ranked: str) -> None:
    blank = fairness.blank_table(RITA, ranked).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(blank)))
    assert [row[0] for row in rows] == ["Candidate", *(f"Candidate {n}" for n in range(1, 5))]
    filled = blank.replace('"Candidate 2",""', '"Candidate 2","f"')
    assert fairness.put_answers(RITA, ranked, filled.encode()).candidates == 1


@pytest.mark.parametrize(
    ("table", "error", "words"),
    [
        (b"", UnusableEntry, "lacks its columns"),
        (b"Name,Sex\nAnna,f\n", UnusableEntry, "lacks its columns"),
        (b"Candidate,Colour\n1,red\n", UnusableEntry, "lacks its columns"),
        (b"PK\x03\x04 xl/workbook.xml", UnreadableFile, "Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 30, UnreadableFile, "no table"),
        (b"x" * (5 * 1024 * 1024 + 1), UnreadableFile, "too large"),
    ],
)
def test_a_table_that_is_none_is_refused_and_the_old_one_stays(
    fairness: FairnessService, ranked: str, table: bytes, error: type[Exception], words: str
) -> None:
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n1,f\n")
    with pytest.raises(error, match=words):
        fairness.put_answers(RITA, ranked, table)
    assert fairness.report(RITA, ranked).told == 1


def test_the_files_name_engine_and_requirements_and_say_what_they_do_not_show(
    fairness: FairnessService, ranked: str
) -> None:
    fairness.put_answers(RITA, ranked, b"Candidate,Sex,Race\n1,f,=HYPERLINK(1)\n2,m,White\n3,f,White\n")
    fairness.audit(RITA, ranked)
    rows = list(csv.reader(io.StringIO(fairness.csv(RITA, ranked).decode("utf-8-sig"))))
    assert ["Engine", ENGINE_VERSION, ""] in rows
    assert ["Requirements version", "1", ""] in rows
    assert sum(row[:1] == ["Does not show"] for row in rows) == 5
    assert sum(row[:1] == ["Swap audit"] for row in rows) == len(swaps()) + 3
    assert ["Sex", "On the shortlist", "No answer", "1"] in [row[:4] for row in rows]
    assert ["Nothing decided yet", "4", ""] in rows
    assert [cell for row in rows for cell in row if cell.startswith("=")] == []
    pdf = pypdfium2.PdfDocument(fairness.pdf(RITA, ranked))
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    told = " ".join(text.split())
    for words in (
        f"engine {ENGINE_VERSION}, requirements version 1",
        "every one stayed the same",
        "no independent audit",
        "few people",
    ):
        assert words in told


def test_nobody_else_sees_or_changes_any_of_it(fairness: FairnessService, ranked: str) -> None:
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n1,f\n")
    for stranger in (SAM, SEEKER):
        for act in (
            fairness.report,
            fairness.audit,
            fairness.pdf,
            fairness.csv,
            fairness.blank_table,
            fairness.drop_answers,
        ):
            with pytest.raises(NotFound):
                act(stranger, ranked)
        with pytest.raises(NotFound):
            fairness.put_answers(stranger, ranked, b"Candidate,Sex\n1,f\n")
    assert fairness.report(RITA, ranked).told == 1


def test_an_audit_of_before_a_correction_says_that_it_is_old(
    fairness: FairnessService, corrections: CorrectionService, vacancies: VacancyService, ranked: str
) -> None:
    fairness.audit(RITA, ranked)
    assert not fairness.report(RITA, ranked).is_audit_old
    best = vacancies.ranking(RITA, ranked).rows[0].candidate.id
    corrections.correct(RITA, best, "I hold the dbt certificate since 2021")
    report = fairness.report(RITA, ranked)
    assert report.is_audit_old
    assert report.audit is not None
    assert "run it again" in swap_said(report.audit, report)[-1]


def test_who_is_deleted_during_the_audit_does_not_end_it(
    fairness: FairnessService, begin: Transactions, ranked: str
) -> None:
    def delete_another(done: int, _of: int) -> None:
        if done == 0:
            with begin() as work:
                work.candidates.delete(RITA, work.candidates.list(RITA, ranked, "read")[2].id)

    assert fairness.audit(RITA, ranked, delete_another).candidates == 3


def test_an_audit_of_nobody_is_no_proof(fairness: FairnessService, vacancies: VacancyService) -> None:
    empty = vacancies.create(RITA, AD)
    report = fairness.report(RITA, empty)
    said = swap_said(fairness.audit(RITA, empty), report)
    assert said[0] == "Nothing was found to swap, so this says nothing."


@pytest.mark.parametrize(
    ("table", "told", "lost"),
    [
        ("Candidate,Sex\n1,f\n1,m\n", {"Female": 1}, (3,)),
        ("Candidate,Race\n1,White\n2,white\n3,WHITE\n", {"White": 3}, ()),
        ("Candidate,Sex\n1,f\n2,I prefer not to say\n3,Rather not say\n4,keine Angabe\n", {"Female": 1}, ()),
        ("Candidate,Sex\n1,weiblich\n2,Frau\n3,männlich\n", {"Female": 2, "Male": 1}, ()),
    ],
)
def test_rows_are_understood_as_they_are_meant(
    fairness: FairnessService, ranked: str, table: str, told: dict[str, int], lost: tuple[int, ...]
) -> None:
    assert fairness.put_answers(RITA, ranked, table.encode()).lost == lost
    category = "race" if "Race" in table else "sex"
    assert {name: one.people for name, one in groups(fairness, ranked, category).items()} == told


def test_a_table_of_others_leaves_the_answers_as_they_are(fairness: FairnessService, ranked: str) -> None:
    fairness.put_answers(RITA, ranked, b"Candidate,Sex\n1,f\n")
    with pytest.raises(UnusableEntry, match="No row"):
        fairness.put_answers(RITA, ranked, b"Candidate,Sex\n88,f\n")
    assert fairness.report(RITA, ranked).told == 1


def test_a_name_of_two_files_is_nobodys(
    fairness: FairnessService, vacancies: VacancyService, candidate_desk: CandidateDesk
) -> None:
    vacancy_id = vacancies.create(RITA, AD)
    vacancies.add_files(RITA, vacancy_id, [("cv.md", analyst(0)), ("cv.md", PLUMBER.encode())])
    candidate_desk.drain()
    assert fairness.put_answers(RITA, vacancy_id, b"Candidate,Sex\ncv.md,f\n2,m\n").lost == (2,)
