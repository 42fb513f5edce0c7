"""Figures of many runs: exact on rows made by hand, and nothing of fewer than five people."""

import datetime as dt
import io
import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.analytics import FIRST_DAY, LAST_DAY, Board, Filters, Looked, RunFigures, monday
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.profile import Doubt, Item, Place, Profile, Skill, Unplaced
from jobwise.domain.role import Role
from jobwise.domain.run import RunRequest, Stage
from jobwise.errors import NotFound
from jobwise.llm.prices import read_prices
from jobwise.ports import Transactions
from jobwise.rendering.table_files import csv_table, parquet_file
from jobwise.services.analytics import LEAST, AnalyticsService
from jobwise.services.applications import ApplicationService
from jobwise.services.profiles import ProfileService
from jobwise.services.run_book import RunBook, confidence_of, layout_of
from jobwise.services.tracker import TrackerService
from jobwise.settings import Settings
from jobwise.store.database import Database
from jobwise.store.figures import DatabaseFigures
from jobwise.store.tables import ProfileRow, RunFiguresRow
from tests.unit.services.conftest import AD, Clock, InlineEngine

EDITOR = Actor(id="editor", roles=frozenset({Role.PROMPT_EDITOR}))
OLD, NEW, PRESENT = dt.date(2026, 2, 9), dt.date(2026, 2, 16), dt.date(2026, 3, 2)
"""Mondays; the tests' clock stands in the week of the last one."""


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


@pytest.fixture
def figures(database: Database) -> Iterator[DatabaseFigures]:
    reader = DatabaseFigures(database)
    yield reader
    reader.forget()


@pytest.fixture
def house(figures: DatabaseFigures, clock: Clock) -> AnalyticsService:
    """Where people log in."""
    return AnalyticsService(figures, parquet_file, csv_table, clock, alone=False)


@pytest.fixture
def alone(figures: DatabaseFigures, clock: Clock) -> AnalyticsService:
    return AnalyticsService(figures, parquet_file, csv_table, clock, alone=True)


_numbers = itertools.count()


def run(person: object, week: dt.date = OLD, **told: Any) -> RunFiguresRow:
    """A run that was done in a week."""
    key = str(next(_numbers))
    at = dt.datetime.combine(week + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC)
    usual: dict[str, Any] = {
        "state": "done", "engine": "1.6.0", "before_score": 0.5, "after_score": 0.72, "confidence": 0.9,
        "media_type": "application/pdf", "layout": "one column", "engine_settings": "engine@1",
    }  # fmt: skip
    known = RunFigures(run_id=key, application_id=f"a{key}", at=at, **{**usual, **told})
    return RunFiguresRow(owner=f"person {person}", **known.model_dump())


def put(database: Database, rows: Sequence[RunFiguresRow]) -> None:
    with Session(database.engine) as session, session.begin():
        session.add_all(rows)


MODEL: dict[str, Any] = {
    "provider": "openai", "model": "gpt-5", "writing_prompt": "writing@2", "calls": 2, "kept_calls": 1,
    "tokens_asked": 1000, "tokens_cached": 400, "tokens_answered": 100, "cost_usd": 0.25,
}  # fmt: skip


