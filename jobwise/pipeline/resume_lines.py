"""The lines of a résumé: each section's entries and items as printed lines with their facts."""

import re
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence

from jobwise.domain.documents import Change, Line
from jobwise.domain.profile import Basics, Entry, Item, Profile, Section, Volunteer, Work
from jobwise.matching.partial_dates import PRESENT
from jobwise.pipeline.entry_lines import compacted, entry_line
from jobwise.pipeline.headings import headings_in
from jobwise.pipeline.phrases import phrases_in
from jobwise.pipeline.wording import as_bullet, calm, in_past, is_as_written, tidy

VERB_FIRST = "This job has ended: the line begins with what you did, in the past."
LONGEST_COURSE = 6
"""Words of a course's name that may stand in a list."""
PRINTED: tuple[Section, ...] = (
    "work",
    "education",
    "skills",
    "projects",
    "certificates",
    "volunteer",
    "publications",
    "awards",
    "languages",
    "interests",
)
"""Sections in printed order; references are given when asked for."""


def heading_line(section: str, language: str) -> Line:
    """A section's heading."""
    text = headings_in(language)[section]
    return Line(id=f"heading-{section}", role="heading", text=text, sources=("form",))


def name_lines(basics: Basics, label: str = "", label_source: str = "basics") -> Iterator[Line]:
    """Name, title and contact at the top of a page."""
    if basics.name:
        yield _line("name", "name", calm(basics.name), "basics", basics.name)
    if label:
        yield _line("label", "label", calm(label), label_source, label)
    if contact := contact_text(basics):
        yield Line(id="contact", role="contact", text=contact, sources=("basics",))


def contact_text(basics: Basics) -> str:
    """E-mail, phone, place and links in one line, each once."""
    place = basics.location.text or ", ".join(filter(None, (basics.location.city, basics.location.region)))
    links = [_plain(url) for url in (basics.url, *(p.url or p.username for p in basics.profiles))]
    return " · ".join(dict.fromkeys(part for part in (basics.email, basics.phone, place, *links) if part))


def _plain(url: str) -> str:
    """An address as people write it, without its scheme."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", url)


def section_lines(
    section: Section,
    entries: Sequence[Entry],
    language: str,
    brief: Collection[str] = (),
    *,
    verb_first: bool = True,
) -> Iterator[Line]:
    """Entry lines with their items below, or one line a group for skills, languages and interests.

    brief: ids of entries that take one printed line. verb_first: what was done in a job that has ended is
    told in the past, the verb first.
    """
    if section in {"skills", "interests"}:
        yield from group_lines(section, entries)
        return
    if section == "languages":
        entries = yield from _languages_line(entries)
    for entry in entries:
        line = entry_line(entry, language)
        yield compacted(line) if section == "certificates" or entry.fact_id in brief else line
        summary = getattr(entry, "summary", "") or getattr(entry, "description", "")
        if summary:
            yield _line(
                f"{entry.fact_id}-about", "text", as_bullet(summary, language), entry.fact_id, summary
            )
        for item in getattr(entry, "highlights", ()):
            yield bullet_line(item, language, over=verb_first and _is_over(entry))
        yield from _item_lists(entry, language)


def _languages_line(entries: Sequence[Entry]) -> Generator[Line, None, Sequence[Entry]]:
    """All languages with their levels as one list; returns those whose names would break it."""
    words = [(_spoken(entry), (entry.fact_id,)) for entry in entries]
    if not words or any("," in word or not word for word, _ in words):
        return entries
    yield _group_line("languages-all", words, "", ())
    return ()


def _spoken(entry: Entry) -> str:
    line = entry_line(entry, "")
    return f"{line.text} ({line.aside})" if line.aside else line.text


def _is_over(entry: Entry) -> bool:
    """Whether a job has ended: what was done in it is told in the past."""
    end = getattr(entry, "end_date", None)
    return isinstance(entry, Work | Volunteer) and end is not None and end != PRESENT


def bullet_line(item: Item, language: str, *, over: bool = False) -> Line:
    """A highlight, lightly reworded."""
    text = as_bullet(item.text, language)
    past = in_past(text) if over and language == "en" else text
    if past != text:
        line = _line(f"line-{item.fact_id}", "bullet", past, item.fact_id, item.text)
        return line.model_copy(update={"why": VERB_FIRST})
    return _line(f"line-{item.fact_id}", "bullet", text, item.fact_id, item.text)


def group_lines(section: Section, entries: Sequence[Entry]) -> Iterator[Line]:
    """A group a line ("Databases: SQL, DuckDB"); single skills without a group share one line."""
    single: list[tuple[str, tuple[str, ...]]] = []
    for entry in entries:
        keywords: tuple[Item, ...] = getattr(entry, "keywords", ())
        words = [(item.text, (item.fact_id,)) for item in keywords]
        name = getattr(entry, "name", "")
        if not words and name:
            single.append((_with_level(entry), (entry.fact_id,)))
        elif words:
            yield _group_line(f"{section}-{entry.fact_id}", words, name, (entry.fact_id,))
    if single:
        yield _group_line(f"{section}-single", single, "", ())


def _group_line(
    id_: str, words: Sequence[tuple[str, tuple[str, ...]]], name: str, own: tuple[str, ...]
) -> Line:
    text = ", ".join(dict.fromkeys(tidy(word).rstrip(".,;") for word, _ in words))
    sources = (*own, *(source for _, ids in words for source in ids))
    return Line(id=id_, role="skills", text=text, detail=tidy(name).rstrip(":"), sources=sources)


def _with_level(entry: Entry) -> str:
    level = getattr(entry, "level", "")
    name: str = getattr(entry, "name", "")
    return f"{name} ({level})" if level and level.casefold() not in name.casefold() else name


def _item_lists(entry: Entry, language: str) -> Iterator[Line]:
    """Courses and a project's tools as one line each."""
    courses: tuple[Item, ...] = getattr(entry, "courses", ())
    if courses and not all(_is_course(item.text) for item in courses):
        yield from (bullet_line(item, language) for item in courses)
    elif courses:
        text = phrases_in(language).courses.format(courses=_joined(courses))
        sources = tuple(item.fact_id for item in courses)
        yield Line(
            id=f"{entry.fact_id}-courses", role="bullet", text=text, sources=sources, change="composed"
        )
    keywords: tuple[Item, ...] = getattr(entry, "keywords", ())
    if keywords:
        sources = tuple(item.fact_id for item in keywords)
        yield Line(id=f"{entry.fact_id}-tools", role="bullet", text=_joined(keywords), sources=sources)


