"""The versions that runs work with: the files' are the default, others are added and chosen, all are kept."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import cast

from jobwise.domain.account import Actor
from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.prompt import Prompt, Version
from jobwise.domain.prompt_lab import KeptVersion
from jobwise.domain.role import Role
from jobwise.errors import Conflict, ModelFailed, NotFound
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.authors import HOUSE, author_name
from jobwise.services.case_trial import Versions

READING, WRITING, ENGINE = "reading", "writing", "engine"
"""Ids of versions."""


class PromptRegistry:
    """What models are asked with, and what the offline engine goes by.

    *Why kept:* a run names its versions, and files change with the program.
    """

    def __init__(self, transactions: Transactions, files: Mapping[str, Version], clock: Clock) -> None:
        """files: id -> the version that is used unless told otherwise."""
        self._transactions, self.files, self._clock = transactions, files, clock

    def current(self, prompt_id: str) -> Prompt:
        """The prompt that the next call is made with."""
        with self._transactions(reading=True) as work:
            return self.current_in(work, prompt_id)

    def current_in(self, work: UnitOfWork, prompt_id: str) -> Prompt:
        """The same, for who has a transaction open."""
        return cast(Prompt, self.active_in(work, prompt_id))

    def active_in(self, work: UnitOfWork, prompt_id: str) -> Version:
        """The version of a prompt, or of the engine's settings, that is in use."""
        return work.prompts.chosen(prompt_id) or self.files[prompt_id]

    def engine(self) -> EngineSettings:
        """The settings that the next run of the offline engine goes by."""
        with self._transactions(reading=True) as work:
            return self.engine_in(work)

    def engine_in(self, work: UnitOfWork) -> EngineSettings:
        """The same, for who has a transaction open."""
        return cast(EngineSettings, self.active_in(work, ENGINE))

    def current_versions(self) -> Versions:
        """What a run that begins now works with."""
        with self._transactions(reading=True) as work:
            return Versions(
                self.current_in(work, READING), self.current_in(work, WRITING), self.engine_in(work)
            )

    def used(self, prompt_id: str) -> Prompt:
        """The prompt for a call that is made now. Raises: ModelFailed where its version has another text."""
        with self._transactions() as work:
            prompt = self.current_in(work, prompt_id)
            known = work.prompts.get(prompt.label)
        if known is None:
            with suppress(Conflict), self._transactions() as work:  # another run may be first
                work.prompts.keep(prompt, self._clock())
        elif known.asked != prompt.asked:
            raise ModelFailed(
                f"The prompt {prompt.label} was changed without a new number",
                "Whoever runs JobWise gives it one; until then, finish without a model.",
                code="prompt-changed",
            )
        return prompt

    def version(self, label: str) -> Prompt | None:
        """A prompt that was used, such as "writing@1"; None for one of before they were kept."""
        with self._transactions(reading=True) as work:
            kept = work.prompts.get(label)
        return kept if isinstance(kept, Prompt) else None

    def version_of(self, label: str) -> Version:
        """A version that was used, was added, or comes with JobWise. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return self.version_in(work, label)

    def version_in(self, work: UnitOfWork, label: str) -> Version:
        """The same, for who has a transaction open. The id alone names the one of the file.

        Raises: NotFound.
        """
        file = self.files.get(label.partition("@")[0])
        kept = work.prompts.get(label) if file else None
        version = kept or (file if file and label in (file.id, file.label) else None)
        if version is None:
            raise NotFound(
                f"There is no version {label}", "List them to see which there are.", code="not-found"
            )
        return version

    def list(self, actor: Actor) -> Sequence[KeptVersion]:
        """Every version that can be used, by id and number. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions(reading=True) as work:
            kept = {one.label: (one, at) for one, at in work.prompts.list() if one.id in self.files}
            files = {one.label: one for one in self.files.values()}
            records = work.prompts.records()
            active = {self.active_in(work, prompt_id).label for prompt_id in self.files}
            names = {author: author_name(work, actor, author) for author, _ in records.values()}
        known = {label: (version, None) for label, version in files.items()} | kept
        versions = [
            KeptVersion(
                version=version,
                state="active"
                if label in active
                else "archived"
                if _is_away(records, label)
                else "candidate",
                author=names.get(records[label][0], HOUSE) if label in records else HOUSE,
                at=at if label in records else None,
                is_shipped=label in files,
            )
            for label, (version, at) in known.items()
        ]
        order = list(self.files)
        return sorted(versions, key=lambda one: (order.index(one.version.id), one.version.version))


def _is_away(records: Mapping[str, tuple[str, object]], label: str) -> bool:
    return label in records and records[label][1] is not None
