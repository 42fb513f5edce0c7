"""How the tools of assistants ask a JobWise."""

import asyncio

import httpx2
import pytest
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel

from jobwise.mcp_server import SEARCH, Remote


class Anything(BaseModel):
    pass


def asked(path: str, *troubles: Exception) -> list[httpx2.Request]:
    """What is sent to a JobWise that fails so often before it answers."""
    sent: list[httpx2.Request] = []
    left = list(troubles)

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        if left:
            raise left.pop(0)
        return httpx2.Response(200, json={})

    async def ask() -> None:
        remote = Remote("http://localhost:8501", None)
        await remote.close()
        remote._client = httpx2.AsyncClient(
            base_url="http://localhost", transport=httpx2.MockTransport(answer)
        )
        try:
            await remote.ask(Anything, "POST", path, json={})
        finally:
            await remote.close()

    asyncio.run(ask())
    return sent


def test_what_broke_off_is_sent_once_more_under_the_same_key() -> None:
    first, second = asked("/runs", httpx2.ReadError("gone"))
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    with pytest.raises(ToolError):
        asked("/runs", httpx2.ReadError("gone"), httpx2.ReadError("gone"))


@pytest.mark.parametrize(("path", "keyed"), [("/runs", True), (SEARCH, False)])
def test_a_search_leaves_no_answer_to_be_kept(path: str, keyed: bool) -> None:
    [sent] = asked(path)
    assert ("idempotency-key" in sent.headers) is keyed
