"""The command line: the same code as the dashboard's, in this process, one JSON line an answer.

Exit status: 0 all well, 1 something was refused (each with its sentence on stderr), 2 wrong usage.
*Why heavy imports stand inside the functions:* `jobwise --help` answers at once.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jobwise.errors import JobWiseError, StorageFailed, UnreadableFile

if TYPE_CHECKING:
    from jobwise.domain.posting import JobAnalysis
    from jobwise.domain.profile import Profile

T = TypeVar("T")
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
RESUME = click.option("--resume", required=True, type=click.Path(path_type=Path), help="Your résumé.")


class Refusals:
    """Collects what was refused: tells each on stderr, and ends the command with status 1."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def of(self, file: str) -> Iterator[dict[str, Any]]:
        """Turn an expected error into a sentence; the dict given gets `error` and `seconds`."""
        row: dict[str, Any] = {"error": None}
        start = time.perf_counter()
        try:
            yield row
        except JobWiseError as error:
            self.count += 1
            click.echo(f"{file}: {error}", err=True)
            row["error"] = {"code": error.code, "message": str(error)}
        row["seconds"] = round(time.perf_counter() - start, 4)

    def end(self) -> None:
        if self.count:
            sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jobwise")
def main() -> None:
    """A tailored résumé and cover letter for each job, with no invented fact in them."""


