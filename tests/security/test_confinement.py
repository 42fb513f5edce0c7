"""What a worker that is taken over could do: nothing outside itself; and what the readers' door lets in."""

import subprocess
import sys
from pathlib import Path

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading import intake
from jobwise.reading.pool import ReaderPool

ROOT = Path(__file__).parents[2]
ATTEMPTS = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "a listener": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "a program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a process": "import os; os.fork()",
    "a library": "import ctypes; ctypes.CDLL('libc.so.6')",
    "a written file": "import tempfile; tempfile.TemporaryFile(buffering=0).write(b'x')",
    "much memory": "bytearray(1 << 30)",
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of Unix")
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_confined_worker_cannot_reach_outside(attempt: str) -> None:
    code = (
        "import socket, subprocess, ctypes, tempfile, signal\n"
        "from jobwise.reading.confinement import confine\n"
        f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nconfine(512)\n{attempt}\nprint('done')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert "done" not in ended.stdout


def test_a_file_over_the_limit_wakes_no_worker() -> None:
    with ReaderPool(workers=1) as pool:
        with pytest.raises(UnreadableFile) as refusal:
            pool.read_resume("big.pdf", b"%PDF-1.7" + bytes(intake.MAX_BYTES))
        assert refusal.value.code == "too-large"
        assert pool.pids == ()
