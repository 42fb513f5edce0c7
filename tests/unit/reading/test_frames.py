"""Frames over a pipe, whole or not at all."""

import io
import os

import pytest

from jobwise.reading import frames


def test_frames_come_out_as_they_went_in() -> None:
    pipe = io.BytesIO()
    frames.send(pipe, b"one", b"", b"x" * 70_000)
    pipe.seek(0)
    assert [frames.receive(pipe) for _ in range(3)] == [b"one", b"", b"x" * 70_000]


@pytest.mark.parametrize("sent", [b"", b"\0\0", b"\0\0\0\5word", b"\xff\xff\xff\xff and so on"])
def test_a_frame_that_is_cut_or_too_long_is_the_end_of_the_talk(sent: bytes) -> None:
    with pytest.raises(frames.PipeClosed):
        frames.receive(io.BytesIO(sent))


def test_a_listener_that_is_gone_is_noticed() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with pytest.raises(frames.PipeClosed), os.fdopen(writing, "wb", buffering=0) as pipe:
        frames.send(pipe, b"word")
