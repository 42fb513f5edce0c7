"""What the tests of security stand on: real services over a real store, and a house with accounts."""

from tests.account_parts import house  # noqa: F401 (fixtures)
from tests.unit.services.conftest import (  # noqa: F401 (fixtures)
    ad,
    applications,
    begin,
    candidate_desk,
    candidates,
    clock,
    corrections,
    database,
    desk,
    empty_database,
    engine,
    fairness,
    library,
    model_stages,
    models,
    profiles,
    prompts,
    resume,
    runner,
    tracker,
    vacancies,
)
