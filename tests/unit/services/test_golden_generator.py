"""The cases that come with JobWise: true of a good document, and not kept by every one."""

import pytest

from jobwise import prompts, reading
from jobwise.domain.experiment import Measure
from jobwise.domain.golden import GoldenSet
from jobwise.rendering import EXPORTERS
from jobwise.services.case_trial import CaseTrial, Versions
from jobwise.services.golden_file import golden_lines, golden_set_of
from jobwise.services.golden_generator import made_cases, stock
from jobwise.services.stage_work import Tools
from jobwise.settings import GOLDEN

FIRST = GOLDEN / "first.jsonl"


def test_the_file_is_what_the_generator_makes_of_its_seed() -> None:
    cases = made_cases(stock(GOLDEN), 2026, 40, "written")
    assert golden_lines(GoldenSet(name="first", version=1, cases=cases)) == FIRST.read_text("utf-8")


@pytest.mark.long
def test_the_offline_engine_keeps_most_of_what_is_expected_and_not_all() -> None:
    shipped = prompts.shipped()
    versions = Versions(shipped["reading"], shipped["writing"], prompts.shipped_engine())
    trial = CaseTrial(Tools(EXPORTERS, reading), b"a secret of the tests")
    cases = golden_set_of(FIRST.read_text("utf-8"), "first").cases
    results = [trial.tried(case, versions, None, None) for case in cases]
    kept = [result.measures[Measure.EXPECTED] for result in results]
    assert [result.trouble for result in results if result.trouble] == []
    assert 0.95 <= sum(kept) / len(kept) < 1
    assert 4 <= sum(share < 1 for share in kept) <= 12
    assert sum(result.measures[Measure.UNTRUE] for result in results) == 0
