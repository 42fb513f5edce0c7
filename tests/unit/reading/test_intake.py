"""The door: what is let in, and what each refusal says."""

import io
import struct
import zipfile

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading import archive, intake
from jobwise.reading.decoding import decoded
from jobwise.reading.paper import MAX_PAGES, opened_pdf

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(document: bytes | str = "<document/>", **more: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document, **more})


@pytest.mark.parametrize(
    ("file_name", "data", "code"),
    [
        ("resume.pdf", b"", "empty"),
        ("resume.txt", b" \r\n\t\n", "empty"),
        ("resume.txt", b"\xff\xfe", "empty"),
        ("resume.pdf", b"%PDF-1.7" + b" x" * 6_000_000, "too-large"),
        ("resume.pdf", b"hello, this is text", "corrupt"),
        ("resume.docx", b"hello, this is text", "corrupt"),
        ("resume.pdf", docx(), "wrong-extension"),
        ("resume.docx", b"%PDF-1.7 and so on", "wrong-extension"),
        ("resume", b"%PDF-1.7 and so on", "wrong-extension"),
        ("resume.txt", b"%PDF-1.7 and so on", "wrong-extension"),
        ("resume.xyz", b"hello, this is text", "unknown-type"),
        ("resume", b"hello, this is text", "unknown-type"),
        ("resume.jpg", b"\xff\xd8\xff\xe0 and so on", "picture"),
        ("resume.pdf", b"\x89PNG\r\n\x1a\n and so on", "picture"),
        ("photo.heic", b"\0\0\0\x18ftypheic and so on", "picture"),
        ("photo.webp", b"RIFF\0\0\0\0WEBP and so on", "picture"),
        ("resume.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "legacy-word"),
        ("resume.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "legacy-word"),
        ("resume.doc", docx(), "legacy-word"),
        (
            "resume.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        ("resume.rtf", b"{\\rtf1 hello}", "rtf"),
        ("resume.txt", b"{\\rtf1 hello}", "rtf"),
        ("resume.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "opendocument"),
        ("resume.docx", b"PK\3\4" + b"mimetypeapplication/vnd.oasis.opendocument.text", "opendocument"),
        ("resume.pages", zipped({"Index/Document.iwa": "x"}), "pages"),
        ("resume.docx", zipped({"photo.txt": "x"}), "archive"),
        ("resume.zip", docx(), "archive"),
        ("resume.pdf", b"MZ\0\0 and so on", "program"),
        ("resume.txt", b"\x7fELF\2\1\1\0", "program"),
    ],
)
def test_a_file_that_is_not_for_us_is_refused_with_a_sentence(file_name: str, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        intake.accept(file_name, data)
    assert refusal.value.code == code
    assert refusal.value.title[0].isupper()
    assert refusal.value.title[-1] != "."
    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("file_name", "data", "suffix"),
    [
        ("Resume.PDF", b"%PDF-1.4 and so on", ".pdf"),
        ("resume.pdf", b"\r\njunk before it\r\n%PDF-1.4", ".pdf"),
        ("my.resume.docx ", docx(), ".docx"),
        ("resume.md", b"<html>still only text</html>", ".md"),
        ("resume.txt", b'{"json": "is text here"}', ".txt"),
        ("resume.json", b"{}", ".json"),
        ("resume.txt", b"Wrote a parser for %PDF-1.7 files", ".txt"),
    ],
)
def test_a_file_whose_name_and_bytes_agree_is_let_in(file_name: str, data: bytes, suffix: str) -> None:
    assert intake.accept(file_name, data) == suffix


def test_the_file_just_under_the_limit_is_let_in() -> None:
    assert intake.accept("resume.txt", b"x" * intake.MAX_BYTES) == ".txt"


@pytest.mark.parametrize(
    ("suffix", "text", "code"),
    [
        (".pdf", "\f\n 2026 CamScanner", "picture"),
        (".docx", " \n", "no-text"),
        (".txt", "word " * 40_001, "too-much-text"),
    ],
)
def test_too_little_and_too_much_text_is_refused(suffix: str, text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        intake.check_text(suffix, text)
    assert refusal.value.code == code


def test_a_sound_docx_passes() -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="t" Target=""/></Relationships>'
    )
    archive.check_docx(docx("<w:document xmlns:w='w'><w:p/></w:document>", **{"_rels/.rels": relations}))


def with_entry_flags(data: bytes, flags: int) -> bytes:
    """The same archive with the general purpose flags of every directory entry set."""
    out, at = bytearray(data), -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<H", out, at + 8, flags)
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(media=b"\0" * (31 * 1024 * 1024)), "unpacks-too-large"),
        (docx(media=b"\0" * (2 * 1024 * 1024)), "unpacks-too-large"),
        (docx(**{f"word/media/{n}.png": b"" for n in range(1_100)}), "unpacks-too-large"),
        (docx('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "unsafe-xml"),
        (docx('<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), "unsafe-xml"),
        (docx('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16")), "unsafe-xml"),
        (docx('<?xml version="1.0" encoding="UTF-7"?>+ADw-x/+AD4-'), "unsafe-xml"),
        (docx("<x/>".encode("cp037")), "unsafe-xml"),
        (docx(**{"word/_rels/document.xml.rels": "<!DOCTYPE x><x/>"}), "unsafe-xml"),
        (docx(**{"_rels/.rels": "<Relationships/>"}), "corrupt"),
        (
            docx(**{"_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship/></Relationships>'}),
            "corrupt",
        ),
        (docx(**{"_rels/.rels": "<Relationships"}), "corrupt"),
        (with_entry_flags(docx(), 1), "encrypted"),
        (docx()[:-30], "corrupt"),
        (docx()[:200] + b"\xff" * 40 + docx()[240:], "corrupt"),
        (zipped({"word/document.xml": "<document/>"}), "corrupt"),
        (
            zipped({"[Content_Types].xml": CONTENT_TYPES.replace("wordprocessingml", "spreadsheetml")}),
            "wrong-extension",
        ),
    ],
)
def test_a_docx_that_is_a_trap_or_broken_is_refused_before_it_is_parsed(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        archive.check_docx(data)
    assert refusal.value.code == code


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    """A DOCX one part of which points to something."""
    relation = f'<Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    relations = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'
    return docx("<w:document xmlns:w='w'><w:p/></w:document>", **{"word/_rels/document.xml.rels": relations})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(**{"word/vbaProject.bin": b"macros"}), "macros"),
        (docx(**{"customUI/VBAPROJECT.BIN": b"macros"}), "macros"),
        (linked("vbaProject", "renamed.bin", "Internal"), "macros"),
        (docx(**{"word/embeddings/oleObject1.bin": b"MZ"}), "program"),
        (docx(**{"word/embeddings/invoice.exe": b"MZ"}), "program"),
        (docx(**{"word/activeX/activeX1.bin": b"control"}), "program"),
        (linked("oleObject", "renamed.bin", "Internal"), "program"),
        (linked("oleObject", "https://example.org/sheet.xlsx"), "program"),
        (linked("control", "renamed.xml", "Internal"), "program"),
        (linked("attachedTemplate", "https://example.org/t.dotm"), "fetches"),
        (linked("attachedTemplate", "\\\\192.0.2.1\\share\\t.dotm"), "fetches"),
        (linked("attachedTemplate", "file://192.0.2.1/share/t.dotm"), "fetches"),
        (linked("attachedTemplate", "file:///\\\\192.0.2.1\\share\\t.dotm"), "fetches"),
        (linked("attachedTemplate", "file:///%5C%5C192.0.2.1%5Cshare%5Ct.dotm"), "fetches"),
        (linked("attachedTemplate", "mhtml:https://example.org/t.dotm"), "fetches"),
        (linked("frame", "https://example.org/"), "fetches"),
        (linked("subDocument", "file:///C:/other.docx"), "fetches"),
        (linked("aFChunk", "https://example.org/more.html"), "fetches"),
        (linked("package", "https://example.org/sheet.xlsx"), "fetches"),
    ],
)
def test_a_docx_that_acts_or_reaches_out_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        archive.check_docx(data)
    assert refusal.value.code == code
    assert "save" in refusal.value.message.lower()


@pytest.mark.parametrize(
    "data",
    [
        linked("hyperlink", "https://example.org/anna"),
        linked("attachedTemplate", "file:///C:\\Users\\Anna\\Templates\\Normal.dotm"),
        linked("attachedTemplate", "file:///home/anna/Normal.dotm"),
        linked("attachedTemplate", "C:\\Templates\\Normal.dotm"),
        linked("attachedTemplate", "Normal.dotm"),
    ],
)
def test_what_word_writes_by_itself_is_let_in(data: bytes) -> None:
    archive.check_docx(data)


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(docx("<x>" + "word " * 1_000 + "</x>"))
    entry = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    struct.pack_into("<I", data, entry + 24, 10)
    with pytest.raises(UnreadableFile) as refusal:
        archive.check_docx(bytes(data))
    assert refusal.value.code == "corrupt"


def test_pages_of_a_pdf_are_counted_before_they_are_read(make_pdf) -> None:
    with opened_pdf(make_pdf(*["page"] * MAX_PAGES)) as document:
        assert len(document) == MAX_PAGES
    with pytest.raises(UnreadableFile) as refusal, opened_pdf(make_pdf(*["page"] * (MAX_PAGES + 1))):
        pass
    assert refusal.value.code == "too-many-pages"


def test_a_locked_and_a_broken_pdf_are_told_apart(make_pdf) -> None:
    for data, code in ((make_pdf("hello", password="secret"), "encrypted"), (b"%PDF-1.7 broken", "corrupt")):
        with pytest.raises(UnreadableFile) as refusal, opened_pdf(data):
            pass
        assert refusal.value.code == code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_of_any_common_editor_is_decoded(encoding: str) -> None:
    text = "Zoë Müller – café “clerk”\r\nYork\rLeeds\n"
    assert decoded(text.encode(encoding)) == "Zoë Müller – café “clerk”\nYork\nLeeds\n"


def test_a_few_broken_bytes_do_not_garble_the_rest() -> None:
    assert decoded("Zoë Müller, José".encode() + b"\xc3") == "Zoë Müller, José\ufffd"


def test_stray_nuls_and_bells_are_taken_out() -> None:
    assert decoded(b"Sam\x07 Sample\0" + b" and words" * 100).startswith("Sam Sample and")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decoded(bytes(range(256)) * 40)
    assert refusal.value.code == "not-text"
