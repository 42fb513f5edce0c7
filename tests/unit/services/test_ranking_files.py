"""The whole ranking as a file: everybody is in it, and nobody is named who was not revealed."""

import csv
import io
import json

import openpyxl
import pypdfium2
import pytest

from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.errors import NotFound
from jobwise.ports import Transactions
from jobwise.rendering.ranking import A_PERSON_DECIDES, RANKINGS
from jobwise.services import vacancies as vacancies_module
from jobwise.services.candidate_desk import CandidateDesk
from jobwise.services.candidates import CandidateService
from jobwise.services.ranking_files import RankingFiles
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from tests.unit.services.conftest import AD, RESUME, Clock
from tests.unit.services.test_vacancies import PLUMBER, resume

RITA = Actor(id="rita", roles=frozenset({Role.RECRUITER}))
FORMULA = '=HYPERLINK("http://127.0.0.1/","x")'


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


@pytest.fixture
def files(begin: Transactions, clock: Clock) -> RankingFiles:
    return RankingFiles(begin, RANKINGS, clock)


@pytest.fixture
def vacancy_id(vacancies: VacancyService, candidates: CandidateService, candidate_desk: CandidateDesk) -> str:
    """An analyst who is revealed and decided on, another one, a plumber, a photo, a second file."""
    made = vacancies.create(RITA, AD)
    again = RESUME.replace("40 people", "50 people").encode()
    told = [("anna.md", RESUME.encode()), ("other.md", resume(1)), ("peer.md", PLUMBER.encode())]
    for file in (*told, ("photo.jpg", b"\xff\xd8\xff\xe0 picture"), ("again.md", again)):
        vacancies.add_files(RITA, made, [file])
        candidate_desk.drain()
    vacancies.add_files(RITA, made, [("late.md", resume(2))])
    best = vacancies.ranking(RITA, made).rows[0].candidate.id
    candidates.reveal(RITA, best)
    candidates.note(RITA, best, "", ["local", FORMULA])
    candidates.open(RITA, best)
    candidates.decide(RITA, best, "hold", "Wait")
    candidates.decide(RITA, best, "shortlist", FORMULA)
    return made


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_everybody_stands_in_the_csv_and_only_who_was_revealed_has_a_name(
    files: RankingFiles, vacancies: VacancyService, vacancy_id: str
) -> None:
    made = files.file(RITA, vacancy_id, "csv")
    assert made.name == "Data Analyst, Fenwick Rail - Ranking.csv"
    rows = rows_of(made.content)
    assert [row["Place"] for row in rows] == ["1", "2", "3", "", "", ""]
    assert sorted(int(row["Candidate"]) for row in rows) == [1, 2, 3, 4, 5, 6]
    assert [row["Name"] for row in rows] == ["Anna Example", "", "", "", "", ""]
    assert rows[0]["E-mail address"] == "anna@example.org"
    assert "Peer" not in made.content.decode()
    assert [row["About equal to the one above"] for row in rows[:3]] == ["", "yes", ""]
    best, shown = rows[0], vacancies.ranking(RITA, vacancy_id).rows[0].assessment
    assert float(best["Fit"]) == pytest.approx(shown.score.fit, abs=1e-4)
    assert (best["Decision"], best["Résumé opened before the decision"]) == ("Shortlist", "yes")
    assert best["Decided at (UTC)"].startswith("2026-03-04 12:00")
    assert rows[1]["Decision"] == rows[1]["Reason"] == ""
    assert rows[2]["Must-haves not met"]
    reasons = {row["Candidate"]: row["Why not ranked"] for row in rows[3:]}
    assert reasons.keys() == {"4", "5", "6"}
    assert reasons["5"] == "A second file of candidate 1"
    assert reasons["6"] == "Not read yet"
    assert reasons["4"]


def test_no_cell_of_the_csv_is_worked_out(files: RankingFiles, vacancy_id: str) -> None:
    best = rows_of(files.file(RITA, vacancy_id, "csv").content)[0]
    assert best["Reason"] == f"'{FORMULA}"
    assert best["Tags"] == f"local;' {FORMULA}"


