"""What every database must do for the tracker: a DuckDB file, and PostgreSQL by `make test-postgres`."""

import datetime as dt
import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from jobwise.domain.documents import ExportedFile
from jobwise.domain.tracker import ApplicationDate, ApplicationNote, Move
from jobwise.errors import NotFound
from jobwise.ports import Transactions
from jobwise.store.database import Database
from jobwise.store.integrity import orphans
from tests.contract.test_store import ANNA, BEN, NOON, add_application

PDFS = [
    ExportedFile(name=name, media_type="application/pdf", content=content)
    for name, content in (("resume.pdf", b"%PDF \0\xff"), ("cover_letter.pdf", bytes(range(256)) * 40))
]


def date_of(application_id: str, key: str, starts_at: dt.datetime = NOON) -> ApplicationDate:
    return ApplicationDate(
        id=key, application_id=application_id, kind="other", what=f"naïve {key}", starts_at=starts_at
    )


def test_what_is_kept_comes_back_and_goes_with_the_application(
    begin: Transactions, database: Database
) -> None:
    application_id, other = add_application(begin), add_application(begin)
    note = ApplicationNote(id="n1", at=NOON, text="naïve “note”\n\U0001f642")
    later = date_of(application_id, "d1", NOON + dt.timedelta(days=1))
    sooner = date_of(other, "d2").model_copy(update={"all_day": True, "remind_minutes": 0})
    with begin() as work:
        work.tracker.add_note(ANNA, application_id, note)
        for date in (later, sooner):
            work.tracker.add_date(ANNA, date, NOON)
        work.tracker.add_sent(ANNA, application_id, 3, NOON, *PDFS)
        work.applications.set_outcome(ANNA, application_id, "applied", NOON)
    with begin() as work:
        assert work.tracker.notes(ANNA, application_id) == (note,)
        assert work.tracker.note_counts(ANNA) == {application_id: 1}
        assert work.tracker.dates(ANNA) == (sooner, later)
        assert work.tracker.dates(ANNA, application_id) == (later,)
        sent = work.tracker.sent(ANNA, application_id)
        assert [(file.name, file.size) for file in sent] == [(one.name, len(one.content)) for one in PDFS]
        assert [work.tracker.sent_file(ANNA, file.id) for file in sent] == PDFS
        assert work.tracker.moves(ANNA) == (Move(application_id=application_id, at=NOON, outcome="applied"),)
        for empty in (work.tracker.note_counts(BEN), work.tracker.dates(BEN), work.tracker.moves(BEN)):
            assert not empty
        with pytest.raises(NotFound):
            work.tracker.sent_file(BEN, sent[0].id)
    with begin() as work:
        work.applications.delete(ANNA, application_id)
    with begin() as work:
        assert work.tracker.dates(ANNA) == (sooner,)
        assert not work.tracker.moves(ANNA)
        assert not work.tracker.note_counts(ANNA)
        with pytest.raises(NotFound):
            work.tracker.sent_file(ANNA, sent[0].id)
    assert orphans(database) == {}


def test_moves_at_once_are_all_kept_in_their_order(begin: Transactions) -> None:
    application_id = add_application(begin)
    moments = itertools.count(1)

    def move(_: int) -> None:
        for to in ("applied", "saved"):
            with begin() as work:
                work.applications.run(ANNA, application_id, held=True)
                at = NOON + dt.timedelta(seconds=next(moments))
                work.applications.set_outcome(ANNA, application_id, to, at)

    with ThreadPoolExecutor(4) as people:
        list(people.map(move, range(4)))
    with begin() as work:
        told = [one.outcome for one in work.tracker.moves(ANNA)]
        now = work.applications.get(ANNA, application_id).outcome
    assert 2 <= len(told) <= 8
    assert all(one != following for one, following in itertools.pairwise(told))
    assert told[-1] == now
