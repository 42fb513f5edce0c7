"""Lets a model say lines better that our rules have written: what it is given, and what is taken of it.

*Why line by line:* each line keeps its facts, and the line behind it, to which the gate goes back.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jobwise.domain.base import Model
from jobwise.domain.documents import Document, Documents, Line
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelCall
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Fact, Profile
from jobwise.domain.prompt import Prompt, filled
from jobwise.pipeline.answer_room import room_for
from jobwise.pipeline.fence import fence, in_json
from jobwise.pipeline.placeholders import Placeholders

_MAY_CHANGE = frozenset({"bullet", "text"})
_NOT_FACTS = frozenset({"basics", "job", "today", "form"})
_DOUBLED = re.compile(r"\b([^\W\d_]{3,})\s+\1\b", re.IGNORECASE)
"""A word said twice: "five years' experience experience"."""
GROWTH, ROOM = 1.5, 60
"""A new line may be so many times as long as the old one, and so many characters more. *Why a limit at
all:* what grows beyond it is no rewording."""


class NewLine(Model):
    """A line in a model's words, with the facts that it says carry it."""

    id: str
    text: str
    facts: tuple[str, ...]


class NewLines(Model):
    """A model's answer."""

    lines: tuple[NewLine, ...]


class Rewording:
    """What a model is asked about the documents of one run."""

    def __init__(
        self,
        documents: Documents,
        compiled: CompiledProfile,
        analysis: JobAnalysis,
        profile: Profile,
        prompt: Prompt,
        secret: bytes,
    ) -> None:
        self._documents, self._prompt = documents, prompt
        both = (documents.resume, documents.cover_letter)
        self._hidden = Placeholders(profile, (line.text for document in both for line in document.lines))
        facts = in_json([self._fact(fact) for fact in profile.facts() if _may_be_sent(fact)])
        job = in_json(self._hidden.hide_in({**_job(analysis), "asks": list(_asks(compiled, analysis))}))
        self._shared = {"fence": fence(secret, facts), "facts": facts, "job": job}

    def values(self, task: str) -> Mapping[str, str] | None:
        """What the prompt's variables stand for in a task ("reword", "letter"), or None where there is
        nothing to say better."""
        document = self._document(task)
        lines = [self._given(line) for line in changeable(document)]
        return {**self._shared, "lines": in_json(lines), "language": document.language} if lines else None

    def call(self, task: str) -> ModelCall[NewLines] | None:
        """The call of a task, or None where there is nothing to say better."""
        values = self.values(task)
        if values is None:
            return None
        return ModelCall(
            prompt=self._prompt.label,
            system=self._prompt.system,
            shared=filled(self._prompt.shared, **values),
            task=filled(self._prompt.tasks[task], **values),
            shape=NewLines,
            most_tokens=room_for(values["lines"], self._prompt.most_tokens),
            schema_helps=self._prompt.hints.schema_helps,
        )

    def applied(self, task: str, answer: NewLines, by: str) -> Document:
        """The document with what can be taken of an answer; `by` names the model."""
        document = self._document(task)
        ours = {line.id: line for line in changeable(document)}
        said = {new.id: new for new in answer.lines if new.id in ours}
        new = {key: self._taken(ours[key], new, by) for key, new in said.items()}
        lines = tuple(new.get(line.id, line) for line in document.lines)
        return document.model_copy(update={"lines": lines})

    def _document(self, task: str) -> Document:
        return self._documents.resume if task == "reword" else self._documents.cover_letter

    def _taken(self, line: Line, new: NewLine, by: str) -> Line:
        """The line in the new words, or as it was where the answer is no rewording of it."""
        text = self._hidden.restore(" ".join(new.text.split()))
        facts = [source for source in line.sources if source not in _NOT_FACTS]
        if (
            not text
            or text == line.text
            or not new.facts
            or not set(new.facts) <= {*facts}
            or len(text) > GROWTH * len(line.text) + ROOM
            or (_DOUBLED.search(text) and not _DOUBLED.search(line.text))
        ):
            return line
        changes: dict[str, Any] = {
            "text": text,
            "why": f"{by} said it so, from the same facts.",
            "draft": line,
        }
        if line.role == "bullet":
            own = line.original or line.text
            changes |= {"original": own, "change": "reworded"}
        return line.model_copy(update=changes)

    def _given(self, line: Line) -> dict[str, Any]:
        facts = [source for source in line.sources if source not in _NOT_FACTS]
        return {"id": line.id, "text": self._hidden.hide(line.text), "facts": facts}

    def _fact(self, fact: Fact) -> dict[str, str]:
        values = {
            "id": fact.fact_id,
            "kind": fact.section,
            "of": fact.parent,
            "from": "" if fact.parent else fact.start_date or "",
            "to": "" if fact.parent else fact.end_date or "",
            "text": self._hidden.hide(fact.text),
        }
        return {name: value for name, value in values.items() if value}


def changeable(document: Document) -> Iterator[Line]:
    """The lines that a model may say better: those that rest on facts."""
    for line in document.lines:
        if line.role in _MAY_CHANGE and any(source not in _NOT_FACTS for source in line.sources):
            yield line


def _may_be_sent(fact: Fact) -> bool:
    """*Why not all:* no model sees how to reach the person, who speaks for them, or what was not read."""
    return fact.fact_id != "basics" and fact.section not in {"references", "unplaced"}


def _job(analysis: JobAnalysis) -> dict[str, str]:
    return {"title": analysis.title or "", "employer": analysis.employer or "", "language": analysis.language}


def _asks(compiled: CompiledProfile, analysis: JobAnalysis) -> Iterator[Mapping[str, Any]]:
    """What the job asks for, with the facts that answer it."""
    matches = {match.requirement_id: match for match in compiled.matches}
    for requirement in analysis.requirements:
        match = matches.get(requirement.id)
        answered = [e.fact_id for e in match.evidence] if match and match.verdict == "met" else []
        yield {"text": requirement.text, "importance": requirement.importance, "answered_by": answered}
