"""Time the reading of files, in process and warm: `python -m benchmarks.bench_reading FILE...`.

A row a file with the median and the 95th percentile in milliseconds, then both over all files.
"""

import statistics
import time
from pathlib import Path

import click

from jobwise.errors import UnreadableFile
from jobwise.reading import read_resume


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--rounds", default=20, show_default=True, help="How often each file is read.")
def main(files: tuple[Path, ...], rounds: int) -> None:
    """Time the reading of FILES."""
    width = max(len(file.name) for file in files)
    click.echo(f"{'file':{width}}  {'median':>9}  {'p95':>9}  result")
    everything: list[float] = []
    for file in files:
        data = file.read_bytes()
        outcome = _read(file.name, data)[1]
        times = sorted(_read(file.name, data)[0] for _ in range(rounds))
        click.echo(f"{file.name:{width}}  {_row(times)}  {outcome}")
        everything += times
    click.echo(f"{'all':{width}}  {_row(sorted(everything))}  {len(files)} files")


def _read(name: str, data: bytes) -> tuple[float, str]:
    """Seconds, and what came of it."""
    began = time.perf_counter()
    try:
        facts = len(read_resume(name, data).profile.facts())
    except UnreadableFile as error:
        return time.perf_counter() - began, f"refused: {error.code}"
    return time.perf_counter() - began, f"{facts} facts"


def _row(times: list[float]) -> str:
    """Median and 95th percentile of sorted seconds, in milliseconds."""
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    return f"{statistics.median(times) * 1000:6.1f} ms  {p95 * 1000:6.1f} ms"


if __name__ == "__main__":
    main()
