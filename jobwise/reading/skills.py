"""Sections that list things -> entries: skills, languages, interests."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from jobwise.domain.profile import Interest, Language, Skill
from jobwise.reading.drafting import Draft
from jobwise.reading.layout import Cell, Line
from jobwise.reading.lexicon import fold
from jobwise.reading.sections import Block
from jobwise.reading.wrapping import joined

_LIST = re.compile(r"\s*[,;•|·∙⋄◦▪]\s*|\s+/\s+|\s{3,}|、|，|；")
_LABEL = re.compile(r"^([^:,;•|]{2,50}?)\s*[:：]\s*(.*)$", re.S)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]$")
_BOTH = re.compile(r"\s*(\w+)\s+(?:and|&|et|und|y|e|en|i|och|και|и)\s+(\w+)\b")
_DRAWN = re.compile(r"[●○★☆■□▮▯⬤◯◉⚫⚪\s]{3,}$")
"""A level drawn as dots or stars: what they count is not told."""
_CUT = re.compile(r"(?:[,;•|·]|(?<=[\w)])\.)\s+([^\W\d_]+)(?![^()]*\))")
_OTHER_NAMES = frozenset(
    "castellano castilian castelhano valenciano vlaams flemish flamisch flamand mandarin mandarino mandarijn"
    " mandarim cantonese kantonesisch cantones farsi dari tagalog filipino".split()
)
"""What people call languages that CLDR names otherwise or by three letters."""
_LOCALES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru", "zh", "ja")


class _Group:
    """A label with the lines of its list."""

    def __init__(self, label: str, lines: list[Line], values: list[str]) -> None:
        self.label, self.lines, self.values = label, lines, values


def skills_of(draft: Draft, block: Block) -> list[Skill]:
    """Groups with their keywords; a list without a label gives a skill a word."""
    found = []
    for group in _groups(block.lines):
        place = draft.printout.place(group.lines)
        words = _split(joined(group.values))
        if group.label:
            identity = draft.new_id("skills", group.label, *words)
            keywords = tuple(draft.words("skills", word, place, group.label) for word in words)
            found.append(Skill(fact_id=identity, place=place, name=group.label, keywords=keywords))
        else:
            found += [Skill(fact_id=draft.new_id("skills", word), place=place, name=word) for word in words]
    return found


def interests_of(draft: Draft, block: Block) -> list[Interest]:
    """Interests, with what is told about them."""
    found = []
    for group in _groups(block.lines):
        place = draft.printout.place(group.lines)
        words = _split(joined(group.values))
        if group.label:
            identity = draft.new_id("interests", group.label, *words)
            keywords = tuple(draft.words("interests", word, place, group.label) for word in words)
            found.append(Interest(fact_id=identity, place=place, name=group.label, keywords=keywords))
        else:
            found += [
                Interest(fact_id=draft.new_id("interests", word), place=place, name=word) for word in words
            ]
    return found


def languages_of(draft: Draft, block: Block) -> list[Language]:
    """Languages with their level; what names no language is kept aside."""
    found: list[Language] = []
    for line in block.lines:
        pairs = list(_languages(line))
        if not pairs and found and not found[-1].fluency and len(line.text.split()) <= 8:
            found[-1] = found[-1].model_copy(update={"fluency": line.text.strip()})
        elif not pairs:
            draft.leave(block.title, [line])
        for language, fluency in pairs:
            identity = draft.new_id("languages", language)
            place = draft.printout.place([line])
            found.append(Language(fact_id=identity, place=place, language=language, fluency=fluency))
    return found


def _languages(line: Line) -> Iterator[tuple[str, str]]:
    """(language, fluency) for each language that a line names first in a part."""
    text = "   ".join(cell.text for cell in line.cells)
    label = _LABEL.match(text)
    if label and not is_language(label[1]) and is_language(label[2].split(",")[0]):
        yield from ((part.strip(), label[1].strip()) for part in label[2].split(",") if part.strip())
        return
    parts = [part for part in re.split(r"[,;•|·]\s*(?![^()]*\))|\s[–—]\s", text) if part.strip()]
    if len(parts) == 1 or not all(is_language(part) for part in parts):
        parts = _with_levels(text)
    for part in parts:
        both = _BOTH.match(part)
        if both and is_language(both[1]) and is_language(both[2]):
            level = part[both.end() :].strip(" :(–—-)")
            yield from ((language, level) for language in both.groups())
        elif is_language(part):
            pieces = re.split(r"\s*[:(–—|]\s*|\s+-\s+|\s{2,}|\t", part.strip(), maxsplit=1)
            if len(pieces) == 1 and len(part.split()) > 1 and is_language(part.split()[0]):
                pieces = part.split(maxsplit=1)
            level = _DRAWN.sub("", pieces[1]) if len(pieces) > 1 else ""
            yield _DRAWN.sub("", pieces[0]).strip(" ,"), re.sub(r"\s{2,}", " ", level).strip(" )")


def _with_levels(text: str) -> list[str]:
    """Each language with the words about it up to the next: "English: C1 (2017). French: good, spoken"."""
    cuts = [match for match in _CUT.finditer(text) if is_language(match[1])]
    starts = [0, *(match.start(1) for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    return [text[start:end].strip(" .") for start, end in zip(starts, ends, strict=True)]


def is_language(text: str) -> bool:
    """Whether one of the first words of a text names a language."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    return any(word in _language_names() for word in words[:3]) or fold(text.strip()) in _language_names()


