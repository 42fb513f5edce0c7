"""A search index is built without holding anybody up, follows the store, and forgets one person alone."""

import json
import time
from collections.abc import Iterator

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.job import JobSearch, JobWords
from jobwise.matching.job_index import JobIndex
from jobwise.ports import Transactions
from jobwise.services import job_indexes
from jobwise.services.job_indexes import JobIndexes
from tests.unit.matching.test_job_index import mark
from tests.unit.services.conftest import Library, until

PROSE = "You bake bread and rolls from four in the morning, in our shop by the river that all know. " * 3


def listed(count: int) -> bytes:
    return json.dumps([{"title": f"Baker {n}", "description": f"{PROSE} {n}"} for n in range(count)]).encode()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """One job a step, and each takes a while."""
    put = JobIndex.put

    def late(self: JobIndex, *given: object) -> None:
        time.sleep(0.05)
        put(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(job_indexes, "_AT_ONCE", 1)
    monkeypatch.setattr(JobIndex, "put", late)


@pytest.fixture
def impatient(begin: Transactions) -> Iterator[JobIndexes]:
    indexes = JobIndexes(begin, fresh_seconds=0.0, wait_seconds=0.1)
    yield indexes
    indexes.close()


def found(index: JobIndex) -> int:
    return index.search(JobSearch(keywords=("bread",)), (None, None)).total


def test_a_search_does_not_wait_for_a_long_build(
    library: Library, impatient: JobIndexes, slow: None, anna: Actor, ben: Actor
) -> None:
    library.jobs.add_many(anna, "jobs.json", listed(40))
    library.jobs.add_many(ben, "jobs.json", listed(1))
    began = time.monotonic()
    index, mark_of = impatient.of(anna)
    assert time.monotonic() - began < 0.8
    assert (found(index), mark_of) == (0, None)
    until(lambda: impatient.of(ben)[1] is not None)
    assert found(impatient.of(ben)[0]) == 1
    assert impatient.of(anna)[1] is None  # the one with few jobs did not wait for the one with many
    until(lambda: impatient.of(anna)[1] is not None)
    assert found(impatient.of(anna)[0]) == 40


def test_the_page_says_that_jobs_are_missing_still(
    library: Library, impatient: JobIndexes, slow: None, anna: Actor
) -> None:
    library.jobs.add_many(anna, "jobs.json", listed(20))
    library.jobs._indexes = impatient
    page = library.jobs.search(anna, JobSearch())
    assert (page.total, page.preparing) == (0, True)
    until(lambda: not library.jobs.search(anna, JobSearch()).preparing)
    assert library.jobs.search(anna, JobSearch()).total == 20


def test_nobody_elses_index_goes_with_an_erasure(
    library: Library, begin: Transactions, anna: Actor, ben: Actor
) -> None:
    indexes = JobIndexes(begin)
    for actor in (anna, ben):
        library.jobs.add_many(actor, "jobs.json", listed(1))
        indexes.of(actor)
    kept = indexes.of(ben)[0]
    gone = indexes.of(anna)[0]
    indexes.forget(anna.id)
    assert indexes.of(ben)[0] is kept
    assert indexes.of(anna)[0] is not gone


def test_an_erasure_that_nobody_told_leaves_no_word_of_before(
    library: Library, begin: Transactions, anna: Actor
) -> None:
    """As it is in another process."""
    indexes = JobIndexes(begin, fresh_seconds=0.0)

    def added(word: str) -> None:
        library.jobs.add_many(anna, "a.json", json.dumps([{"description": f"{PROSE} {word}"}]).encode())

    added("zanzibar")
    assert "zanzibar" in indexes.of(anna)[0]._stemmed
    with begin() as work:
        work.personal.erase(anna)
    assert "zanzibar" not in indexes.of(anna)[0]._stemmed
    added("madagascar")
    assert found(indexes.of(anna)[0]) == 1
    with begin() as work:
        work.personal.erase(anna)
    added("mauritius")
    known = indexes.of(anna)[0]._stemmed
    assert "mauritius" in known
    assert "madagascar" not in known


def test_what_nobody_asks_for_is_dropped(
    library: Library, begin: Transactions, anna: Actor, ben: Actor
) -> None:
    library.jobs.add_many(anna, "jobs.json", listed(1))
    indexes = JobIndexes(begin, fresh_seconds=0.0, idle_seconds=0.6)
    indexes.of(anna)

    def is_gone() -> bool:
        indexes.of(ben)
        return anna.id not in indexes._kept

    assert not is_gone()
    until(is_gone)
    assert ben.id in indexes._kept
    assert found(indexes.of(anna)[0]) == 1
    indexes.close()


def test_room_is_counted_in_jobs(library: Library, begin: Transactions, anna: Actor, ben: Actor) -> None:
    indexes = JobIndexes(begin, most=4)
    library.jobs.add_many(anna, "jobs.json", listed(3))
    library.jobs.add_many(ben, "jobs.json", listed(1))
    first = indexes.of(anna)[0]
    indexes.of(ben)
    assert indexes.of(anna)[0] is first
    library.jobs.add_many(ben, "more.json", listed(3))
    indexes.changed(ben)
    indexes.of(ben)
    indexes.of(ben)
    assert indexes.of(anna)[0] is not first


def test_a_job_for_a_deleted_one_is_another_mark(library: Library, begin: Transactions, anna: Actor) -> None:
    """One goes and one comes: as many jobs with as many changes."""
    indexes = JobIndexes(begin, fresh_seconds=0.0)
    [old] = library.jobs.add_many(anna, "jobs.json", listed(1)).ids
    assert found(indexes.of(anna)[0]) == 1
    library.jobs.delete(anna, old)
    [new] = library.jobs.add_many(anna, "jobs.json", json.dumps([{"description": PROSE}]).encode()).ids
    page = indexes.of(anna)[0].search(JobSearch(), (None, None))
    assert [key for key, _ in page.jobs] == [new]


def test_thousands_that_are_added_and_then_read_do_not_end_in_another_build() -> None:
    index = JobIndex()
    for times in (1, 2):
        for number in range(1_000):
            one = mark(number, words=str(times), changes=times)
            index.put([one], {one.id: JobWords("", "", "ant", {})})
    one = mark(1, words="3", changes=3)
    index.put([one], {one.id: JobWords("", "", "ant", {})})
    assert not index.wasted
