"""An empty store behind the ports, of each kind that there is."""

from collections.abc import Iterator

import pytest

from jobwise.ports import Transactions
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def begin(database: Database) -> Transactions:
    return transactions(database, Sealer(b"a secret of the tests"))
