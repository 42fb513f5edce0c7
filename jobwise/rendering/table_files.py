"""A header and rows as Parquet or CSV."""

import csv
import io
from collections.abc import Sequence

from jobwise.rendering.csv_file import harmless

Value = str | int | float | None


def parquet_file(names: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The rows as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    out = io.BytesIO()
    pq.write_table(pa.table(dict(zip(names, map(list, columns), strict=True))), out)
    return out.getvalue()


def csv_table(names: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The rows as CSV: what is not there is an empty cell, numbers are numbers, and no word is worked out."""
    out = io.StringIO()
    told = ([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(out).writerows([names, *told])
    return out.getvalue().encode("utf-8-sig")
