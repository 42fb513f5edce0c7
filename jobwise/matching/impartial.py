"""A profile as the score reads it: without what tells who the person is.

Names, contact, addresses, schools' names, and words that tell a person's gender, family, age or nationality
are blanked, and titles of jobs stand in one form for all, so that no score can rest on them. Every text keeps
its length: a place in the one is the same place in the other. Dates of work stay, since years of it are asked
for, and so do words that may be what the work is about ("women's health").

*Why a part of a name may stay:* alone, "Baker" may be the trade. The whole name never stays.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import permutations
from operator import is_
from typing import Any, TypeVar

from jobwise.domain.base import Model
from jobwise.domain.profile import Basics, Profile
from jobwise.matching.contact_forms import contact_forms
from jobwise.matching.counted_text import blanked
from jobwise.matching.gendered_titles import one_form, title_in_one_form
from jobwise.matching.labelled_data import labelled_data
from jobwise.matching.personal_forms import personal_forms
from jobwise.matching.personal_words import PersonalWords
from jobwise.matching.skills import find_skills
from jobwise.matching.telling_words import words_about_oneself
from jobwise.matching.trades import is_known

M = TypeVar("M", bound=Model)
Rewrite = Callable[[str], str]
_KEPT = frozenset(
    {"fact_id", "place", "doubts", "corrected", "language", "start_date", "end_date", "date", "release_date"}
)
_LABELLED = re.compile(r"[\d:：=|]")
_LINKED = re.compile(r"[@/]|www")
_PLACED = ("work", "volunteer", "education")
_MOST_ORDERED = 3
"""Parts of a name that are looked for in every order."""
_SHORTEST = 4
"""Letters of a school's name or a town that is looked for in other lines."""


def impartial(profile: Profile) -> Profile:
    """The profile with blanks, as long, for all that tells who the person is.

    A line that found no place and has some of it, such as one of the head, goes whole.
    """
    bare = profile.model_copy(
        update={
            "basics": _bare(profile.basics, profile.language),
            **{
                section: tuple(_placeless(entry, profile.language) for entry in getattr(profile, section))
                for section in _PLACED
            },
        }
    )
    own = _Own(profile)
    masked = rewritten(bare, lambda text: blanked(one_form(text), (*own.found(text), *anybodys(text))))
    changes: dict[str, Any] = {}
    if profile.unplaced:
        wide = PersonalWords(profile.basics)
        changes["unplaced"] = tuple(
            rewritten(line, _blank) if any(wide.found(raw.text)) else line
            for raw, line in zip(profile.unplaced, masked.unplaced, strict=True)
        )
    return masked.model_copy(update=changes)


def rewritten(model: M, rewrite: Rewrite) -> M:
    """The model with all its words rewritten; ids, dates and places stay. Itself where nothing changes."""
    changes = {}
    for name in type(model).model_fields:
        if name not in _KEPT and (new := _value(old := getattr(model, name), rewrite)) is not old:
            changes[name] = new
    return model.model_copy(update=changes) if changes else model


def _value(value: Any, rewrite: Rewrite) -> Any:
    """The value rewritten; itself where nothing changes."""
    if isinstance(value, str):
        new: Any = rewrite(value) if value else value
        return value if new == value else new
    if isinstance(value, Model):
        return rewritten(value, rewrite)
    if isinstance(value, tuple):
        new = tuple(_value(one, rewrite) for one in value)
        return value if all(map(is_, value, new)) else new
    return value


def _bare(basics: Basics, language: str) -> Basics:
    """Title and summary alone have words in them."""
    bare = rewritten(basics, _blank)
    label = title_in_one_form(basics.label, language)
    return bare.model_copy(update={"label": label, "summary": basics.summary})


def _placeless(entry: M, language: str) -> M:
    """Without where it was, and without who taught. *Why:* neither says what somebody can do."""
    gone = ("institution", "location", "url")
    changes = {name: " " * len(getattr(entry, name)) for name in gone if getattr(entry, name, "")}
    if position := getattr(entry, "position", ""):
        changes["position"] = title_in_one_form(position, language)
    return entry.model_copy(update=changes)


@lru_cache(maxsize=8192)
def anybodys(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of what tells of anybody who they are or how to reach them."""
    spans: list[tuple[int, int, str]] = list(words_about_oneself(text))
    if _LABELLED.search(text):
        spans += [*labelled_data(text), *personal_forms(text)]
    if _LINKED.search(text):
        spans += contact_forms(text)
    return tuple((start, end) for start, end, _ in spans)


class _Own:
    """Finds the person's name in either order, the parts of it that are no other word, their schools and
    where they live.

    *Why looked for as it is first:* few lines hold any of it, and a pattern a person takes long to make.
    """

    def __init__(self, profile: Profile) -> None:
        self._name = profile.basics.name
        self._parts = [part for part in re.split(r"[\s,]+", self._name) if part]
        lives = profile.basics.location.text.strip()
        self._wholes = [s.institution for s in profile.education if len(s.institution) >= _SHORTEST]
        self._wholes += [lives] if len(lives) >= _SHORTEST and not is_a_word(lives) else []
        self._alone = list(_alone(self._name))
        self._told = (*self._wholes, *self._parts[:1], *self._alone)

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of each place."""
        if any(told in text for told in self._told):
            yield from (found.span() for found in self._pattern.finditer(text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        orders = permutations(self._parts) if len(self._parts) <= _MOST_ORDERED else (self._parts,)
        told = [re.escape(whole) for whole in self._wholes]
        told += [r"[\s,]+".join(map(re.escape, order)) for order in orders if order]
        told += map(re.escape, self._alone)
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
