"""The truth gate's rules for what a line may not leave out: how it ended, who helped, out of how many."""

import re
from collections.abc import Iterator

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import Said, key_of
from jobwise.matching.claim_words import TITLES, function_words
from jobwise.matching.occupations import is_occupation
from jobwise.matching.word_forms import fold, is_past, words

_NOT = re.compile(
    r"\b(?:not|never|no longer|(?:was|were|got|been|later|then|but|,)\s"
    r"(?:later |then |(?:the|my|our|his|her|their) \w+ )?"
    r"(?:rejected|refused|cancelled|canceled|abandoned|withdrawn|dropped|scrapped|lost|unsuccessful))\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:(?:together|jointly|in tandem|side by side)\swith"
    r"|with\s(?:the\s)?(?:help|support|assistance|aid|guidance)\s(?:of|from)|(?:helped|assisted|guided)\sby)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with|alongside|beside|jointly|by)\b", re.IGNORECASE)
_STANDING_IN = re.compile(
    r"\b(?:when(?:ever)?|while)\s(?:[\w'-]+\s){1,4}?(?:was|were|is|are)\s"
    r"(?:away|absent|ill|sick|off|out|on (?:leave|holiday))\b"
    r"|\babsences?\b|\bduring\s(?:[\w'-]+\s){0,2}?(?:holidays?|leave|sickness|vacations?)\b",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(
    r"\b(?:away|absen\w+|ill|sick\w*|off|leave|holidays?|vacations?|substituted)\b", re.IGNORECASE
)
_COUNT = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|half|some|several|most|many|part)"
_OUT_OF = re.compile(
    rf"\b{_COUNT}\s(?:of|in)\s(?:the\s|our\s|its\s|all\s)?(?P<all>\d[\d,.]*\d|\d)(?=\s[a-z])", re.IGNORECASE
)
FEWEST_SHARED = 2
"""Words that a line shares with a fact before it is held to tell of the same thing."""


def denied(statement: Statement, ground: Ground) -> Iterator[str]:
    """What came to nothing is not told as if it had come to something: "an app that was not released"."""
    for part in ground.said:
        found = _NOT.search(part.text)
        if found and not _NOT.search(statement.whole):
            told = _shared(part, statement, until=found.start())
            if len(told) >= FEWEST_SHARED:
                yield f"{told[0]} (without “{found[0].split()[-1]}”)"


def helped(statement: Statement, ground: Ground) -> Iterator[str]:
    """What was done with help, or in place of another, is told with that."""
    for pattern, kept in ((_BESIDE, _WITH), (_STANDING_IN, _FOR_ANOTHER)):
        for part in ground.said if not kept.search(statement.whole) else ():
            found = pattern.search(part.text)
            told = _shared(part, statement) if found else []
            if found and len(told) >= FEWEST_SHARED:
                yield f"{told[0]} (without “{found[0]}”)"


def parts_of_all(statement: Statement, ground: Ground) -> Iterator[str]:
    """The number of all is not the number of those that were meant: "one of 4 stores"."""
    known = {found["all"] for part in ground.said for found in _OUT_OF.finditer(part.text)}
    ours = {found["all"] for found in _OUT_OF.finditer(statement.said.text)}
    for number in sorted(known - ours):
        pattern = re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d%]|[.,]\d)")
        fewer = sum(len(pattern.findall(part.text)) for part in ground.said)
        meant = sum(found["all"] == number for part in ground.said for found in _OUT_OF.finditer(part.text))
        if fewer == meant and pattern.search(statement.said.text):
            yield number


def without_title(statement: Statement, ground: Ground) -> Iterator[str]:
    """A person's title whose last word is left out names something else: "the team lead", "the team"."""
    grammar = function_words(statement.language)
    if any(_is_title(word.raw) for word in words(statement.whole)):
        return
    known: dict[str, set[bool]] = {}
    for part in ground.said:
        for index, word in enumerate(part.words):
            known.setdefault(key_of(word), set()).add(_leads_to_title(part, index, grammar))
    for index, word in enumerate(statement.said.words):
        titled = known.get(key_of(word)) == {True} and not is_past(fold(word.raw))
        if titled and not _has_next(statement.said, index, grammar):
            yield f"{word.raw} (without its title)"


def bare_title(statement: Statement, ground: Ground) -> Iterator[str]:
    """A title that loses the word before it is a greater one: "team lead", "lead"."""
    grammar = function_words(statement.language)
    first: dict[str, set[str]] = {}
    for part in ground.said:
        for index, word in enumerate(part.words):
            first.setdefault(fold(word.raw), set()).add(_before(part, index, grammar))
    for index, word in enumerate(statement.said.words):
        known = first.get(fold(word.raw), {""}) if fold(word.raw) in TITLES else {""}
        if "" not in known and not _before(statement.said, index, grammar):
            yield f"{word.raw} (without “{min(known)}”)"


def _before(said: Said, index: int, grammar: frozenset[str]) -> str:
    """The word of the same group right before a word, or ""."""
    before = said.words[index - 1] if index else None
    plain = fold(before.raw) if before else ""
    stands = plain not in grammar and not is_past(plain) and _has_next(said, index - 1, grammar)
    return before.raw if before and stands else ""


def _shared(part: Said, statement: Statement, until: int | None = None) -> list[str]:
    """The words of a fact, up to a place, that a statement has too."""
    grammar = function_words(statement.language)
    keys = {key_of(word) for word in statement.said.words}
    before = (word for word in part.words if until is None or word.start < until)
    return [word.raw for word in before if key_of(word) in keys and fold(word.raw) not in grammar]


def _has_next(said: Said, index: int, grammar: frozenset[str]) -> bool:
    """Whether a word of the same group stands right behind."""
    if index + 1 >= len(said.words):
        return False
    word, after = said.words[index], said.words[index + 1]
    return said.text[word.end : after.start] in {" ", "-"} and fold(after.raw) not in grammar


def _leads_to_title(said: Said, index: int, grammar: frozenset[str]) -> bool:
    return _has_next(said, index, grammar) and _is_title(said.words[index + 1].raw)


def _is_title(raw: str) -> bool:
    plain = fold(raw).removesuffix("s")
    return plain in TITLES or is_occupation(plain)
