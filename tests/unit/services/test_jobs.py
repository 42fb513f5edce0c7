"""The job library: what comes in, what is the same, what is found, who may see it."""

import datetime as dt
import json
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from jobwise.domain.account import Actor
from jobwise.domain.job import JobFit, JobSearch
from jobwise.domain.posting import JobAnalysis, JobTerms, Salary
from jobwise.domain.profile import Profile
from jobwise.errors import Conflict, NotFound, UnreadableFile, UnreadablePage, UnusableEntry, UnusableJob
from jobwise.matching.job_fit import fits
from jobwise.reading.job_calls import read_jobs
from jobwise.services import jobs
from jobwise.services.applications import ApplicationService
from jobwise.services.profiles import ProfileService
from jobwise.store.database import Database
from tests.unit.services.conftest import AD, HereReader, Library

AD_OF_A_BAKER = """Baker
Crumb & Sons · Munich, Bavaria, Germany · Full-time

You bake bread and rolls from four in the morning, five days a week, in our shop by the river.

Requirements
- Apprenticeship as a baker
- Experience with sourdough
- German, good command
"""


@pytest.fixture
def database(each_database: Database) -> Database:
    return each_database


def test_a_job_that_is_added_is_read_at_once_and_found(library: Library, anna: Actor, ben: Actor) -> None:
    added = library.jobs.add_text(anna, AD)
    job = library.jobs.get(anna, added.id)
    assert added.is_new
    assert job.state == "read"
    assert job.analysis is not None
    assert job.analysis.text == job.text
    page = library.jobs.search(anna, JobSearch(keywords=("SQL",)))
    assert [hit.id for hit in page.hits] == [added.id]
    assert library.jobs.search(ben, JobSearch(keywords=("SQL",))).hits == ()
    with pytest.raises(NotFound):
        library.jobs.get(ben, added.id)


def test_the_day_that_a_saved_page_tells_is_the_jobs(library: Library, anna: Actor) -> None:
    told = {"@type": "JobPosting", "title": "Baker", "description": TEXT, "datePosted": "2026-01-20"}
    html = f'<html><script type="application/ld+json">{json.dumps(told)}</script><p>Loading</p></html>'
    added = library.jobs.add_file(anna, "job.html", html.encode())
    assert library.jobs.get(anna, added.id).posted_on == dt.date(2026, 1, 20)
    assert library.jobs.search(anna, JobSearch(posted_since=dt.date(2026, 1, 21))).hits == ()


ROWS = """title,company,location,description,url,date,salary
Baker,Crumb & Sons,"Munich, Germany","{text}",https://crumb.example/1,2026-02-01,"€38,000 a year"
Baker,Crumb & Sons,"Munich, Germany","{text}",https://crumb.example/1,2026-02-01,"€38,000 a year"
Baker,Other Bread,"Munich, Germany","{text}",https://bread.example/1,,
Baker,Crumb & Sons,"Leeds, UK","{text}",,,
Nobody,Crumb & Sons,Munich,,,,
Short,Crumb & Sons,Munich,Call us.,,,
"""
TEXT = (
    "You bake bread and rolls from four in the morning, five days a week, in our shop by the river. "
    "We ask for an apprenticeship as a baker and for experience with sourdough. You must speak German. "
    "You must know SQL and Excel, since our orders are kept in a database that the whole town reads from."
)


def test_many_jobs_wait_are_read_and_each_refused_row_says_why(library: Library, anna: Actor) -> None:
    added = library.jobs.add_many(anna, "jobs.csv", ROWS.format(text=TEXT).encode())
    assert len(added.ids) == 3
    assert added.same == 1
    assert [(one.position, one.name, one.reason) for one in added.refused] == [
        (5, "Nobody", "There is no description of the job."),
        (
            6,
            "Short",
            "This text is too short to be a job ad. An ad has 20 words at least. Paste all of it, from the "
            "title to how to apply.",
        ),
    ]
    before = library.jobs.search(anna, JobSearch())
    assert (before.total, before.waiting) == (3, 3)
    library.desk.drain()
    page = library.jobs.search(anna, JobSearch(keywords=("bakers",), location="Bavaria"))
    assert (page.total, page.waiting) == (2, 0)
    assert {hit.employer for hit in page.hits} == {"Crumb & Sons", "Other Bread"}
    job = library.jobs.get(anna, added.ids[0])
    assert (job.state, job.posted_on) == ("read", dt.date(2026, 2, 1))
    assert job.source.name == "https://crumb.example/1"
    assert job.analysis is not None
    assert job.analysis.salary is not None
    assert job.analysis.salary.min == 38_000


