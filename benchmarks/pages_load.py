"""Dashboards without a browser: sessions over Streamlit's own websocket that open page after page.

*Why without browsers:* twenty-five of them would take the processors from the server that is measured. What
is timed is what the server does: from asking for a page until its last word came.
"""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Mapping

from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.browser import open_page

PAGES = {
    "": b"Start",
    "profile": b"Profile",
    "applications": b"Applications",
    "jobs": b"Jobs",
    "settings": b"Settings",
}
"""The address of a page -> a word of it."""
LONGEST = 60.0


def log_in_cookie(address: str, email: str, password: str) -> Mapping[str, str]:
    """The cookies of a browser that logged in."""
    with open_page(f"{address}/log_in") as page:
        expect(page.get_by_role("heading", name="Log in", level=1)).to_be_visible(timeout=30_000)
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Start", level=1)).to_be_visible(timeout=30_000)
        return {one["name"]: one["value"] for one in page.context.cookies()}


class Sessions:
    """`seconds`: page -> how long each took. `wrong`: page -> how often it was not what it should be."""

    def __init__(self, address: str, cookies: Mapping[str, str], think: float) -> None:
        self._address, self._think = address, think
        self._cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()

    async def run(self, count: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._session(number, until) for number in range(count)))

    async def _session(self, number: int, until: float) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, self._think))
        async with connect(
            f"{self._address.replace('http', 'ws', 1)}/_stcore/stream",
            origin=self._address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self._cookie},
            max_size=None,
        ) as line:
            while time.monotonic() < until:
                page = chance.choice(list(PAGES))
                begun = time.perf_counter()
                right = await asyncio.wait_for(_opened(line, page), LONGEST)
                self.seconds[page or "start"].append(time.perf_counter() - begun)
                self.wrong[page] += not right
                await asyncio.sleep(chance.uniform(0.5, 1.5) * self._think)
        self.wrong += Counter()  # those that never were are gone from it


async def _opened(line: ClientConnection, page: str) -> bool:
    """Whether a page was drawn to its end, and was that one."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    await line.send(asked.SerializeToString())
    seen = False
    while True:
        data = await line.recv(decode=False)
        told = ForwardMsg.FromString(data)
        seen = seen or PAGES[page] in data
        if told.WhichOneof("type") == "script_finished":
            if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return seen
            if told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                return False
