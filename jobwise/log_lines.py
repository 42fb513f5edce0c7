"""How the log is written, and what each line says of the request and the run that it belongs to.

No line holds a word of a résumé, an ad, a prompt, a key or an address of anybody: ours are written so, and of
what other libraries say only what stands in their code goes into JSON, not the values that they put into it.
"""

import datetime as dt
import json
import logging
import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from traceback import extract_tb
from typing import Literal

from typing_extensions import override

LogStyle = Literal["text", "json"]
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
RUN_ID: ContextVar[str] = ContextVar("run_id", default="")
ACCESS = "jobwise.access"
"""The log that has a line for each request of a program, in JSON alone."""
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_FIGURES = ("method", "route", "status", "milliseconds")


def set_up(style: LogStyle) -> None:
    """Begin the log of this process, warnings and worse; in JSON also one line for each request.

    *Why before all else:* libraries set it up at INFO where nobody has done it before them.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    if style == "json":
        logging.getLogger(ACCESS).setLevel(logging.INFO)


def request_id(given: str) -> str:
    """The one that a program gave, where it is a plain name; one of our own otherwise."""
    return given if _SANE.fullmatch(given) else uuid.uuid4().hex


@contextmanager
def run_named(run_id: str) -> Iterator[None]:
    """What is logged inside belongs to this run."""
    token = RUN_ID.set(run_id)
    try:
        yield
    finally:
        RUN_ID.reset(token)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """The line. *Why no words of an error:* they may be a person's; the places in the code say enough."""
        ours = record.name.partition(".")[0] == "jobwise"
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if ours else str(record.msg),
        }
        for name, present in (("request_id", REQUEST_ID), ("run_id", RUN_ID)):
            if found := getattr(record, name, "") or present.get():
                line[name] = found
        line |= {name: getattr(record, name) for name in _FIGURES if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = [f"{frame.filename}:{frame.lineno}" for frame in extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)