def test_the_same_job_is_one_job(library: Library, anna: Actor, ben: Actor) -> None:
    first = library.jobs.add_text(anna, f"{AD_OF_A_BAKER}\n{TEXT}")
    assert library.jobs.add_text(anna, f"  {AD_OF_A_BAKER}\n\n{TEXT}\n") == first.model_copy(
        update={"is_new": False}
    )
    nearly = f"{AD_OF_A_BAKER}\n{TEXT}\nApply soon."
    assert library.jobs.add_text(anna, nearly) == first.model_copy(update={"is_new": False})
    elsewhere = nearly.replace("Munich, Bavaria, Germany", "Leeds, UK")
    assert library.jobs.add_text(anna, elsewhere).is_new
    by_another = nearly.replace("Crumb & Sons", "Other Bread Ltd")
    assert library.jobs.add_text(anna, by_another).is_new
    assert library.jobs.add_text(ben, nearly).is_new


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("£38,000 to £44,000", "£58,000 to £64,000"),
        ("SQL", "COBOL"),
        ("2 years", "3 years"),
        ("by 3 April", "by 3 May"),
        ("full-time", "part-time"),
        ("We sponsor visas", "We do not sponsor visas"),
        ("We sponsor visas", "We don’t sponsor visas"),
        ("anna@fenwick.example", "ben@fenwick.example"),
        ("https://fenwick.example/apply", "https://fenwick.example/jobs"),
    ],
)
def test_an_ad_that_asks_or_offers_something_else_is_another_job(
    library: Library, anna: Actor, was: str, is_now: str
) -> None:
    ad = f"{AD}\n{'We are a calm team that has time for each other and for the work. ' * 12}\n"
    ad += "You have 2 years of experience with reports. Apply by 3 April.\n"
    ad += "We sponsor visas. Write to anna@fenwick.example, or go to https://fenwick.example/apply.\n"
    assert was in ad
    first = library.jobs.add_text(anna, ad)
    assert library.jobs.add_text(anna, f"{ad}Write to us today.").id == first.id
    changed = library.jobs.add_text(anna, ad.replace(was, is_now))
    assert changed.is_new
    assert library.jobs.search(anna, JobSearch()).total == 2


def test_a_job_that_the_desk_finds_in_the_library_leads_to_that_one(
    library: Library, anna: Actor, ben: Actor
) -> None:
    rows = [
        {"title": "Baker", "company": "Crumb & Sons", "location": "Munich", "description": text}
        for text in (TEXT, f"{TEXT} Apply soon.")
    ]
    data = json.dumps(rows).encode()
    ids = library.jobs.add_many(anna, "jobs.json", data).ids
    assert len(ids) == 2
    library.desk.drain()
    [hit] = library.jobs.search(anna, JobSearch()).hits
    assert [library.jobs.get(anna, key).id for key in ids] == [hit.id] * 2
    with pytest.raises(NotFound):
        library.jobs.get(ben, ids[1])
    assert library.jobs.add_many(anna, "jobs.json", data).same == 2
    library.jobs.delete(anna, hit.id)
    for key in ids:
        with pytest.raises(NotFound):
            library.jobs.get(anna, key)
    assert len(library.jobs.add_many(anna, "jobs.json", data).ids) == 2


def test_what_cannot_be_read_is_unusable_and_says_why(library: Library, anna: Actor) -> None:
    row = {
        "title": "Things",
        "description": "Lorem ipsum dolor sit amet consectetur adipiscing elit sed " * 4,
    }
    [key] = library.jobs.add_many(anna, "jobs.json", json.dumps([row]).encode()).ids
    library.desk.drain()
    job = library.jobs.get(anna, key)
    assert job.state == "unusable"
    assert job.trouble.startswith("Nothing that is asked for was found in this text. ")


def test_what_the_person_put_right_of_a_job_is_in_its_application(
    library: Library, profiles: ProfileService, applications: ApplicationService, anna: Actor, resume: bytes
) -> None:
    profiles.upload(anna, "resume.md", resume)
    job_id = library.jobs.add_text(anna, AD).id
    library.jobs.correct(anna, job_id, title="Data steward", employer="Larkhill Ferries")
    made = applications.get(anna, applications.start(anna, AD, job_id=job_id))
    assert made.job_id == job_id
    assert made.analysis is not None
    assert made.report is not None
    assert (made.analysis.title, made.analysis.employer) == ("Data steward", "Larkhill Ferries")
    letter = " ".join(line.text for line in made.report.documents.cover_letter.lines)
    assert "Data steward" in letter
    assert "Larkhill Ferries" in letter
    assert made.report.findings == ()
    library.jobs.delete(anna, job_id)
    applications.retry(anna, made.id)
    again = applications.get(anna, made.id)
    assert (again.job_id, again.analysis) == (None, made.analysis)
    assert again.report == made.report


