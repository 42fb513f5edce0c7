"""Files that say one thing and are another, and documents that act when somebody opens them."""

import io
import zipfile

import docx
import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading import read_text

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY = "<w:body>"


def repacked(change: dict[str, tuple[str, str]], renamed: dict[str, str], more: dict[str, bytes]) -> bytes:
    """A sound document; change: part -> (old, new), renamed: part -> name, more: added parts."""
    document, plain, out = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph("Nora Quill kept the books of a bakery in Ludlow.")
    document.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            for old, new in [change[name]] if name in change else []:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            for old, new in renamed.items():
                text = text.replace(old.encode(), new.encode())
            after.writestr(renamed.get(name, name), text)
        for name, data in more.items():
            after.writestr(name, data)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    return repacked({"word/document.xml": (BODY, BODY + xml)}, {}, {})


def with_relation(kind: str, attributes: str) -> bytes:
    relation = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" {attributes}/></Relationships>'
    return repacked({"word/_rels/document.xml.rels": ("</Relationships>", relation)}, {}, {})


def with_part(name: str, data: bytes) -> bytes:
    return repacked({}, {}, {name: data})


def field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def nested(before: str, after: str) -> str:
    inner = field("QUOTE x").removeprefix("<w:p>").removesuffix("</w:p>")
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{before}</w:instrText></w:r>'
        f"{inner}<w:r><w:instrText>{after}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def refused(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read_text(name, data)
    return refusal.value.code


DOCTYPE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "name", ["word/document.dat", "word/document.png", "word/document", "word/document.XML"]
)
def test_a_declaration_is_found_whatever_its_part_is_called(name: str) -> None:
    data = repacked(
        {"word/document.xml": ("<w:document", DOCTYPE + "<w:document")}, {"word/document.xml": name}, {}
    )
    assert refused("cv.docx", data) == "unsafe-xml"


@pytest.mark.parametrize("name", ["word/extra.dat", "word/extra.xml"])
@pytest.mark.parametrize(
    "part",
    [
        f"{DOCTYPE}<x/>".encode("utf-16"),
        f"{DOCTYPE}<x/>".encode("utf-16-be"),
        f"{DOCTYPE}<x/>".encode("utf-32"),
        f" \n{DOCTYPE}<x/>".encode("utf-8-sig"),
        f'<?xml version="1.0" encoding="cp037"?>{DOCTYPE}<x/>'.encode("cp037"),
        b'<?xml version="1.0" encoding = "UTF-7"?>+ADwAIQ-DOCTYPE x+AD4APA-x/+AD4-',
        b'<?xml version="1.0"' + b" " * 400 + b'encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4APA-x/+AD4-',
    ],
    ids=["utf-16", "utf-16-be", "utf-32", "mark and blanks", "ebcdic", "spaced utf-7", "far utf-7"],
)
def test_no_encoding_hides_a_declaration(name: str, part: bytes) -> None:
    assert refused("cv.docx", with_part(name, part)) == "unsafe-xml"


@pytest.mark.parametrize(
    "data",
    [
        with_part("word/embeddings/letter.docm", b"PK\x03\x04 and so on"),
        with_part("word/media/image9.png", b"PK\x03\x04 and so on"),
        with_part("word/fonts/font1.odttf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"),
        with_part("word/media/image9.jpeg", b"\x7fELF and so on"),
        with_part("word/more.bin", b"{\\rtf1 and so on}"),
        with_relation("package", 'Target="embeddings/sheet.xlsx"'),
        with_relation("aFChunk", 'Target="more.html"'),
    ],
    ids=["docm", "zip as picture", "ole as font", "elf as picture", "rtf", "package", "chunk"],
)
def test_a_file_inside_a_document_is_refused(data: bytes) -> None:
    assert refused("cv.docx", data) == "program"


@pytest.mark.parametrize("kind", ["image", "video", "settings", "customXml", "subDocument", "somethingNew"])
@pytest.mark.parametrize("mode", ['TargetMode="External"', 'TargetMode="external"', ""])
def test_what_lies_on_another_machine_is_refused(kind: str, mode: str) -> None:
    assert refused("cv.docx", with_relation(kind, f'Target="https://example.org/a" {mode}')) == "fetches"


@pytest.mark.parametrize(
    "xml",
    [
        field(' DDEAUTO c:\\\\x "y" '),
        field("dde Excel book"),
        field(" DD", "EAU", "TO x"),
        field(' INCLUDEPICTURE "https://example.org/a.png" \\d '),
        field('INCLUDETEXT "https://example.org/a.docx"'),
        field('LINK Excel.Sheet "a.xlsx"'),
        '<w:p><w:fldSimple w:instr="&#68;DEAUTO x"><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>',
        nested("DD", "EAUTO x"),
        nested(" ", "AUTO x"),
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>'
        '<v:imagedata src="https://example.org/a.png"/></v:shape></w:pict></w:r></w:p>',
    ],
)
def test_a_field_or_drawing_that_fetches_or_acts_is_refused(xml: str) -> None:
    assert refused("cv.docx", with_body(xml)) == "fetches"


@pytest.mark.parametrize(
    "data",
    [
        repacked({}, {}, {}),
        with_body(field(' HYPERLINK "https://example.org/nora" ')),
        with_body(field("PAGE")),
        with_body(nested("IF ", "= 1 a b")),
        with_body(field("MACROBUTTON NoMacro click")),
        with_relation("hyperlink", 'Target="https://example.org/nora" TargetMode="External"'),
        with_part("word/media/image9.emz", b"\x1f\x8b and so on"),
    ],
)
def test_links_and_page_numbers_stay_allowed(data: bytes) -> None:
    assert "bakery in Ludlow" in read_text("cv.docx", data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf{\\rtf1 hello}", "rtf"),
        (b" \r\n\t{\\rtf1 hello}", "rtf"),
        (b"\xef\xbb\xbf \n\x89PNG\r\n\x1a\n", "picture"),
        (b"   %PDF-1.7 and so on", "wrong-extension"),
        (b"words\n  %PDF-1.7 and so on", "wrong-extension"),
        (b"some words %PDF-1.7\n1 0 obj\n<< >>\nendobj", "wrong-extension"),
    ],
)
def test_another_kind_of_file_is_no_text_for_the_blanks_before_it(data: bytes, code: str) -> None:
    assert refused("cv.txt", data) == code
