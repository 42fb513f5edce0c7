"""What is asked for in words that no table knows: the objects of "experience with" and short list lines."""

import re
from collections.abc import Iterator

from jobwise.pipeline.ad.asked import Asked, asked_in
from jobwise.pipeline.ad.passages import Passage

_OBJECT = re.compile(
    r"(?:experience|expertise|proficien(?:cy|t)|skilled|knowledge|understanding|familiar(?:ity)?|background|competen(?:ce|t)|"
    r"training|certifi(?:ed|cation)|fluency|exposure|command|mastery|kenntnisse|erfahrung|connaissance|maîtrise|conocimientos?|experiencia)"
    r"\s+(?:and (?:knowledge|understanding|experience) )?(?:with|in|of|using|on|about|working with|im|in der|mit|de|en|des?|du)\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|;|\band/or\b|\band\b|\bor\b|/|&|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\bo\b)\s*(?:and |or )?",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"[.;:()\n]|\s(?:to|that|which|who|is|are|in order|preferred|required|a plus|desired|within|including|such as|as well|"
    r"for|at|from|would|will|must|should|with|when|while|by|through|based|is a|on)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:the|a|an|all|other|various|our|your|basic|strong|good|excellent|solid|proven|some|any|similar|related|relevant|"
    r"general|working|current|modern|e\.g\.?|i\.e\.?|least|both|hands[- ]on|deep|in[- ]depth|thorough|advanced|"
    r"preferably|minimum|one|more|etc)\s+",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"^(?:experience|similar|related|field|role|position|environment|industry|equivalent|work|the|team|etc|others?|company|"
    r"level|least|skills?|ability|degree|years?|preferred|required|plus|knowledge|candidates?|us|you|we|it|this|that|job|area)$"
    r"|\b(?:years?|you|your|we|our|us|candidate|company|degree|ability|who|must|will)\b",
    re.IGNORECASE,
)


def objects_in(passage: Passage) -> Iterator[Asked]:
    """What follows "experience with", "knowledge of" and the like, and short list lines of a must section."""
    for match in _OBJECT.finditer(passage.text):
        stop = _OBJECT_END.search(passage.text, match.end())
        end = stop.start() if stop else len(passage.text)
        yield from _listed(passage, match.end(), end)
    if passage.section in {"must", "nice"} and len(passage.text.split()) <= 4 and ":" not in passage.text:
        yield from _listed(passage, 0, len(passage.text.rstrip(" .,;")))


def _listed(passage: Passage, start: int, end: int) -> Iterator[Asked]:
    position = start
    for separator in [*_SPLIT.finditer(passage.text, start, end), None]:
        stop = separator.start() if separator else end
        first, words = position, passage.text[position:stop]
        while lead := _LEAD.match(words):
            first, words = first + lead.end(), words[lead.end() :]
        words = words.rstrip(" .,-")
        if (
            words
            and 2 < len(words) <= 45
            and len(words.split()) <= 4
            and not _NO_SUBJECT.search(words.strip())
        ):
            yield asked_in(passage, first, first + len(words), "knowledge")
        position = separator.end() if separator else end
