"""What is to be said about the text of a version while somebody writes it.

Templates know names alone: `$ad`. Loops, attributes and formats are no syntax here and are sent as the
words that they are. *Why looked at before it is read as YAML:* what could grow without end is never built.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Template
from typing import NamedTuple

from pydantic import ValidationError

from jobwise.domain.prompt import FENCE, FREE, Prompt, Version, variables
from jobwise.domain.prompt_lab import Check
from jobwise.errors import BadSetting
from jobwise.matching.contact_forms import contact_forms

MOST_BYTES = 64 * 1024
NUL = "\0"
"""What no text has, and PostgreSQL does not keep."""
DEEPEST = 8
"""Lists within lists in the front matter."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "analyse": ("title", "employer", "asks"),
    "reword": ("id", "text", "facts"),
    "letter": ("id", "text", "facts"),
    "compare": ("why", "better"),
}
"""Task -> what an answer is made of. A prompt that names none of it leaves the model to guess."""
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_FOREIGN = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}")
_TASK = "Task: "
_SAID = {
    "extra_forbidden": "nothing has this name; the version that comes with JobWise shows the names",
    "missing": "it is missing",
    "float_parsing": "it has to be a number",
    "float_type": "it has to be a number",
    "int_parsing": "it has to be a whole number",
    "int_type": "it has to be a whole number",
    "bool_parsing": "it has to be true or false",
    "bool_type": "it has to be true or false",
}
"""Kinds of pydantic's errors in words for whoever writes the file."""
Parse = Callable[[str, str], Version]
"""Reads the text of a version's file, by a name. Raises: BadSetting."""


class _Part(NamedTuple):
    """What stands under a heading. `start`: where in the text; `line`: that of the heading."""

    name: str
    body: str
    start: int
    line: int


