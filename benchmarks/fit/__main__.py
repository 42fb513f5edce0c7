"""Whether the fit puts the ads of a person's trade above others: `python -m benchmarks.fit ADS.csv`.

`people/` holds résumés of invented people, a trade each; `suited.json` the rows of ADS.csv (400 real ads of
all trades, columns job_title and job_description) that a person of that trade would look at, marked by hand
from title and text. The area under the curve (AUC) is the chance that a suited ad stands above another one;
beside it stands that of plain TF-IDF over the same words, in the same run.
"""

import csv
import datetime as dt
import json
import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from jobwise.domain.posting import JobAnalysis
from jobwise.errors import UnusableJob
from jobwise.matching.scoring import score
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.reading import read_resume

HERE = Path(__file__).parent
_BINS = 5


@click.command()
@click.argument("ads", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(ads: Path) -> None:
    """Print the AUC of each person's fit, the milliseconds an ad, and how the fit is calibrated."""
    with ads.open(encoding="utf-8", newline="") as lines:
        texts = [f"{row['job_title']}\n\n{row['job_description']}" for row in csv.DictReader(lines)]
    analyses = [_analysed(text) for text in texts]
    suited: dict[str, list[int]] = json.loads((HERE / "suited.json").read_text("utf-8"))
    ours, plain, fits, seconds = [], [], {}, 0.0
    today = dt.date.today()
    for name, rows in suited.items():
        content = (HERE / "people" / f"{name}.md").read_bytes()
        read = read_resume(f"{name}.md", content)
        began = time.perf_counter()
        fits[name] = [score(read.profile, each, today).fit if each else 0.0 for each in analyses]
        seconds += time.perf_counter() - began
        ours.append(auc(fits[name], rows))
        plain.append(auc(_tf_idf(read.source.text, texts), rows))
        click.echo(f"{name:26} {ours[-1]:.3f}   TF-IDF {plain[-1]:.3f}")
    pairs = len(suited) * sum(each is not None for each in analyses)
    click.echo(f"{'mean':26} {_mean(ours):.3f}   TF-IDF {_mean(plain):.3f}")
    click.echo(f"{seconds / pairs * 1000:.2f} ms an ad once read, loading included")
    for line in calibration(fits, suited):
        click.echo(line)


def auc(scores: Sequence[float], rows: Iterable[int]) -> float:
    """The chance that one of these rows has a higher score than one of the others; ties count half."""
    suited = set(rows)
    above = [scores[row] for row in suited]
    others = [value for row, value in enumerate(scores) if row not in suited]
    won = sum((a > b) + (a == b) / 2 for a in above for b in others)
    return won / (len(above) * len(others))


def calibration(fits: Mapping[str, Sequence[float]], suited: Mapping[str, Sequence[int]]) -> list[str]:
    """Of the pairs in each band of the fit, the share that is suited, as if half of all pairs were."""
    right = [fits[name][row] for name, rows in suited.items() for row in rows]
    wrong = [fit for name, all_ in fits.items() for row, fit in enumerate(all_) if row not in suited[name]]
    told = []
    for band in range(_BINS):
        low, high = band / _BINS, (band + 1) / _BINS + (band == _BINS - 1)
        of_right = sum(low <= fit < high for fit in right) / len(right)
        of_wrong = sum(low <= fit < high for fit in wrong) / len(wrong)
        share = of_right / (of_right + of_wrong) if of_right + of_wrong else math.nan
        told.append(f"fit {low:.1f} to {min(high, 1):.1f}: {share:.2f} suited")
    return told


def _analysed(text: str) -> JobAnalysis | None:
    try:
        return analyze_job(text)
    except UnusableJob:
        return None


def _tf_idf(resume: str, texts: Sequence[str]) -> list[float]:
    bags = [Counter(re.findall(r"[a-z+#]{2,}", text.casefold())) for text in (*texts, resume)]
    spread = Counter(word for bag in bags for word in bag)
    rarity = {word: math.log((1 + len(bags)) / (1 + number)) + 1 for word, number in spread.items()}
    vectors = [{word: number * rarity[word] for word, number in bag.items()} for bag in bags]
    own = vectors.pop()
    return [
        sum(value * own.get(word, 0.0) for word, value in vector.items())
        / (math.sqrt(sum(value * value for value in vector.values())) or 1.0)
        for vector in vectors
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
