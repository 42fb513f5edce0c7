"""A house with accounts, on a DuckDB file and on PostgreSQL where there is one."""

from collections.abc import Iterator

import pytest

from tests.account_parts import House, open_house


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    opened = open_house(database_url)
    yield opened
    opened.database.close()
