"""Experiments as files: figures as CSV, and what was asked as a configuration of promptfoo.

*Why people's words are written so that no template is in them:* promptfoo fills in values that are templates
themselves, and would put what its environment holds into what a model is asked.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jobwise.domain.experiment import Cell, ExperimentPlan, Measure
from jobwise.domain.golden import GoldenCase
from jobwise.domain.model_call import ModelChoice
from jobwise.domain.prompt import Prompt
from jobwise.rendering.csv_file import csv_file

_TEMPLATE = re.compile(r"\{(?=[{%#])")
"""Where a template of promptfoo would begin."""
_NAME = re.compile(r"\$(?:\{(\w+)\}|(\w+)|(\$))")
_PROVIDERS = {"openai": "openai:chat", "anthropic": "anthropic:messages"}
_LINE = {
    "type": "object",
    "required": ["id", "text", "facts"],
    "properties": {
        "id": {"type": "string"},
        "text": {"type": "string"},
        "facts": {"type": "array", "items": {"type": "string"}},
    },
}
_SHAPES: Mapping[str, dict[str, Any]] = {
    "analyse": {"type": "object", "required": ["title", "employer", "asks"]},
    "reword": {
        "type": "object",
        "required": ["lines"],
        "properties": {"lines": {"type": "array", "items": _LINE}},
    },
}
"""Task -> what its answers have to look like."""
_KEEPS = """const facts = %s;
const own = Object.fromEntries(JSON.parse(context.vars.lines).map((line) => [line.id, line.facts]));
return JSON.parse(output).lines.every((line) =>
  (own[line.id] || []).every((fact) => !facts.includes(fact) || line.facts.includes(fact)));
"""
"""Whether each line that rested on an expected fact still names it."""


def experiment_csv(plan: ExperimentPlan, cells: Sequence[Cell]) -> bytes:
    """A row for each case in each arm at each repeat; a measure that was not taken is blank."""
    header = (
        "case",
        "repeat",
        "version",
        "model",
        "state",
        "trouble",
        *(measure.value for measure in Measure),
    )
    rows = (
        (*_head(plan, cell), *(_figure(cell.measures.get(measure)) for measure in Measure)) for cell in cells
    )
    return csv_file([header, *rows])


def promptfoo_file(
    question: str,
    prompts: Sequence[Prompt],
    models: Sequence[ModelChoice],
    cases: Sequence[tuple[GoldenCase, Mapping[str, Mapping[str, str]]]],
) -> bytes:
    """A promptfooconfig.yaml that asks these models with these prompts.

    cases: each with what the variables of a task stand for, task -> name -> value. Format: the configuration
    reference and the pages on prompts, test cases and assertions of promptfoo.dev, as of 2026.
    """
    import yaml

    tasks = {task: prompt for prompt in prompts for task in prompt.tasks}
    config = {
        "description": _plain(question),
        "prompts": [_prompt(prompt, task) for prompt in prompts for task in prompt.tasks],
        "providers": [_provider(model, prompts) for model in models],
        "tests": [
            {
                "description": _plain(f"{case.title} ({case.id}), {task}"),
                "prompts": [_label(prompt, task) for prompt in prompts if task in prompt.tasks],
                "vars": {name: _without_templates(value) for name, value in values.items()},
                "assert": list(_asserts(case, task)),
            }
            for case, by_task in cases
            for task, values in by_task.items()
            if task in tasks
        ],
    }
    return str(yaml.safe_dump(config, sort_keys=False, allow_unicode=True, width=100)).encode()


def _head(plan: ExperimentPlan, cell: Cell) -> tuple[str, ...]:
    arm = plan.arms[cell.arm]
    model = arm.model.name if arm.model else ""
    return cell.case_id, str(cell.repeat + 1), arm.version, model, cell.state, cell.trouble


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _label(prompt: Prompt, task: str) -> str:
    return f"{prompt.label} {task}"


def _prompt(prompt: Prompt, task: str) -> dict[str, str]:
    """*Why as JSON:* promptfoo then fills each message by itself."""
    messages = [
        {"role": "system", "content": _nunjucks(prompt.system)},
        {"role": "user", "content": _nunjucks(f"{prompt.shared}\n\n{prompt.tasks[task]}")},
    ]
    label = _label(prompt, task)
    return {"id": label, "label": label, "raw": json.dumps(messages, ensure_ascii=False)}


def _nunjucks(template: str) -> str:
    """Our template in promptfoo's language."""
    plain = _TEMPLATE.sub("{{ '{' }}", template)
    return _NAME.sub(lambda found: "$" if found[3] else f"{{{{ {found[1] or found[2]} }}}}", plain)


def _provider(model: ModelChoice, prompts: Sequence[Prompt]) -> dict[str, Any]:
    most = max(prompt.most_tokens for prompt in prompts)
    return {
        "id": f"{_PROVIDERS[model.provider]}:{model.model}",
        "label": model.name,
        "config": {"apiBaseUrl": model.base_url, "max_tokens": most},
    }


def _asserts(case: GoldenCase, task: str) -> Iterator[dict[str, Any]]:
    """What an answer has to be. *Why facts by their ids:* an answer leaves out lines that are good as they
    are, so none of their words has to be in it."""
    yield {"type": "is-json", "value": _SHAPES.get(task, _SHAPES["reword"])}
    if task == "analyse":
        for words in case.expects.asks:
            yield {"type": "regex", "value": _pattern(words), "metric": "found"}
        return
    for words in case.expects.never:
        yield {"type": "not-regex", "value": _pattern(words), "metric": "never"}
    if case.expects.facts:
        facts = _without_templates(json.dumps(case.expects.facts))
        yield {"type": "javascript", "value": _KEEPS % facts, "metric": "facts"}


def _pattern(words: str) -> str:
    """Whole words in whatever case, for JavaScript, in signs that are neither a template nor an address."""
    return rf"(?<![\w]){''.join(map(_either, words))}(?![\w])"


def _either(sign: str) -> str:
    small, large = sign.lower(), sign.upper()
    if sign.isalpha() and len(small) == len(large) == 1 and sign <= "\uffff":
        return sign if small == large else f"[{small}{large}]"
    return sign if sign.isdigit() else r"\s+" if sign.isspace() else "".join(_units(sign))


def _units(sign: str) -> Iterator[str]:
    """The sign in UTF-16, in which JavaScript counts."""
    data = sign.encode("utf-16-be")
    yield from (f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def _without_templates(text: str) -> str:
    """JSON that says the same, in which nothing begins a template."""
    return _TEMPLATE.sub(r"\\u007b", text)


def _plain(text: str) -> str:
    """A text for people, in which nothing begins a template."""
    return _TEMPLATE.sub("{ ", text)
