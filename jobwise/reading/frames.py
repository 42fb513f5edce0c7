"""Messages over a pipe between the server and a reading worker: a length, then that many bytes.

*Why not pickle:* the worker handles hostile files. Should one take it over, all that it can send is
JSON that is checked, never an object that runs code in the server.
"""

import struct
from typing import IO

MAX_FRAME = 64 * 1024 * 1024
"""Bytes. The largest honest message is a page picture or a file of 10 MB."""
_LENGTH = struct.Struct(">I")


class PipeClosed(Exception):
    """The other side is gone, or does not keep to the form."""


def send(stream: IO[bytes], *frames: bytes) -> None:
    """Write frames and push them out. Raises: PipeClosed."""
    try:
        for frame in frames:
            stream.write(_LENGTH.pack(len(frame)))
            stream.write(frame)
        stream.flush()
    except OSError as error:
        raise PipeClosed from error


def receive(stream: IO[bytes]) -> bytes:
    """Read one frame; blocks until it is whole. Raises: PipeClosed."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > MAX_FRAME:
        raise PipeClosed
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    try:
        data = stream.read(count)
    except (OSError, ValueError) as error:
        raise PipeClosed from error
    if len(data) < count:
        raise PipeClosed
    return data
