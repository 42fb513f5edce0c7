"""What every exporter is given, and how what it gives is read back."""

import io
import json
from collections.abc import Iterator
from typing import Any

from jobwise.domain.documents import Document, DocumentKind, Line, Role
from jobwise.domain.profile import Basics, Education, Item, Profile, Skill, Work

HOSTILE = (
    r'<script>alert(1)</script> **bold** _it_ `code` # head $x^2$ \ @import "a" #let x ] [a](javascript:b) '
    r"| 1. ![i](file:///etc/passwd) &lt; &amp; &copy <!-- c --> {{x}} #{sys} \u0041 ~~gone~~ R&D C++ C# "
)


def line(role: Role, text: str, *sources: str, detail: str = "", aside: str = "", url: str = "") -> Line:
    return Line(
        id=f"{role}-{text[:20]}", role=role, text=text, detail=detail, aside=aside, sources=sources, url=url
    )


def document(*lines: Line, kind: DocumentKind = "resume", language: str = "en") -> Document:
    return Document(
        kind=kind, title="Mara Lindqvist: résumé", author="Mara Lindqvist", language=language, lines=lines
    )


def resume(
    name: str = "Mara Lindqvist",
    title: str = "Senior data analyst",
    employer: str = "Fenwick Rail",
    bullet: str = "Moved 14 office reports to Airflow, first in the traffic office.",
    language: str = "en",
) -> tuple[Document, Profile, tuple[str, ...]]:
    """A résumé, its profile, and the words that must come back in this order."""
    profile = Profile(
        basics=Basics(name=name, email="mara@example.org", phone="+44 1632 960123"),
        work=(
            Work(
                fact_id="w1",
                name=employer,
                position=title,
                start_date="2020-01",
                highlights=(Item(fact_id="h1", text=bullet),),
            ),
            Work(fact_id="w2", name="Northern Tram", position="Clerk", start_date="2016", end_date="2019"),
        ),
        education=(Education(fact_id="e1", institution="University of Example", study_type="BSc"),),
        skills=(Skill(fact_id="s1", name="Python"),),
    )
    lines = (
        line("name", name, "basics"),
        line("label", title, "w1"),
        line("contact", "mara@example.org · +44 1632 960123 · https://example.org/mara", "basics"),
        line("heading", "Experience", "form"),
        line("entry", title, "w1", detail=employer, aside="Jan 2020 – Present"),
        line("bullet", bullet, "h1"),
        line("entry", "Clerk", "w2", detail="Northern Tram", aside="2016 – 2019"),
        line("heading", "Education", "form"),
        line("entry", "BSc", "e1", detail="University of Example"),
        line("heading", "Skills", "form"),
        line("skills", "Python, SQL", "s1", detail="Tools"),
    )
    order = (
        name,
        "mara@example.org",
        "+44 1632 960123",
        employer,
        bullet,
        "Northern Tram",
        "University of Example",
        "Python",
    )
    return document(*lines, language=language), profile, order


def readings(name: str, content: bytes) -> Iterator[str]:
    """The text of an exported file, once for every reader of its format."""
    match name:
        case _ if content.startswith(b"%PDF"):
            yield by_pdfium(content)
            yield by_pypdf(content)
        case "docx":
            yield by_word(content)
        case "md":
            yield by_commonmark(content)
        case "json":
            yield "\n".join(strings(json.loads(content)))
        case _:
            yield content.decode()


def squashed(text: str) -> str:
    """The text without its white space: where lines break is the page's business."""
    return "".join(text.split())


def by_pdfium(content: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def by_pypdf(content: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def by_word(content: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def by_commonmark(content: bytes) -> str:
    """The text that a CommonMark reader shows."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(content.decode())
    children = [child for token in tokens for child in token.children or ()]
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "\n".join(breaks.get(child.type, child.content) for child in children)


def strings(value: Any) -> Iterator[str]:
    """Every string of a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
