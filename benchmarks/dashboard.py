"""A fresh dashboard in a process of its own, for screenshots and browser tests."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_dashboard(
    port: int | None = None,
    *,
    seconds: float = 60,
    settings: Mapping[str, str] | None = None,
    first: Iterable[tuple[Sequence[str], str]] = (),
) -> Iterator[str]:
    """Its address, once it listens; its data are in a folder that goes when it stops.

    settings: further variables of its environment. first: commands of `jobwise` to run before it starts, each
    with its standard input.

    *Why never asked for a page here:* the first request of a fresh server is what some tests are about.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        environment = os.environ | {"JOBWISE_DATA_DIR": folder, "JOBWISE_PORT": str(port)}
        environment |= settings or {}
        for words, typed in first:
            command = [sys.executable, "-m", "jobwise", *words]
            subprocess.run(
                command, cwd=ROOT, env=environment, input=typed, text=True, check=True, capture_output=True
            )
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "jobwise", "serve", "--no-open"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait(process, port, seconds, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: "subprocess.Popen[bytes]", port: int, seconds: float, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and b"JobWise is at" in log.read_bytes():
                return
        time.sleep(0.1)
    raise RuntimeError(f"the dashboard did not start:\n{log.read_text(errors='replace')[-2000:]}")
