"""Reports on paper."""

import io

import pypdf
import pypdfium2

from jobwise.domain.report import Report, ReportPart, ReportTable
from jobwise.rendering.report import printed

TABLE = ReportTable(
    header=("Asked for", "Found"), rows=(("SQL #strong[x]", "łódź *x*"), ("=1+1", "w" * 90)), widths=(1, 2)
)
REPORT = Report(
    title="Why this place: Candidate 7",
    subtitle="Data Analyst, Fenwick Rail",
    made="JobWise, 3 May 2026",
    parts=(
        ReportPart(heading="What was asked", paragraphs=("Two things.",), points=("First", "Second")),
        ReportPart(heading="What was found", table=TABLE),
    ),
)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_all_words_stand_in_the_file_as_they_are() -> None:
    shown = text_of(printed(REPORT))
    for words in (
        REPORT.title,
        REPORT.subtitle,
        REPORT.made,
        "Two things.",
        "Second",
        "SQL #strong[x]",
        "łódź *x*",
        "=1+1",
    ):
        assert words in shown
    assert "".join(shown.split()).count("w" * 90) == 1


def test_it_is_tagged_and_the_same_each_time() -> None:
    first = printed(REPORT)
    assert pypdf.PdfReader(io.BytesIO(first)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert printed(REPORT) == first


def test_a_long_table_goes_over_pages_with_its_header() -> None:
    table = TABLE.model_copy(update={"rows": TABLE.rows * 60})
    part = REPORT.parts[1].model_copy(update={"table": table})
    shown = text_of(printed(REPORT.model_copy(update={"parts": (part,)})))
    assert shown.count("Asked for") > 1
