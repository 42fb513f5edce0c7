"""The same person as somebody else: another name, gender, age, school or address, and all else as it was.

What a score does when only this changes is what it makes of who somebody is. Names and addresses are looked
for by wider rules than those by which the score is blind to them (`impartial`), so that what those miss would
show. Words of gender and age are looked for by the same lists: what these do not know, nobody swaps.

*Why these names:* audits by letter use such (Bertrand and Mullainathan, 2004); here of more groups. No group
is meant to be complete.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeVar

from jobwise.domain.fairness import SwapKind
from jobwise.domain.profile import Basics, Education, Location, PartialDate, Profile, Volunteer, Work
from jobwise.matching.gendered_titles import of_gender, title_of_gender
from jobwise.matching.impartial import is_a_word, rewritten
from jobwise.matching.labelled_data import labelled_data
from jobwise.matching.personal_forms import personal_forms
from jobwise.matching.personal_words import PersonalWords, Span
from jobwise.matching.telling_words import words_about_oneself

NAMES = (
    "Emily Walsh",
    "Greg Sullivan",
    "Lakisha Robinson",
    "Jamal Jackson",
    "Mei-Ling Chen",
    "Wei Zhang",
    "Fatima al-Hassan",
    "Mehmet Yılmaz",
    "Guadalupe Hernández",
    "Nkechi Okonkwo",
    "Анна Соколова",
    "佐藤 花子",
)
SCHOOLS = ("Harvard University", "Howard University", "University of Lagos", "The Open University")
ADDRESSES = (
    ("740 Park Avenue", "10021", "New York", "US", "+1 212 555 0142"),
    ("1450 East Compton Boulevard", "90221", "Compton", "US", "+1 310 555 0177"),
    ("8 rue Gabriel Péri", "93200", "Saint-Denis", "FR", "+33 1 99 00 12 34"),
    ("Allen Avenue 12", "100281", "Ikeja, Lagos", "NG", "+234 1 555 0199"),
)
"""(street, postcode, town, country, phone)"""
GENDERS = ("man", "woman")
AGES = (-25, 12)
"""Years by which schooling and birth are moved."""
_PAIRS = (
    "he she, him her, his her, himself herself, mr ms, herr frau, lui-même elle-même, él ella, ele ela"
    ", hij zij, han hon, honom henne, hans hennes"
    ", father mother, dad mum, vater mutter, père mère, padre madre, pai mãe, paternity maternity"
    ", casado casada, soltero soltera, divorciado divorciada, viudo viuda, solteiro solteira"
    ", sposato sposata, coniugato coniugata, celibe nubile, żonaty zamężna, женат замужем"
)
"""A word of a man and that of a woman, of those that tell of the person (`words_about_oneself`)."""
J = TypeVar("J", Work, Volunteer)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AGE = re.compile(r"(?<!\d)[2-7]\d(?!\d)")
_YOUNGEST, _OLDEST = 18, 79
Change = Callable[[Profile], Profile]


class Swap(NamedTuple):
    """What is changed, into what in words, and how."""

    kind: SwapKind
    to: str
    change: Change


@cache
def swaps() -> tuple[Swap, ...]:
    """Every swap, by kind."""
    return tuple(_all())


def _all() -> Iterator[Swap]:
    yield from (Swap("name", name, partial(_named, name=name)) for name in NAMES)
    yield from (Swap("gender", f"a {gender}", partial(_of_gender, gender=gender)) for gender in GENDERS)
    for years in AGES:
        told = f"{abs(years)} years {'older' if years < 0 else 'younger'}"
        yield Swap("age", told, partial(_moved, years=years))
    yield from (Swap("school", school, partial(_schooled, name=school)) for school in SCHOOLS)
    yield from (Swap("address", address[2], partial(_living, address=address)) for address in ADDRESSES)


@lru_cache(maxsize=2)
def _finder(basics: Basics) -> Callable[[str], tuple[Span, ...]]:
    """What finds a person's own words. *Why remembered:* every swap looks through the same lines."""
    words = PersonalWords(basics)
    return lru_cache(maxsize=1024)(lambda text: tuple(words.found(text)))


def _named(profile: Profile, name: str) -> Profile:
    """*Why not where none was read:* a résumé without a name is marked for that alone."""
    if not profile.basics.name:
        return profile
    handle = re.sub(r"\W+", ".", name.casefold())
    mail = f"{handle}@mail.example"
    found = _finder(profile.basics)
    first, last = name.split()

    def rewrite(text: str) -> str:
        spans = _apart(span for span in found(text) if span[2] in {"NAME", "EMAIL"})
        for start, end, kind in reversed(spans):
            old = text[start:end]
            if kind == "EMAIL":
                text = text[:start] + mail + text[end:]
            elif " " in old.strip():
                text = text[:start] + name + text[end:]
            elif not is_a_word(old):
                part = first if profile.basics.name.startswith(old) else last
                text = text[:start] + part + text[end:]
        return text

    changed = rewritten(profile, rewrite)
    networks = tuple(
        one.model_copy(
            update={
                "username": one.username and handle,
                "url": one.url and f"https://network.example/{handle}",
            }
        )
        for one in profile.basics.profiles
    )
    basics = profile.basics
    own = {
        "name": name,
        "email": basics.email and mail,
        "url": basics.url and f"https://{handle}.example",
        "profiles": networks,
    }
    return changed.model_copy(update={"basics": changed.basics.model_copy(update=own)})


