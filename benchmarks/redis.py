"""A throw-away Redis for tests and figures: `python -m benchmarks.redis COMMAND...`.

The command runs with JOBWISE_TEST_REDIS set to the program that starts one; its exit status is this one's.
Without Redis on the machine nothing is run, and it says so (exit status 0, unless `--must`).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import click

from benchmarks.dashboard import free_port

VARIABLE = "JOBWISE_TEST_REDIS"
START_SECONDS = 10.0


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--must", is_flag=True, help="Fail where there is no Redis.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def main(must: bool, command: tuple[str, ...]) -> None:
    """Run a command that may start Redis as often as it likes."""
    program = shutil.which("redis-server")
    if program is None:
        click.echo("NO REDIS: install redis-server to run these tests with it. The rest runs.", err=True)
        sys.exit(1 if must else 0)
    sys.exit(subprocess.run(command, env=os.environ | {VARIABLE: program}, check=False).returncode)


class RunningRedis:
    """One on a free loopback port, with a password; it can be killed, halted and started again."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder
        self._port, self._password = free_port(), token_hex(16)
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self._port}/0"

    @property
    def pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    def start(self) -> None:
        """Nothing is kept from the time before. Raises: RuntimeError."""
        # The password in a file: the command line is everybody's on this machine.
        settings = self._folder / "redis.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f'bind 127.0.0.1\nport {self._port}\nrequirepass {self._password}\nsave ""\nappendonly no\n'
            f"dir {self._folder}\n",
            encoding="ascii",
        )
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen([self._program, settings], stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.02)
        self.kill()
        raise RuntimeError(
            "Redis did not start:\n" + (self._folder / "log").read_text(errors="replace")[-2000:]
        )

    def kill(self) -> None:
        """As a fault does it: without a word."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None


@contextmanager
def running_redis(program: str) -> Iterator[RunningRedis]:
    """Started, and gone at the end."""
    with tempfile.TemporaryDirectory(prefix="jobwise-redis-") as name:
        redis = RunningRedis(program, Path(name))
        redis.start()
        try:
            yield redis
        finally:
            redis.kill()


if __name__ == "__main__":
    main()
