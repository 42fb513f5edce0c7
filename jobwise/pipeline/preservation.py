"""Nothing lost: what a document holds, as a profile again, and what it leaves out, with the reason."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from jobwise.domain.ats import GateFinding
from jobwise.domain.documents import Document, Line
from jobwise.domain.match import CompiledProfile, LeftOut
from jobwise.domain.profile import SECTIONS, Entry, Fact, Item, Profile, items_of

TAKEN_OUT = "The check of every claim took its line out: {claim}."
REFERENCES = "References are given when somebody asks for them."
UNPLACED = "It was not understood when your résumé was read. Move it to a section to use it."
OTHER = "It was not chosen for this job."
BY_YOU = "You left it out."
SUMMARY_ID = "summary-"
"""How the ids of lines begin that were put together for the summary."""
_BODY = frozenset({"entry", "bullet", "skills", "text"})
_ITEM_FIELDS = ("highlights", "courses", "keywords")


def printed_ids(resume: Document) -> dict[str, int]:
    """Fact id -> its first position in the body; a fact that only the summary cites is not printed."""
    order: dict[str, int] = {}
    for line in _body(resume):
        for source in line.sources:
            order.setdefault(source, len(order))
    return order


def as_printed(profile: Profile, resume: Document) -> Profile:
    """The profile with the printed facts alone, in printed order and in the printed words."""
    order = printed_ids(resume)
    words = _printed_words(resume, profile)
    sections: dict[str, tuple[Entry, ...]] = {}
    for section in SECTIONS:
        entries = [_entry_as_printed(entry, order, words) for entry in getattr(profile, section)]
        chosen = [entry for entry in entries if entry.fact_id in order or items_of(entry)]
        sections[section] = tuple(sorted(chosen, key=lambda entry: _position(entry, order)))
    basics = profile.basics.model_copy(update={"summary": tuple(_summary(profile, resume))})
    kept = {entry.fact_id for section in SECTIONS for entry in sections[section]}
    doubts = tuple(doubt for doubt in profile.doubts if doubt.fact_id in kept | {"basics"})
    return profile.model_copy(update={**sections, "basics": basics, "unplaced": (), "doubts": doubts})


def _summary(profile: Profile, resume: Document) -> Iterator[Item]:
    """The summary as printed: the person's own lines, and those that were put together from facts."""
    own = {item.fact_id: item for item in profile.basics.summary}
    for line in resume.lines:
        kept = own.get(line.sources[0]) if line.role == "text" and line.sources else None
        if kept:
            yield kept.model_copy(update={"text": line.text})
        elif line.id.startswith(SUMMARY_ID):
            yield Item(fact_id=line.id, text=line.text)


def left_out_of(
    profile: Profile,
    compiled: CompiledProfile,
    resume: Document,
    findings: Sequence[GateFinding],
    lines: Sequence[Line],
) -> tuple[LeftOut, ...]:
    """Every fact that is not in the résumé, each with a reason; none is dropped in silence."""
    printed = printed_ids(resume)
    chosen = {choice.fact_id for choice in compiled.choices}
    known = {left.fact_id: left.reason for left in compiled.left_out}
    blocked = {f.line_id: f.claim for f in findings if f.verdict == "blocked" and f.document == "resume"}
    taken = {source: blocked[line.id] for line in lines if line.id in blocked for source in line.sources}
    return tuple(
        LeftOut(fact_id=fact.fact_id, text=fact.text, reason=_reason(fact, taken, known, chosen))
        for fact in profile.facts()
        if fact.fact_id not in printed and fact.fact_id != "basics"
    )


def _reason(fact: Fact, taken: Mapping[str, str], known: Mapping[str, str], chosen: Collection[str]) -> str:
    if fact.fact_id in taken:
        return TAKEN_OUT.format(claim=taken[fact.fact_id])
    if fact.fact_id in chosen:
        return BY_YOU
    by_section = {"references": REFERENCES, "unplaced": UNPLACED}
    return known.get(fact.fact_id) or known.get(fact.parent) or by_section.get(fact.section, OTHER)


def _body(resume: Document) -> Iterator[Line]:
    """Lines below the first heading; composed text is about facts, it does not print them."""
    for line in resume.lines:
        if line.role in _BODY and not (line.role == "text" and line.change == "composed"):
            yield line


def _printed_words(resume: Document, profile: Profile) -> dict[str, str]:
    """Fact id of an item -> its words as printed."""
    items = {item.fact_id for _, entry in profile.entries() for item in items_of(entry)}
    words: dict[str, str] = {}
    for line in _body(resume):
        ids = [source for source in line.sources if source in items]
        parts = line.text.split(", ")
        if line.role == "bullet" and len(ids) == 1 and len(line.sources) == 1:
            words[ids[0]] = line.text
        elif line.role == "skills" and len(ids) == len(parts):
            words |= dict(zip(ids, parts, strict=True))
    return words


def _entry_as_printed(entry: Entry, order: Mapping[str, int], words: Mapping[str, str]) -> Entry:
    changes: dict[str, tuple[Item, ...]] = {}
    for field in _ITEM_FIELDS:
        items: tuple[Item, ...] = getattr(entry, field, ())
        chosen = sorted(
            (item for item in items if item.fact_id in order), key=lambda item: order[item.fact_id]
        )
        texts = (item.model_copy(update={"text": words.get(item.fact_id, item.text)}) for item in chosen)
        if items:
            changes[field] = tuple(texts)
    return entry.model_copy(update=changes)


def _position(entry: Entry, order: Mapping[str, int]) -> int:
    ids = (entry.fact_id, *(item.fact_id for item in items_of(entry)))
    return min(order[fact_id] for fact_id in ids if fact_id in order)