def test_fit_is_what_an_application_calls_fit_before_tailoring(
    library: Library, profiles: ProfileService, applications: ApplicationService, anna: Actor, resume: bytes
) -> None:
    stored = profiles.upload(anna, "resume.md", resume)
    job_id = library.jobs.add_text(anna, AD).id
    assert library.jobs.search(anna, JobSearch()).unscored == 1
    library.desk.drain()
    [hit] = library.jobs.search(anna, JobSearch(order="fit")).hits
    application = applications.get(anna, applications.start(anna, AD, job_id=job_id))
    assert application.report is not None
    assert hit.fit is not None
    assert hit.fit.fit == pytest.approx(application.report.before.fit)
    assert hit.fit.must_haves == pytest.approx(application.report.before.must_haves)
    assert hit.fit.must_haves_total == application.report.before.must_haves_total
    assert hit.fit == library.jobs.get(anna, job_id).fit
    assert hit.language == "en"
    assert hit.fit.profile_id == stored.id
    [again] = library.jobs.search(anna, JobSearch()).hits
    assert again.application_id == application.id


def test_a_new_profile_is_held_against_all_jobs_again(
    library: Library, profiles: ProfileService, anna: Actor, resume: bytes
) -> None:
    profiles.upload(anna, "resume.md", resume)
    fitting = library.jobs.add_text(anna, AD).id
    other = library.jobs.add_text(anna, f"{AD_OF_A_BAKER}\n{TEXT}").id
    library.desk.drain()
    page = library.jobs.search(anna, JobSearch(order="fit"))
    assert [hit.id for hit in page.hits] == [fitting, other]
    profiles.upload(anna, "resume.md", resume.replace(b"SQL", b"Baking").replace(b"Excel", b"Sourdough"))
    stale = library.jobs.search(anna, JobSearch(order="fit"))
    assert (stale.unscored, [hit.fit for hit in stale.hits]) == (2, [None, None])
    assert library.jobs.get(anna, fitting).fit is None
    assert library.jobs.correct(anna, fitting, title="Analyst").fit is None
    library.desk.drain()
    assert library.jobs.search(anna, JobSearch(order="fit")).unscored == 0
    assert library.jobs.get(anna, fitting).fit is not None


