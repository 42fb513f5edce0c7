"""Where people have to log in, no page is shown to who has not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import close_shared_services, shared_services
from jobwise.settings import ROOT, Settings

PAGES = sorted(file.name for file in (ROOT / "pages").glob("*.py"))


@pytest.fixture(autouse=True)
def _accounts(tmp_path: Path) -> Iterator[None]:
    close_shared_services()
    secret = "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E"
    shared_services(Settings(auth="accounts", secret_key=secret, data_dir=tmp_path))
    yield
    close_shared_services()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_shown_to_who_is_not_logged_in(page: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    app.switch_page(f"pages/{page}").run()
    assert [element.value for element in app.error] == ["Log in first\\."]
    assert (list(app.button), list(app.text_input), list(app.text_area)) == ([], [], [])
