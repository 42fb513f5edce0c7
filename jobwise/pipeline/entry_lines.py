"""How the heading line of each kind of entry is printed: title, where, when."""

from collections.abc import Callable, Mapping

from jobwise.domain.documents import Line
from jobwise.domain.profile import (
    Award,
    Certificate,
    Education,
    Entry,
    Language,
    Project,
    Publication,
    Volunteer,
    Work,
)
from jobwise.matching.partial_dates import print_date, print_range
from jobwise.pipeline.wording import calm, tidy

_TAKES_EN = frozenset("grado licenciatura diplomatura máster maestría doctorado".split())
"""Spanish degrees, which name their subject with "en"."""
LONGEST_COMPACT = 84
"""Characters that a printed line takes in every theme, with the white space before the dates."""
PLAIN_TITLE = "You wrote it in capitals or in small letters."


def entry_line(entry: Entry, language: str) -> Line:
    """An entry's heading line: title, where, when. The one way an entry is printed."""
    return _PRINTERS[type(entry)](entry, language)


def compacted(line: Line) -> Line:
    """The heading line on one printed line, where it fits."""
    fits = len(line.text) + len(line.detail) + len(line.aside) <= LONGEST_COMPACT
    return line.model_copy(update={"compact": True}) if fits else line


def _entry(entry: Entry, text: str, detail: str, aside: str, original: str = "", url: str = "") -> Line:
    changed = bool(original) and original != text
    return Line(
        id=f"entry-{entry.fact_id}",
        role="entry",
        text=text,
        detail=detail,
        aside=aside,
        sources=(entry.fact_id,),
        original=original if changed else "",
        change="reworded" if changed else "kept",
        why=PLAIN_TITLE if changed else "",
        url=url,
    )


def _place(*parts: str) -> str:
    """Parts joined with ", "; a part that the one before already says is left out."""
    kept: list[str] = []
    for part in (tidy(part).rstrip(" ,;") for part in parts):
        if part and not any(part.casefold() in other.casefold() for other in kept):
            kept.append(part)
    return ", ".join(kept)


def _job(entry: Work | Volunteer, name: str, language: str) -> Line:
    aside = print_range(entry.start_date, entry.end_date, language)
    if not entry.position:
        return _entry(entry, name, _place(entry.location), aside)
    return _entry(entry, calm(entry.position), _place(name, entry.location), aside, entry.position)


def _work(entry: Work, language: str) -> Line:
    return _job(entry, entry.name, language)


def _volunteer(entry: Volunteer, language: str) -> Line:
    return _job(entry, entry.organization, language)


def degree_text(entry: Education) -> str:
    """The degree with its subject: "BSc Mathematics", "Grado en Química"."""
    if entry.area.casefold() in entry.study_type.casefold():
        return tidy(entry.study_type)
    parts = [tidy(entry.study_type), tidy(entry.area)]
    if all(parts) and parts[0].casefold() in _TAKES_EN:
        return " en ".join(parts)
    return (" " if len(parts[0]) <= 6 else ", ").join(part for part in parts if part)


def _education(entry: Education, language: str) -> Line:
    aside = print_range(entry.start_date, entry.end_date, language)
    degree = degree_text(entry)
    where = _place(entry.institution if degree else "", entry.location)
    detail = " · ".join(part for part in (where, tidy(entry.score).rstrip(" ,;")) if part)
    return _entry(entry, degree or tidy(entry.institution), detail, aside)


def _project(entry: Project, language: str) -> Line:
    aside = print_range(entry.start_date, entry.end_date, language)
    return _entry(entry, tidy(entry.name), _place(*entry.roles, entry.entity), aside, url=entry.url)


def _certificate(entry: Certificate, language: str) -> Line:
    return _entry(
        entry, tidy(entry.name), tidy(entry.issuer), print_date(entry.date, language), url=entry.url
    )


def _publication(entry: Publication, language: str) -> Line:
    aside = print_date(entry.release_date, language)
    return _entry(entry, tidy(entry.name), tidy(entry.publisher), aside, url=entry.url)


def _award(entry: Award, language: str) -> Line:
    return _entry(entry, tidy(entry.title), tidy(entry.awarder), print_date(entry.date, language))


def _spoken(entry: Language, _: str) -> Line:
    return _entry(entry, capitalised(entry.language), "", tidy(entry.fluency))


def capitalised(text: str) -> str:
    text = tidy(text)
    return text[:1].upper() + text[1:]


_PRINTERS: Mapping[type[Entry], Callable[..., Line]] = {
    Work: _work,
    Volunteer: _volunteer,
    Education: _education,
    Project: _project,
    Certificate: _certificate,
    Publication: _publication,
    Award: _award,
    Language: _spoken,
}
