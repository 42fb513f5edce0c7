"""An answer is read in a thread of its own, so that whoever stops waiting for it is free at once."""

import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import NamedTuple, TypeVar

T = TypeVar("T")
LOOK_SECONDS = 0.25
"""How often a listener is asked whether it still waits, while nothing comes."""
AHEAD = 100
"""Pieces that may lie between the reader and a slow listener. *Why a bound:* some answers never end."""


class _End(NamedTuple):
    """Nothing more comes: the answer is over, or broke with an error."""

    error: BaseException | None


def listened(pieces: Generator[T, None, None], look: Callable[[], None]) -> Generator[T, None, None]:
    """The pieces as they come; `look` is called while none does. What it raises ends the listening.

    *Why a thread, and no closing of the connection from here:* a read that waits does not wake up when
    another thread closes it, and before the first byte there is no response to close. The thread hangs up
    at the next piece, or when the server has been silent for too long; what it reads until then is dropped.
    """
    heard = queue.Queue[T | _End](AHEAD)
    left = threading.Event()
    reader = threading.Thread(target=_read, args=(pieces, heard, left), name="answer", daemon=True)
    reader.start()
    try:
        while True:
            try:
                piece = heard.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                look()
                continue
            if not isinstance(piece, _End):
                yield piece
            elif piece.error is None:
                return
            else:
                raise piece.error
    finally:
        left.set()


def _read(pieces: Generator[T, None, None], heard: "queue.Queue[T | _End]", left: threading.Event) -> None:
    error: BaseException | None = None
    try:
        with closing(pieces):  # whoever stops listening hangs up
            for piece in pieces:
                if not _put(piece, heard, left):
                    return
    except BaseException as broken:  # noqa: BLE001 (the listener gets it)
        error = broken
    _put(_End(error), heard, left)


def _put(item: T, heard: "queue.Queue[T]", left: threading.Event) -> bool:
    """Hand a piece over; False when nobody listens any more."""
    while not left.is_set():
        try:
            heard.put(item, timeout=LOOK_SECONDS)
        except queue.Full:
            continue
        return True
    return False
