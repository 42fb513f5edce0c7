"""What `benchmarks.kills` kills: `python -m benchmarks.killed FOLDER EMPLOYER [MOMENT] [COMMIT]`.

It waits until the runs that were cut off have ended, makes one application, and tells what it sees on
standard output, a JSON object a line. MOMENT is `before` or `after`: the process kills itself at that side
of the COMMIT-th commit of the new application, be it of our store or of the engine's.
"""

import json
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import click
from sqlalchemy.engine.default import DefaultDialect

from benchmarks.bench_models import an_ad
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.run import StageFinished
from jobwise.services.applications import OPEN_STATES
from jobwise.settings import Settings

LOOK_SECONDS = 0.02


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("employer")
@click.argument("moment", default="never")
@click.argument("commit", default=0)
def main(folder: Path, employer: str, moment: str, commit: int) -> None:
    """Go on with what is open, then make an application."""
    commits = _Commits()
    services = build_services(Settings(data_dir=folder, reader_workers=1))
    services.work()
    open_ones = [made.id for made in services.applications.list(LOCAL_ACTOR)]
    for application_id in open_ones:
        _watch(services, application_id)
    _tell("resumed", applications={each: _state(services, each) for each in open_ones})
    commits.arm(moment, commit)
    ad = f"{an_ad(employer)}\nYou need experience with {employer} Desk.\n"  # so each question is new
    application_id = services.applications.start(LOCAL_ACTOR, ad)
    _tell("acknowledged", id=application_id)
    commits.looking = True
    _watch(services, application_id)
    _tell("ended", id=application_id, commits=commits.count)
    services.close()


def _watch(services: Services, application_id: str) -> None:
    """Tell each stage once that is finished, until the run has ended."""
    seen: set[str] = set()
    state = "waiting"
    while state in OPEN_STATES:
        time.sleep(LOOK_SECONDS)
        state, events = services.applications.progress(LOCAL_ACTOR, application_id)
        for event in events:
            if isinstance(event, StageFinished) and event.stage.value not in seen:
                seen.add(event.stage.value)
                _tell("finished", id=application_id, stage=event.stage.value, at=str(event.at))


def _state(services: Services, application_id: str) -> dict[str, Any]:
    application = services.applications.get(LOCAL_ACTOR, application_id)
    finished = [event for event in application.events if isinstance(event, StageFinished)]
    return {
        "state": application.state,
        "finished": [(event.stage.value, str(event.at)) for event in finished],
        "file": services.applications.file(LOCAL_ACTOR, application_id, "resume.pdf").content[:4].decode(),
    }


class _Commits:
    """Counts the commits of every database of this process, and ends it at one of them.

    *Why not those of who only looks:* how many there are depends on the hour.
    """

    def __init__(self) -> None:
        self.count, self._moment, self._at, self.looking = 0, "never", 0, True
        self._lock = threading.Lock()
        for dialect in (DefaultDialect, *_below(DefaultDialect)):
            if "do_commit" in vars(dialect):
                dialect.do_commit = self._counted(dialect.do_commit)  # type: ignore[method-assign]

    def arm(self, moment: str, at: int) -> None:
        """Count from now on, those of this thread until it begins to look."""
        self.count, self._moment, self._at, self.looking = 0, moment, at, False

    def _counted(self, commit: Any) -> Any:
        def counted(dialect: Any, connection: Any) -> None:
            with self._lock:
                self.count += not (self.looking and threading.current_thread() is threading.main_thread())
                is_it = self.count == self._at
            if is_it and self._moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            commit(dialect, connection)
            if is_it and self._moment == "after":
                os.kill(os.getpid(), signal.SIGKILL)

        return counted


def _below(kind: type) -> list[type]:
    return [each for child in kind.__subclasses__() for each in (child, *_below(child))]


def _tell(what: str, **more: Any) -> None:
    print(json.dumps({"what": what, **more}), flush=True)


if __name__ == "__main__":
    main()
