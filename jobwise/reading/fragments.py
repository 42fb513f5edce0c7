"""Head lines of an entry -> fragments: the pieces of text that may each be an employer, a title, a place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jobwise.reading.dates import DateRange, find_ranges, is_duration, without_durations
from jobwise.reading.entries import unwrapped
from jobwise.reading.layout import Cell, Line, Word
from jobwise.reading.lexicon import count, role_label
from jobwise.reading.parts import dated
from jobwise.reading.places import address_score, is_city, is_region, place_score, several

_SEPARATORS = re.compile(r"\s+[|•·∙◦⋅♦–—]+\s+|\s*\|\s*|\s+-\s+|\s+//\s+|\s*•\s*|\t|\s{3,}")
_CONNECTORS = re.compile(r"^(?:at|bei|chez|@|hos|presso)(?:\s+|$)|\s+(?:at|bei|chez|@|hos|presso)$", re.I)
_IN_TOWN = re.compile(r"(.+\S)\s+(?:in|te|à)\s+([^\W\d_][^,()]*)")
_BEHIND = re.compile(
    r"\s(?:at|bei|beim|bij|chez|hos|presso|en|w|em|na|no)\s+[A-ZÀ-Þ]|\b(?:GmbH|S\.L\.|S\.A\.|Ltd|Inc)\.?,?$"
)
"""An employer is named already: what stands in brackets behind it is no other one."""
_AT_WORD = re.compile(r"\s(?:at|bei|beim|bij|chez|hos|presso)\s")
_SLASHES = re.compile(r"\s/\s")
"""What parts a head where two or more stand in it: "Grafiker / Agentur Lenz / Kiel"."""
_MARK = re.compile(
    r"\d{1,3}(?:[.,]\d{1,2})?\s*(?:punkte|points|valores|punti|punten|%|/\s*\d{1,3}(?:[.,]\d{1,2})?|c\.?gpa)"
    r"(?:\s+e lode)?|(?:overall |final )?(?:c?gpa|percentage|\w*note|\w*durchschnitt|media|nota|voto|cijfer"
    r"|eindcijfer|ocena|betyg)\b[\s:=]*\d{1,3}(?:[.,]\d{1,2})?\s*(?:%|/\s*\d{1,3}(?:[.,]\d{1,2})?)?",
    re.I,
)
"""The grade of a course of study."""
_STREET_START = re.compile(r"\d{1,4}\s?[A-Za-z]?,?\s\D")
_EDGE = " \t,;:|•·∙◦⋅–—-/()[]"


@dataclass(eq=False)
class Fragment:
    """A piece of a head line.

    `line` and `cell` are its places in the head, `right` whether it is set apart, `label` what a
    label before it says ("who", "what", "where"). `alone`: it has a line of its own, with the dates or
    below the first one; `noted`: it stands so beside the dates, where résumés put the place.
    """

    text: str
    line: int
    cell: int
    bold: bool = False
    italic: bool = False
    right: bool = False
    place: bool = False
    label: str = ""
    alone: bool = False
    noted: bool = False


@dataclass(eq=False)
class Head:
    """An entry's head taken apart."""

    fragments: list[Fragment] = field(default_factory=list)
    ranges: list[DateRange] = field(default_factory=list)
    durations: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def dates(self) -> tuple[str | None, str | None, bool]:
        """(start, end, whether only one date was given); the first range counts, then the first date."""
        spans = [span for span in self.ranges if not span.single]
        if spans:
            return spans[0].start, spans[0].end, False
        if len(self.ranges) == 2 and (self.ranges[0].end or "") < (self.ranges[1].end or ""):
            return self.ranges[0].end, self.ranges[1].end, False
        return (None, self.ranges[0].end, True) if self.ranges else (None, None, False)


def head_of(lines: Sequence[Line], labels: Sequence[str] = ()) -> Head:
    """The fragments and dates of an entry's head lines; `labels`: what each line is, where that is known."""
    head = Head()
    if labels:
        _take_labelled(head, lines, labels)
        return head
    for number, line in enumerate(unwrapped(lines)):
        role = role_label(line.cells[0].text) if len(line.cells) > 1 else ""
        for index, cell in enumerate(line.cells[1:] if role else line.cells):
            if role:
                _take(head, cell.words, number, index, False, role)
                continue
            for words in _runs_of_style(cell):
                _take(head, words, number, index, index > 0)
        own = [fragment for fragment in head.fragments if fragment.line == number]
        if len(own) == 1:
            own[0].alone = number > 0 or dated(line)
            own[0].noted = number > 0 and dated(line)
    return head


def _take_labelled(head: Head, lines: Sequence[Line], labels: Sequence[str]) -> None:
    """Whole lines as what they are; several of one kind in a row are one that was wrapped."""
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label == "when":
            head.ranges += find_ranges(line.text)
        elif number and labels[number - 1] == label:
            head.fragments[-1].text += f" {line.text}"
        else:
            head.fragments.append(Fragment(line.text, number, 0, place=label == "where", label=label))


