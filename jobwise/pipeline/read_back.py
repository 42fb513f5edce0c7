"""Hold a finished file against the document it was made from, field by field."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from jobwise.domain.documents import Document
from jobwise.domain.profile import Certificate, Education, Language, Profile, Work
from jobwise.domain.read_back import ReadBack, ReadField
from jobwise.matching.partial_dates import PRESENT

E = TypeVar("E", Work, Education)
_Field = tuple[str, str, str]
"""(name, printed, what was read for it)"""


def read_back(
    file: str, document: Document, texts: Mapping[str, str], given: Profile, read: Profile
) -> ReadBack:
    """What came back of a file.

    texts: extractor -> the file's text. given: the profile that the document prints. read: the profile
    that our own reader makes of the file.
    """
    squashed = {name: _squashed(text) for name, text in texts.items()}
    fields = [*_contact(given, read), *_jobs(document, given, read), *_schools(document, given, read)]
    fields += [
        *_skills(document, given, read),
        *_spoken(document, given, read),
        *_held(document, given, read),
    ]
    return ReadBack(
        file=file,
        fields=tuple(
            ReadField(
                name=name,
                printed=printed,
                in_text={extractor: _squashed(printed) in text for extractor, text in squashed.items()},
                read_as=seen,
                right=_squashed(printed) == _squashed(seen),
            )
            for name, printed, seen in fields
            if printed
        ),
    )


def _contact(given: Profile, read: Profile) -> Iterator[_Field]:
    yield "Name", given.basics.name, read.basics.name
    yield "E-mail", given.basics.email, read.basics.email
    yield "Phone", given.basics.phone, read.basics.phone


def _jobs(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    lines = _entries(document)
    printed = [job for job in given.work if job.fact_id in lines]
    for job, found in _paired(printed, read.work):
        seen = found or Work(fact_id="")
        yield "Title", job.position, seen.position
        yield "Employer", job.name, seen.name
        yield "Dates", *_dates(lines[job.fact_id], job, seen)


def _schools(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    lines = _entries(document)
    printed = [school for school in given.education if school.fact_id in lines]
    for school, found in _paired(printed, read.education):
        seen = found or Education(fact_id="")
        yield "School", school.institution, seen.institution
        yield "Degree", _degree(school), _degree(seen)
        yield "Dates", *_dates(lines[school.fact_id], school, seen)


def _paired(given: Sequence[E], read: Sequence[E]) -> Iterator[tuple[E, E | None]]:
    """Each entry with the one that was read of it: the pairs that share most fields first."""
    pairs = sorted(
        (
            (_alike(_words(one), _words(other)), -i, -j)
            for i, one in enumerate(given)
            for j, other in enumerate(read)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for alike, i, j in pairs:
        if alike and -i not in found and -j not in found.values():
            found[-i] = -j
    for index, entry in enumerate(given):
        yield entry, read[found[index]] if index in found else None


def _skills(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    own = {fact.fact_id for fact in given.facts() if fact.section == "skills"}
    known = [skill.name for skill in read.skills] + [word.text for s in read.skills for word in s.keywords]
    by_words = {_squashed(name): name for name in known}
    for line in document.lines:
        for skill in line.text.split(", ") if line.role == "skills" and own & {*line.sources} else ():
            yield "Skill", skill, by_words.get(_squashed(skill), "")


def _spoken(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    printed = {source for line in document.lines for source in line.sources}
    levels = {_squashed(language.language): language for language in read.languages}
    for language in given.languages:
        found = levels.get(_squashed(language.language))
        if language.fact_id in printed:
            yield "Language", _join(language), _join(found or Language(fact_id=""))


def _join(language: Language) -> str:
    return f"{language.language} ({language.fluency})" if language.fluency else language.language


def _held(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    lines = _entries(document)
    known = {_squashed(held.name): held for held in read.certificates}
    for held in given.certificates:
        found = known.get(_squashed(held.name)) or Certificate(fact_id="")
        if held.fact_id in lines:
            yield "Certificate", held.name, found.name
            right = (held.date or "") == (found.date or "")
            yield "Dates", lines[held.fact_id], lines[held.fact_id] if right else found.date or ""


def _entries(document: Document) -> dict[str, str]:
    """Fact id -> the dates that are printed for it, for each entry of the document."""
    return {line.sources[0]: line.aside for line in document.lines if line.role == "entry" and line.sources}


def _dates(printed: str, given: Work | Education, read: Work | Education) -> tuple[str, str]:
    """(printed dates, the same when they were read so, else what was read in place of them)."""
    if _span(given) == _span(read):
        return printed, printed
    return printed, " – ".join(date for date in _span(read) if date)


def _span(entry: Work | Education) -> tuple[str, str]:
    end = entry.end_date or ""
    return entry.start_date or "", "" if end == PRESENT else end


def _degree(school: Education) -> str:
    return " ".join(part for part in (school.study_type, school.area) if part)


def _words(entry: Work | Education) -> tuple[str, ...]:
    names = (entry.position, entry.name) if isinstance(entry, Work) else (_degree(entry), entry.institution)
    return (*names, *_span(entry))


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(a == b != "" for a, b in zip(map(_squashed, one), map(_squashed, other), strict=True))


def _squashed(text: str) -> str:
    """Letters and digits alone: spaces, dashes and line ends are the typesetter's."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
