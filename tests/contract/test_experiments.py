"""Experiments in the store: who works on which cells, what may still be spent, and what is taken over."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, text

from jobwise.domain.account import Actor
from jobwise.domain.experiment import Arm, CaseNote, CellResult, Group, Measure, NewCell
from jobwise.domain.vacancy import Claim
from jobwise.errors import Conflict, NotFound
from jobwise.ports import Transactions
from jobwise.store.database import Database
from tests.unit.services.experiment_parts import NOON, golden, plan_of

CASES, ARMS = 6, (Arm(version="engine@1"), Arm(version="engine@2"))
RESULT = CellResult(measures={Measure.COVERAGE: 0.5}, resume="Résumé", letter="Letter")
ANNA = Actor(id="anna")


def added(begin: Transactions, *, cap: float = 1.0, key: str = "", cases: int = CASES) -> str:
    """An experiment with two arms; the first case is Anna's."""
    experiment_id = str(uuid.uuid4())
    given = golden(cases)
    with begin() as work:
        set_id = work.golden.find(given.label) or work.golden.add(given, "edda", NOON, {"case-0": ANNA.id})
        cells = [
            NewCell(arm, owner, row, case.id, place, 0, f"{key or experiment_id}-{case.id}-{arm}")
            for place, (row, owner, case) in enumerate(work.golden.cases(set_id))
            for arm in range(2)
        ]
        work.experiments.add(experiment_id, plan_of(*ARMS, cap_usd=cap), set_id, "edda", NOON, cells)
    return experiment_id


def claimed(begin: Transactions, seconds: float = 60) -> tuple[Claim, Group | None]:
    claim = Claim(str(uuid.uuid4()), seconds)
    with begin() as work:
        return claim, work.experiments.claim(claim)


def group(begin: Transactions, seconds: float = 60) -> tuple[Claim, Group]:
    claim, found = claimed(begin, seconds)
    assert found is not None
    return claim, found


def done(begin: Transactions, claim: Claim, found: Group, result: CellResult = RESULT) -> None:
    for cell_id in found.cells.values():
        with begin() as work:
            work.experiments.put_result(claim, cell_id, result)


def test_a_group_is_a_case_in_all_its_arms_and_each_is_had_once(begin: Transactions) -> None:
    added(begin)
    with ThreadPoolExecutor(4) as threads:
        found = [one for _, one in threads.map(lambda _: claimed(begin), range(CASES + 2)) if one]
    assert sorted(one.case_id for one in found) == [f"case-{number}" for number in range(CASES)]
    assert all(set(one.cells) == {0, 1} for one in found)
    assert claimed(begin)[1] is None


def test_two_experiments_have_their_turns(begin: Transactions) -> None:
    first, second = added(begin), added(begin)
    assert [group(begin)[1].experiment_id for _ in range(4)].count(first) == 2
    assert group(begin)[1].experiment_id in {first, second}


def test_all_done_ends_it_and_progress_says_so(begin: Transactions) -> None:
    experiment_id = added(begin, cases=2)
    with begin() as work:
        assert work.experiments.get(experiment_id).state == "waiting"
    claim, found = group(begin)
    with begin() as work:
        assert work.experiments.get(experiment_id).state == "running"
    done(begin, claim, found)
    claim, found = group(begin)
    with begin() as work:
        work.experiments.put_trouble(claim, found.cells[0], "It broke")
        work.experiments.put_result(claim, found.cells[1], RESULT, cached=True)
        kept = work.experiments.get(experiment_id)
    progress = kept.progress
    assert (kept.state, progress.done, progress.failed, progress.cached) == ("done", 3, 1, 1)
    with begin() as work:
        cells = work.experiments.cells(experiment_id)
        assert [cell.state for cell in cells] == ["done", "done", "failed", "done"]
        assert cells[0].measures == {Measure.COVERAGE: 0.5}
        assert work.experiments.results(experiment_id, "case-0", 0) == {0: RESULT, 1: RESULT}
        assert work.experiments.results_of(ANNA) == (RESULT, RESULT)


