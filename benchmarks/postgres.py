"""A throw-away PostgreSQL for tests and figures: `python -m benchmarks.postgres COMMAND...`.

The command runs with JOBWISE_TEST_POSTGRES_URL set; its exit status is this one's. Without PostgreSQL
on the machine nothing is run, and it says so (exit status 0, unless `--must`).
"""

import os
import shutil
import signal
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

VARIABLE = "JOBWISE_TEST_POSTGRES_URL"
START_SECONDS = 30.0


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--must", is_flag=True, help="Fail where there is no PostgreSQL.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def main(must: bool, command: tuple[str, ...]) -> None:
    """Run a command beside a PostgreSQL that goes when it ends."""
    programs = installed()
    if programs is None:
        click.echo("NO POSTGRESQL: install it to run these tests on it. The rest runs.", err=True)
        sys.exit(1 if must else 0)
    with running_postgres(programs) as url:
        sys.exit(subprocess.run(command, env=os.environ | {VARIABLE: url}, check=False).returncode)


def installed() -> Path | None:
    """The folder of `initdb` and `postgres`: on the path, or where Debian puts it; the newest one."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return folders[-1].parent if folders else None


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Its address. It listens on a free loopback port, with a password, as a user without rights.

    *Why another user:* PostgreSQL refuses to run as root; then the user of its package takes over.
    """
    user = "postgres" if os.geteuid() == 0 else None
    password, port = token_hex(16), free_port()
    with tempfile.TemporaryDirectory(prefix="jobwise-postgres-") as name:
        folder = Path(name)
        (folder / "password").write_text(password, encoding="ascii")
        if user:
            for path in (folder, folder / "password"):
                shutil.chown(path, user, user)
        _make_cluster(programs, folder, user)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-p", str(port), *_options(folder)],
                user=user,
                group=user,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        try:
            _wait(server, port, folder / "log")
            yield f"postgresql+psycopg://jobwise:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # fast: does not wait for those who are still connected
            server.wait(START_SECONDS)


def _make_cluster(programs: Path, folder: Path, user: str | None) -> None:
    words = ["--username=jobwise", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
    words += ["--encoding=UTF8", "--no-locale", "--no-sync", "-D", str(folder / "data")]
    made = subprocess.run(
        [programs / "initdb", *words],
        user=user,
        group=user,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stderr}")


def _options(folder: Path) -> list[str]:
    """*Why no fsync:* the data go anyway, and the tests make many databases."""
    settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off")
    return [word for setting in settings for word in ("-c", setting)]


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and b"ready to accept" in log.read_bytes():
                return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")


if __name__ == "__main__":
    main()
