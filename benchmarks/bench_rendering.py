"""Time the exporters: `python -m benchmarks.bench_rendering`.

Prints milliseconds for a résumé of two pages and its letter together, after one run that warms up,
and what the first PDF of a process costs.
"""

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


def main() -> None:
    """Print a row an exporter."""
    click.echo(f"import and warm-up of the PDF maker {_warm_up():.2f} s")
    for name, exporter in EXPORTERS.items():
        _export(exporter)
        times = sorted(_export(exporter) for _ in range(RUNS))
        median, p95 = statistics.median(times) * 1000, times[int(0.95 * RUNS)] * 1000
        size = len(exporter.export(_resume(), Profile())) / 1024
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
    """Seconds for both documents."""
    start = time.perf_counter()
    exporter.export(_resume(), Profile())
    exporter.export(_letter(), Profile())
    return time.perf_counter() - start


def _resume() -> Document:
    return Document(
        kind="resume", title="Résumé", author="Mara Lindqvist", language="en", lines=tuple(_resume_lines())
    )


def _resume_lines() -> Iterator[Line]:
    bullet = "Moved 14 reports from spreadsheets to PostgreSQL, so that they arrive at 6 am instead of noon."
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


def _letter() -> Document:
    text = "I have moved reports of a rail operator to a database and would gladly move yours. " * 4
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
