"""Listens to a server beside, so that whoever waits for it can stop waiting while it is silent."""

import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

P = TypeVar("P")
LOOK_SECONDS = 0.25
"""How often one who waits is asked whether they still do. *Why so often:* a stop counts within a second."""


def as_they_come(pieces: Generator[P, None, None], still: Callable[[], None]) -> Generator[P, None, None]:
    """The pieces as they come; `still` is called while there are none, and raises when nobody waits.

    *Why a thread:* nobody can end a read of a socket from outside. One that is not waited for any more ends
    with the next piece or its time-out, and then hangs up.
    """
    came: queue.SimpleQueue[P | _End] = queue.SimpleQueue()
    left = threading.Event()
    listener = threading.Thread(target=_listen, args=(pieces, came, left), name="model-listener", daemon=True)
    listener.start()
    try:
        while not isinstance(piece := _next(came, still), _End):
            yield piece
        if piece.error:
            raise piece.error
    finally:
        left.set()


class _End:
    """After the last piece: `error` is what ended it, None where it was whole."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def _next(came: "queue.SimpleQueue[P | _End]", still: Callable[[], None]) -> P | _End:
    while True:
        try:
            return came.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            still()


def _listen(
    pieces: Generator[P, None, None], came: "queue.SimpleQueue[P | _End]", left: threading.Event
) -> None:
    try:
        with closing(pieces):
            for piece in pieces:
                if left.is_set():
                    return
                came.put(piece)
    except Exception as error:  # noqa: BLE001 (raised again where somebody waits)
        came.put(_End(error))
    else:
        came.put(_End())