def test_figures_are_exact_where_one_person_is_alone(alone: AnalyticsService, database: Database) -> None:
    put(
        database,
        [
            run(1, seconds_analyze=1.0, seconds_export=0.5, downloaded=True, outcome="interview"),
            run(1, seconds_analyze=3.0, reused=2, before_score=0.4, after_score=0.9,
                layout="columns", confidence=0.5),
            run(1, NEW, **MODEL, state="failed", failure="model-slow", failed_stage="document_generator",
                before_score=None, after_score=None),
        ],
    )  # fmt: skip
    board = alone.board(EDITOR, Filters())
    assert (board.runs, board.done, board.cost_usd) == (3, 2, 0.25)
    assert board.median_gain == pytest.approx(0.36)
    assert [(w.week, w.runs, w.done, w.calls, w.kept_calls, w.stages, w.reused) for w in board.weeks] == [
        (OLD, 2, 2, 0, 0, 5, 2),
        (NEW, 1, 0, 2, 1, 0, 0),
    ]
    assert [(round(b.low, 2), round(b.high, 2), b.runs) for b in board.spreads.gain] == [
        (0.2, 0.25, 1),
        (0.5, 0.55, 1),
    ]
    assert [(round(b.low, 1), b.runs) for b in board.spreads.before] == [(0.4, 1), (0.5, 1)]
    assert [(round(b.low, 1), b.runs) for b in board.spreads.after] == [(0.7, 1), (0.9, 1)]
    assert [(t.stage, t.median, t.p90) for t in board.times] == [
        (Stage.JOB_ANALYZER, 2.0, pytest.approx(2.8)),
        (Stage.PDF_EXPORTER, 0.5, 0.5),
    ]
    assert [(f.stage, f.failure, f.runs) for f in board.failures] == [
        (Stage.DOCUMENT_GENERATOR, "model-slow", 1)
    ]
    assert [(s.provider, s.model, s.version, s.runs, s.tokens_asked, s.tokens_cached, s.tokens_answered)
            for s in board.spending] == [
        ("openai", "gpt-5", "writing@2", 1, 1000, 400, 100),
        ("offline", "", "engine@1", 2, 0, 0, 0),
    ]  # fmt: skip
    assert {(one.layout, one.runs, one.confidence) for one in board.layouts} == {
        ("one column", 2, 0.9), ("columns", 1, 0.5),
    }  # fmt: skip
    assert {step.step: step.people for step in board.funnel} == {
        "uploaded": 1, "started": 1, "finished": 1, "downloaded": 1, "applied": 1, "interview": 1, "offer": 0,
    }  # fmt: skip


def test_filters_leave_the_runs_that_they_name(alone: AnalyticsService, database: Database) -> None:
    failed = {"state": "failed", "failure": "budget", "after_score": None}
    put(
        database,
        [
            run(1), run(1, NEW), run(1, NEW, **MODEL),
            run(1, NEW, **failed, failed_stage="job_analyzer"), run(1, **failed),
        ],
    )  # fmt: skip

    def runs(**chosen: Any) -> int:
        board = alone.board(EDITOR, Filters(**chosen))
        counted = sum(bar.runs for bar in board.spreads.after) + sum(kind.runs for kind in board.failures)
        assert board.runs == sum(week.runs for week in board.weeks) == counted
        return board.runs

    assert runs() == 5
    assert runs(since=NEW) == runs(since=NEW + dt.timedelta(days=3)) == 3
    assert runs(until=OLD) == runs(until=NEW - dt.timedelta(days=1)) == 2
    assert runs(version="writing@2") == runs(provider="openai") == 1
    assert runs(version="engine@1") == runs(provider="offline") == 4
    assert runs(since=PRESENT) == 0
    [kind] = alone.board(EDITOR, Filters(stage=Stage.JOB_ANALYZER)).failures
    assert (kind.stage, kind.runs) == (Stage.JOB_ANALYZER, 1)


def test_counts_of_many_go_in_steps(house: AnalyticsService, database: Database) -> None:
    put(database, [run(person) for person in range(12)])
    board = house.board(EDITOR, Filters())
    assert (board.runs, board.done, board.weeks[0].runs, board.spending[0].runs) == (10, 10, 10, 10)
    assert [bar.runs for bar in (*board.spreads.gain, *board.spreads.before, *board.spreads.after)] == [
        10,
        10,
        10,
    ]
    assert {step.step: step.people for step in board.funnel}["finished"] == 10
    assert board.median_gain == pytest.approx(0.22)


