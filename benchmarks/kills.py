"""Kills JobWise again and again, and looks at what is left: `python -m benchmarks.kills [--kills N]`.

Each kill is SIGKILL to a real process that makes an application with a model on loopback: before and after
each commit, while the model is asked, and at random times. Then the process is started again, and within ten
seconds must have ended what was cut off: nothing lost that it had told of, nothing done twice but the
call in flight. Ends with 1 where that does not hold.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import click

from benchmarks.bench_models import RESUME
from benchmarks.model_server import Handler, Server, given, question, says, serving
from jobwise.bootstrap import build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.run import Stage
from jobwise.settings import ROOT, Settings

RESUME_SECONDS = 10.0
THINKS_SECONDS = 0.15
MODEL_TASKS = ("analyse", "reword", "letter")
BEFORE, AFTER, CALL, RANDOM = "before a commit", "after a commit", "while the model is asked", "at random"
KINDS = (BEFORE, AFTER, CALL, BEFORE, AFTER, RANDOM)
"""In turn. *Why commits the most:* they are where something can be half done."""
NO_KILL = "none"
_EMPLOYER = re.compile(r"\bFirm\d+\b")


class Plan(NamedTuple):
    """A kill: its kind, and where: at which commit or call of an application, or after how many seconds."""

    kind: str
    at: float = 0


class Ledger:
    """What the processes told of before they were killed, held against what was found afterwards.

    `waiting`: the employers of applications that are not known to have ended.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self.broken: list[str] = []
        self.kills: Counter[str] = Counter()
        self.resumed: dict[str, list[float]] = defaultdict(list)
        self.waiting: set[str] = set()
        self.commits = 0
        self._employers: dict[str, str] = {}
        self._finished: dict[tuple[str, str], str] = {}
        self._written: dict[str, int] = {}
        self._hit: Counter[str] = Counter()

    def hear(self, told: dict[str, Any], employer: str) -> None:
        """One thing that a living process says."""
        if told["what"] == "acknowledged":
            self._employers[told["id"]] = employer
        elif told["what"] == "finished":
            its = self._employers.get(told["id"])  # None where it was never acknowledged
            if its and told["stage"] == Stage.DOCUMENT_GENERATOR:
                self._written.setdefault(its, self.asked(its))
            before = self._finished.setdefault((told["id"], told["stage"]), told["at"])
            if before != told["at"]:
                self.broken.append(f"{told['stage']} was finished at {before} and again at {told['at']}")
        elif told["what"] == "resumed":
            self._look(told["applications"])
            self.waiting = {employer}
        else:
            self.commits, self.waiting = told["commits"], set()

    def killed(self, kind: str) -> None:
        """Every application that had not ended was hit."""
        self.kills[kind] += 1
        self._hit.update(self.waiting)

    def asked(self, employer: str) -> int:
        """Calls of the model for the application to an employer."""
        return sum(employer in _EMPLOYER.findall(question(body)) for body in list(self._server.asked))

    def count_calls(self) -> tuple[int, int]:
        """(different questions, those asked again); what was asked again without reason is put down."""
        questions = Counter(question(body) for body in self._server.asked)
        for words, times in questions.items():
            employer = _EMPLOYER.findall(words)[0]
            if times > 1 + self._hit[employer]:
                self.broken.append(f"{employer}: asked {times} times for {self._hit[employer]} kills")
        for employer, times in self._written.items():
            if self.asked(employer) != times:
                self.broken.append(f"{employer}: the model was asked again after it had written")
        return len(questions), sum(questions.values()) - len(questions)

    def _look(self, found: dict[str, dict[str, Any]]) -> None:
        self.broken += [f"application {lost} is lost" for lost in set(self._employers) - set(found)]
        for name, each in found.items():
            stages = Counter(stage for stage, _ in each["finished"])
            if each["state"] != "done" or stages != Counter(stage.value for stage in Stage):
                self.broken.append(f"application {name} is {each['state']} with {dict(stages)}")
            if each["file"] != "%PDF":
                self.broken.append(f"application {name} has no file")


