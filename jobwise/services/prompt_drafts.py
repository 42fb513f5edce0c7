"""Versions that are still written: begun from one that is there, saved, checked, proposed as a candidate."""

import re
from collections.abc import Sequence

from jobwise.domain.account import Actor
from jobwise.domain.engine_settings import MOST_VERSIONS
from jobwise.domain.prompt import Version
from jobwise.domain.prompt_lab import Check, Draft
from jobwise.domain.role import Role
from jobwise.errors import BadSetting, UnusableEntry
from jobwise.pipeline.prompt_checks import MOST_BYTES, NUL, check, is_sound
from jobwise.ports import Clock, Transactions, UnitOfWork, VersionFiles
from jobwise.services.authors import author_name
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompts import PromptRegistry

MOST_DRAFTS = 200
_ID = re.compile(r"^id: *([a-z]{1,40}) *$", re.MULTILINE)


class PromptDrafts:
    """What prompt editors do before there is a version."""

    def __init__(
        self,
        transactions: Transactions,
        registry: PromptRegistry,
        lab: PromptLab,
        files: VersionFiles,
        clock: Clock,
    ) -> None:
        self._transactions, self._registry, self._lab = transactions, registry, lab
        self._files, self._clock = files, clock

    def list(self, actor: Actor) -> Sequence[Draft]:
        """All drafts, the one changed last first, authors as screens name them. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return [_named(work, actor, one) for one in work.prompts.drafts()]

    def get(self, actor: Actor, draft_id: str) -> Draft:
        """Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return _named(work, actor, work.prompts.draft(draft_id))

    def text(self, actor: Actor, label: str) -> str:
        """A version as the text of its file. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        return self._files.written(self._registry.version_of(label))

    def begin(self, actor: Actor, label: str) -> str:
        """A draft with the words of a version and the next number; gives its id.

        Raises: NotFound, UnusableEntry.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        version = self._registry.version_of(label)
        with self._transactions() as work:
            number = self._next(work, version.id)
        log = {**{n: why for n, why in version.changelog.items() if n < number}, number: f"After {label}."}
        text = self._files.written(version.model_copy(update={"version": number, "changelog": log}))
        return self._added(actor, version.id, text)

    def upload(self, actor: Actor, name: str, data: bytes) -> str:
        """A draft with the words of a file; gives its id. Raises: NotFound, UnusableEntry, BadSetting."""
        actor.must_be(Role.PROMPT_EDITOR)
        text = _decoded(data)
        return self._added(actor, self._named_in(text, name), text)

    def add_file(self, actor: Actor, name: str, data: bytes) -> Version:
        """Make a file a candidate at once, under the number that it gives itself.

        Raises: NotFound, UnusableEntry, BadSetting.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        text = _decoded(data)
        version = self.sound(actor, self._named_in(text, name), text)
        self._lab.add(actor, version)
        return version

    def save(self, actor: Actor, draft_id: str, text: str, changes: int) -> Draft:
        """Keep the text as it stands, sound or not. changes: how often it was saved when the person saw it.

        Raises: NotFound, UnusableEntry, Conflict where somebody saved it since.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        _must_be_text(text)
        with self._transactions() as work:
            return _named(
                work, actor, work.prompts.save_draft(draft_id, text, actor.id, self._clock(), changes)
            )

    def drop(self, actor: Actor, draft_id: str) -> None:
        """Throw a draft away. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            work.prompts.drop_draft(draft_id)

    def checks(self, actor: Actor, prompt_id: str, text: str) -> tuple[Check, ...]:
        """What is to be said about a text, also one that nobody saved. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        return check(text, self._registry.version_of(prompt_id), self._files.parsed)

    def read(self, actor: Actor, prompt_id: str, text: str) -> Version | None:
        """The version in a text, to look at it; None while it is not sound. Raises: NotFound."""
        sound = is_sound(self.checks(actor, prompt_id, text))
        return self._files.parsed(text, prompt_id) if sound else None

    def propose(self, actor: Actor, draft_id: str, changes: int) -> Version:
        """Make a draft a candidate with the next free number; it never changes from then on.

        Raises: NotFound, UnusableEntry, BadSetting with the first thing that is wrong, Conflict where
        somebody saved it since.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            draft = work.prompts.draft(draft_id)
        version = self.sound(actor, draft.prompt_id, draft.text)
        with self._transactions() as work:
            work.prompts.save_draft(draft_id, draft.text, actor.id, self._clock(), changes)
            number = self._next(work, version.id)
            log = {n: why for n, why in version.changelog.items() if n < min(number, version.version)}
            numbered = version.model_copy(
                update={"version": number, "changelog": {**log, number: version.why}}
            )
            work.prompts.drop_draft(draft_id)
            self._lab.add_in(work, actor, numbered)
        return numbered

    def sound(self, actor: Actor, prompt_id: str, text: str) -> Version:
        """The version in a text. Raises: NotFound, BadSetting with the first thing that is wrong."""
        wrong = [one for one in self.checks(actor, prompt_id, text) if one.level == "error"]
        if wrong:
            raise BadSetting(
                "This is no version of the prompt yet",
                f"{f'Line {wrong[0].line}: ' if wrong[0].line else ''}{wrong[0].sentence}",
                code="prompt",
            )
        version = self._files.parsed(text, prompt_id)
        self._lab.must_fit(version)
        return version

    def _named_in(self, text: str, name: str) -> str:
        """The id that a file gives itself. Raises: BadSetting."""
        found = _ID.search(text)
        if found is None or found[1] not in self._registry.files:
            raise BadSetting(
                f"{name} is no version of a prompt of JobWise",
                f"Its front matter has to have an id: one of {', '.join(self._registry.files)}.",
                code="prompt",
            )
        return found[1]

    def _added(self, actor: Actor, prompt_id: str, text: str) -> str:
        self._registry.version_of(prompt_id)
        _must_be_text(text)
        with self._transactions() as work:
            if work.prompts.count_drafts() >= MOST_DRAFTS:
                raise UnusableEntry(
                    f"There are {MOST_DRAFTS} drafts already",
                    "Throw away one that nobody needs.",
                    code="drafts",
                )
            return work.prompts.add_draft(prompt_id, text, actor.id, self._clock())

    def _next(self, work: UnitOfWork, prompt_id: str) -> int:
        known = [version.version for version, _ in work.prompts.list() if version.id == prompt_id]
        number = max([self._registry.files[prompt_id].version, *known]) + 1
        if number > MOST_VERSIONS:
            raise UnusableEntry(
                f"{prompt_id}@{number - 1} has the last number that there is",
                "Ask who runs JobWise to add yours as a file with a free number.",
                code="version",
            )
        return number


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _too_long()
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _must_be_text(text: str) -> None:
    """Whether it can be kept. Raises: UnusableEntry."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise _too_long()
    if NUL in text:
        raise UnusableEntry(
            "This is no text", "It holds a character of code 0. Save it anew as plain text.", code="no-text"
        )


def _too_long() -> UnusableEntry:
    return UnusableEntry(
        "This text is too long for a prompt",
        f"It is over {MOST_BYTES // 1024} KB. Cut it down to what a model has to know.",
        code="too-long",
    )


def _named(work: UnitOfWork, actor: Actor, draft: Draft) -> Draft:
    return draft.model_copy(update={"author": author_name(work, actor, draft.author)})
