"""The tracker: a board that is moved by a menu, notes, dates, what was sent, and numbers."""

import datetime as dt

import pytest
from icalendar import Calendar

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR, ApplicationSummary
from jobwise.domain.tracker import Board, Card
from jobwise.services.tracker import TrackerService
from jobwise.ui.application_rows import name_of
from jobwise.ui.board import MOST
from jobwise.ui.text import day, plain
from jobwise.ui.tracker_numbers import ENOUGH, share
from tests.pages.conftest import AD, OTHER_AD, Open, assert_sound, finished, words


@pytest.fixture
def fresh(services: Services, profile: str) -> str:
    """An application that is done and saved."""
    return finished(services, services.applications.start(LOCAL_ACTOR, OTHER_AD))


def outcome(services: Services, application_id: str) -> str | None:
    return services.applications.get(LOCAL_ACTOR, application_id).outcome


def test_a_card_is_moved_by_its_menu_and_told_what_was_kept(
    open_page: Open, services: Services, fresh: str
) -> None:
    app = open_page("applications")
    assert_sound(app)
    menu = app.menu_button(key=f"move-{fresh}")
    assert menu.options == ["Applied", "Interview", "Offer", "Rejected"]
    app = menu.click("applied").run()
    assert_sound(app)
    assert outcome(services, fresh) == "applied"
    [told] = app.success
    assert "is now under Applied" in told.value
    assert "kept as they are now\\, version 1" in told.value
    assert len(services.tracker.sent(LOCAL_ACTOR, fresh)) == 2
    app = app.menu_button(key=f"move-{fresh}").click("saved").run()
    assert outcome(services, fresh) == "saved"
    assert "kept" not in app.success[0].value
    assert not app.run().success


def test_a_card_of_a_run_that_is_not_done_says_that_nothing_was_kept(
    open_page: Open, services: Services, profile: str
) -> None:
    stopped = services.applications.start(LOCAL_ACTOR, AD)
    services.applications.stop(LOCAL_ACTOR, stopped)
    app = open_page("applications")
    assert "stopped" in words(app)
    app = app.menu_button(key=f"move-{stopped}").click("applied").run()
    assert_sound(app)
    assert "No documents were kept as sent" in app.success[0].value
    app = open_page("application", id=stopped)
    assert_sound(app)
    assert "Notes" in [header.value for header in app.header]
    services.applications.delete(LOCAL_ACTOR, stopped)


def test_a_card_says_what_its_number_is_and_its_menu_what_it_moves(
    open_page: Open, services: Services, fresh: str
) -> None:
    app = open_page("applications")
    assert_sound(app)
    [made] = [one for one in services.applications.list(LOCAL_ACTOR) if one.id == fresh]
    assert app.menu_button(key=f"move-{fresh}").label == f"Move *{plain(name_of(made))}*"
    assert f"ATS score **{made.ats_score:.2f}**" in words(app)
    assert "ATS score, before" in words(open_page("applications", view="List"))


def test_a_move_of_what_was_deleted_meanwhile_is_told(
    open_page: Open, services: Services, fresh: str
) -> None:
    app = open_page("applications")
    services.applications.delete(LOCAL_ACTOR, fresh)
    app.menu_button(key=f"move-{fresh}").click("offer").run()
    assert_sound(app)
    assert [error.value for error in app.error] != []


