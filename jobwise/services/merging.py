"""A new reading of a résumé beside what the person has corrected: corrections stay."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from jobwise.domain.profile import (
    SECTIONS,
    Basics,
    Doubt,
    Entry,
    Item,
    Profile,
    heading_text,
    items_of,
)

E = TypeVar("E", bound=Entry)
ITEM_FIELDS = ("highlights", "courses", "keywords")
_DATES = ("start_date", "end_date", "date", "release_date")


def merged(fresh: Profile, known: Profile) -> Profile:
    """The fresh reading with every entry and item of `known` that the person wrote or corrected.

    A corrected fact takes the place of the one with its id, or its old place in the order where the
    new file does not have it.
    """
    corrected = set(known.corrected)
    sections = {
        name: _merged_entries(getattr(fresh, name), getattr(known, name), corrected) for name in SECTIONS
    }
    result = fresh.model_copy(
        update={**sections, "basics": _merged_basics(fresh.basics, known.basics, corrected)}
    )
    kept = {fact.fact_id for fact in result.facts()} & corrected
    doubts = tuple(doubt for doubt in result.doubts if doubt.fact_id not in kept)
    return result.model_copy(update={"corrected": tuple(sorted(kept)), "doubts": doubts})


def carried(old: Profile, new: Profile) -> Profile:
    """What a program sends back: whatever says the same as before is the fact that it was, and no correction.

    *Why needed:* a JSON Resume names no facts, and a fact that is marked as the person's own outlives every
    later file.
    """
    basics = new.basics
    if _told_of(old.basics) == _told_of(basics):
        basics = old.basics.model_copy(update={"place": basics.place})
    summary = _carried_items(old.basics.summary, new.basics.summary)
    result = new.model_copy(
        update={
            **{name: _carried_entries(getattr(old, name), getattr(new, name)) for name in SECTIONS},
            "basics": basics.model_copy(update={"summary": summary}),
        }
    )
    ids = [fact.fact_id for fact in result.facts()]
    return result if len(set(ids)) == len(ids) else new


def _carried_entries(old: Sequence[E], new: Sequence[E]) -> tuple[E, ...]:
    left, result = list(old), []
    for entry in new:
        twin = next((one for one in left if _told(one) == _told(entry)), None)
        if twin is None:
            result.append(entry)
            continue
        left.remove(twin)
        items = {
            name: _carried_items(getattr(twin, name), getattr(entry, name))
            for name in ITEM_FIELDS
            if hasattr(entry, name)
        }
        result.append(entry.model_copy(update={**items, "fact_id": twin.fact_id}))
    return tuple(result)


def _carried_items(old: Sequence[Item], new: Sequence[Item]) -> tuple[Item, ...]:
    known = {item.text: item.fact_id for item in reversed(old)}
    return tuple(item.model_copy(update={"fact_id": known.pop(item.text, item.fact_id)}) for item in new)


def _told(entry: Entry) -> tuple[str | None, ...]:
    """What an entry says but for its items."""
    return (heading_text(entry), *(getattr(entry, name, None) for name in _DATES))


def _told_of(basics: Basics) -> dict[str, object]:
    """What the head says. *Why without "https://":* an address is written out with it."""
    told = basics.model_dump(exclude={"summary", "place", "location"})
    told["profiles"] = [(one.network, one.username) for one in basics.profiles]
    return {**told, "url": basics.url.removeprefix("https://"), "location": basics.location.text}


def corrections(old: Profile, new: Profile) -> Profile:
    """The edited profile with the facts that differ from `old` marked as corrected, doubts settled."""
    before = {fact.fact_id: fact.model_copy(update={"place": None}) for fact in old.facts()}
    after = {fact.fact_id: fact.model_copy(update={"place": None}) for fact in new.facts()}
    changed = {key for key, fact in after.items() if before.get(key) != fact}
    known = (set(old.corrected) | set(new.corrected)) & after.keys()
    doubts = tuple(doubt for doubt in new.doubts if doubt.fact_id in after and not _settled(doubt, old, new))
    return new.model_copy(update={"corrected": tuple(sorted(known | changed)), "doubts": doubts})


def _settled(doubt: Doubt, old: Profile, new: Profile) -> bool:
    return _field(old, doubt) != _field(new, doubt)


def _field(profile: Profile, doubt: Doubt) -> object:
    if doubt.fact_id == "basics":
        return getattr(profile.basics, doubt.field, None)
    facts: list[Entry | Item] = [*profile.basics.summary, *profile.unplaced]
    for _, entry in profile.entries():
        facts += (entry, *items_of(entry))
    return next((getattr(fact, doubt.field, None) for fact in facts if fact.fact_id == doubt.fact_id), None)


def _merged_basics(fresh: Basics, known: Basics, corrected: Collection[str]) -> Basics:
    base = known if "basics" in corrected else fresh
    return base.model_copy(update={"summary": _merged_items(fresh.summary, known.summary, corrected)})


def _merged_entries(fresh: Sequence[E], known: Sequence[E], corrected: Collection[str]) -> tuple[E, ...]:
    result = list(fresh)
    for position, entry in enumerate(known):
        ids = {entry.fact_id, *(item.fact_id for item in items_of(entry))}
        if not ids & set(corrected):
            continue
        at = next((i for i, other in enumerate(result) if other.fact_id == entry.fact_id), None)
        if at is None:
            result.insert(min(position, len(result)), entry)
        else:
            result[at] = _merged_entry(result[at], entry, corrected)
    return tuple(result)


def _merged_entry(fresh: E, known: E, corrected: Collection[str]) -> E:
    base = known if known.fact_id in corrected else fresh
    items = {
        name: _merged_items(getattr(fresh, name), getattr(known, name), corrected)
        for name in ITEM_FIELDS
        if hasattr(fresh, name)
    }
    return base.model_copy(update=items)


def _merged_items(
    fresh: Sequence[Item], known: Sequence[Item], corrected: Collection[str]
) -> tuple[Item, ...]:
    result = list(fresh)
    for position, item in enumerate(known):
        if item.fact_id not in corrected:
            continue
        at = next((i for i, other in enumerate(result) if other.fact_id == item.fact_id), None)
        if at is None:
            result.insert(min(position, len(result)), item)
        else:
            result[at] = item
    return tuple(result)
