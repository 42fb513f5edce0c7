"""Whether a passage asks or only wishes."""

import re

from jobwise.domain.posting import Importance
from jobwise.pipeline.ad.passages import Passage

_NICE = re.compile(
    r"\b(?:prefer(?:red|ably|ence|able)?|(?:a|an|big|huge|strong|definite|added) (?:plus|bonus)\b"
    r"|plus(?=\s*(?:[.;!)]|$))"
    r"|nice to have|desir(?:ed|able)|a bonus|advantage\w*|ideally|helpful|beneficial|an asset|optional|handy"
    r"|(?<=[–:-] )nice|even better"
    r"|not (?:be )?required"
    r"|not (?:essential|necessary|mandatory)|would be (?:good|great|nice|useful|ideal)|useful|welcome"
    r"|(?:von|ein|als) (?:vorteil|plus)|wünschenswert|idealerweise|un plus|serait|idéalement"
    r"|souhait\w+|apprécié\w*"
    r"|valorable|se valorarán?\w*|deseables?|se valoran?|gern(?:e)? gesehen|wäre (?:schön|toll|gut|super)"
    r"|titolo preferenziale|preferibil\w+|gradit[aoie]\b|(?:è|sarà|costituisce) un plus"
    r"|(?:is|zijn) een (?:pr[eé]|plus)\b|pr[eé](?=\W*$)|mooi meegenomen|bij voorkeur|wenselijk"
    r"|diferencial|valoriza\w*|desejáve(?:l|is)|preferencialmente|dá-se preferência"
    r"|meriterande|(?:är|ses som) (?:ett|en) (?:plus|fördel|merit)|mile widzian\w+|atutem|dodatkowym)",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:must|(?<!not )required?|requires?|mandatory|(?<!not )essential|at least|minimum"
    r"|(?<!not )necessary|(?<!not )need(?:s|ed)?"
    r"|zwingend|erforderlich|vorausgesetzt|exigé\w*|indispensable|obligatoire|imprescindible|necesari[oa])\b",
    re.IGNORECASE,
)
_FOR_MORE = re.compile(r"\b(?:premium|extra|higher|additional) pay\b", re.IGNORECASE)
"""What only better pay asks for."""
_WISHED_AT_END = re.compile(rf"(?:{_NICE.pattern})\W*$", re.IGNORECASE)
_FORWARD = re.compile(r"preferably|ideally|idealerweise|idéalement", re.IGNORECASE)
"""Cues that speak of what comes after them."""
_NUMBER_BEFORE = re.compile(
    r"(?:,|\bwith|\bbut)\s+(?:one|two|three|four|five|six|seven|ten|\d+\+?)(?: (?:or more|years?))*\s+$",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"\b(?:strongly|highly|very|much|would be|is|are|not|an?|but|though|would"
    r"|be)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+\w")
_BORDER = re.compile(r";|\bbut\b|\. |\bhowever\b")
_NOT = re.compile(r"not |optional", re.IGNORECASE)
_NEAR = 120
_REACH = 600
"""Characters to each side in which a cue may stand. *Why:* an ad without a full stop is no longer to read."""


def importance_at(passage: Passage, start: int, end: int) -> Importance:
    """Importance of passage.text[start:end]: the nearest cue in its clause, else the section."""
    if _FOR_MORE.search(passage.text, max(0, start - _REACH), end + _REACH):
        return "nice"
    low, high = _clause(passage.text, start)
    cues: list[tuple[int, Importance]] = [
        *(
            (_distance(m, start, end), "nice")
            for m in _NICE.finditer(passage.text, low, high)
            if not (_speaks_of_other(m, passage.text, end) or _is_aside(m, passage.text, start, end))
        ),
        *((_distance(m, start, end), "must") for m in _MUST.finditer(passage.text, low, high)),
    ]
    if cues:
        return min(cues, key=lambda cue: cue[0])[1]
    return "nice" if passage.section == "nice" else "must"


def _speaks_of_other(cue: re.Match[str], text: str, end: int) -> bool:
    """Whether a cue is about what follows it, or about another number: "1 year, 2 preferred"."""
    if cue.start() < end:
        return False
    forward = _FORWARD.fullmatch(cue[0]) and _GOES_ON.match(text, cue.end())
    return bool(forward or _NUMBER_BEFORE.search(text[max(0, cue.start() - _REACH) : cue.start()]))


def _is_aside(cue: re.Match[str], text: str, start: int, end: int) -> bool:
    """Whether a cue stands in brackets and speaks of what they hold, or of the one thing right before them.

    "SolidWorks (CSWP a plus)" asks for SolidWorks, "German, Excel (preferred)" for German.
    """
    bracket = text.rfind("(", max(0, cue.start() - _NEAR), cue.start())
    if bracket < 0 or ")" in text[bracket : cue.start()] or bracket < start < cue.start():
        return False
    of_its_own = _STRENGTH.sub("", text[bracket + 1 : cue.start()]).strip()
    closed = text.find(")", cue.end())
    return bool(of_its_own) or (end <= bracket and "," in text[end:bracket]) or 0 <= closed < start


def is_wished(text: str, start: int) -> bool:
    """Whether the sentence part around an offset says that something would be liked; "not required" alone
    does not."""
    low, high = _clause(text, start)
    low, high = max(low, start - _NEAR), _end_of_sentence(text, high)
    return any(not _NOT.match(m[0]) for m in _NICE.finditer(text, low, high))


def _end_of_sentence(text: str, offset: int) -> int:
    """Where the sentence ends that an offset is in. *Why past a "but":* "not needed, but a plus"."""
    end = re.compile(r"[.;]\s|$").search(text, offset)
    return end.start() if end else len(text)


def ends_with_a_wish(text: str) -> bool:
    """Whether the words end as in "experience strongly preferred"."""
    return _WISHED_AT_END.search(text) is not None


def _distance(cue: re.Match[str], start: int, end: int) -> int:
    """Characters between a cue and the words; a cue usually follows what it speaks of."""
    return cue.start() - end if cue.start() >= end else 2 * (start - cue.end()) + 4


def _clause(text: str, offset: int) -> tuple[int, int]:
    """Borders of the part of a sentence around an offset."""
    first, last = max(0, offset - _REACH), min(len(text), offset + _REACH)
    borders = [match.start() for match in _BORDER.finditer(text, first, last)]
    return (
        max((border for border in borders if border <= offset), default=first),
        min((border for border in borders if border > offset), default=last),
    )