@lru_cache(maxsize=1)
def _language_names() -> frozenset[str]:
    """What languages are called, in the languages of the word lists (Unicode CLDR)."""
    from babel import Locale

    names = (
        fold(name) for locale in _LOCALES for code, name in Locale(locale).languages.items() if len(code) == 2
    )
    return frozenset(name for name in names if len(name) > 2 or not name.isascii()) | _OTHER_NAMES


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    group: _Group | None = None
    for line in lines:
        label, value = _labelled(line)
        if label or group is None or not _carries_on(group, line):
            if group is not None:
                yield group
            group = _Group(label, [line], [value] if value else [])
        else:
            group.lines.append(line)
            group.values.append(value)
    if group is not None:
        yield group


def _labelled(line: Line) -> tuple[str, str]:
    """(label, list) of a line: by a colon, by a cell of its own, or by bold letters."""
    first, *others = line.cells
    match = _LABEL.match(first.text)
    if match and not match[2].startswith("//"):
        return match[1].strip(), _text([match[2], *(cell.text for cell in others)])
    if len(others) == 1 and len(first.text.split()) <= 5 and re.search(r"[,;]", others[0].text):
        return first.text, others[0].text
    bold = _bold_start(first)
    if bold and not others:
        return bold.strip(" :–—-|"), first.text[len(bold) :].strip(" :–—-|")
    return "", _text([cell.text for cell in line.cells])


def _bold_start(cell: Cell) -> str:
    """The bold words that a cell begins with, when others follow; or all, when it is a short bold line."""
    run: list[str] = []
    for word in cell.words:
        if not word.bold:
            break
        run.append(word.text)
    whole = len(run) == len(cell.words)
    return " ".join(run) if run and not whole and len(run) <= 5 else ""


def _text(parts: Sequence[str]) -> str:
    return " ; ".join(part for part in parts if part)


def _carries_on(group: _Group, line: Line) -> bool:
    """Whether a line goes on with a list: the line before was broken, or a label waits for its list."""
    if line.bullet is not None:
        return bool(group.label) and not group.values
    if not group.values:
        return True
    before = group.lines[-1]
    broken = group.values[-1].endswith((",", "-", "\u00ad", ";", "•")) or line.text[:1].islower()
    indented = bool(group.label) and line.left > group.lines[0].left + 3
    full = before.width > 0 and before.right - before.left > 0.9 * before.width and len(line.cells) == 1
    # Chinese and Japanese lines break anywhere: one that reaches the edge goes on
    to_the_edge = (
        _EAST_ASIAN.search(before.text) is not None and before.right > before.edge - 1.2 * before.size
    )
    return broken or indented or (full and line.gap < 0.75 and (len(before.text) > 40 or to_the_edge))


def _split(text: str) -> list[str]:
    """The words of a list; commas inside brackets part nothing."""
    out, depth, current = [], 0, ""
    for part in re.split(r"([()\[\]])", text):
        if part in "([" and part:
            depth += 1
            current += part
        elif part in ")]" and part:
            depth = max(0, depth - 1)
            current += part
        elif depth:
            current += part
        else:
            first, *more = _LIST.split(part)
            current += first
            for piece in more:
                out.append(current)
                current = piece
    out.append(current)
    return [word.strip(" .") for word in out if re.search(r"\w", word)]
