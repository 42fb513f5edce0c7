"""The ad's spelling for a skill that the person writes another way: "PowerBI" -> "Power BI".

*Why:* applicant systems search for the ad's words. Both names are of one concept in the taxonomy; a
short form and its long form are printed together, once.
"""

import re
from collections.abc import Iterable

from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.matching.skill_names import is_short_form, same_skill
from jobwise.matching.word_forms import fold
from jobwise.pipeline.ad_words import met

_KINDS = frozenset({"tool", "knowledge", "licence"})
LONGEST_NAME = 4
"""Words that a skill's name has at most."""


class Spelling:
    """The swaps for one document: fact id -> (the person's words, the ad's words)."""

    def __init__(self, compiled: CompiledProfile, analysis: JobAnalysis) -> None:
        self._swaps: dict[str, list[tuple[str, str]]] = {}
        self._expanded: set[str] = set()
        for requirement, match in met(compiled, analysis):
            if requirement.kind not in _KINDS:
                continue
            for evidence in match.evidence:
                own, theirs = evidence.text[evidence.start : evidence.end], requirement.text.strip()
                if evidence.how == "alias" and may_stand_for(own, theirs):
                    self._swaps.setdefault(evidence.fact_id, []).append((own, theirs))

    def apply(self, text: str, fact_ids: Iterable[str]) -> str:
        """The text with the ad's names for the skills of these facts."""
        for fact_id in fact_ids:
            for own, theirs in self._swaps.get(fact_id, ()):
                if not re.search(rf"(?<!\w){re.escape(theirs)}(?!\w)", text, re.IGNORECASE):
                    text = self._swap(text, own, theirs)
        return text

    def _swap(self, text: str, own: str, theirs: str) -> str:
        name = theirs
        if is_short_form(own, theirs) or is_short_form(theirs, own):
            if fold(own) in self._expanded:
                return text
            name = f"{theirs} ({own})"
        swapped, count = re.subn(rf"(?<!\w){re.escape(own)}(?!\w)", lambda _: name, text, count=1)
        if count:
            self._expanded.add(fold(own))
        return swapped


def may_stand_for(own: str, theirs: str) -> bool:
    """Whether the ad's words are another name of the person's, and fit to be printed."""
    if not own or not theirs or len(theirs.split()) > LONGEST_NAME or own.casefold() == theirs.casefold():
        return False
    if theirs.islower() and not own.islower():
        return False
    return same_skill(own, theirs)
