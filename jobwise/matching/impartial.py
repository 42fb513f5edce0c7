"""A profile as the score reads it: without what tells who the person is.

Names, contact, addresses, schools' names, and words that hint at a gender, a family, an age or a nationality
are blanked, so that no score can rest on them. Every text keeps its length: a place in the one is the same
place in the other. Dates of work stay, since years of it are asked for.

*Why a part of a name may stay:* alone, "Baker" may be the trade. The whole name never stays.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import permutations
from typing import Any, TypeVar

from jobwise.domain.base import Model
from jobwise.domain.profile import Basics, Profile
from jobwise.matching.contact_forms import contact_forms
from jobwise.matching.labelled_data import labelled_data
from jobwise.matching.personal_forms import personal_forms
from jobwise.matching.personal_words import PersonalWords
from jobwise.matching.skills import find_skills
from jobwise.matching.telling_words import telling_words
from jobwise.matching.trades import is_known

M = TypeVar("M", bound=Model)
Rewrite = Callable[[str], str]
_KEPT = frozenset(
    {"fact_id", "place", "doubts", "corrected", "language", "start_date", "end_date", "date", "release_date"}
)
_LABELLED = re.compile(r"[\d:：=|]")
_LINKED = re.compile(r"[@/]|www")
_MOST_ORDERED = 3
"""Parts of a name that are looked for in every order."""
_SHORTEST = 4
"""Letters of a school's name or a town that is looked for in other lines."""


def impartial(profile: Profile) -> Profile:
    """The profile with blanks, as long, for all that tells who the person is.

    A line that found no place and has some of it, such as one of the head, goes whole.
    """
    own = _own(profile)
    masked = rewritten(profile, lambda text: _blanked(text, _telling(text, own)))
    changes: dict[str, Any] = {"basics": _bare(masked.basics)}
    for section in ("work", "volunteer", "education"):
        changes[section] = tuple(_placeless(entry) for entry in getattr(masked, section))
    if profile.unplaced:
        wide = PersonalWords(profile.basics)
        changes["unplaced"] = tuple(
            rewritten(line, _blank) if any(wide.found(raw.text)) else line
            for raw, line in zip(profile.unplaced, masked.unplaced, strict=True)
        )
    return masked.model_copy(update=changes)


def rewritten(model: M, rewrite: Rewrite) -> M:
    """The model with all its words rewritten; ids, dates and places stay."""
    changes = {
        name: _value(getattr(model, name), rewrite) for name in type(model).model_fields if name not in _KEPT
    }
    return model.model_copy(update=changes)


def _value(value: Any, rewrite: Rewrite) -> Any:
    if isinstance(value, str):
        return rewrite(value) if value else value
    if isinstance(value, Model):
        return rewritten(value, rewrite)
    if isinstance(value, tuple):
        return tuple(_value(one, rewrite) for one in value)
    return value


def _bare(basics: Basics) -> Basics:
    """Title and summary alone have words in them."""
    bare = rewritten(basics, _blank)
    return bare.model_copy(update={"label": basics.label, "summary": basics.summary})


def _placeless(entry: M) -> M:
    """Without where it was, and without who taught. *Why:* neither says what somebody can do."""
    named = [name for name in ("institution", "location", "url") if hasattr(entry, name)]
    return entry.model_copy(update={name: " " * len(getattr(entry, name)) for name in named})


def _telling(text: str, own: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    if own is not None:
        yield from (found.span() for found in own.finditer(text))
    yield from anybodys(text)


@lru_cache(maxsize=8192)
def anybodys(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of what tells of anybody who they are or how to reach them."""
    spans: list[tuple[int, int, str]] = list(telling_words(text))
    if _LABELLED.search(text):
        spans += [*labelled_data(text), *personal_forms(text)]
    if _LINKED.search(text):
        spans += contact_forms(text)
    return tuple((start, end) for start, end, _ in spans)


def _own(profile: Profile) -> re.Pattern[str] | None:
    """Finds the person's name in either order, the parts of it that are no other word, their schools and
    where they live."""
    name, lives = profile.basics.name, profile.basics.location.text.strip()
    parts = [re.escape(part) for part in re.split(r"[\s,]+", name) if part]
    orders = permutations(parts) if len(parts) <= _MOST_ORDERED else (parts,)
    wholes = [s.institution for s in profile.education if len(s.institution) >= _SHORTEST]
    wholes += [lives] if len(lives) >= _SHORTEST and not is_a_word(lives) else []
    told = [*map(re.escape, wholes), *(r"[\s,]+".join(order) for order in orders if order)]
    told += map(re.escape, _alone(name))
    if not told:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(told))})(?![^\W_])")


def _alone(name: str) -> Iterator[str]:
    """Parts of a name that stand for the person wherever they are, as written and in capitals."""
    for part in re.split(r"[\s,'’-]+", name):
        if len(part) > 1 and not part[0].islower() and not is_a_word(part):
            yield from (part, part.upper())


@lru_cache(maxsize=4096)
def is_a_word(name: str) -> bool:
    """Whether a name of one word is that of a trade or a skill as well."""
    return " " not in name and (is_known(name) or bool(find_skills(name)))


def _blank(text: str) -> str:
    return " " * len(text)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
