"""`jobwise user` and `jobwise audit`, over a real store."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from jobwise.bootstrap import account_desk, open_store
from jobwise.cli import main
from jobwise.domain.role import Role
from jobwise.prompts import FOLDER
from jobwise.settings import Settings
from jobwise.store.database import Database, file_url
from jobwise.store.work import transactions
from tests.account_parts import GOOD
from tests.unit.services.experiment_parts import NOON, put_tried


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("JOBWISE_DATA_DIR", str(tmp_path))
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def test_the_first_administrator_is_made_by_a_command() -> None:
    made = run(
        "user", "add", "Anna@example.org", "--role", "administrator", "--role", "seeker", typed=f"{GOOD}\n"
    )
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout == "anna@example.org may log in as Administrator, Seeker.\n"
    with account_desk(Settings()) as (accounts, _):
        ticket = accounts.log_ins.log_in("anna@example.org", SecretStr(GOOD))
        actor = accounts.sessions.actor_of(
            accounts.log_ins.redeem(ticket.get_secret_value()).get_secret_value()
        )
    assert actor is not None
    assert actor.roles == {Role.ADMINISTRATOR, Role.SEEKER}


def test_a_link_sets_the_first_password() -> None:
    made = run("user", "add", "anna@example.org", "--link")
    link = made.stdout.splitlines()[-1]
    assert link.startswith("http://localhost:8501/log_in?reset=")
    with account_desk(Settings()) as (accounts, _):
        accounts.passwords.reset(link.split("reset=")[1], SecretStr(GOOD))
        assert accounts.log_ins.log_in("anna@example.org", SecretStr(GOOD))


def test_what_is_refused_is_told() -> None:
    weak = run("user", "add", "anna@example.org", typed="password\n")
    assert (weak.exit_code, weak.stdout) == (1, "")
    assert "password" in weak.stderr
    assert run("user", "add", "anna@example.org", typed=f"{GOOD}\n").exit_code == 0
    assert "cannot be used" in run("user", "add", "anna@example.org", typed=f"{GOOD}\n").stderr
    assert run("user", "list").stdout == "anna@example.org  Seeker\n"


def test_a_log_that_was_changed_is_told_and_ends_the_command_with_1(folder: Path) -> None:
    run("user", "add", "anna@example.org", typed=f"{GOOD}\n")
    run("user", "add", "ben@example.org", typed=f"{GOOD}\n")
    well = run("audit", "verify")
    assert well.exit_code == 0
    assert well.stdout.startswith("2 entries, all as they were written. 2:")
    assert run("audit", "verify", "--known", well.stdout.split()[-1]).exit_code == 0
    database = Database(file_url(folder / "jobwise.duckdb"))
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_entries WHERE number = 2")
    database.close()
    changed = run("audit", "verify")
    assert changed.exit_code == 1
    assert changed.stderr == "Entry 2: Entries at the end are missing, or were added.\n"


def test_a_prompt_that_invents_is_used_by_no_command(tmp_path: Path) -> None:
    file = tmp_path / "bold.md"
    ours = (FOLDER / "writing.md").read_text("utf-8")
    file.write_text(
        ours.replace("version: 1", "version: 2", 1).replace("\n---\n", "\n  2: A try.\n---\n", 1), "utf-8"
    )
    assert run("prompt", "add", str(file)).exit_code == 0
    database, sealer = open_store(Settings())
    put_tried(transactions(database, sealer), "tried", NOON, [1.0] * 8)
    database.close()
    refused = run("prompt", "use", "writing@2", "--unproven")
    assert refused.exit_code == 1
    assert "claimed more than the facts carry oftener than writing@1" in refused.stderr
    assert "* writing@1" in run("prompt", "list").stdout


def test_prompts_are_listed_added_and_chosen(tmp_path: Path) -> None:
    ours = (FOLDER / "writing.md").read_text("utf-8")
    file = tmp_path / "better.md"
    file.write_text(
        ours.replace("version: 1", "version: 2", 1).replace("\n---\n", "\n  2: A try.\n---\n", 1), "utf-8"
    )
    assert run("prompt", "add", str(file)).exit_code == 0
    unproven = run("prompt", "use", "writing@2")
    assert (unproven.exit_code, "No experiment shows" in unproven.stderr) == (1, True)
    assert run("prompt", "use", "writing@2", "--unproven", "--reason", "It is shorter.").exit_code == 0
    listed = run("prompt", "list").stdout.splitlines()
    assert [line[:11].strip() for line in listed if "@" in line] == [
        "* judging@1",
        "* reading@1",
        "writing@1",
        "* writing@2",
        "* engine@1",
    ]
    refused = run("prompt", "add", str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "new version number" in refused.stderr
    file.write_text("no prompt", "utf-8")
    assert "better.md is no version of a prompt" in run("prompt", "add", str(file)).stderr
    assert run("prompt", "use", "writing@3").exit_code == 1
    assert "writing@1 is used again" in run("prompt", "roll-back", "writing").stdout
    assert run("prompt", "put-away", "writing@2").exit_code == 0
    assert "(put away)" in run("prompt", "list").stdout
    assert run("prompt", "take-out", "writing@2").exit_code == 0
    assert "(put away)" not in run("prompt", "list").stdout
    assert run("prompt", "show", "writing@2").stdout.startswith("---\nid: writing\nversion: 2\n")
