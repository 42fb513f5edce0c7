"""Naughty texts in a résumé and an ad: the browser runs no script of theirs and fetches nothing."""

from playwright.sync_api import FilePayload, expect

from benchmarks.dashboard import ROOT
from tests.browser.conftest import Visit
from tests.security.naughty import naughty

AD = (ROOT / "data" / "samples" / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
TEXTS = [text.encode("utf-8", "replace").decode().replace("\0", "") for text in naughty()]
LINES = [" ".join(text.split()) for text in TEXTS if len(text) < 300 and text.isprintable()]
RESUME = "\n".join(
    ["# Anna <script>window.owned=1</script> Example", "", "anna@example.org", "", "## Experience", ""]
    + [f"### {text}, Harbour Foods, 2019 - 2021\n\n- {text}\n" for text in LINES[:240:12]]
    + ["## Skills", "", *(f"- {text}" for text in LINES[1:240:12])]
)


def test_no_script_runs_and_nothing_is_fetched(visit: Visit) -> None:
    page = visit("/profile")
    home = page.url.split("/profile")[0]
    strange: list[str] = []
    page.on("request", lambda request: None if home_of(request.url, home) else strange.append(request.url))
    page.on("dialog", lambda dialog: (strange.append(dialog.message), dialog.dismiss()))
    file = FilePayload(name="anna.txt", mimeType="text/plain", buffer=RESUME.encode())
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", name="Work", exact=True)).to_be_visible(timeout=60_000)
    page.goto(f"{home}/new_application")
    page.get_by_role("textbox").first.fill(AD + "\n" + "\n".join(f"- {text}" for text in LINES[2:240:8]))
    page.get_by_role("button", name="Create application").click()
    expect(page.get_by_text("Your application is ready")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Open application").click()
    expect(page.get_by_role("tab").first).to_be_visible(timeout=60_000)
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(1_500)
    assert strange == []
    assert page.evaluate("window.owned ?? null") is None
    assert "owned" not in page.title()


def home_of(address: str, home: str) -> bool:
    """Whether an address is the dashboard's own, or one of what a page holds in itself."""
    return address.startswith((home, home.replace("http", "ws", 1), "data:image/", "blob:"))
