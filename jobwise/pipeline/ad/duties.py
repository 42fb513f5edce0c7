"""Duties that name no skill: a person should still see them."""

import re
from collections.abc import Iterator, Sequence

from jobwise.pipeline.ad.asked import Asked
from jobwise.pipeline.ad.denials import is_denied
from jobwise.pipeline.ad.passages import Passage

MOST_DUTIES = 8
_FEWEST_WORDS, _MOST_WORDS = 3, 30
_VERB_FIRST = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+,?\s+[a-zà-ÿ]")
_NOT_A_DUTY = re.compile(
    r"(?:We|Wir|Ihre?|Closing date|Deadline|Questions|Unsere?|Nous|Notre|Buscamos|Our|The|This|You"
    r"|Your|If|It|As|In|At|Are|Do|For"
    r"|With|To|Who|Why|All|Once|Winner|Join|Please"
    r"|Respond|Apply"
    r"|Backed|Call|Send|Come|Click|Start|Visit|There"
    r"|Located|Every|Here|Expect|Plenty|And|But|These|Those|They|He|She|Has|Have|Must|Able|Best|Strong"
    r"|Additional\w*"
    r"|Applications|Company|Qualified|Candidates?|Available|Bringing|Seeking|Work is|Learn how|Make a"
    r"|Under|Once|Founded"
    r"|Already|Any|No|Not|Only|During|Welcome|Compensation|Continuing|Generally|Energize|Noise|Protective"
    r"|Primary|Report this|Receiving|Other duties|An?|On|From|When|Since|Is|Be part|Be a part)\b"
    r"|.*\b(?:résumé|resume|apply|interested|online today|call us|your (?:career|life)|confidential)\b",
    re.IGNORECASE | re.DOTALL,
)


def duties_of(passages: Sequence[Passage], named: Sequence[Asked], names: Sequence[str]) -> Iterator[Asked]:
    """The first duties without a requirement of their own; none that begins with one of the names."""
    taken = {asked.passage.start for asked in named}
    first_words = {name.split()[0].casefold() for name in names if name}
    plain = [
        passage
        for passage in passages
        if passage.section == "duties" and not passage.heading and passage.start not in taken
        if _is_duty(passage.text) and passage.text.split()[0].casefold() not in first_words
    ]
    first_of = {passage.text: passage for passage in reversed(plain)}
    once = sorted(first_of.values(), key=lambda passage: passage.start)
    for passage in once[:MOST_DUTIES]:
        length = len(passage.text.rstrip(" .;"))
        yield Asked(passage.start, passage.start + length, "responsibility", "nice", None, None, passage)


def _is_duty(text: str) -> bool:
    """Whether a passage is a short sentence that begins with what one does."""
    fits = _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS
    if is_denied(text, len(text), len(text)) or is_denied(text, 0, len(text)):
        return False
    return fits and bool(_VERB_FIRST.match(text)) and not text.endswith("?") and not _NOT_A_DUTY.match(text)