def test_what_comes_late_or_after_a_stop_is_dropped(begin: Transactions) -> None:
    experiment_id = added(begin, cases=1)
    late, lost = group(begin, seconds=0)
    holds, found = group(begin)
    assert lost.cells == found.cells
    with pytest.raises(NotFound):
        done(begin, late, lost)
    with begin() as work:
        assert not work.experiments.keep(late)
        assert work.experiments.keep(holds)
        work.experiments.set_state(experiment_id, "stopped", ("waiting", "running"))
    with pytest.raises(NotFound):
        done(begin, holds, found)
    assert claimed(begin)[1] is None
    with pytest.raises(Conflict), begin() as work:
        work.experiments.set_state(experiment_id, "stopped", ("waiting", "running"))
    with begin() as work:
        work.experiments.set_state(experiment_id, "waiting", ("stopped",), cap_usd=3.0)
        assert work.experiments.get(experiment_id).plan.cap_usd == 3.0
    done(begin, *group(begin))


def test_no_two_pass_the_limit_together(begin: Transactions) -> None:
    experiment_id = added(begin, cap=1.0)
    groups = [group(begin) for _ in range(4)]

    def hold(one: tuple[Claim, Group]) -> str:
        with begin() as work:
            return work.experiments.hold(one[0], one[1].cells[0], 0.4)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(hold, groups)) == ["held", "held", "wait", "wait"]
    with begin() as work:
        assert work.experiments.get(experiment_id).progress.spent_usd == pytest.approx(0.8)


def test_what_nobody_holds_is_never_to_be_had(begin: Transactions) -> None:
    added(begin, cap=0.5)
    claim, found = group(begin)
    with begin() as work:
        assert work.experiments.hold(claim, found.cells[0], 0.6) == "never"
        assert work.experiments.hold(claim, found.cells[0], 0.3) == "held"
        work.experiments.put_down(found.cells[0], 0.3, 0.2)
        assert work.experiments.hold(claim, found.cells[1], 0.4) == "never"


def test_what_a_kill_cut_off_counts_as_spent(begin: Transactions) -> None:
    experiment_id = added(begin, cases=1)
    claim, found = group(begin, seconds=0)
    with begin() as work:
        assert work.experiments.hold(claim, found.cells[0], 0.3) == "held"
    after, again = group(begin)
    with begin() as work:
        assert work.experiments.hold(after, again.cells[0], 0.8) == "never"
        assert work.experiments.get(experiment_id).progress.spent_usd == pytest.approx(0.3)


def test_what_a_stop_cut_off_is_counted_once_when_it_is_known(begin: Transactions) -> None:
    experiment_id = added(begin, cases=1)
    claim, found = group(begin)
    with begin() as work:
        work.experiments.hold(claim, found.cells[0], 0.3)
        work.experiments.set_state(experiment_id, "stopped", ("running",))
        assert work.experiments.get(experiment_id).progress.spent_usd == pytest.approx(0.3)
    with begin() as work:
        work.experiments.put_down(found.cells[0], 0.3, 0.05)
        assert work.experiments.get(experiment_id).progress.spent_usd == pytest.approx(0.05)


def test_the_same_input_is_found_of_the_same_person_alone(begin: Transactions) -> None:
    added(begin, key="k", cases=2)
    claim, found = group(begin)
    done(begin, claim, found)
    claim, other = group(begin)
    done(begin, claim, other, RESULT.model_copy(update={"trouble": "It said nothing"}))
    added(begin, key="k", cases=2)
    (_, same), (_, troubled) = group(begin), group(begin)
    with begin() as work:
        assert work.experiments.found(same.cells[0]) == RESULT
        assert work.experiments.found(troubled.cells[0]) is None
        [row, owner, case], *_ = work.golden.cases(work.golden.find("ours@1") or "")
        asked = NewCell(0, owner, row, case.id, 0, 0, "k-case-0-0")
        assert owner == ANNA.id
        assert work.experiments.known([asked, asked._replace(input_key="other")]) == 1
        assert work.experiments.known([asked._replace(owner="ben")]) == 0


def test_troubles_in_a_row_are_those_since_the_last_that_was_well(begin: Transactions) -> None:
    experiment_id = added(begin, cases=4)
    bad = RESULT.model_copy(update={"trouble": "No shape"})
    for result in (bad, RESULT, bad, bad):
        done(begin, *group(begin), result)
    with begin() as work:
        assert work.experiments.troubled(experiment_id, 0, 10) == 2
        assert work.experiments.troubled(experiment_id, 0, 1) == 1