def _of_gender(profile: Profile, gender: str) -> Profile:
    words = _to(gender)

    def rewrite(text: str) -> str:
        spans = _apart(span for span in words_about_oneself(text) if span[2] == "GENDER")
        for start, end, _ in reversed(spans):
            text = text[:start] + _WORD.sub(lambda word: _other(word[0], words), text[start:end]) + text[end:]
        return of_gender(text, gender)

    changed = rewritten(profile, rewrite)
    basics = profile.basics
    called = f"{basics.name} ({'he/him' if gender == 'man' else 'she/her'})" if basics.name else ""
    label = title_of_gender(basics.label, profile.language, gender)
    return changed.model_copy(
        update={
            "basics": changed.basics.model_copy(update={"name": called, "label": label}),
            "work": tuple(_titled(job, profile.language, gender) for job in changed.work),
            "volunteer": tuple(_titled(job, profile.language, gender) for job in changed.volunteer),
        }
    )


def _titled(entry: J, language: str, gender: str) -> J:
    return entry.model_copy(update={"position": title_of_gender(entry.position, language, gender)})


def _other(word: str, words: Mapping[str, str]) -> str:
    new = words.get(word.casefold(), word)
    return new.capitalize() if word[0].isupper() else new


@cache
def _to(gender: str) -> dict[str, str]:
    pairs = [pair.split() for pair in _PAIRS.split(",")]
    return {she: he for he, she in pairs} if gender == "man" else dict(pairs)


def _moved(profile: Profile, years: int) -> Profile:
    """Schooling and birth so many years later, earlier below 0."""

    def moved(text: str) -> str:
        text = _YEAR.sub(lambda year: str(int(year[0]) + years), text)
        return _AGE.sub(lambda age: str(min(max(int(age[0]) - years, _YOUNGEST), _OLDEST)), text)

    def rewrite(text: str) -> str:
        told = (*labelled_data(text), *personal_forms(text), *words_about_oneself(text))
        spans = _apart(span for span in told if span[2] in {"PERSONAL", "YEAR"})
        for start, end, _ in reversed(spans):
            text = text[:start] + moved(text[start:end]) + text[end:]
        return text

    changed = rewritten(profile, rewrite)
    return changed.model_copy(
        update={"education": tuple(_schooling(school, years) for school in changed.education)}
    )


def _schooling(school: Education, years: int) -> Education:
    dates = {"start_date": _later(school.start_date, years), "end_date": _later(school.end_date, years)}
    texts = rewritten(school, lambda text: _YEAR.sub(lambda year: str(int(year[0]) + years), text))
    return texts.model_copy(update=dates)


def _later(date: PartialDate | None, years: int) -> PartialDate | None:
    return _YEAR.sub(lambda year: str(int(year[0]) + years), date, count=1) if date else date


def _schooled(profile: Profile, name: str) -> Profile:
    old = {school.institution for school in profile.education if school.institution}

    def rewrite(text: str) -> str:
        for one in sorted(old, key=len, reverse=True):
            text = text.replace(one, name)
        return text

    return rewritten(profile, rewrite) if old else profile


def _living(profile: Profile, address: tuple[str, str, str, str, str]) -> Profile:
    street, postcode, town, country, phone = address
    found = _finder(profile.basics)
    where = f"{street}, {postcode} {town}"

    def rewrite(text: str) -> str:
        spans = _apart(span for span in found(text) if span[2] in {"ADDRESS", "PHONE"})
        for start, end, kind in reversed(spans):
            if is_a_word(text[start:end]):
                continue
            text = text[:start] + (where if kind == "ADDRESS" else phone) + text[end:]
        return text

    changed = rewritten(profile, rewrite)
    location = Location(address=street, postal_code=postcode, city=town, country_code=country, text=where)
    own = {
        "location": location if _lives(profile.basics) else Location(),
        "phone": profile.basics.phone and phone,
    }
    return changed.model_copy(update={"basics": changed.basics.model_copy(update=own)})


def _lives(basics: Basics) -> bool:
    """Whether an address is told; a résumé without one is marked for that alone, too."""
    return bool(basics.location.text or basics.location.city)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; of those that overlap, the longest first found."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
