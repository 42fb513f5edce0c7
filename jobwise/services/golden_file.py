"""Golden sets as JSON Lines: one case a line."""

from collections.abc import Iterator

from pydantic import ValidationError

from jobwise.domain.golden import MOST_CASES, GoldenCase, GoldenSet
from jobwise.errors import UnusableEntry

MOST_BYTES = 20 * 1024 * 1024
_WORDS = {
    "missing": "{where} is missing",
    "extra_forbidden": "{where} is nothing that a case has",
    "json_invalid": "it is no JSON",
    "string_pattern_mismatch": "{where} may have letters, digits, dots and hyphens, 64 at the most",
}


def golden_set_of(text: str, name: str) -> GoldenSet:
    """The set in a file's text, as its first version. Raises: UnusableEntry, with the line that is wrong."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise _refused(f"{name} is too long for a golden set", "20 MB is the most. Make two sets of it.")
    cases = tuple(_cases(text, name))
    if not cases:
        raise _refused(f"{name} holds no case", "Put one case on each line, as JSON.")
    try:
        return GoldenSet(name=name, version=1, cases=cases)
    except ValidationError as error:
        raise _refused(
            f"“{name}” cannot name a golden set", "Use small letters, digits and hyphens, 40 at the most."
        ) from error


def golden_lines(golden: GoldenSet) -> str:
    """The cases of a set, one a line, as `golden_set_of` reads them."""
    return "".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in golden.cases)


def _cases(text: str, name: str) -> Iterator[GoldenCase]:
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = GoldenCase.model_validate_json(line)
        except ValidationError as error:
            raise _refused(
                f"Line {number} of {name} is no case", f"Here {_reason(error)}. Mend it and try again."
            ) from error
        if case.id in seen:
            raise _refused(
                f"Lines {seen[case.id]} and {number} of {name} have the same id",
                f"Both are called {case.id}. Give one another id.",
            )
        seen[case.id] = number
        if len(seen) > MOST_CASES:
            raise _refused(
                f"{name} has over {MOST_CASES:,} cases", f"{MOST_CASES:,} is the most. Make two sets of it."
            )
        yield case


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = " → ".join(map(str, first["loc"]))
    words = _WORDS.get(first["type"])
    if words:
        return words.format(where=where)
    said = first["msg"].removeprefix("Value error, ")
    said = f"{said[:1].lower()}{said[1:]}"
    return f"{where}: {said}" if where else said


def _refused(title: str, message: str) -> UnusableEntry:
    return UnusableEntry(title, message, code="golden-file")