def test_a_case_that_was_taken_back_goes_and_what_is_left_comes_to_an_end(begin: Transactions) -> None:
    experiment_id = added(begin, cases=1)
    with begin() as work:
        work.golden.take_back(ANNA)
    assert claimed(begin)[1] is None
    with begin() as work:
        kept = work.experiments.get(experiment_id)
        assert (kept.state, kept.progress.cells) == ("done", 0)
        with pytest.raises(NotFound):
            work.experiments.case(experiment_id, "case-0")


def test_what_was_paid_for_a_case_that_was_taken_back_still_counts(
    begin: Transactions, database: Database
) -> None:
    experiment_id = added(begin, cap=1.0, cases=2)
    claim, found = group(begin)
    with begin() as work:
        work.experiments.hold(claim, found.cells[0], 0.5)
    with begin() as work:
        work.experiments.put_down(found.cells[0], 0.5, 0.4)
        work.experiments.hold(claim, found.cells[1], 0.5)
    with begin() as work:
        work.experiments.put_result(claim, found.cells[0], RESULT)
        work.golden.take_back(ANNA)
    with begin() as work:
        kept = work.experiments.get(experiment_id).progress
        assert (kept.cells, kept.done) == (2, 0)
        assert kept.spent_usd == pytest.approx(0.9)
        work.experiments.put_down(found.cells[1], 0.5, 0.3)
    with begin() as work:
        assert work.experiments.get(experiment_id).progress.spent_usd == pytest.approx(0.7)
        assert [cell.case_id for cell in work.experiments.cells(experiment_id)] == ["case-1", "case-1"]
        assert not work.experiments.results_of(ANNA)
        assert not work.experiments.judged(experiment_id)
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM experiment_cells WHERE state = 'gone'")).all()
    assert len(rows) == 2
    assert not any(told in str(rows) for told in (ANNA.id, "case-0", "Résumé", "0.5"))
    other, left = group(begin)
    with begin() as work:
        assert work.experiments.hold(other, left.cells[0], 0.4) == "never"
        assert work.experiments.hold(other, left.cells[0], 0.2) == "held"


def test_an_account_that_goes_leaves_what_was_paid(begin: Transactions) -> None:
    experiment_id = added(begin, cases=1)
    claim, found = group(begin)
    with begin() as work:
        work.experiments.hold(claim, found.cells[0], 0.4)
    with begin() as work:
        work.personal.erase(ANNA)
    with begin() as work:
        kept = work.experiments.get(experiment_id).progress
        assert (kept.cells, kept.spent_usd) == (0, pytest.approx(0.4))
        assert work.personal.kept(ANNA)["experiment_cells"] == 0


def test_cells_are_put_down_at_once(begin: Transactions, database: Database) -> None:
    said = []

    def hear(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if statement.startswith("INSERT INTO experiment_cells"):
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    experiment_id = added(begin, cases=400)
    event.remove(database.engine, "before_cursor_execute", hear)
    assert len(said) == 1
    with begin() as work:
        assert work.experiments.get(experiment_id).progress.cells == 800


def test_one_that_is_deleted_leaves_nothing(begin: Transactions) -> None:
    experiment_id = added(begin)
    with begin() as work:
        work.experiments.add_note(experiment_id, CaseNote(case_id="case-0", author="edda", at=NOON, text="x"))
        assert [note.text for note in work.experiments.notes(experiment_id)] == ["x"]
        work.experiments.delete(experiment_id)
    with begin() as work:
        assert not work.experiments.list()
        assert not work.experiments.cells(experiment_id)
        assert not work.experiments.notes(experiment_id)
        with pytest.raises(NotFound):
            work.experiments.get(experiment_id)


def test_one_process_alone_takes_back_what_one_before_had_claimed(
    begin: Transactions, database: Database
) -> None:
    added(begin, cases=1)
    group(begin)
    with begin() as work:
        work.experiments.let_go()
    assert (claimed(begin)[1] is not None) == database.is_duckdb
