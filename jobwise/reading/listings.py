"""Sections of short entries -> entries: certificates, awards, publications, references."""

import re
from collections.abc import Iterator, Sequence

from jobwise.domain.profile import Award, Certificate, Publication, Reference
from jobwise.reading.addresses import url_in
from jobwise.reading.dates import find_ranges
from jobwise.reading.drafting import Draft, text_of_lines
from jobwise.reading.entries import split_entries
from jobwise.reading.fragments import Head, head_of
from jobwise.reading.layout import Line
from jobwise.reading.parts import dated, items_of_lines
from jobwise.reading.sections import Block

_BRACKETS = re.compile(r"\([^()]*\)")
_COMMA = re.compile(r"[,;]\s+(?![^()]*\))")
_HOLDS = re.compile(
    r"(?i)\((?:valid|expir|gültig|valable|válid|valid[ao]|geldig|ważn|giltig|до |scad|有効|有效)[^()]*\)"
)
_EXPIRES = re.compile(
    r"(?i)[,–—-]\s*(?:expir\w+|valid (?:un)?til|valid to|gültig bis|valable|válid[oa] hasta|geldig tot)\b"
)
"""What says how long a certificate holds, not when it was got."""
_DRIVES = re.compile(
    r"(?i)\b(?:driv\w+['’]?s? licen[cs]e|führerschein|permis (?:de conduire|[a-e]\b)"
    r"|carn[eé]t? de conducir|patente [a-e]\b"
    r"|rijbewijs|prawo jazdy|körkort|carta de condução|δίπλωμα οδήγησης|водительск\w+ (?:права"
    r"|удостоверение))"
)
_SHORT = 5
"""Words of a certificate's name in a plain list."""
_STANDARD = re.compile(
    r"(?:(?:BS|DIN|EN|ISO|IEC|NF|NEN|UNE|ASME|AWS|ANSI|PN|UNI|SS|DS|NS|SFS)[ -]?)+\d[\w.:/-]*(?: .*)?"
)
"""What somebody is certified by, which is nobody who certifies: "BS EN ISO 9606"."""


def certificates_of(draft: Draft, block: Block) -> list[Certificate]:
    """Certificates and courses with issuer and date."""
    found: list[Certificate] = []
    left: list[Line] = []
    for line in block.lines:
        names = _several(line.text)
        if not names:
            left.append(line)
            continue
        found += [_certificate(draft, own, head) for own, head in _listed(left)]
        left = []
        place = draft.printout.place([line])
        found += [
            Certificate(fact_id=draft.new_id("certificates", name), place=place, name=name) for name in names
        ]
    return found + [_certificate(draft, own, head) for own, head in _listed(left)]


def licences_of(draft: Draft, block: Block) -> list[Certificate]:
    """Driving licences among odds and ends. A line that says nothing else is taken out of the section."""
    found: list[Certificate] = []
    for line in tuple(block.lines):
        text = text_of_lines([line])
        said = next((part for part in re.split(r"(?<=[.;])\s+", text) if _DRIVES.search(part)), "")
        if not said or len(said.split()) > 2 * _SHORT:
            continue
        name = said.rstrip(".; ")
        place = draft.printout.place([line])
        found.append(Certificate(fact_id=draft.new_id("certificates", name), place=place, name=name))
        if said == text:
            block.lines.remove(line)
    return found


def _certificate(draft: Draft, lines: list[Line], head: Head) -> Certificate:
    name, second, more = _named(lines, head)
    if _STANDARD.fullmatch(second):
        name, second = f"{name}, {second}", ""
    return Certificate(
        fact_id=draft.new_id("certificates", name, head.dates[1] or ""),
        place=draft.printout.place(lines),
        name=name,
        date=_day(head),
        issuer=" | ".join(text for text in (second, *more) if text),
        url=url_in(text_of_lines(lines)),
    )


