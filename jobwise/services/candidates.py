"""What a recruiter does with somebody who applied: look, explain, decide, note, reveal, delete."""

from collections.abc import Sequence

from jobwise.domain.account import Actor, StoredSource
from jobwise.domain.audit import Action
from jobwise.domain.match import RequirementMatch
from jobwise.domain.vacancy import CHOICES, Assessment, Candidate, Choice, Correction, Decision, Shown
from jobwise.errors import Conflict, NotFound, UnusableEntry
from jobwise.pipeline.anonymised import Mask, anonymised
from jobwise.pipeline.explanation import explanation
from jobwise.ports import Clock, PrintReport, Traces, Transactions, UnitOfWork
from jobwise.services.candidate_desk import CandidateDesk
from jobwise.services.vacancies import RECRUITING

MOST_TAGS = 12
MOST_COMPARED = 4
"""Candidates side by side."""
LONGEST_TAG, LONGEST_REASON, LONGEST_NOTES = 40, 1_000, 10_000
"""Characters."""


class CandidateService:
    """Candidates of a person's vacancies. Who they are is hidden until somebody asks for it."""

    def __init__(
        self,
        transactions: Transactions,
        desk: CandidateDesk,
        printed: PrintReport,
        traces: Traces,
        clock: Clock,
    ) -> None:
        self._transactions, self._desk = transactions, desk
        self._printed, self._traces, self._clock = printed, traces, clock

    def open(self, actor: Actor, candidate_id: str, *, whole: bool = True) -> Shown:
        """Somebody with what was found, and put down that they were looked at. Raises: NotFound.

        whole: False for a glance at one piece of evidence, which is not the résumé.
        """
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            candidate = work.candidates.get(actor, candidate_id)
            if whole and not candidate.opened and candidate.state == "read":
                work.candidates.note_opened(actor, candidate_id, self._clock())
                candidate = candidate.model_copy(update={"opened": True})
            vacancy = work.vacancies.get(actor, candidate.vacancy_id)
            number = vacancy.rubric.number
            found = work.candidates.assessment(actor, candidate_id, number)
            decisions = tuple(work.candidates.decisions(actor, candidate_id))
            corrections = tuple(work.corrections.list(actor, candidate_id))
            rank = work.candidates.rank(actor, candidate_id, number)
            own = _is_own(work, actor, candidate)
        if not candidate.revealed:
            mask = Mask.of(candidate, schools=vacancy.hides_schools)
            found = _masked(found, mask) if found else None
            decisions = tuple(one.model_copy(update={"reason": mask.text(one.reason)}) for one in decisions)
            then = (candidate.model_copy(update={"profile": one.profile}) for one in corrections)
            masks = [Mask.of(one, schools=vacancy.hides_schools) for one in then]
            corrections = tuple(
                _hidden(one, mask, before) for one, before in zip(corrections, masks, strict=True)
            )
            candidate = anonymised(candidate, schools=vacancy.hides_schools)
        return Shown(
            candidate=candidate,
            assessment=found,
            decisions=decisions,
            rank=rank,
            corrections=corrections,
            own_address=own,
        )

    def explanation(self, actor: Actor, candidate_id: str) -> bytes:
        """A page for the candidate, as PDF: what was asked, found and decided, and how the number came about.

        Raises: NotFound, Conflict for who was not scored by the newest requirements yet.
        """
        shown = self.open(actor, candidate_id, whole=False)
        with self._transactions() as work:
            vacancy = work.vacancies.get(actor, shown.candidate.vacancy_id)
        if shown.assessment is None or shown.assessment.rubric != vacancy.rubric.number:
            raise Conflict(
                "There is no score to explain yet",
                "Wait until the candidate is scored, then download it.",
                code="not-scored",
            )
        return self._printed(explanation(vacancy, shown, shown.assessment, self._clock().date()))

    def side_by_side(self, actor: Actor, candidate_ids: Sequence[str]) -> tuple[Shown, ...]:
        """Some of a vacancy at a glance, which opens no résumé.

        Raises: NotFound, UnusableEntry for too few, too many, or those of several vacancies.
        """
        keys = tuple(dict.fromkeys(candidate_ids))
        actor.must_be(*RECRUITING)
        if not 2 <= len(keys) <= MOST_COMPARED:
            raise UnusableEntry(
                f"Two to {MOST_COMPARED} candidates can be compared at once",
                "Choose them in the ranking of their vacancy.",
                code="compared",
            )
        shown = tuple(self.open(actor, key, whole=False) for key in keys)
        if len({one.candidate.vacancy_id for one in shown}) > 1:
            raise UnusableEntry(
                "These candidates applied to different vacancies",
                "Choose candidates of one vacancy: what is asked of them is the same.",
                code="compared",
            )
        return shown

    def reveal(self, actor: Actor, candidate_id: str) -> None:
        """Show who it is from now on; the log says that it was done. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            work.candidates.note_revealed(actor, candidate_id, self._clock())
            work.audit.note(self._clock(), actor.id, Action.REVEALED, candidate_id, {})

    def hide(self, actor: Actor, candidate_id: str) -> None:
        """Hide who it is again. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            work.candidates.note_revealed(actor, candidate_id, None)

    def file(self, actor: Actor, candidate_id: str) -> StoredSource:
        """The file as it came, once it was revealed. Raises: NotFound, Conflict."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            if not work.candidates.get(actor, candidate_id).revealed:
                raise Conflict(
                    "The file shows who this is", "Reveal the candidate, then download it.", code="hidden"
                )
            return work.candidates.file(actor, candidate_id)

    def decide(self, actor: Actor, candidate_id: str, choice: Choice, reason: str) -> None:
        """Put down what a person decided and why; decisions of before stay.

        Raises: NotFound, UnusableEntry without a reason, Conflict for a file that was not read.
        """
        actor.must_be(*RECRUITING)
        reason = _words(reason, LONGEST_REASON, "reason")
        if not reason or choice not in CHOICES:
            raise UnusableEntry(
                "A decision needs a reason", "Choose one, or write it in your words.", code="reason"
            )
        now = self._clock()
        with self._transactions() as work:
            candidate = work.candidates.get(actor, candidate_id)
            if candidate.state != "read":
                raise Conflict(
                    "This file was not read, so there is nobody to decide on",
                    "Look for it under Files.",
                    code="not-read",
                )
            decision = Decision(
                choice=choice,
                reason=reason,
                by=actor.id,
                at=now,
                opened=candidate.opened,
                rubric=work.vacancies.get(actor, candidate.vacancy_id).rubric.number,
            )
            work.candidates.add_decision(actor, candidate_id, decision)
            work.audit.note(now, actor.id, Action.DECIDED, candidate_id, {"choice": choice})

    def note(self, actor: Actor, candidate_id: str, notes: str, tags: Sequence[str]) -> None:
        """Keep notes and tags. Raises: NotFound, UnusableEntry for more than there is room for."""
        actor.must_be(*RECRUITING)
        kept = tuple(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in tags))))
        if len(kept) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in kept):
            raise UnusableEntry(
                "There are too many tags, or one is too long",
                f"Up to {MOST_TAGS} tags of {LONGEST_TAG} characters can be kept.",
                code="tags",
            )
        with self._transactions() as work:
            notes = _words(notes, LONGEST_NOTES, "note", lines=True)
            work.candidates.put_notes(actor, candidate_id, notes, kept, self._clock())

    def retry(self, actor: Actor, candidate_id: str) -> None:
        """Read a file once more that could not be read. Raises: NotFound, Conflict for any other."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            if work.candidates.get(actor, candidate_id).state != "failed":
                raise Conflict("This file was read", "Look for it in the ranking.", code="was-read")
            work.candidates.wait_again(actor, candidate_id)
        self._desk.wake()

    def keep_apart(self, actor: Actor, candidate_id: str) -> None:
        """It is somebody else, though the files are alike. Raises: NotFound, Conflict."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            if work.candidates.get(actor, candidate_id).state != "same":
                raise Conflict("This is a candidate already", "Look in the ranking.", code="was-read")
            work.candidates.put_same(actor, candidate_id, None)
        self._desk.wake()

    def delete(self, actor: Actor, candidate_id: str) -> None:
        """Delete somebody with all that was scored and decided and every file of theirs, and leave nothing of
        it in the database's file.

        Raises: NotFound, StorageFailed.
        """
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            work.candidates.delete(actor, candidate_id)
            work.audit.note(self._clock(), actor.id, Action.CANDIDATE_DELETED, candidate_id, {})
            self._traces.expect()
        self._traces.remove()


def _masked(found: Assessment, mask: Mask) -> Assessment:
    def hidden(match: RequirementMatch) -> RequirementMatch:
        evidence = tuple(map(mask.evidence, match.evidence))
        return match.model_copy(update={"evidence": evidence, "explanation": mask.text(match.explanation)})

    parts = {
        name: tuple(
            part.model_copy(update={"evidence": tuple(map(mask.text, part.evidence))})
            for part in getattr(found.score, name)
        )
        for name in ("parts", "fit_parts")
    }
    score = found.score.model_copy(update={**parts, "matches": tuple(map(hidden, found.score.matches))})
    return found.model_copy(update={"score": score, "unsure": tuple(map(mask.text, found.unsure))})


def _hidden(correction: Correction, *masks: Mask) -> Correction:
    """*Why two masks:* somebody may have had another name before they were corrected."""
    words, profile = correction.words, correction.profile
    before, after = correction.before, correction.after
    for mask in masks:
        words = "\n".join(map(mask.text, words.split("\n")))
        profile = mask.profile(profile)
        before, after = _masked(before, mask), _masked(after, mask)
    file_name = "résumé" if correction.file_name else ""
    told = {"words": words, "profile": profile, "before": before, "after": after, "file_name": file_name}
    return correction.model_copy(update=told)


def _is_own(work: UnitOfWork, actor: Actor, candidate: Candidate) -> bool:
    """Whether the candidate's mail address is that of the recruiter's account."""
    try:
        account = work.accounts.user(actor)
    except NotFound:  # nobody logs in here
        return False
    return _mailbox(account.email) == _mailbox(candidate.profile.basics.email)


def _mailbox(address: str) -> str:
    """An address without what most servers do not look at: case, dots, and what comes after a plus."""
    name, _, server = address.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{server}"


def _words(text: str, longest: int, noun: str, *, lines: bool = False) -> str:
    told = text.strip() if lines else " ".join(text.split())
    if len(told) > longest:
        raise UnusableEntry(f"This {noun} is too long", f"Up to {longest:,} characters fit.", code="too-long")
    return told
