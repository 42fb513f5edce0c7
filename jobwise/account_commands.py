"""Commands for who runs JobWise for others: accounts, the log of what was done, and prompts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobwise.domain.role import NEW_ROLES, Role
from jobwise.errors import Conflict, JobWiseError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from jobwise.bootstrap import PromptDesk
    from jobwise.domain.account import Actor
    from jobwise.services.accounts import AccountServices
    from jobwise.services.audit import AuditService


@click.group()
def user() -> None:
    """Accounts, where people log in."""


@user.command()
@click.argument("email")
@click.option("--name", default="", help="[default: what stands before the @]")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What they may do; give it again for more.  [default: seeker]",
)
@click.option(
    "--link", is_flag=True, help="Print a link to set the password with, instead of asking for one."
)
def add(email: str, name: str, roles: tuple[str, ...], link: bool) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    given = None if link else _password()
    with _desk() as (accounts, _):
        chosen = frozenset(map(Role, roles)) or NEW_ROLES
        made = accounts.sign_ups.add(_operator(), email, name, chosen, given)
        click.echo(f"{made.email} may log in as {', '.join(sorted(role.label for role in made.roles))}.")
        if link:
            click.echo(accounts.people.make_reset(_operator(), made.id).get_secret_value())


@user.command("list")
def list_people() -> None:
    """Show who has an account."""
    with _desk() as (accounts, _):
        for one in accounts.people.list(_operator()):
            roles = ", ".join(sorted(role.label for role in one.roles))
            click.echo(f"{one.email}  {roles}{'  disabled' if one.disabled else ''}")


@click.group()
def tokens() -> None:
    """What the access tokens of programs are signed with."""


@tokens.command("rotate")
@click.option("--at-once", is_flag=True, help="Take no token of the keys before, as when one became known.")
def rotate_token_key(at_once: bool) -> None:
    """Have another key sign. Tokens of the one before are taken until they end, 15 minutes at most."""
    with _desk() as (accounts, _):
        key = accounts.signing.rotate(_operator(), at_once=at_once)
        click.echo(f"Key {key} signs from now on.")


@click.group()
def audit() -> None:
    """The log of what was done."""


@audit.command()
@click.option("--known", default="", help="What this command said before; finds out if the log was put back.")
def verify(known: str) -> None:
    """Check that no entry was changed, removed or put in."""
    with _desk() as (_, log):
        verdict = log.verify(_operator(), known)
    if verdict.wrong is not None:
        click.echo(f"Entry {verdict.wrong}: {verdict.reason}", err=True)
        sys.exit(1)
    entries = "1 entry" if verdict.entries == 1 else f"{verdict.entries} entries"
    click.echo(f"{entries}, all as they were written. {verdict.head}".rstrip())


@click.group()
def prompt() -> None:
    """What models are asked with, in versions."""


@prompt.command("list")
def list_prompts() -> None:
    """Show every version with its state; * marks those in use."""
    with _prompts() as desk:
        for one in desk.registry.list(_operator()):
            mark = "*" if one.state == "active" else " "
            away = "  (put away)" if one.state == "archived" else ""
            click.echo(f"{mark} {one.label}  {one.version.why}{away}")
            if hints := getattr(one.version, "hints", None):
                click.echo(f"    For: {hints.model}")


@prompt.command("add")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def add_prompt(file: Path) -> None:
    """Keep a version that is written as the files of JobWise's own prompts are; it is not used yet."""
    with _prompts() as desk:
        new = desk.drafts.add_file(_operator(), file.name, file.read_bytes())
        click.echo(f"{new.label} is kept. It is used after: jobwise prompt use {new.label}")


@prompt.command("show")
@click.argument("label")
def show_prompt(label: str) -> None:
    """Print a version as its file."""
    with _prompts() as desk:
        click.echo(desk.drafts.text(_operator(), label), nl=False)


@prompt.command("use")
@click.argument("label")
@click.option("--reason", default="Chosen on the command line.", show_default=True)
@click.option("--unproven", is_flag=True, help="Although no experiment shows that it is better.")
def use_prompt(label: str, reason: str, unproven: bool) -> None:
    """Use a version (writing@2), or the one that came with JobWise (writing)."""
    with _prompts() as desk:
        prompt_id = label.partition("@")[0]
        seen = len(desk.lab.history(_operator(), prompt_id))
        try:
            used = desk.lab.promote(_operator(), label, seen=seen, reason=reason, despite=unproven)
        except Conflict as error:
            if error.code == "unproven":
                click.echo("Say --unproven to use it all the same.", err=True)
            raise
        click.echo(f"{used.label} is used from now on.")


@prompt.command("roll-back")
@click.argument("prompt_id")
@click.option("--reason", default="Rolled back on the command line.", show_default=True)
def roll_back_prompt(prompt_id: str, reason: str) -> None:
    """Use again what was used before (writing)."""
    with _prompts() as desk:
        seen = len(desk.lab.history(_operator(), prompt_id))
        used = desk.lab.roll_back(_operator(), prompt_id, seen=seen, reason=reason)
        click.echo(f"{used.label} is used again from now on.")


@prompt.command("put-away")
@click.argument("label")
def put_away_prompt(label: str) -> None:
    """Offer a version no longer, until it is taken out."""
    with _prompts() as desk:
        desk.lab.put_away(_operator(), label)
        click.echo(f"{label} is put away.")


@prompt.command("take-out")
@click.argument("label")
def take_out_prompt(label: str) -> None:
    """Offer a version again that was put away."""
    with _prompts() as desk:
        desk.lab.take_out(_operator(), label)
        click.echo(f"{label} can be used again.")


def _operator() -> Actor:
    from jobwise.domain.account import OPERATOR

    return OPERATOR


def _password() -> SecretStr:
    """*Why never an argument:* other people of this machine see those, and shells keep them."""
    from pydantic import SecretStr

    if sys.stdin.isatty():
        return SecretStr(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return SecretStr(sys.stdin.readline().rstrip("\r\n"))


@contextmanager
def _desk() -> Iterator[tuple[AccountServices, AuditService]]:
    """Accounts and the log."""
    with _refusing():
        from jobwise.bootstrap import account_desk
        from jobwise.settings import Settings

        with account_desk(Settings()) as desk:
            yield desk


@contextmanager
def _prompts() -> Iterator[PromptDesk]:
    with _refusing():
        from jobwise.bootstrap import prompt_desk
        from jobwise.settings import Settings

        with prompt_desk(Settings()) as desk:
            yield desk


@contextmanager
def _refusing() -> Iterator[None]:
    """What is refused is told, and ends the command with 1."""
    try:
        yield
    except JobWiseError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
