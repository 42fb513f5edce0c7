"""What a person does to a profile on its page, as pure functions: profile in, profile out.

Ids stay wherever the fact does, so that corrections and documents keep pointing at it.
"""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from jobwise.domain.profile import (
    SECTIONS,
    Entry,
    Interest,
    Item,
    Language,
    Location,
    NetworkProfile,
    Profile,
    Skill,
    Unplaced,
    items_of,
)
from jobwise.reading.identity import fact_id
from jobwise.ui.profile_fields import ENTRY_FORMS, LIST_ENTRIES

T = TypeVar("T")
SUMMARY, REMOVE = "summary", "remove"


def with_basics(profile: Profile, field: str, value: str) -> Profile:
    """Name, label, e-mail, phone, link, place, networks or summary in new words."""
    basics = profile.basics
    update: dict[str, object] = {field: value}
    if field == "location":
        update = {"location": Location(text=value)}
    elif field == "profiles":
        update = {"profiles": tuple(_network(line, basics.profiles) for line in lines_in(value))}
    elif field == "summary":
        update = {"summary": items_from(value, basics.summary, "basics", taken_ids(profile))}
    return profile.model_copy(update={"basics": basics.model_copy(update=update)})


def with_field(profile: Profile, entry_id: str, field: str, value: object) -> Profile:
    """One field of one entry with another value."""
    return _with_entry(profile, entry_id, lambda entry: entry.model_copy(update={field: value}))


def with_items(profile: Profile, entry_id: str, field: str, text: str) -> Profile:
    """The items of an entry from their lines."""
    section, entry = next((s, e) for s, e in profile.entries() if e.fact_id == entry_id)
    items = items_from(text, getattr(entry, field), section, taken_ids(profile))
    return with_field(profile, entry_id, field, items)


def with_deed(profile: Profile, item_id: str, words: str) -> Profile:
    """What was done in a job, in other words of the person; they stand nowhere in the source."""

    def changed(job: Entry) -> Entry:
        told = getattr(job, "highlights", ())
        return job.model_copy(
            update={
                "highlights": tuple(
                    item.model_copy(update={"text": words, "place": None})
                    if item.fact_id == item_id
                    else item
                    for item in told
                )
            }
        )

    return _with_entry(profile, owner_of(profile, item_id), changed)


def with_new_entry(profile: Profile, section: str, first: str = "") -> tuple[Profile, str]:
    """An entry more at the top of a section, and its id; `first` goes into its first field."""
    kind = LIST_ENTRIES.get(section) or ENTRY_FORMS[section].entry
    name = _first_field(section)
    new = fact_id(section, first or "new", taken=taken_ids(profile))
    entry = kind.model_validate({"fact_id": new, name: first})
    entries = (entry, *getattr(profile, section)) if not first else (*getattr(profile, section), entry)
    return profile.model_copy(update={section: entries}), new


def without_entry(profile: Profile, entry_id: str) -> Profile:
    """The profile without an entry and the doubts about it."""
    update: dict[str, object] = {
        section: tuple(entry for entry in getattr(profile, section) if entry.fact_id != entry_id)
        for section in SECTIONS
    }
    update["doubts"] = tuple(doubt for doubt in profile.doubts if doubt.fact_id != entry_id)
    return profile.model_copy(update=update)


def settled(profile: Profile, of: str, field: str) -> Profile:
    """The person says that a field in doubt is right."""
    doubts = tuple(doubt for doubt in profile.doubts if (doubt.fact_id, doubt.field) != (of, field))
    return profile.model_copy(update={"doubts": doubts})


def with_list(profile: Profile, section: str, text: str) -> Profile:
    """Skills, languages or interests from their lines; unchanged lines keep their entries whole."""
    old: Sequence[Entry] = getattr(profile, section)
    taken = taken_ids(profile)

    def made(line: str) -> Entry:
        return _listed_entry(section, line, fact_id(section, line, taken=taken))

    def changed(line: str, entry: Entry) -> Entry:
        return _listed_entry(section, line, entry.fact_id, entry)

    entries = matched([list_line(entry) for entry in old], old, lines_in(text), made, changed)
    return profile.model_copy(update={section: tuple(entries)})


def list_line(entry: Entry) -> str:
    """An entry of a list section as its line: "Databases: PostgreSQL, DuckDB", "German: C1"."""
    if isinstance(entry, Language):
        return f"{entry.language}: {entry.fluency}" if entry.fluency else entry.language
    if isinstance(entry, Skill | Interest):
        level = f" ({entry.level})" if isinstance(entry, Skill) and entry.level else ""
        keywords = ", ".join(item.text for item in entry.keywords)
        return f"{entry.name}{level}: {keywords}" if keywords else f"{entry.name}{level}"
    raise TypeError(f"{type(entry).__name__} is not edited as a line")


