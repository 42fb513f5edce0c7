"""Real worker processes under real strain."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jobwise.bootstrap import SCORER_MEMORY_MB
from jobwise.domain.profile import Place
from jobwise.domain.vacancy import Assessment
from jobwise.errors import UnreadableFile
from jobwise.matching.steadiness import assess, assess_all
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.reading import read_resume
from jobwise.reading.pool import ReaderPool
from tests.unit.services.conftest import AD, RESUME

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are those of Unix")


def resume(name: str = "Ada Example") -> bytes:
    work = [{"name": "Example Mills", "position": "Weaver", "highlights": ["Wove – 40 m a day"]}]
    return json.dumps({"basics": {"name": name}, "work": work}, ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(workers=2) as shared:
        yield shared


def test_a_look_at_the_workers_reads_a_line_unless_all_are_busy() -> None:
    with ReaderPool(workers=1) as pool:
        assert pool.look() == "Answer"
        assert pool.count == (1, 0)
        with pool._worker():
            assert pool.look() == "All are busy"
            assert pool.count == (1, 1)
    with pytest.raises(UnreadableFile):
        pool.look()


def test_a_pool_reads_what_the_reader_itself_reads(pool: ReaderPool) -> None:
    read, alone = pool.read_resume("ada.json", resume()), read_resume("ada.json", resume())
    assert (read.file, read.profile, read.source) == (alone.file, alone.profile, alone.source)
    assert pool.read_ad("ad.json", resume()).text == resume().decode()


def test_a_pool_scores_what_the_scorer_itself_scores() -> None:
    analysis, day = analyze_job(AD), dt.date(2026, 3, 4)
    people = [read_resume("a.md", text.encode()).profile for text in (RESUME, "# Peer Alt\n\nYork")]
    profiles = [person.model_dump_json() for person in people]
    with ReaderPool(workers=1, memory_mb=SCORER_MEMORY_MB) as scorers:
        found = scorers.assess_all(profiles, analysis, day, 3)
        assert found == assess_all(profiles, analysis, day, 3)
        assert Assessment.model_validate_json(found[0].assessment) == assess(people[0], analysis, day, 3)
        with pytest.raises(UnreadableFile):
            scorers.assess_all(["no profile"], analysis, day, 3)
        assert scorers.assess_all(profiles[:1], analysis, day, 3) == found[:1]  # by the next process


def test_a_page_picture_comes_through_whole(pool: ReaderPool, make_pdf) -> None:
    marked = Place(page=1, boxes=((0.1, 0.1, 0.5, 0.2),))
    picture = pool.page_picture("ada.pdf", make_pdf("Ada Example"), 1, marked, 1.0)
    assert picture.startswith(b"\x89PNG")
    assert picture.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize(
    ("file_name", "data", "code"),
    [
        ("ada.pdf", b"%PDF-1.7 nothing behind it", "corrupt"),
        ("ada.json", b'{"work": 1}', "wrong-type"),
        ("ada.json", b"", "empty"),
    ],
)
def test_a_refusal_crosses_the_border_whole(pool: ReaderPool, file_name: str, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as here:
        read_resume(file_name, data)
    with pytest.raises(UnreadableFile) as there:
        pool.read_resume(file_name, data)
    assert there.value.code == code
    assert (there.value.title, there.value.message) == (here.value.title, here.value.message)


def test_a_file_name_that_is_no_text_does_no_harm(pool: ReaderPool) -> None:
    for read in (pool.read_resume, read_resume):
        assert read("ada\udcff.json", resume()).file == "ada\ufffd.json"


def test_a_worker_stays_for_the_next_file(pool: ReaderPool) -> None:
    pool.read_resume("ada.json", resume())
    before = pool.pids
    for _ in range(5):
        pool.read_resume("ada.json", resume())
    assert pool.pids == before


def test_ten_threads_at_once_get_each_their_own_answer(pool: ReaderPool) -> None:
    names = [f"Ada {number} Example" for number in range(40)]
    with ThreadPoolExecutor(10) as threads:
        results = threads.map(lambda name: pool.read_resume("ada.json", resume(name)), names)
    assert [result.profile.basics.name for result in results] == names
    assert len(pool.pids) <= 2


def test_a_file_that_takes_too_long_is_cut_off(slow_pdf: bytes) -> None:
    with ReaderPool(workers=1, seconds=0.7) as pool:
        pool.read_resume("ada.json", resume())
        began = time.monotonic()
        with pytest.raises(UnreadableFile) as refusal:
            pool.page_picture("slow.pdf", slow_pdf, 1, None, 2.0)
        assert time.monotonic() - began < 3
        assert refusal.value.code == "too-slow"
        assert pool.read_resume("ada.json", resume()).profile.basics.name == "Ada Example"


def test_a_worker_killed_while_it_reads_is_replaced(slow_pdf: bytes) -> None:
    with ReaderPool(workers=1) as pool:
        pool.read_resume("ada.json", resume())
        (victim,) = pool.pids
        killer = threading.Timer(0.4, os.kill, (victim, signal.SIGKILL))
        killer.start()
        with pytest.raises(UnreadableFile) as refusal:
            pool.page_picture("slow.pdf", slow_pdf, 1, None, 2.0)
        killer.join()
        assert refusal.value.code == "worker-died"
        assert pool.read_resume("ada.json", resume()).profile.basics.name == "Ada Example"
        assert victim not in pool.pids
        assert len(pool.pids) == 1


def test_a_worker_killed_between_two_files_is_not_noticed() -> None:
    with ReaderPool(workers=1) as pool:
        pool.read_resume("ada.json", resume())
        (victim,) = pool.pids
        os.kill(victim, signal.SIGKILL)
        os.waitid(os.P_PID, victim, os.WEXITED | os.WNOWAIT)
        assert pool.read_resume("ada.json", resume()).profile.basics.name == "Ada Example"


@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not hold a process to RLIMIT_AS")
def test_a_memory_bomb_ends_the_worker_and_nothing_else(memory_bomb: bytes) -> None:
    with ReaderPool(workers=1, seconds=30) as pool:
        with pytest.raises(UnreadableFile) as refusal:
            pool.page_picture("bomb.pdf", memory_bomb, 1, None, 1.0)
        assert refusal.value.code in {"worker-died", "too-much-memory"}
        assert pool.read_resume("ada.json", resume()).profile.basics.name == "Ada Example"


def test_closing_ends_the_processes_and_may_be_done_twice() -> None:
    with ReaderPool(workers=1) as pool:
        pool.read_resume("ada.json", resume())
        (pid,) = pool.pids
        pool.close()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        with pytest.raises(UnreadableFile) as refusal:
            pool.read_resume("ada.json", resume())
    assert refusal.value.code == "closed"


def test_closing_does_not_wait_for_calls_under_way_or_in_the_queue(slow_pdf: bytes) -> None:
    def draw() -> str:
        with pytest.raises(UnreadableFile) as refusal:
            pool.page_picture("slow.pdf", slow_pdf, 1, None, 2.0)
        return refusal.value.code

    with ReaderPool(workers=1) as pool, ThreadPoolExecutor(3) as threads:
        pool.read_resume("ada.json", resume())
        calls = [threads.submit(draw) for _ in range(3)]
        time.sleep(0.3)
        began = time.monotonic()
        pool.close()
        assert [call.result() for call in calls] == ["closed"] * 3
        assert time.monotonic() - began < 2
        assert pool.pids == ()


def test_nothing_is_started_before_the_first_file_unless_asked_for() -> None:
    with ReaderPool(workers=2) as pool:
        assert pool.pids == ()
        pool.warm()
        assert len(pool.pids) == 1


CONFINED = """
import os, socket, subprocess, sys
from jobwise.reading.confinement import confine
confine(400)
try:
    {attempt}
except (RuntimeError, OSError, MemoryError) as error:
    print(type(error).__name__)
else:
    print("done")
"""


@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "Forbidden"),
        ("subprocess.run(['true'])", "Forbidden"),
        ("os.system('true')", "Forbidden"),
        ("open({path!r}, 'w').write('x' * 100_000)", "Forbidden"),
        ("bytearray(600 * 2**20)", "MemoryError" if sys.platform == "linux" else "done"),
        ("open(os.devnull, 'rb').read()", "done"),
    ],
)
def test_a_confined_process_reaches_nothing_outside(attempt: str, outcome: str, tmp_path) -> None:
    script = CONFINED.format(
        attempt=attempt.format(path=str(tmp_path / "file")) if "{path" in attempt else attempt
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30)
    assert ran.stdout.strip() == outcome, ran.stderr


def test_a_worker_knows_no_key_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("the environment of another process can be read on Linux only")
    monkeypatch.setenv("OPENAI_API_KEY", "not-for-workers")
    with ReaderPool(workers=1) as pool:
        pool.read_resume("ada.json", resume())
        environment = Path(f"/proc/{pool.pids[0]}/environ").read_bytes()
    assert b"PYTHONPATH" in environment
    assert b"not-for-workers" not in environment
