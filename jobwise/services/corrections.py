"""What a candidate has corrected: it is kept in their words, counts at once, and what stood there stays."""

from pathlib import PurePath

from jobwise.domain.account import Actor, StoredSource
from jobwise.domain.audit import Action
from jobwise.domain.vacancy import Candidate, Correction
from jobwise.errors import Conflict
from jobwise.matching.same_person import traces
from jobwise.matching.smuggled import seen, smuggled
from jobwise.matching.steadiness import assess
from jobwise.pipeline.correction import corrected, lines_of, said_alone
from jobwise.ports import Clock, ResumeReader, Transactions
from jobwise.services.candidate_desk import CandidateDesk, orders_among, orders_in
from jobwise.services.merging import merged
from jobwise.services.profiles import MEDIA_TYPES
from jobwise.services.vacancies import RECRUITING


class CorrectionService:
    """Corrections by candidates of a person's vacancies.

    The profile, the score and, where a corrected file came, the file of before stay with the correction; the
    candidate has the new ones. What was wrong in a correction is put right by another one.
    """

    def __init__(
        self, transactions: Transactions, reader: ResumeReader, desk: CandidateDesk, clock: Clock
    ) -> None:
        self._transactions, self._reader = transactions, reader
        self._desk, self._clock = desk, clock

    def correct(
        self, actor: Actor, candidate_id: str, words: str, file: tuple[str, bytes] | None = None
    ) -> None:
        """Take in what a candidate says, a fact a line, and score them anew.

        file: (name, content) of a corrected résumé, which is read in the place of the one of before.
        Raises: NotFound, UnusableEntry, UnreadableFile, and Conflict for a file that was not read or a
        candidate that was changed meanwhile; nothing is kept then.
        """
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            known = work.candidates.get(actor, candidate_id)
            vacancy = work.vacancies.get(actor, known.vacancy_id)
            found = work.candidates.assessment(actor, candidate_id, vacancy.rubric.number)
            key = work.candidates.hash_key(actor)
        if known.state != "read":
            raise Conflict(
                "This file was not read, so there is nothing to correct",
                "Look for it under Files.",
                code="not-read",
            )
        lines = lines_of(words)
        fresh = self._read(known, file) if file else known
        fresh = _told(fresh, words, lines)
        asked = (vacancy.rubric.analysis, vacancy.as_of, vacancy.rubric.number)
        before, after = found or assess(known.profile, *asked), assess(fresh.profile, *asked)
        keys = traces(fresh.profile.basics, fresh.source.text, key)
        now = self._clock()
        with self._transactions() as work:
            if not work.candidates.stands(actor, candidate_id, known.profile):
                raise Conflict(
                    "This candidate was changed in the meantime",
                    "Load the page again, then enter the correction.",
                    code="candidate-changed",
                )
            replaced = work.candidates.file(actor, candidate_id) if file else None
            correction = Correction(
                number=work.corrections.count(actor, candidate_id) + 1,
                words="\n".join(lines),
                by=actor.id,
                at=now,
                profile=known.profile,
                before=before,
                after=after,
                file_name=known.file_name if file else "",
            )
            work.corrections.add(actor, candidate_id, correction, replaced)
            if file:
                work.candidates.put_file(actor, candidate_id, fresh.file_name, fresh.media_type, file[1])
            work.candidates.put_read(actor, candidate_id, fresh.profile, fresh.source, fresh.orders, keys)
            work.candidates.put_assessment(actor, candidate_id, after)
            work.audit.note(now, actor.id, Action.CORRECTED, candidate_id, {})
        self._desk.wake()  # what is asked may have changed meanwhile

    def replaced(self, actor: Actor, candidate_id: str, number: int) -> StoredSource:
        """The file that a correction replaced, once it was revealed who it is. Raises: NotFound, Conflict."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            if not work.candidates.get(actor, candidate_id).revealed:
                raise Conflict(
                    "The file shows who this is", "Reveal the candidate, then download it.", code="hidden"
                )
            return work.corrections.file(actor, candidate_id, number)

    def _read(self, known: Candidate, file: tuple[str, bytes]) -> Candidate:
        """The candidate as a corrected file tells them; what was said without a file stays said."""
        name, content = file
        result = self._reader.read_resume(name, content)
        return known.model_copy(
            update={
                "file_name": seen(name)[-200:],
                "media_type": MEDIA_TYPES.get(PurePath(name).suffix.lower(), "text/plain"),
                "profile": merged(result.profile, said_alone(known.profile)),
                "source": result.source,
                "orders": orders_in(result),
            }
        )


def _told(candidate: Candidate, words: str, lines: tuple[str, ...]) -> Candidate:
    """The candidate with what was said; what is hidden in it or orders a machine is flagged as in a file."""
    hidden = dict.fromkeys((*candidate.source.hidden, *smuggled(words)))
    return candidate.model_copy(
        update={
            "profile": corrected(candidate.profile, lines),
            "source": candidate.source.model_copy(update={"hidden": tuple(hidden)}),
            "orders": tuple(dict.fromkeys((*candidate.orders, *orders_among(lines)))),
        }
    )
