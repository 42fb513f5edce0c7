"""Whether a passage asks or only wishes."""

import re

from jobwise.domain.posting import Importance
from jobwise.pipeline.ad.passages import Passage

_NICE = re.compile(
    r"\b(?:preferred|preferabl\w+|prefer|a plus|(?:big|huge|strong|definite|added)? ?plus\b|nice to have|desir\w+|bonus"
    r"|advantage\w*|ideally|helpful|beneficial|an asset|would be (?:good|great|nice|useful)|not required|optional"
    r"|von vorteil|wünschenswert|idealerweise|un plus|serait|idéalement|souhait\w+|apprécié\w*|valorable"
    r"|se valorará\w*|deseable)\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:must|required|requires?|mandatory|essential|at least|minimum|necessary|need(?:s|ed)?|zwingend|erforderlich"
    r"|vorausgesetzt|exigé\w*|indispensable|obligatoire|imprescindible|necesari[oa])\b",
    re.IGNORECASE,
)


def importance_at(passage: Passage, offset: int) -> Importance:
    """Importance of what stands at an offset of the passage's text: the nearest cue, else the section."""
    clause = _clause(passage.text, offset)
    nice, must = _NICE.search(clause), _MUST.search(clause)
    if nice and not (must and "not required" not in clause.casefold() and must.start() > nice.end()):
        return "nice"
    if must:
        return "must"
    return "nice" if passage.section == "nice" else "must"


def _clause(text: str, offset: int) -> str:
    """The part of a sentence around an offset, cut at semicolons, brackets and "but"."""
    borders = [m.start() for m in re.finditer(r";|\bbut\b|\. |[()]", text)]
    start = max((b for b in borders if b <= offset), default=0)
    end = min((b for b in borders if b > offset), default=len(text))
    clause = text[start:end]
    rest = text[end : end + 30]
    return clause + rest if re.match(r"\(\s*(?:preferred|a plus|desired|optional|required)", rest) else clause
