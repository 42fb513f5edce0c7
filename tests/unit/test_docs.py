"""What the documents say of the code is true."""

import re
from pathlib import Path

import pytest

import jobwise.domain
from jobwise.cli import main
from jobwise.domain.base import Model
from jobwise.settings import Settings
from jobwise.store.tables import Table

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def diagram(kind: str) -> str:
    [block] = re.findall(rf"```mermaid\n{kind}\n(.*?)```", ARCHITECTURE, re.DOTALL)
    return block


def models() -> dict[str, type[Model]]:
    import importlib
    import pkgutil

    for module in pkgutil.iter_modules(jobwise.domain.__path__):
        importlib.import_module(f"jobwise.domain.{module.name}")
    waiting, found = [Model], {}
    while waiting:
        for child in waiting.pop().__subclasses__():
            found[child.__name__] = child
            waiting.append(child)
    return found


CLASSES = re.findall(r"class (\w+) \{\n(.*?)\}", diagram("classDiagram"), re.DOTALL)


@pytest.mark.parametrize(("name", "body"), CLASSES, ids=[name for name, _ in CLASSES])
def test_the_class_diagram_matches_the_models(name: str, body: str) -> None:
    model = models()[name]
    for field in body.split():
        assert hasattr(model, field[:-2]) if field.endswith("()") else field in model.model_fields


def test_the_entity_diagram_matches_the_tables() -> None:
    drawn = {
        name: {line.split()[1] for line in body.strip().splitlines()}
        for name, body in re.findall(r"(\w+) \{\n(.*?)\}", diagram("erDiagram"), re.DOTALL)
    }
    assert drawn == {
        table.name: {column.name for column in table.columns} for table in Table.metadata.tables.values()
    }


def test_the_readme_lists_every_setting() -> None:
    table = README.split("## Settings")[1].split("\n## ")[0]
    told = set(re.findall(r"`JOBWISE_(\w+)`", table))
    assert told == {name.upper() for name in Settings.model_fields}


def test_the_readme_shows_every_command() -> None:
    assert set(re.findall(r"\.venv/bin/jobwise (\w+)", README)) == set(main.commands)


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert links
    assert [str(target) for page, target in links if not (page.parent / target).exists()] == []


def test_every_stage_and_place_of_the_map_exists() -> None:
    places = re.findall(r"`((?:jobwise|pages|pipeline|matching|reading)/[\w./]+)`", ARCHITECTURE)
    assert places
    missing = [p for p in places if not (ROOT / p).exists() and not (ROOT / "jobwise" / p).exists()]
    assert missing == []


SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
REQUIREMENTS = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+) \|$", SECURITY, re.MULTILINE)


def test_every_place_that_the_security_page_names_is_there() -> None:
    places = re.findall(r"`([\w.-]*[/.][\w./-]+)`", SECURITY)
    assert len(places) > 100
    assert [place for place in places if not (ROOT / place).is_file()] == []


def test_every_requirement_has_one_verdict_and_says_where_or_what_is_missing() -> None:
    numbers = [number for number, *_ in REQUIREMENTS]
    assert len(numbers) == len(set(numbers)) >= 60
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    assert {verdict for _, _, verdict, _ in REQUIREMENTS} == {"met", "partly", "not"}
