"""An application runs its five stages, tells what happens, and keeps nothing half."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jobwise import reading
from jobwise.api.pages import cursor
from jobwise.api.pages import place as place_of
from jobwise.domain.account import Actor, Application, ApplicationSummary
from jobwise.domain.documents import Design, Document, Documents, Line
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.run import RunFailed, RunFinished, Stage, StageFinished, StageProgress, StageStarted
from jobwise.domain.source import FetchedPage, ReadResult
from jobwise.errors import (
    Conflict,
    NotCarried,
    NotFound,
    StorageFailed,
    UnreadableFile,
    UnreadablePage,
    UnusableJob,
)
from jobwise.pipeline.stages import run_pipeline
from jobwise.ports import Exporter, Transactions, UnitOfWork
from jobwise.rendering import EXPORTERS
from jobwise.services import samples
from jobwise.services.applications import ApplicationService
from jobwise.services.document_edits import DocumentEditor, with_old_line
from jobwise.services.downloads import zip_file
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from jobwise.services.repeats import KEPT
from jobwise.services.stage_runner import StageRunner
from tests.unit.services.conftest import AD, Clock, InlineEngine, MarkdownReader


@pytest.fixture
def done(
    applications: ApplicationService, profiles: ProfileService, anna: Actor, resume: bytes, ad: str
) -> Application:
    """An application whose run is done."""
    profiles.upload(anna, "anna.md", resume)
    return applications.get(anna, applications.start(anna, ad))


@pytest.fixture
def waiting(
    applications: ApplicationService,
    profiles: ProfileService,
    engine: "InlineEngine",
    anna: Actor,
    resume: bytes,
    ad: str,
) -> tuple[str, str]:
    """(application, run) that the engine has not begun."""
    engine.waits = True
    profiles.upload(anna, "anna.md", resume)
    application_id = applications.start(anna, ad)
    return application_id, engine.waiting[0][2]


class FailsOnce:
    """Transactions of which the `at`-th fails when it ends, as a full disk makes it."""

    def __init__(self, begin: Transactions, error: StorageFailed, *, at: int) -> None:
        self._begin = begin
        self._error = error
        self._left = at

    @contextmanager
    def __call__(self, *, reading: bool = False) -> Iterator[UnitOfWork]:
        self._left -= 1
        with self._begin(reading=reading) as work:
            yield work
            if self._left == 0:
                raise self._error


def a_bullet(application: Application) -> Line:
    assert application.report is not None
    lines = application.report.documents.resume.lines
    return next(line for line in lines if line.role == "bullet")


def shown(application: Application, line_id: str) -> Line:
    assert application.report is not None
    return next(line for line in application.report.documents.resume.lines if line.id == line_id)


def finished(application: Application) -> dict[Stage, StageFinished]:
    return {event.stage: event for event in application.events if isinstance(event, StageFinished)}


def test_a_run_gives_every_stage_and_the_files(done: Application) -> None:
    assert done.state == "done"
    assert done.analysis is not None
    assert done.compiled is not None
    assert done.report is not None
    assert {"resume.pdf", "cover_letter.pdf", "resume.json", "resume.docx", "report.json"} <= set(done.files)


def test_a_run_tells_what_happens_in_order(done: Application) -> None:
    kinds = [type(event) for event in done.events]
    assert kinds == [StageStarted, StageProgress, StageFinished] * 5 + [RunFinished]
    assert list(finished(done)) == list(Stage)
    assert all(event.summary and not event.reused for event in finished(done).values())
    assert done.report is not None
    last = done.events[-1]
    assert isinstance(last, RunFinished)
    assert last.ats_score == done.report.after.ats_score


def test_the_list_shows_the_job_and_the_score(
    applications: ApplicationService, done: Application, anna: Actor, ben: Actor
) -> None:
    (summary,) = applications.list(anna)
    assert done.report is not None
    assert done.analysis is not None
    assert (summary.title, summary.employer) == (done.analysis.title or "", done.analysis.employer or "")
    assert summary.ats_score == done.report.after.ats_score
    assert summary.before_score == done.report.before.ats_score
    assert applications.list(ben) == ()


def test_how_it_stands_is_what_the_whole_says_as_it_is_now_and_to_nobody_else(
    applications: ApplicationService, done: Application, anna: Actor, ben: Actor
) -> None:
    def same() -> None:
        standing, whole = applications.standing(anna, done.id), applications.get(anna, done.id)
        shared = standing.__class__.model_fields.keys() & whole.__class__.model_fields.keys()
        assert {name: getattr(standing, name) for name in shared} == {
            name: getattr(whole, name) for name in shared
        }
        assert whole.analysis is not None
        assert whole.report is not None
        assert (standing.title, standing.employer) == (
            whole.analysis.title or "",
            whole.analysis.employer or "",
        )
        assert standing.ats_score == whole.report.after.ats_score

    same()
    assert applications.page(anna, 1) == applications.list(anna)
    applications.set_design(anna, done.id, Design(paper="letter"))
    applications.retry(anna, done.id)
    same()
    assert applications.page(anna, 1) == applications.list(anna)
    with pytest.raises(NotFound):
        applications.standing(ben, done.id)
    applications.delete(anna, done.id)
    with pytest.raises(NotFound):
        applications.standing(anna, done.id)
    assert applications.page(anna, 1) == ()


def test_an_unusable_ad_is_told_at_once_and_nothing_is_kept(
    applications: ApplicationService, profiles: ProfileService, anna: Actor, resume: bytes
) -> None:
    profiles.upload(anna, "anna.md", resume)
    with pytest.raises(UnusableJob):
        applications.start(anna, "three small words")
    assert applications.list(anna) == ()


def test_a_sample_that_is_gone_is_told(applications: ApplicationService, anna: Actor, tmp_path: Path) -> None:
    (tmp_path / samples.JOB).unlink()
    with pytest.raises(NotFound) as refusal:
        applications.start_sample(anna)
    assert refusal.value.code == "no-sample"
    assert applications.list(anna) == ()


def test_an_application_needs_a_profile(applications: ApplicationService, anna: Actor, ad: str) -> None:
    with pytest.raises(Conflict) as refusal:
        applications.start(anna, ad)
    assert refusal.value.code == "no-profile"
    assert applications.list(anna) == ()


def test_an_engine_that_cannot_start_leaves_nothing_behind(
    applications: ApplicationService,
    profiles: ProfileService,
    engine: "InlineEngine",
    anna: Actor,
    resume: bytes,
    ad: str,
) -> None:
    profiles.upload(anna, "anna.md", resume)
    engine.fault = StorageFailed("The disk is full", "Free some space.", code="disk-full")
    with pytest.raises(StorageFailed):
        applications.start(anna, ad)
    assert applications.list(anna) == ()


def test_the_sample_runs_and_never_becomes_the_persons_profile(
    applications: ApplicationService, profiles: ProfileService, anna: Actor
) -> None:
    application = applications.get(anna, applications.start_sample(anna))
    assert (application.state, application.is_sample) == ("done", True)
    assert application.profile.basics.name == "Anna Example"
    assert profiles.current(anna) is None


def test_a_deleted_sample_takes_its_profile_along(
    applications: ApplicationService, profiles: ProfileService, anna: Actor
) -> None:
    application = applications.get(anna, applications.start_sample(anna))
    source_id = profiles.get(anna, application.profile_id).source_id
    assert source_id is not None
    applications.delete(anna, application.id)
    with pytest.raises(NotFound):
        profiles.get(anna, application.profile_id)
    with pytest.raises(NotFound):
        profiles.source(anna, source_id)


def test_a_deleted_application_leaves_the_profile(
    applications: ApplicationService, profiles: ProfileService, done: Application, anna: Actor
) -> None:
    applications.delete(anna, done.id)
    current = profiles.current(anna)
    assert current is not None
    assert current.id == done.profile_id


def test_an_ad_with_characters_that_no_database_takes_is_worked_on(
    applications: ApplicationService, profiles: ProfileService, anna: Actor, resume: bytes, ad: str
) -> None:
    profiles.upload(anna, "anna.md", resume)
    application = applications.get(anna, applications.start(anna, f"{ad}\0\ud800 more"))
    assert application.state == "done"
    assert application.job_text == f"{ad} ? more"


def test_the_same_input_is_not_worked_on_again(
    applications: ApplicationService, done: Application, anna: Actor, ad: str
) -> None:
    again = applications.get(anna, applications.start(anna, ad))
    reused = {stage: event.reused for stage, event in finished(again).items()}
    assert reused == {stage: stage is not Stage.PDF_EXPORTER for stage in Stage}
    assert again.report == done.report
    assert "resume.pdf" in again.files


def test_another_ad_is_worked_on(
    applications: ApplicationService, done: Application, anna: Actor, ad: str
) -> None:
    other = applications.get(anna, applications.start(anna, ad.replace("Power BI", "Tableau")))
    assert not any(event.reused for event in finished(other).values())


def test_a_retry_takes_over_what_is_there(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    applications.retry(anna, done.id)
    again = applications.get(anna, done.id)
    assert again.run_id != done.run_id
    assert again.state == "done"
    assert all(event.reused for event in finished(again).values())
    assert again.report == done.report


@pytest.mark.parametrize("first", list(Stage))
def test_a_retry_from_a_stage_does_it_and_the_later_ones_again(
    applications: ApplicationService, done: Application, anna: Actor, ad: str, first: Stage
) -> None:
    applications.start(anna, ad)  # another application with the same outputs, which are not taken either
    applications.retry(anna, done.id, from_stage=first)
    again = applications.get(anna, done.id)
    reused = {stage: event.reused for stage, event in finished(again).items()}
    before = list(Stage)[: list(Stage).index(first)]
    assert reused == {stage: stage in before for stage in Stage}
    applications.retry(anna, done.id)
    assert all(event.reused for event in finished(applications.get(anna, done.id)).values())


def test_a_retry_from_the_documents_writes_an_edited_line_anew(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    applications.change_line(anna, done.id, bullet.id, bullet.text.rsplit(" ", 1)[0])
    applications.retry(anna, done.id, from_stage=Stage.QUALITY_VALIDATOR)
    assert shown(applications.get(anna, done.id), bullet.id).text != bullet.text
    applications.retry(anna, done.id, from_stage=Stage.DOCUMENT_GENERATOR)
    assert shown(applications.get(anna, done.id), bullet.id).text == bullet.text


def test_news_are_what_was_not_seen_and_all_of_another_run(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    news = applications.news(anna, done.id, done.run_id, 3)
    assert (news.state, news.seen, news.events) == ("done", 3, done.events[3:])
    assert applications.news(anna, done.id, done.run_id, len(done.events)).events == ()
    applications.retry(anna, done.id)
    after = applications.news(anna, done.id, done.run_id, len(done.events))
    assert after.run_id != done.run_id
    assert after.events == applications.get(anna, done.id).events


def test_a_change_to_a_version_that_is_no_longer_the_newest_is_refused(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    applications.change_line(anna, done.id, bullet.id, bullet.text.rsplit(" ", 1)[0], newest=1)
    for late in (
        lambda: applications.change_line(anna, done.id, bullet.id, None, newest=1),
        lambda: applications.restore(anna, done.id, 1, newest=1),
    ):
        with pytest.raises(Conflict):
            late()
    assert len(applications.versions(anna, done.id)) == 2
    applications.restore(anna, done.id, 1, newest=2)
    assert shown(applications.get(anna, done.id), bullet.id).text == bullet.text


def test_a_run_that_works_cannot_be_retried(
    applications: ApplicationService, waiting: tuple[str, str], anna: Actor
) -> None:
    with pytest.raises(Conflict):
        applications.retry(anna, waiting[0])


def test_a_stopped_run_does_no_more_and_can_be_retried(
    applications: ApplicationService,
    runner: StageRunner,
    engine: "InlineEngine",
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    assert runner.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    applications.stop(anna, application_id)
    assert engine.stopped == [run_id]
    assert not runner.run_stage(anna, application_id, run_id, Stage.PROFILE_COMPILER)
    stopped = applications.get(anna, application_id)
    assert (stopped.state, stopped.compiled) == ("stopped", None)
    assert isinstance(stopped.events[-1], RunFailed)
    assert stopped.events[-1].stopped
    with pytest.raises(Conflict):
        applications.stop(anna, application_id)
    engine.waits = False
    applications.retry(anna, application_id)
    again = applications.get(anna, application_id)
    assert again.state == "done"
    assert finished(again)[Stage.JOB_ANALYZER].reused


def test_a_stage_that_is_asked_for_again_after_a_kill_is_not_done_again(
    applications: ApplicationService,
    runner: StageRunner,
    begin: Transactions,
    clock: Callable[[], dt.datetime],
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    assert runner.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    seen = applications.progress(anna, application_id)
    restarted = StageRunner(begin, runner._stages, clock)
    assert restarted.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    assert applications.progress(anna, application_id) == seen
    for stage in list(Stage)[1:]:
        assert restarted.run_stage(anna, application_id, run_id, stage)
    events = applications.get(anna, application_id).events
    assert [event.stage for event in events if isinstance(event, StageFinished)] == list(Stage)
    begun = [event.stage for event in events if isinstance(event, StageStarted)]
    assert begun == [Stage.JOB_ANALYZER, Stage.PROFILE_COMPILER, *list(Stage)[1:]]


def test_progress_is_the_same_wherever_it_is_looked_at(
    applications: ApplicationService,
    runner: StageRunner,
    begin: Transactions,
    clock: Callable[[], dt.datetime],
    engine: "InlineEngine",
    waiting: tuple[str, str],
    anna: Actor,
    tmp_path: Path,
) -> None:
    application_id, run_id = waiting
    elsewhere = ApplicationService(
        begin, engine, reading, EXPORTERS, clock, applications._active_model, samples_dir=tmp_path
    )
    for stage in Stage:
        assert runner.run_stage(anna, application_id, run_id, stage)
        assert elsewhere.progress(anna, application_id) == applications.progress(anna, application_id)
        assert elsewhere.progress(anna, application_id)[1]


def test_an_expected_error_ends_the_run_in_its_words(
    applications: ApplicationService,
    begin: Transactions,
    runner: StageRunner,
    waiting: tuple[str, str],
    anna: Actor,
    ad: str,
) -> None:
    application_id, run_id = waiting
    with begin() as work:
        request = work.applications.request(anna, application_id)
        work.applications.delete(anna, application_id)
        unusable = request.model_copy(update={"job_text": "three small words"})
        work.applications.add(anna, unusable, run_id=run_id, is_sample=False, at=runner._clock())
    assert not runner.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    failed = applications.get(anna, application_id)
    assert (failed.state, failed.analysis) == ("failed", None)
    last = failed.events[-1]
    assert isinstance(last, RunFailed)
    assert (last.stage, last.stopped) == (Stage.JOB_ANALYZER, False)
    assert last.title
    assert last.message


def test_a_full_disk_ends_the_run_in_its_words_and_keeps_nothing_half(
    applications: ApplicationService,
    begin: Transactions,
    runner: StageRunner,
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    full = StorageFailed("The disk is full", "Free some space.", code="disk-full")
    broken = StageRunner(FailsOnce(begin, full, at=2), runner._stages, runner._clock)
    assert not broken.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    failed = applications.get(anna, application_id)
    assert (failed.state, failed.analysis) == ("failed", None)
    last = failed.events[-1]
    assert isinstance(last, RunFailed)
    assert (last.title, last.code) == ("The disk is full", "disk-full")


def test_a_retry_that_cannot_start_is_told_and_can_be_tried_again(
    applications: ApplicationService, engine: "InlineEngine", done: Application, anna: Actor
) -> None:
    engine.fault = StorageFailed("The disk is full", "Free some space.", code="disk-full")
    with pytest.raises(StorageFailed):
        applications.retry(anna, done.id)
    assert applications.progress(anna, done.id)[0] == "failed"
    engine.fault = None
    applications.retry(anna, done.id)
    assert applications.progress(anna, done.id)[0] == "done"


def test_a_fault_of_ours_is_told_and_can_be_retried(
    applications: ApplicationService,
    runner: StageRunner,
    engine: "InlineEngine",
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    runner.run_broke(anna, application_id, run_id)
    assert applications.progress(anna, application_id)[0] == "failed"
    engine.waits = False
    applications.retry(anna, application_id)
    assert applications.progress(anna, application_id)[0] == "done"


def test_a_deleted_application_is_gone_and_its_run_ends(
    applications: ApplicationService,
    runner: StageRunner,
    engine: "InlineEngine",
    waiting: tuple[str, str],
    anna: Actor,
) -> None:
    application_id, run_id = waiting
    applications.delete(anna, application_id)
    assert engine.stopped == [run_id]
    assert not runner.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    with pytest.raises(NotFound):
        applications.get(anna, application_id)


def test_a_changed_line_goes_through_the_gate_and_into_the_files(
    applications: ApplicationService, begin: Transactions, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    shorter = bullet.text.rsplit(" ", 1)[0]
    applications.change_line(anna, done.id, bullet.id, f"  {shorter} ")
    changed = applications.get(anna, done.id)
    line = shown(changed, bullet.id)
    assert (line.text, line.change) == (shorter, "reworded")
    assert shorter.split()[-1].encode() in applications.file(anna, done.id, "resume.md").content
    with begin() as work:
        assert len(work.applications.versions(anna, done.id)) == 2


def test_an_invented_claim_is_not_taken(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    with pytest.raises(NotCarried, match="Umbrella") as refused:
        applications.change_line(
            anna, done.id, bullet.id, "Led 9,400 engineers at Umbrella Corporation in Kubernetes"
        )
    assert "9,400" in refused.value.message
    assert applications.get(anna, done.id) == done
    assert len(applications.versions(anna, done.id)) == 1


def test_a_letter_keeps_its_paragraph_when_other_words_are_refused(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    assert done.report is not None
    opening = next(line for line in done.report.documents.cover_letter.lines if line.id == "opening")
    with pytest.raises(NotCarried, match="forty"):
        applications.change_line(
            anna, done.id, opening.id, f"{opening.text} I have done this for forty years."
        )
    assert applications.get(anna, done.id) == done


def test_a_line_that_was_left_out_comes_back_to_its_place(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    applications.leave_out(anna, done.id, bullet.id)
    fact_id = next(source for source in bullet.sources if source != "job")
    applications.put_back(anna, done.id, fact_id)
    again = applications.get(anna, done.id)
    assert again.report is not None
    assert done.report is not None
    assert again.report.documents.resume.lines == done.report.documents.resume.lines
    assert len(applications.versions(anna, done.id)) == 3
    with pytest.raises(NotFound):
        applications.put_back(anna, done.id, "no-such-fact")


def test_what_was_left_out_last_is_found_without_reading_older_versions() -> None:
    line = Line(id="l1", role="bullet", text="Ran trams", sources=("f1",))
    empty = Document(kind="resume", language="en", title="", author="", lines=())
    newest = empty.model_copy(update={"lines": (line,)})

    def versions() -> Iterator[Document]:
        yield newest
        pytest.fail("an older version was read")

    documents = Documents(resume=empty, cover_letter=empty, tailored=Profile(basics=Basics(name="A")))
    assert with_old_line(documents, versions(), "f1").resume.lines == (line,)


def test_the_persons_own_words_come_back(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    own = bullet.original or bullet.text
    applications.change_line(anna, done.id, bullet.id, own.rsplit(" ", 1)[0])
    applications.change_line(anna, done.id, bullet.id, None)
    assert shown(applications.get(anna, done.id), bullet.id).text == own


def test_an_older_version_comes_back_as_the_newest(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    applications.change_line(anna, done.id, bullet.id, bullet.text.rsplit(" ", 1)[0])
    applications.change_line(anna, done.id, bullet.id, bullet.text.rsplit(" ", 2)[0])
    applications.restore(anna, done.id, 1)
    versions = applications.versions(anna, done.id)
    assert [(v.number, v.parent) for v in versions] == [(1, None), (2, 1), (3, 2), (4, 1)]
    first, last = (applications.version(anna, done.id, number).documents for number in (1, 4))
    assert first == last
    assert versions[3].ats_score == versions[0].ats_score
    now = applications.get(anna, done.id)
    assert shown(now, bullet.id).text == bullet.text
    assert bullet.text.encode() in applications.file(anna, done.id, "resume.txt").content


def test_a_version_that_is_not_there_cannot_be_brought_back(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    with pytest.raises(NotFound):
        applications.restore(anna, done.id, 9)
    assert len(applications.versions(anna, done.id)) == 1


def test_an_edit_survives_a_retry_and_stays_in_its_application(
    applications: ApplicationService, done: Application, anna: Actor, ad: str
) -> None:
    bullet = a_bullet(done)
    shorter = bullet.text.rsplit(" ", 1)[0]
    applications.change_line(anna, done.id, bullet.id, shorter)
    applications.retry(anna, done.id)
    assert shown(applications.get(anna, done.id), bullet.id).text == shorter
    other = applications.get(anna, applications.start(anna, ad))
    assert shown(other, bullet.id).text == bullet.text


def test_a_line_that_is_not_there_or_empty_is_refused(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    with pytest.raises(NotFound):
        applications.change_line(anna, done.id, "no-such-line", "words")
    with pytest.raises(Conflict):
        applications.change_line(anna, done.id, a_bullet(done).id, "   ")


def test_an_edit_beside_another_edit_is_refused(
    begin: Transactions, done: Application, anna: Actor, runner: StageRunner, profiles: ProfileService
) -> None:
    bullet = a_bullet(done)
    words = bullet.text.rsplit(" ", 1)[0]

    class EditsBetween(dict[str, Exporter]):
        """Exporters in whose use another window makes its change."""

        def __contains__(self, name: object) -> bool:
            if self.pop("waits", None):
                DocumentEditor(begin, runner._stages._tools, runner._clock).change(
                    anna, done.id, bullet.id, words
                )
            return name in EXPORTERS

        def __getitem__(self, name: str) -> Exporter:
            return EXPORTERS[name]

    slow = runner._stages._tools._replace(exporters=EditsBetween(waits=EXPORTERS["txt"]))
    with pytest.raises(Conflict) as refusal:
        DocumentEditor(begin, slow, runner._clock).change(anna, done.id, bullet.id, words.rsplit(" ", 1)[0])
    assert refusal.value.code == "documents-changed"
    with begin() as work:
        assert len(work.applications.versions(anna, done.id)) == 2


def test_lines_change_when_the_run_is_done(
    applications: ApplicationService, waiting: tuple[str, str], anna: Actor
) -> None:
    with pytest.raises(Conflict) as refusal:
        applications.change_line(anna, waiting[0], "x", "words")
    assert refusal.value.code == "not-done"


def test_every_file_that_is_offered_can_be_had(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    for name in done.files:
        file = applications.file(anna, done.id, name)
        assert file.name == name
        assert file.content
    assert applications.file(anna, done.id, "resume.pdf").content.startswith(b"%PDF")
    assert applications.file(anna, done.id, "cover_letter.pdf").content.startswith(b"%PDF")
    report = json.loads(applications.file(anna, done.id, "report.json").content)
    assert done.report is not None
    assert report["ats_score"] == done.report.after.ats_score
    assert {row["stage"] for row in report["stages"]} == {stage.value for stage in Stage}
    assert [back["file"] for back in report["read_back"]] == ["resume.pdf", "resume.docx"]


def test_files_that_are_not_there_are_told(
    applications: ApplicationService, done: Application, anna: Actor, ben: Actor
) -> None:
    for actor, name in ((anna, "resume.exe"), (anna, "../../etc/passwd"), (ben, "resume.pdf")):
        with pytest.raises(NotFound):
            applications.file(actor, done.id, name)


def test_a_waiting_run_has_no_files(
    applications: ApplicationService, waiting: tuple[str, str], anna: Actor
) -> None:
    assert applications.get(anna, waiting[0]).files == ()
    with pytest.raises(NotFound):
        applications.file(anna, waiting[0], "resume.docx")


def test_after_a_kill_runs_are_begun_or_told(
    applications: ApplicationService,
    runner: StageRunner,
    engine: "InlineEngine",
    waiting: tuple[str, str],
    anna: Actor,
    ad: str,
) -> None:
    cut_off, cut_off_run = waiting
    never_queued, lost, goes_on = (applications.start(anna, f"{ad}\nNumber {number}") for number in range(3))
    lost_run, live = (waits[2] for waits in engine.waiting[-2:])
    for application_id, run_id in ((cut_off, cut_off_run), (lost, lost_run), (goes_on, live)):
        assert runner.run_stage(anna, application_id, run_id, Stage.JOB_ANALYZER)
    engine.live.add(live)
    engine.ended.add(cut_off_run)
    engine.waits = False
    applications.resume()
    states = {summary.id: summary.state for summary in applications.list(anna)}
    assert states == {cut_off: "failed", never_queued: "done", lost: "done", goes_on: "running"}


def test_an_uploaded_ad_is_read_as_text(applications: ApplicationService, anna: Actor, ad: str) -> None:
    assert "Strong SQL" in applications.read_job_file(anna, "ad.txt", ad.encode()).text


def test_an_ad_is_read_from_a_page_of_the_internet(
    begin: Transactions,
    engine: InlineEngine,
    models: ModelService,
    clock: Clock,
    anna: Actor,
) -> None:
    pages = {
        "https://jobs.example.org/1": ("text/html", "iso-8859-1", "<h1>Zugführer</h1>".encode("latin-1")),
        "https://jobs.example.org/2": ("text/plain", "", b"<b> Strong SQL"),
        "https://jobs.example.org/3": ("text/html", "no-such", b"<p>Plans shifts</p>"),
        "https://jobs.example.org/4": ("text/html", "idna", b"<p>Plans rosters</p>"),
    }

    def fetch(address: str) -> FetchedPage:
        media_type, charset, content = pages[address]
        return FetchedPage(url=address, media_type=media_type, charset=charset, content=content)

    applications = ApplicationService(
        begin, engine, MarkdownReader(), EXPORTERS, clock, models.active, fetch=fetch
    )
    assert applications.fetches
    read = [applications.read_job_page(anna, address).text for address in pages]
    assert read == ["Zugführer", "<b> Strong SQL", "Plans shifts", "Plans rosters"]


def test_where_no_page_is_fetched_that_is_told(applications: ApplicationService, anna: Actor) -> None:
    assert not applications.fetches
    with pytest.raises(UnreadablePage):
        applications.read_job_page(anna, "https://jobs.example.org/1")


def test_another_design_changes_the_pages_and_no_word(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    before = applications.file(anna, done.id, "resume.pdf").content
    applications.set_design(anna, done.id, Design(theme="banner", paper="letter"))
    after = applications.get(anna, done.id)
    assert after.design == Design(theme="banner", paper="letter")
    assert applications.file(anna, done.id, "resume.pdf").content != before
    assert after.report == done.report
    assert len(applications.versions(anna, done.id)) == 1


def test_the_design_stays_when_a_line_is_changed_and_the_run_is_done_again(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    applications.set_design(anna, done.id, Design(theme="classic"))
    bullet = a_bullet(done)
    applications.change_line(anna, done.id, bullet.id, bullet.text.rsplit(" ", 1)[0])
    edited = applications.file(anna, done.id, "resume.pdf").content
    applications.retry(anna, done.id)
    assert applications.get(anna, done.id).design.theme == "classic"
    assert applications.file(anna, done.id, "resume.pdf").content == edited
    assert b"Libertinus" in edited


def test_nobody_sets_another_persons_pages(
    applications: ApplicationService, done: Application, ben: Actor
) -> None:
    with pytest.raises(NotFound):
        applications.set_design(ben, done.id, Design(theme="banner"))


class Busy:
    """A reader that has no time."""

    def read_resume(self, file_name: str, data: bytes) -> ReadResult:
        raise UnreadableFile("Too busy", "Try again.", code="busy")

    def plain_texts(self, file_name: str, data: bytes) -> dict[str, str]:
        raise UnreadableFile("Too busy", "Try again.", code="busy")


def test_the_files_do_not_wait_for_a_busy_reader(done: Application) -> None:
    content = zip_file(done, EXPORTERS, Busy()).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        told = json.loads(package.read("report.json"))
    assert [back["file"] for back in told["read_back"]] == ["resume.pdf"]


def test_one_zip_holds_every_file(applications: ApplicationService, done: Application, anna: Actor) -> None:
    content = applications.file(anna, done.id, "application.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    assert set(files) == set(done.files) - {"application.zip"}
    for name in ("resume.pdf", "resume.docx", "cover_letter.txt", "report.json"):
        assert files[name] == applications.file(anna, done.id, name).content
    assert applications.file(anna, done.id, "application.zip").content == content


def test_a_line_that_is_left_out_is_listed_and_can_come_back(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    bullet = a_bullet(done)
    applications.leave_out(anna, done.id, bullet.id)
    after = applications.get(anna, done.id).report
    assert after is not None
    assert bullet.id not in {line.id for line in after.documents.resume.lines}
    listed = {left.fact_id: left.reason for left in after.left_out}
    assert listed[bullet.sources[0]] == "You left it out."
    assert bullet.text.encode() not in applications.file(anna, done.id, "resume.txt").content
    applications.restore(anna, done.id, 1)
    assert shown(applications.get(anna, done.id), bullet.id).text == bullet.text


def test_the_letter_can_do_without_its_gap(
    applications: ApplicationService, done: Application, anna: Actor, ad: str
) -> None:
    stricter = applications.start(anna, ad.replace("Nice to have:\n", ""))
    before = applications.get(anna, stricter).report
    assert before is not None
    gap = next(line for line in before.documents.cover_letter.lines if line.id == "gap")
    assert gap.text.startswith("Your ad asks for Kubernetes, which my résumé does not show")
    applications.leave_out(anna, stricter, "gap")
    after = applications.get(anna, stricter).report
    assert after is not None
    assert "gap" not in {line.id for line in after.documents.cover_letter.lines}


def test_who_and_when_cannot_be_left_out(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    assert done.report is not None
    entry = next(line for line in done.report.documents.resume.lines if line.role == "entry")
    for line_id in (entry.id, "no-such-line"):
        with pytest.raises(NotFound):
            applications.leave_out(anna, done.id, line_id)


def test_a_run_scores_what_came_back_of_the_finished_file(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    assert done.report is not None
    assert done.analysis is not None
    alone = run_pipeline(
        done.profile,
        done.job_text,
        as_of=done.report.after.as_of,
        design=done.design,
        exporters=EXPORTERS,
        reader=reading,
    )
    assert alone.report == done.report
    assert done.report.read_back == applications.read_back(anna, done.id, "resume.pdf")
    assert len(done.report.read_back.fields) > 5


def test_another_design_is_read_back_and_scored_and_makes_no_version(
    applications: ApplicationService, done: Application, anna: Actor
) -> None:
    applications.set_design(anna, done.id, Design(theme="margin"))
    after = applications.get(anna, done.id)
    assert after.report is not None
    assert after.report.read_back == applications.read_back(anna, done.id, "resume.pdf")
    assert len(applications.versions(anna, done.id)) == 1


def test_an_id_that_is_asked_for_again_gives_what_was_made_until_a_day_is_over(
    profiles: ProfileService, applications: ApplicationService, anna: Actor, resume: bytes, clock: Clock
) -> None:
    profiles.upload(anna, "Anna.md", resume)
    first = applications.start(anna, AD, once="o")
    assert first == "o"
    clock.present += KEPT / 2
    assert applications.start(anna, AD, once="o") == first
    clock.present += KEPT
    second = applications.start(anna, AD, once="o")
    assert second != first
    assert applications.start(anna, AD, once="o") == second
    assert {one.id for one in applications.list(anna)} == {first, second}


def test_pages_of_a_list_are_all_of_it_in_its_order(
    profiles: ProfileService, applications: ApplicationService, engine: InlineEngine,
    anna: Actor, ben: Actor, resume: bytes, clock: Clock, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    profiles.upload(anna, "Anna.md", resume)
    engine.waits = True
    moments = [clock() for _ in range(3)]
    for number in range(7):
        monkeypatch.setattr(applications, "_clock", lambda at=moments[number % 3]: at)
        applications.start(anna, AD)
    whole, found = applications.list(anna), list[ApplicationSummary]()
    assert len({one.created_at for one in whole}) < len(whole) == 7
    while page := applications.page(anna, 2, (found[-1].created_at, found[-1].id) if found else None):
        assert len(page) <= 2
        found += page
        assert place_of(cursor(page[-1])) == (page[-1].created_at, page[-1].id)
    assert found == list(whole)
    assert applications.page(ben, 9) == ()