@main.command()
@FILES
@AS_JSON
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Read résumés (PDF, DOCX, Markdown, text, JSON Resume)."""
    from jobwise.reading import read_resume
    from jobwise.rendering.json_resume import to_json_resume

    refusals = Refusals()
    for file in _progress(files, "Reading"):
        with refusals.of(str(file)) as row:
            result = read_resume(file.name, _bytes(file))
            row["resume"] = to_json_resume(result.profile)
            if not as_json:
                click.echo(_profile_sentence(str(file), result.profile))
        if as_json:
            _line(file=str(file), seconds=row["seconds"], resume=row.get("resume"), error=row["error"])
    refusals.end()


@main.command()
@FILES
@AS_JSON
def analyze(files: tuple[Path, ...], as_json: bool) -> None:
    """Find what job ads ask for; `-` reads one from standard input."""
    from jobwise.pipeline.job_analyzer import analyze_job

    refusals = Refusals()
    for file in _progress(files, "Analysing"):
        with refusals.of(str(file)) as row:
            analysis = analyze_job(_job_text(file))
            row["analysis"] = analysis.model_dump(mode="json")
            if not as_json:
                _echo_analysis(str(file), analysis)
        if as_json:
            _line(file=str(file), seconds=row["seconds"], analysis=row.get("analysis"), error=row["error"])
    refusals.end()


@main.command()
@AS_JSON
def skills(as_json: bool) -> None:
    """Find skills in texts from standard input, one text a line."""
    from jobwise.matching.skills import find_skills

    for line in sys.stdin.buffer:
        found = find_skills(line.decode("utf-8", "replace").rstrip("\r\n"))
        if as_json:
            _line(
                spans=[
                    {"start": s.start, "end": s.end, "kind": _kind(s.kind), "label": s.label} for s in found
                ]
            )
        else:
            click.echo(", ".join(span.label for span in found))


@main.command()
@RESUME
@click.option("--job", "jobs", required=True, multiple=True, type=click.Path(path_type=Path, allow_dash=True))
@AS_JSON
def score(resume: Path, jobs: tuple[Path, ...], as_json: bool) -> None:
    """Score a résumé against one or more job ads."""
    from jobwise.matching.scoring import score as score_profile
    from jobwise.pipeline.job_analyzer import analyze_job

    refusals = Refusals()
    profile = _profile(resume, refusals)
    for job in _progress(jobs, "Scoring"):
        with refusals.of(str(job)) as row:
            result = score_profile(profile, analyze_job(_job_text(job)), as_of=dt.date.today())
            row["score"] = result.model_dump(
                mode="json",
                include={"ats_score", "parseability", "must_haves", "fit", "parts", "engine_version"},
            )
            if not as_json:
                click.echo(
                    f"{result.ats_score:.2f}  {job}  must-haves {result.must_haves_met} of "
                    f"{result.must_haves_total}, fit {result.fit:.2f}, "
                    f"machine-readable {result.parseability:.2f}"
                )
        if as_json:
            failed = {"error": row["error"]} if row["error"] else {}
            _line(resume=str(resume), job=str(job), seconds=row["seconds"], **row.get("score", {}), **failed)
    refusals.end()


@main.command()
@RESUME
@click.option("--job", required=True, type=click.Path(path_type=Path, allow_dash=True), help="The job ad.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
@AS_JSON
def tailor(resume: Path, job: Path, out: Path, as_json: bool) -> None:
    """Write a tailored résumé and cover letter, with a report of what each line rests on."""
    from jobwise.pipeline.stages import report_json, run_pipeline
    from jobwise.rendering import EXPORTERS

    refusals = Refusals()
    profile = _profile(resume, refusals)
    with refusals.of(str(job)), _stage_bar() as on_event:
        result = run_pipeline(
            profile, _job_text(job), as_of=dt.date.today(), exporters=EXPORTERS, on_event=on_event
        )
        report = report_json(result)
        files = {file.name: file.content for file in result.files}
        files["report.json"] = json.dumps(report, ensure_ascii=False, indent=2).encode()
        _write(out, files)
        if as_json:
            _line(**report)
        else:
            click.echo(
                f"ATS score {report['ats_score']:.2f}, before {result.report.before.ats_score:.2f}. "
                f"Written to {out}: {', '.join(sorted(files))}"
            )
    refusals.end()


@main.command()
@click.option("--open/--no-open", "open_browser", default=True, help="Open the dashboard in the browser.")
def serve(open_browser: bool) -> None:
    """Start the dashboard on this computer."""
    try:
        from jobwise.server import serve as serve_dashboard
        from jobwise.settings import Settings

        serve_dashboard(Settings(), open_browser=open_browser)
    except JobWiseError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _kind(kind: str) -> str:
    """The two kinds of the tagged skill corpora: what one can do, and what one knows or uses."""
    return "skill" if kind == "skill" else "knowledge"


def _profile(resume: Path, refusals: Refusals) -> Profile:
    from jobwise.reading import read_resume

    profile: Profile | None = None
    with refusals.of(str(resume)):
        profile = read_resume(resume.name, _bytes(resume)).profile
    if profile is None:
        sys.exit(1)
    return profile


def _bytes(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            "This file cannot be opened", f"{error.strerror}. Check its name.", code="no-file"
        ) from error


def _job_text(file: Path) -> str:
    """The ad's text. *Why plain text is not cleaned:* places in an analysis count from its start."""
    from jobwise.reading import read_text
    from jobwise.reading.decoding import given

    data = _bytes(file)
    return given(data) if str(file) == "-" or file.suffix == ".txt" else read_text(file.name, data)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise StorageFailed(
            "The files cannot be written",
            f"{error.strerror}: {folder}. Choose another folder.",
            code="no-write",
        ) from error


def _line(**row: Any) -> None:
    click.echo(json.dumps(row, ensure_ascii=False))


def _progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, with a bar on stderr where a person looks at it and there is something to wait for."""
    if len(items) < 3 or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


@contextmanager
def _stage_bar() -> Iterator[Callable[[Any], None] | None]:
    """A bar over the five stages, fed by the same events as the dashboard's."""
    from jobwise.domain.run import Stage

    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=len(Stage), label="Tailoring", file=sys.stderr) as bar:
        yield lambda event: bar.update(1) if event.type == "stage_finished" else None


def _profile_sentence(file: str, profile: Profile) -> str:
    counts = ((profile.work, "jobs"), (profile.education, "courses"), (profile.skills, "skill lines"))
    told = ", ".join(f"{len(entries)} {word}" for entries, word in counts)
    name = profile.basics.name or "no name found"
    return f"{file}: {name}: {told}, {len(profile.unplaced)} lines not understood"


def _echo_analysis(file: str, analysis: JobAnalysis) -> None:
    click.echo(f"{file}: {analysis.title or 'no title found'}, {analysis.employer or 'no employer found'}")
    for requirement in analysis.requirements:
        click.echo(f"  {requirement.importance:4}  {requirement.kind:14}  {requirement.text}")
