"""Golden sets: versions that never change, cases that people give and take back, on both databases."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Sequence

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.golden import Expectations, GoldenCase
from jobwise.domain.role import Role
from jobwise.errors import Conflict, JobWiseError, NotFound, UnusableEntry, UnusableJob
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.applications import ApplicationService
from jobwise.services.golden_sets import GoldenSetService
from jobwise.services.my_data import MyDataService
from jobwise.services.profiles import ProfileService
from jobwise.services.tracker import TrackerService
from jobwise.settings import GOLDEN, ROOT
from jobwise.store.database import Database
from jobwise.store.integrity import orphans
from jobwise.store.rewriting import DatabaseTraces
from tests.unit.services.conftest import AD, InlineEngine, MarkdownReader

EDDA = Actor(id="edda", roles=frozenset({Role.PROMPT_EDITOR}))
ANNA = Actor(id="anna", roles=frozenset({Role.SEEKER}))
RESUME = b"""# Anna Example

anna@example.org

## Experience

**Data Analyst** - Fenwick Rail (January 2021 - Present)

- Built dashboards in Power BI that 40 people read every week
"""


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


@pytest.fixture
def sets(begin: Transactions, database: Database, clock: Clock) -> GoldenSetService:
    traces = DatabaseTraces(database)
    return GoldenSetService(begin, MarkdownReader(), traces, clock, GOLDEN, ROOT / "data" / "samples")


@pytest.fixture
def applied(applications: ApplicationService, profiles: ProfileService, resume: bytes) -> str:
    """An application of Anna's."""
    profiles.upload(ANNA, "anna.md", resume)
    return applications.start(ANNA, AD)


def test_what_a_set_is_for_is_kept_without_what_no_text_has(sets: GoldenSetService) -> None:
    label = sets.add_made(EDDA, "ours", 1, 1, "For\0 tests\0")
    assert sets.get(EDDA, label).why == "For tests"


@pytest.fixture
def mine(
    begin: Transactions,
    engine: InlineEngine,
    applications: ApplicationService,
    tracker: TrackerService,
    database: Database,
    clock: Clock,
) -> MyDataService:
    traces = DatabaseTraces(database)
    return MyDataService(
        begin, engine, applications, tracker, traces, lambda _: engine.runner.forget(), clock, lambda *_: None
    )


def labels(sets: GoldenSetService) -> list[str]:
    return [one.label for one in sets.list(EDDA)]


def test_the_set_that_comes_with_jobwise_is_there_without_a_row(
    sets: GoldenSetService, begin: Transactions
) -> None:
    assert labels(sets) == ["first@1"]
    golden = sets.get(EDDA, "first@1")
    assert len(golden.cases) == 40
    assert len({case.id.partition("-")[0] for case in golden.cases}) >= 12
    assert sum(case.profile.language != "en" for case in golden.cases) >= 6
    with begin() as work:
        assert work.golden.find("first@1") is None


def test_an_experiment_gets_its_row_once_and_it_is_no_second_version(
    sets: GoldenSetService, begin: Transactions
) -> None:
    cases = list(sets.get(EDDA, "first@1").cases)
    for _ in range(2):
        with begin() as work:
            row = sets.pin(work, "first@1")
            assert [case for _, _, case in work.golden.cases(row)] == cases
    assert labels(sets) == ["first@1"]
    with begin() as work, pytest.raises(NotFound):
        sets.pin(work, "first@2")


def test_what_is_changed_becomes_the_next_version(sets: GoldenSetService) -> None:
    first = sets.get(EDDA, "first@1")
    changed = first.cases[0].model_copy(update={"expects": Expectations(never=("Latin",))})
    assert sets.put_case(EDDA, "first@1", changed, "No Latin.") == "first@2"
    assert sets.drop_case(EDDA, "first@2", first.cases[1].id, "Too easy.") == "first@3"
    assert sets.get(EDDA, "first@1") == first
    assert sets.get(EDDA, "first@2").cases == (changed, *first.cases[1:])
    assert sets.get(EDDA, "first@3").cases == (changed, *first.cases[2:])
    assert labels(sets) == ["first@3", "first@2", "first@1"]
    with pytest.raises(Conflict, match="first@3"):
        sets.put_case(EDDA, "first@2", changed, "Late.")
    with pytest.raises(NotFound):
        sets.drop_case(EDDA, "first@3", "nobody", "Not there.")