@click.command()
@click.option("--kills", default=120, show_default=True)
@click.option("--seed", default=0, show_default=True, help="Of the random times.")
def main(kills: int, seed: int) -> None:
    """Kill, start again, look; then tell."""
    with tempfile.TemporaryDirectory() as name, serving(_thinking) as server:
        folder, ledger = Path(name), Ledger(server)
        _prepare(folder, server)
        _live(folder, "Firm0", Plan(NO_KILL), NO_KILL, ledger, server)
        plans, last = _plans(kills, ledger.commits, random.Random(seed)), NO_KILL
        for number, plan in enumerate(plans, start=1):
            last = _live(folder, f"Firm{number}", plan, last, ledger, server)
        _live(folder, f"Firm{kills + 1}", Plan(NO_KILL), last, ledger, server)
        asked, again = ledger.count_calls()
    for kind, number in ledger.kills.items():
        slowest = max(ledger.resumed[kind], default=0.0)
        click.echo(f"{kind:26} {number:4} kills   gone on after {slowest:4.1f} s at the most")
    click.echo(f"{ledger.commits} commits an application; {asked} calls of the model, {again} made again")
    click.echo(f"{len(ledger.broken)} promises broken")
    click.echo("\n".join(ledger.broken), err=True)
    sys.exit(bool(ledger.broken) or sum(ledger.kills.values()) == 0)


def _plans(kills: int, commits: int, chance: random.Random) -> list[Plan]:
    """Each kind in turn, over all commits and calls in turn."""
    plans, used = [], Counter[str]()
    for number in range(kills):
        kind = KINDS[number % len(KINDS)]
        most = len(MODEL_TASKS) if kind == CALL else commits
        at = chance.uniform(0.3, 5.0) if kind == RANDOM else 1 + used[kind] % most
        used[kind] += 1
        plans.append(Plan(kind, at))
    return plans


def _live(folder: Path, employer: str, plan: Plan, last: str, ledger: Ledger, server: Server) -> str:
    """A life of the process, and the kind of kill that ended it. `last`: how the life before ended."""
    sides = {BEFORE: ("before", str(plan.at)), AFTER: ("after", str(plan.at))}
    command = [sys.executable, "-m", "benchmarks.killed", folder, employer, *sides.get(plan.kind, ())]
    born = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    if plan.kind == RANDOM:
        threading.Timer(plan.at, process.kill).start()
    assert process.stdout is not None
    for line in process.stdout:
        told = json.loads(line)
        ledger.hear(told, employer)
        if told["what"] == "resumed":
            seconds = time.monotonic() - born
            if last != NO_KILL:
                ledger.resumed[last].append(seconds)
            if seconds > RESUME_SECONDS:
                ledger.broken.append(f"after a kill {last} it took {seconds:.1f} s to go on")
        elif told["what"] == "acknowledged" and plan.kind == CALL:
            threading.Thread(target=_kill_in_call, args=(process, server, plan.at), daemon=True).start()
    if process.wait() == 0:
        return NO_KILL
    ledger.waiting.add(employer)
    ledger.killed(plan.kind)
    return plan.kind


def _kill_in_call(process: subprocess.Popen[str], server: Server, call: float) -> None:
    """Kill the process while its application's first, second or third call is on its way."""
    before = len(server.asked)
    while len(server.asked) < before + call and process.poll() is None:
        time.sleep(0.002)
    process.kill()


def _prepare(folder: Path, server: Server) -> None:
    services = build_services(Settings(data_dir=folder, reader_workers=1))
    try:
        services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
        services.models.use_model(
            LOCAL_ACTOR,
            "openai:some-model",
            f"http://127.0.0.1:{server.server_port}/v1",
            MODEL_TASKS,
            run_cap_usd=100,
            day_cap_usd=1000,
            agreed=True,
        )
    finally:
        services.close()


def _thinking(handler: Handler) -> None:
    """A model that takes its time, finds nothing in the ad and leaves each line as it is."""
    time.sleep(THINKS_SECONDS)
    words = question(handler.body)
    lines = [] if "Point at the words" in words else given(handler.body)
    says(json.dumps({"title": "", "employer": "", "asks": [], "lines": lines}))(handler)


if __name__ == "__main__":
    main()
