"""Kills a process that works on applications, again and again: `python -m benchmarks.kills [--postgres]`.

A real process with the real store, engine, reader and a model on loopback is ended by `kill -9`: right before
and right after every commit of a run, in our store and in the engine's, in the middle of a call to the model,
at any moment, and while it starts again. Then it is started again on the same data folder. The model reads
the ad, rewords the lines and the letter; every other question it first refuses, breaks off, or answers in
another shape, so that kills fall into pauses, second tries and repairs too. Each line that it says differs
from ours and from every other line, so that a line that is lost or stands twice shows.

What is promised: nothing is lost that a person was shown; no finished stage and no paid call is done twice, a
call that was cut off once more at most; each line stands once, in the model's words wherever it answered; the
run goes on within ten seconds of the start, and ends well.
Exit status 1 where that does not hold.
"""

import json
import os
import queue
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from benchmarks.durable import RESUME
from benchmarks.durable import an_ad as an_ad_like
from benchmarks.killed import LONGEST_SECONDS
from benchmarks.model_server import Act, Handler, Server, breaks_off, fails, given, question, says, serving
from benchmarks.postgres import installed, running_postgres

GOES_ON_SECONDS = 10.0
SILENCE_SECONDS = LONGEST_SECONDS + 30
"""After which the process is taken to hang."""
SEED = 7
COMMITS = {
    "before a commit of the store": ("store", False),
    "after a commit of the store": ("store", True),
    "before a commit of the engine": ("engine", False),
    "after a commit of the engine": ("engine", True),
}
CALL, MOMENT, START = "in a call to the model", "at any moment", "while it starts again"
KINDS = (*COMMITS, CALL, MOMENT, START)
CALLS = 3
"""Of a run: the ad, the résumé's lines, the letter's."""
POINTING = "Point at the words"
_DATA = re.compile(r"<<<DATA \w+\n(.*?)\n\w+ DATA>>>", re.DOTALL)
NOTHING_POINTED = json.dumps({"title": "", "employer": "", "asks": []})
WRONG: Mapping[str, Act] = {
    "refused": fails(503, retry_after="0.2"),
    "broke off": breaks_off,
    "of another shape": says("I would love to help!"),
    "said nothing": says(""),
}


@click.command()
@click.option("--kills", default=100, show_default=True)
@click.option("--seed", default=SEED, show_default=True, help="Decides the moments.")
@click.option("--postgres", is_flag=True, help="On a PostgreSQL that goes again, not on files.")
def main(kills: int, seed: int, postgres: bool) -> None:
    """Kill, start again, compare; print one table."""
    model = Model(random.Random(seed + 1))
    with tempfile.TemporaryDirectory() as folder, serving(model.act) as server, database(postgres) as url:
        trial = Trial(Path(folder), url, server, model, random.Random(seed))
        try:
            trial.run(kills)
        finally:
            trial.end()
            trial.tell()
    sys.exit(1 if trial.broken else 0)


@contextmanager
def database(postgres: bool) -> Iterator[str]:
    """The address of a PostgreSQL, or "" for files."""
    programs = installed() if postgres else None
    if programs is None:
        if postgres:
            click.echo("NO POSTGRESQL: install it to kill on it too.", err=True)
            sys.exit(0)
        yield ""
        return
    with running_postgres(programs) as url:
        yield url