def check(text: str, file: Version, parsed: Parse) -> tuple[Check, ...]:
    """All that is to be said, in the order of the lines. file: the version that comes with JobWise."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        words = f"It is longer than {MOST_BYTES // 1024} KB. Cut it down to what a model has to know."
        return (Check(level="error", line=0, sentence=words),)
    text = text.replace("\r\n", "\n")
    if NUL in text:
        return (_error(_line(text, text.index(NUL)), "A character of code 0 stands here. Take it out."),)
    found = list(_front(text))
    if not found:
        found = [*(_of_prompt(text, file) if isinstance(file, Prompt) else ()), *_contacts(text)]
        if is_sound(found):
            found += _read(text, file, parsed)
    return tuple(sorted(found, key=lambda one: one.line))


def is_sound(checks: Sequence[Check]) -> bool:
    """Whether it can become a version."""
    return all(one.level != "error" for one in checks)


def _front(text: str) -> Iterator[Check]:
    """Why the front matter cannot be read; nothing where it can."""
    import yaml

    found = _FRONT.match(text)
    if found is None:
        yield _error(1, "The front matter is missing. It stands at the top, between two lines of ---.")
        return
    depth = 0
    try:
        for event in yaml.parse(found[1], Loader=yaml.SafeLoader):
            line, kind = (event.start_mark.line if event.start_mark else 0) + 2, type(event).__name__
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                yield _error(line, "References (&, *) and types (!) of YAML are not read. Write it out.")
                return
            depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
            if depth > DEEPEST:
                yield _error(line, "The front matter has lists within lists, which nothing here needs.")
                return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        words = (
            "The front matter is no YAML here or shortly before: a bracket or a quote is open, or text with "
            "a colon is not in quotes."
        )
        yield _error(line, words)


def _of_prompt(text: str, file: Prompt) -> Iterator[Check]:
    parts = list(_parts(text))
    wanted: dict[str, frozenset[str]] = {"System": frozenset(), "Shared": variables(file.shared)}
    wanted |= {f"{_TASK}{task}": variables(words) for task, words in file.tasks.items()}
    for name in wanted.keys() - {part.name for part in parts}:
        yield _error(0, f"The part “# {name}” is missing.")
    seen: set[str] = set()
    for part in parts:
        if part.name in seen:
            yield _error(part.line, f"The part “# {part.name}” stands there twice. Keep one of them.")
        seen.add(part.name)
        if part.name not in wanted:
            yield _error(part.line, f"There is no part “# {part.name}”. Its parts are {_list(wanted)}.")
            continue
        yield from _of_part(text, part, wanted[part.name])
        task = part.name.removeprefix(_TASK)
        fields = FIELDS.get(task, ()) if part.name != task else ()
        if fields and not any(re.search(rf"\b{field}\b", part.body) for field in fields):
            words = f"It does not say what to answer with: name {_list(fields)}."
            yield Check(level="warning", line=part.line, sentence=words)


def _of_part(text: str, part: _Part, wanted: frozenset[str]) -> Iterator[Check]:
    """Its variables, and words that look like another language of templates."""
    bare = FENCE.sub(lambda found: " " * len(found[0]), part.body)
    used = set()
    for match in Template.pattern.finditer(part.body):
        line = _line(text, part.start + match.start())
        if match["invalid"] is not None:
            yield _error(line, "A $ begins no variable here. A variable is a name ($ad); a dollar is $$.")
            continue
        name = match["named"] or match["braced"]
        if name is None:
            continue
        used.add(name)
        if part.name == "System":
            yield _error(line, f"${name} stands in our instructions, where no variable may stand.")
        elif name not in wanted:
            known = f"It can be {_list(f'${one}' for one in sorted(wanted))}." if wanted else ""
            yield _error(line, f"${name} is no variable of this part. {known}".rstrip())
        elif name not in FREE and not bare[match.start() : match.end()].isspace():
            words = (
                f"${name} stands outside of the fence, so what others wrote could pass for an order. Put it "
                "between <<<DATA $fence and $fence DATA>>>."
            )
            yield _error(line, words)
    for name in sorted(wanted - used):
        yield _error(part.line, f"${name} is not used in this part, so the model would not be given it.")
    for match in _FOREIGN.finditer(part.body):
        words = f"{match[0][:40]} does nothing: it is sent as the words that it is."
        yield Check(level="warning", line=_line(text, part.start + match.start()), sentence=words)


def _contacts(text: str) -> Iterator[Check]:
    for start, end, _ in contact_forms(text):
        words = f"“{text[start:end][:60]}” looks like somebody's contact data, which no model has to know."
        yield Check(level="warning", line=_line(text, start), sentence=words)


def _read(text: str, file: Version, parsed: Parse) -> Iterator[Check]:
    """What is found when it is read as a whole."""
    try:
        version = parsed(text, "This text")
    except BadSetting as error:
        yield from _reasons(text, error)
        return
    if type(version) is not type(file) or version.id != file.id:
        yield _error(2, f"The id is not “{file.id}”. A version of another prompt is a draft of its own.")
    elif isinstance(version, Prompt) and isinstance(file, Prompt) and version.stage is not file.stage:
        yield _error(2, f"The stage has to be {file.stage.value}.")


def _line_of(text: str, key: str) -> int:
    """Where a key of the front matter stands, 0 where it does not."""
    front = _FRONT.match(text)
    found = re.search(rf"^\s*{re.escape(key)}\s*:", front[1], re.MULTILINE) if front else None
    return _line(text, 4 + found.end()) if found else 0


def _reasons(text: str, error: BadSetting) -> Iterator[Check]:
    """*Why by field:* the sentence for the whole file does not say where to look."""
    if isinstance(error.__cause__, ValidationError):
        for one in error.__cause__.errors(include_url=False, include_input=False)[:5]:
            where = ", ".join(map(str, one["loc"]))
            reason = _SAID.get(one["type"]) or one["msg"].removeprefix("Value error, ")
            line = _line_of(text, str(one["loc"][-1])) if one["loc"] else 0
            yield _error(line, f"{f'In {where}: ' if where else ''}{reason[:1].lower()}{reason[1:]}.")
    else:
        yield _error(0, error.message)


def _parts(text: str) -> Iterator[_Part]:
    front = _FRONT.match(text)
    begin = front.end() if front else 0
    heads = list(_HEADING.finditer(text, begin))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=False):
        yield _Part(head[1].strip(), text[head.end() : end], head.end(), _line(text, head.start()))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _list(names: "Iterator[str] | Sequence[str] | Mapping[str, object]") -> str:
    return ", ".join(names)


def _error(line: int, sentence: str) -> Check:
    return Check(level="error", line=line, sentence=sentence)
