"""A whole ranking as a file, for the record or for who decides elsewhere."""

import re
from collections.abc import Mapping
from contextlib import suppress

from jobwise.domain.account import Actor
from jobwise.domain.documents import ExportedFile
from jobwise.domain.profile import Basics
from jobwise.domain.vacancy import Candidate, Decision, Vacancy
from jobwise.errors import NotFound
from jobwise.pipeline.anonymised import Mask
from jobwise.pipeline.ranking_table import marked_ties, ranking_row, ranking_table
from jobwise.ports import Clock, PrintRanking, Transactions
from jobwise.services.vacancies import RECRUITING, all_ranked

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


class RankingFiles:
    """Makes the files. They name those alone who were revealed, in reasons too."""

    def __init__(
        self, transactions: Transactions, printers: Mapping[str, PrintRanking], clock: Clock
    ) -> None:
        """printers: by suffix."""
        self._transactions, self._printers, self._clock = transactions, printers, clock

    def file(self, actor: Actor, vacancy_id: str, suffix: str) -> ExportedFile:
        """The ranking with everybody of the vacancy, also who was not read. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            vacancy = work.vacancies.get(actor, vacancy_id)
            versions = work.vacancies.rubrics(actor, vacancy_id)
            decisions = work.candidates.newest_decisions(actor, vacancy_id)
            everybody = work.candidates.list(actor, vacancy_id, "read", "waiting", "failed", "same")
        if suffix not in self._printers:
            raise NotFound(
                "There is no such file", "Choose one of the formats on the page.", code="no-format"
            )
        hidden = {one.id for one in everybody if not one.revealed}
        decisions = {
            key: self._nameless(actor, vacancy, key, one) if key in hidden else one
            for key, one in decisions.items()
        }
        rows, placed = [], set()
        for row in marked_ties(all_ranked(self._transactions, actor, vacancy), vacancy.rubric.analysis):
            candidate = row.candidate
            rows.append(ranking_row(vacancy, row, decisions.get(candidate.id), self._who(actor, candidate)))
            placed.add(candidate.id)
        others = [candidate for candidate in everybody if candidate.id not in placed]
        table = ranking_table(vacancy, versions, rows, others, decisions, self._clock())
        return ExportedFile(
            name=ranking_file_name(vacancy, suffix),
            media_type=MEDIA_TYPES[suffix],
            content=self._printers[suffix](table),
        )

    def _nameless(self, actor: Actor, vacancy: Vacancy, candidate_id: str, decision: Decision) -> Decision:
        """*Why:* somebody may be named in a reason that was written while it was seen who they are."""
        with suppress(NotFound), self._transactions() as work:  # deleted in the meantime
            mask = Mask.of(work.candidates.get(actor, candidate_id), schools=vacancy.hides_schools)
            return decision.model_copy(update={"reason": mask.text(decision.reason)})
        return decision.model_copy(update={"reason": ""})

    def _who(self, actor: Actor, candidate: Candidate) -> Basics | None:
        if candidate.revealed:
            with suppress(NotFound), self._transactions() as work:  # deleted in the meantime
                return work.candidates.get(actor, candidate.id).profile.basics
        return None


def ranking_file_name(vacancy: Vacancy, suffix: str) -> str:
    """What the file is called where it lands: "Data Analyst, Fenwick Rail - Ranking.xlsx"."""
    name = " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", vacancy.title).split())[:80]
    return f"{name} - Ranking.{suffix}"
