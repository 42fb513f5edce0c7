"""What a worker that is taken over could do: nothing outside itself; and what the readers' door lets in."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
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
    "an empty file": "open('empty', 'w')",
    "another's file": "open('a').read()",
    "another's file, by a way around": "open(os.path.dirname(os.__file__) + '/..' * 20 + os.getcwd() + '/a')",
    "a folder": "os.listdir('.')",
    "a new name": "os.rename('a', 'b')",
    "a removal": "os.remove('a')",
    "a new folder": "os.mkdir('folder')",
    "a link": "os.symlink('a', 'link')",
    "a signal": "os.kill(os.getppid(), 0)",
    "a call into a library that is loaded": "ctypes.pythonapi.system(b'true')",
    "much memory": "bytearray(1 << 30)",
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of Unix")
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_confined_worker_cannot_reach_outside(attempt: str, tmp_path: Path) -> None:
    code = (
        "import os, socket, subprocess, ctypes, tempfile, signal\n"
        "from jobwise.reading.confinement import confine\n"
        f"os.chdir({str(tmp_path)!r}); open('a', 'w').close()\n"
        f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nconfine(512)\n{attempt}\nprint('done')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert "done" not in ended.stdout
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


NATIVE_ATTEMPTS = {
    "reading": "libc.open(name, 0) >= 0",
    "listing": "libc.open(folder, os.O_DIRECTORY) >= 0",
    "writing": "libc.open(name, os.O_WRONLY) >= 0",
    "making": "libc.open(folder + b'/new', os.O_WRONLY | os.O_CREAT, 0o600) >= 0",
    "renaming": "libc.rename(name, folder + b'/new') == 0",
    "removing": "libc.unlink(name) == 0",
    "a folder": "libc.mkdir(folder + b'/new', 0o700) == 0",
    "a symbolic link": "libc.symlink(name, folder + b'/new') == 0",
    "a program": "libc.execl(sys.executable.encode(), b'x', None) == 0",
}
"""What native code would call, that no audit hook sees."""


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is a part of Linux")
@pytest.mark.parametrize("attempt", NATIVE_ATTEMPTS.values(), ids=NATIVE_ATTEMPTS)
def test_native_code_of_a_confined_worker_reaches_no_file(attempt: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words of somebody else")
    code = (
        "import ctypes, os, sys\n"
        "from jobwise.reading import confinement, landlock\n"
        f"folder, name = {bytes(tmp_path)!r}, {bytes(tmp_path / 'file')!r}\n"
        "libc = ctypes.CDLL(None)\n"
        "open(name).close()\n"
        "libc.open, libc.rename, libc.unlink, libc.mkdir, libc.symlink, libc.execl\n"
        "print('held' if landlock.allow_reading(confinement.readable()) else 'none')\n"
        f"print('reached' if {attempt} else 'kept out')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    if ended.stdout.startswith("none"):
        pytest.skip("this kernel has no Landlock")
    assert ended.stdout == "held\nkept out\n"
    assert (tmp_path / "file").read_text() == "words of somebody else"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_confined_worker_still_reads_every_kind_of_file(make_pdf: Callable[..., bytes]) -> None:
    words = "Nora Quill kept the books of a bakery in Ludlow. " * 3
    page, document = io.BytesIO(), docx.Document()
    document.add_paragraph(words)
    document.save(page)
    files = {
        "cv.pdf": make_pdf(words),
        "cv.docx": page.getvalue(),
        "cv.md": words.encode(),
        "cv.txt": words.encode("cp1252"),
        "cv.json": b'{"basics": {"name": "Nora Quill", "summary": "Kept the books of a bakery in Ludlow."}}',
    }
    with ReaderPool(workers=1) as pool:
        for name, data in files.items():
            assert "bakery" in pool.read_ad(name, data).text
            assert "bakery" in pool.read_resume(name, data).source.text
        assert "pypdf" in pool.plain_texts("cv.pdf", files["cv.pdf"])
        assert pool.page_picture("cv.pdf", files["cv.pdf"], 1, None, 1.0).startswith(b"\x89PNG")


def test_a_file_over_the_limit_wakes_no_worker() -> None:
    with ReaderPool(workers=1) as pool:
        with pytest.raises(UnreadableFile) as refusal:
            pool.read_resume("big.pdf", b"%PDF-1.7" + bytes(intake.MAX_BYTES))
        assert refusal.value.code == "too-large"
        assert pool.pids == ()
