"""How a résumé is laid out: what stands on which line, in which column, in what order.

A layout turns a person into sheets of rows; `typst_paper`, `docx_paper` and `text_paper` put them on paper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from benchmarks.generated.forms import european_form, network_export, research_cv
from benchmarks.generated.people import Course, Job, Person, month, tongue
from benchmarks.generated.rows import Block, Row, Sheet

Paper = Literal["typst", "docx", "docx-table", "markdown", "text"]
Columns = Literal["one", "side-left", "side-right", "halves"]
Headings = Literal["plain", "capitals", "spaced", "ruled", "margin", "band"]
Contact = Literal["line", "stacked", "labelled"]
Section = Literal["summary", "work", "education", "skills", "languages", "certificates"]
USUAL: tuple[Section, ...] = ("summary", "work", "education", "skills", "languages", "certificates")


Entry = Callable[[str, str, str, str], list[Row]]
"""(title, employer, place, dates) -> the rows of a job's head."""


@dataclass(frozen=True)
class Layout:
    """`months`: which of the language's date patterns; `joint` stands between two dates."""

    name: str
    entry: Entry
    paper: Paper = "typst"
    columns: Columns = "one"
    headings: Headings = "plain"
    contact: Contact = "line"
    order: tuple[Section, ...] = USUAL
    side: frozenset[Section] = frozenset()
    months: int = 0
    joint: str = " – "
    bullet: str = "•"
    font: str = "serif"
    size: float = 10
    grouped: bool = False
    labels: bool = True
    school_first: bool = False
    skills_apart: bool = False
    form: Literal["network", "european", "research", None] = None
    page: str = "a4"

    def sheet(self, one: Person) -> Sheet:
        """The person's lines on this paper."""
        if self.form:
            return _FORMS[self.form](self, one)
        words = tongue(one.language)
        blocks = {
            section: Block(words["headings"][section], tuple(rows))
            for section in self.order
            if (rows := self._rows(section, one))
        }
        return Sheet(
            name=one.name,
            label=one.label if self.labels else "",
            contact=self._contact(one),
            main=tuple(block for section, block in blocks.items() if section not in self.side),
            side=tuple(block for section, block in blocks.items() if section in self.side),
        )

    def span(self, start: tuple[int, int], end: tuple[int, int] | None, language: str) -> str:
        """A range of dates as it is printed."""
        words = tongue(language)
        pattern = words["dates"][self.months]
        last = month(end, pattern, language) if end else words["present"]
        return f"{month(start, pattern, language)}{self.joint}{last}"

    @property
    def only_years(self) -> bool:
        """Whether the months are not printed."""
        return self.months == 3

    def _rows(self, section: Section, one: Person) -> list[Row]:
        if section == "summary":
            return [Row(one.about)]
        if section == "work":
            return self._work(one)
        if section == "education":
            return [row for course in one.education for row in self._course(course, one.language)]
        if section == "skills":
            listed = [Row(skill, bullet=self.bullet) for skill in one.skills]
            return listed if self.skills_apart else [Row(_comma(one.language).join(one.skills))]
        if section == "languages":
            return [
                Row(f"{name}{': ' if self.skills_apart else ' – '}{level}") for name, level in one.tongues
            ]
        return [Row(name, bullet=self.bullet) for name in one.certificates]

    def _work(self, one: Person) -> list[Row]:
        rows: list[Row] = []
        for number, job in enumerate(one.work):
            dates = self.span(job.start, job.end, one.language)
            if self.grouped:
                head = self._under_one(job, number, dates, one)
            else:
                head = self.entry(job.title, job.employer, job.place, dates)
            rows += [_with_gap(head[0]), *head[1:]]
            rows += [Row(duty, bullet=self.bullet) for duty in job.duties]
        return rows

    @staticmethod
    def _under_one(job: Job, number: int, dates: str, one: Person) -> list[Row]:
        """Several titles under one employer: the employer is printed once."""
        title = Row(job.title, dates, weight="italic")
        if number and one.work[number - 1].employer == job.employer:
            return [title]
        return [Row(job.employer, job.place, weight="bold"), title]

    def _course(self, course: Course, language: str) -> list[Row]:
        named = f"{course.degree}{_comma(language) if self.labels else ' '}{course.field}".strip(" ,，、")
        dates = f"{course.start}{self.joint}{course.end}"
        entry = self.entry if not self.grouped else right_dates
        pair = (course.school, named) if self.school_first else (named, course.school)
        head = entry(pair[0], pair[1], "", dates)
        return [_with_gap(head[0]), *head[1:]]

    def _contact(self, one: Person) -> tuple[str, ...]:
        words = tongue(one.language)
        if self.contact == "labelled":
            return (one.place, f"{words['phone']}: {one.phone}", f"{words['email']}: {one.email}", one.url)
        parts = (one.place, one.phone, one.email, one.url)
        return (" | ".join(parts),) if self.contact == "line" else parts


def _comma(language: str) -> str:
    return {"zh": "、", "ja": "、"}.get(language, ", ")


def _with_gap(row: Row) -> Row:
    return Row(row.left, row.right, row.margin, row.weight, row.bullet, gap=True)


def _joined(mark: str, *parts: str) -> str:
    return mark.join(part for part in parts if part)


