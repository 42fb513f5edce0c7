"""The ad's spelling for a skill that the person spells another way: "PowerBI" -> "Power BI".

*Why only the same letters:* another name ("Postgres" for "PostgreSQL") is a word that the person never
wrote, and whoever compares the two texts would find it there.
"""

import re
from collections.abc import Iterable

from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.pipeline.ad_words import met

_KINDS = frozenset({"tool", "knowledge", "licence"})
LONGEST_NAME = 4
"""Words that a skill's name has at most."""


class Spelling:
    """The swaps for one document: fact id -> (the person's words, the ad's words)."""

    def __init__(self, compiled: CompiledProfile, analysis: JobAnalysis) -> None:
        self._swaps: dict[str, list[tuple[str, str]]] = {}
        for requirement, match in met(compiled, analysis):
            if requirement.kind not in _KINDS:
                continue
            for evidence in match.evidence:
                own, theirs = evidence.text[evidence.start : evidence.end], requirement.text.strip()
                if may_stand_for(own, theirs):
                    self._swaps.setdefault(evidence.fact_id, []).append((own, theirs))

    def apply(self, text: str, fact_ids: Iterable[str]) -> str:
        """The text with the ad's spelling for the skills of these facts."""
        for fact_id in fact_ids:
            for own, theirs in self._swaps.get(fact_id, ()):
                found = re.search(rf"(?<!\w){re.escape(own)}(?!\w)", text)
                if found:
                    text = f"{text[: found.start()]}{theirs}{text[found.end() :]}"
        return text


def may_stand_for(own: str, theirs: str) -> bool:
    """Whether the ad's words are the person's with other blanks, hyphens or capitals, fit to be printed."""
    if not own or not theirs or len(theirs.split()) > LONGEST_NAME or own == theirs:
        return False
    if theirs.islower() or theirs.isupper() != own.isupper():
        return False
    return _letters(own) == _letters(theirs)


def _letters(name: str) -> str:
    return re.sub(r"[\s.\-/]", "", name).casefold()