def test_four_people_are_nobody_however_much_they_do(house: AnalyticsService, database: Database) -> None:
    put(
        database, [run(person, **MODEL, seconds_export=1.0) for person in range(LEAST - 1) for _ in range(40)]
    )
    board = house.board(EDITOR, Filters())
    assert (board.runs, board.cost_usd, board.median_gain) == (0, 0, None)
    assert board.hides
    assert not (board.weeks)
    assert not (board.spreads.gain)
    assert not (board.spreads.after)
    assert not (board.times)
    assert not (board.spending)
    assert not (board.layouts)
    assert not (board.versions)
    assert not (board.providers)
    assert not (board.first)
    assert all(step.people is None for step in board.funnel)


def test_a_rare_group_among_many_is_left_out(house: AnalyticsService, database: Database) -> None:
    rare = {
        "layout": "columns",
        "state": "failed",
        "failure": "no-role",
        "seconds_export": 7.0,
        "before_score": 0.05,
    }
    put(database, [*(run(person) for person in range(20)), *(run(person, **rare) for person in range(4))])
    board = house.board(EDITOR, Filters())
    assert board.runs == 25
    assert not board.failures
    assert not board.times
    assert [one.layout for one in board.layouts] == ["one column"]
    assert [round(bar.low, 1) for bar in board.spreads.before] == [0.5]
    told = house.csv(EDITOR, Filters()).decode("utf-8-sig")
    assert "no-role" not in told
    assert "columns" not in told


def test_the_first_and_the_last_day_can_be_asked_for_and_none_beside_them(
    house: AnalyticsService, database: Database
) -> None:
    put(database, [run(person, OLD) for person in range(20)])
    assert house.board(EDITOR, Filters(since=FIRST_DAY, until=LAST_DAY)).runs == 20
    for days in ({"since": FIRST_DAY - dt.timedelta(1)}, {"until": LAST_DAY + dt.timedelta(1)}):
        with pytest.raises(ValidationError):
            Filters(**days)


def test_the_present_week_does_not_count(house: AnalyticsService, database: Database, clock: Clock) -> None:
    assert monday(clock().date()) == PRESENT
    put(database, [run(person, PRESENT) for person in range(20)])
    assert house.board(EDITOR, Filters()).runs == 0
    clock.present += dt.timedelta(days=7)
    assert house.board(EDITOR, Filters()).runs == 20


def test_no_two_filters_differ_by_fewer_than_five_people(house: AnalyticsService, database: Database) -> None:
    """The two boards' difference would tell of the one person with a model in the newer week."""
    crowd = [run(person, week) for person in range(20) for week in (OLD, NEW)]
    put(database, [*crowd, run("Eve", NEW, **MODEL | {"cost_usd": 77.0}, after_score=0.01)])
    whole, older = house.board(EDITOR, Filters()), house.board(EDITOR, Filters(until=OLD))
    newer = house.board(EDITOR, Filters(since=NEW))
    assert (whole.runs, older.runs, newer.runs) == (40, 20, 20)
    assert whole.cost_usd == older.cost_usd == newer.cost_usd == 0
    assert whole.providers == ("offline",)
    assert [round(bar.low, 2) for bar in whole.spreads.after] == [0.7]
    assert house.board(EDITOR, Filters(provider="openai")).runs == 0
    assert house.board(EDITOR, Filters(provider="openai")).median_gain is None


