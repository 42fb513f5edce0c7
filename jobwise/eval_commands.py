"""`jobwise eval`: versions of prompts held against each other in a terminal.

Exit status: as all commands', and 3 where a version is worse than the first.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from jobwise.domain.experiment import MOST_REPEATS, Scope
from jobwise.errors import BadSetting, JobWiseError, StorageFailed

if TYPE_CHECKING:
    from jobwise.domain.experiment import Comparison, ExperimentPlan, MeasureComparison
    from jobwise.domain.golden import GoldenSet
    from jobwise.domain.model_call import ModelChoice
    from jobwise.domain.prompt import Prompt, Version
    from jobwise.evaluation import Evaluation, Outcome, Piece

WORSE = 3
SENT = "The facts of the cases, the lines written from them, and their job ads"
HIDDEN = "names, contacts, links and references, and what else JobWise knows as personal"
LEGEND = (
    "p: how often chance alone does as much, corrected for all that a verdict goes by where it does. sees: "
    "the smallest difference that such cases show in 8 of 10 tries; unsure: too rare or too uneven to tell."
)
_HEAD = ("", "first", "this", "difference", "95 % interval", "p", "sees")


@click.command("eval")
@click.option(
    "--set", "set_file", required=True, type=click.Path(path_type=Path), help="A golden set, as JSON Lines."
)
@click.option(
    "--prompt",
    "prompts",
    multiple=True,
    required=True,
    metavar="FILE|LABEL",
    help="A version: a file, or one that comes with JobWise (writing@1, engine@1). Say it twice or more; the "
    "others are held against the first.",
)
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="PROVIDER:NAME",
    help="Who writes, such as openai:NAME; may be said again. Versions of the engine's own settings (engine) "
    "need none, and are tried with one by --scope whole alone.",
)
@click.option(
    "--model-url", default="", help="Where these models are.  [default: their provider's own address]"
)
@click.option("--judge", metavar="PROVIDER:NAME", help="Another model, which says what reads better.")
@click.option("--judge-url", default="", help="Where the judge is.  [default: its provider's own address]")
@click.option("--agree", is_flag=True, help="Send the cases to the models without being asked.")
@click.option(
    "--max-usd",
    default=5.0,
    show_default=True,
    type=click.FloatRange(min=0),
    help="The most that all calls may cost, in US dollars. A call that might pass it is not made.",
)
@click.option(
    "--costs-nothing", is_flag=True, help="The models are on your own network and cost you nothing."
)
@click.option(
    "--repeats",
    default=1,
    show_default=True,
    type=click.IntRange(1, MOST_REPEATS),
    help="How often each case is tried; repeats of a case count as one.",
)
@click.option(
    "--scope",
    type=click.Choice(get_args(Scope)),
    default="stage",
    show_default=True,
    help="Whether a model works in the version's own stage alone, or wherever it can.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Every figure, as a table.")
@click.option("--promptfoo", type=click.Path(path_type=Path), help="The same questions, for promptfoo.")
def evaluate(
    set_file: Path,
    prompts: tuple[str, ...],
    models: tuple[str, ...],
    model_url: str,
    judge: str | None,
    judge_url: str,
    agree: bool,
    max_usd: float,
    costs_nothing: bool,
    repeats: int,
    scope: Scope,
    as_json: bool,
    csv_file: Path | None,
    promptfoo: Path | None,
) -> None:
    """Hold versions of a prompt against each other on a golden set.

    Exit status: 0 better, or nobody can tell; 3 worse; 1 something was refused, or no case was done by both;
    2 wrong usage.
    """
    if len(prompts) < 2:
        raise click.UsageError("Say --prompt at least twice: the first is what the others are held against.")
    from jobwise.services.experiment_plan import plan_of

    with _refusing():
        golden = _golden_set(set_file)
        versions = _versions(prompts)
        writers = _models(models, model_url, free=costs_nothing)
        judges = _models((judge,) if judge else (), judge_url, free=costs_nothing)
        plan = plan_of(
            f"{' or '.join(versions)}?",
            golden.label,
            tuple(versions),
            writers,
            repeats=repeats,
            scope=scope,
            cap_usd=max_usd,
            judge=next(iter(judges), None),
        )
        if promptfoo:
            _write(promptfoo, _promptfoo(golden, versions, writers))
        evaluation = _evaluation(plan, golden, versions)
        if plan.writers or plan.judge:
            _agreed(evaluation, plan, agree)
        with _bar(evaluation) as on_done:
            outcome = evaluation.run(on_done)
        comparisons = _told(plan, golden, outcome, as_json=as_json)
        if csv_file:
            from jobwise.rendering.experiment_files import experiment_csv

            _write(csv_file, experiment_csv(plan, outcome.cells))
        if outcome.trouble:
            raise outcome.trouble
    if any(each.verdict == "worse" for each in comparisons):
        sys.exit(WORSE)
    if not all(each.measures for each in comparisons):
        sys.exit(1)


def _golden_set(file: Path) -> GoldenSet:
    """Raises: BadSetting, UnusableEntry."""
    from jobwise.services.golden_file import MOST_BYTES, golden_set_of

    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _no_file(file, error) from error
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")[:40]
    return golden_set_of(data.decode("utf-8-sig", "replace"), name or "set")


def _versions(named: Sequence[str]) -> Mapping[str, Version]:
    """Label -> version. Raises: BadSetting."""
    found: dict[str, Version] = {}
    for name in named:
        version = _version(name)
        if version.label in found:
            raise BadSetting(
                f"{version.label} is there twice", "Give each version its own number.", code="prompt"
            )
        found[version.label] = version
    return found


def _version(name: str) -> Version:
    from jobwise.prompts import parsed, shipped, shipped_engine

    ours: tuple[Version, ...] = (*shipped().values(), shipped_engine())
    known = next((version for version in ours if name in (version.id, version.label)), None)
    if known:
        return known
    file = Path(name)
    try:
        return parsed(file.read_text("utf-8", errors="replace"), file.name)
    except OSError as error:
        raise _no_file(file, error) from error


def _no_file(file: Path, error: OSError) -> BadSetting:
    return BadSetting(f"{file} cannot be opened", f"{error.strerror}. Check its name.", code="no-file")


def _models(names: Sequence[str], url: str, *, free: bool) -> tuple[ModelChoice, ...]:
    from jobwise.llm import model_choice

    return tuple(model_choice(name, url).model_copy(update={"free": free}) for name in names)


def _evaluation(plan: ExperimentPlan, golden: GoldenSet, versions: Mapping[str, Version]) -> Evaluation:
    from jobwise.evaluation import Evaluation
    from jobwise.settings import Settings

    return Evaluation(plan, golden, versions, Settings())


def _agreed(evaluation: Evaluation, plan: ExperimentPlan, agreed: bool) -> None:
    """Tell what goes where and what it costs. Raises: BadSetting where nobody agrees."""
    from jobwise.domain.model_call import money

    models = (*plan.writers, plan.judge) if plan.judge else plan.writers
    addresses = " and ".join(dict.fromkeys(model.base_url for model in models))
    likely, most = money(evaluation.likely_usd()), money(plan.cap_usd)
    cost = f"The writers' calls may cost about {likely}; all together may cost {most} at the most."
    asked = f"{SENT} would go to {addresses}. Taken out first: {HIDDEN}. {cost}"
    if not agreed and not (sys.stdin.isatty() and click.confirm(f"{asked}\nSend them?", err=True)):
        raise BadSetting("Nothing was sent", f"{asked} Say --agree, or leave --model out.", code="no-consent")
    click.echo(cost, err=True)


def _promptfoo(golden: GoldenSet, versions: Mapping[str, Version], writers: Sequence[ModelChoice]) -> bytes:
    """Raises: BadSetting where nothing is asked of a model."""
    import secrets

    from jobwise import reading
    from jobwise.domain.engine_settings import EngineSettings
    from jobwise.errors import UnusableJob
    from jobwise.evaluation import with_version
    from jobwise.rendering.experiment_files import promptfoo_file
    from jobwise.services.case_trial import CaseTrial
    from jobwise.services.stage_work import Tools

    prompts: list[Prompt] = [each for each in versions.values() if not isinstance(each, EngineSettings)]
    if not prompts:
        raise BadSetting(
            "promptfoo has nothing to ask",
            "It asks models; settings of the engine are none of its business. Leave --promptfoo out.",
            code="promptfoo",
        )
    trial, cases = CaseTrial(Tools({}, reading), secrets.token_bytes()), []
    for case in golden.cases:
        try:
            cases.append((case, trial.values(case, with_version(next(iter(versions.values()))))))
        except UnusableJob as error:
            click.echo(f"{case.id} is left out for promptfoo: {error}", err=True)
    return promptfoo_file(f"{' or '.join(versions)}?", prompts, writers, cases)


def _told(
    plan: ExperimentPlan, golden: GoldenSet, outcome: Outcome, *, as_json: bool
) -> tuple[Comparison, ...]:
    """Print what came of it."""
    from jobwise.pipeline.verdicts import verdicts
    from jobwise.services.judging import judgement

    comparisons = verdicts(plan, outcome.cells)
    judged = judgement(plan, outcome.pairs)
    if as_json:
        row = {
            "set": golden.label,
            "cases": len(golden.cases),
            "repeats": plan.repeats,
            "scope": plan.scope,
            "arms": [arm.model_dump(mode="json") for arm in plan.arms],
            "comparisons": [each.model_dump(mode="json") for each in comparisons],
            "judgement": judged.model_dump(mode="json") if judged else None,
            "spent_usd": round(outcome.spent_usd, 6),
        }
        click.echo(json.dumps(row, ensure_ascii=False))
        return comparisons
    for each in comparisons:
        names = [plan.arms[arm].name for arm in (each.arm, each.baseline)]
        click.echo(f"{names[0]} against {names[1]}\n{each.sentence}\n")
        click.echo("".join(f"{line}\n" for line in _table(each.measures)))
    click.echo(LEGEND)
    if judged:
        click.echo(
            f"The judge said the same in both orders of {judged.agreement:.0%} of {judged.pairs} pairs, and "
            f"chose whichever stood first in {judged.prefers_first:.0%}."
        )
    return comparisons


def _table(measures: Sequence[MeasureComparison]) -> Iterator[str]:
    """What is not nought everywhere, in columns."""
    moving = [each for each in measures if each.arm.high or each.baseline.high or each.difference.low]
    rows = [_HEAD, *map(_row, moving)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for first, *rest in rows:
        cells = [
            first.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)),
        ]
        yield "  ".join(cells).rstrip()


def _row(compared: MeasureComparison) -> tuple[str, ...]:
    from jobwise.pipeline.verdict_words import figure

    change = compared.difference
    return (
        compared.measure.value.replace("_", " "),
        figure(compared.baseline.mean),
        figure(compared.arm.mean),
        figure(change.mean, "+"),
        f"{figure(change.low, '+')} to {figure(change.high, '+')}",
        f"{compared.p if compared.p_holm is None else compared.p_holm:.3f}",
        "unsure" if compared.unsure else "" if compared.sees is None else figure(compared.sees),
    )


@contextmanager
def _bar(evaluation: Evaluation) -> Iterator[Callable[[Piece], None]]:
    """A bar on stderr where a person looks at it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=len(evaluation.pieces), label="Comparing", file=sys.stderr) as bar:
        yield lambda _: bar.update(1)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise StorageFailed(
            "The file cannot be written", f"{error.strerror}: {file}. Choose another name.", code="no-write"
        ) from error


@contextmanager
def _refusing() -> Iterator[None]:
    """What is refused is told, and ends the command with 1."""
    try:
        yield
    except JobWiseError as error:
        click.echo(str(error), err=True)
        if error.code == "budget":
            click.echo("Raise it with --max-usd, or say --costs-nothing if that is so.", err=True)
        sys.exit(1)
