"""The five stages in order: what they give, what they tell, and the report's shape."""

from typing import Any

import pytest

from jobwise.domain.documents import Design, Document, Documents, Line
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.run import RunEvent, Stage, StageFinished
from jobwise.errors import UnusableJob
from jobwise.pipeline.stages import STAGES, PipelineResult, documents_summary, report_json, run_pipeline
from jobwise.ports import DESIGN
from tests.invented_people import AS_OF, people

AD = """Data Analyst
Company: Fenwick Rail
Location: York

Fenwick Rail runs freight trains in the north of England. You will build the reports that our depots plan by.

Requirements
- Strong SQL
- Experience with Power BI dashboards
- Python for data work
- Excel

Nice to have
- Kubernetes
- German
"""


class LinesAsText:
    """An exporter that prints the lines of a document, one a line."""

    suffix = ".pdf"
    media_type = "text/plain"

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        return "\n".join(line.text for line in document.lines).encode()

    def lost(self, document: Document) -> str:
        return ""


def run(on_event: list[RunEvent] | None = None, ad: str = AD) -> PipelineResult:
    tell = on_event.append if on_event is not None else None
    return run_pipeline(
        people()["mercer"], ad, as_of=AS_OF, exporters={"pdf": LinesAsText()}, reader=None, on_event=tell
    )


def test_the_stages_are_the_five_in_order() -> None:
    assert [stage.value for stage in STAGES] == [
        "job_analyzer",
        "profile_compiler",
        "document_generator",
        "quality_validator",
        "pdf_exporter",
    ]


def test_every_stage_is_told_and_timed() -> None:
    events: list[RunEvent] = []
    result = run(events)
    kinds = [event.type for event in events]
    assert kinds == ["stage_started", "stage_finished"] * 5 + ["run_finished"]
    finished = [event for event in events if isinstance(event, StageFinished)]
    assert [event.stage for event in finished] == list(Stage)
    assert all(event.summary and event.seconds >= 0 for event in finished)
    assert list(result.seconds) == [stage.value for stage in Stage]


def test_a_refused_ad_is_told_and_raised() -> None:
    events: list[RunEvent] = []
    with pytest.raises(UnusableJob):
        run(events, "Data Analyst")
    assert [event.type for event in events] == ["stage_started", "run_failed"]


def test_both_documents_are_exported() -> None:
    files = run().files
    assert [file.name for file in files] == ["resume.pdf", "cover_letter.pdf"]
    assert b"Jane Mercer" in files[0].content
    assert b"Fenwick Rail" in files[1].content


def test_the_same_input_gives_the_same_result() -> None:
    first, second = run(), run()
    assert first.model_copy(update={"seconds": {}}) == second.model_copy(update={"seconds": {}})


def test_our_own_writer_needs_no_repair() -> None:
    report = run().report
    assert report.findings == ()
    assert report.after.ats_score >= report.before.ats_score - 0.05


def test_the_report_names_every_line_with_its_sources() -> None:
    result = run()
    profile = people()["mercer"]
    report = report_json(result, profile)
    assert set(report) == {
        "ats_score",
        "before",
        "after",
        "lines",
        "facts",
        "stopped",
        "left_out",
        "read_back",
        "not_read_back",
        "near_skills",
        "stages",
        "engine_version",
    }
    assert report["ats_score"] == result.report.after.ats_score
    assert {line["document"] for line in report["lines"]} == {"resume", "cover_letter"}
    assert all(line["text"] and line["sources"] for line in report["lines"])
    facts = {fact.fact_id: fact for fact in profile.facts()}
    for line in report["lines"]:
        assert set(line["sources"]) <= {*report["facts"], "job", "today", "form"}
    assert all(fact["text"] == facts[name].text for name, fact in report["facts"].items())
    assert [stage["stage"] for stage in report["stages"]] == [stage.value for stage in Stage]


def test_a_person_with_nothing_to_say_gets_documents_all_the_same() -> None:
    result = run_pipeline(Profile(), AD, as_of=AS_OF, exporters={}, reader=None)
    assert result.report.documents.resume.lines == ()


def test_each_line_is_counted_once_whoever_wrote_it() -> None:
    def bullet(number: int, **more: Any) -> Line:
        return Line(id=f"l{number}", role="bullet", text="Ran trams", sources=("f1",), **more)

    ours, model = bullet(1, change="reworded"), bullet(2, change="reworded", draft=bullet(2))
    resume = Document(
        kind="resume",
        language="en",
        title="",
        author="",
        lines=(
            Line(id="l0", role="heading", text="Work"),
            Line(id="l9", role="text", text="A driver of trams", change="composed", draft=bullet(9)),
            Line(id="l8", role="skills", text="Trams", change="composed"),
            ours,
            model,
            bullet(3),
            bullet(4, change="moved"),
        ),
    )
    written = (bullet(5), bullet(6, draft=bullet(6)))
    letter = Document(kind="cover_letter", language="en", title="", author="", lines=written)
    documents = Documents(resume=resume, cover_letter=letter, tailored=Profile(basics=Basics(name="A")))
    assert documents_summary(documents) == (
        "2 lines reworded by the model, 1 by our rules, 1 put together, 2 kept as you wrote them; "
        "1 of the letter by the model"
    )
