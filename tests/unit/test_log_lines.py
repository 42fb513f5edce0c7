"""The log: one JSON object a line, which belongs to a request and a run, and no value of another library."""

import json
import logging
import subprocess
import sys

import pytest

from jobwise.log_lines import REQUEST_ID, JsonLines, request_id, run_named


def line(name: str, message: str, *arguments: object, **more: object) -> dict[str, object]:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, None)
    record.__dict__.update(more)
    found: dict[str, object] = json.loads(JsonLines().format(record))
    return found


def test_a_line_says_when_how_bad_who_and_what() -> None:
    found = line("jobwise.mail", "A mail could not be sent: %s", "OSError")
    assert str(found.pop("time")).endswith("+00:00")
    assert found == {
        "level": "warning",
        "logger": "jobwise.mail",
        "message": "A mail could not be sent: OSError",
    }


def test_a_line_names_its_request_and_its_run() -> None:
    token = REQUEST_ID.set("trace-0001")
    with run_named("run-1"):
        found = line("jobwise.engine", "Something")
    REQUEST_ID.reset(token)
    assert (found["request_id"], found["run_id"]) == ("trace-0001", "run-1")
    assert line("jobwise.engine", "Something").keys().isdisjoint({"request_id", "run_id"})
    assert line("jobwise.engine", "Something", run_id="run-2")["run_id"] == "run-2"


def test_other_libraries_say_only_what_stands_in_their_code() -> None:
    assert line("pypdf", "Ignoring %s", "Mara Lindqvist")["message"] == "Ignoring %s"
    assert line("jobwisely", "Ignoring %s", "Mara Lindqvist")["message"] == "Ignoring %s"


def test_of_an_error_the_kind_and_the_places_are_told() -> None:
    try:
        raise ValueError("Mara Lindqvist")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Broke", (), sys.exc_info())
    written = JsonLines().format(record)
    assert "Mara" not in written
    assert json.loads(written)["error"] == "ValueError"
    assert json.loads(written)["at"][0].startswith(__file__)


def test_a_line_break_in_a_message_makes_no_second_line() -> None:
    record = logging.LogRecord("jobwise.x", logging.ERROR, __file__, 1, 'a\n{"level": "info"}', (), None)
    assert len(JsonLines().format(record).splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("0f8c1d6a3b7e4f52", True),
        ("trace_0001.a-b", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("a" * 7, False),
        ("spaces in it", False),
        ("ümlaut-0001", False),
        ("line\nbreak-01", False),
        ("12345678\n", False),
    ],
)
def test_only_a_plain_name_is_taken(given: str, taken: bool) -> None:
    assert (request_id(given) == given) is taken


SAY = """
import logging
from jobwise import log_lines
log_lines.set_up({style!r})
logging.getLogger(log_lines.ACCESS).info("GET x")
logging.getLogger("jobwise.x").warning("Ill")
logging.getLogger("other").info("told")
"""


@pytest.mark.parametrize(("style", "lines"), [("text", 1), ("json", 2)])
def test_requests_are_logged_in_json_alone(style: str, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAY.format(style=style)], capture_output=True, text=True, check=True
    )
    assert len(done.stderr.splitlines()) == lines
    assert "Ill" in done.stderr
