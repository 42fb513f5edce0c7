"""Experiments of the team: their plans, their cells, and who works on which."""

import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar, cast

from sqlalchemy import ColumnElement, Select, case, delete, func, insert, select, update
from sqlalchemy.orm import Session, undefer

from jobwise.domain.account import Actor
from jobwise.domain.experiment import (
    CaseNote,
    Cell,
    CellResult,
    CellState,
    Experiment,
    ExperimentPlan,
    ExperimentProgress,
    ExperimentState,
    Group,
    Judged,
    Measure,
    NewCell,
)
from jobwise.domain.golden import GoldenCase
from jobwise.domain.vacancy import Claim
from jobwise.errors import Conflict, NotFound
from jobwise.store.tables import (
    INSTALLATION,
    ExperimentCellRow,
    ExperimentNoteRow,
    ExperimentRow,
    GoldenCaseRow,
)
from jobwise.store.vacancies import many
from jobwise.store.vault import Vault

AT_ONCE = 500
"""Cells that one statement looks for."""
OPEN = ("waiting", "running")
GONE = "gone"
"""The state of a cell whose case was taken back: it counts for nothing but for what was paid."""
_CELL = ExperimentCellRow
T = TypeVar("T")


class SqlExperiments:
    """`ports.ExperimentRepository` over SQLAlchemy.

    *Why the experiment is locked first (on PostgreSQL):* claims, holds and results of one experiment come
    one after another, so no limit is passed and no group is worked on twice.
    """

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def add(
        self,
        experiment_id: str,
        plan: ExperimentPlan,
        set_id: str,
        author: str,
        at: dt.datetime,
        cells: Sequence[NewCell],
    ) -> None:
        """Put down an experiment that waits, with all its cells."""
        self._session.add(
            ExperimentRow(
                id=experiment_id,
                plan=plan.model_dump_json(),
                set_id=set_id,
                state="waiting",
                author=author,
                at=at,
                trouble="",
            )
        )
        self._session.flush()
        if cells:
            self._session.execute(insert(_CELL), [self._new(experiment_id, cell) for cell in cells])

    def _new(self, experiment_id: str, cell: NewCell) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "owner": cell.owner,
            "experiment_id": experiment_id,
            "arm": cell.arm,
            "golden_case_id": cell.golden_case_id,
            "case_name": cell.case_id,
            "position": cell.position,
            "repeat": cell.repeat,
            "input_key": self._vault.keyed(cell.owner, cell.input_key),
            "state": "waiting",
            "cached": False,
            "held_usd": 0.0,
            "cost_usd": 0.0,
            "measures": "{}",
            "trouble": "",
        }

    def get(self, experiment_id: str) -> Experiment:
        """Raises: NotFound."""
        row = self._row(experiment_id)
        return _experiment(row, self._progress(_CELL.experiment_id == row.id).get(row.id, _NOTHING))

    def list(self) -> Sequence[Experiment]:
        """Newest first."""
        progress = self._progress()
        rows = self._session.scalars(select(ExperimentRow).order_by(ExperimentRow.at.desc()))
        return tuple(_experiment(row, progress.get(row.id, _NOTHING)) for row in rows)

    def delete(self, experiment_id: str) -> None:
        """Delete it with its cells and notes. Raises: NotFound."""
        self._row(experiment_id, lock=True)
        for child in (_CELL, ExperimentNoteRow):
            self._session.execute(delete(child).where(child.experiment_id == experiment_id))
        self._session.execute(delete(ExperimentRow).where(ExperimentRow.id == experiment_id))

    def cells(self, experiment_id: str) -> Sequence[Cell]:
        """Its cells with their figures, case by case."""
        rows = self._session.scalars(
            select(_CELL)
            .where(_CELL.experiment_id == experiment_id, _CELL.state != GONE)
            .order_by(_CELL.position, _CELL.repeat, _CELL.arm)
        )
        return tuple(map(_cell, rows))

    def results(self, experiment_id: str, case_id: str, repeat: int) -> Mapping[int, CellResult]:
        """Arm -> what a case gave at a repeat, as far as it is done."""
        rows = self._session.scalars(
            select(_CELL)
            .where(_CELL.experiment_id == experiment_id, _CELL.case_name == case_id, _CELL.repeat == repeat)
            .where(_CELL.state == "done")
            .options(undefer(_CELL.result))
        )
        return {row.arm: self._result(row) for row in rows}

    def judged(self, experiment_id: str) -> Sequence[tuple[int, Judged]]:
        """(arm, what a judge said of it) of all that was judged."""
        mine = select(_CELL).where(_CELL.experiment_id == experiment_id, _CELL.state == "done", _CELL.arm > 0)
        rows = self._session.scalars(mine.order_by(_CELL.id).options(undefer(_CELL.result)))
        found = ((row.arm, self._result(row).judged) for row in rows)
        return [(arm, judged) for arm, judged in found if judged]

    def results_of(self, actor: Actor) -> Sequence[CellResult]:
        """All that was made of somebody's cases."""
        mine = select(_CELL).where(_CELL.owner == actor.id, _CELL.state == "done").order_by(_CELL.id)
        return tuple(map(self._result, self._session.scalars(mine.options(undefer(_CELL.result)))))

    def set_state(
        self,
        experiment_id: str,
        state: ExperimentState,
        of: Collection[ExperimentState],
        *,
        trouble: str = "",
        cap_usd: float | None = None,
    ) -> None:
        """Bring it into another state; whoever works on its cells loses them where it ends.

        of: the states that it may be in. cap_usd: another limit. Raises: NotFound, Conflict.
        """
        row = self._row(experiment_id, lock=True)
        if row.state not in of:
            raise Conflict(
                "This experiment is in another state by now", "Look at where it stands.", code="state"
            )
        row.state, row.trouble = state, trouble
        if cap_usd is not None:
            plan = ExperimentPlan.model_validate_json(row.plan)
            row.plan = plan.model_copy(update={"cap_usd": cap_usd}).model_dump_json()
        if state not in OPEN:
            at_work = update(_CELL).where(_CELL.experiment_id == experiment_id, _CELL.state == "working")
            spent = {"cost_usd": _CELL.cost_usd + _CELL.held_usd, "held_usd": 0.0}
            self._session.execute(at_work.values(state="waiting", claim=None, claimed_until=None, **spent))

    def again(self, experiment_id: str) -> None:
        """Have the cells that failed worked on once more."""
        failed = update(_CELL).where(_CELL.experiment_id == experiment_id, _CELL.state == "failed")
        self._session.execute(failed.values(state="waiting", trouble=""))

    def let_go(self) -> None:
        """Take back what a process of before had claimed, where one process alone has the database."""
        if not self._is_shared:
            claimed = update(_CELL).where(_CELL.claim.is_not(None))
            self._session.execute(claimed.values(claim=None, claimed_until=None))

    def claim(self, claim: Claim) -> Group | None:
        """A case at a repeat that nobody works on, of the experiment that has the fewest at work; None where
        there is none. It is theirs alone who claimed it until it is done or the time is over."""
        now = self._now()
        for experiment_id in self._session.scalars(_in_turn(now)).all():
            if group := self._claimed(claim, experiment_id, now):
                return group
        self._end_empty()
        return None

    def _end_empty(self) -> None:
        """Those of which nothing is left to do, as when cases were taken back."""
        left = select(_CELL.experiment_id).where(_CELL.state.in_(("waiting", "working")))
        ended = update(ExperimentRow).where(ExperimentRow.state.in_(OPEN), ExperimentRow.id.not_in(left))
        self._session.execute(ended.values(state="done"))

    def _claimed(self, claim: Claim, experiment_id: str, now: dt.datetime) -> Group | None:
        experiment = self._locked(experiment_id)
        if experiment is None or experiment.state not in OPEN:
            return None
        free = _CELL.state.in_(("waiting", "working")) & _is_free(now)
        mine = select(_CELL).where(_CELL.experiment_id == experiment_id, free)
        first = self._session.scalars(mine.order_by(_CELL.repeat, _CELL.position, _CELL.arm).limit(1)).first()
        if first is None:
            return None
        group = mine.where(_CELL.case_name == first.case_name, _CELL.repeat == first.repeat)
        cells = self._session.scalars(group.order_by(_CELL.arm)).all()
        for cell in cells:
            cell.state, cell.claim = "working", claim.token
            cell.claimed_until = now + dt.timedelta(seconds=claim.seconds)
            # What a kill cut off may have been billed: it is counted as if it was.
            cell.cost_usd, cell.held_usd = cell.cost_usd + cell.held_usd, 0.0
        experiment.state = "running"
        done = {cell.arm: cell.id for cell in cells}
        return Group(experiment_id, first.case_name, first.repeat, done)

    def keep(self, claim: Claim) -> bool:
        """Go on for another while; False where it was stopped, or lost to somebody else."""
        until = self._now() + dt.timedelta(seconds=claim.seconds)
        mine = update(_CELL).where(_CELL.claim == claim.token).values(claimed_until=until)
        return bool(cast(Any, self._session.execute(mine)).rowcount)

    def case(self, experiment_id: str, case_id: str) -> GoldenCase:
        """A case as the experiment has it. Raises: NotFound where it was taken back."""
        mine = select(_CELL.golden_case_id).where(
            _CELL.experiment_id == experiment_id, _CELL.case_name == case_id
        )
        row = self._session.scalars(select(GoldenCaseRow).where(GoldenCaseRow.id.in_(mine))).first()
        if row is None:
            raise NotFound("This case is not there", "It may have been taken back.", code="not-found")
        return GoldenCase.model_validate_json(self._vault.text(row, "golden_case"))

    def hold(self, claim: Claim, cell_id: str, usd: float) -> Literal["held", "wait", "never"]:
        """Put by what a call may cost. "wait": it would pass the limit with what others hold, who nearly
        always pay less; "never": nobody holds anything. Raises: NotFound where the claim was lost."""
        cell = self._worked_on(claim, cell_id)
        costs = select(func.sum(_CELL.cost_usd), func.sum(_CELL.held_usd))
        spent, held = self._session.execute(costs.where(_CELL.experiment_id == cell.experiment_id)).one()
        cap = ExperimentPlan.model_validate_json(self._row(cell.experiment_id).plan).cap_usd
        if spent + held + usd > cap:
            return "wait" if held else "never"
        cell.held_usd += usd
        return "held"

    def put_down(self, cell_id: str, held: float, usd: float) -> None:
        """Count what a call did cost in the place of what was put by, also where the claim was lost."""
        row = self._session.get(_CELL, cell_id)
        if row is not None and self._locked(row.experiment_id) is not None:
            self._session.refresh(row)
            known = min(row.held_usd, held)  # the rest was counted as spent, when the claim was lost
            row.held_usd, row.cost_usd = row.held_usd - known, row.cost_usd + usd - (held - known)

    def keep_result(self, claim: Claim, cell_id: str, result: CellResult) -> None:
        """Keep what a cell gave, before it is judged. Raises: NotFound likewise."""
        self._vault.seal(self._worked_on(claim, cell_id), result=result.model_dump_json())

    def put_result(self, claim: Claim, cell_id: str, result: CellResult, *, cached: bool = False) -> None:
        """Keep what a cell gave. Raises: NotFound where the claim was lost, or it was stopped."""
        row = self._worked_on(claim, cell_id)
        self._vault.seal(row, result=result.model_dump_json())
        row.measures = json.dumps({measure.value: value for measure, value in result.measures.items()})
        row.cached = cached
        self._end(row, "done", result.trouble)

    def forget(self, claim: Claim) -> None:
        """Let go for good of what was claimed, since its case was taken back."""
        forget_cells(self._session, _CELL.claim == claim.token)

    def put_trouble(self, claim: Claim, cell_id: str, trouble: str) -> None:
        """Keep why a cell gave nothing. Raises: NotFound likewise."""
        self._end(self._worked_on(claim, cell_id), "failed", trouble)

    def _end(self, row: ExperimentCellRow, state: CellState, trouble: str) -> None:
        row.state, row.trouble, row.claim, row.claimed_until = state, trouble, None, None
        self._session.flush()
        left = select(func.count()).where(
            _CELL.experiment_id == row.experiment_id, _CELL.state.in_(("waiting", "working"))
        )
        if not self._session.scalar(left):
            self._row(row.experiment_id).state = "done"

    def troubled(self, experiment_id: str, arm: int, most: int) -> int:
        """How many of an arm's cells in a row have trouble, the last ones; at the most so many."""
        last = (
            select(_CELL.trouble)
            .where(_CELL.experiment_id == experiment_id, _CELL.arm == arm)
            .where(_CELL.state.in_(("done", "failed")), _CELL.cached.is_(False))
            .order_by(_CELL.repeat.desc(), _CELL.position.desc())
            .limit(most)
        )
        troubles = self._session.scalars(last).all()
        return next((place for place, trouble in enumerate(troubles) if not trouble), len(troubles))

    def found(self, cell_id: str) -> CellResult | None:
        """What it gave before it was cut off while it was judged, or what the same input gave, for the same
        owner's case."""
        asked = self._session.get(_CELL, cell_id, options=[undefer(_CELL.result)])
        if asked is None or asked.result:
            return self._result(asked) if asked else None
        same = (
            select(_CELL)
            .where(_CELL.owner == asked.owner, _CELL.input_key == asked.input_key, *_CLEAN)
            .limit(1)
        )
        row = self._session.scalars(same.options(undefer(_CELL.result))).first()
        return self._result(row) if row else None

    def known(self, cells: Sequence[NewCell]) -> int:
        """How many of these were done before."""
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for cell in cells:
            keys[cell.owner].append(self._vault.keyed(cell.owner, cell.input_key))
        total = 0
        for owner, every in keys.items():
            for some in _some(every):
                done = select(_CELL.input_key).where(_CELL.owner == owner, _CELL.input_key.in_(some), *_CLEAN)
                there = set(self._session.scalars(done))
                total += sum(key in there for key in some)
        return total

    def add_note(self, experiment_id: str, note: CaseNote) -> None:
        """Raises: NotFound."""
        self._row(experiment_id)
        row = ExperimentNoteRow(
            id=str(uuid.uuid4()),
            experiment_id=experiment_id,
            case_name=note.case_id,
            author=note.author,
            at=note.at,
        )
        self._vault.seal(row, text=note.text)
        self._session.add(row)

    def notes(self, experiment_id: str) -> Sequence[CaseNote]:
        """Oldest first."""
        mine = select(ExperimentNoteRow).where(ExperimentNoteRow.experiment_id == experiment_id)
        return tuple(
            CaseNote(case_id=row.case_name, author=row.author, at=row.at, text=self._vault.text(row, "text"))
            for row in self._session.scalars(mine.order_by(ExperimentNoteRow.at))
        )

    def _row(self, experiment_id: str, *, lock: bool = False) -> ExperimentRow:
        row = self._locked(experiment_id) if lock else self._session.get(ExperimentRow, experiment_id)
        if row is None:
            raise NotFound(
                "This experiment is not there",
                "It may have been deleted. Look for it in the list.",
                code="not-found",
            )
        return row

    def _locked(self, experiment_id: str) -> ExperimentRow | None:
        wanted = select(ExperimentRow).where(ExperimentRow.id == experiment_id)
        if self._is_shared:
            wanted = wanted.with_for_update(key_share=True)
        return self._session.scalars(wanted.execution_options(populate_existing=True)).first()

    def _worked_on(self, claim: Claim, cell_id: str) -> ExperimentCellRow:
        """The cell, for who has it, with its experiment's row locked. Raises: NotFound."""
        row = self._session.get(_CELL, cell_id)
        experiment = self._locked(row.experiment_id) if row else None
        if row is not None and experiment is not None:
            self._session.refresh(row)
            if row.claim == claim.token and experiment.state in OPEN:
                return row
        raise NotFound("This is not worked on any more", "Look at the experiment.", code="claim-lost")

    def _result(self, row: ExperimentCellRow) -> CellResult:
        return CellResult.model_validate_json(self._vault.text(row, "result"))

    def _progress(self, *which: ColumnElement[bool]) -> Mapping[str, ExperimentProgress]:
        """Experiment -> how far it is."""
        done, failed = _CELL.state == "done", _CELL.state == "failed"
        spent = func.sum(_CELL.cost_usd + _CELL.held_usd)
        there = many(_CELL.state != GONE)
        figures = select(
            _CELL.experiment_id, there, many(done), many(failed), many(done & _CELL.cached), spent
        )
        names = ("cells", "done", "failed", "cached", "spent_usd")
        return {
            key: ExperimentProgress(**dict(zip(names, found, strict=True)))
            for key, *found in self._session.execute(figures.where(*which).group_by(_CELL.experiment_id))
        }

    def _now(self) -> dt.datetime:
        """*Why the database's on PostgreSQL:* clocks of machines differ."""
        if self._is_shared:
            now: dt.datetime = self._session.scalars(select(func.clock_timestamp())).one()
            return now
        return dt.datetime.now(dt.UTC)

    @property
    def _is_shared(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"


def forget_cells(session: Session, which: ColumnElement[bool]) -> None:
    """Delete cells whose case was taken back; of what was paid for them the sum stays, and nothing else.

    *Why it stays:* the limit of cost holds for all that was ever paid.
    """
    paid = _CELL.cost_usd + _CELL.held_usd > 0
    session.execute(delete(_CELL).where(which, ~paid))
    nobodys = {"owner": INSTALLATION, "golden_case_id": "", "case_name": "", "input_key": ""}
    emptied = {"state": GONE, "cached": False, "measures": "{}", "trouble": "", "result": None}
    costs = {"cost_usd": _CELL.cost_usd + _CELL.held_usd, "held_usd": 0.0}
    free = {"claim": None, "claimed_until": None}
    session.execute(update(_CELL).where(which, paid).values(nobodys | emptied | costs | free))


_NOTHING = ExperimentProgress(cells=0, done=0, failed=0, cached=0, spent_usd=0.0)
_CLEAN = (_CELL.state == "done", _CELL.trouble == "")
"""What may be taken over: a model that failed once may do better."""


def _some(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


def _is_free(now: dt.datetime) -> ColumnElement[bool]:
    return _CELL.claimed_until.is_(None) | (_CELL.claimed_until < now)


def _in_turn(now: dt.datetime) -> Select[str]:
    """Experiments with cells to do, those first of which the fewest are at work, then the oldest."""
    at_work = func.sum(case((_is_free(now), 0), else_=1))
    to_do = func.sum(case((_is_free(now), 1), else_=0))
    return (
        select(_CELL.experiment_id)
        .join(ExperimentRow, ExperimentRow.id == _CELL.experiment_id)
        .where(ExperimentRow.state.in_(OPEN), _CELL.state.in_(("waiting", "working")))
        .group_by(_CELL.experiment_id)
        .having(to_do > 0)
        .order_by(at_work, func.min(ExperimentRow.at), _CELL.experiment_id)
    )


def _experiment(row: ExperimentRow, progress: ExperimentProgress) -> Experiment:
    return Experiment(
        id=row.id,
        plan=ExperimentPlan.model_validate_json(row.plan),
        state=cast(ExperimentState, row.state),
        author=row.author,
        at=row.at,
        progress=progress,
        trouble=row.trouble,
        changes=row.changes,
    )


def _cell(row: ExperimentCellRow) -> Cell:
    return Cell(
        id=row.id,
        arm=row.arm,
        case_id=row.case_name,
        repeat=row.repeat,
        state=cast(CellState, row.state),
        cached=row.cached,
        measures={Measure(name): value for name, value in json.loads(row.measures).items()},
        trouble=row.trouble,
    )