def test_a_job_that_breaks_the_count_is_tried_again_with_the_next_profile(
    library: Library, profiles: ProfileService, anna: Actor, resume: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles.upload(anna, "resume.md", resume)
    breaking, other = (library.jobs.add_text(anna, ad).id for ad in (AD, f"{AD_OF_A_BAKER}\n{TEXT}"))

    def break_on(
        self: HereReader, profile_id: str, profile: Profile, analyses: Sequence[JobAnalysis], as_of: dt.date
    ) -> Sequence[JobFit]:
        if any("Fenwick" in one.text for one in analyses):
            raise UnreadableFile("It broke", "Look.", code="broken")
        return fits(profile_id, profile, analyses, as_of)

    with monkeypatch.context() as patch:
        patch.setattr(HereReader, "fits", break_on)
        library.desk.drain()
    job = library.jobs.get(anna, breaking)
    assert (job.state, job.fit) == ("read", None)
    assert "next profile" in job.trouble
    assert library.jobs.get(anna, other).fit is not None
    assert library.jobs.search(anna, JobSearch()).unscored == 0  # nothing is waited for
    profiles.upload(anna, "resume.md", resume.replace(b"SQL", b"Baking"))
    library.desk.drain()
    job = library.jobs.get(anna, breaking)
    assert job.fit is not None
    assert job.trouble == ""


def test_filters_hold_together(library: Library, anna: Actor) -> None:
    job_id = library.jobs.add_text(anna, AD).id
    baker = library.jobs.add_text(anna, f"{AD_OF_A_BAKER}\nWe pay €20 an hour.\n{TEXT}").id

    def found(**asked: object) -> list[str]:
        return [hit.id for hit in library.jobs.search(anna, JobSearch.model_validate(asked)).hits]

    assert found(salary_min=40_000, salary_currency="GBP") == [job_id]
    assert found(salary_min=45_000, salary_currency="GBP") == []
    assert found(salary_min=41_000, salary_currency="EUR") == [baker]
    assert found(salary_min=42_000, salary_currency="EUR") == []
    assert found(location="Deutschland") == found(location="München") == [baker]
    assert found(location="Munich, Germany", employment_type=["full-time"]) == [baker]
    assert found(location="Leeds", keywords=["sourdough"]) == []
    assert found(posted_since="2026-03-05") == []
    assert len(found(posted_since="2026-03-04")) == 2


def test_pages_stand_still_while_jobs_are_added_and_deleted(library: Library, anna: Actor) -> None:
    def listed(numbers: range) -> bytes:
        told = [{"title": f"Baker {n}", "description": f"{TEXT} {'oven ' * (n % 5)}"} for n in numbers]
        return json.dumps(told).encode()

    ids = library.jobs.add_many(anna, "jobs.json", listed(range(12))).ids
    search = JobSearch(keywords=("oven", "bread"), limit=5)
    whole = [hit.id for hit in library.jobs.search(anna, search.model_copy(update={"limit": 50})).hits]
    first = library.jobs.search(anna, search)
    library.jobs.add_many(anna, "jobs.json", listed(range(100, 140)))
    second = library.jobs.search(anna, search.model_copy(update={"cursor": first.next}))
    library.jobs.delete(anna, second.hits[-1].id)
    third = library.jobs.search(anna, search.model_copy(update={"cursor": second.next}))
    seen = [hit.id for page in (first, second, third) for hit in page.hits]
    assert set(whole) == set(ids)
    assert seen[:10] == whole[:10]
    assert len(seen) == len(set(seen))
    assert third.next is None
    for cursor in (first.next, "nonsense", "é", "A" * 200):
        with pytest.raises(UnusableEntry):
            library.jobs.search(anna, JobSearch(keywords=("another",), cursor=cursor))


def test_corrections_are_found_and_a_stale_one_is_refused(library: Library, anna: Actor) -> None:
    job = library.jobs.get(anna, library.jobs.add_text(anna, AD).id)
    corrected = library.jobs.correct(anna, job.id, title="Chief  Juggler", changes=job.changes)
    assert library.jobs.correct(anna, job.id, title="Chief Juggler").changes == corrected.changes
    assert (corrected.title, corrected.employer) == ("Chief Juggler", job.employer)
    assert corrected.changes > job.changes
    assert library.jobs.search(anna, JobSearch(keywords=("jugglers",))).total == 1
    for change in (
        lambda: library.jobs.correct(anna, job.id, employer="Other", changes=job.changes),
        lambda: library.jobs.delete(anna, job.id, changes=job.changes),
    ):
        with pytest.raises(Conflict):
            change()
    with pytest.raises(UnusableEntry):
        library.jobs.correct(anna, job.id, title=" ")
    corrected = library.jobs.correct(anna, job.id, employer=" ")
    assert (corrected.title, corrected.employer) == ("Chief Juggler", "")
    library.jobs.delete(anna, job.id, changes=corrected.changes)
    assert library.jobs.search(anna, JobSearch()).total == 0


def test_what_a_job_offers_is_corrected_field_by_field(library: Library, anna: Actor) -> None:
    job = library.jobs.get(anna, library.jobs.add_text(anna, AD).id)
    assert job.analysis
    pay = Salary(min=40_000, max=44_000, unit="year", currency="GBP")
    placed = library.jobs.correct(anna, job.id, offer=JobTerms(location="  Harbour \x1b[1m town "))
    put = library.jobs.correct(anna, job.id, offer=JobTerms(remote=True, salary=pay, seniority="lead"))
    assert put.analysis
    assert put.analysis.offer == job.analysis.offer.model_copy(
        update={"location": "Harbour [1m town", "remote": True, "salary": pay, "seniority": "lead"}
    )
    assert put.analysis.requirements == job.analysis.requirements
    same = library.jobs.correct(anna, job.id, offer=JobTerms(remote=True))
    assert same.changes == put.changes > placed.changes > job.changes
    search = JobSearch(location="Harbour [1m town", remote=True, salary_min=42_000, salary_currency="GBP")
    assert library.jobs.search(anna, search).total == 1
    assert library.jobs.search(anna, search.model_copy(update={"salary_min": 45_000})).total == 0
    less = library.jobs.correct(anna, job.id, offer=JobTerms(location=" ", salary=None, seniority=None))
    assert less.analysis
    assert (less.analysis.location, less.analysis.salary, less.analysis.seniority) == (None, None, None)
    assert less.analysis.remote is True
    assert library.jobs.correct(anna, job.id, offer=JobTerms(salary=Salary())) == less


@pytest.mark.parametrize(
    "pay",
    [
        Salary(min=50_000, max=40_000, unit="year", currency="EUR"),
        Salary(min=-1, unit="year", currency="EUR"),
        Salary(max=math.inf, unit="year", currency="EUR"),
        Salary(min=math.nan, max=math.nan, unit="year", currency="EUR"),
        Salary(max=2e9, unit="year", currency="EUR"),
        Salary(min=1, unit="hour", currency="Euro"),
        Salary(min=1, unit="hour", currency="XXX"),
        Salary(min=24),
        Salary(min=24, unit="hour"),
        Salary(min=24_000, currency="EUR"),
    ],
)
def test_pay_that_is_none_is_refused(library: Library, anna: Actor, pay: Salary) -> None:
    job = library.jobs.get(anna, library.jobs.add_text(anna, AD).id)
    with pytest.raises(UnusableEntry):
        library.jobs.correct(anna, job.id, offer=JobTerms(salary=pay))
    assert library.jobs.get(anna, job.id) == job


def test_what_a_job_offers_waits_until_it_is_read(library: Library, anna: Actor) -> None:
    row = {"title": "Baker", "company": "Crumb", "location": "Munich", "description": TEXT}
    [key] = library.jobs.add_many(anna, "jobs.json", json.dumps([row]).encode()).ids
    with pytest.raises(Conflict, match="not read yet"):
        library.jobs.correct(anna, key, offer=JobTerms(location="Ulm"))


def test_dates_that_are_not_understood_are_counted(library: Library, anna: Actor) -> None:
    days = ("2026-03-04", "03/04/2026", "soon")
    rows = [{"title": f"Baker {day}", "description": f"{TEXT} Since {day}.", "date": day} for day in days]
    added = library.jobs.add_many(anna, "jobs.json", json.dumps(rows).encode())
    assert (len(added.ids), added.undated) == (3, 2)
    assert library.jobs.add_many(anna, "jobs.json", json.dumps(rows).encode()).undated == 0


def test_a_correction_holds_though_the_job_is_being_read(
    library: Library, anna: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"title": "Baker", "company": "Crumb", "location": "Munich", "description": TEXT}
    [key] = library.jobs.add_many(anna, "jobs.json", json.dumps([row]).encode()).ids

    def meanwhile(self: HereReader, texts: Sequence[str]) -> Sequence[JobAnalysis | str]:
        library.jobs.correct(anna, key, title="Night baker", employer="Crumb & Sons")
        return read_jobs(texts)

    monkeypatch.setattr(HereReader, "read_jobs", meanwhile)
    library.desk.drain()
    job = library.jobs.get(anna, key)
    assert (job.state, job.title, job.employer) == ("read", "Night baker", "Crumb & Sons")
    assert library.jobs.search(anna, JobSearch(keywords=("night",))).total == 1


def test_a_board_is_read_and_followed(library: Library, anna: Actor, ben: Actor) -> None:
    posting = {
        "id": 1,
        "title": "Baker",
        "location": {"name": "Munich"},
        "content": f"&lt;p&gt;{TEXT}&lt;/p&gt;",
    }
    library.boards["greenhouse", "crumb"] = json.dumps({"jobs": [posting]}).encode()
    assert len(library.jobs.follow(anna, "greenhouse", "crumb").ids) == 1
    [board] = library.jobs.boards(anna)
    assert (board.kind, board.board, board.trouble) == ("greenhouse", "crumb", "")
    assert library.jobs.boards(ben) == ()
    assert library.jobs.read_board(anna, board.id).same == 1
    del library.boards["greenhouse", "crumb"]
    with pytest.raises(UnreadablePage):
        library.jobs.read_board(anna, board.id)
    assert library.jobs.boards(anna)[0].trouble.startswith("The site answers with 404")
    with pytest.raises(NotFound):
        library.jobs.unfollow(ben, board.id)
    library.jobs.unfollow(anna, board.id)
    assert library.jobs.boards(anna) == ()
    assert library.jobs.search(anna, JobSearch()).total == 1
    for name in ("", "..", "a/b", "a b", "é", "x" * 81, "a?b", "%2e"):
        with pytest.raises(UnusableEntry):
            library.jobs.follow(anna, "lever", name)


def test_the_same_job_that_comes_many_times_at_once_is_one(library: Library, anna: Actor) -> None:
    """On PostgreSQL, where two write at once."""
    words = "we are a calm team that has time for each other and for the work".split()
    nearly = [f"{AD_OF_A_BAKER}\n{TEXT}\nApply soon, {word}." for word in words[:6]]
    for texts in ([f"{AD}\n{TEXT}"] * 6, nearly):
        added = [*ThreadPoolExecutor(6).map(lambda text: library.jobs.add_text(anna, text), texts)]
        assert len({one.id for one in added}) == 1
        assert [one.is_new for one in added].count(True) == 1
    rows = [{"title": f"Clerk {number}", "description": f"{TEXT} {number}"} for number in range(40)]
    many = json.dumps(rows).encode()
    told = [*ThreadPoolExecutor(3).map(lambda data: library.jobs.add_many(anna, "a.json", data), [many] * 3)]
    assert sorted(len(one.ids) for one in told) == [0, 0, 40]
    assert sorted(one.same for one in told) == [0, 40, 40]


def test_a_job_that_was_deleted_does_not_come_back_from_its_board(library: Library, anna: Actor) -> None:
    posting = {"id": 1, "title": "Baker", "content": f"&lt;p&gt;{TEXT}&lt;/p&gt;"}
    library.boards["greenhouse", "crumb"] = json.dumps({"jobs": [posting]}).encode()
    [job] = library.jobs.follow(anna, "greenhouse", "crumb").ids
    library.jobs.delete(anna, job)
    [board] = library.jobs.boards(anna)
    again = library.jobs.read_board(anna, board.id)
    assert (again.ids, again.same) == ((), 1)
    assert library.jobs.search(anna, JobSearch()).total == 0
    by_hand = f"Baker\nCrumb\n\n{TEXT}"
    assert library.jobs.add_text(anna, by_hand).is_new
    library.jobs.delete(anna, library.jobs.add_text(anna, by_hand).id)
    assert library.jobs.add_text(anna, by_hand).is_new  # who adds it themselves wants it


def test_a_deleted_job_stays_away_from_its_board_though_its_words_change(
    library: Library, anna: Actor
) -> None:
    def board(text: str, *addresses: str) -> bytes:
        told = [
            {"title": f"Baker {n}", "content": f"{text} Shop {n}.", "absolute_url": address}
            for n, address in enumerate(addresses)
        ]
        return json.dumps({"jobs": told}).encode()

    own, shared = [f"https://crumb.example/{n}" for n in range(2)], ["https://crumb.example/jobs"] * 2
    for name, addresses, stays_away in (("crumb", own, 1), ("one-address", shared, 0)):
        library.boards["greenhouse", name] = board(f"{TEXT} {name}.", *addresses)
        first, _ = library.jobs.follow(anna, "greenhouse", name).ids
        library.jobs.delete(anna, first)
        library.boards["greenhouse", name] = board(f"{TEXT} {name}. Join us now.", *addresses)
        [followed] = [one for one in library.jobs.boards(anna) if one.board == name]
        again = library.jobs.read_board(anna, followed.id)
        assert (len(again.ids), again.same) == (2 - stays_away, stays_away)


def test_a_library_has_an_end_and_says_so(
    library: Library, anna: Actor, ben: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_JOBS", 3)
    monkeypatch.setattr(jobs, "_AT_ONCE", 2)
    rows = [{"title": f"Baker {n}", "description": f"{TEXT} Shop {n}."} for n in range(5)]
    added = library.jobs.add_many(anna, "jobs.json", json.dumps(rows).encode())
    assert len(added.ids) == 3
    assert [(one.position, one.name) for one in added.refused] == [(4, "Baker 3"), (5, "Baker 4")]
    assert added.refused[0].reason.startswith("Your library is full")
    with pytest.raises(Conflict, match="full"):
        library.jobs.add_text(anna, AD)
    assert library.jobs.add_many(anna, "jobs.json", json.dumps(rows[:3]).encode()).same == 3
    assert library.jobs.add_text(ben, AD).is_new
    library.jobs.delete(anna, added.ids[0])
    assert library.jobs.add_text(anna, AD).is_new


def test_a_resume_is_no_job(library: Library, anna: Actor, resume: bytes) -> None:
    with pytest.raises(UnusableJob):
        library.jobs.add_text(anna, resume.decode())
    assert library.jobs.search(anna, JobSearch()).total == 0
