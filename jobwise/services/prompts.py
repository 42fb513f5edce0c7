"""The versions of the prompts: those that come as files are the default, each that was used is kept."""

from collections.abc import Mapping
from contextlib import suppress

from jobwise.domain.prompt import Prompt
from jobwise.errors import BadSetting, Conflict
from jobwise.ports import Clock, Transactions


class PromptRegistry:
    """What models are asked with. *Why kept:* a run names its prompt, and files change with the program."""

    def __init__(self, transactions: Transactions, files: Mapping[str, Prompt], clock: Clock) -> None:
        """files: id -> the prompt that is used unless told otherwise."""
        self._transactions, self._files, self._clock = transactions, files, clock

    def current(self, prompt_id: str) -> Prompt:
        """The prompt that the next call is made with."""
        return self._files[prompt_id]

    def used(self, prompt_id: str) -> Prompt:
        """The prompt for a call that is made now. Raises: BadSetting where its version has another text."""
        prompt = self.current(prompt_id)
        known = self.version(prompt.label)
        if known is None:
            with suppress(Conflict), self._transactions() as work:  # another run may be first
                work.prompts.keep(prompt, self._clock())
        elif known != prompt:
            raise BadSetting(
                f"The prompt {prompt.label} has another text than when it was first used",
                "Give it a new version number, so that runs say truly what they were made with.",
                code="prompt",
            )
        return prompt

    def version(self, label: str) -> Prompt | None:
        """A prompt that was used, such as "writing@1"; None for one of before they were kept."""
        with self._transactions() as work:
            return work.prompts.get(label)
