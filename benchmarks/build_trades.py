"""Make `jobwise/matching/data/trades.npz`: `python -m benchmarks.build_trades FOLDER`.

FOLDER holds O*NET's occupations, alternate titles and technology skills (TSV, gzipped). Each occupation is
one text; words that stand in the same occupations get like vectors (latent semantic analysis: a truncated
singular value decomposition of the table of words by occupations). The vectors are figures about words: no
sentence can be had back from them.
"""

import csv
import gzip
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from jobwise.matching.trades import TRADES, known_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

DIMENSIONS = 50
FEWEST_OCCUPATIONS = 3
_TITLE_COUNTS = 3
_SOFTWARE = re.compile(r" software\b")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write the table from the files in FOLDER."""
    occupations = [Counter(known_form(text)) for text in _texts(folder)]
    spread = Counter(word for counts in occupations for word in counts)
    words = sorted(word for word, number in spread.items() if number >= FEWEST_OCCUPATIONS)
    rarity = np.array([math.log((1 + len(occupations)) / (1 + spread[word])) + 1 for word in words])
    vectors = _decomposed(_table(occupations, words) * rarity).T * rarity[:, None]
    scaled = np.round(vectors / np.abs(vectors).max() * 32767).astype(np.int16)
    np.savez_compressed(TRADES, words=np.array("\n".join(words)), vectors=scaled)
    click.echo(f"{len(words)} words, {TRADES.stat().st_size // 1024} KB: {TRADES}")


def _texts(folder: Path) -> list[str]:
    """One text an occupation: its title, description, other titles and tools."""
    texts: dict[str, list[str]] = {}
    for row in _rows(folder / "onet_occupations.tsv.gz"):
        texts[row["O*NET-SOC Code"]] = [row["Title"]] * _TITLE_COUNTS + [row["Description"]]
    for row in _rows(folder / "onet_alternate_titles.tsv.gz"):
        texts[row["O*NET-SOC Code"]].append(row["Alternate Title"])
    for row in _rows(folder / "onet_technology_skills.tsv.gz"):
        tool = f"{row['Example']} {row['Commodity Title']}"
        texts[row["O*NET-SOC Code"]].append(_SOFTWARE.sub("", tool))
    return ["\n".join(parts) for parts in texts.values()]


def _rows(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _table(occupations: Sequence[Mapping[str, int]], words: Sequence[str]) -> "Table":
    """How much each word says of each occupation: [occupations, words], rows of length 1 are left to come."""
    place = {word: column for column, word in enumerate(words)}
    table = np.zeros((len(occupations), len(words)))
    for row, counts in enumerate(occupations):
        for word, number in counts.items():
            if word in place:
                table[row, place[word]] = 1 + math.log(number)
    return table


def _decomposed(table: "Table") -> "Table":
    """The first right singular vectors of the table with rows of length 1: [DIMENSIONS, words].

    *Why by way of the small square:* there are ten times as many words as occupations. A vector's sign is
    free; the largest part is made positive so that the file is the same each time.
    """
    table = table / np.linalg.norm(table, axis=1, keepdims=True)
    values, left = np.linalg.eigh(table @ table.T)
    first = values.argsort()[::-1][:DIMENSIONS]
    right = (left[:, first].T @ table) / np.sqrt(values[first])[:, None]
    signs = np.sign(right[np.arange(DIMENSIONS), np.abs(right).argmax(axis=1)])
    vectors: Table = right * signs[:, None]
    return vectors


if __name__ == "__main__":
    main()
