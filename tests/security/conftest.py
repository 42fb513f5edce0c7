"""The services that the hostile texts go through: real ones, over a real store."""

from tests.unit.services.conftest import (  # noqa: F401 (fixtures)
    ad,
    applications,
    begin,
    clock,
    database,
    desk,
    empty_database,
    engine,
    model_stages,
    models,
    profiles,
    prompts,
    resume,
    runner,
)
