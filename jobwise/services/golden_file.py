"""Golden sets as files: JSON Lines, a case a line."""

from collections.abc import Iterator

from pydantic import ValidationError

from jobwise.domain.golden import MOST_CASES, GoldenCase, GoldenSet
from jobwise.errors import UnusableEntry

MOST_BYTES = 20 * 2**20
MOST_SHOWN = 80
"""Characters of a file's own words in a sentence on what is wrong with it."""


def golden_set_of(text: str, name: str) -> GoldenSet:
    """The first version of a set, of the cases in a file's text. Raises: UnusableEntry."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise _unusable("The file is too large", f"Split it: a set may have {MOST_BYTES // 2**20} MB.")
    cases = tuple(_cases(text))
    if not cases:
        raise _unusable("The file holds no case", "Write one a line, as JSON.")
    try:
        return GoldenSet(name=name, version=1, cases=cases)
    except ValidationError as error:  # of the cases all else is known by now
        told = "Use small letters, digits and hyphens, 40 at most, with no hyphen in front."
        raise _unusable("This is no name for a set", told) from error


def golden_lines(golden: GoldenSet) -> str:
    """The set's cases as a file's text, which `golden_set_of` reads."""
    return "".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in golden.cases)


def _cases(text: str) -> Iterator[GoldenCase]:
    """*Why split at line feeds alone:* JSON may hold other signs that end lines."""
    known: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(known) == MOST_CASES:
            raise _unusable("The file holds too many cases", f"Split it: a set may have {MOST_CASES:,}.")
        try:
            case = GoldenCase.model_validate_json(line)
        except ValidationError as error:
            raise _unusable(
                f"Line {number} is no case", f"{_fault(error)}. Mend it and try again."
            ) from error
        if case.id in known:
            told = f"Line {known[case.id]} has it too. Give each case its own."
            raise _unusable(f"The id of line {number} is taken", told)
        known[case.id] = number
        yield case


def _fault(error: ValidationError) -> str:
    """What is wrong first, in a few words."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])[:MOST_SHOWN]
    at = f"at “{place}” " if place else ""
    if first["type"] == "json_invalid":
        return "It is not JSON, or was cut off"
    if first["type"] == "missing":
        return f"It has no “{place}”"
    if first["type"] == "extra_forbidden":
        return f"Nobody knows what “{place}” means"
    if first["type"] == "value_error":
        return f"Something is wrong {at}in it: {first['ctx']['error']!s:.{MOST_SHOWN}}"
    return f"What stands {at}cannot stand there" if at else "It has not the parts of a case"


def _unusable(title: str, message: str) -> UnusableEntry:
    return UnusableEntry(title, message, code="golden-file")
