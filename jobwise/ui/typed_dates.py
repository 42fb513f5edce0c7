"""Dates as a person types them on the profile page."""

import re

from jobwise.domain.profile import PartialDate
from jobwise.matching.partial_dates import PRESENT, PRESENT_WORDS, print_date
from jobwise.reading.dates import find_ranges

HINT = "Write it as 2021, Mar 2021 or present."


def shown_date(date: PartialDate | None) -> str:
    """ "2021-03" -> "Mar 2021"; a day keeps its digits, since it would be lost otherwise."""
    return date or "" if date and len(date) > len("2021-03") else print_date(date, "en")


def typed_date(text: str) -> PartialDate | None:
    """ "Mar 2021", "03/2021", "2021", "present" -> a partial date; nothing -> None.

    Raises: ValueError when it is no date.
    """
    words = text.strip()
    if not words:
        return None
    if words.casefold() in PRESENT_WORDS:
        return PRESENT
    if re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", words):
        return words
    found = find_ranges(words)
    if len(found) != 1 or not found[0].single or found[0].end is None:
        raise ValueError(words)
    if words[: found[0].begin].strip() or words[found[0].stop :].strip(" ."):
        raise ValueError(words)
    return found[0].end
