"""Logging in by another provider's word, with a real one on loopback."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import open_page
from benchmarks.dashboard import free_port, running_dashboard
from tests.browser.provider import CLIENT, SECRET, Provider, running_provider
from tests.browser.test_accounts import SETTINGS, make_account

VOUCHED = {"email": "gwen@example.org", "email_verified": True, "name": "Gwen Aldous"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def house(provider: Provider) -> Iterator[str]:
    port = free_port()
    settings = {
        **SETTINGS,
        "JOBWISE_OIDC_METADATA_URL": f"{provider.url}/.well-known/openid-configuration",
        "JOBWISE_OIDC_CLIENT_ID": CLIENT,
        "JOBWISE_OIDC_CLIENT_SECRET": SECRET,
        "JOBWISE_OIDC_NAME": "Harbour House",
    }
    with running_dashboard(port, settings=settings):
        yield f"http://localhost:{port}"


def by_provider(page: Page) -> None:
    page.get_by_role("button", name="Log in with Harbour House").click(timeout=30_000)


def test_somebody_whom_the_provider_vouches_for_gets_in_and_out(house: str, provider: Provider) -> None:
    provider.claims = dict(VOUCHED)
    with open_page(house) as page:
        by_provider(page)
        expect(page.get_by_role("heading", name="Start", level=1)).to_be_visible(timeout=20_000)
        expect(page.get_by_test_id("stSidebar").get_by_text("gwen")).to_be_visible()
        names = {cookie["name"] for cookie in page.context.cookies()}
        assert "jobwise" in names
        assert not {name for name in names if name.startswith("_streamlit_user")}
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in", level=1)).to_be_visible(timeout=20_000)
        page.reload()
        expect(page.get_by_role("button", name="Log in with Harbour House")).to_be_visible(timeout=20_000)


def test_who_got_in_once_is_known_by_the_subject_whatever_the_address_is(
    house: str, provider: Provider
) -> None:
    provider.claims = VOUCHED | {"email": "gwen.married@example.org", "email_verified": False}
    with open_page(house) as page:
        by_provider(page)
        expect(page.get_by_test_id("stSidebar").get_by_text("gwen")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("married")).to_have_count(0)


def test_an_address_that_was_not_confirmed_gets_nobody_in(house: str, provider: Provider) -> None:
    provider.claims = VOUCHED | {"sub": "two", "email": "hugo@example.org", "email_verified": False}
    with open_page(house) as page:
        by_provider(page)
        expect(page.get_by_text("does not vouch for your e-mail address")).to_be_visible(timeout=20_000)


def test_an_account_with_a_password_is_not_shared_with_its_namesake(house: str, provider: Provider) -> None:
    with open_page(house) as page:
        make_account(page, house, "ines@example.org")
    provider.claims = VOUCHED | {"sub": "three", "email": "Ines@example.org"}
    with open_page(house) as page:
        by_provider(page)
        expect(page.get_by_text("Your account has a password")).to_be_visible(timeout=20_000)