def test_whatever_two_filters_differ_by_is_nobody_or_five_people(
    house: AnalyticsService, figures: DatabaseFigures, database: Database
) -> None:
    """Every pair of choices, over weeks, versions and models that are used by few and by many."""
    dice, people, tries = random.Random(7), {}, itertools.count()  # no two runs have as many tries
    offline: dict[str, Any] = {"engine_settings": "engine@1"}
    for week, told in itertools.product((OLD, NEW, NEW - dt.timedelta(days=28)), (offline, MODEL)):
        for version in ("writing@1", "writing@2") if told is MODEL else ("",):
            crowd = dice.randrange(1, 12)
            rows = [
                run(dice.randrange(crowd), week, **told | {"writing_prompt": version, "tries": next(tries)})
                for _ in range(3 * crowd)
            ]
            people.update({row.tries: row.owner for row in rows})
            put(database, rows)
    weeks, versions = (None, OLD, NEW), ("", "writing@1", "writing@2", "engine@1")
    seen = []
    for since, until, version, provider in itertools.product(
        weeks, weeks, versions, ("", "openai", "offline")
    ):
        chosen = Filters(since=since, until=until, version=version, provider=provider)
        _, looked = house._looked(chosen)
        assert looked.left_out
        seen.append({one.tries for one in figures.rows(looked)})
    assert len({len(runs) for runs in seen}) > 5
    for one, other in itertools.permutations(seen, 2):
        assert len({people[key] for key in one - other}) not in range(1, LEAST)


def test_files_hold_what_is_shown_and_no_single_run(house: AnalyticsService, database: Database) -> None:
    import pyarrow.parquet as pq

    put(database, [run(person, **MODEL) for person in range(10)])
    table = pq.read_table(io.BytesIO(house.parquet(EDITOR, Filters())))
    assert table.column_names == ["figure", "group", "value"]
    rows = {(row["figure"], row["group"]): row["value"] for row in table.to_pylist()}
    assert rows["runs", ""] == 10
    assert rows["cost_usd by model and version", "openai gpt-5 writing@2"] == 2.5
    text = house.csv(EDITOR, Filters()).decode("utf-8-sig")
    assert text.splitlines()[0] == "figure,group,value"
    assert len(text.splitlines()) == len(rows) + 1


def test_who_is_alone_takes_their_runs_along(alone: AnalyticsService, database: Database) -> None:
    import pyarrow.parquet as pq

    put(database, [run(1), run(1, NEW, **MODEL)])
    rows = pq.read_table(io.BytesIO(alone.parquet(EDITOR, Filters()))).to_pylist()
    assert [row["model"] for row in rows] == ["", "gpt-5"]
    assert "owner" not in rows[0]
    assert len(alone.csv(EDITOR, Filters(since=NEW)).splitlines()) == 2


def test_who_is_alone_sees_their_own_where_others_once_were(
    figures: DatabaseFigures, clock: Clock, database: Database
) -> None:
    put(database, [run(1, **MODEL), run(2, media_type="text/plain"), run(3, NEW, state="failed")])
    with Session(database.engine) as session, session.begin():
        at = dt.datetime(2026, 2, 9, tzinfo=dt.UTC)
        for owner in ("person 1", "person 2", "person 3"):
            row = ProfileRow(id=owner, owner=owner, version=1, created_at=at, profile="", file_name="")
            session.add(row)
    own = DatabaseFigures(database, "person 1")
    alone = AnalyticsService(own, parquet_file, csv_table, clock, alone=True)
    try:
        board = alone.board(EDITOR, Filters())
        assert (board.runs, board.providers, board.cost_usd, board.failures) == (1, ("openai",), 0.25, ())
        assert [(one.media_type, one.runs) for one in board.layouts] == [("application/pdf", 1)]
        assert {step.people for step in board.funnel if step.step in ("uploaded", "started")} == {1}
        assert alone.board(EDITOR, Filters(since=NEW)).runs == 0
        assert len(alone.csv(EDITOR, Filters()).splitlines()) == 2
    finally:
        own.forget()
    assert len(figures.rows(Looked())) == 3


def test_empty_boards_are_whole(house: AnalyticsService, alone: AnalyticsService) -> None:
    for service in (house, alone):
        board = service.board(EDITOR, Filters())
        assert isinstance(board, Board)
        assert (board.runs, board.first, board.median_gain) == (0, None, None)
        assert service.csv(EDITOR, Filters())
        assert service.parquet(EDITOR, Filters())


