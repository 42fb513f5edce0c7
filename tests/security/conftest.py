"""What the tests of security stand on: real services over a real store, and a house with accounts."""

from collections.abc import Iterator

import pytest

from tests.account_parts import House, open_house
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


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """On a DuckDB file, and on PostgreSQL where there is one."""
    opened = open_house(database_url)
    yield opened
    opened.database.close()
