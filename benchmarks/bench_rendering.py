"""Time the exporters: `python -m benchmarks.bench_rendering`.

Prints milliseconds for a résumé of two pages and its letter together, after one run that warms up,
and what the first PDF of a process costs.
"""

import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import click

from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Profile
from jobwise.ports import Exporter
from jobwise.rendering import EXPORTERS

RUNS = 40
COUNT = itertools.count()


def main() -> None:
    """Print a row an exporter."""
    click.echo(f"import and warm-up of the PDF maker {_warm_up():.2f} s")
    for name, exporter in EXPORTERS.items():
        _export(exporter)
        times = sorted(_export(exporter) for _ in range(RUNS))
        median, p95 = statistics.median(times) * 1000, times[int(0.95 * RUNS)] * 1000
        size = len(exporter.export(_resume("reports"), Profile())) / 1024
        click.echo(
            f"{name:6} résumé and letter: median {median:5.0f} ms  p95 {p95:5.0f} ms  résumé {size:4.0f} KB"
        )


def _warm_up() -> float:
    """Seconds in a fresh process."""
    code = (
        "import time; start = time.perf_counter(); from jobwise.rendering import warm; warm();"
        "print(time.perf_counter() - start)"
    )
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)


def _export(exporter: Exporter) -> float:
    """Seconds for both documents. *Why a new word each time:* Typst remembers what it has set before."""
    word = f"number {next(COUNT)}"
    documents = (_resume(word), _letter(word))
    start = time.perf_counter()
    for document in documents:
        exporter.export(document, Profile())
    return time.perf_counter() - start


def _resume(word: str) -> Document:
    lines = tuple(_resume_lines(word))
    return Document(kind="resume", title="Résumé", author="Mara Lindqvist", language="en", lines=lines)


def _resume_lines(word: str) -> Iterator[Line]:
    bullet = f"Moved {word} from spreadsheets to PostgreSQL, so that it arrives at 6 am instead of noon."
    yield Line(id="name", role="name", text="Mara Lindqvist")
    yield Line(id="contact", role="contact", text="mara@example.org · +44 1632 960123 · example.org/mara")
    yield Line(id="work", role="heading", text="Experience")
    for job in range(8):
        dates = f"Jan {2012 + job} – Mar {2013 + job}"
        yield Line(id=f"job{job}", role="entry", text="Analyst", detail=f"Fenwick Rail {job}", aside=dates)
        for number in range(5):
            yield Line(id=f"bullet{job}-{number}", role="bullet", text=bullet)
    yield Line(id="skills", role="heading", text="Skills")
    yield Line(id="tools", role="skills", text=", ".join(f"Tool {number}" for number in range(30)))


def _letter(word: str) -> Document:
    text = f"I have moved {word} of a rail operator to a database and would gladly move yours. " * 4
    lines = (
        Line(id="name", role="name", text="Mara Lindqvist"),
        Line(id="date", role="date", text="23 November 2026"),
        Line(id="salutation", role="salutation", text="Dear hiring team,"),
        *(Line(id=f"text{number}", role="text", text=text) for number in range(4)),
        Line(id="closing", role="closing", text="Yours faithfully,"),
        Line(id="signature", role="signature", text="Mara Lindqvist"),
    )
    return Document(kind="cover_letter", title="Letter", author="Mara Lindqvist", language="en", lines=lines)


if __name__ == "__main__":
    main()
