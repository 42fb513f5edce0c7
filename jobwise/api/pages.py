"""A list page by page. *Why a cursor of time and id:* a run that was deleted meanwhile moves nothing."""

import datetime as dt

from jobwise.domain.account import ApplicationSummary
from jobwise.errors import UnusableEntry


def cursor(last: ApplicationSummary) -> str:
    """The cursor of those behind the last one of a page."""
    return f"{last.created_at.timestamp()}_{last.id}"


def place(cursor: str) -> tuple[dt.datetime, str]:
    """(when the last one of the page before was made, its id). Raises: UnusableEntry."""
    at, _, run_id = cursor.partition("_")
    try:
        return dt.datetime.fromtimestamp(float(at), dt.UTC), run_id
    except (ValueError, OverflowError, OSError) as error:
        raise UnusableEntry(
            "This is no cursor", "Take `next` of the page before, or leave it out.", code="cursor"
        ) from error
