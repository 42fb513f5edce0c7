"""Every naughty text as a profile, an ad and an edit: no crash, nothing remote, no live formula or script."""

import io
import re
import zipfile

import pypdfium2
import pytest

from jobwise import reading
from jobwise.domain.account import Actor
from jobwise.domain.profile import Item, Profile
from jobwise.errors import JobWiseError
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.rendering import EXPORTERS
from jobwise.services.applications import ApplicationService
from jobwise.services.profiles import ProfileService
from jobwise.ui.text import plain
from tests.contract.exported import resume as paper
from tests.security.naughty import naughty

ANNA = Actor(id="anna")
NAUGHTY = naughty()
STORABLE = [text.replace("\0", "").encode("utf-8", "replace").decode() for text in NAUGHTY]
BATCHES = [STORABLE[at::15] for at in range(15)]


def test_there_are_enough_of_them() -> None:
    assert len(NAUGHTY) >= 515


def test_resumes_of_naughty_texts_are_read_and_kept(profiles: ProfileService) -> None:
    for batch in BATCHES:
        words = "\n".join(f"- {text}" for text in batch)
        data = f"# Anna Example\n\n## Experience\n\n### Clerk, Harbour Foods, 2019 - 2021\n\n{words}\n"
        for name in ("anna.md", "anna.txt"):
            stored = profiles.upload(ANNA, name, data.encode())
            kept = profiles.current(ANNA)
            assert kept is not None
            assert kept.profile == stored.profile
            assert not re.search("[\0\ud800-\udfff\U000e0000-\U000e007f]", stored.profile.model_dump_json())


def test_facts_that_a_person_types_are_kept_as_typed(profiles: ProfileService, resume: bytes) -> None:
    stored = profiles.upload(ANNA, "anna.md", resume)
    first = stored.profile.work[0]
    lines = tuple(Item(fact_id=f"typed-{number}", text=text) for number, text in enumerate(STORABLE))
    work = (first.model_copy(update={"highlights": lines}), *stored.profile.work[1:])
    typed: Profile = stored.profile.model_copy(update={"work": work})
    profiles.save(ANNA, typed, based_on=stored.id)
    kept = profiles.current(ANNA)
    assert kept is not None
    assert [line.text for line in kept.profile.work[0].highlights] == STORABLE


def test_ads_of_naughty_texts_are_understood_or_refused(ad: str) -> None:
    for text in STORABLE:
        analysis = analyze_job(f"{ad}\n- {text}\n{text}\n")
        assert analysis.title
    for text in NAUGHTY:
        try:
            reading.read_text("ad.txt", f"{ad}\n{text}".encode("utf-8", "replace"))
        except JobWiseError as refusal:
            assert refusal.title  # noqa: PT017 (either way is right)


def test_an_application_takes_them_as_ad_and_as_edits(
    applications: ApplicationService, profiles: ProfileService, resume: bytes, ad: str
) -> None:
    profiles.upload(ANNA, "anna.md", resume)
    made = applications.start(ANNA, f"{ad}\n" + "\n".join(f"- {text}" for text in NAUGHTY[::9]))
    report = applications.get(ANNA, made).report
    assert report is not None
    line = next(line for line in report.documents.resume.lines if line.role == "bullet")
    for text in STORABLE[::40]:
        try:
            applications.change_line(ANNA, made, line.id, text)
        except JobWiseError as refusal:
            assert refusal.title  # noqa: PT017 (either way is right)
    assert applications.get(ANNA, made).state == "done"


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_no_file_fetches_runs_or_computes_anything(name: str) -> None:
    for batch in BATCHES:
        for text in (" ".join(batch), *batch[::12]):
            document, profile, _ = paper(bullet=text[:3_000])
            data = EXPORTERS[name].export(document, profile)
            assert data
            if name == "pdf":
                check_pdf(data)
            if name == "docx":
                check_docx(data)


def check_pdf(data: bytes) -> None:
    """No action but plain links, and those lead where the profile does."""
    with_page = pypdfium2.PdfDocument(data)
    assert len(with_page) >= 1
    with_page.close()
    for mark in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/OpenAction", b"/RichMedia"):
        assert mark not in data


def check_docx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = b"".join(archive.read(part) for part in archive.namelist() if part.endswith(".rels"))
        body = archive.read("word/document.xml")
    external = re.findall(rb'<Relationship [^>]*TargetMode="External"[^>]*>', relations)
    assert all(b"/hyperlink" in relation for relation in external)
    assert not any(
        scheme in relation for relation in external for scheme in (b"javascript:", b"file:", b"data:")
    )
    for mark in (b"w:instrText", b"w:fldSimple", b"w:object", b"r:embed", b"<pic:"):
        assert mark not in body


def test_words_on_a_page_are_no_markup() -> None:
    """What Markdown leaves after its escapes are undone is the text; no mark of it stands bare."""
    for text in STORABLE:
        shown = plain(text)
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", shown)
        assert not re.search(r"[<>\[\]()*_`#!$:|&~{}\\]", bare), text
