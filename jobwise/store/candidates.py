"""Who applied for a vacancy: files, what was read from them, how they were scored, what was decided."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence, Set
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Subquery, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, undefer

from jobwise.domain.account import Actor, StoredSource
from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.domain.vacancy import (
    RANKED_BY,
    Assessment,
    Candidate,
    CandidateFile,
    CandidateState,
    Choice,
    Claim,
    Decision,
    Ranked,
    Ranking,
    Scored,
    Trouble,
    VacancyProgress,
)
from jobwise.errors import NotFound
from jobwise.matching.same_person import NEAR_BITS
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.store.claims import bits_apart, claimed, is_shared, let_go
from jobwise.store.rows import must_own
from jobwise.store.tables import (
    AssessmentRow,
    CandidateRow,
    CategoryRow,
    CorrectionRow,
    DecisionRow,
    VacancyRow,
)
from jobwise.store.vacancies import SqlVacancies, many
from jobwise.store.vault import Vault

_NO_TAGS = 44
"""Characters of "[]" when it is sealed."""
_CLAIMED = (CandidateRow.owner, CandidateRow.vacancy_id, CandidateRow.id)


class SqlCandidates:
    """`ports.CandidateRepository` over SQLAlchemy."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def add(self, actor: Actor, vacancy_id: str, files: Sequence[CandidateFile], at: dt.datetime) -> int:
        """Keep files that wait to be read, each content once; gives how many were there already.

        Raises: NotFound.
        """
        vacancy = SqlVacancies(self._session, self._vault).held(actor, vacancy_id, at)
        known = set(
            self._session.scalars(select(CandidateRow.digest).where(CandidateRow.vacancy_id == vacancy_id))
        )
        copies = 0
        for file in files:
            digest = self._vault.keyed(actor.id, file.digest)
            if digest in known:
                copies += 1
                continue
            known.add(digest)
            vacancy.last_number += 1
            row = CandidateRow(
                id=file.id,
                owner=actor.id,
                vacancy_id=vacancy_id,
                number=vacancy.last_number,
                state="waiting",
                media_type=file.media_type,
                digest=digest,
                added_at=at,
            )
            self._vault.seal(row, file_name=file.file_name, content=file.content, tags="[]", notes="")
            self._session.add(row)
        return copies

    def get(self, actor: Actor, candidate_id: str) -> Candidate:
        """Somebody who applied, with what was read. Raises: NotFound."""
        return self._candidate(self._row(actor, candidate_id), whole=True)

    def file(self, actor: Actor, candidate_id: str) -> StoredSource:
        """The file as it came. Raises: NotFound."""
        row = self._row(actor, candidate_id)
        text = self._vault.text(row, "text") if row.text else ""
        return StoredSource(
            id=row.id,
            file_name=self._vault.text(row, "file_name"),
            media_type=row.media_type,
            content=self._vault.content(row, "content"),
            text=SourceText.model_validate_json(text) if text else SourceText(text=""),
        )

    def list(self, actor: Actor, vacancy_id: str, *states: CandidateState) -> Sequence[Candidate]:
        """Those in one of the states, in the order they came, without what was read. Raises: NotFound."""
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        rows = self._session.scalars(
            select(CandidateRow)
            .where(CandidateRow.vacancy_id == vacancy_id, CandidateRow.state.in_(states))
            .order_by(CandidateRow.number)
        )
        return tuple(self._candidate(row) for row in rows)

    def claim_waiting(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str, str]]:
        """(owner, vacancy, candidate) of files that wait to be read, whoever's they are, oldest first; theirs
        alone who claimed them until they are done or the time is over.

        *Why without an actor:* the desk that reads acts for each owner.
        """
        return self._claimed(claim, select(*_CLAIMED).where(CandidateRow.state == "waiting"), most)

    def claim_unscored(self, claim: Claim, most: int) -> Sequence[tuple[Actor, str, str]]:
        """(owner, vacancy, candidate) of people who were not scored by the newest version of their rubric
        and this engine, claimed likewise."""
        rows = (
            select(*_CLAIMED)
            .join(VacancyRow, VacancyRow.id == CandidateRow.vacancy_id)
            .where(CandidateRow.state == "read", _stale())
        )
        return self._claimed(claim, rows, most)

    def _claimed(
        self, claim: Claim, rows: Select[str, str, str], most: int
    ) -> Sequence[tuple[Actor, str, str]]:
        """Those of the rows that nobody works on, oldest first."""
        oldest = (CandidateRow.added_at, CandidateRow.number)
        found = claimed(self._session, CandidateRow, claim, rows, oldest, most)
        return [(Actor(id=owner), vacancy_id, key) for owner, vacancy_id, key in found]

    def contents(self, actor: Actor, candidate_ids: Sequence[str]) -> Mapping[str, tuple[str, bytes]]:
        """Candidate -> the name and the bytes of their file, of those that are there."""
        mine = select(CandidateRow).where(CandidateRow.id.in_(candidate_ids), CandidateRow.owner == actor.id)
        rows = self._session.scalars(mine.options(undefer(CandidateRow.content)))
        return {
            row.id: (self._vault.text(row, "file_name"), self._vault.content(row, "content")) for row in rows
        }

    def let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""
        let_go(self._session, CandidateRow)

    @property
    def _is_shared(self) -> bool:
        return is_shared(self._session)

    def put_read(
        self,
        actor: Actor,
        candidate_id: str,
        profile: Profile,
        source: SourceText,
        orders: Sequence[str],
        keys: Mapping[str, str],
        claim: Claim | None = None,
    ) -> None:
        """Keep what was read. keys: "email", "phone", "text" -> what the same person is found by.

        claim: whose work it is; without one, whoever has it loses it. Raises: NotFound.
        """
        if claim and self._is_shared:
            # One after another reads for a vacancy, or two files of one person might not see each other.
            row = self._row(actor, candidate_id)
            must_own(self._session, VacancyRow, actor, row.vacancy_id, "vacancy", lock=True)
        row = self._worked_on(actor, candidate_id, claim)
        flags = json.dumps({"hidden": list(source.hidden), "orders": list(orders)}, ensure_ascii=False)
        self._vault.seal(
            row, profile=profile.model_dump_json(), text=source.model_dump_json(), flags=flags, trouble=None
        )
        kept = {name: self._keyed(actor, name, value) for name, value in keys.items()}
        row.email_key, row.phone_key, row.text_key = map(kept.get, ("email", "phone", "text"))
        row.state, row.scored, row.same_as = "read", None, None

    def put_file(
        self, actor: Actor, candidate_id: str, file_name: str, media_type: str, content: bytes
    ) -> None:
        """Keep another file in the place of the one that came. Raises: NotFound."""
        row = self._row(actor, candidate_id)
        row.media_type = media_type
        self._vault.seal(row, file_name=file_name, content=content)

    def stands(self, actor: Actor, candidate_id: str, profile: Profile) -> bool:
        """Whether this is still what is kept of somebody; nobody else changes it until the transaction ends.

        *Why locked on PostgreSQL:* there, two corrections could be put over each other. On DuckDB one
        transaction at a time has its turn. *Why the vacancy first:* so does whoever reads or deletes, and
        none waits for the other. Raises: NotFound.
        """
        if self._is_shared:
            its = select(CandidateRow.vacancy_id).where(CandidateRow.id == candidate_id)
            mine = select(VacancyRow.id).where(VacancyRow.id.in_(its), VacancyRow.owner == actor.id)
            self._session.execute(mine.with_for_update())
        row = must_own(self._session, CandidateRow, actor, candidate_id, "candidate", lock=self._is_shared)
        kept = self._vault.text(row, "profile") if row.profile else ""
        return bool(kept) and Profile.model_validate_json(kept) == profile

    def put_trouble(
        self, actor: Actor, candidate_id: str, trouble: Trouble, claim: Claim | None = None
    ) -> None:
        """Keep why a file could not be worked on, and put it aside; who stands in the ranking stays there,
        with the score that they have. claim: as above. Raises: NotFound."""
        row = self._worked_on(actor, candidate_id, claim)
        row.claim, row.claimed_until = None, None
        self._vault.seal(row, trouble=trouble.model_dump_json())
        rubric = must_own(self._session, VacancyRow, actor, row.vacancy_id, "vacancy").rubric
        scored = self._session.get(AssessmentRow, (candidate_id, rubric)) is not None
        if row.state == "read" and scored:
            row.scored, row.engine = rubric, ENGINE_VERSION
        else:
            row.state = "failed"

    def put_same(self, actor: Actor, candidate_id: str, number: int | None) -> None:
        """It is a second file of the candidate with this number; None: it is somebody of their own.

        Raises: NotFound.
        """
        row = self._worked_on(actor, candidate_id, None)
        row.same_as, row.state, row.scored = number, "read" if number is None else "same", None

    def wait_again(self, actor: Actor, candidate_id: str) -> None:
        """Have a file read once more. Raises: NotFound."""
        self._worked_on(actor, candidate_id, None).state = "waiting"

    def alike(
        self, actor: Actor, vacancy_id: str, keys: Mapping[str, Mapping[str, str]]
    ) -> Mapping[str, Sequence[tuple[str, int, bool]]]:
        """Candidate -> (other, number, whether mail address or phone are the same) of those who were read for
        the same vacancy: with the same contact, or with a text that may be the same. Raises: NotFound.

        *Why the database compares:* each of ten thousand would be handed over for each file.
        """
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        asked = {
            key: {name: self._keyed(actor, name, value) for name, value in one.items()}
            for key, one in keys.items()
        }
        texts, row = {one["text"] for one in asked.values() if "text" in one}, CandidateRow
        some: list[ColumnElement[bool]] = [
            row.email_key.in_({one["email"] for one in asked.values() if "email" in one})
        ]
        some += [row.phone_key.in_({one["phone"] for one in asked.values() if "phone" in one})]
        some += [bits_apart(self._session, row.text_key, text) <= NEAR_BITS for text in sorted(texts)]
        found = self._session.execute(
            select(row.id, row.number, row.email_key, row.phone_key, row.text_key)
            .where(row.vacancy_id == vacancy_id, row.state == "read", or_(*some))
            .order_by(row.number)
        ).all()
        return {
            key: [
                (other, number, known)
                for other, number, *theirs in found
                if other != key and (known := _is_known(own, theirs)) is not None
            ]
            for key, own in asked.items()
        }

    def hash_key(self, actor: Actor) -> str:
        """What words of this person's candidates are hashed with. *Why:* a bare hash could be tried out."""
        return self._vault.keyed(actor.id, "words of candidates")

    def put_assessment(self, actor: Actor, candidate_id: str, assessment: Assessment) -> None:
        """Keep how somebody answers a version of the rubric. Raises: NotFound."""
        row = self._worked_on(actor, candidate_id, None)
        found = Scored(assessment.score.fit, assessment.score.must_haves, assessment.model_dump_json())
        self._keep(actor, row.vacancy_id, assessment.rubric, {candidate_id: found})

    def profiles(self, actor: Actor, candidate_ids: Sequence[str]) -> Mapping[str, str]:
        """Candidate -> their profile as JSON, of those that are there."""
        mine = select(CandidateRow).where(CandidateRow.id.in_(candidate_ids), CandidateRow.owner == actor.id)
        rows = self._session.scalars(mine.options(undefer(CandidateRow.profile)))
        return {row.id: self._vault.text(row, "profile") for row in rows if row.profile}

    def put_assessments(
        self, actor: Actor, vacancy_id: str, rubric: int, claim: Claim, found: Mapping[str, Scored]
    ) -> None:
        """Keep how people answer a version of the rubric: of those who are there and claimed by it still."""
        held = select(CandidateRow.id).where(
            CandidateRow.id.in_(found), CandidateRow.owner == actor.id, CandidateRow.claim == claim.token
        )
        if self._is_shared:
            held = held.order_by(CandidateRow.id).with_for_update()
        self._keep(actor, vacancy_id, rubric, {id_: found[id_] for id_ in self._session.scalars(held)})

    def _keep(self, actor: Actor, vacancy_id: str, rubric: int, found: Mapping[str, Scored]) -> None:
        """*Why in one statement:* a thousand alone take half a minute."""
        if not found:
            return
        rows = []
        for candidate_id, one in found.items():
            row = AssessmentRow(candidate_id=candidate_id, rubric=rubric, owner=actor.id)
            self._vault.seal(row, assessment=one.assessment)
            rows.append(
                {
                    "candidate_id": candidate_id,
                    "rubric": rubric,
                    "owner": actor.id,
                    "vacancy_id": vacancy_id,
                    "fit": one.fit,
                    "must_haves": one.must_haves,
                    "assessment": row.assessment,
                }
            )
        kept = insert(AssessmentRow).values(rows)
        self._session.execute(
            kept.on_conflict_do_update(
                index_elements=[AssessmentRow.candidate_id, AssessmentRow.rubric],
                set_={name: kept.excluded[name] for name in ("fit", "must_haves", "assessment")},
            )
        )
        self._session.execute(
            update(CandidateRow)
            .where(CandidateRow.id.in_(found))
            .values(scored=rubric, engine=ENGINE_VERSION, trouble=None, claim=None, claimed_until=None)
        )

    def assessment(self, actor: Actor, candidate_id: str, rubric: int) -> Assessment | None:
        """How somebody answers a version, None where they were not scored by it. Raises: NotFound."""
        self._row(actor, candidate_id)
        kept = self._session.get(AssessmentRow, (candidate_id, rubric))
        return self._assessment(kept) if kept else None

    def ranking(
        self,
        actor: Actor,
        vacancy_id: str,
        rubric: int,
        *,
        choice: Choice | None = None,
        undecided: bool = False,
        start: int = 0,
        most: int = 20,
    ) -> Ranking:
        """People in the order of their fit, `most` from the place `start` on (from 0). Raises: NotFound."""
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        ranked = _order(vacancy_id, rubric)
        shown = select(ranked)
        if choice:
            shown = shown.where(ranked.c.choice == choice)
        if undecided:
            shown = shown.where(ranked.c.choice.is_(None))
        total = self._session.scalar(select(func.count()).select_from(shown.subquery())) or 0
        page = self._session.execute(shown.order_by(ranked.c.rank).offset(start).limit(most)).all()
        return Ranking(rows=self._ranked(page, rubric), total=total)

    def rank(self, actor: Actor, candidate_id: str, rubric: int) -> int | None:
        """The place in the whole ranking, None for who does not stand in it. Raises: NotFound."""
        ranked = _order(self._row(actor, candidate_id).vacancy_id, rubric)
        return self._session.scalar(select(ranked.c.rank).where(ranked.c.id == candidate_id))

    def _ranked(self, page: Sequence[Any], rubric: int) -> tuple[Ranked, ...]:
        ids = [one.id for one in page]
        both = (
            select(CandidateRow, AssessmentRow)
            .join(AssessmentRow, AssessmentRow.candidate_id == CandidateRow.id)
            .where(CandidateRow.id.in_(ids), AssessmentRow.rubric == rubric)
        )
        found = {row.id: (row, kept) for row, kept in self._session.execute(both)}
        return tuple(
            Ranked(
                rank=one.rank,
                candidate=self._candidate(found[one.id][0]),
                assessment=self._assessment(found[one.id][1]),
                choice=one.choice,
            )
            for one in page
        )

    def progress(self, actor: Actor, vacancy_id: str) -> VacancyProgress:
        """How far the files are. Raises: NotFound."""
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        row = CandidateRow
        read = row.state == "read"
        counts = (
            select(
                many(row.state == "waiting"),
                many(read & _stale()),
                many(read & ~_stale()),
                many(row.state == "failed"),
                many(row.state == "same"),
                many(row.choice == "decline"),
            )
            .join(VacancyRow, VacancyRow.id == row.vacancy_id)
            .where(row.vacancy_id == vacancy_id)
        )
        found = [int(count or 0) for count in self._session.execute(counts).one()]
        names = ("waiting", "unscored", "scored", "failed", "same", "declined")
        return VacancyProgress(
            **dict(zip(names, found, strict=True)), declined_unopened=self._declined_unopened(vacancy_id)
        )

    def _declined_unopened(self, vacancy_id: str) -> int:
        """*Why by the decisions:* somebody may open a résumé after they declined it."""
        newest = (
            select(DecisionRow.candidate_id, func.max(DecisionRow.number).label("number"))
            .where(DecisionRow.vacancy_id == vacancy_id)
            .group_by(DecisionRow.candidate_id)
            .subquery()
        )
        unopened = (
            select(func.count())
            .select_from(DecisionRow)
            .join(
                newest,
                (newest.c.candidate_id == DecisionRow.candidate_id) & (newest.c.number == DecisionRow.number),
            )
            .where(DecisionRow.choice == "decline", DecisionRow.opened.is_(False))
        )
        return self._session.scalar(unopened) or 0

    def tags(self, actor: Actor, vacancy_id: str) -> Set[str]:
        """Every tag that somebody who was read for the vacancy has. Raises: NotFound.

        *Why by the length:* most have none, and ten thousand seals take a second to open.
        """
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        tagged = select(CandidateRow).where(
            CandidateRow.vacancy_id == vacancy_id,
            CandidateRow.state == "read",
            func.length(CandidateRow.tags) > _NO_TAGS,
        )
        rows = self._session.scalars(tagged)
        return {tag for row in rows for tag in json.loads(self._vault.text(row, "tags"))}

    def note_opened(self, actor: Actor, candidate_id: str, at: dt.datetime) -> None:
        """Put down that somebody looked at the résumé. Raises: NotFound."""
        row = self._row(actor, candidate_id)
        row.opened_at = row.opened_at or at

    def note_revealed(self, actor: Actor, candidate_id: str, at: dt.datetime | None) -> None:
        """Who it is may be seen from now on, which touches the vacancy, or with None no longer.

        Raises: NotFound.
        """
        row = self._row(actor, candidate_id)
        if at:
            SqlVacancies(self._session, self._vault).held(actor, row.vacancy_id, at)
        row.revealed_at = at

    def put_notes(
        self, actor: Actor, candidate_id: str, notes: str, tags: Sequence[str], at: dt.datetime
    ) -> None:
        """Keep what the recruiter wrote down, which touches the vacancy. Raises: NotFound."""
        row = self._row(actor, candidate_id)
        SqlVacancies(self._session, self._vault).held(actor, row.vacancy_id, at)
        self._vault.seal(row, notes=notes, tags=json.dumps(list(tags), ensure_ascii=False))

    def add_decision(self, actor: Actor, candidate_id: str, decision: Decision) -> None:
        """Keep a decision beside those of before, which touches the vacancy. Raises: NotFound."""
        row = self._row(actor, candidate_id)
        SqlVacancies(self._session, self._vault).held(actor, row.vacancy_id, decision.at)
        mine = DecisionRow.candidate_id == candidate_id
        last = self._session.scalar(select(func.max(DecisionRow.number)).where(mine)) or 0
        kept = DecisionRow(
            id=str(uuid.uuid4()),
            owner=actor.id,
            vacancy_id=row.vacancy_id,
            candidate_id=candidate_id,
            number=last + 1,
            choice=decision.choice,
            made_by=decision.by,
            at=decision.at,
            opened=decision.opened,
            rubric=decision.rubric,
        )
        self._vault.seal(kept, reason=decision.reason)
        self._session.add(kept)
        row.choice = decision.choice

    def decisions(self, actor: Actor, candidate_id: str) -> Sequence[Decision]:
        """What was decided on somebody, newest first. Raises: NotFound."""
        self._row(actor, candidate_id)
        mine = select(DecisionRow).where(DecisionRow.candidate_id == candidate_id)
        return tuple(map(self._decision, self._session.scalars(mine.order_by(DecisionRow.number.desc()))))

    def newest_decisions(self, actor: Actor, vacancy_id: str) -> Mapping[str, Decision]:
        """Candidate -> what was decided last, of all for a vacancy. Raises: NotFound."""
        must_own(self._session, VacancyRow, actor, vacancy_id, "vacancy")
        every = select(DecisionRow).where(DecisionRow.vacancy_id == vacancy_id).order_by(DecisionRow.number)
        newest = {row.candidate_id: row for row in self._session.scalars(every)}
        return {candidate_id: self._decision(row) for candidate_id, row in newest.items()}

    def delete(self, actor: Actor, candidate_id: str) -> None:
        """Delete somebody with all that was scored and decided, and their other files. Raises: NotFound.

        *Why the vacancy is locked:* no file may be taken for a second one of theirs in between.
        """
        row = self._row(actor, candidate_id)
        must_own(self._session, VacancyRow, actor, row.vacancy_id, "vacancy", lock=self._is_shared)
        files = select(CandidateRow.id).where(
            CandidateRow.vacancy_id == row.vacancy_id,
            or_(CandidateRow.id == row.id, CandidateRow.same_as == row.number),
        )
        if self._is_shared:
            files = files.order_by(CandidateRow.id).with_for_update()
        ids = self._session.scalars(files).all()
        for child in (AssessmentRow, DecisionRow, CorrectionRow, CategoryRow):
            self._session.execute(delete(child).where(child.candidate_id.in_(ids)))
        self._session.execute(delete(CandidateRow).where(CandidateRow.id.in_(ids)))

    def _row(self, actor: Actor, candidate_id: str) -> CandidateRow:
        return must_own(self._session, CandidateRow, actor, candidate_id, "candidate")

    def _worked_on(self, actor: Actor, candidate_id: str, claim: Claim | None) -> CandidateRow:
        """The row, for who claimed it, or with no claim for somebody who takes it from whoever has it.

        Raises: NotFound, also where the claim was lost to another.
        """
        row = must_own(self._session, CandidateRow, actor, candidate_id, "candidate", lock=self._is_shared)
        if claim is None:
            row.claim, row.claimed_until = None, None
        elif row.claim != claim.token:
            raise NotFound(
                "Another process works on this candidate", "Look again in a moment.", code="claim-lost"
            )
        return row

    def _keyed(self, actor: Actor, name: str, value: str) -> str:
        """*Why not the text's:* it has the form that is compared, and was hashed under the key before."""
        return value if name == "text" else self._vault.keyed(actor.id, value)

    def _decision(self, row: DecisionRow) -> Decision:
        return Decision(
            choice=cast(Choice, row.choice),
            reason=self._vault.text(row, "reason"),
            by=row.made_by,
            at=row.at,
            opened=row.opened,
            rubric=row.rubric,
        )

    def _assessment(self, row: AssessmentRow) -> Assessment:
        return Assessment.model_validate_json(self._vault.text(row, "assessment"))

    def _candidate(self, row: CandidateRow, *, whole: bool = False) -> Candidate:
        read: dict[str, Any] = json.loads(self._vault.text(row, "flags")) if row.flags else {}
        if whole and row.profile and row.text:
            read["profile"] = Profile.model_validate_json(self._vault.text(row, "profile"))
            read["source"] = SourceText.model_validate_json(self._vault.text(row, "text"))
        trouble = self._vault.text(row, "trouble") if row.trouble else ""
        return Candidate(
            id=row.id,
            vacancy_id=row.vacancy_id,
            number=row.number,
            state=cast(CandidateState, row.state),
            file_name=self._vault.text(row, "file_name"),
            media_type=row.media_type,
            added_at=row.added_at,
            trouble=Trouble.model_validate_json(trouble) if trouble else None,
            same_as=row.same_as,
            opened=row.opened_at is not None,
            revealed=row.revealed_at is not None,
            tags=tuple(json.loads(self._vault.text(row, "tags"))),
            notes=self._vault.text(row, "notes"),
            **read,
        )