def moved(profile: Profile, line_id: str, target: str) -> Profile:
    """A line that was not understood goes where the person says.

    `target` is `summary`, `remove`, a section for a new entry, or the id of an entry for its points.
    """
    line = next(line for line in profile.unplaced if line.fact_id == line_id)
    rest = profile.model_copy(update={"unplaced": tuple(u for u in profile.unplaced if u != line)})
    if target == REMOVE:
        return rest
    if target == SUMMARY:
        basics = rest.basics.model_copy(update={"summary": (*rest.basics.summary, _item(line))})
        return rest.model_copy(update={"basics": basics})
    if target in LIST_ENTRIES:
        before = "\n".join(map(list_line, getattr(rest, target)))
        return with_list(rest, target, f"{before}\n{line.text}")
    if target in ENTRY_FORMS:
        return with_new_entry(rest, target, line.text)[0]
    return _with_entry(
        rest,
        target,
        lambda entry: entry.model_copy(
            update={"highlights": (*getattr(entry, "highlights", ()), _item(line))}
        ),
    )


def items_from(text: str, old: Sequence[Item], section: str, taken: set[str]) -> tuple[Item, ...]:
    """Lines -> items; a line that was there before keeps its id and its place in the source."""

    def made(line: str) -> Item:
        return Item(fact_id=fact_id(section, line, taken=taken), text=line)

    def changed(line: str, item: Item) -> Item:
        return item.model_copy(update={"text": line})

    return tuple(matched([item.text for item in old], old, lines_in(text), made, changed))


def matched(
    before: Sequence[str],
    old: Sequence[T],
    lines: Sequence[str],
    made: Callable[[str], T],
    changed: Callable[[str, T], T],
) -> list[T]:
    """For each line the thing that stood for it before, changed or not, or a new one."""
    result: list[T] = []
    for tag, i, j, start, end in SequenceMatcher(None, before, lines, autojunk=False).get_opcodes():
        if tag == "equal":
            result += old[i:j]
            continue
        for offset, line in enumerate(lines[start:end]):
            kept = i + offset < j
            result.append(changed(line, old[i + offset]) if kept else made(line))
    return result


def lines_in(text: str) -> list[str]:
    """The lines of a text area without blanks and bullets."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()).lstrip("•–- ").strip())]


def taken_ids(profile: Profile) -> set[str]:
    """Every id that is in use."""
    return {fact.fact_id for fact in profile.facts()}


def network_line(network: NetworkProfile) -> str:
    """A network account as its line: "LinkedIn: https://…"."""
    return ": ".join(part for part in (network.network, network.url or network.username) if part)


def owner_of(profile: Profile, of: str) -> str:
    """The id of the entry that a fact belongs to, its own id when it is one."""
    for _, entry in profile.entries():
        if of == entry.fact_id or any(item.fact_id == of for item in items_of(entry)):
            return entry.fact_id
    return "basics" if any(item.fact_id == of for item in profile.basics.summary) else of


def _with_entry(profile: Profile, entry_id: str, change: Callable[[Any], Any]) -> Profile:
    update = {
        section: tuple(change(e) if e.fact_id == entry_id else e for e in getattr(profile, section))
        for section in SECTIONS
    }
    return profile.model_copy(update=update)


def _listed_entry(section: str, line: str, name: str, before: Entry | None = None) -> Entry:
    first, _, rest = (part.strip() for part in line.partition(":"))
    place = before.place if before else None
    if section == "languages":
        return Language(fact_id=name, place=place, language=first, fluency=rest)
    old = before.keywords if isinstance(before, Skill | Interest) else ()
    words = "\n".join(word.strip() for word in rest.split(",")) if rest else ""
    keywords = items_from(words, old, section, {name, *(item.fact_id for item in old)})
    if section == "interests":
        return Interest(fact_id=name, place=place, name=first, keywords=keywords)
    level = before.level if isinstance(before, Skill) and first.endswith(f"({before.level})") else ""
    first = first.removesuffix(f"({level})").strip() if level else first
    return Skill(fact_id=name, place=place, name=first, level=level, keywords=keywords)


def _network(line: str, old: Sequence[NetworkProfile]) -> NetworkProfile:
    known = next((network for network in old if network_line(network) == line), None)
    if known is not None:
        return known
    name, colon, address = line.partition(":")
    if not colon or address.startswith("//"):
        return NetworkProfile(url=line)
    return NetworkProfile(network=name.strip(), url=address.strip())


def _item(line: Unplaced) -> Item:
    return Item(fact_id=line.fact_id, text=line.text, place=line.place)


def _first_field(section: str) -> str:
    if section == "languages":
        return "language"
    return "name" if section in LIST_ENTRIES else ENTRY_FORMS[section].rows[0][0].name
