"""Pages run by `AppTest`, over a real store in a folder of its own."""

import time
from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services, close_shared_services, shared_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.settings import ROOT, Settings
from tests.pages.accounts import accounts, log_in

__all__ = ["accounts", "log_in"]

SAMPLES = ROOT / "data" / "samples"
RESUME = SAMPLES / "mara-lindqvist.pdf"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
OTHER_AD = (SAMPLES / "management-accountant-brayfield.txt").read_text(encoding="utf-8")

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The services of the dashboard, with nothing in them."""
    close_shared_services()
    st.cache_data.clear()
    yield shared_services(Settings(data_dir=tmp_path_factory.mktemp("state"), reader_workers=1))
    close_shared_services()


@pytest.fixture
def open_page(services: Services) -> Open:
    """`open_page("profile", fact="x")` -> that page, drawn."""

    def go(name: str = "start", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.run()
        if name != "start":
            app.switch_page(f"pages/{name}.py")
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return go


@pytest.fixture(scope="module")
def profile(services: Services) -> str:
    """The id of the sample résumé as the person's own profile."""
    return services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes()).id


@pytest.fixture(scope="module")
def made(services: Services, profile: str) -> str:
    """The id of an application that is done."""
    return finished(services, services.applications.start(LOCAL_ACTOR, AD))


def finished(services: Services, application_id: str) -> str:
    """Wait for the run of an application."""
    deadline = time.monotonic() + 60
    while services.applications.progress(LOCAL_ACTOR, application_id)[0] in ("waiting", "running"):
        assert time.monotonic() < deadline, "the run did not end"
        time.sleep(0.05)
    return application_id


def words(app: AppTest) -> str:
    """All text of a page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.error, app.success)
    texts = [element.value for kind in kinds for element in kind]
    labels = [block.label for block in (*app.expander, *app.tabs) if block.label]
    return "\n".join([*texts, *labels, *(button.label for button in app.button)])


def assert_sound(app: AppTest) -> None:
    """No exception, one title."""
    assert not app.exception
    assert len(app.title) == 1
