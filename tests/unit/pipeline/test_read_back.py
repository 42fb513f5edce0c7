"""A file is held against its document field by field; what is lost or misplaced is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from jobwise.domain.ats import AtsReport, Score
from jobwise.domain.documents import Documents, ExportedFile
from jobwise.domain.profile import Basics, Education, Item, Profile, Skill, Unplaced, Work
from jobwise.domain.read_back import ReadBack, ReadField
from jobwise.domain.source import ReadResult
from jobwise.errors import JobWiseError, UnreadableFile
from jobwise.pipeline.read_back import TAKEN, ReadBacks, RoundTrip, all_read_back, read_back
from jobwise.rendering import EXPORTERS
from tests.contract.exported import document, line

GIVEN = Profile(
    basics=Basics(name="Mara Lindqvist", email="mara@example.org"),
    work=(
        Work(fact_id="w1", name="Fenwick Rail", position="Analyst", start_date="2020-01", end_date="present"),
        Work(fact_id="w2", name="Northern Tram", position="Clerk", start_date="2016", end_date="2019"),
        Work(fact_id="w3", name="Kiosk", position="Seller", start_date="2010", end_date="2011"),
    ),
    education=(Education(fact_id="e1", institution="University of Example", study_type="BSc"),),
    skills=(Skill(fact_id="s1", name="Tools", keywords=(Item(fact_id="k1", text="SQL"),)),),
)
DOCUMENT = document(
    line("name", "Mara Lindqvist", "basics"),
    line("entry", "Analyst", "w1", detail="Fenwick Rail", aside="Jan 2020 – Present"),
    line("entry", "Clerk", "w2", detail="Northern Tram", aside="2016 – 2019"),
    line("entry", "BSc", "e1", detail="University of Example"),
    line("skills", "SQL, Excel", "s1", detail="Tools"),
)
TEXT = (
    "Mara Lindqvist mara@example.org Analyst Fenwick Rail Jan 2020 – Present Clerk Northern\nTram 2016 – 2019"
)
TEXT += " BSc University of Example Tools: SQL, Excel"


def fields(read: Profile, text: str = TEXT) -> dict[tuple[str, str], ReadField]:
    back = read_back("resume.pdf", DOCUMENT, {"one": TEXT, "two": text}, GIVEN, read)
    return {(field.name, field.printed): field for field in back.fields}


def test_what_came_back_whole_is_right() -> None:
    whole = GIVEN.model_copy(update={"skills": (*GIVEN.skills, Skill(fact_id="x", name="Excel"))})
    found = fields(whole)
    assert all(field.right and all(field.in_text.values()) for field in found.values())
    assert ("Dates", "Jan 2020 – Present") in found


def test_an_entry_that_is_not_printed_is_not_looked_for() -> None:
    assert not [printed for _, printed in fields(GIVEN) if printed in {"Kiosk", "Seller"}]


def test_what_an_extractor_lost_is_named() -> None:
    field = fields(GIVEN, TEXT.replace("Fenwick", "Fen"))["Employer", "Fenwick Rail"]
    assert field.in_text == {"one": True, "two": False}


def test_what_was_read_in_its_place_is_told() -> None:
    swapped = GIVEN.work[0].model_copy(
        update={"name": "Analyst", "position": "Fenwick Rail", "end_date": "2021"}
    )
    found = fields(GIVEN.model_copy(update={"work": (swapped, GIVEN.work[1])}))
    assert not found["Dates", "Jan 2020 – Present"].right
    assert found["Dates", "2016 – 2019"].right
    assert not found["Employer", "Fenwick Rail"].right
    assert not found["Skill", "Excel"].right


def test_entries_are_paired_by_what_they_share_whatever_their_order() -> None:
    found = fields(GIVEN.model_copy(update={"work": (GIVEN.work[1], GIVEN.work[0])}))
    assert found["Employer", "Fenwick Rail"].right
    assert found["Employer", "Northern Tram"].right


def test_a_job_that_was_not_read_leaves_its_fields_empty() -> None:
    found = fields(GIVEN.model_copy(update={"work": (GIVEN.work[1],)}))
    assert found["Employer", "Fenwick Rail"].read_as == ""
    assert found["Employer", "Northern Tram"].right


def test_letters_without_a_place_are_counted() -> None:
    def understood(read: Profile) -> float:
        return read_back("resume.pdf", DOCUMENT, {}, GIVEN, read).understood

    lost = GIVEN.model_copy(update={"unplaced": (Unplaced(fact_id="u1", text="What is this?"),)})
    assert understood(GIVEN) == 1.0
    assert 0 < understood(lost) < 1
    assert understood(Profile()) == 0.0


class Refuses:
    """A reader that refuses every file."""

    def __init__(self, code: str) -> None:
        self.error = UnreadableFile("It cannot be read", "Do something else.", code=code)

    def read_resume(self, file_name: str, data: bytes) -> ReadResult:
        raise self.error

    def plain_texts(self, file_name: str, data: bytes) -> dict[str, str]:
        raise self.error


def round_trip(reader: Refuses) -> ReadBack:
    with ThreadPoolExecutor(1) as beside:
        return RoundTrip(EXPORTERS["pdf"], reader).begun(DOCUMENT, GIVEN, beside).result()


def test_of_a_file_that_no_program_can_read_nothing_came_back() -> None:
    back = round_trip(Refuses("picture"))
    assert back.file == "resume.pdf"
    assert len(back.lost) == len(back.fields) > 5
    assert back.understood == 0


@pytest.mark.parametrize("code", ["busy", "closed", "too-slow", "worker-died"])
def test_a_reader_that_could_not_work_says_so_and_gives_no_score(code: str) -> None:
    with pytest.raises(JobWiseError) as refusal:
        round_trip(Refuses(code))
    assert "read back" in str(refusal.value)


RESUMES = tuple(ExportedFile(name=name, media_type="x/y", content=b"") for name in TAKEN)


def all_of(reader: Refuses) -> ReadBacks:
    score = Score.model_construct()
    documents = Documents(resume=DOCUMENT, cover_letter=DOCUMENT, tailored=GIVEN)
    report = AtsReport.model_construct(documents=documents, before=score, after=score, read_back=None)
    return all_read_back(report, RESUMES, reader)


@pytest.mark.parametrize("code", ["busy", "closed", "too-slow", "worker-died"])
def test_a_report_names_the_files_that_the_reader_could_not_work_on(code: str) -> None:
    found = all_of(Refuses(code))
    assert found.known == ()
    assert found.unread == dict.fromkeys(TAKEN, "It cannot be read")


def test_of_files_at_fault_a_report_says_that_nothing_came_back() -> None:
    found = all_of(Refuses("picture"))
    assert [back.file for back in found.known] == list(TAKEN)
    assert all(len(back.lost) == len(back.fields) > 5 for back in found.known)
    assert not found.unread