def _is_known(own: Mapping[str, str], theirs: Sequence[str | None]) -> bool | None:
    """True where mail address or phone are the same, False where the text may be, None where nothing is."""
    email, phone, text = theirs
    if (email and email == own.get("email")) or (phone and phone == own.get("phone")):
        return True
    near = text and "text" in own and (int(text, 16) ^ int(own["text"], 16)).bit_count() <= NEAR_BITS
    return False if near else None


def _stale() -> ColumnElement[bool]:
    """Not scored by the newest version of the rubric, or by another engine than this one."""
    row = CandidateRow
    return (
        row.scored.is_(None)
        | (row.scored != VacancyRow.rubric)
        | row.engine.is_(None)
        | (row.engine != ENGINE_VERSION)
    )


def _order(vacancy_id: str, rubric: int) -> Subquery:
    """(id, choice, rank) of everybody scored by a version."""
    order = (*(getattr(AssessmentRow, figure).desc() for figure in RANKED_BY), CandidateRow.number)
    return (
        select(CandidateRow.id, CandidateRow.choice, func.row_number().over(order_by=order).label("rank"))
        .join(AssessmentRow, AssessmentRow.candidate_id == CandidateRow.id)
        .where(
            CandidateRow.vacancy_id == vacancy_id,
            CandidateRow.state == "read",
            AssessmentRow.rubric == rubric,
        )
        .subquery()
    )