def test_the_excel_file_opens_and_its_formulas_are_words(files: RankingFiles, vacancy_id: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files.file(RITA, vacancy_id, "xlsx").content))
    assert book.sheetnames == ["Ranking", "What is asked", "About"]
    sheet = book["Ranking"]
    assert sheet.freeze_panes == "A2"
    header = [cell.value for cell in sheet[1]]
    reason = sheet.cell(2, header.index("Reason") + 1)
    assert (reason.value, reason.data_type, reason.quotePrefix) == (FORMULA, "s", True)
    assert isinstance(sheet.cell(2, header.index("Fit") + 1).value, float)
    assert sheet.max_row == 7
    assert sheet.column_dimensions["A"].width < sheet.column_dimensions["K"].width
    assert not any(cell.data_type == "f" for page in book for row in page for cell in row)
    asked = {row[0] for row in book["What is asked"].iter_rows(min_row=2, values_only=True)}
    assert "SQL" in asked
    about = dict(book["About"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert about["Who decides"] == A_PERSON_DECIDES
    assert about["Requirements version"] == 1


def test_the_pdf_says_who_decides_and_by_what(files: RankingFiles, vacancy_id: str) -> None:
    document = pypdfium2.PdfDocument(files.file(RITA, vacancy_id, "pdf").content)
    shown = " ".join("\n".join(p.get_textpage().get_text_bounded() for p in document).split())
    width, height = document[0].get_size()
    document.close()
    assert width > height
    assert A_PERSON_DECIDES in shown
    for words in ("requirements version 1", "engine 1.", "Anna Example", "Not read yet", "What was asked"):
        assert words in shown
    assert "Peer" not in shown


def test_the_json_has_the_keys_that_are_written_down(files: RankingFiles, vacancy_id: str) -> None:
    from jobwise.settings import ROOT

    told = json.loads(files.file(RITA, vacancy_id, "json").content)
    page = (ROOT / "docs" / "ranking-files.md").read_text(encoding="utf-8")
    assert [key for key in (*told, *told["rows"][0]) if f"`{key}`" not in page] == []
    assert told["rows"][0]["decision"] == "shortlist"
    assert told["rows"][0]["tags"] == ["local", FORMULA]
    assert told["rows"][3]["place"] is None


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf", "json"])
def test_a_reason_names_nobody_who_was_hidden_again(
    files: RankingFiles, vacancies: VacancyService, candidates: CandidateService, vacancy_id: str, suffix: str
) -> None:
    best = vacancies.ranking(RITA, vacancy_id).rows[0].candidate.id
    candidates.decide(RITA, best, "hold", "Ms Example was kind, anna@example.org wrote back")

    def told() -> str:
        content = files.file(RITA, vacancy_id, suffix).content
        if suffix == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            return " ".join(str(cell.value) for page in book for row in page for cell in row)
        if suffix == "pdf":
            with pypdfium2.PdfDocument(content) as document:
                shown = " ".join(page.get_textpage().get_text_bounded() for page in document)
            return " ".join(shown.split())
        return content.decode()

    assert "Example" in told()
    assert "anna@example.org" in told()
    candidates.hide(RITA, best)
    assert "was kind" in told()
    assert [word for word in ("Anna", "Example", "anna@", "Ms ") if word in told()] == []


def test_a_ranking_that_is_read_in_parts_is_whole(
    files: RankingFiles, vacancy_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows_of(files.file(RITA, vacancy_id, "csv").content)
    monkeypatch.setattr(vacancies_module, "_READ_AT_ONCE", 2)
    assert rows_of(files.file(RITA, vacancy_id, "csv").content) == whole


def test_a_format_that_is_not_there_is_told(files: RankingFiles, vacancy_id: str) -> None:
    with pytest.raises(NotFound):
        files.file(RITA, vacancy_id, "exe")
