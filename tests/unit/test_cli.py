"""The command line's shapes and exit statuses, on our own samples."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from benchmarks.model_server import Act, answers, fails, given, says, serving
from jobwise.cli import MANY, main

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
RESUME = str(SAMPLES / "mara-lindqvist.md")
AD = str(SAMPLES / "data-analyst-fenwick-rail.txt")


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=stdin)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_read_gives_a_json_resume_a_file() -> None:
    result = run("read", RESUME, "--json")
    assert result.exit_code == 0, result.stderr
    [row] = lines(result)
    assert set(row) == {"file", "seconds", "resume", "error"}
    assert row["file"] == RESUME
    assert row["error"] is None
    assert row["resume"]["basics"]["name"] == "Mara Lindqvist"


def test_a_refused_file_has_a_sentence_a_code_and_status_1(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    result = run("read", str(empty), RESUME, "--json")
    refused, read = lines(result)
    assert result.exit_code == 1
    assert refused["resume"] is None
    assert set(refused["error"]) == {"code", "message"}
    assert read["resume"]
    assert str(empty) in result.stderr


def test_many_files_get_the_same_answers_in_the_same_order(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{number}.md") for number in range(MANY)]
    for name in names:
        Path(name).write_text(Path(RESUME).read_text(encoding="utf-8"), encoding="utf-8")
    Path(names[5]).write_text("", encoding="utf-8")
    result = run("read", *names, "--json")
    rows = lines(result)
    assert result.exit_code == 1
    assert [row["file"] for row in rows] == names
    assert [row["error"] is None for row in rows] == [number != 5 for number in range(MANY)]
    [alone] = lines(run("read", names[0], "--json"))
    assert rows[0]["resume"] == alone["resume"]
    assert names[5] in result.stderr


def test_a_missing_file_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    result = run("read", str(tmp_path / "nowhere.pdf"), RESUME, "--json")
    missing, read = lines(result)
    assert result.exit_code == 1
    assert missing["error"]["code"] == "no-file"
    assert read["resume"]


def test_analyze_reads_standard_input_and_keeps_its_offsets() -> None:
    text = Path(AD).read_text(encoding="utf-8").replace("\n", "\r\n")
    result = run("analyze", "-", "--json", stdin=text)
    assert result.exit_code == 0, result.stderr
    [row] = lines(result)
    analysis = row["analysis"]
    assert {"title", "employer", "location", "employment_type", "remote", "salary"} <= set(analysis)
    assert {"years_experience_min", "degree_min", "requirements"} <= set(analysis)
    assert len(analysis["requirements"]) > 5
    for requirement in analysis["requirements"]:
        assert text[requirement["start"] : requirement["end"]] == requirement["text"]


def test_an_ad_of_three_words_is_refused() -> None:
    result = run("analyze", "-", "--json", stdin="Baker wanted now")
    assert result.exit_code == 1
    assert lines(result)[0]["analysis"] is None
    assert result.stderr


def test_skills_answers_every_line_even_an_empty_one() -> None:
    result = run("skills", "--json", stdin="We use Python and SQL\n\nKind people\n")
    rows = lines(result)
    assert len(rows) == 3
    found = {span["label"] for span in rows[0]["spans"]}
    assert found == {"Python", "SQL"}
    assert rows[1] == {"spans": []}


def test_score_gives_a_line_a_job() -> None:
    result = run("score", "--resume", RESUME, "--job", AD, "--job", AD, "--json")
    assert result.exit_code == 0, result.stderr
    first, second = lines(result)
    numbers = {"ats_score", "ceiling", "parseability", "must_haves", "fit"}
    assert set(first) == numbers | {"resume", "job", "seconds", "parts", "engine_version"}
    assert set(first["parts"][0]) == {"name", "weight", "score", "evidence"}
    assert first["ats_score"] == second["ats_score"]


def test_rank_puts_the_best_first_and_what_it_cannot_read_last(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    nurse = str(SAMPLES / "ines-carvalho.md")
    result = run("rank", "--json", "--job", AD, str(empty), nurse, RESUME)
    rows = lines(result)
    assert result.exit_code == 1
    assert [(row["file"], row["rank"]) for row in rows] == [(RESUME, 1), (nurse, 2), (str(empty), None)]
    shape = ["file", "rank", "fit", "must_haves", "ats_score", "interval", "evidence", "error"]
    assert all(list(row) == shape for row in rows)
    best, worse, unread = rows
    assert worse["fit"] < best["fit"]
    assert best["interval"][0] <= best["fit"] <= best["interval"][1]
    assert best["evidence"]["SQL"] == "SQL"
    assert best["error"] is None
    assert unread["fit"] is None
    assert unread["error"].startswith("This file is empty.")
    assert str(empty) in result.stderr


def test_rank_keeps_the_order_of_the_files_for_equals_and_takes_the_ad_from_standard_input(
    tmp_path: Path,
) -> None:
    copies = [str(tmp_path / name) for name in ("b.md", "a.md")]
    for copy in copies:
        Path(copy).write_text(Path(RESUME).read_text(encoding="utf-8"), encoding="utf-8")
    result = run("rank", "--job", "-", *copies, stdin=Path(AD).read_text(encoding="utf-8"))
    told = [line.split() for line in result.stdout.splitlines()]
    assert [(words[0], words[-1]) for words in told] == [("1", copies[0]), ("2", copies[1])]
    assert run("rank", "--job", "-", RESUME, stdin="Too short.").exit_code == 1


def test_tailor_writes_the_documents_and_their_report(tmp_path: Path) -> None:
    result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path / "out"), "--json")
    assert result.exit_code == 0, result.stderr
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"resume.pdf", "cover_letter.pdf", "resume.json", "report.json"} <= written
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert {
        "ats_score",
        "before",
        "after",
        "lines",
        "left_out",
        "near_skills",
        "stages",
        "engine_version",
    } <= set(report)
    assert {"document", "text", "sources"} <= set(report["lines"][0])
    assert len(report["stages"]) == 5
    assert lines(result) == [report]


def test_tailor_has_a_model_reword_lines_and_says_what_it_cost(tmp_path: Path) -> None:
    def shorter(body: dict[str, Any]) -> str:
        return json.dumps({"lines": [{**line, "text": line["text"].rstrip(".")} for line in given(body)]})

    with serving(answers(shorter)) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        model = ("--model", "openai:some-model", "--model-url", url, "--agree", "--costs-nothing")
        result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *model, "--json")
    assert result.exit_code == 0, result.stderr
    [report] = lines(result)
    assert [use["task"] for use in report["model_uses"]] == ["reword", "letter"]
    assert len(server.asked) == 2
    by_model, used = result.stderr.splitlines()
    assert by_model.startswith("openai:some-model: ")
    assert "reworded by the model" in by_model
    assert used.startswith("The model read 200 and wrote 40 tokens in 2 tries and ")
    assert used.endswith(", at no cost.")


def test_tailor_says_what_the_check_stopped(tmp_path: Path) -> None:
    def boasting(body: dict[str, Any]) -> str:
        return json.dumps(
            {"lines": [{**line, "text": f"{line['text']} in 97 depots"} for line in given(body)]}
        )

    with serving(answers(boasting)) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        model = ("--model", "openai:some-model", "--model-url", url, "--agree", "--costs-nothing")
        result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *model, "--json")
    stopped = lines(result)[0]["stopped"]
    assert len(stopped) > 1
    wrote, _, told = result.stderr.splitlines()
    assert wrote.startswith("No line is in the words of openai:some-model: ")
    assert told.startswith(f"{len(stopped)} lines said more than your facts carry: ")
    assert told.endswith("report.json.")


def test_tailor_says_what_stays_in_our_own_words(tmp_path: Path) -> None:
    with serving(says("I would love to help.")) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        model = ("--model", "openai:some-model", "--model-url", url, "--agree", "--costs-nothing")
        result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *model)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("ATS score")
    for name in ("résumé", "cover letter"):
        assert f"not the form that was asked for. The {name} stays in our own words." in result.stderr
    assert "reworded by the model" not in result.stderr


@pytest.mark.parametrize("act", [fails(401), fails(404)])
def test_a_model_that_fails_ends_the_command_with_a_sentence(tmp_path: Path, act: Act) -> None:
    with serving(act) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        model = ("--model", "anthropic:some-model", "--model-url", url, "--agree", "--costs-nothing")
        result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *model)
    assert result.exit_code == 1
    assert "model" in result.stderr or "key" in result.stderr
    assert "The model read 0 and wrote 0 tokens in " in result.stderr
    assert RESUME not in result.stderr
    assert AD not in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("model", "more", "told"),
    [
        ("openai:some-model", (), "Nothing was sent"),
        ("openai:gpt-4.1", ("--agree", "--max-usd", "0.001"), "cost more than you allow"),
        ("openai:gpt-4.1", ("--agree", "--max-usd", "0.0001", "--costs-nothing"), "limit is $0.00010"),
        ("openai:some-model", ("--agree",), "No price is known for this model"),
        ("openai:some-model", ("--agree",), "Raise it with --max-usd, or say --costs-nothing"),
    ],
)
def test_nothing_is_sent_without_leave_and_beyond_the_limit(
    tmp_path: Path, model: str, more: tuple[str, ...], told: str
) -> None:
    with serving(fails(500)) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        options = ("--model", model, "--model-url", url, *more)
        result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *options)
        assert not server.asked
    assert result.exit_code == 1
    assert told in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_key_that_no_request_can_carry_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWISE_MODEL_KEY", "sk-“a”")
    with serving(fails(500)) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        model = ("--model", "openai:some-model", "--model-url", url, "--agree", "--costs-nothing")
        result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *model)
        assert not server.asked
    assert result.exit_code == 1
    assert result.stderr.startswith("The key holds a sign that no key has")


def test_a_name_that_is_no_model_is_told(tmp_path: Path) -> None:
    result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), "--model", "gpt")
    assert result.exit_code == 1
    assert "names no model" in result.stderr
    assert RESUME not in result.stderr


def test_tailor_takes_a_theme_paper_and_formats(tmp_path: Path) -> None:
    chosen = ["--theme", "classic", "--paper", "letter", "--format", "pdf", "--format", "docx"]
    result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(tmp_path), *chosen)
    assert result.exit_code == 0, result.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"resume.pdf", "cover_letter.pdf", "resume.docx", "cover_letter.docx", "report.json"}
    assert b"Libertinus" in (tmp_path / "resume.pdf").read_bytes()
    backs = json.loads((tmp_path / "report.json").read_text())["read_back"]
    assert [(back["file"], back["lost"]) for back in backs] == [("resume.pdf", []), ("resume.docx", [])]
    assert all(back["fields"] for back in backs)
    assert run("tailor", "--resume", RESUME, "--job", AD, "--out", ".", "--theme", "pink").exit_code == 2


@pytest.mark.parametrize(
    "words", [["read"], ["score", "--resume", RESUME], ["nothing"], ["tailor", "--json"]]
)
def test_wrong_usage_is_status_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    result = run("tailor", "--resume", RESUME, "--job", AD, "--out", str(blocked / "out"))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_plain_output_is_words_not_json() -> None:
    result = run("analyze", AD)
    assert result.exit_code == 0
    assert "must" in result.stdout
    assert "{" not in result.stdout


@pytest.mark.parametrize(
    "address", ["", "duckdb:////nowhere/jobwise.duckdb", "sqlite:////nowhere/jobwise.db"]
)
def test_a_worker_without_postgresql_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("JOBWISE_DATABASE_URL", address)
    result = run("worker")
    assert result.exit_code == 1
    assert "A worker needs PostgreSQL" in result.stderr
    assert not Path("/nowhere").exists()


NO_ENGINE = """
import sys
from jobwise.cli import main
main(sys.argv[1:], standalone_mode=False)
assert "dbos" not in sys.modules, "the engine was loaded"
"""


@pytest.mark.parametrize(
    "words", [["read", RESUME], ["score", "--resume", RESUME, "--job", AD], ["rank", "--job", AD, RESUME]]
)
def test_commands_that_only_answer_never_load_the_engine(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", NO_ENGINE, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