def _several(text: str) -> list[str]:
    """The names in a plain list, or the one whose only date says how long it holds; else []."""
    if _EXPIRES.search(text) and len(text.split()) <= 3 * _SHORT:
        return [text.strip(" .")]
    names = [part.strip() for part in _COMMA.split(text) if part.strip()]
    undated = all(not find_ranges(_BRACKETS.sub("", name)) for name in names)
    short = all(len(_BRACKETS.sub("", name).split()) <= _SHORT for name in names)
    if not undated or not short or ":" in text:
        return []
    return names if len(names) > 2 or any(_HOLDS.search(name) for name in names) else []


def awards_of(draft: Draft, block: Block) -> list[Award]:
    """Awards with who gave them and when."""
    found = []
    for lines, head in _listed(block.lines):
        name, second, more = _named(lines, head)
        identity = draft.new_id("awards", name, head.dates[1] or "")
        place = draft.printout.place(lines)
        found.append(
            Award(
                fact_id=identity,
                place=place,
                title=name,
                date=_day(head),
                awarder=second,
                summary=" | ".join(more),
            )
        )
    return found


def publications_of(draft: Draft, block: Block) -> list[Publication]:
    """Publications; the first line of one is its name unless it is a reference in one piece."""
    found = []
    for lines, head in _listed(block.lines):
        whole = lines[0].bullet is not None or len(lines) == 1
        name = text_of_lines(lines if whole else lines[:1])
        summary = "" if whole else text_of_lines(lines[1:])
        identity = draft.new_id("publications", name)
        place = draft.printout.place(lines)
        url = url_in(text_of_lines(lines))
        found.append(
            Publication(
                fact_id=identity, place=place, name=name, release_date=_day(head), url=url, summary=summary
            )
        )
    return found


def references_of(draft: Draft, block: Block) -> list[Reference]:
    """People who vouch, a new one wherever white space or a bullet parts them."""
    groups: list[list[Line]] = []
    for line in block.lines:
        if groups and line.bullet is None and line.gap < 0.75:
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for lines in groups:
        name, rest = text_of_lines(lines[:1]), text_of_lines(lines[1:])
        identity = draft.new_id("references", name, rest)
        found.append(
            Reference(fact_id=identity, place=draft.printout.place(lines), name=name, reference=rest)
        )
    return found


def _listed(lines: Sequence[Line]) -> Iterator[tuple[list[Line], Head]]:
    """The lines of each entry with what its words are."""
    headed = [line for line in lines if line.bullet is None]
    if len(headed) > 1 and 0 < sum(map(dated, headed)) < len(headed):
        entries = split_entries(lines)
        if len({len(raw.head) for raw in entries if raw.head}) > 1 and _all_alike(headed):
            entries = []  # no pattern of name and issuer: each line names one
            yield from (([line], head_of([line])) for line in lines)
        for raw in entries:
            own = [*raw.head, *(line for item in raw.items for line in item)]
            if raw.head:
                yield own, head_of(raw.head)
            else:
                yield from ((item, head_of(item)) for item in raw.items)
        return
    for item in items_of_lines(lines):
        yield item, head_of(item)


def _all_alike(lines: Sequence[Line]) -> bool:
    """Whether no letters tell one line's part in an entry from another's."""
    return len({line.cells[0].style for line in lines}) == 1 and not any(line.level for line in lines)


def _named(lines: Sequence[Line], head: Head) -> tuple[str, str, list[str]]:
    """(name, second, more) out of an entry's fragments; prose stays whole."""
    texts = [fragment.text for fragment in head.fragments]
    listed = {fragment.line for fragment in head.fragments}
    if len(lines) > 1 and lines[0].bullet is not None:
        return text_of_lines(lines), "", []
    texts += [
        text_of_lines([line]) for number, line in enumerate(lines) if number not in listed and number > 0
    ]
    texts = texts or [text_of_lines(lines)]
    if len(texts) == 1:
        name, comma, giver = texts[0].rpartition(", ")
        if comma and giver[:1].isupper() and len(giver.split()) <= 5:
            return name, giver, []
    name = max(texts[:3], key=lambda text: (len(text.split()) > 1, -texts.index(text)))
    rest = [text for text in texts if text is not name]
    return name, rest[0] if rest else "", rest[1:]


def _day(head: Head) -> str | None:
    end = head.dates[1]
    return end if end != "present" else head.dates[0]