def test_a_file_goes_out_and_comes_in_the_same(sets: GoldenSetService) -> None:
    lines = sets.lines(EDDA, "first@1")
    assert sets.add_file(EDDA, "copy", lines.encode(), "A copy.") == "copy@1"
    assert sets.get(EDDA, "copy@1").cases == sets.get(EDDA, "first@1").cases
    assert sets.add_file(EDDA, "copy", lines.encode(), "Again.") == "copy@2"


def line(**changes: object) -> str:
    work = {"fact_id": "w1", "position": "Nurse"}
    case = {"id": "a", "title": "A nurse", "as_of": "2026-01-01", "job_text": AD, "profile": {"work": [work]}}
    return json.dumps({**case, **changes})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        line(profile={}),
        json.dumps({"id": "a", "title": "A", "as_of": "2026-01-01", "job_text": AD}),
        f"{line()}\n{line()}",
        line(expects={"facts": ["w2"]}),
        line(id="a b"),
        "\n".join(line(id=str(number)) for number in range(1001)),
        line(source="person"),
    ],
    ids=["empty", "json", "no-fact", "no-profile", "twice", "fact", "id", "many", "person"],
)
def test_a_file_that_is_no_set_is_refused_with_a_sentence(sets: GoldenSetService, text: str) -> None:
    with pytest.raises(UnusableEntry) as refused:
        sets.add_file(EDDA, "mine", text.encode(), "Mine.")
    assert refused.value.title
    assert refused.value.message
    assert labels(sets) == ["first@1"]


@pytest.mark.parametrize("name", ["", "Our cases", "-x", "x" * 41])
def test_a_name_that_is_none_is_refused(sets: GoldenSetService, name: str) -> None:
    with pytest.raises(UnusableEntry):
        sets.add_made(EDDA, name, 1, 3, "Made.")


def test_made_cases_are_the_same_for_the_same_seed(sets: GoldenSetService) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        sets.add_made(EDDA, name, seed, 30, "Made.")
    one, two, three = (sets.get(EDDA, f"{name}@1").cases for name in ("one", "two", "three"))
    assert one == two
    assert one != three
    with pytest.raises(UnusableEntry):
        sets.add_made(EDDA, "four", 1, 201, "Too many.")


def test_the_samples_make_a_case_for_each_pair(sets: GoldenSetService) -> None:
    golden = sets.get(EDDA, sets.add_samples(EDDA, "samples", "All pairs."))
    assert len(golden.cases) == 16
    assert {case.source for case in golden.cases} == {"sample"}


def test_a_case_is_made_of_a_resume_and_an_ad(sets: GoldenSetService) -> None:
    case = sets.read_case(EDDA, "anna", "An analyst", "anna.md", RESUME, AD)
    label = sets.put_case(EDDA, "first@1", case, "One more.")
    assert sets.get(EDDA, label).cases[-1] == case
    with pytest.raises(UnusableEntry):
        sets.read_case(EDDA, "", "", "anna.md", RESUME, AD)
    with pytest.raises(UnusableJob):
        sets.read_case(EDDA, "anna", "An analyst", "anna.md", RESUME, "Nothing")
    with pytest.raises(JobWiseError):
        sets.read_case(EDDA, "anna", "An analyst", "anna.md", b"", AD)


def test_a_given_case_is_the_persons_and_goes_when_they_take_it_back(
    sets: GoldenSetService, begin: Transactions, applied: str
) -> None:
    seen = sets.preview(ANNA, applied)
    label = sets.give(ANNA, applied, seen)
    assert label == "given@1"
    assert sets.get(EDDA, label).cases == (seen,)
    assert sets.given(ANNA) == (seen,)
    assert sets.given(EDDA) == ()
    other = seen.model_copy(update={"expects": Expectations(never=("Latin",))})
    assert sets.put_case(EDDA, "given@1", other, "No Latin.") == "given@2"
    assert sets.lines(EDDA, "given@2") == ""
    with begin() as work:
        entries = work.audit.entries(ANNA, everybody=False, before=None, most=10)
        assert [(one.action, one.subject) for one in entries] == [(Action.GOLDEN_CASE_GIVEN, applied)]
    assert sets.take_back(EDDA) == 0
    assert sets.take_back(ANNA) == 1
    assert sets.given(ANNA) == ()
    for gone in ("given@1", "given@2"):
        with pytest.raises(NotFound):
            sets.get(EDDA, gone)
    with pytest.raises(UnusableEntry):
        sets.add_file(EDDA, "given", other.model_dump_json().encode(), "Back again.")
    assert sets.give(ANNA, applied, seen) == "given@3"


