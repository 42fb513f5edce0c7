"""A candidate without what tells who they are: for a recruiter who looks at what somebody can do first.

*Why also what only hints at it:* years of graduation tell an age, and "she" a gender, as a name does.
What is taken out leaves a word in brackets, so that nobody takes the line for the candidate's own. Titles
of jobs stay as they are, though some languages give them a gender.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple, Self, TypeVar

from jobwise.domain.base import Model
from jobwise.domain.match import Evidence
from jobwise.domain.profile import Basics, Education, Profile
from jobwise.domain.source import SourceText
from jobwise.domain.vacancy import Candidate
from jobwise.matching.personal_words import PersonalWords
from jobwise.matching.telling_words import telling_words
from jobwise.pipeline.likely_names import likely_names

M = TypeVar("M", bound=Model)
SHOWN = {
    "NAME": "[name]",
    "EMAIL": "[contact]",
    "PHONE": "[contact]",
    "LINK": "[contact]",
    "ADDRESS": "[address]",
    "PERSONAL": "[personal]",
    "GENDER": "[…]",
    "NATION": "[nationality]",
    "YEAR": "[year]",
    "SCHOOL": "[school]",
}
"""Kind of what was taken out -> what stands there instead."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KEPT = frozenset({"fact_id", "language", "corrected", "doubts"})
_DATES = frozenset({"start_date", "end_date", "date", "release_date"})
_LINKS = frozenset({"url"})


class _Span(NamedTuple):
    start: int
    end: int
    kind: str


class Mask:
    """Takes out of any text what tells who one person is."""

    def __init__(self, profile: Profile, *, schools: bool = False, names: Sequence[str] = ()) -> None:
        """schools: the names of schools, too. names: what else the person may be called."""
        called = [profile.basics, *(profile.basics.model_copy(update={"name": name}) for name in names)]
        self._personal = tuple(map(PersonalWords, called))
        named = {school.institution for school in profile.education if len(school.institution) > 2}
        self._schools = tuple(sorted(named, key=len, reverse=True)) if schools else ()

    @classmethod
    def of(cls, candidate: Candidate, *, schools: bool = False) -> Self:
        """Of a candidate, by what they say they are called, or may be where no name was read."""
        profile = candidate.profile
        said = [fact.text for fact in profile.facts() if fact.fact_id in profile.corrected]
        told = [
            text[start:end] for text in said for start, end, kind in telling_words(text) if kind == "NAME"
        ]
        names = likely_names(profile, candidate.source.text, candidate.file_name)
        return cls(profile, schools=schools, names=(*names, *told))

    def text(self, text: str, *, years: bool = False) -> str:
        """The text without it. years: no year stays either, as in what is told of schooling."""
        return self._marked(text, (), years=years)[0]

    def evidence(self, evidence: Evidence) -> Evidence:
        """The evidence without it; its marks still stand around the same words."""
        years = evidence.fact_id.startswith("education")
        text, (start, end) = self._marked(evidence.text, (evidence.start, evidence.end), years=years)
        return evidence.model_copy(update={"text": text, "start": start, "end": end})

    def profile(self, profile: Profile) -> Profile:
        """The profile without it: no contact, no reference, no place in the file, no date of schooling."""
        masked = self._model(profile.model_copy(update={"basics": Basics(), "references": ()}))
        basics = Basics(
            name="", label=self.text(profile.basics.label), summary=self._value(profile.basics.summary)
        )
        education = tuple(map(self._schooling, profile.education))
        return masked.model_copy(update={"basics": basics, "education": education})

    def _schooling(self, school: Education) -> Education:
        bare = school.model_copy(update=dict.fromkeys(("start_date", "end_date")))
        return self._model(bare, years=True)

    def _model(self, model: M, *, years: bool = False) -> M:
        changes: dict[str, Any] = {}
        for name in type(model).model_fields:
            if name in _KEPT or name in _DATES:
                continue
            value = getattr(model, name)
            changes[name] = None if name == "place" else "" if name in _LINKS else self._value(value, years)
        return model.model_copy(update=changes)

    def _value(self, value: Any, years: bool = False) -> Any:
        if isinstance(value, str):
            return self.text(value, years=years)
        if isinstance(value, Model):
            return self._model(value, years=years)
        if isinstance(value, tuple):
            return tuple(self._value(one, years) for one in value)
        return value

    def _marked(self, text: str, marks: tuple[int, ...], *, years: bool) -> tuple[str, tuple[int, ...]]:
        """The text, and where places in it have gone; one inside of what was taken out goes to its edge."""
        parts, moved, last, length = [], list(marks), 0, 0
        for span in _joined(self._spans(text, years=years)):
            shown = SHOWN[span.kind]
            before = text[last : span.start]
            length += len(before)
            for place, mark in enumerate(marks):
                if span.start < mark < span.end:
                    moved[place] = length if place == 0 else length + len(shown)
                elif mark >= span.end:
                    moved[place] += len(shown) - (span.end - span.start)
            parts += [before, shown]
            length += len(shown)
            last = span.end
        return "".join([*parts, text[last:]]), tuple(moved)

    def _spans(self, text: str, *, years: bool) -> Iterator[_Span]:
        for start, end, kind in (span for words in self._personal for span in words.found(text)):
            yield _Span(start, end, kind if kind in SHOWN else "PERSONAL")
        for start, end, kind in telling_words(text):
            yield _Span(start, end, kind)
        if years:
            yield from (_Span(*match.span(), "YEAR") for match in _YEAR.finditer(text))
        for school in self._schools:
            at = text.find(school)
            while at >= 0:
                yield _Span(at, at + len(school), "SCHOOL")
                at = text.find(school, at + len(school))


def anonymised(candidate: Candidate, *, schools: bool = False) -> Candidate:
    """The candidate without what tells who they are.

    The text of the file goes whole: what of it was understood stands in the profile. So does each line that
    was not understood, since it may be of the head; an empty one is left for each.
    """
    mask = Mask.of(candidate, schools=schools)
    profile = mask.profile(candidate.profile)
    unread = tuple(line.model_copy(update={"text": "", "heading": ""}) for line in profile.unplaced)
    return candidate.model_copy(
        update={
            "file_name": plain_file_name(candidate),
            "profile": profile.model_copy(update={"unplaced": unread}),
            "source": SourceText(text="", pages=candidate.source.pages),
            "hidden": tuple(map(mask.text, candidate.hidden)),
            "orders": tuple(map(mask.text, candidate.orders)),
        }
    )


def nameless(candidate: Candidate) -> Candidate:
    """The candidate as a row of a list: nothing of the file but how many flags it has."""
    return candidate.model_copy(
        update={
            "file_name": candidate.file_name if candidate.revealed else plain_file_name(candidate),
            "profile": Profile(),
            "source": SourceText(text=""),
            "hidden": ("",) * len(candidate.hidden),
            "orders": ("",) * len(candidate.orders),
        }
    )


def plain_file_name(candidate: Candidate) -> str:
    """A name for the file that tells nothing: "Candidate 7.pdf"."""
    return f"Candidate {candidate.number}{PurePath(candidate.file_name).suffix.lower()[:6]}"


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Spans in order, those that overlap as one of the longest one's kind."""
    group: list[_Span] = []
    end = 0
    for span in sorted(spans):
        if group and span.start >= end:
            yield _one(group, end)
            group = []
        group.append(span)
        end = max(end, span.end) if len(group) > 1 else span.end
    if group:
        yield _one(group, end)


def _one(group: Sequence[_Span], end: int) -> _Span:
    longest = max(group, key=lambda span: span.end - span.start)
    return _Span(group[0].start, end, longest.kind)
