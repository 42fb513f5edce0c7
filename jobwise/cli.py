"""The command line: the same code as the dashboard's, in this process, one JSON line an answer.

Exit status: 0 all well, 1 something was refused (each with its sentence on stderr), 2 wrong usage.
*Why heavy imports stand inside the functions:* `jobwise --help` answers at once.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, get_args

import click

from jobwise.account_commands import audit, prompt, tokens, user
from jobwise.domain.choices import Format, Paper, Theme
from jobwise.errors import BadSetting, JobWiseError, ModelFailed, StorageFailed
from jobwise.eval_commands import evaluate

if TYPE_CHECKING:
    from jobwise.answers import Answer
    from jobwise.domain.profile import Profile
    from jobwise.model_rewrite import ModelRewrite

T = TypeVar("T")
MANY = 64
"""So many files are worth a process on every core; fewer are done before those have started."""
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
RESUME = click.option("--resume", required=True, type=click.Path(path_type=Path), help="Your résumé.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jobwise")
def main() -> None:
    """A tailored résumé and cover letter for each job, with no invented fact in them."""


main.add_command(user)
main.add_command(audit)
main.add_command(tokens)
main.add_command(prompt)
main.add_command(evaluate)


@main.command()
@FILES
@AS_JSON
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Read résumés (PDF, DOCX, Markdown, text, JSON Resume)."""
    from jobwise.answers import read_answer

    _print(_answers(read_answer, files, "Reading"), as_json)


@main.command()
@FILES
@AS_JSON
def analyze(files: tuple[Path, ...], as_json: bool) -> None:
    """Find what job ads ask for; `-` reads one from standard input."""
    from jobwise.answers import analysis_answer

    _print(_answers(analysis_answer, files, "Analysing"), as_json)


@main.command()
@AS_JSON
def skills(as_json: bool) -> None:
    """Find skills in texts from standard input, one text a line."""
    from jobwise.answers import skill_spans

    texts = (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)
    for spans in skill_spans(texts):
        if as_json:
            _line(spans=[span._asdict() for span in spans])
        else:
            click.echo(", ".join(span.label for span in spans))


@main.command()
@RESUME
@click.option("--job", "jobs", required=True, multiple=True, type=click.Path(path_type=Path, allow_dash=True))
@AS_JSON
def score(resume: Path, jobs: tuple[Path, ...], as_json: bool) -> None:
    """Score a résumé against one or more job ads."""
    from jobwise.answers import read_profile, score_answer

    with _refusing(resume):
        profile = read_profile(resume)
    _print(_answers(partial(score_answer, resume, profile, dt.date.today()), jobs, "Scoring"), as_json)