def test_five_hundred_applications_are_shown_some_at_a_time(
    open_page: Open, services: Services, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
    cards = tuple(
        Card(
            application=ApplicationSummary(
                id=f"a{number}", title=f"Job {number}", employer="", state="done",
                ats_score=0.5, before_score=0.4, created_at=now,
            ),
            since=now, next_date=None, notes=0,
        )
        for number in range(500)
    )  # fmt: skip
    board = Board(columns={"saved": cards, "applied": (), "interview": (), "offer": (), "rejected": ()})
    monkeypatch.setattr(TrackerService, "board", lambda *_: board)
    app = open_page("applications")
    assert_sound(app)
    assert len(app.menu_button) == MOST
    [more] = [button for button in app.button if button.label.startswith("Show more")]
    assert more.label == f"Show more: {500 - MOST} left"
    assert len(more.click().run().menu_button) == 3 * MOST


def test_notes_are_kept_as_they_were_written_and_deleted_after_a_question(
    open_page: Open, services: Services, fresh: str
) -> None:
    app = open_page("application", id=fresh, tab="Notes and dates")
    assert_sound(app)
    app.text_area(key="note-text").set_value("Asked for **two** references\n<b>Monday</b>")
    app.button(key="save-note").click().run()
    assert_sound(app)
    [note] = services.tracker.notes(LOCAL_ACTOR, fresh)
    assert app.success[0].value == "The note is saved."
    assert "Asked for \\*\\*two\\*\\* references  \n\\<b\\>Monday" in words(app)
    app.button(key="save-note").click().run()
    assert app.error[0].value == "Write something\\, then save it\\."
    app.button(key=f"drop-{note.id}").click().run()
    app.button(key=f"drop-{note.id}").click()
    app.button(key="ask-do").click().run()
    assert_sound(app)
    assert services.tracker.notes(LOCAL_ACTOR, fresh) == ()


def test_a_date_is_kept_with_its_reminder_and_given_to_calendars(
    open_page: Open, services: Services, fresh: str
) -> None:
    app = open_page("application", id=fresh, tab="Notes and dates")
    assert app.selectbox(key="date-remind").value == -1  # no reminder, and not "choose an option"
    app.text_input(key="date-what").set_value("Room 4, *bring* the case")
    app.date_input(key="date-day").set_value(dt.date(2031, 5, 4))
    app.time_input(key="date-time").set_value(dt.time(9, 30))
    app.selectbox(key="date-remind").select(60)
    app.button(key="add-date").click().run()
    assert_sound(app)
    [date] = services.tracker.dates(LOCAL_ACTOR, fresh)
    assert (date.kind, date.all_day, date.remind_minutes) == ("interview", False, 60)
    assert date.starts_at == dt.datetime(2031, 5, 4, 9, 30, tzinfo=dt.UTC)
    shown = words(app)
    assert app.success[0].value.startswith("Interview\\, 4 May 2031")
    assert len(app.run().success) == 0
    assert "Interview\\, 4 May 2031\\, 09\\:" in shown
    assert "\\*bring\\* the case" in shown
    app.button(key="add-date").click().run()
    days = [one for one in services.tracker.dates(LOCAL_ACTOR, fresh) if one.all_day]
    assert [one.remind_minutes for one in days] == [None]
    content = services.tracker.calendar(LOCAL_ACTOR, fresh).content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 2
    next_one = min(services.tracker.dates(LOCAL_ACTOR, fresh), key=lambda one: one.starts_at)
    assert next_one == days[0]
    assert f":material/event: Interview\\, {day(next_one.starts_at)}" in words(open_page("applications"))
    app.button(key=f"drop-{date.id}").click().run()
    app.button(key=f"drop-{date.id}").click()
    app.button(key="ask-do").click().run()
    assert [one.id for one in services.tracker.dates(LOCAL_ACTOR, fresh)] == [days[0].id]


def test_what_was_sent_is_listed_and_a_changed_version_can_be_kept_beside_it(
    open_page: Open, services: Services, fresh: str
) -> None:
    services.tracker.move(LOCAL_ACTOR, fresh, "applied")
    app = open_page("application", id=fresh, tab="Notes and dates")
    assert_sound(app)
    assert "**Version 1**" in words(app)
    assert not [button for button in app.button if button.key == "keep-sent"]
    report = services.applications.get(LOCAL_ACTOR, fresh).report
    assert report is not None
    line = [one for one in report.documents.resume.lines if one.role == "bullet"][-1]
    services.applications.leave_out(LOCAL_ACTOR, fresh, line.id)
    services.tracker.move(LOCAL_ACTOR, fresh, "interview")
    app.run()
    assert "Your documents are at version 2 now" in words(app)
    app.button(key="keep-sent").click().run()
    assert_sound(app)
    assert "version 2" in app.success[0].value
    assert [file.version for file in services.tracker.sent(LOCAL_ACTOR, fresh)] == [2, 2, 1, 1]
    assert services.applications.get(LOCAL_ACTOR, fresh).outcome == "interview"


def test_the_numbers_say_how_many_came_how_far_and_that_they_are_few(
    open_page: Open, services: Services, fresh: str
) -> None:
    services.tracker.move(LOCAL_ACTOR, fresh, "offer")
    funnel = services.tracker.funnel(LOCAL_ACTOR)
    app = open_page("applications", view="Numbers")
    assert_sound(app)
    said = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert f"Applied: {funnel.reached['applied']}." in said[0]
    assert "Offer: 1." in said[1]
    table = app.table[0].value
    assert list(table["Step"]) == ["All", "Applied", "Interview", "Offer", "Rejected"]
    assert "%" not in "".join(map(str, table["Of the step before"]))
    assert any("too few to tell" in caption.value for caption in app.caption)


def test_a_share_of_few_is_no_percentage() -> None:
    assert share(3, ENOUGH - 1) == "3 of 19"
    assert share(3, ENOUGH) == "3 of 20, 15%"
    assert share(0, 0) == ""
