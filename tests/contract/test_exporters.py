"""What every exporter promises, whatever its format."""

import io
import json
from typing import get_args

import pytest

from jobwise.domain.choices import Theme
from jobwise.domain.documents import Design, Document
from jobwise.domain.profile import Profile
from jobwise.rendering import EXPORTERS
from tests.contract.exported import HOSTILE, document, line, readings, resume, squashed

THEMES: tuple[str, ...] = get_args(Theme)
NAMES = (*THEMES, *(name for name in EXPORTERS if name != "pdf"))
"""A PDF in each theme, and the other formats."""
ALL = pytest.mark.parametrize("name", NAMES)
PRINTED = pytest.mark.parametrize("name", [name for name in NAMES if name != "json"])
SCRIPTS = pytest.mark.parametrize(
    ("person", "title", "bullet", "language"),
    [
        ("Ελένη Παπαδοπούλου", "Αναλύτρια δεδομένων", "Μετέφερε 14 αναφορές, ἀρχή", "el"),
        ("Анна Щукина-Їжак", "Старший аналитик", "Перенесла 14 отчётов, ґудзик", "ru"),
        ("山田花子", "データアナリスト", "十四の報告書を移した。", "ja"),
        ("Łukasz Þórsson-Ñandú", "Ředitelka İşletme", "Größe ‘ﬁne’ – 5 € … ½ naïve cafe\u0301", "pl"),
    ],
)


def exported(name: str, given: Document, profile: Profile) -> bytes:
    if name in THEMES:
        return EXPORTERS["pdf"].export(given, profile, Design.model_validate({"theme": name}))
    return EXPORTERS[name].export(given, profile)


@ALL
def test_every_word_comes_back_in_order(name: str) -> None:
    given, profile, order = resume()
    for text in readings(name, exported(name, given, profile)):
        at = 0
        for words in order:
            at = squashed(text).index(squashed(words), at)


@PRINTED
def test_titles_dates_and_headings_come_back(name: str) -> None:
    given, profile, _ = resume()
    for text in readings(name, exported(name, given, profile)):
        for each in given.lines:
            for words in (each.text, each.detail, each.aside):
                assert squashed(words).casefold() in squashed(text).casefold()


@PRINTED
def test_no_ligature_stands_for_letters(name: str) -> None:
    words = "office traffic affluent Airflow fjord waffle stiff first"
    given = document(line("name", words), line("text", words))
    for text in readings(name, exported(name, given, Profile())):
        assert text.split() == [*words.split(), *words.split()]


@ALL
@SCRIPTS
def test_other_scripts_come_back(name: str, person: str, title: str, bullet: str, language: str) -> None:
    given, profile, _ = resume(person, title, bullet=bullet, language=language)
    printed = bullet.replace("ﬁ", "fi").replace("e\u0301", "é")
    for text in readings(name, exported(name, given, profile)):
        for words in (person, title, printed):
            assert squashed(words) in squashed(text)


@ALL
def test_hostile_text_is_only_text(name: str) -> None:
    words = (HOSTILE + "W" * 200).strip()
    given, profile, _ = resume(words, words, words, words)
    content = exported(name, given, profile)
    for text in readings(name, content):
        assert squashed(text).count(squashed(words)) >= 3
    for active in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile"):
        assert active not in content


@ALL
def test_control_and_half_characters_break_nothing(name: str) -> None:
    given, profile, _ = resume(
        "Mara\x00\x08 Lind\ud800qvist\ufeff\u202e", bullet="one\x1btwo\ue000\nthree\u200b"
    )
    for text in readings(name, exported(name, given, profile)):
        assert squashed("Mara Lindqvist") in squashed(text)
        assert squashed("onetwo three") in squashed(text)
        assert "\ufffd" not in text


@ALL
@pytest.mark.parametrize(
    "given",
    [
        document(),
        document(line("heading", "Experience")),
        document(line("entry", ""), line("bullet", ""), line("skills", "", detail="Tools")),
        document(line("name", ""), line("contact", " · "), line("signature", "")),
        Document(kind="cover_letter", title="", author="", language="", lines=(line("text", "Dear"),)),
    ],
)
def test_empty_fields_give_a_file(name: str, given: Document) -> None:
    content = exported(name, given, Profile())
    assert isinstance("".join(readings(name, content)), str)


@ALL
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    given, profile, _ = resume()
    assert exported(name, given, profile) == exported(name, given, profile)


def letter() -> Document:
    return document(
        line("name", "Mara Lindqvist"),
        line("contact", "mara@example.org · Leeds"),
        line("date", "23 November 2026"),
        line("recipient", "Hiring team"),
        line("recipient", "Northern Line"),
        line("salutation", "Dear hiring team,"),
        line("text", "I have moved 14 reports."),
        line("text", "I would gladly move yours."),
        line("closing", "Yours faithfully,"),
        line("signature", "Mara Lindqvist"),
        kind="cover_letter",
    )


@PRINTED
def test_a_letter_reads_from_sender_to_signature(name: str) -> None:
    given = letter()
    for text in readings(name, exported(name, given, Profile())):
        at = 0
        for each in given.lines:
            at = squashed(text).index(squashed(each.text.split(" · ")[0]), at)


@pytest.mark.parametrize("name", THEMES)
def test_a_pdf_names_its_author_and_links_to_real_addresses(name: str) -> None:
    import pypdf

    given, profile, _ = resume(bullet="javascript:alert(1)")
    pdf = pypdf.PdfReader(io.BytesIO(exported(name, given, profile)))
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == ("Mara Lindqvist: résumé", "Mara Lindqvist")
    assert pdf.metadata.keywords == "Python, SQL"
    assert pdf.root_object["/Lang"] == "en"
    links = [note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", [])]
    assert links == ["mailto:mara@example.org", "https://example.org/mara"]


def test_json_carries_the_printed_words_of_a_line() -> None:
    given, profile, _ = resume(bullet="moved reports")
    reworded = given.lines[5].model_copy(update={"text": "Moved reports"})
    given = given.model_copy(update={"lines": (*given.lines[:5], reworded, *given.lines[6:])})
    assert json.loads(exported("json", given, profile))["work"][0]["highlights"] == ["Moved reports"]
