"""`jobwise eval`: versions compared in a terminal, with real servers on loopback."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from benchmarks.model_server import Act, Server, answers, fails, given, question, says, serving
from jobwise.cli import main
from jobwise.domain.golden import GoldenSet
from jobwise.evaluation import AT_ONCE
from jobwise.llm import talk
from jobwise.prompts import FOLDER
from jobwise.services.experiment_desk import IN_A_ROW
from jobwise.services.golden_file import golden_lines
from tests.golden_parts import a_case

CASES = 6
WHOLE = ("--model", "openai:x", "--scope", "whole")


@pytest.fixture
def golden(tmp_path: Path) -> str:
    return written_set(tmp_path, CASES)


def written_set(folder: Path, count: int, job_text: str = "") -> str:
    cases = tuple(a_case(f"case-{number}", facts=("work-1-1",)) for number in range(count))
    if job_text:
        cases = (*cases, a_case("bad", job_text=job_text))
    file = folder / "Made set.jsonl"
    file.write_text(golden_lines(GoldenSet(name="made", version=1, cases=cases)), "utf-8")
    return str(file)


def version(folder: Path, prompt: str, *changes: tuple[str, str]) -> str:
    """A second version of a shipped file, with some words changed."""
    text = (FOLDER / f"{prompt}.md").read_text("utf-8")
    text = text.replace("version: 1", "version: 2", 1)
    text = re.sub(r"(changelog:\n  1: .*\n)", r"\1  2: A try.\n", text, count=1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / f"{prompt}-2.md"
    file.write_text(text, "utf-8")
    return str(file)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["eval", *words])


def by_model(server: Server) -> tuple[str, ...]:
    url = f"http://127.0.0.1:{server.server_port}/v1"
    return ("--model", "openai:some-model", "--model-url", url, "--agree", "--costs-nothing")


def writer(body: dict[str, Any]) -> str:
    """Says lines well; asked by the bad prompt it invents."""
    invents = " and led 40 engineers at Quillfork" if "Be bold" in question(body) else ""
    return json.dumps({"lines": [{**line, "text": f"{line['text']}{invents}"} for line in given(body)]})


def test_settings_of_the_engine_are_compared_without_any_model(golden: str, tmp_path: Path) -> None:
    other = version(tmp_path, "engine", ("highlights: 0.35", "highlights: 0.0"), ("line: 0.02", "line: 0.0"))
    result = run("--set", golden, "--prompt", "engine@1", "--prompt", other, "--json")
    assert result.exit_code == 0, result.stderr
    [row] = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["set"], row["cases"], row["spent_usd"]) == ("made-set@1", CASES, 0)
    assert [arm["version"] for arm in row["arms"]] == ["engine@1", "engine@2"]
    [compared] = row["comparisons"]
    assert compared["verdict"] == "cannot tell"
    figures = {each["measure"]: each for each in compared["measures"]}
    assert figures["untrue"]["arm"]["mean"] == 0
    assert figures["coverage"]["cases"] == CASES


def test_a_person_reads_the_verdict_and_a_table(golden: str, tmp_path: Path) -> None:
    other = version(tmp_path, "engine", ("verb_first: true", "verb_first: false"))
    result = run("--set", golden, "--prompt", "engine", "--prompt", other, "--csv", str(tmp_path / "x.csv"))
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "engine@2 against engine@1"
    assert lines[1].startswith("Cannot tell: ")
    assert lines[3].split() == ["first", "this", "difference", "95", "%", "interval", "p", "sees"]
    assert any(line.startswith("resume words") for line in lines)
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 2 * CASES
    assert {row["state"] for row in rows} == {"done"}


def test_a_prompt_that_makes_a_model_invent_is_worse_and_has_a_status_of_its_own(
    golden: str, tmp_path: Path
) -> None:
    bad = version(tmp_path, "writing", ("You are an editor, not an author.", "Be bold."))
    with serving(answers(writer)) as server:
        result = run("--set", golden, "--prompt", "writing@1", "--prompt", bad, "--json", *by_model(server))
    assert result.exit_code == 3, result.stderr
    [compared] = json.loads(result.stdout)["comparisons"]
    assert (compared["verdict"], compared["truth_is_worse"]) == ("worse", True)
    assert compared["sentence"].startswith("Worse: ")
    assert "untrue lines a case" in compared["sentence"]
    assert "$0.00" in result.stderr


def test_a_judge_sees_both_orders_and_is_judged_itself(golden: str, tmp_path: Path) -> None:
    def play(body: dict[str, Any]) -> str:
        if "two applications" in question(body):
            return json.dumps({"why": "It stands first.", "better": "first"})
        short = "Be brief" in question(body)
        lines = [line for line in given(body) if "12 drivers" in line["text"]]
        text = "Planned weekly shifts of 12 drivers" if short else "Planned the weekly shifts of 12 drivers."
        return json.dumps({"lines": [{**line, "text": text} for line in lines]})

    other = version(tmp_path, "writing", ("You are an editor, not an author.", "Be brief."))
    with serving(answers(play)) as server:
        judge = ("--judge", "openai:judge", "--judge-url", f"http://127.0.0.1:{server.server_port}/v1")
        result = run(
            "--set", golden, "--prompt", "writing", "--prompt", other, *by_model(server), *judge, "--json"
        )
    row = json.loads(result.stdout)
    figures = {each["measure"]: each for each in row["comparisons"][0]["measures"]}
    assert figures["judged"]["difference"]["mean"] == 0
    assert row["judgement"]["pairs"] == CASES
    assert (row["judgement"]["agreement"], row["judgement"]["prefers_first"]) == (0, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--prompt", "writing@1", "--prompt", "engine@1"), "A prompt needs a model that it asks"),
        (("--prompt", "engine@1", "--prompt", "engine"), "engine@1 is there twice"),
        (("--prompt", "engine@1", "--prompt", "judging@1"), "One of the versions cannot be tried"),
        (("--prompt", "engine@1", "--prompt", "engine@9"), "engine@9 cannot be opened"),
        (("--prompt", "engine@1", "--prompt", __file__), "is no prompt"),
        (("--prompt", "engine@1", "--prompt", "OTHER", "--promptfoo", "x"), "promptfoo has nothing to ask"),
        (("--prompt", "engine@1", "--prompt", "OTHER", "--model", "gpt"), "names no model"),
        ((*WHOLE, "--prompt", "engine@1", "--prompt", "OTHER"), "Nothing was sent"),
        (
            (*WHOLE, "--prompt", "engine@1", "--prompt", "OTHER", "--judge", "openai:x"),
            "The judge is one of the writers",
        ),
        (("--prompt", "engine@1", "--prompt", "OTHER", "--max-usd", "1001"), "0 to 1,000 dollars"),
        (
            ("--prompt", "engine@1", "--prompt", "OTHER", "--csv", "/nowhere/x.csv"),
            "The file cannot be written",
        ),
    ],
)
def test_what_cannot_be_done_is_told(golden: str, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    other = version(tmp_path, "engine")
    result = run("--set", golden, *(other if word == "OTHER" else word for word in words))
    assert result.exit_code == 1
    assert told in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--prompt", "engine@1"),
        ("--prompt", "engine@1", "--prompt", "engine@2", "--repeats", "0"),
        ("--prompt", "engine@1", "--prompt", "engine@2", "--max-usd", "-1"),
    ],
)
def test_wrong_usage_has_status_2(golden: str, words: tuple[str, ...]) -> None:
    assert run("--set", golden, *words).exit_code == 2


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be opened"), ("{}", "Line 1 is no case")])
def test_a_set_that_is_none_is_told(tmp_path: Path, content: str | None, told: str) -> None:
    file = tmp_path / "x.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    result = run("--set", str(file), "--prompt", "engine@1", "--prompt", version(tmp_path, "engine"))
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_case_that_cannot_be_used_is_left_out_and_told(tmp_path: Path) -> None:
    golden = written_set(tmp_path, 3, job_text="Too short.")
    with serving(answers(writer)) as server:
        other = version(tmp_path, "writing")
        result = run("--set", golden, "--prompt", "writing", "--prompt", other, *by_model(server))
    assert result.exit_code == 0, result.stderr
    assert "1 case is left out: at least one of the two failed there." in result.stdout


@pytest.mark.parametrize(
    ("act", "told", "most"),
    [
        (fails(401), "key", 2 * AT_ONCE),
        (says("I would rather not."), f"was of no use {IN_A_ROW} times in a row", 200),
    ],
)
def test_a_model_that_is_of_no_use_ends_it_early(tmp_path: Path, act: Act, told: str, most: int) -> None:
    golden, other = written_set(tmp_path, 40), version(tmp_path, "writing")
    with serving(act) as server:
        result = run("--set", golden, "--prompt", "writing", "--prompt", other, *by_model(server))
        asked = len(server.asked)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Cannot tell: it is not finished" in result.stdout
    assert asked <= most


def test_settings_of_the_engine_are_not_tried_by_a_model_in_their_own_step(
    golden: str, tmp_path: Path
) -> None:
    other = version(tmp_path, "engine")
    with serving(answers(writer)) as server:
        result = run("--set", golden, "--prompt", "engine", "--prompt", other, "--json", *by_model(server))
        assert server.asked == []
    assert [arm["model"] for arm in json.loads(result.stdout)["arms"]] == [None, None]


def test_where_no_case_was_done_by_both_it_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)
    golden, other = written_set(tmp_path, 1), version(tmp_path, "writing")
    with serving(fails(529)) as server:
        result = run("--set", golden, "--prompt", "writing", "--prompt", other, *by_model(server))
    assert "Cannot tell: no case was done by both." in result.stdout
    assert result.exit_code == 1


def test_a_cap_ends_it_before_the_call_that_could_pass_it(golden: str, tmp_path: Path) -> None:
    with serving(answers(writer)) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        model = ("--model", "openai:some-model", "--model-url", url, "--agree", "--max-usd", "0")
        other = version(tmp_path, "writing")
        result = run("--set", golden, "--prompt", "writing", "--prompt", other, *model)
        assert server.asked == []
    assert result.exit_code == 1
    assert "more than you allow for this comparison" in result.stderr
    assert "Raise it with --max-usd" in result.stderr


def test_the_same_questions_go_to_promptfoo(golden: str, tmp_path: Path) -> None:
    file = tmp_path / "promptfooconfig.yaml"
    with serving(answers(writer)) as server:
        other = version(tmp_path, "writing")
        words = ("--prompt", "writing", "--prompt", other, *by_model(server), "--promptfoo", str(file))
        assert run("--set", golden, *words).exit_code == 0
    config = yaml.safe_load(file.read_text("utf-8"))
    assert [prompt["label"] for prompt in config["prompts"]] == [
        "writing@1 reword",
        "writing@1 letter",
        "writing@2 reword",
        "writing@2 letter",
    ]
    assert len(config["tests"]) == 2 * CASES