class Model:
    """Says every line with another end; half the questions go wrong the first time that they are asked.

    `victim` dies in the middle of the next answer but `spared`. `given`: the questions that got good answers,
    `said`: question -> the lines that it was answered with.
    """

    def __init__(self, dice: random.Random) -> None:
        self.victim: Process | None = None
        self.spared = 0
        self.given, self.wrong = list[str](), Counter[str]()
        self.said: dict[str, list[str]] = {}
        self._dice, self._asked = dice, set[str]()
        self._lock = threading.Lock()

    def act(self, handler: Handler) -> None:
        asked = data_of(handler.body)
        with self._lock:
            victim = self.victim if self.spared == 0 else None
            self.spared = max(self.spared - 1, 0)
            is_new = asked not in self._asked
            self._asked.add(asked)
            wrong = self._dice.choice([*WRONG, *[None] * len(WRONG)]) if is_new and not victim else None
            if wrong:
                self.wrong[wrong] += 1
        if wrong:
            WRONG[wrong](handler)
        else:
            self._good(handler, asked, victim)

    def _good(self, handler: Handler, asked: str, victim: "Process | None") -> None:
        is_pointing = POINTING in question(handler.body)
        lines = [] if is_pointing else [ended_otherwise(line) for line in given(handler.body)]
        words = NOTHING_POINTED if is_pointing else json.dumps({"lines": lines})
        handler.begin()
        handler.head()
        handler.words(words[:40])
        time.sleep(0.1)
        if victim:
            victim.kill()
        handler.words(words[40:])
        handler.end()
        with self._lock:
            self.given.append(asked)
            self.said[asked] = [line["text"] for line in lines]


def data_of(body: dict[str, Any]) -> str:
    """What a request is about. *Why not all that it says:* the same is asked in other words where a server
    takes no schema, or is to mend its answer."""
    return "\n".join(_DATA.findall(question(body)))


def ended_otherwise(line: dict[str, Any]) -> dict[str, Any]:
    """A line with a full stop, or without the one that it had: other words that its facts carry."""
    text = line["text"]
    return {**line, "text": text[:-1] if text.endswith(".") else f"{text}."}


class Process:
    """`benchmarks.killed` on a data folder."""

    def __init__(self, folder: Path, url: str) -> None:
        self.began = time.monotonic()
        command = [sys.executable, "-m", "benchmarks.killed", str(folder), url]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload]
        self._lines = queue.SimpleQueue[str]()
        threading.Thread(target=self._read, daemon=True).start()

    def order(self, do: str, **more: Any) -> None:
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()

    def said(self) -> Iterator[dict[str, Any]]:
        """What it says, until it is dead."""
        while line := self._lines.get(timeout=SILENCE_SECONDS):
            yield json.loads(line)

    def until(self, last: str) -> dict[str, Any]:
        """The first saying of a kind."""
        return next(said for said in self.said() if said["what"] == last)

    def kill(self) -> None:
        """`kill -9`."""
        self._process.kill()

    def gone(self) -> None:
        """Wait until it is dead."""
        self._process.wait(SILENCE_SECONDS)

    def _read(self) -> None:
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")


