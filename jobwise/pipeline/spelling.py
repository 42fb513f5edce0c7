"""The ad's spelling for a skill that the person spells another way: "PowerBI" -> "Power BI".

*Why only the same letters:* another name ("Postgres" for "PostgreSQL") is a word that the person never
wrote, and whoever compares the two texts would find it there. An acronym and the words it stands for
are one name in two lengths: the ad's form is put in brackets behind the person's, once.
"""

import re
from collections.abc import Iterable

from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.matching.skills import find_skills
from jobwise.pipeline.strengths import met

_KINDS = frozenset({"tool", "knowledge", "licence"})
_ACRONYM = re.compile(r"[A-Z]{2,6}s?")
_SMALL = frozenset({"and", "of", "the", "for", "in", "to"})
LONGEST_NAME = 4
"""Words that a skill's name has at most."""


class Spelling:
    """The swaps for one document: fact id -> (the person's words, the ad's words)."""

    def __init__(self, compiled: CompiledProfile, analysis: JobAnalysis) -> None:
        self._swaps: dict[str, list[tuple[str, str]]] = {}
        self._longer: dict[str, list[tuple[str, str]]] = {}
        self._said: set[str] = set()
        for requirement, match in met(compiled, analysis):
            if requirement.kind not in _KINDS:
                continue
            for evidence in match.evidence:
                own, theirs = evidence.text[evidence.start : evidence.end], requirement.text.strip()
                if may_stand_for(own, theirs) and (requirement.kind == "tool" or not _opens(own, theirs)):
                    self._swaps.setdefault(evidence.fact_id, []).append((own, theirs))
                elif is_long_form(own, theirs) or is_long_form(theirs, own):
                    self._longer.setdefault(evidence.fact_id, []).append((own, theirs))

    def apply(self, text: str, fact_ids: Iterable[str]) -> str:
        """The text with the ad's spelling for the skills of these facts; in printed order."""
        for fact_id in fact_ids:
            for own, theirs in self._longer.get(fact_id, ()):
                found = re.search(rf"(?<!\w){re.escape(own)}(?!\w)(?!\s*\()", text)
                if found and theirs not in self._said and theirs.casefold() not in text.casefold():
                    self._said.add(theirs)
                    text = f"{text[: found.end()]} ({theirs}){text[found.end() :]}"
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


def _opens(own: str, theirs: str) -> bool:
    """Whether the ad's words differ by the capital alone with which its line begins."""
    return own.casefold() == theirs.casefold() and theirs[1:].islower()


def is_long_form(acronym: str, words: str) -> bool:
    """Whether words are what an acronym stands for: the same known skill, and the initials agree."""
    if not _ACRONYM.fullmatch(acronym) or len(words.split()) < 2 or "(" in words:
        return False
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", words.casefold()) if word not in _SMALL)
    one, other = ({span.concept for span in find_skills(text)} for text in (acronym, words))
    return initials == acronym.removesuffix("s").casefold() and bool(one & other)


def _letters(name: str) -> str:
    return re.sub(r"[\s.\-/]", "", name).casefold()