@main.command()
@click.option("--job", required=True, type=click.Path(path_type=Path, allow_dash=True), help="The job ad.")
@FILES
@AS_JSON
def rank(job: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Rank résumés by how well they fit a job as of today, each file by itself. Nothing is stored."""
    from jobwise.answers import in_rank, job_analysis, rank_answer

    with _refusing(job):
        analysis = job_analysis(job)
    answers = _answers(partial(rank_answer, analysis, dt.date.today()), files, "Ranking")
    _print(in_rank(answers), as_json)


@main.command()
@RESUME
@click.option("--job", required=True, type=click.Path(path_type=Path, allow_dash=True), help="The job ad.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
@click.option("--theme", type=click.Choice(get_args(Theme)), help="How the pages look.  [default: plain]")
@click.option("--paper", type=click.Choice(get_args(Paper)), help="[default: as sold where you live]")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(get_args(Format)), default=("pdf", "json")
)
@click.option(
    "--model",
    metavar="PROVIDER:NAME",
    help="Have a model reword the lines, such as openai:NAME or anthropic:NAME. Your facts go to it, without "
    "your name, number and addresses. The key is read from OPENAI_API_KEY or ANTHROPIC_API_KEY.",
)
@click.option(
    "--model-url",
    default="",
    help="Where the model is, such as http://localhost:11434/v1 for one on this computer. A key for it is "
    "read from JOBWISE_MODEL_KEY.  [default: its provider's own address]",
)
@click.option("--agree", is_flag=True, help="Send your facts to the model without being asked.")
@click.option(
    "--max-usd",
    default=0.5,
    show_default=True,
    help="The most that the model may cost, in US dollars. A call that might pass it is not made.",
)
@click.option(
    "--costs-nothing",
    is_flag=True,
    help="The model is on your own network and costs you nothing. Else the dearest price known counts where "
    "its own is not known.",
)
@AS_JSON
def tailor(
    resume: Path,
    job: Path,
    out: Path,
    theme: Theme | None,
    paper: Paper | None,
    formats: tuple[str, ...],
    model: str | None,
    model_url: str,
    agree: bool,
    max_usd: float,
    costs_nothing: bool,
    as_json: bool,
) -> None:
    """Write a tailored résumé and cover letter, with a report of what each line rests on."""
    from jobwise import reading
    from jobwise.answers import job_text, read_profile
    from jobwise.pipeline.pdf_exporter import usual_design
    from jobwise.pipeline.stages import report_json, run_pipeline, stopped_summary
    from jobwise.rendering import EXPORTERS

    with _refusing(resume):
        profile = read_profile(resume)
        rewrite = None
        if model:
            rewrite = _rewrite(profile, model, model_url, cap_usd=max_usd, free=costs_nothing, agreed=agree)
    with _refusing(job, rewrite), _stage_bar() as on_event:
        design = usual_design(profile)
        chosen = {"theme": theme or design.theme, "paper": paper or design.paper}
        result = run_pipeline(
            profile,
            job_text(job),
            as_of=dt.date.today(),
            design=design.model_copy(update=chosen),
            exporters=EXPORTERS,
            reader=reading,
            formats=formats,
            on_event=on_event,
            rewrite=rewrite,
        )
        report = report_json(result, profile)
        if rewrite:
            report["model_uses"] = [use.model_dump(mode="json") for use in rewrite.uses]
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
    if rewrite:
        _tell(rewrite.told(result.report.documents))
    if stopped := stopped_summary(result.report):
        _tell([f"{stopped} See “stopped” in report.json."])


def _rewrite(
    profile: Profile, model: str, url: str, *, cap_usd: float, free: bool, agreed: bool
) -> ModelRewrite:
    """The model, once the person agreed that words go to it. Raises: BadSetting."""
    from jobwise.model_rewrite import ModelRewrite
    from jobwise.services.asking import SENT, TAKEN_OUT
    from jobwise.settings import Settings

    rewrite = ModelRewrite(profile, model, url, Settings(), cap_usd=cap_usd, free=free)
    asked = f"{SENT[0].upper()}{SENT[1:]} would go to {rewrite.address}. Taken out first: {TAKEN_OUT}."
    if not agreed and not (sys.stdin.isatty() and click.confirm(f"{asked}\nSend them?", err=True)):
        raise BadSetting(
            "Nothing was sent",
            f"{asked} Say --agree, or leave --model out.",
            code="no-consent",
        )
    return rewrite


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


@main.command()
def worker() -> None:
    """Work on the runs and candidates of a dashboard elsewhere; both use one PostgreSQL."""
    import signal
    import threading

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        from jobwise import log_lines
        from jobwise.bootstrap import worker_services
        from jobwise.settings import Settings

        settings = Settings()
        log_lines.set_up(settings.log)
        with worker_services(settings) as services:
            click.echo(f"Working as {services.settings.machine}. Stop it with Ctrl+C.")
            stopped.wait()
    except JobWiseError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.command()
@click.option("--url", default="http://localhost:8501", show_default=True, help="Where JobWise runs.")
def mcp(url: str) -> None:
    """Let an assistant use a JobWise that runs, over MCP on standard input and output.

    Where people log in, JOBWISE_API_KEY holds a key that you made in Settings.
    """
    try:
        from jobwise import log_lines
        from jobwise.mcp_server import serve_stdio
        from jobwise.settings import Settings

        settings = Settings()
        log_lines.set_up(settings.log)
        serve_stdio(url, settings.api_key)
    except JobWiseError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.group()
def secret() -> None:
    """The secret that everything kept is sealed with."""


@secret.command()
@click.option(
    "--from", "file", type=click.File("rb"), help="A file with the new secret; - is standard input."
)
def rotate(file: BinaryIO | None) -> None:
    """Put a new secret in the place of the present one, while JobWise is stopped.

    Without --from it is JOBWISE_NEW_SECRET_KEY, or for a secret in the data folder one made here.
    """
    try:
        from jobwise.bootstrap import rotate_secret
        from jobwise.settings import Settings, new_secret

        settings = Settings()
        given = new_secret(file.read()) if file else settings.new_secret_key
        count = rotate_secret(settings, given)
    except JobWiseError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    told = "." if settings.secret_key is None else "; set JOBWISE_SECRET_KEY to it before the next start."
    click.echo(f"The new secret counts from now on for {count} {'key' if count == 1 else 'keys'}{told}")


def _answers(work: Callable[..., Answer], files: Sequence[Path], label: str) -> Iterator[Answer]:
    """An answer a file, in order; many files keep every core busy."""
    from jobwise.batch import Batch, cores

    if len(files) < MANY or cores() == 1 or Path("-") in files:
        answers: Iterable[Answer] = map(work, files)
    else:
        answers = Batch(work, partial(work, died=True), cores()).over(files)
    yield from _progress(answers, len(files), label)


def _print(answers: Iterable[Answer], as_json: bool) -> None:
    """Each answer as it comes, refusals to stderr; ends the command with 1 when there was one."""
    refused = False
    for answer in answers:
        if as_json:
            _line(**answer.row)
        elif answer.told:
            click.echo(answer.told)
        if answer.refusal is not None:
            refused = True
            click.echo(answer.refusal, err=True)
    if refused:
        sys.exit(1)


@contextmanager
def _refusing(file: Path, rewrite: ModelRewrite | None = None) -> Iterator[None]:
    """Tell an expected error on stderr, with what a model has used by then, and end the command with 1."""
    try:
        yield
    except (BadSetting, ModelFailed, StorageFailed) as error:  # the file is not to blame
        click.echo(str(error), err=True)
        if error.code == "budget":
            click.echo("Raise it with --max-usd, or say --costs-nothing if that is so.", err=True)
        _tell(rewrite.told() if rewrite else ())
        sys.exit(1)
    except JobWiseError as error:
        click.echo(f"{file}: {error}", err=True)
        sys.exit(1)


def _tell(lines: Iterable[str]) -> None:
    """Lines beside the answer, on stderr."""
    for line in lines:
        click.echo(line, err=True)


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


def _progress(items: Iterable[T], count: int, label: str) -> Iterator[T]:
    """The items, with a bar on stderr where a person looks at it and there is something to wait for."""
    if count < 3 or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=count, label=label, file=sys.stderr) as bar:
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
