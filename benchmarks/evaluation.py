"""How right JobWise is on real files: `python -m benchmarks.evaluation FOLDER`.

FOLDER holds `data/` (real résumés and ads with hand-made truth) and `tools/` (what measures them).
It is never part of the project. Without it there is nothing to measure and the command says so.
"""

import csv
import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path

import click

from benchmarks.read_back import inventions, pdf_text, raw_text, without
from jobwise.domain.source import ReadResult
from jobwise.errors import JobWiseError, UnreadableFile, UnusableJob

JOBWISE = str(Path(sys.executable).with_name("jobwise"))
MEASURES = ("measure_reading.py", "measure_analysis.py", "measure_skills.py")
ADS = 5


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    """Measure reading, ad analysis, skills and the fit, then tailor every résumé and look for inventions."""
    if not (folder / "data" / "manifest.json").exists():
        click.echo(f"Nothing to measure: {folder}/data/manifest.json is not there.")
        return
    for measure in MEASURES:
        click.echo(f"\n== {measure}")
        subprocess.run([sys.executable, str(folder / "tools" / measure), "--jobwise", JOBWISE], check=True)
    for module, arguments in (
        ("benchmarks.fit", [str(folder / "data/jobs/ads.csv")]),
        ("benchmarks.generated", []),
    ):
        click.echo(f"\n== {module}")
        subprocess.run([sys.executable, "-m", module, *arguments], check=True)
    click.echo("\n== documents")
    sys.exit(1 if tailor_all(folder / "data") else 0)


def tailor_all(data: Path) -> int:
    """Tailor every readable résumé to some ads; returns how many documents said something new."""
    names = [Path(entry["file"]) for entry in json.loads((data / "manifest.json").read_text())["files"]]
    ads = _ads(data / "jobs" / "ads.csv")
    made = invented = 0
    seconds: list[float] = []
    for name in names:
        try:
            content, result = _read(data / name)
        except UnreadableFile as error:
            click.echo(f"{name.name}: refused: {error}")
            continue
        for ad in ads:
            start = time.perf_counter()
            found = _tailor(name, content, result, ad)
            seconds.append(time.perf_counter() - start)
            made += 1
            invented += bool(found)
            if found:
                click.echo(f"{name.name}: {found}")
    seconds.sort()
    click.echo(
        f"tailored {made} pairs, {invented} with something that the résumé lacks; seconds a pair with "
        f"reading back: median {seconds[len(seconds) // 2]:.2f}, longest {seconds[-1]:.2f}"
    )
    return invented


def _read(path: Path) -> tuple[bytes, ReadResult]:
    from jobwise.reading import read_resume

    content = path.read_bytes()
    return content, read_resume(path.name, content)


def _tailor(name: Path, content: bytes, result: ReadResult, ad: str) -> list[str]:
    from jobwise import reading
    from jobwise.pipeline.stages import run_pipeline
    from jobwise.rendering import EXPORTERS

    today = dt.date.today()
    outcome = run_pipeline(result.profile, ad, as_of=today, exporters=EXPORTERS, reader=reading)
    raw = raw_text(content) if name.suffix == ".pdf" else ""
    own = f"{raw}\n{result.source.text}"
    tailored = outcome.report.documents.tailored
    names = [n for job in tailored.work for n in (job.name, job.position)]
    names += [school.institution for school in tailored.education]
    files = {file.name: file.content for file in outcome.files}
    letter = without(pdf_text(files["cover_letter.pdf"]), outcome.report.documents)
    of_the_ad = f"{outcome.analysis.employer or ''} {outcome.analysis.title or ''} {today:%d %B %Y}"
    return [
        *inventions(own, pdf_text(files["resume.pdf"]), names, allowed="", today=today),
        *inventions(own, letter, [], allowed=of_the_ad, today=today),
    ]


def _ads(path: Path) -> list[str]:
    """Some ads spread over the file that can be worked on."""
    from jobwise.pipeline.job_analyzer import analyze_job

    csv.field_size_limit(10**9)
    with path.open(newline="") as file:
        texts = [row["job_description"] for row in csv.DictReader(file)]
    chosen: list[str] = []
    for text in texts[:: max(len(texts) // (3 * ADS), 1)]:
        try:
            analyze_job(text)
        except UnusableJob:
            continue
        chosen.append(text)
    return chosen[:ADS]


if __name__ == "__main__":
    try:
        main()
    except JobWiseError as error:
        sys.exit(str(error))
