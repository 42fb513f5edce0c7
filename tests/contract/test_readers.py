"""Every reader keeps the same contract: the same résumé gives the same facts in every format."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from jobwise.domain.profile import Profile
from jobwise.domain.source import ReadResult
from jobwise.errors import UnreadableFile
from jobwise.reading import READERS, read_resume, read_text

NAME = "Ada Example"
EMAIL = "ada.example@example.org"
HIGHLIGHTS = ("Cut cloth waste by 12 percent in one year", "Trained six new weavers on the night shift")

TEXT = f"""{NAME}
{EMAIL}

EXPERIENCE

Weaver, Northfield Mills Ltd
March 2019 - June 2021
- {HIGHLIGHTS[0]}
- {HIGHLIGHTS[1]}

EDUCATION

University of Northfield
BSc Textile Technology
2015 - 2018

SKILLS

Python, Excel
"""

MARKDOWN = f"""# {NAME}

{EMAIL}

## Experience

### Weaver, Northfield Mills Ltd

March 2019 - June 2021

- {HIGHLIGHTS[0]}
- {HIGHLIGHTS[1]}

## Education

### University of Northfield

BSc Textile Technology, 2015 - 2018

## Skills

Python, Excel
"""

JSON = {
    "basics": {"name": NAME, "email": EMAIL},
    "work": [
        {
            "name": "Northfield Mills Ltd",
            "position": "Weaver",
            "startDate": "2019-03",
            "endDate": "2021-06",
            "highlights": list(HIGHLIGHTS),
        }
    ],
    "education": [
        {
            "institution": "University of Northfield",
            "studyType": "BSc",
            "area": "Textile Technology",
            "startDate": "2015",
            "endDate": "2018",
        }
    ],
    "skills": [{"name": "Python"}, {"name": "Excel"}],
}


def docx_resume() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(NAME, 0)
    document.add_paragraph(EMAIL)
    document.add_heading("Experience", 1)
    document.add_paragraph().add_run("Weaver, Northfield Mills Ltd").bold = True
    document.add_paragraph("March 2019 - June 2021")
    for highlight in HIGHLIGHTS:
        document.add_paragraph(highlight, style="List Bullet")
    document.add_heading("Education", 1)
    document.add_paragraph().add_run("University of Northfield").bold = True
    document.add_paragraph("BSc Textile Technology")
    document.add_paragraph("2015 - 2018")
    document.add_heading("Skills", 1)
    document.add_paragraph("Python, Excel")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_resume() -> bytes:
    """As a word processor prints it: headings large and bold, entries bold, bullets indented."""
    import pymupdf

    document = pymupdf.open()
    page = document.new_page()
    top = 70.0
    for line in TEXT.splitlines():
        heading, entry = line.isupper(), line.startswith(("Weaver", "University"))
        size = 20 if line == NAME else 14 if heading else 10.5
        font = "hebo" if heading or entry or line == NAME else "helv"
        bullet = line.startswith("- ")
        words = f"\N{BULLET} {line[2:]}" if bullet else line
        page.insert_text((80 if bullet else 60, top), words, fontsize=size, fontname=font)
        top += size * 1.5 if line else 6
    data: bytes = document.tobytes()
    document.close()
    return data


RESUMES: dict[str, Callable[[], bytes]] = {
    ".pdf": pdf_resume,
    ".docx": docx_resume,
    ".md": MARKDOWN.encode,
    ".txt": TEXT.encode,
    ".json": json.dumps(JSON, indent=2).encode,
}


@pytest.fixture(scope="module", params=sorted(RESUMES))
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(suffix: str) -> ReadResult:
    return read_resume(f"ada{suffix}", RESUMES[suffix]())


def skills_of(profile: Profile) -> set[str]:
    words = {keyword.text for skill in profile.skills for keyword in skill.keywords}
    return words | {skill.name for skill in profile.skills}


def test_every_module_of_the_table_has_a_resume_here() -> None:
    assert {READERS[suffix] for suffix in RESUMES} == set(READERS.values())


def test_name_and_email_are_read(result: ReadResult) -> None:
    assert (result.profile.basics.name, result.profile.basics.email) == (NAME, EMAIL)


def test_the_job_is_read(result: ReadResult) -> None:
    (work,) = result.profile.work
    assert (work.name, work.position) == ("Northfield Mills Ltd", "Weaver")
    assert (work.start_date, work.end_date) == ("2019-03", "2021-06")
    assert tuple(item.text for item in work.highlights) == HIGHLIGHTS


def test_the_school_is_read(result: ReadResult) -> None:
    (school,) = result.profile.education
    assert school.institution == "University of Northfield"
    assert "BSc" in school.study_type
    assert "Textile Technology" in f"{school.study_type} {school.area}"
    assert (school.start_date, school.end_date) == ("2015", "2018")


def test_the_skills_are_read(result: ReadResult) -> None:
    assert {"Python", "Excel"} <= skills_of(result.profile)


def test_every_fact_stands_in_the_source_where_its_place_says(result: ReadResult) -> None:
    for fact in result.profile.facts():
        assert fact.place is not None, fact
        assert 1 <= fact.place.page <= result.source.pages
        found = result.source.text[fact.place.start : fact.place.end].casefold()
        words = [word.casefold() for word in fact.text.replace("|", " ").split()]
        assert any(word in found for word in words), (fact, found)


def test_boxes_lie_on_the_page(result: ReadResult, suffix: str) -> None:
    boxes = [box for fact in result.profile.facts() if fact.place for box in fact.place.boxes]
    assert bool(boxes) == (suffix == ".pdf")
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1


def test_fact_ids_are_unique_and_stay_when_the_file_is_read_again(result: ReadResult, suffix: str) -> None:
    ids = [fact.fact_id for fact in result.profile.facts()]
    again = read_resume(f"ada{suffix}", RESUMES[suffix]())
    assert len(set(ids)) == len(ids)
    assert [fact.fact_id for fact in again.profile.facts()] == ids


def test_the_result_survives_json(result: ReadResult) -> None:
    assert ReadResult.model_validate_json(result.model_dump_json()) == result


def test_the_text_alone_holds_every_word_that_matters(suffix: str) -> None:
    text = read_text(f"ada{suffix}", RESUMES[suffix]())
    for words in (NAME, EMAIL, "Northfield Mills Ltd", "University of Northfield", *HIGHLIGHTS):
        assert words in " ".join(text.split())


def refused(file_name: str, data: bytes) -> list[UnreadableFile]:
    """What reading as a résumé and reading as text say to the file."""
    refusals = []
    for read in (read_resume, read_text):
        with pytest.raises(UnreadableFile) as refusal:
            read(file_name, data)
        refusals.append(refusal.value)
    return refusals


def check_sentences(refusals: list[UnreadableFile], code: str) -> None:
    for refusal in refusals:
        assert refusal.code == code
        assert refusal.title
        assert refusal.message.endswith(".")


def test_an_empty_file_is_refused(suffix: str) -> None:
    check_sentences(refused(f"ada{suffix}", b""), "empty")


def test_a_huge_file_is_refused(suffix: str) -> None:
    check_sentences(refused(f"ada{suffix}", RESUMES[suffix]() + b" " * 11 * 1024 * 1024), "too-large")


def test_a_picture_under_our_name_is_refused(suffix: str) -> None:
    check_sentences(refused(f"ada{suffix}", b"\x89PNG\r\n\x1a\n" + b"\0" * 100), "picture")


def test_another_type_under_our_name_is_refused(suffix: str) -> None:
    other = ".docx" if suffix == ".pdf" else ".pdf"
    check_sentences(refused(f"ada{suffix}", RESUMES[other]()), "wrong-extension")


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_file_cut_in_half_is_read_or_refused(suffix: str) -> None:
    data = RESUMES[suffix]()
    for share in (0.05, 0.3, 0.6, 0.9):
        try:
            assert read_resume(f"ada{suffix}", data[: int(len(data) * share)]).source.text
        except UnreadableFile as error:
            assert error.code in {"corrupt", "picture", "no-text"}  # noqa: PT017


@pytest.mark.parametrize("suffix", [".md", ".txt", ".json"])
def test_bytes_that_are_no_text_are_refused(suffix: str) -> None:
    check_sentences(refused(f"ada{suffix}", bytes(range(256)) * 50), "not-text")


def test_html_and_json_in_a_text_file_are_only_text() -> None:
    for text in ("<html><script>alert(1)</script></html>", '{"basics": {"name": "Ada"}}'):
        assert read_resume("ada.txt", text.encode()).source.text.strip() == text
        assert read_text("ada.txt", text.encode()).strip() == text


def test_html_in_markdown_does_nothing_but_leave_its_words() -> None:
    text = "# Ada Example\n\n<script>alert(1)</script>\n\n<b>Weaver</b> in Leeds\n"
    read = read_resume("ada.md", text.encode()).source.text
    assert "<script>" not in read
    assert "Weaver in Leeds" in read


def test_a_locked_pdf_is_refused(make_pdf: Callable[..., bytes]) -> None:
    check_sentences(refused("ada.pdf", make_pdf(TEXT, password="secret")), "encrypted")


def test_a_scanned_pdf_is_refused(picture_pdf: bytes) -> None:
    check_sentences(refused("ada.pdf", picture_pdf), "picture")


def test_a_pdf_of_a_book_is_refused(make_pdf: Callable[..., bytes]) -> None:
    check_sentences(refused("ada.pdf", make_pdf(*["page"] * 31)), "too-many-pages")


def test_too_much_text_is_refused() -> None:
    check_sentences(refused("ada.txt", (TEXT * 1_000).encode()), "too-much-text")


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """The same DOCX with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("word/media/image1.bin", b"\0" * (40 * 1024 * 1024), "unpacks-too-large"),
        (
            "word/document.xml",
            b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>',
            "unsafe-xml",
        ),
        ("word/styles.xml", b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "unsafe-xml"),
        ("word/document.xml", b"<w:document><unclosed>", "corrupt"),
        ("word/document.xml", b"<d>" * 5_000 + b"</d>" * 5_000, "corrupt"),
        ("_rels/.rels", b"<Relationships/>", "corrupt"),
    ],
)
def test_a_docx_that_is_a_bomb_or_broken_is_refused(part: str, content: bytes, code: str) -> None:
    check_sentences(refused("ada.docx", repacked(docx_resume(), part, content)), code)


def pointing_outside(kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx_resume())) as archive:
        links = archive.read("word/_rels/document.xml.rels")
    outside = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="http://example.org/evil" TargetMode="External"/></Relationships>'
    )
    links = links.replace(b"</Relationships>", outside.encode())
    return repacked(docx_resume(), "word/_rels/document.xml.rels", links)


def test_a_docx_that_points_outside_is_read_without_going_there(blocked_hosts: list[str]) -> None:
    assert read_resume("ada.docx", pointing_outside("hyperlink")).profile.basics.name == NAME
    assert blocked_hosts == []


@pytest.mark.parametrize("kind", ["attachedTemplate", "frame", "aFChunk", "image"])
def test_a_docx_that_takes_parts_from_outside_is_refused(kind: str, blocked_hosts: list[str]) -> None:
    check_sentences(refused("ada.docx", pointing_outside(kind)), "fetches")
    assert blocked_hosts == []
