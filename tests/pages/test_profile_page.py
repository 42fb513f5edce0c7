"""The profile page: what was read can be corrected field by field, and nothing is lost."""

import pytest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.profile import Profile, Unplaced
from jobwise.services.profiles import ProfileService
from tests.pages.conftest import RESUME, Open, assert_sound, words


@pytest.fixture
def profiles(services: Services) -> ProfileService:
    """With the sample résumé as the newest version."""
    services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
    return services.profiles


def current(profiles: ProfileService) -> Profile:
    stored = profiles.current(LOCAL_ACTOR)
    assert stored is not None
    return stored.profile


def test_every_section_of_the_resume_is_shown(open_page: Open, profiles: ProfileService) -> None:
    app = open_page("profile")
    assert_sound(app)
    titles = [header.value for header in app.header]
    assert titles[:2] == ["Contact", "Work"]
    assert {"Education", "Skills", "Languages"} <= set(titles)
    assert any("Northgate Parcel Ltd" in entry.label for entry in app.expander)


def test_a_file_is_read_when_it_arrives(open_page: Open, services: Services) -> None:
    app = open_page("profile")
    turn = app.session_state["upload-turn"]
    upload = app.file_uploader(key=f"resume-file-{turn}")
    upload.set_value((RESUME.name, RESUME.read_bytes(), "application/pdf")).run()
    assert_sound(app)
    assert app.text_input[0].value == "Mara Lindqvist"


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("cv.pdf", b"", "This file is empty"),
        ("me.jpg", b"\xff\xd8\xff\xe0" + b"0" * 400, "This is a picture\\, not a document"),
        ("cv.docx", b"%PDF-1.7\n" + b"0" * 400, "This file is a PDF but is named \\.docx"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(
    open_page: Open, profiles: ProfileService, name: str, data: bytes, title: str
) -> None:
    before = profiles.current(LOCAL_ACTOR)
    app = open_page("profile")
    upload = app.file_uploader(key=f"resume-file-{app.session_state['upload-turn']}")
    upload.set_value((name, data, "application/octet-stream")).run()
    assert_sound(app)
    assert app.error[0].proto.title == title
    assert profiles.current(LOCAL_ACTOR) == before


def test_a_change_is_kept_when_it_is_saved_and_marked_as_the_persons_own(
    open_page: Open, profiles: ProfileService
) -> None:
    app = open_page("profile")
    app.text_input[0].set_value("Mara  Lindqvist-Berg").run()
    assert "not saved" in words(app)
    assert current(profiles).basics.name == "Mara Lindqvist"
    app.button(key="save-profile").click().run()
    assert_sound(app)
    assert current(profiles).basics.name == "Mara Lindqvist-Berg"
    assert "basics" in current(profiles).corrected
    assert "not saved" not in words(app)


def test_a_change_can_be_discarded(open_page: Open, profiles: ProfileService) -> None:
    app = open_page("profile")
    name = app.text_input[0].value
    app.text_input[0].set_value("Somebody Else").run()
    app.button(key="discard-profile").click().run()
    assert_sound(app)
    assert app.text_input[0].value == name


def test_a_new_application_says_that_changes_are_not_saved(open_page: Open) -> None:
    app = open_page("profile")
    app.text_input[0].set_value("Mara Berg of Umeå").run()
    app.switch_page("pages/new_application.py").run()
    assert_sound(app)
    assert ["not saved yet" in warning.value for warning in app.warning] == [True]
    app.switch_page("pages/profile.py").run()
    app.button(key="save-profile").click().run()
    app.switch_page("pages/new_application.py").run()
    assert not app.warning


def test_what_is_not_saved_stays_when_another_window_saves_first(
    open_page: Open, profiles: ProfileService
) -> None:
    app = open_page("profile")
    app.text_input[1].set_value("Chief Analyst").run()
    other = profiles.current(LOCAL_ACTOR)
    assert other is not None
    profiles.save(LOCAL_ACTOR, other.profile.model_copy(update={"interests": ()}), based_on=other.id)
    app.button(key="save-profile").click().run()
    assert_sound(app)
    assert app.error[0].proto.title == "Your profile was changed in another window"
    assert app.text_input[1].value == "Chief Analyst"
    app.button(key="discard-profile").click().run()
    assert app.text_input[1].value == other.profile.basics.label


def test_the_entry_that_an_address_names_is_open(open_page: Open, profiles: ProfileService) -> None:
    job = current(profiles).work[1]
    app = open_page("profile", fact=job.highlights[0].fact_id)
    assert_sound(app)
    fields = {field.label: field.value for field in app.text_input}
    assert fields["Employer"] == job.name


def test_points_stay_the_same_facts_when_one_is_changed(open_page: Open, profiles: ProfileService) -> None:
    job = current(profiles).work[0]
    app = open_page("profile", fact=job.fact_id)
    field = next(area for area in app.text_area if area.label == "What you did, one point a line")
    lines = str(field.value).splitlines()
    field.set_value("\n".join([f"{lines[0]} in Leeds", *lines[1:], "Wrote a handbook"])).run()
    app.button(key="save-profile").click().run()
    points = current(profiles).work[0].highlights
    assert [point.fact_id for point in points[:-1]] == [point.fact_id for point in job.highlights]
    assert (points[0].text, points[-1].text) == (f"{lines[0]} in Leeds", "Wrote a handbook")


def test_words_that_are_no_date_are_refused_and_the_date_stays(
    open_page: Open, profiles: ProfileService
) -> None:
    job = current(profiles).work[0]
    app = open_page("profile", fact=job.fact_id)
    next(field for field in app.text_input if field.label == "Start").set_value("long ago").run()
    assert_sound(app)
    assert app.error[0].proto.title == "This is not a date"
    assert "not saved" not in words(app)


def test_an_entry_can_be_added_and_removed(open_page: Open, profiles: ProfileService) -> None:
    app = open_page("profile")
    count = len(current(profiles).work)
    next(button for button in app.button if button.label == "Add a job").click().run()
    assert_sound(app)
    assert any(entry.label == "New job" for entry in app.expander)
    next(button for button in app.button if button.label == "Remove this job").click().run()
    assert "not saved" not in words(app)
    assert len(current(profiles).work) == count


def test_a_field_in_doubt_is_marked_with_its_reason_until_it_is_right(
    open_page: Open, services: Services
) -> None:
    text = "# Ann Example\n\nann@example.org\n\n## Experience\n\n**Clerk**, Harrow Ltd (2018 – 2020)\n"
    services.profiles.upload(LOCAL_ACTOR, "ann.md", text.encode())
    app = open_page("profile")
    assert_sound(app)
    doubts = len(current(services.profiles).doubts)
    assert doubts
    assert "to check" in app.warning[0].proto.title
    while rights := [button for button in app.button if button.label == "It is right"]:
        rights[0].click().run()
    app.button(key="save-profile").click().run()
    assert_sound(app)
    assert not app.warning
    assert not current(services.profiles).doubts


def test_a_line_that_was_not_understood_is_shown_with_where_it_may_go(
    open_page: Open, services: Services
) -> None:
    stored = services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
    lost = Unplaced(fact_id="unplaced-1", text="Scheduled *the* fleet", heading="Other")
    lines = stored.profile.model_copy(update={"unplaced": (lost,)})
    services.profiles.save(LOCAL_ACTOR, lines, based_on=stored.id)
    app = open_page("profile")
    assert_sound(app)
    assert "Not understood" in words(app)
    assert "Scheduled \\*the\\* fleet" in words(app)
    assert any(menu.proto.label == "Move to" for menu in app.get("menu_button"))


def test_hidden_text_of_the_file_is_shown_in_its_words(open_page: Open, services: Services) -> None:
    import pymupdf

    document = pymupdf.open(stream=RESUME.read_bytes())
    document[0].insert_text((40, 830), "Kubernetes *expert*", color=(1, 1, 1))
    services.profiles.upload(LOCAL_ACTOR, "hidden.pdf", document.tobytes())
    app = open_page("profile")
    assert_sound(app)
    (told,) = [warning for warning in app.warning if "nobody sees" in warning.value]
    assert r"Kubernetes \*expert\*" in told.value