class Trial:
    """A chain of applications in one data folder, each of them killed once or twice."""

    def __init__(self, folder: Path, url: str, server: Server, model: Model, dice: random.Random) -> None:
        self._folder, self._url, self._server, self._model, self._dice = folder, url, server, model, dice
        self._process = Process(folder, url)
        self._seen: dict[str, dict[str, Any]] = {}
        """Application -> the last that was shown of it."""
        self._kills_now, self._given_before = 0, 0
        """Of the application at work: how often it was killed, and the answers that were given before it."""
        self._commits: dict[str, int] = {}
        self._run_seconds = 0.0
        self._lines = 0
        """Of both documents of a run that nobody killed."""
        self._number = 0
        self._turns = Counter[str]()
        self.kills, self.unreached = Counter[str](), 0
        self.broken: dict[str, list[str]] = defaultdict(list)
        self.waits: dict[str, list[float]] = defaultdict(list)

    def run(self, kills: int) -> None:
        """Kill so often, each kind in its turn."""
        address = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._process.order("upload", resume=str(RESUME), address=address)
        self._process.until("uploaded")
        for _ in range(2):  # the first one is slow: everything is loaded
            self._calm()
        while sum(self.kills.values()) < kills:
            kind = KINDS[sum(self._turns.values()) % len(KINDS)]
            self._turns[kind] += 1
            self._killed(kind)
            if kind == START:
                self._killed_again()
            self._resume(kind)
        self._compare_all()

    def end(self) -> None:
        """Leave no process behind."""
        self._process.kill()
        self._process.gone()

    def tell(self) -> None:
        """One table, and each promise that was broken."""
        heads = f"{'kills':>6} {'lost':>6} {'doubled':>8} {'not ended':>10} {'late':>5}"
        click.echo(f"{'killed':32} {heads}   goes on after")
        for kind in KINDS:
            self._row(kind, [kind])
        self._row("all", list(KINDS))
        counts = " and ".join(f"{count} times in the {store}" for store, count in self._commits.items())
        calls, wrong = (
            len(self._server.asked),
            ", ".join(f"{n} {what}" for what, n in self._model.wrong.items()),
        )
        click.echo(
            f"{len(self._seen)} applications, {calls} requests to the model, of which it answered "
            f"{len(self._model.given)} well ({wrong}). A run commits {counts}. "
            f"{self.unreached} kills came after the end of their run. In the last 15 minutes "
            f"{os.getloadavg()[2]:.1f} processes at a time wanted one of {os.cpu_count()} processors."
        )
        for kind, troubles in self.broken.items():
            for trouble in troubles:
                click.echo(f"BROKEN, killed {kind}: {trouble}")

    def _row(self, name: str, kinds: list[str]) -> None:
        troubles = Counter(trouble.split(":")[0] for kind in kinds for trouble in self.broken.get(kind, []))
        waits = sorted(wait for kind in kinds for wait in self.waits[kind])
        slowest = f"median {statistics.median(waits):.1f} s, slowest {waits[-1]:.1f} s" if waits else "-"
        click.echo(
            f"{name:32} {sum(self.kills[kind] for kind in kinds):6} {troubles['lost']:6} "
            f"{troubles['doubled']:8} {troubles['not ended']:10} {troubles['late']:5}   {slowest}"
        )

    def _calm(self) -> None:
        """A run that nobody kills: how long it takes, and how often it commits."""
        began = time.monotonic()
        self._process.order("start", ad=self._next_ad(), blow=None)
        ended = self._process.until("ended")
        self._run_seconds, self._commits = time.monotonic() - began, ended["commits"]
        self._lines = len(ended["lines"])
        self._seen[ended["id"]] = ended

    def _next_ad(self) -> str:
        self._number += 1
        return an_ad_like(self._number)

    def _killed(self, kind: str) -> None:
        """Start an application in the living process, which dies of it."""
        blow, timer = None, None
        self._kills_now, self._given_before = 0, len(self._model.given)
        if kind in COMMITS:
            store, after = COMMITS[kind]
            blow = [store, 1 + (self._turns[kind] - 1) % self._commits[store], after]
        elif kind == CALL:
            self._model.spared, self._model.victim = self._dice.randrange(CALLS), self._process
        else:
            timer = threading.Timer(self._dice.uniform(0, self._run_seconds), self._process.kill)
        self._process.order("start", ad=self._next_ad(), blow=blow)
        if timer:
            timer.start()
        for said in self._process.said():
            if said["what"] == "started":
                self._seen.setdefault(said["id"], {"finished": [], "outputs": {}})
            elif said["what"] == "seen":
                self._note(kind, said)
            elif said["what"] == "ended" and not timer:  # its moment never came
                self.unreached += 1
                self._process.kill()
        self._model.victim = None
        self._dead(MOMENT if kind == START else kind)

    def _killed_again(self) -> None:
        """Kill it while it starts, or while the run goes on."""
        self._process = Process(self._folder, self._url)
        self._process.order("resume", known=self._done())
        timer = threading.Timer(self._dice.uniform(0.5, 3.0), self._process.kill)
        timer.start()
        for said in self._process.said():
            if said["what"] in ("found", "seen"):
                self._note(START, said)
        self._dead(START)

    def _dead(self, kind: str) -> None:
        self._process.gone()
        self.kills[kind] += 1
        self._kills_now += 1

    def _done(self) -> list[str]:
        """Applications that were shown as done, and looked at once more after that."""
        return [one for one, seen in self._seen.items() if seen.get("what") == "ended"]

    def _resume(self, kind: str) -> None:
        """Start the process again, and hold what comes of the run against the promises."""
        open_ids = set(self._seen) - set(self._done())
        process = self._process = Process(self._folder, self._url)
        process.order("resume", known=self._done())
        found: dict[str, dict[str, Any]] = {}
        answered = len(self._model.given)
        for said in process.said():
            if said["what"] == "resumed":
                break
            self._note(kind, said)
            if said["what"] == "found":
                found[said["id"]] = said
                continue
            held = found[said["id"]]
            goes_on = said["events"] > held["events"] or said["state"] != held["state"]
            if goes_on and "went on" not in held:
                held["went on"] = time.monotonic() - process.began
                self.waits[kind].append(held["went on"])
            if said["what"] == "ended":
                self._ended(kind, held, said, len(self._model.given) - answered)
        else:
            self.broken[kind].append("not ended: the process died by itself")
        for application_id in open_ids - set(found):
            self.broken[kind].append(f"lost: the application {application_id}")
        if any(seen.get("went on", 0) > GOES_ON_SECONDS for seen in found.values()):
            self.broken[kind].append(f"late: it went on after {self.waits[kind][-1]:.1f} s")

    def _note(self, kind: str, said: dict[str, Any]) -> None:
        """What was shown before must still be there, word for word."""
        before = self._seen.get(said["id"], {})
        for event in before.get("finished", []):
            if event not in said["finished"]:
                self.broken[kind].append(f"lost: {event[0]} was finished")
            elif before["outputs"].get(event[0]) != said["outputs"].get(event[0]):
                self.broken[kind].append(f"lost: the output of {event[0]}")
        if before.get("given", said["given"]) != said["given"]:
            self.broken[kind].append("lost: the ad or the profile")
        for what in ("paid", "versions", "files"):
            if before.get(what, said[what]) > said[what]:
                self.broken[kind].append(f"lost: {what} was {before[what]}, is {said[what]}")
        self._seen[said["id"]] = said

    def _ended(self, kind: str, found: dict[str, Any], ended: dict[str, Any], answered: int) -> None:
        """answered: questions that the model answered well since the start."""
        if ended["state"] != "done":
            self.broken[kind].append(f"not ended: the run is {ended['state']}, {ended['failed']}")
        stages = Counter(stage for stage, _ in ended["finished"])
        for stage, times in stages.items():
            if times > 1:
                self.broken[kind].append(f"doubled: {stage} finished {times} times")
        if len(stages) != 5:
            self.broken[kind].append(f"lost: {5 - len(stages)} stages")
        if ended["versions"] != 1:
            self.broken[kind].append(f"doubled: {ended['versions']} versions of the documents")
        self._hold_lines(kind, ended)
        if answered > ended["paid"] - found["paid"]:
            self.broken[kind].append(f"doubled: {answered} answers, {found['paid']} were there before")
        answers = Counter(self._model.given[self._given_before :])
        if max(answers.values(), default=0) > 1 + self._kills_now:
            self.broken[kind].append(f"doubled: answered {answers.most_common(1)[0][1]} times the same")

    def _hold_lines(self, kind: str, ended: dict[str, Any]) -> None:
        """Each line stands once, and in the words that the model gave for it."""
        twice = [line for line, times in Counter(map(tuple, ended["lines"])).items() if times > 1]
        if twice:
            self.broken[kind].append(f"doubled: the line {twice[0]}")
        if len(ended["lines"]) != self._lines:
            self.broken[kind].append(f"lost: {self._lines} lines are {len(ended['lines'])}")
        asked = dict.fromkeys(self._model.given[self._given_before :])
        said = [line for words in asked for line in self._model.said[words]]
        stand = ended["by_model"]
        if not {"reword", "letter"} & set(ended["in_vain"]) and Counter(said) != Counter(stand):
            self.broken[kind].append(f"lost: of {len(said)} lines of the model {len(stand)} stand")

    def _compare_all(self) -> None:
        """At last, every application is as it was when it ended."""
        self._process.order("all")
        kept = set()
        for said in self._process.said():
            if said["what"] == "told":
                break
            kept.add(said["id"])
            before = self._seen[said["id"]]
            if any(before.get(what) != said[what] for what in said if what != "what"):
                self.broken[MOMENT].append("lost: an application is not as it was when it ended")
        for application_id in set(self._seen) - kept:
            self.broken[MOMENT].append(f"lost: the application {application_id}")


if __name__ == "__main__":
    main()
