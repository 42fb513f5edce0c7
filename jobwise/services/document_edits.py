"""A person changes a document, or brings an older one back, and all that follows from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from jobwise.domain.account import Actor
from jobwise.domain.documents import Design, Document, Documents, Line
from jobwise.domain.run import Stage
from jobwise.errors import Conflict, NotCarried, NotFound
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.recording import record
from jobwise.services.stage_runner import material_of
from jobwise.services.stage_work import ORDER, Material, Result, Tools, input_key, work_on

EDITED = "You changed this line."
OWN_WORDS = "You took your own words back."
LEFT_OUT = "You left a line out."
PUT_BACK = "You put a line back in."
_ONLY_WITH = re.compile(r"\(without “(.+?)”\)")
MAY_GO = frozenset({"bullet", "text", "skills"})
"""Roles of lines that a document can do without."""


class Edit(NamedTuple):
    """The documents as a person wants them. `parent`: the version they come from, None: the newest."""

    documents: Documents
    what: str
    parent: int | None = None


class Redone(NamedTuple):
    """A stage that ran again, with its input's hash."""

    stage: Stage
    key: str
    result: Result


class DocumentEditor:
    """Changes the documents, then runs the last two stages again.

    *Why stage 3's output is changed:* the gate stands behind every writer, a person too. The output
    keeps its input's hash, so that a later run keeps the edit; it is marked, so no other run takes it.
    """

    def __init__(self, transactions: Transactions, tools: Tools, clock: Clock) -> None:
        self._transactions = transactions
        self._tools = tools
        self._clock = clock

    def change(
        self, actor: Actor, application_id: str, line_id: str, text: str | None, *, newest: int | None = None
    ) -> None:
        """See `ApplicationService.change_line`. Raises: NotFound, Conflict, NotCarried."""

        def changed(material: Material) -> Edit:
            shown = material.report().documents
            documents = with_line(material.documents(), shown, line_id, text)
            return Edit(documents, EDITED if text is not None else OWN_WORDS)

        self._edit(actor, application_id, changed, said="" if text is None else line_id, newest=newest)

    def leave_out(self, actor: Actor, application_id: str, line_id: str) -> None:
        """See `ApplicationService.leave_out`. Raises: NotFound, Conflict."""

        def shorter(material: Material) -> Edit:
            return Edit(without_line(material.documents(), line_id), LEFT_OUT)

        self._edit(actor, application_id, shorter)

    def put_back(self, actor: Actor, application_id: str, fact_id: str) -> None:
        """See `ApplicationService.put_back`. Raises: NotFound, Conflict."""

        def longer(material: Material) -> Edit:
            before = self._resumes(actor, application_id)
            return Edit(with_old_line(material.documents(), before, fact_id), PUT_BACK)

        self._edit(actor, application_id, longer)

    def _resumes(self, actor: Actor, application_id: str) -> Iterator[Document]:
        """The résumés that were, newest first, each read when asked for, with no transaction open."""
        with self._transactions() as work:
            numbers = [version.number for version in work.applications.versions(actor, application_id)]
        for number in sorted(numbers, reverse=True):
            with self._transactions() as work:
                version = work.applications.version(actor, application_id, number)
            yield version.documents.resume

    def restore(self, actor: Actor, application_id: str, number: int, *, newest: int | None = None) -> None:
        """See `ApplicationService.restore`. Raises: NotFound, Conflict."""

        with self._transactions() as work:
            version = work.applications.version(actor, application_id, number)
        edit = Edit(version.documents, f"You brought back version {number}.", parent=number)
        self._edit(actor, application_id, lambda _: edit, newest=newest)

    def redesign(self, actor: Actor, application_id: str, design: Design) -> None:
        """See `ApplicationService.set_design`. Raises: NotFound, Conflict."""
        with self._transactions() as work:
            checked = _checked_key(work, actor, application_id)
            material = material_of(work, actor, application_id, ORDER[-1])
        request = material.request.model_copy(update={"design": design})
        redone = self._redone(replace(material, request=request))
        with self._transactions() as work:
            _must_be(checked, work, actor, application_id)
            work.applications.set_design(actor, application_id, design, self._clock())
            for stage, key, result in redone:
                record(work, actor, application_id, stage, key, result, self._clock(), what=None)

    def _edit(
        self,
        actor: Actor,
        application_id: str,
        make: Callable[[Material], Edit],
        *,
        said: str = "",
        newest: int | None = None,
    ) -> None:
        """Make the edit whole. said: the line whose words are a person's; they are kept as they are or not
        at all. newest: the version that has to be the newest one, None for whichever is."""
        with self._transactions() as work:
            if newest not in (None, work.applications.last_version(actor, application_id)):
                raise _changed_since()
            checked = _checked_key(work, actor, application_id)
            material = material_of(work, actor, application_id, ORDER[-1])
        edit = make(material)
        material = material.with_output(Stage.DOCUMENT_GENERATOR, edit.documents.model_dump_json())
        redone = self._redone(material, said)
        with self._transactions() as work:
            _must_be(checked, work, actor, application_id)
            self._keep(work, actor, application_id, edit, redone)

    def _redone(self, material: Material, said: str = "") -> list[Redone]:
        """The last two stages again: gate and score, then the files. Raises: NotCarried for `said`."""
        redone: list[Redone] = []
        for stage in (Stage.QUALITY_VALIDATOR, Stage.PDF_EXPORTER):
            result = work_on(stage, material, self._tools)
            for finding in result.report.findings if result.report else ():
                if finding.line_id == said:
                    raise _not_carried(finding.claim)
            redone.append(Redone(stage, input_key(stage, material), result))
            material = material.with_output(stage, result.output)
        return redone

    def _keep(
        self, work: UnitOfWork, actor: Actor, application_id: str, edit: Edit, redone: Sequence[Redone]
    ) -> None:
        kept = work.applications
        output = edit.documents.model_dump_json()
        kept.save_output(actor, application_id, Stage.DOCUMENT_GENERATOR, None, output, edited=True)
        parent = edit.parent or kept.last_version(actor, application_id)
        now = self._clock()
        for stage, key, result in redone:
            record(work, actor, application_id, stage, key, result, now, what=edit.what, parent=parent)


