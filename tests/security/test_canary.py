"""After an erasure no byte of a person's words is left anywhere, and before it none lies there in plain."""

import base64
import json
import logging
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pydantic import SecretStr

from benchmarks.model_server import answers, given, serving
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.settings import Settings
from jobwise.store.tables import INSTALLATION

CANARY = "Quillwhistle"
KEY = "sk-Quillwhistle-0123456789abcdef"
RESUME = f"""# Anna {CANARY}

anna@{CANARY}.example · Leeds

## Experience

**Data Analyst** — {CANARY} Foods (January 2021 – Present)

- Built dashboards in Power BI for {CANARY} that 40 people read every week
- Wrote SQL queries over a warehouse of 3 million rows

## Education

BSc Statistics, University of Leeds, 2014 – 2017
"""
AD = f"""Data Analyst, {CANARY} Rail

{CANARY} Rail runs trains in the north of England. We are looking for a Data Analyst in Leeds.

What you need:
- Strong SQL, at least 2 years of experience
- Power BI dashboards
- A degree in statistics or a similar subject

We offer £38,000 to £44,000 a year, full-time.
"""


FILES = ("jobwise.duckdb", "jobwise.duckdb.wal", "runs.sqlite", "runs.sqlite-wal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def services(folder: Path) -> Iterator[Services]:
    built = build_services(Settings(data_dir=folder, reader_workers=1))
    yield built
    built.close()


def forms(words: str) -> list[bytes]:
    """The bytes that words may lie in a file as: UTF-8, UTF-16, base64 at each of its three offsets."""
    plain = words.encode()
    coded = [base64.b64encode(b"x" * offset + plain)[4:-4] for offset in range(3)]
    return [plain, words.encode("utf-16-le"), words.encode("utf-16-be"), *coded]


def inflated(data: bytes) -> Iterator[bytes]:
    """What is deflated in it, wherever it begins: as in PDF, ZIP and zlib."""
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|PK\x03\x04", data):
        head = data[start.start() : start.start() + 2]
        at, window = (start.start(), 15) if head != b"PK" else (_after_head(data, start.start()), -15)
        try:
            yield zlib.decompressobj(window).decompress(data[at:], 1_000_000)
        except zlib.error:
            continue


def _after_head(data: bytes, at: int) -> int:
    name, extra = (int.from_bytes(data[at + place : at + place + 2], "little") for place in (26, 28))
    return at + 30 + name + extra


def found(words: str, folder: Path) -> list[str]:
    """The files that hold the words in any form."""
    wanted = forms(words)
    hits = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            if any(form in text for text in (data, *inflated(data)) for form in wanted):
                hits.append(file.name)
    return hits


def said_back(body: dict[str, Any]) -> str:
    """A model's answer with a word of its own in it."""
    lines = [
        {"id": line["id"], "text": f"{line['text']} {CANARY}said", "facts": line.get("facts", [])}
        for line in given(body)
    ]
    return json.dumps({"lines": lines})


def live(services: Services) -> None:
    """A person's résumé, model, application, edit, other design and download."""
    services.profiles.upload(LOCAL_ACTOR, f"{CANARY}.md", RESUME.encode())
    with serving(answers(said_back)) as server:
        services.models.use_model(
            LOCAL_ACTOR,
            f"openai:{CANARY}",
            f"http://127.0.0.1:{server.server_port}/v1",
            ("reword", "letter"),
            run_cap_usd=5,
            day_cap_usd=5,
            agreed=True,
            free=True,
            key=SecretStr(KEY),
        )
        application_id = services.applications.start(LOCAL_ACTOR, AD)
        end = time.monotonic() + 60
        while services.applications.progress(LOCAL_ACTOR, application_id)[0] in ("waiting", "running"):
            assert time.monotonic() < end, "the run did not end"
            time.sleep(0.05)
    application = services.applications.get(LOCAL_ACTOR, application_id)
    assert application.report is not None
    line = next(one for one in application.report.documents.resume.lines if "dashboards" in one.text)
    edited = f"Built Power BI dashboards for {CANARY} that 40 people read every week"
    services.applications.change_line(LOCAL_ACTOR, application_id, line.id, edited)
    assert services.applications.file(LOCAL_ACTOR, application_id, "resume.pdf").content


def wrapped_keys(file: Path) -> list[str]:
    """Those of people; the installation's own, which seals the log of what was done, stays."""
    with duckdb.connect(file) as connection:
        asked = "SELECT wrapped FROM person_keys WHERE owner <> ?"
        return [row[0] for row in connection.execute(asked, [INSTALLATION]).fetchall()]


def test_no_word_lies_in_plain_and_after_an_erasure_none_is_left(
    services: Services, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    live(services)
    kept = {kind.noun: kind.count for kind in services.my_data.kept(LOCAL_ACTOR)}
    assert kept["answer of a model"] >= 1
    assert found(CANARY, folder) == []
    assert found(KEY, folder) == []

    services.my_data.erase(LOCAL_ACTOR)
    assert services.my_data.kept(LOCAL_ACTOR) == ()
    assert services.profiles.current(LOCAL_ACTOR) is None
    assert found(CANARY, tmp_path) == []
    assert b"local" not in b"".join(
        (folder / name).read_bytes() for name in FILES[2:] if (folder / name).exists()
    )
    services.close()
    assert found(CANARY, tmp_path) == []
    assert CANARY not in caplog.text


def test_the_key_of_who_was_erased_is_in_no_file(services: Services, folder: Path) -> None:
    live(services)
    services.close()
    [wrapped] = wrapped_keys(folder / "jobwise.duckdb")
    assert found(wrapped, folder) == ["jobwise.duckdb"]
    again = build_services(Settings(data_dir=folder, reader_workers=1))
    again.my_data.erase(LOCAL_ACTOR)
    assert found(wrapped, folder) == []
    again.profiles.upload(LOCAL_ACTOR, "again.md", RESUME.encode())  # as new, with a new key
    again.close()
    assert wrapped not in wrapped_keys(folder / "jobwise.duckdb")
    assert found(wrapped, folder) == []


KILLED = """
import os, sys
from pathlib import Path
from jobwise.bootstrap import build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.settings import Settings
from jobwise.store.rewriting import DatabaseTraces

DatabaseTraces.remove = lambda self: os._exit(9)
build_services(Settings(data_dir=Path(sys.argv[1]), reader_workers=1)).my_data.erase(LOCAL_ACTOR)
"""


def test_an_erasure_that_was_killed_is_made_up_for_at_the_next_start(
    services: Services, folder: Path
) -> None:
    live(services)
    services.close()
    [wrapped] = wrapped_keys(folder / "jobwise.duckdb")
    killed = subprocess.run([sys.executable, "-c", KILLED, folder], timeout=100, check=False)
    assert killed.returncode == 9
    again = build_services(Settings(data_dir=folder, reader_workers=1))
    assert again.my_data.kept(LOCAL_ACTOR) == ()
    assert found(wrapped, folder) == []
    assert found(CANARY, folder) == []
    again.close()


def test_the_search_finds_words_in_every_form(tmp_path: Path) -> None:
    """*Why:* a search that finds nothing anywhere would pass every other test here."""
    import io
    import zipfile

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("a.txt", CANARY * 20)
    for number, data in enumerate(
        [*forms(CANARY)[:3], zlib.compress(CANARY.encode() * 9), package.getvalue()]
    ):
        (tmp_path / f"{number}").write_bytes(b"--" + data + b"--")
    for offset in range(3):
        (tmp_path / f"b{offset}").write_bytes(
            base64.b64encode(b"y" * offset + b"----" + CANARY.encode() + b"----")
        )
    assert len(found(CANARY, tmp_path)) == 8