def right_dates(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Title with the dates at the right, employer and place under it."""
    return [Row(title, dates, weight="bold"), Row(_joined(", ", employer, place))]


def employer_first(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Employer with the place at the right, title with the dates at the right."""
    return [Row(employer, place, weight="bold"), Row(title, dates, weight="italic")]


def one_line(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Everything on one line between upright strokes."""
    return [Row(_joined(" | ", title, employer, place, dates), weight="bold")]


def comma_line(title: str, employer: str, place: str, dates: str) -> list[Row]:  # noqa: ARG001
    """Title, employer; the dates at the right."""
    return [Row(_joined(", ", title, employer), dates, weight="bold")]


def dates_under(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Three lines: title, employer and place, dates."""
    return [Row(title, weight="bold"), Row(_joined(" · ", employer, place)), Row(dates, weight="italic")]


def dates_above(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """The dates over the title."""
    return [Row(dates), Row(title, weight="bold"), Row(_joined(", ", employer, place))]


def dates_before(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """The dates in a column of their own at the left."""
    return [Row(title, margin=dates, weight="bold"), Row(_joined(", ", employer, place))]


def in_brackets(title: str, employer: str, place: str, dates: str) -> list[Row]:  # noqa: ARG001
    """Title, employer (dates)."""
    return [Row(f"{_joined(', ', title, employer)} ({dates})", weight="bold")]


def dash_line(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Employer – title on a line, the place and the dates on the next."""
    return [Row(_joined(" – ", employer, title), weight="bold"), Row(_joined(", ", place, dates))]


def dates_with_colon(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Dates: title, then the employer."""
    return [Row(f"{dates}: {title}", weight="bold"), Row(_joined(", ", employer, place))]


def export_style(title: str, employer: str, place: str, dates: str) -> list[Row]:
    """Employer, title, dates, place, each on its line, as a network's export prints them."""
    rows = [Row(employer, weight="bold"), Row(title), Row(dates)]
    return [*rows, Row(place)] if place else rows


_FORMS = {"network": network_export, "european": european_form, "research": research_cv}
SIDE: frozenset[Section] = frozenset(("skills", "languages", "certificates"))

LAYOUTS: tuple[Layout, ...] = (
    Layout("right dates", right_dates),
    Layout("employer first", employer_first, headings="ruled", school_first=True),
    Layout("one line", one_line, headings="capitals", font="sans"),
    Layout("comma line", comma_line, headings="ruled", months=1, bullet="–"),
    Layout("dates under", dates_under, contact="stacked", font="sans", months=2),
    Layout("dates above", dates_above, contact="labelled", months=1, joint=" - "),
    Layout("dates before", dates_before, headings="ruled", months=1, contact="labelled"),
    Layout("dates before, years", dates_before, months=3, labels=False, school_first=True, font="sans"),
    Layout("in brackets", in_brackets, headings="capitals", months=2, labels=False),
    Layout("dash line", dash_line, months=0, bullet="▪", font="sans"),
    Layout("dates with colon", dates_with_colon, months=1, contact="stacked"),
    Layout("export style", export_style, contact="stacked", columns="side-left", side=SIDE, font="sans"),
    Layout("side left", right_dates, columns="side-left", side=SIDE, contact="stacked", skills_apart=True),
    Layout(
        "side right", dates_under, columns="side-right", side=SIDE, headings="capitals", skills_apart=True
    ),
    Layout("side left, before", dates_above, columns="side-left", side=SIDE, contact="labelled", size=9),
    Layout(
        "halves",
        dates_under,
        columns="halves",
        side=frozenset(("education", "skills", "languages", "certificates")),
        size=9,
        font="sans",
    ),
    Layout("spaced headings", employer_first, headings="spaced", school_first=True),
    Layout("headings in the margin", right_dates, headings="margin", months=1),
    Layout("coloured bands", comma_line, headings="band", font="sans", months=2),
    Layout("one employer", right_dates, grouped=True, headings="ruled"),
    Layout(
        "education first", right_dates, order=("education", "work", "skills", "languages"), skills_apart=True
    ),
    Layout("no bullets", dates_under, bullet="", headings="capitals", months=1),
    Layout("skills first", one_line, order=("skills", "work", "education", "languages"), joint="–", months=1),
    Layout(
        "network export", right_dates, columns="side-left", form="network", months=2, joint=" - ", font="sans"
    ),
    Layout(
        "network export, promoted",
        right_dates,
        columns="side-left",
        form="network",
        months=2,
        joint=" - ",
        grouped=True,
    ),
    Layout(
        "european form",
        right_dates,
        form="european",
        months=1,
        labels=False,
        headings="capitals",
        font="sans",
    ),
    Layout(
        "research",
        dates_before,
        form="research",
        months=1,
        order=("education", "work", "skills", "languages", "certificates"),
    ),
    Layout("cut by pages", dates_under, page="a6", size=11, months=2),
    Layout(
        "cut by pages, side",
        right_dates,
        page="a5",
        size=11,
        columns="side-left",
        side=SIDE,
        contact="stacked",
    ),
    Layout("docx", right_dates, paper="docx"),
    Layout("docx, dates under", dates_under, paper="docx", headings="capitals", contact="stacked", months=2),
    Layout("docx table", dates_before, paper="docx-table", months=1, contact="labelled"),
    Layout("markdown", comma_line, paper="markdown"),
    Layout("markdown, dates under", dates_under, paper="markdown", months=1, contact="stacked"),
    Layout("text", right_dates, paper="text", headings="capitals"),
    Layout("text, one line", one_line, paper="text", months=1, bullet="-"),
)
"""Every layout, by a name that a report can show."""
