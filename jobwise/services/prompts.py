"""The versions of the prompts: the files' are the default, others are added and chosen, all are kept."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.prompt import Prompt, Version, variables
from jobwise.domain.role import Role
from jobwise.errors import BadSetting, Conflict, ModelFailed, NotFound
from jobwise.ports import Clock, Transactions, UnitOfWork


class PromptRegistry:
    """What models are asked with. *Why kept:* a run names its prompt, and files change with the program."""

    def __init__(self, transactions: Transactions, files: Mapping[str, Prompt], clock: Clock) -> None:
        """files: id -> the prompt that is used unless told otherwise."""
        self._transactions, self._files, self._clock = transactions, files, clock

    def current(self, prompt_id: str) -> Prompt:
        """The prompt that the next call is made with."""
        with self._transactions() as work:
            return self.current_in(work, prompt_id)

    def current_in(self, work: UnitOfWork, prompt_id: str) -> Prompt:
        """The same, for who has a transaction open."""
        return work.prompts.chosen(prompt_id) or self._files[prompt_id]

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
        with self._transactions() as work:
            return work.prompts.get(label)

    def list(self, actor: Actor) -> Sequence[Prompt]:
        """Every version that can be used, by id and number. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            kept = {prompt.label: prompt for prompt in work.prompts.list() if prompt.id in self._files}
        known = {prompt.label: prompt for prompt in self._files.values()} | kept
        return sorted(known.values(), key=lambda prompt: (prompt.id, prompt.version))

    def add(self, actor: Actor, prompt: Version) -> None:
        """Keep a further version; it is not used before it is chosen.

        Raises: NotFound, BadSetting where it could not stand in for the file's, or its number is taken.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        shape = self._files.get(prompt.id)
        if shape is None or not isinstance(prompt, Prompt) or _shape(prompt) != _shape(shape):
            raise BadSetting(
                f"{prompt.label} is no version of a prompt of JobWise",
                "It needs the id, the stage, the tasks and, in each part, the variables of the prompt that "
                "comes with JobWise.",
                code="prompt",
            )
        with self._transactions() as work:
            known = work.prompts.get(prompt.label) or (shape if shape.label == prompt.label else None)
            if known:
                raise _other_text(prompt)
            work.prompts.keep(prompt, self._clock())
            work.audit.note(self._clock(), actor.id, Action.PROMPT_ADDED, prompt.label, {})

    def use(self, actor: Actor, label: str) -> Prompt:
        """Ask with this version from the next call on, for everybody; the file's is named by its id alone.

        Raises: NotFound.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        prompt_id = label.partition("@")[0]
        file = self._files.get(prompt_id)
        with self._transactions() as work:
            kept = work.prompts.get(label)
            prompt = kept or (file if file and label in (file.id, file.label) else None)
            if file is None or prompt is None:
                raise NotFound(
                    f"There is no prompt {label}", "List them to see which there are.", code="not-found"
                )
            work.prompts.choose(prompt_id, label if kept else None, self._clock())
            work.audit.note(self._clock(), actor.id, Action.PROMPT_CHOSEN, prompt.label, {})
        return prompt


def _shape(prompt: Prompt) -> tuple[object, ...]:
    """What the code that fills a prompt counts on."""
    tasks = {task: variables(words) for task, words in prompt.tasks.items()}
    return prompt.stage, variables(prompt.shared), tasks


def _other_text(prompt: Prompt) -> BadSetting:
    return BadSetting(
        f"The prompt {prompt.label} is there already",
        "Give it a new version number, so that runs say truly what they were made with.",
        code="prompt",
    )
