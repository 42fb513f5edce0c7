"""The five stages in order, each timed and told as it happens."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from jobwise.domain.ats import AtsReport
from jobwise.domain.base import Model
from jobwise.domain.documents import Design, Document, Documents, ExportedFile, Line
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.read_back import ReadBack
from jobwise.domain.run import RunEvent, RunFailed, RunFinished, Stage, StageFinished, StageStarted
from jobwise.errors import JobWiseError
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.pdf_exporter import DEFAULT_FORMATS, SCORED_FORMAT, export_documents
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.pipeline.quality_validator import validate_documents
from jobwise.pipeline.read_back import ReadBacks, RoundTrip, all_read_back
from jobwise.ports import DESIGN, Exporter, FileReader

STAGES = tuple(Stage)
OnEvent = Callable[[RunEvent], None]
Rewrite = Callable[[Documents, CompiledProfile, JobAnalysis], Documents]


class PipelineResult(Model):
    """All that a run gives. seconds: stage name -> seconds. read_backs: of each résumé."""

    analysis: JobAnalysis
    compiled: CompiledProfile
    documents: Documents
    report: AtsReport
    files: tuple[ExportedFile, ...]
    read_backs: ReadBacks
    seconds: dict[str, float]


def run_pipeline(
    profile: Profile,
    job_text: str,
    *,
    as_of: dt.date,
    page_budget: float = 2.0,
    design: Design = DESIGN,
    exporters: Mapping[str, Exporter],
    reader: FileReader | None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    on_event: OnEvent | None = None,
    rewrite: Rewrite | None = None,
) -> PipelineResult:
    """Run the five stages in this process.

    reader: what reads the finished résumé back, for its score. rewrite: says the documents better before they
    are checked. Raises: UnusableJob, what `rewrite` raises, and JobWiseError when the reader could not work.
    """
    clock = _Clock(on_event)
    with clock.timed(Stage.JOB_ANALYZER) as told:
        analysis = analyze_job(job_text)
        told(analysis_summary(analysis))
    with clock.timed(Stage.PROFILE_COMPILER) as told:
        compiled = compile_profile(profile, analysis, as_of=as_of, page_budget=page_budget)
        told(compiled_summary(compiled))
    with clock.timed(Stage.DOCUMENT_GENERATOR) as told:
        documents = generate_documents(compiled, analysis, as_of=as_of)
        if rewrite:
            documents = rewrite(documents, compiled, analysis)
        told(documents_summary(documents))
    with clock.timed(Stage.QUALITY_VALIDATOR) as told:
        trip = round_trip(exporters, reader, design)
        report = validate_documents(documents, compiled, analysis, profile, as_of=as_of, trip=trip)
        told(report_summary(report))
    with clock.timed(Stage.PDF_EXPORTER) as told:
        files = export_documents(report, exporters, design, formats)
        told(files_summary(files))
    clock.tell(RunFinished(at=_now(), ats_score=report.after.ats_score))
    return PipelineResult(
        analysis=analysis,
        compiled=compiled,
        documents=documents,
        report=report,
        files=files,
        read_backs=all_read_back(report, files, reader) if reader else ReadBacks(),
        seconds=clock.seconds,
    )


def round_trip(
    exporters: Mapping[str, Exporter], reader: FileReader | None, design: Design
) -> RoundTrip | None:
    """The way that every résumé goes before it is scored; None where nothing prints or reads it."""
    exporter = exporters.get(SCORED_FORMAT)
    return RoundTrip(exporter, reader, design) if exporter and reader else None


def analysis_summary(analysis: JobAnalysis) -> str:
    """Stage 1 in a few words."""
    musts = sum(requirement.importance == "must" for requirement in analysis.requirements)
    return f"{_count(len(analysis.requirements), 'requirement')}, {_count(musts, 'must-have')}"


def compiled_summary(compiled: CompiledProfile) -> str:
    """Stage 2 in a few words."""
    met = sum(match.verdict == "met" for match in compiled.matches)
    left = len(compiled.left_out)
    return f"{met} of {_count(len(compiled.matches), 'requirement')} met, {_count(left, 'fact')} left out"


def documents_summary(documents: Documents) -> str:
    """Stage 3 in a few words: every line of the résumé is counted once, those of the letter apart."""
    lines = documents.resume.counted
    made = Counter(line.made for line in lines)
    by_model = sum(line.draft is not None for line in lines)
    by_rules = made["reworded"] - by_model
    together = f"{made['composed']} put together, " if made["composed"] else ""
    kept = f"{together}{made['kept'] + made['moved']} kept as you wrote them"
    letter = sum(line.draft is not None for line in documents.cover_letter.lines)
    if not by_model and not letter:
        return f"{_count(by_rules, 'line')} reworded, {kept}"
    told = f"{_count(by_model, 'line')} reworded by the model, {by_rules} by our rules, {kept}"
    return f"{told}; {letter} of the letter by the model" if letter else told


def report_summary(report: AtsReport) -> str:
    """Stage 4 in a few words."""
    repaired = len(report.findings)
    return (
        f"{_count(report.lines_checked, 'line')} checked, {repaired} put back or taken out, "
        f"score {report.after.ats_score:.2f}, before {report.before.ats_score:.2f}"
    )


def stopped_summary(report: AtsReport) -> str:
    """What the check stopped, as a sentence; empty where there was nothing."""
    count = len(report.findings)
    back = sum(finding.verdict == "repaired" for finding in report.findings)
    went = [f"{back} put back" if back else "", f"{count - back} taken out" if count - back else ""]
    said = f"{_count(count, 'line')} said more than your facts carry: {', '.join(filter(None, went))}."
    return said if count else ""


def files_summary(files: tuple[ExportedFile, ...]) -> str:
    """Stage 5 in a few words, with the characters that the pages cannot show."""
    lost = " ".join(dict.fromkeys(char for file in files for char in file.lost))
    told = f", without characters that no font here has: {lost}" if lost else ""
    return _count(len(files), "file") + told


def report_json(result: PipelineResult, profile: Profile) -> dict[str, Any]:
    """The run as `report.json` gives it: scores, lines, the facts under them, what was changed or left out.

    A line's `sources` are keys of `facts`, or `job` for words of the ad, `today`, or `form` for words of a
    template. A fact's `start` and `end` are characters of the text that was read from the résumé.
    """
    report = result.report
    documents = (report.documents.resume, report.documents.cover_letter)
    return {
        "ats_score": report.after.ats_score,
        "before": _score(report.before),
        "after": _score(report.after),
        "lines": [
            {"document": document.kind, "text": printed(line), "sources": list(line.sources)}
            for document in documents
            for line in document.lines
        ],
        "facts": _cited(documents, profile),
        "stopped": [finding.model_dump() for finding in report.findings],
        "left_out": [left.model_dump() for left in report.left_out],
        "read_back": [_read_back(back) for back in result.read_backs.known],
        "not_read_back": [{"file": name, "why": why} for name, why in result.read_backs.unread.items()],
        "near_skills": [near.model_dump() for near in report.near_skills],
        "stages": [{"stage": stage, "seconds": seconds} for stage, seconds in result.seconds.items()],
        "engine_version": report.after.engine_version,
    }


def _read_back(back: ReadBack) -> dict[str, Any]:
    """How many fields of a résumé came back when it was read, and those that did not."""
    lost = [field.model_dump() for field in back.lost]
    return {"file": back.file, "fields": len(back.fields), "lost": lost, "understood": back.understood}


def _cited(documents: Iterable[Document], profile: Profile) -> dict[str, Any]:
    """Every fact that a line rests on, with its place in the uploaded résumé."""
    cited = {source for document in documents for line in document.lines for source in line.sources}
    return {
        fact.fact_id: {
            "section": fact.section,
            "text": fact.text,
            "place": fact.place.model_dump(include={"page", "start", "end"}) if fact.place else None,
        }
        for fact in profile.facts()
        if fact.fact_id in cited
    }


def printed(line: Line) -> str:
    """A line's columns as one text."""
    return " · ".join(part for part in (line.text, line.detail, line.aside) if part)


class _Clock:
    """Times the stages and tells what happens."""

    def __init__(self, on_event: OnEvent | None) -> None:
        self._on_event = on_event
        self.seconds: dict[str, float] = {}

    def tell(self, event: RunEvent) -> None:
        if self._on_event:
            self._on_event(event)

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[Callable[[str], None]]:
        self.tell(StageStarted(stage=stage, at=_now()))
        start = time.perf_counter()
        summary: list[str] = []
        try:
            yield summary.append
        except JobWiseError as error:
            self.tell(
                RunFailed(at=_now(), stage=stage, title=error.title, message=error.message, code=error.code)
            )
            raise
        seconds = round(time.perf_counter() - start, 4)
        self.seconds[stage.value] = seconds
        self.tell(StageFinished(stage=stage, at=_now(), summary="".join(summary), seconds=seconds))


def _score(score: Any) -> dict[str, Any]:
    dumped: dict[str, Any] = score.model_dump(
        mode="json", include={"ats_score", "ceiling", "parseability", "must_haves", "fit", "parts", "as_of"}
    )
    return dumped


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