@pytest.mark.parametrize("role", [None, *Role])
def test_the_numbers_are_for_who_works_on_the_product(house: AnalyticsService, role: Role | None) -> None:
    actor = Actor(id="somebody", roles=frozenset({role} if role else ()))
    calls = (house.board, house.csv, house.parquet)
    if role in (Role.PROMPT_EDITOR, Role.ADMINISTRATOR):
        assert [bool(call(actor, Filters())) for call in calls] == [True] * 3
        return
    for call in calls:
        with pytest.raises(NotFound):
            call(actor, Filters())


def test_a_snapshot_has_no_ids_and_goes_with_whom_it_counts(
    figures: DatabaseFigures, house: AnalyticsService, database: Database
) -> None:
    put(database, [run(person) for person in range(10)])
    assert house.board(EDITOR, Filters()).runs == 10
    if not database.is_duckdb:
        assert figures._snapshot is not None
        ids = figures._snapshot.ask("SELECT owner, run_id, application_id FROM run_figures", ())
        assert len({owner for owner, *_ in ids}) == len({run_id for _, run_id, _ in ids}) == 10
        assert {type(owner) for owner, *_ in ids} == {int}
        with Session(database.engine) as session:
            known = {row.run_id for row in session.query(RunFiguresRow)}
        assert known.isdisjoint(run_id for _, run_id, _ in ids)
        assert {application_id for *_, application_id in ids} == {""}
    with Session(database.engine) as session, session.begin():
        session.query(RunFiguresRow).delete()
    figures.forget()
    assert house.board(EDITOR, Filters()).runs == 0


def test_a_sample_of_runs_gives_the_times_of_all(
    alone: AnalyticsService, figures: DatabaseFigures, database: Database
) -> None:
    put(database, [run(1, seconds_export=2.0) for _ in range(60)])
    _, [time] = figures.middles(Looked(), runs=500_000)
    assert (time.median, time.p90) == (2.0, 2.0)


CANARY = "Quillwhistle"
"""A person's word: in their résumé, their ad, the file's name, the model's name."""


@pytest.fixture
def profile_id(profiles: ProfileService, anna: Actor, resume: bytes) -> str:
    return profiles.upload(anna, f"{CANARY}.md", resume.replace(b"Anna Example", CANARY.encode())).id


def kept(database: Database) -> list[RunFiguresRow]:
    with Session(database.engine) as session:
        return list(session.query(RunFiguresRow).order_by(RunFiguresRow.at))


def test_a_run_that_is_done_is_put_down_with_its_end(
    applications: ApplicationService, database: Database, anna: Actor, profile_id: str
) -> None:
    application_id = applications.start(anna, f"{AD}\nWork with {CANARY} every day.\n")
    report = applications.get(anna, application_id).report
    assert report is not None
    [row] = kept(database)
    assert (row.owner, row.application_id, row.state, row.failure) == ("anna", application_id, "done", "")
    assert (row.before_score, row.after_score) == (report.before.ats_score, report.after.ats_score)
    assert (row.provider, row.model, row.engine_settings) == ("offline", "", "engine@1")
    assert (row.media_type, row.layout, row.reused) == ("text/markdown", "text", 0)
    assert row.confidence == confidence_of(applications.get(anna, application_id).profile)
    assert row.seconds_analyze is not None
    assert row.seconds_export is not None
    applications.retry(anna, application_id)
    first, second = kept(database)
    assert (first.run_id, second.reused, second.seconds_analyze) == (row.run_id, 5, None)


