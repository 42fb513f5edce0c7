"""The routes that give and take the cookie of a log-in, and the door before what only members fetch."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from jobwise.asgi.entrance import MembersOnly, entrance_routes
from jobwise.ui.visitor import ENTER_PATH, LEAVE_PATH, LOG_IN_PATH, inside, session_cookie, visitor_cookie
from tests.account_parts import GOOD, House, house

__all__ = ["house"]

Browser = Callable[..., TestClient]


@pytest.fixture
def browser(house: House) -> Browser:
    """`browser()` -> somebody's browser that has seen a page; it follows no answer by itself."""
    house.add()

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse("<p>A page</p>")

    def go(*, tls: bool = False) -> TestClient:
        app = Starlette(
            routes=[
                *entrance_routes(lambda: house.accounts, tls),
                Route("/media/{name}", page),
                Route("/_stcore/upload_file/{name}", page, methods=["PUT", "GET"]),
                Route("/static/media/{name}", page),
                Route("/{name:path}", page),
            ],
            middleware=[Middleware(MembersOnly, accounts=lambda: house.accounts, tls=tls)],
        )
        client = TestClient(
            app, base_url=f"http{'s' if tls else ''}://jobs.example.org", follow_redirects=False
        )
        client.get("/")
        return client

    return go


def ticket(house: House, client: TestClient, *, tls: bool = False) -> str:
    visitor = client.cookies.get(visitor_cookie(tls), "")
    given = house.accounts.log_ins.log_in("anna@example.org", SecretStr(GOOD), bound=visitor)
    return given.get_secret_value()


def test_a_ticket_gives_a_cookie_that_scripts_cannot_read(house: House, browser: Browser) -> None:
    client = browser()
    answer = client.get(ENTER_PATH, params={"ticket": ticket(house, client), "next": "/profile?fact=a"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/profile?fact=a")
    assert answer.headers["cache-control"] == "no-store"
    flags = answer.headers["set-cookie"].lower()
    assert "httponly" in flags
    assert "samesite=strict" in flags
    assert "path=/" in flags
    assert "secure" not in flags
    assert "expires" not in flags
    assert house.actor(client.cookies[session_cookie(tls=False)])


def test_over_tls_the_cookies_go_over_tls_alone(house: House, browser: Browser) -> None:
    client = browser(tls=True)
    answer = client.get(ENTER_PATH, params={"ticket": ticket(house, client, tls=True)})
    assert answer.headers["set-cookie"].startswith("__Host-jobwise=")
    assert "Secure" in answer.headers["set-cookie"]


def test_a_ticket_works_once(house: House, browser: Browser) -> None:
    client = browser()
    given = ticket(house, client)
    client.get(ENTER_PATH, params={"ticket": given})
    again = client.get(ENTER_PATH, params={"ticket": given})
    assert again.headers["location"] == f"{LOG_IN_PATH}?refused=ticket"
    assert "set-cookie" not in again.headers


def test_a_ticket_opens_nothing_in_another_browser(house: House, browser: Browser) -> None:
    given = ticket(house, browser())
    answer = browser().get(ENTER_PATH, params={"ticket": given})
    assert answer.headers["location"] == f"{LOG_IN_PATH}?refused=ticket"


def test_an_old_ticket_opens_nothing(house: House, browser: Browser) -> None:
    client = browser()
    given = ticket(house, client)
    house.clock.forward(seconds=31)
    answer = client.get(ENTER_PATH, params={"ticket": given})
    assert answer.headers["location"] == f"{LOG_IN_PATH}?refused=ticket"


def test_a_browser_that_keeps_no_cookie_is_told_so(house: House, browser: Browser) -> None:
    client = browser()
    given = ticket(house, client)
    client.cookies.clear()
    answer = client.get(ENTER_PATH, params={"ticket": given})
    assert answer.headers["location"] == f"{LOG_IN_PATH}?refused=no-cookie"


def test_leaving_ends_the_session_and_takes_the_cookie(house: House, browser: Browser) -> None:
    client = browser()
    client.get(ENTER_PATH, params={"ticket": ticket(house, client)})
    cookie = client.cookies[session_cookie(tls=False)]
    answer = client.get(LEAVE_PATH)
    assert (answer.status_code, answer.headers["location"]) == (303, LOG_IN_PATH)
    assert session_cookie(tls=False) not in client.cookies
    assert house.accounts.sessions.actor_of(cookie) is None


@pytest.mark.parametrize("path", ["/media/a.pdf", "/_stcore/upload_file/a"])
def test_files_are_for_members_alone(house: House, browser: Browser, path: str) -> None:
    client = browser()
    assert client.get(path).status_code == 401
    client.get(ENTER_PATH, params={"ticket": ticket(house, client)})
    assert client.get(path).status_code == 200
    house.accounts.sessions.log_out(client.cookies[session_cookie(tls=False)])
    assert client.get(path).status_code == 401


def test_an_upload_of_a_stranger_is_refused(browser: Browser) -> None:
    assert browser().put("/_stcore/upload_file/a", content=b"x").status_code == 401


def test_the_dashboards_own_fonts_are_for_everybody(browser: Browser) -> None:
    assert browser().get("/static/media/a.woff2").status_code == 200


@pytest.mark.parametrize("path", ["/", "/profile", "/application?id=a-b&tab=How+it+was+made", "/log_in"])
def test_paths_of_this_site_are_followed(path: str) -> None:
    assert inside(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "profile",
        "//example.org",
        "/\\example.org",
        "https://example.org",
        "javascript:alert(1)",
        "/\t/example.org",
        "/a\r\nSet-Cookie: x=y",
        "/@example.org:80",
        "\n//example.org",
        "/a\n",
    ],
)
def test_nobody_is_led_elsewhere(path: str) -> None:
    assert inside(path) == "/"


def test_a_browser_that_logs_in_anew_leaves_no_session_behind(house: House, browser: Browser) -> None:
    client, other = browser(), browser()
    cookies = []
    for one in (other, client, client):
        one.get(ENTER_PATH, params={"ticket": ticket(house, one)})
        cookies.append(one.cookies[session_cookie(tls=False)])
    assert [house.accounts.sessions.actor_of(cookie) is not None for cookie in cookies] == [True, False, True]