def with_line(documents: Documents, shown: Documents, line_id: str, text: str | None) -> Documents:
    """The documents with one line in other words; None puts the person's own words back.

    `shown` are the documents after the gate: a line is changed from what the person saw there.
    Raises: NotFound.
    """
    if text is not None and not text.strip():
        raise Conflict("A line cannot be empty", "Write something, or use your own words.", code="empty-line")
    for kind in ("resume", "cover_letter"):
        seen = _find(getattr(shown, kind), line_id)
        if seen is not None and _find(getattr(documents, kind), line_id) is not None:
            changed = _changed(seen, text)
            return documents.model_copy(update={kind: _replaced(getattr(documents, kind), changed)})
    raise NotFound("This line is not there any more", "Load the page again.", code="no-line")


def without_line(documents: Documents, line_id: str) -> Documents:
    """The documents without one line. Raises: NotFound."""
    for kind in ("resume", "cover_letter"):
        document: Document = getattr(documents, kind)
        line = _find(document, line_id)
        if line is not None and line.role in MAY_GO:
            kept = tuple(other for other in document.lines if other is not line)
            return documents.model_copy(update={kind: document.model_copy(update={"lines": kept})})
    raise NotFound("This line is not there any more", "Load the page again.", code="no-line")


def with_old_line(documents: Documents, before: Iterable[Document], fact_id: str) -> Documents:
    """The documents with the line on a fact that an earlier résumé had, behind what stood before it there.

    Raises: NotFound.
    """
    present = {line.id: place for place, line in enumerate(documents.resume.lines)}
    for resume in before:
        for place, line in enumerate(resume.lines):
            if fact_id in line.sources and line.role in MAY_GO and line.id not in present:
                above = (present[other.id] for other in reversed(resume.lines[:place]) if other.id in present)
                at = next(above, -1) + 1
                lines = (*documents.resume.lines[:at], line, *documents.resume.lines[at:])
                return documents.model_copy(
                    update={"resume": documents.resume.model_copy(update={"lines": lines})}
                )
    raise NotFound("This line was in no version", "Run the application again.", code="no-line")


def _not_carried(claim: str) -> NotCarried:
    """What is told of a claim: the words that are not there, and those without which others do not stand."""
    only_with = dict.fromkeys(_ONLY_WITH.findall(claim))
    words = {word.casefold(): word for word in claim.split(", ") if not _ONLY_WITH.search(word)}.values()
    told = [word for word in words if not any(word != other and word in other.split() for other in words)]
    said = [f"Not in it: {', '.join(told)}."] if told else []
    said += [f"It says so only with: {', '.join(only_with)}."] if only_with else []
    return NotCarried(
        "Your profile does not say this",
        f"{' '.join(said)} Nothing was changed. Say it with what is there, or add what is true to your "
        "profile.",
        code="not-carried",
    )


def _changed(line: Line, text: str | None) -> Line:
    """*Why a draft counts as own words:* a sentence of ours is what stood there before a model wrote."""
    own = line.original or (line.draft.text if line.draft else line.text)
    if text is None:
        why = OWN_WORDS if own != line.text else ""
        change = {"text": own, "original": "", "change": "kept", "why": why, "draft": None}
        return line.model_copy(update=change)
    return line.model_copy(
        update={"text": " ".join(text.split()), "original": own, "change": "reworded", "why": EDITED}
    )


def _find(document: Document, line_id: str) -> Line | None:
    return next((line for line in document.lines if line.id == line_id), None)


def _replaced(document: Document, changed: Line) -> Document:
    lines = tuple(changed if line.id == changed.id else line for line in document.lines)
    return document.model_copy(update={"lines": lines})


def _must_be(checked: str, work: UnitOfWork, actor: Actor, application_id: str) -> None:
    """Raises: Conflict when the documents are no longer those that the change was made from."""
    if _checked_key(work, actor, application_id) != checked:
        raise _changed_since()


def _changed_since() -> Conflict:
    return Conflict(
        "The documents were changed in another window",
        "Load the page again, then make your change.",
        code="documents-changed",
    )


def _checked_key(work: UnitOfWork, actor: Actor, application_id: str) -> str:
    """What names the present documents. Raises: NotFound, Conflict while the run has not ended."""
    _, state = work.applications.run(actor, application_id)
    checked = work.applications.output(actor, application_id, Stage.QUALITY_VALIDATOR)
    if state != "done" or checked is None:
        raise Conflict("The documents are not ready", "Wait until the run is done.", code="not-done")
    return checked[0]