def _is_course(text: str) -> bool:
    """Whether the words name a course, as against a thesis, a grade or an honour with its explanation."""
    return ":" not in text and len(text.split()) <= LONGEST_COURSE


def _joined(items: Sequence[Item]) -> str:
    return ", ".join(tidy(item.text).rstrip(".,;") for item in items)


def _line(id_: str, role: str, text: str, source: str, original: str) -> Line:
    change: Change = "kept" if is_as_written(text, original) else "reworded"
    why = "" if change == "kept" else "Only how it is written was changed: case, filler words, signs."
    return Line.model_validate(
        {
            "id": id_,
            "role": role,
            "text": text,
            "sources": (source,),
            "original": "" if change == "kept" else original,
            "change": change,
            "why": why,
        }
    )


def newest_first(profile: Profile, section: Section) -> Sequence[Entry]:
    """A section's entries, what goes on first, then by end and start; undated ones keep their place."""
    entries: Sequence[Entry] = getattr(profile, section)
    if section not in {"work", "volunteer", "education"}:
        return entries
    if not all(getattr(entry, "start_date", None) or getattr(entry, "end_date", None) for entry in entries):
        return sorted(entries, key=_source_order)
    return sorted(entries, key=_when, reverse=True)


def _when(entry: Entry) -> tuple[str, str]:
    start, end = getattr(entry, "start_date", None) or "", getattr(entry, "end_date", None) or ""
    return ("9999" if end == "present" else end or start, start)


def _source_order(entry: Entry) -> tuple[int, int]:
    return (entry.place.page, entry.place.start) if entry.place else (0, 0)


def asked_first(entries: Sequence[Entry], asked: Sequence[str]) -> list[Entry]:
    """Skill groups with the asked-for words first, in the groups and in each group."""
    rank = {fact_id: index for index, fact_id in reversed(list(enumerate(asked)))}
    far = len(asked)
    ordered: list[Entry] = []
    for entry in entries:
        keywords: tuple[Item, ...] = getattr(entry, "keywords", ())
        best_first = tuple(sorted(keywords, key=lambda item: rank.get(item.fact_id, far)))
        ordered.append(entry.model_copy(update={"keywords": best_first}) if keywords else entry)
    return sorted(ordered, key=lambda entry: min(_ranks(entry, rank, far)))


def _ranks(entry: Entry, rank: Mapping[str, int], far: int) -> list[int]:
    ids = [entry.fact_id, *(item.fact_id for item in getattr(entry, "keywords", ()))]
    return [rank.get(fact_id, far) for fact_id in ids]
