"""A real HTTP server on loopback that speaks both protocols, and misbehaves on command."""

import io
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = '{"lines": [{"id": "a", "text": "Cut costs by 10%"}]}'
Act = Callable[["Handler"], None]
"""What the server does with one request."""


class Server(ThreadingHTTPServer):
    """`acts` are done one after another, the last one for ever; `asked` are the bodies that came, `heads`
    what stood above them, `spoken` the connections that `answers_once` has answered. `left` is released
    for each that its client closed while `drips_until_left` answered.
    """

    daemon_threads = True

    def __init__(self, acts: list[Act]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts, self.asked, self.spoken = acts, list[dict[str, Any]](), list[Handler]()
        self.heads: list[str] = []
        self.left = threading.Semaphore(0)
        self.stopping = threading.Event()
        self.lock = threading.Lock()

    def next_act(self, body: dict[str, Any]) -> Act:
        with self.lock:
            self.asked.append(body)
            return self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is part of the play."""


class Handler(BaseHTTPRequestHandler):
    """One request; the path tells the protocol."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        self.body: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.heads.append(f"{self.requestline}\n{self.headers}")
        self.server.next_act(self.body)(self)

    def log_message(self, *_: object) -> None:
        """Quiet."""

    @property
    def is_openai(self) -> bool:
        return "chat/completions" in self.path

    def plain(self, status: int, said: str, **headers: str) -> None:
        self.json(status, {"error": {"message": said, "type": "error"}}, **headers)

    def json(self, status: int, body: object, **headers: str) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True

    def event(self, kind: str, data: dict[str, Any]) -> None:
        name = "" if self.is_openai else f"event: {kind}\n"
        self.wfile.write(f"{name}data: {json.dumps(data)}\n\n".encode())
        self.wfile.flush()

    def head(self, usage: dict[str, Any] | None = None) -> None:
        if not self.is_openai:
            message = _message([], _ANTHROPIC_USAGE if usage is None else usage)
            self.event("message_start", {"type": "message_start", "message": message})
            block = {"type": "text", "text": ""}
            self.event(
                "content_block_start", {"type": "content_block_start", "index": 0, "content_block": block}
            )

    def words(self, text: str) -> None:
        if self.is_openai:
            delta = {"index": 0, "delta": {"content": text}, "finish_reason": None}
            self.event("", _chunk([delta]))
        else:
            delta = {"type": "text_delta", "text": text}
            self.event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta})

    def whole(self, text: str, reason: str = "") -> None:
        """An answer in one piece, which ended for a reason other than that it is done."""
        if self.is_openai:
            message = {"role": "assistant", "content": text}
            body = _chunk([{"index": 0, "message": message, "finish_reason": reason or "stop"}])
            body |= {"object": "chat.completion", "usage": _OPENAI_USAGE}
        else:
            body = _message([{"type": "text", "text": text}], {**_ANTHROPIC_USAGE, "output_tokens": 20})
            body |= {"stop_reason": reason or "end_turn"}
        self.json(200, body)

    def end(self, reason: str = "") -> None:
        if self.is_openai:
            self.event("", _chunk([{"index": 0, "delta": {}, "finish_reason": reason or "stop"}]))
            self.event("", _chunk([]) | {"usage": _OPENAI_USAGE})
            self.wfile.write(b"data: [DONE]\n\n")
        else:
            self.event("content_block_stop", {"type": "content_block_stop", "index": 0})
            delta = {"stop_reason": reason or "end_turn", "stop_sequence": None}
            self.event(
                "message_delta", {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 20}}
            )
            self.event("message_stop", {"type": "message_stop"})


_OPENAI_USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 20,
    "total_tokens": 120,
    "prompt_tokens_details": {"cached_tokens": 60},
}
_ANTHROPIC_USAGE = {"input_tokens": 40, "cache_read_input_tokens": 60, "output_tokens": 1}


def _message(content: list[Any], usage: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": "served-1",
        "content": content,
        "stop_reason": None,
        "stop_sequence": None,
        "usage": usage,
    }


def _chunk(choices: list[Any]) -> dict[str, Any]:
    return {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "served-1",
        "choices": choices,
    }


