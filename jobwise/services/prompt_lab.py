"""What becomes of a version: it is added, takes the active one's place, goes back, is put away."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.experiment import Proof
from jobwise.domain.prompt import Prompt, Version, variables
from jobwise.domain.prompt_lab import Promotion, former
from jobwise.domain.role import Role
from jobwise.errors import BadSetting, Conflict, UnusableEntry
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.authors import HOUSE, author_name
from jobwise.services.prompts import PromptRegistry

LONGEST_REASON = 500
Prove = Callable[[str, str], Proof | None]
"""Gives what keeps a version from being promoted, or what speaks for it against another one; None where
nothing is known."""


class PromptLab:
    """What prompt editors do with versions. *Why apart from the registry:* runs need none of it."""

    def __init__(
        self, transactions: Transactions, registry: PromptRegistry, clock: Clock, proof: Prove
    ) -> None:
        self._transactions, self._registry, self._clock, self._proof = transactions, registry, clock, proof

    def add(self, actor: Actor, version: Version) -> None:
        """Keep a further version; it is not used before it is promoted.

        Raises: NotFound, BadSetting where it could not stand in for the file's, or its number is taken.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        self.must_fit(version)
        with self._transactions() as work:
            self.add_in(work, actor, version)

    def must_fit(self, version: Version) -> None:
        """Whether the code that fills it finds what it counts on. Raises: BadSetting."""
        file = self._registry.files.get(version.id)
        if file is None or shape(version) != shape(file):
            raise BadSetting(
                f"{version.label} is no version of a prompt of JobWise",
                "It needs the id, the stage, the tasks and, in each part, the variables of the prompt that "
                "comes with JobWise.",
                code="prompt",
            )

    def add_in(self, work: UnitOfWork, actor: Actor, version: Version) -> None:
        """The same as `add`, for who has a transaction open and has checked it. Raises: BadSetting."""
        if work.prompts.get(version.label) or self._registry.files[version.id].label == version.label:
            raise BadSetting(
                f"The prompt {version.label} is there already",
                "Give it a new version number, so that runs say truly what they were made with.",
                code="prompt",
            )
        work.prompts.keep(version, self._clock(), actor.id)
        work.audit.note(self._clock(), actor.id, Action.PROMPT_ADDED, version.label, {})

    def proof(self, actor: Actor, label: str) -> Proof | None:
        """What keeps a version from being promoted, or speaks for it against the active one.

        Raises: NotFound.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            version = self._registry.version_in(work, label)
            active = self._registry.active_in(work, version.id)
        return self._proof(version.label, active.label)

    def history(self, actor: Actor, prompt_id: str) -> Sequence[Promotion]:
        """What took whose place, newest first, authors as screens name them. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return [
                one.model_copy(update={"author": author_name(work, actor, one.author)})
                for one in reversed(work.prompts.promotions(prompt_id))
            ]

    def former(self, actor: Actor, prompt_id: str) -> str | None:
        """The version that rolling back leads to, None where there is none. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return former(work.prompts.promotions(prompt_id))

    def promote(self, actor: Actor, label: str, *, seen: int, reason: str, despite: bool = False) -> Version:
        """Use this version from the next call on, for everybody; the file's is named by its id alone.

        seen: the number of the newest promotion that the person saw, 0 for none. despite: although no
        experiment shows that it is better; the file's version needs none.
        Raises: NotFound, UnusableEntry, Conflict ("promoted", "active", "archived", "truth-worse",
        "unproven").
        """
        actor.must_be(Role.PROMPT_EDITOR)
        reason = _reason(reason)
        with self._transactions() as work:
            version = self._registry.version_in(work, label)
            active = self._registry.active_in(work, version.id)
            _must_be_newest(work, actor, version.id, seen)
            if active.label == version.label:
                raise Conflict(f"{version.label} is active already", "There is nothing to do.", code="active")
            if (work.prompts.records().get(version.label) or ("", None))[1] is not None:
                raise Conflict(
                    f"{version.label} is put away",
                    "Take it out again before you promote it.",
                    code="archived",
                )
        proof = self._proof(version.label, active.label)
        if proof and proof.truth_is_worse:
            raise Conflict(
                f"{version.label} cannot be promoted",
                f"In an experiment it claimed more than the facts carry oftener than {proof.before}, and "
                "none on as many cases has cleared it since. Make a new version that keeps to the facts.",
                code="truth-worse",
            )
        proven = proof and proof.comparisons and all(one.verdict == "better" for one in proof.comparisons)
        is_files = version.label == self._registry.files[version.id].label
        if not (proven or despite or is_files):
            raise Conflict(
                f"No experiment shows that {version.label} is better than {active.label}",
                "Try it in an experiment first, or say that you promote it all the same.",
                code="unproven",
            )
        with self._alone(actor, version.id, seen) as work:
            self._choose(work, actor, version, active, seen + 1, reason, Action.PROMPT_CHOSEN)
        return version

    def roll_back(self, actor: Actor, prompt_id: str, *, seen: int, reason: str) -> Version:
        """Use again what was active before. Raises: NotFound, UnusableEntry, Conflict."""
        actor.must_be(Role.PROMPT_EDITOR)
        reason = _reason(reason)
        with self._alone(actor, prompt_id, seen) as work:
            _must_be_newest(work, actor, prompt_id, seen)
            label = former(work.prompts.promotions(prompt_id))
            if label is None:
                raise Conflict(
                    "There is nothing to roll back to",
                    "Nothing was promoted yet. Promote the version that you want.",
                    code="no-former",
                )
            version = self._registry.version_in(work, label)
            active = self._registry.active_in(work, prompt_id)
            self._choose(work, actor, version, active, seen + 1, reason, Action.PROMPT_ROLLED_BACK)
        return version

    def put_away(self, actor: Actor, label: str) -> None:
        """Take a version out of what is offered. Raises: NotFound, Conflict for the active one, a file's."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            version = self._registry.version_in(work, label)
            if self._registry.active_in(work, version.id).label == label:
                raise Conflict(
                    f"{label} is active", "Promote another one first, or roll back.", code="active"
                )
            if label not in work.prompts.records():
                raise Conflict(
                    f"{label} comes with {HOUSE}", "It stays, so that there is a way back.", code="shipped"
                )
            work.prompts.put_away(label, self._clock())
            work.audit.note(self._clock(), actor.id, Action.PROMPT_ARCHIVED, label, {})

    def take_out(self, actor: Actor, label: str) -> None:
        """Offer a version again that was put away. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            self._registry.version_in(work, label)
            work.prompts.put_away(label, None)
            work.audit.note(self._clock(), actor.id, Action.PROMPT_ADDED, label, {})

    @contextmanager
    def _alone(self, actor: Actor, prompt_id: str, seen: int) -> Iterator[UnitOfWork]:
        """A transaction that puts down one promotion; who was second is told who was first."""
        try:
            with self._transactions() as work:
                yield work
        except Conflict as error:
            if error.code == "changed":
                with self._transactions() as work:
                    _must_be_newest(work, actor, prompt_id, seen)
            raise

    def _choose(
        self,
        work: UnitOfWork,
        actor: Actor,
        version: Version,
        before: Version,
        number: int,
        reason: str,
        action: Action,
    ) -> None:
        """*Why the file's are kept, too:* a newer file takes their place with an upgrade, not in here."""
        now = self._clock()
        work.prompts.add_promotion(
            Promotion(
                prompt_id=version.id,
                number=number,
                label=version.label,
                before=before.label,
                reason=reason,
                author=actor.id,
                at=now,
            )
        )
        for one in (version, before):
            if work.prompts.get(one.label) is None:
                work.prompts.keep(one, now)
        work.prompts.put_away(version.label, None)
        work.prompts.choose(version.id, version.label, now)
        work.audit.note(now, actor.id, action, version.label, {})


def shape(version: Version) -> tuple[object, ...]:
    """What the code that goes by a version counts on."""
    if not isinstance(version, Prompt):
        return (version.id,)
    tasks = {task: variables(words) for task, words in version.tasks.items()}
    return version.stage, variables(version.shared), tasks


def _reason(reason: str) -> str:
    reason = " ".join(reason.replace("\0", " ").split())
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise UnusableEntry(
            "A reason is needed", f"Say why, in 1 to {LONGEST_REASON} characters.", code="reason"
        )
    return reason


def _must_be_newest(work: UnitOfWork, actor: Actor, prompt_id: str, seen: int) -> None:
    """Whether nothing took another's place since the person looked. Raises: Conflict."""
    made = work.prompts.promotions(prompt_id)
    if made and made[-1].number != seen:
        who = author_name(work, actor, made[-1].author)
        raise Conflict(
            f"{who} made {made[-1].label} active in the meantime",
            f"Their reason: {made[-1].reason} Look at it, then decide again.",
            code="promoted",
        )
