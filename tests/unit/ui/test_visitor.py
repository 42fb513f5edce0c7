"""Where a log-in leads: to a page of this site, and to no route that would log out again."""

import pytest

from jobwise.ui.visitor import inside


@pytest.mark.parametrize("path", ["/", "/my_data", "/application?id=a1&tab=Documents", "/authors"])
def test_a_page_of_this_site_is_led_to(path: str) -> None:
    assert inside(path) == path


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/auth/leave", "/auth", "", "settings"],
)
def test_nothing_else_is(path: str) -> None:
    assert inside(path) == "/"