def says(text: str, *, openai: str = "", anthropic: str = "") -> Act:
    """The words in pieces, or at once to who asks for no stream. Each protocol's reason for an end that is
    not that all is said."""

    def act(handler: Handler) -> None:
        reason = openai if handler.is_openai else anthropic
        if not handler.body.get("stream"):
            handler.whole(text, reason)
            return
        handler.begin()
        handler.head()
        for start in range(0, len(text), 9):
            handler.words(text[start : start + 9])
        handler.end(reason)

    return act


def answers(answer: Callable[[dict[str, Any]], str]) -> Act:
    """Say what a function makes of the request's body."""
    return lambda handler: says(answer(handler.body))(handler)


def question(body: dict[str, Any]) -> str:
    """All that a request says, whichever the protocol."""
    system = body.get("system", [])
    parts = [part["text"] for part in system] + [message["content"] for message in body["messages"]]
    return "\n".join(parts)


_LINES = re.compile(r"<<<DATA \w+\n(\[.*\])\n\w+ DATA>>>")


def given(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines that a request asks to say better."""
    return list(json.loads(_LINES.findall(question(body))[-1]))


def fails(status: int, said: str = "no", **headers: str) -> Act:
    return lambda handler: handler.plain(status, said, **headers)


def errs_inside(error: dict[str, Any], *, streams: bool = True) -> Act:
    """An error where the answer was to come, after a status that says that all is well."""

    def act(handler: Handler) -> None:
        body = {"type": "error", "error": {"message": "no", **error}}
        if not streams:
            handler.json(200, body)
            return
        handler.begin()
        handler.event("error", body)

    return act


def says_at_once(text: str) -> Act:
    """An answer in one piece, whatever was asked for."""
    return lambda handler: handler.whole(text)


def refuses(field: str, then: Act, status: int = 400) -> Act:
    """No answer to who sends a field, as servers say it that do not know it."""

    def act(handler: Handler) -> None:
        if field in handler.body:
            detail = [
                {"type": "extra_forbidden", "loc": ["body", field], "msg": "Extra inputs are not permitted"}
            ]
            handler.json(status, {"detail": detail})
        else:
            then(handler)

    return act


def breaks_off(handler: Handler) -> None:
    """The stream ends in the middle without a word."""
    handler.begin()
    handler.head()
    handler.words(GOOD[:12])
    handler.connection.shutdown(socket.SHUT_RDWR)


def answers_once(handler: Handler) -> None:
    """One question of each connection is answered; at the next one it hangs up."""
    if handler in handler.server.spoken:
        handler.connection.shutdown(socket.SHUT_RDWR)
        return
    handler.server.spoken.append(handler)
    out, handler.wfile = handler.wfile, io.BytesIO()
    handler.head()
    handler.words(GOOD)
    handler.end()
    body, handler.wfile = handler.wfile.getvalue(), out
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    out.write(body)


def gone(handler: Handler) -> None:
    """Hangs up without a word."""
    handler.close_connection = True


def hangs(handler: Handler) -> None:
    handler.begin()
    handler.head()
    handler.server.stopping.wait(3)


def drips_until_left(handler: Handler) -> None:
    """A word now and then until the client has hung up; who listens to none closes at the next one."""
    try:
        handler.begin()
        handler.head()
        for _ in range(100):
            handler.words(" ")
            handler.server.stopping.wait(0.1)
    except ConnectionError:
        handler.server.left.release()


def drips(handler: Handler) -> None:
    """A word now and then, so that no piece is late but the whole is."""
    handler.begin()
    handler.head()
    for _ in range(60):
        handler.words(" ")
        handler.server.stopping.wait(0.1)


def goes_on_for_ever(handler: Handler) -> None:
    handler.begin()
    handler.head()
    while True:
        handler.words("x" * 50_000)


def babbles(handler: Handler) -> None:
    """Events of no known protocol."""
    handler.begin()
    handler.wfile.write(b"data: {not json\n\n")


@contextmanager
def serving(*acts: Act) -> Iterator[Server]:
    server = Server(list(acts))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