def _labelled(text: str) -> tuple[str, str]:
    """(role, text without its label)."""
    before, colon, after = text.replace("：", ":").partition(":")
    role = role_label(before) if colon else ""
    return (role, after.strip()) if role else ("", text)


def _take(head: Head, words: list[Word], line: int, cell: int, right: bool, given: str = "") -> None:
    text = " ".join(word.text for word in words)
    if is_duration(text):
        head.durations.append(text)
        return
    text = _SLASHES.sub(" | ", text) if len(_SLASHES.findall(text)) > 1 else text
    ranges = find_ranges(text)
    head.ranges += ranges
    rest = _without(text, ranges)
    if ranges:
        rest = without_durations(rest)
    role, rest = (given, rest) if given else _labelled(rest)
    before, colon, after = rest.partition(": ")
    if colon and not role and count("schools", before):
        rest = f"{before} | {after}"  # "Penwith College: A-levels in English"
    bold, italic = (2 * sum(flags) > len(words) for flags in _flags(words))
    for piece in _SEPARATORS.split(rest):
        for part, is_place in _placed(_unmarked(head, _trimmed(piece))):
            known = is_place or role == "where"
            if role != "when":
                head.fragments.append(Fragment(part, line, cell, bold, italic, right, known, role))


def _unmarked(head: Head, piece: str) -> str:
    """A piece without the grades between its commas, which are kept as the head's marks."""
    parts = re.split(r",\s+", piece)
    marks = [part for part in parts if _MARK.fullmatch(part)]
    head.marks += marks
    return ", ".join(part for part in parts if part not in marks) if marks else piece


def _flags(words: list[Word]) -> tuple[list[bool], list[bool]]:
    return [word.bold for word in words], [word.italic for word in words]


def _without(text: str, ranges: Sequence[DateRange]) -> str:
    for span in reversed(ranges):
        text = f"{text[: span.begin]}   {text[span.stop :]}"
    text = re.sub(r"\(([^()]*?)[\s,;–-]* {3}[\s,;]*\)", r"(\1)", text) if ranges else text
    return re.sub(r"\(\s*\)", " ", text) if ranges else text


def _trimmed(piece: str) -> str:
    """A piece without separators at its ends; brackets stay when both are there."""
    piece = piece.strip(" \t,;:|•·∙◦⋅–—-/")
    if piece.count("(") != piece.count(")"):
        piece = piece.strip(_EDGE)
    if piece.startswith("(") and piece.endswith(")") and piece.count("(") == 1:
        piece = piece[1:-1].strip()
    piece = _CONNECTORS.sub("", piece).strip()
    return piece if re.search(r"\w", piece) else ""


def _placed(piece: str) -> Iterator[tuple[str, bool]]:
    """A piece with the place at its end taken off: "Cook, Hotel Aurora, Lyon, France"."""
    if not piece:
        return
    if address_score(piece) and _STREET_START.match(piece) and not count("titles", piece):
        yield piece, True
        return
    inner = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", piece)
    told = inner is not None and (place_score(inner[2]) == 2 or bool(_BEHIND.search(inner[1])))
    if inner and told and place_score(inner[2]) and place_score(piece) == 0:
        yield inner[1], False
        yield inner[2], True
        return
    if place_score(piece) == 2 and all(one.count(",") <= 1 for one in several(piece)):
        yield piece, True
        return
    parts = [part.strip() for part in piece.split(",")]
    if town := _in_town(parts[-1]):
        yield ", ".join([*parts[:-1], town[1]]), False
        yield town[2], True
        return
    for take in (2, 1):
        tail = ", ".join(parts[-take:])
        words = parts[-2] if take == 2 and is_region(parts[-1]) else tail  # "CO" is Colorado, no company
        plain = not any(count(name, words) for name in ("companies", "schools", "titles", "degrees"))
        if (
            len(parts) > take
            and place_score(tail) >= take
            and (plain or (take == 1 and place_score(tail) == 2))
            and not re.search(r"\d", tail)
        ):
            yield ", ".join(parts[:-take]), False
            yield tail, True
            return
    yield piece, False


def _in_town(text: str) -> re.Match[str] | None:
    """A name with the city that it is in, no title with its subject: "Hotel Aurora te Zwolle"."""
    match = _IN_TOWN.fullmatch(text)
    told = match is not None and not count("titles", _AT_WORD.split(match[1])[-1])
    return match if match and told and is_city(match[2]) else None


def _runs_of_style(cell: Cell) -> Iterator[list[Word]]:
    """The words of a cell, parted where bold or italic letters begin or end.

    *Not between scripts:* a font for Chinese or Japanese seldom has bold letters.
    """
    run: list[Word] = []
    for word in cell.words:
        if (
            run
            and (word.bold, word.italic) != (run[-1].bold, run[-1].italic)
            and _real(word)
            and _real(run[-1])
            and _wide_script(word) == _wide_script(run[-1])
        ):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _real(word: Word) -> bool:
    return bool(re.search(r"[^\W_]", word.text))


def _wide_script(word: Word) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff]", word.text))