def test_who_gave_a_case_is_told_to_nobody_and_it_takes_its_own_place(
    sets: GoldenSetService, applied: str
) -> None:
    seen = sets.preview(ANNA, applied)
    assert seen.id != f"given-{hashlib.sha256(applied.encode()).hexdigest()[:12]}"
    sets.give(ANNA, applied, seen)
    assert sets.give(ANNA, applied, sets.preview(ANNA, applied)) == "given@2"
    assert sets.get(EDDA, "given@2").cases == (seen,)
    for actor in (EDDA, ANNA.model_copy(update={"roles": frozenset({Role.PROMPT_EDITOR})})):
        assert {one.author for one in sets.list(actor) if one.name == "given"} == {"JobWise"}


@pytest.mark.parametrize("way", ["taken back", "erased"])
def test_what_goes_while_a_version_is_made_is_in_none(
    sets: GoldenSetService, mine: MyDataService, applied: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    sets.give(ANNA, applied, sets.preview(ANNA, applied))
    changed = sets.get(EDDA, "given@1").cases[0].model_copy(update={"title": "Another"})
    taking = threading.Thread(target=sets.take_back if way == "taken back" else mine.erase, args=(ANNA,))
    rows = sets._rows

    def slowly(work: UnitOfWork, label: str) -> Sequence[tuple[str, str, GoldenCase]]:
        found = rows(work, label)
        taking.start()
        taking.join(1.0)
        return found

    monkeypatch.setattr(sets, "_rows", slowly)
    assert sets.put_case(EDDA, "given@1", changed, "Another.") == "given@2"
    taking.join()
    assert sets.given(ANNA) == ()
    with pytest.raises(NotFound):
        sets.get(EDDA, "given@2")


def test_what_is_erased_while_it_is_given_is_not_kept(
    sets: GoldenSetService, applied: str, begin: Transactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, preview = sets.preview(ANNA, applied), sets.preview

    def erased(actor: Actor, application_id: str) -> GoldenCase:
        found = preview(actor, application_id)
        with begin() as work:
            work.personal.erase(actor)
        return found

    monkeypatch.setattr(sets, "preview", erased)
    with pytest.raises(NotFound):
        sets.give(ANNA, applied, seen)
    assert sets.given(ANNA) == ()


def test_what_was_not_shown_is_not_given(sets: GoldenSetService, applied: str) -> None:
    seen = sets.preview(ANNA, applied)
    with pytest.raises(Conflict):
        sets.give(ANNA, applied, seen.model_copy(update={"job_text": "Another ad."}))
    assert sets.given(ANNA) == ()


def test_it_is_in_the_persons_export_and_goes_with_them(
    sets: GoldenSetService, mine: MyDataService, applied: str, database: Database
) -> None:
    seen = sets.preview(ANNA, applied)
    sets.give(ANNA, applied, seen)
    out = io.BytesIO()
    mine.export(ANNA, out)
    with zipfile.ZipFile(out) as package:
        [given] = json.loads(package.read("given-cases.json"))
    assert (given["set"], GoldenCase.model_validate(given["case"])) == ("given@1", seen)
    kinds = {kind.noun: kind for kind in mine.kept(ANNA)}
    assert kinds["case for testing prompts that was made from your application"].names == (seen.title,)
    mine.erase(ANNA)
    with pytest.raises(NotFound):
        sets.get(EDDA, "given@1")
    assert not orphans(database)


def test_sets_are_not_there_for_who_is_no_editor(sets: GoldenSetService) -> None:
    case = sets.get(EDDA, "first@1").cases[0]
    calls: tuple[Callable[[], object], ...] = (
        lambda: sets.list(ANNA),
        lambda: sets.get(ANNA, "first@1"),
        lambda: sets.newest(ANNA, "first"),
        lambda: sets.lines(ANNA, "first@1"),
        lambda: sets.add_file(ANNA, "mine", b"", ""),
        lambda: sets.add_samples(ANNA, "mine", ""),
        lambda: sets.add_made(ANNA, "mine", 1, 1, ""),
        lambda: sets.read_case(ANNA, "a", "A", "a.md", RESUME, AD),
        lambda: sets.put_case(ANNA, "first@1", case, ""),
        lambda: sets.drop_case(ANNA, "first@1", case.id, ""),
    )
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert labels(sets) == ["first@1"]
