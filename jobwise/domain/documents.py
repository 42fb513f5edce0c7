"""A résumé or letter as lines, each of which names the facts that it rests on."""

from typing import Literal

from jobwise.domain.base import Model
from jobwise.domain.choices import Paper, Theme
from jobwise.domain.profile import Profile

DocumentKind = Literal["resume", "cover_letter"]
Role = Literal[
    "name",  # the person's name, top of page
    "label",  # a professional title under the name
    "contact",  # e-mail, phone, place, links: one line, parts joined with " · "
    "heading",  # a section heading
    "entry",  # text = title or degree or name, detail = employer/school and place, aside = dates
    "bullet",  # a highlight under the entry before it
    "text",  # a paragraph
    "skills",  # text = "Python, SQL", detail = group name or empty
    "date",  # the letter's date
    "recipient",  # to whom the letter goes
    "salutation",
    "closing",
    "signature",
]
Change = Literal["kept", "moved", "reworded", "composed"]


class Line(Model):
    """One line or paragraph. Blank `detail` and `aside` are not printed; `aside` stands at the right.

    `sources` are fact ids, or `job` for words of the ad (employer, title), or `today` for the date,
    or `form` for fixed words of a template that claim nothing. `original` is what the person wrote,
    where that differs. `draft` is the line as our rules wrote it, where a model wrote over it. A `compact`
    entry has all its columns on one printed line.
    """

    id: str
    role: Role
    text: str
    detail: str = ""
    aside: str = ""
    sources: tuple[str, ...] = ()
    original: str = ""
    change: Change = "kept"
    why: str = ""
    url: str = ""
    draft: "Line | None" = None
    compact: bool = False

    @property
    def made(self) -> Change:
        """How its words came about; what a model said is reworded, whatever our rules had made of it."""
        return "reworded" if self.draft else self.change


class Document(Model):
    """Lines in printed order. `language` is an ISO 639-1 code."""

    kind: DocumentKind
    title: str
    author: str
    language: str
    lines: tuple[Line, ...]

    @property
    def counted(self) -> tuple[Line, ...]:
        """The lines that are counted wherever a number of lines is told: all but headings."""
        return tuple(line for line in self.lines if line.role != "heading")


class Documents(Model):
    """What stage 3 gives. `tailored` holds the chosen facts, for structured exports."""

    resume: Document
    cover_letter: Document
    tailored: Profile


class Design(Model):
    """How the pages look; what they say is the documents' business."""

    theme: Theme = "plain"
    paper: Paper = "a4"


class ExportedFile(Model):
    """A file to download. `lost` are the characters that no font of its pages has, each once."""

    name: str
    media_type: str
    content: bytes
    lost: str = ""
