"""A process that reads untrusted files under limits: `python -m jobwise.reading.worker MEMORY_MB`.

It answers calls on its standard input until that closes. Whatever is not an UnreadableFile or a lack
of memory is a bug and ends the process; the pool starts another one.
"""

import importlib
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import BinaryIO

from jobwise.errors import UnreadableFile
from jobwise.reading import READERS, frames, page_picture, read_ad, read_resume
from jobwise.reading.calls import Answer, Call, Refusal
from jobwise.reading.confinement import allow_seconds, confine
from jobwise.reading.extractors import plain_texts
from jobwise.reading.job_calls import JOBS, fitted, jobs_read
from jobwise.reading.job_lists import board_jobs, listed_jobs
from jobwise.reading.scoring_calls import scored

_WARM = ("pypdfium2", "pypdf", "PIL.Image", "PIL.ImageDraw", "PIL.PngImagePlugin", "jobwise.reading.pictures")
_SAMPLE = """# Sam Sample

sam@example.org | 01632 960001

## Experience

### Clerk, Example Ltd, 2019 - 2021

- Kept the books in Excel
"""
OUT_OF_MEMORY = Refusal(
    title="This file takes too much memory to read",
    message="Save it again without large pictures and embedded files, or upload it as plain text.",
    code="too-much-memory",
)


def main() -> None:
    """Warm up, confine, then answer calls one after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.excepthook = _where_it_broke
    calls, answers = _private_pipes()
    _warm_up()
    confine(int(sys.argv[1]))
    frames.send(answers, b"ready")
    while _answer_next(calls, answers):
        pass


def _warm_up() -> None:
    """Load what reading needs while it is still allowed, and before a person waits for it."""
    for module in (*_WARM, *READERS.values()):
        importlib.import_module(module)
    read_resume("warm-up.md", _SAMPLE.encode())


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes to the server; whatever prints goes to standard error, not among the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _answer_next(calls: BinaryIO, answers: BinaryIO) -> bool:
    """Answer one call; False when there are no more, or when memory ran out and a fresh start is due."""
    try:
        call = Call.model_validate_json(frames.receive(calls))
        data = frames.receive(calls)
    except frames.PipeClosed:
        return False
    allow_seconds(call.seconds)
    try:
        result = _result(call, data)
    except UnreadableFile as error:
        refusal = Refusal(title=error.title, message=error.message, code=error.code)
        frames.send(answers, _json(Answer(refusal=refusal)), b"")
        return True
    except MemoryError:
        frames.send(answers, _json(Answer(refusal=OUT_OF_MEMORY, last=True)), b"")
        return False
    frames.send(answers, _json(Answer()), result)
    return True


def _result(call: Call, data: bytes) -> bytes:
    if call.name == "read_resume":
        return read_resume(call.file_name, data).model_dump_json().encode()
    if call.name == "read_ad":
        return read_ad(call.file_name, data).model_dump_json().encode()
    if call.name == "score":
        return scored(data)
    if call.name in _OF_JOBS:
        return _OF_JOBS[call.name](call, data)
    if call.name == "plain_texts":
        return json.dumps(plain_texts(call.file_name, data)).encode()
    return page_picture(call.file_name, data, call.page, call.marked, call.scale)


_OF_JOBS: Mapping[str, Callable[[Call, bytes], bytes]] = {
    "job_list": lambda call, data: JOBS.dump_json(listed_jobs(call.file_name, data)),
    "board": lambda call, data: JOBS.dump_json(board_jobs(call.board, call.file_name, data)),
    "read_jobs": lambda _, data: jobs_read(data),
    "fits": lambda _, data: fitted(data),
}


def _json(answer: Answer) -> bytes:
    return answer.model_dump_json().encode()


def _where_it_broke(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Type and lines of a bug, without its message: that may hold words of a résumé."""
    print(f"reading worker: {kind.__name__}", file=sys.stderr)
    while trace is not None:
        code = trace.tb_frame.f_code
        print(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}", file=sys.stderr)
        trace = trace.tb_next


if __name__ == "__main__":
    main()