def test_no_word_of_a_person_is_in_the_figures(
    applications: ApplicationService, begin: Transactions, database: Database, anna: Actor, profile_id: str
) -> None:
    public = read_prices(Settings().prices_file).public_name
    for model in (f"{CANARY}-7b", "gpt-5-2026-01-01"):
        choice = ModelChoice(provider="openai", model=model, base_url=f"http://{CANARY}.local/v1")
        request = RunRequest(
            application_id=model, profile_id=profile_id, job_text=CANARY, as_of=OLD, model=choice
        )
        with begin() as work:
            at = dt.datetime(2026, 2, 10, tzinfo=dt.UTC)
            work.applications.add(anna, request, run_id=f"run of {len(model)}", is_sample=False, at=at)
            work.applications.set_state(anna, model, "failed")
            RunBook(public).note(work, anna, model, at)
    values = [str(getattr(row, column)) for row in kept(database) for column in RunFigures.model_fields]
    assert [row.model for row in kept(database)] == ["other", "gpt-5"]
    told = [value for value in values if CANARY in value]
    assert told == [f"{CANARY}-7b"]  # the id of the application, which this test chose


def test_a_run_that_ends_early_is_put_down(
    applications: ApplicationService, engine: InlineEngine, database: Database, anna: Actor, profile_id: str
) -> None:
    engine.waits = True
    application_id = applications.start(anna, AD)
    assert kept(database) == []
    applications.stop(anna, application_id)
    [row] = kept(database)
    assert (row.state, row.failure, row.after_score, row.failed_stage) == ("stopped", "stopped", None, "")
    engine.waits = False
    applications.retry(anna, application_id)
    assert [row.state for row in kept(database)] == ["stopped", "done"]


def test_a_sample_is_nobodys_run(
    applications: ApplicationService, tracker: TrackerService, database: Database, anna: Actor
) -> None:
    tracker.move(anna, applications.start_sample(anna), "offer")
    assert kept(database) == []


def test_what_came_of_it_stands_with_the_newest_run(
    applications: ApplicationService,
    tracker: TrackerService,
    database: Database,
    anna: Actor,
    profile_id: str,
) -> None:
    application_id = applications.start(anna, AD)
    applications.note_download(anna, application_id)
    tracker.move(anna, application_id, "interview")
    assert applications.get(anna, application_id).outcome == "interview"
    assert applications.list(anna)[0].outcome == "interview"
    applications.retry(anna, application_id)
    tracker.move(anna, application_id, "offer")
    assert [(row.downloaded, row.outcome) for row in kept(database)] == [
        (True, "interview"),
        (False, "offer"),
    ]
    tracker.move(anna, application_id, None)
    assert applications.get(anna, application_id).outcome is None
    assert [row.outcome for row in kept(database)] == ["interview", ""]


def test_figures_go_with_their_application(
    applications: ApplicationService, database: Database, anna: Actor, profile_id: str
) -> None:
    first, second = applications.start(anna, AD), applications.start(anna, AD)
    applications.delete(anna, first)
    assert [row.application_id for row in kept(database)] == [second]


def lines(*lefts: float) -> Profile:
    """A profile whose lines begin so far from the left edge."""
    items = tuple(
        Item(fact_id=f"i{n}", text="line", place=Place(boxes=((left, n / 100, 0.9, n / 100 + 0.01),)))
        for n, left in enumerate(lefts)
    )
    return Profile(skills=(Skill(fact_id="s", name="SQL", keywords=items),))


def test_columns_are_told_by_where_lines_begin() -> None:
    assert layout_of(Profile()) == "text"
    assert layout_of(lines(*[0.1] * 10)) == "one column"
    assert layout_of(lines(*[0.1] * 9, 0.6)) == "one column"
    assert layout_of(lines(*[0.05] * 4, *[0.4] * 6)) == "columns"


def test_confidence_is_the_share_without_a_doubt() -> None:
    profile = Profile(
        skills=tuple(Skill(fact_id=f"s{n}", name="SQL") for n in range(7)),
        unplaced=(Unplaced(fact_id="u", text="?"),),
        doubts=(
            Doubt(fact_id="s1", field="name", reason="Look."),
            Doubt(fact_id="s1", field="level", reason="Look."),
        ),
    )
    assert len(profile.facts()) == 9
    assert confidence_of(profile) == pytest.approx(7 / 9)
