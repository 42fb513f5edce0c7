"""*Analytics* and the question how far an application went."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.analytics import Filters, RunFigures
from jobwise.domain.role import Role
from jobwise.store.tables import RunFiguresRow
from tests.pages.accounts import LogIn, opened, titles
from tests.pages.conftest import Open, assert_sound, words

FOUR_WEEKS_AGO = dt.datetime.now(dt.UTC) - dt.timedelta(days=28)


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_without_a_run_the_page_says_how_to_begin(open_page: Open) -> None:
    app = open_page("analytics")
    assert_sound(app)
    assert "No runs yet." in words(app)
    assert not app.metric
    assert [button.label for button in app.button if button.key == "first"] == ["New application"]


def test_ones_own_run_is_counted_and_can_be_taken_along(
    open_page: Open, services: Services, made: str
) -> None:
    report = services.applications.get(LOCAL_ACTOR, made).report
    assert report is not None
    app = open_page("analytics")
    assert_sound(app)
    gain = report.after.ats_score - report.before.ats_score
    assert metrics(app) == {
        "Runs": "1", "Finished": "100%", "Cost": "$0.00",
        "Median gain in score": f"{gain:+.2f}".replace("-", "−"),
    }  # fmt: skip
    assert "Your own runs" in words(app)
    assert services.analytics.csv(LOCAL_ACTOR, Filters()).count(b"\n") == 2


def test_filters_stand_in_the_address_and_can_be_cleared(open_page: Open, made: str) -> None:
    app = open_page("analytics", provider="offline", version="engine@1")
    assert metrics(app)["Runs"] == "1"
    chosen = [box.value for box in app.selectbox if box.key.startswith("analytics-")]
    assert chosen == ["engine@1", "offline", None]
    [stage] = [box for box in app.selectbox if box.key == "analytics-stage"]
    stage.select("pdf_exporter").run()
    assert app.query_params["stage"] in ("pdf_exporter", ["pdf_exporter"])
    app = open_page("analytics", since="2000-01-01", until="2000-12-31")
    assert_sound(app)
    assert "No run fits." in words(app)
    [clear] = [button for button in app.button if button.label == "Clear filters"]
    assert metrics(clear.click().run())["Runs"] == "1"


def test_an_address_that_makes_no_sense_hides_nothing(open_page: Open, made: str) -> None:
    for asked in (
        {"since": "yesterday", "stage": "**none**"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
    ):
        app = open_page("analytics", **asked)
        assert_sound(app)
        assert metrics(app)["Runs"] == "1"


def test_a_filter_that_is_no_version_finds_nothing_and_is_cleared(open_page: Open, made: str) -> None:
    app = open_page("analytics", version="**nothing**")
    assert_sound(app)
    [clear] = [button for button in app.button if button.label == "Clear filters"]
    assert metrics(clear.click().run())["Runs"] == "1"


def test_how_far_it_went_is_kept_from_both_pages(open_page: Open, services: Services, made: str) -> None:
    for page, query, chosen in (
        ("application", {"id": made}, "interview"),
        ("applications", {"view": "List"}, "offer"),
    ):
        app = open_page(page, **query)
        [box] = [one for one in app.selectbox if one.key == f"outcome-{made}"]
        box.select(chosen).run()
        assert_sound(app)
        assert services.applications.get(LOCAL_ACTOR, made).outcome == chosen
    [run] = [row for row in figures(services) if row.application_id == made]
    assert run.outcome == "offer"


def figures(services: Services) -> list[RunFigures]:
    with services.applications._transactions() as work:
        return list(work.applications.figures(LOCAL_ACTOR))


@pytest.fixture
def busy(accounts: Services) -> Iterator[Services]:
    """A dashboard with runs of twelve people, two of whom failed."""
    reader = accounts.analytics._reader
    with Session(reader._database.engine) as session, session.begin():  # type: ignore[attr-defined]
        for person in range(12):
            told = RunFigures(
                run_id=f"r{person}", application_id=f"a{person}", at=FOUR_WEEKS_AGO, engine="1.6.0",
                state="failed" if person < 2 else "done", failure="budget" if person < 2 else "",
                before_score=0.4, after_score=0.6, engine_settings="engine@1",
            )  # fmt: skip
            session.add(RunFiguresRow(owner=f"p{person}", **told.model_dump()))
    yield accounts
    with Session(reader._database.engine) as session, session.begin():  # type: ignore[attr-defined]
        session.query(RunFiguresRow).delete()


@pytest.mark.parametrize("role", [Role.PROMPT_EDITOR, Role.ADMINISTRATOR])
def test_many_peoples_runs_are_shown_in_steps_of_five(busy: Services, log_in: LogIn, role: Role) -> None:
    log_in(role)
    app = opened("analytics")
    assert titles(app) == ["Analytics"]
    assert metrics(app)["Runs"] == "10"
    assert "Fewer than 5 people are behind these figures" in words(app)
    assert "budget" not in words(app).lower()


def test_before_there_are_five_people_the_page_says_so(accounts: Services, log_in: LogIn) -> None:
    log_in(Role.PROMPT_EDITOR)
    app = opened("analytics")
    assert titles(app) == ["Analytics"]
    assert "as soon as 5 people" in words(app)
    assert not app.metric
