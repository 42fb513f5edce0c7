"""No score rests on who somebody is: everybody of the generator as everybody else."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.generated.layouts import LAYOUTS, Layout
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import LANGUAGES, printed_person
from jobwise.domain.ats import Score
from jobwise.matching.scoring import score
from jobwise.matching.swaps import NAMES, swaps
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.reading import read_resume

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
AS_OF = dt.date(2026, 11, 27)


@pytest.mark.long
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_score_of_anybody_moves(layout: Layout) -> None:
    ads = [analyze_job(file.read_text("utf-8")) for file in sorted(SAMPLES.glob("*.txt"))]
    assert len(ads) == 4
    changed = 0
    moved = []
    for language in LANGUAGES:
        profile = read_resume(*on_paper(layout, printed_person(layout, language, 0))).profile
        before = [figures(score(profile, ad, AS_OF)) for ad in ads]
        for swap in swaps():
            other = swap.change(profile)
            changed += other != profile
            if [figures(score(other, ad, AS_OF)) for ad in ads] != before:
                moved.append((language, swap.kind, swap.to))
    assert moved == []
    assert changed > 20 * len(LANGUAGES)


@pytest.mark.long
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_fit_moves_when_the_file_is_printed_under_another_name(layout: Layout) -> None:
    """The reader, too: what it understands of a file is the same whoever's it is."""
    ads = [analyze_job(file.read_text("utf-8")) for file in sorted(SAMPLES.glob("*.txt"))]
    person = printed_person(layout, "en", 3)
    fits = {}
    for name in (person.name, *NAMES[:10]):
        profile = read_resume(*on_paper(layout, replace(person, name=name))).profile
        fits[name] = [score(profile, ad, AS_OF).fit for ad in ads]
    assert len(fits) == 11
    assert set(map(tuple, fits.values())) == {tuple(fits[person.name])}


def figures(found: Score) -> object:
    """Every number of a score, to the last digit, and every verdict."""
    parts = [(part.name, part.weight, part.score) for part in (*found.parts, *found.fit_parts)]
    verdicts = [(match.requirement_id, match.verdict, match.score) for match in found.matches]
    return found.fit, found.ats_score, found.parseability, found.must_haves, parts, verdicts
