"""What is kept of a person, all of it to take along, and all of it gone."""

import io
import zipfile

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from tests.pages.conftest import Open, assert_sound, words


def test_an_empty_page_says_what_will_be_there(open_page: Open) -> None:
    app = open_page("my_data")
    assert_sound(app)
    assert "Nothing yet" in words(app)
    assert "It stays until you delete it." in words(app)
    assert [button.key for button in app.button] == ["first"]


def test_it_counts_what_is_kept(open_page: Open, made: str) -> None:
    app = open_page("my_data")
    assert_sound(app)
    assert "1 application with its ad: Data Analyst, Fenwick Rail" in words(app).replace("\\", "")
    assert "1 résumé file" in words(app)


def test_the_plan_comes_before_the_erasure_and_can_be_left(
    open_page: Open, services: Services, made: str
) -> None:
    app = open_page("my_data")
    app.button(key="erase").click().run()
    assert "This goes:" in words(app)
    assert app.button(key="ask-keep").proto.type == "primary"
    app.button(key="erase").click()
    app.button(key="ask-keep").click().run()
    assert_sound(app)
    assert services.applications.get(LOCAL_ACTOR, made).id == made


def test_everything_can_be_taken_along(services: Services, made: str) -> None:
    out = io.BytesIO()
    services.my_data.export(LOCAL_ACTOR, out)
    with zipfile.ZipFile(out) as package:
        assert any(name.endswith("resume.pdf") for name in package.namelist())


def test_after_an_erasure_the_app_is_as_new(open_page: Open, services: Services, made: str) -> None:
    app = open_page("my_data")
    app.button(key="erase").click().run()
    app.button(key="erase").click()  # a click in the question runs it alone in a browser, and here the page
    app.button(key="ask-do").click().run()
    assert not app.exception
    assert app.success[0].proto.title == "All is erased"
    assert services.my_data.kept(LOCAL_ACTOR) == ()
    assert "Upload your résumé" in words(open_page())
    assert "Nothing yet" in words(open_page("my_data"))
