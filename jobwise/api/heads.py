"""HEAD: what GET is answered, without the body (RFC 9110, section 9.3.2)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Asks for GET in its place. *Why around the routes:* the framework would describe each of them twice."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        asked, is_over = {**scope, "method": "GET"}, False

        async def without_body(message: Message) -> None:
            nonlocal is_over
            if message["type"] == "http.response.start":
                is_over = True
                await send(message)
                await send({"type": "http.response.body", "body": b""})

        async def gone() -> Message:
            """*Why:* a run that is followed ends for who asked for no body."""
            return {"type": "http.disconnect"} if is_over else await receive()

        await self._app(asked, gone, without_body)
        if "route" in asked:
            scope["route"] = asked["route"]
