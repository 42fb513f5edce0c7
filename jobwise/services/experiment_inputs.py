"""What a cell of an experiment works with, and the hash by which an earlier result of the same is found."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jobwise.domain.experiment import Arm, ExperimentPlan, NewCell
from jobwise.domain.golden import GoldenCase
from jobwise.domain.prompt import Version
from jobwise.services.case_trial import Versions, arm_model
from jobwise.services.model_writing import WRITES
from jobwise.services.stage_work import code_version

VersionOf = Callable[[str], Version]
"""A label such as "writing@2" -> the version. Raises: NotFound."""
Kept = tuple[str, str, GoldenCase]
"""The row of a case, whose it is, and the case."""


def versions_for(plan: ExperimentPlan, arm: Arm, version_of: VersionOf) -> Versions:
    """The arm's version with those that stand beside it. Raises: NotFound."""
    labels = {label.partition("@")[0]: label for label in (*plan.beside, arm.version)}
    found: dict[str, Any] = {name: version_of(labels[name]) for name in Versions._fields}
    return Versions(**found)


def new_cells(plan: ExperimentPlan, cases: Sequence[Kept], version_of: VersionOf) -> Iterator[NewCell]:
    """All cells of an experiment. Raises: NotFound."""
    arms = [_arm_key(plan, arm, versions_for(plan, arm, version_of)) for arm in plan.arms]
    digests = [hashlib.sha256(case.model_dump_json().encode()).hexdigest() for *_, case in cases]
    for repeat in range(plan.repeats):
        for position, (row_id, owner, case) in enumerate(cases):
            for number, (arm, key) in enumerate(zip(plan.arms, arms, strict=True)):
                # The offline engine says the same each time.
                given = [*key, digests[position], repeat if arm.model else 0]
                input_key = hashlib.sha256(json.dumps(given).encode()).hexdigest()
                yield NewCell(number, owner, row_id, case.id, position, repeat, input_key)


def _arm_key(plan: ExperimentPlan, arm: Arm, versions: Versions) -> list[str]:
    """All that decides a result but the case. *Why not every prompt:* what is not asked changes nothing."""
    model = arm_model(arm, plan.scope)
    key = [code_version(), repr(versions.engine.asked)]
    if model is None:
        return key
    key += [model.name, model.base_url, *model.tasks]
    if "analyse" in model.tasks:
        key.append(repr(versions.reading.asked))
    if set(WRITES) & {*model.tasks}:
        key.append(repr(versions.writing.asked))
    return key
