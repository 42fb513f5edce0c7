"""Rows whose parent is gone. *Why:* DuckDB cannot hold foreign keys here, so this looks after them."""

from sqlalchemy import func, select

from jobwise.store.database import Database
from jobwise.store.tables import Table


def orphans(database: Database) -> dict[str, int]:
    """Table -> its count of rows that point at nothing; a sound database gives an empty dict."""
    counts: dict[str, int] = {}
    with database.turn(), database.engine.connect() as connection:
        for table in Table.metadata.sorted_tables:
            for link in table.foreign_keys:
                child, parent = link.parent, link.column
                lost = select(func.count()).where(child.is_not(None), child.not_in(select(parent)))
                count = connection.execute(lost.select_from(table)).scalar_one()
                if count:
                    counts[table.name] = counts.get(table.name, 0) + count
    return counts
