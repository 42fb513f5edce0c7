"""The process that `benchmarks.kills` kills: it works on applications as the dashboard does.

It takes orders as lines of JSON, and says in the same way what a person would see. With `kill` in an order it
kills itself, right before or right after the n-th commit that wrote something.
"""

import hashlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.run import RunFailed, StageFinished
from jobwise.engine.run_store import SCHEMA
from jobwise.ports import Transactions
from jobwise.settings import Settings
from jobwise.store.database import Database, file_url
from jobwise.store.sealing import Sealer, secret_of
from jobwise.store.work import transactions

LOOK_SECONDS = 0.03
SETTLE_SECONDS = 0.4
"""How long the engine may need to put down that a run has ended."""
LONGEST_SECONDS = 40.0
"""After which a run is said to stand still."""
OPEN_STATES = ("waiting", "running")
STORE, ENGINE = "store", "engine"


class Blow(NamedTuple):
    """`store` is ours or the engine's, `at` counts its commits from 1."""

    store: str
    at: int
    after: bool


class Commits:
    """Counts the commits that wrote something, and kills the process at one of them."""

    def __init__(self) -> None:
        self.blow: Blow | None = None
        self.count = {STORE: 0, ENGINE: 0}
        self._here = threading.local()
        self._lock = threading.Lock()
        self._commit = Connection._commit_impl

    def watch(self) -> None:
        """Look at every commit of this process from now on."""
        event.listen(Engine, "before_cursor_execute", self._statement)
        commits = self

        def commit(connection: Connection) -> None:
            commits._committing(connection)

        Connection._commit_impl = commit  # type: ignore[method-assign,assignment]

    def begin(self, blow: Blow | None) -> None:
        """Count from 1 again."""
        with self._lock:
            self.count, self.blow = dict.fromkeys(self.count, 0), blow

    def _statement(self, connection: Connection, _cursor: object, words: str, *_: object) -> None:
        if words.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            of_engine = connection.dialect.name == "sqlite" or SCHEMA in words
            self._here.wrote = ENGINE if of_engine else STORE

    def _committing(self, connection: Connection) -> None:
        store: str | None = getattr(self._here, "wrote", None)
        self._here.wrote = None
        if store is None:
            self._commit(connection)
            return
        with self._lock:
            self.count[store] += 1
            number = self.count[store]
        self._struck(Blow(store, number, after=False))
        self._commit(connection)
        self._struck(Blow(store, number, after=True))

    def _struck(self, here: Blow) -> None:
        if here == self.blow:
            os.kill(os.getpid(), signal.SIGKILL)


class Worker:
    """Follows orders."""

    def __init__(self, services: Services, store: Transactions, commits: Commits) -> None:
        self._services, self._store, self._commits = services, store, commits

    def upload(self, resume: str, address: str) -> None:
        """Take in a résumé, and let the model at an address write."""
        file = Path(resume)
        stored = self._services.profiles.upload(LOCAL_ACTOR, file.name, file.read_bytes())
        self._services.models.use_model(
            LOCAL_ACTOR,
            "openai:some-model",
            address,
            ("analyse", "reword", "letter"),
            run_cap_usd=1000,
            day_cap_usd=1000,
            agreed=True,
            free=True,
        )
        say("uploaded", profile=stored.id)

    def start(self, ad: str, blow: list[Any] | None) -> None:
        """Start an application and follow it to its end."""
        self._commits.begin(Blow(*blow) if blow else None)
        application_id = self._services.applications.start(LOCAL_ACTOR, ad)
        say("started", id=application_id)
        self._follow(application_id)

    def resume(self, known: list[str]) -> None:
        """Take up what a kill cut off: first what the store holds of it, then its run to the end."""
        listed = self._services.applications.list(LOCAL_ACTOR)
        cut_off = [one.id for one in listed if one.id not in known]
        for application_id in cut_off:
            say("found", **self._seen(application_id))
        self._services.work()
        for application_id in cut_off:
            self._follow(application_id)
        say("resumed")

    def all(self) -> None:
        """Say what there is of every application."""
        for one in self._services.applications.list(LOCAL_ACTOR):
            say("kept", **self._seen(one.id))
        say("told")

    def _follow(self, application_id: str) -> None:
        """Say what a person would see of the run, each time that there is more of it."""
        end, shown = time.monotonic() + LONGEST_SECONDS, 0
        while time.monotonic() < end:
            state, events = self._services.applications.progress(LOCAL_ACTOR, application_id)
            if state not in OPEN_STATES:
                break
            if len(events) != shown:
                shown = len(events)
                say("seen", **self._seen(application_id))
            time.sleep(LOOK_SECONDS)
        say("seen", **self._seen(application_id))
        time.sleep(SETTLE_SECONDS)
        say("ended", commits=self._commits.count, **self._seen(application_id))

    def _seen(self, application_id: str) -> dict[str, Any]:
        """All that must not be lost, and what must not be there twice."""
        with self._store() as work:
            made = work.applications.get(LOCAL_ACTOR, application_id)
            outputs = work.applications.outputs(LOCAL_ACTOR, application_id)
            calls = work.models.calls(LOCAL_ACTOR, application_id)
            versions = work.applications.versions(LOCAL_ACTOR, application_id)
        finished = [one for one in made.events if isinstance(one, StageFinished)]
        documents = (made.report.documents.resume, made.report.documents.cover_letter) if made.report else ()
        lines = [(document.kind, line) for document in documents for line in document.lines]
        return {
            "id": application_id,
            "state": made.state,
            "failed": [[one.stage, one.code, one.title] for one in made.events if isinstance(one, RunFailed)],
            "given": digest(f"{made.job_text}{made.profile.model_dump_json()}"),
            "events": len(made.events),
            "finished": [[one.stage, one.model_dump_json()] for one in finished],
            "outputs": {stage: digest(output) for stage, (_, output) in outputs.items()},
            "lines": [[kind, line.role, line.text] for kind, line in lines],
            "by_model": [line.text for _, line in lines if line.draft],
            "in_vain": [use.task for one in finished for use in one.model_uses if use.trouble],
            "paid": sum(call.use is not None for call in calls),
            "versions": len(versions),
            "files": sorted(made.files),
        }


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def say(what: str, **more: Any) -> None:
    print(json.dumps({"what": what, **more}), flush=True)


def main(folder: str, database_url: str) -> None:
    """Follow the orders that come, on a data folder, and on PostgreSQL where an address of one is given."""
    commits = Commits()
    commits.watch()
    settings = Settings(data_dir=Path(folder), database_url=database_url, reader_workers=1)
    services = build_services(settings)
    sealer = Sealer(secret_of(None, settings.data_dir))
    database = Database(settings.database_url or file_url(settings.database_file))
    worker = Worker(services, transactions(database, sealer), commits)
    for line in sys.stdin:
        order = json.loads(line)
        getattr(worker, order.pop("do"))(**order)
    services.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
