"""The job library: jobs come in, are found, show how they fit, and become applications."""

import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.job import JobSearch, JobSource
from jobwise.domain.posting import JobTerms, Salary
from jobwise.errors import NotFound
from jobwise.ui.job_rows import told_source
from jobwise.ui.job_search import keywords_in
from tests.pages.conftest import AD, OTHER_AD, Open, assert_sound, finished, words


@pytest.fixture
def library(services: Services, profile: str) -> Iterator[list[str]]:
    """Two jobs, held against the profile."""
    ids = [services.jobs.add_text(LOCAL_ACTOR, ad).id for ad in (AD, OTHER_AD)]
    settled(services)
    yield ids
    for hit in services.jobs.search(LOCAL_ACTOR, JobSearch(limit=100)).hits:
        services.jobs.delete(LOCAL_ACTOR, hit.id)


def settled(services: Services) -> None:
    """Wait until the library has nothing left to do."""
    deadline = time.monotonic() + 60
    while (page := services.jobs.search(LOCAL_ACTOR, JobSearch())).waiting or page.unscored:
        assert time.monotonic() < deadline, page
        time.sleep(0.05)


def jobs_on(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link") if link.proto.icon == ":material/work:"]


def test_an_empty_library_says_how_to_begin(open_page: Open, services: Services) -> None:
    app = open_page("jobs")
    assert_sound(app)
    assert "No jobs yet" in words(app)
    app = app.button(key="first").click().run()
    assert_sound(app)
    assert app.button(key="add-text").label == "Add job"


def test_a_job_is_pasted_once_and_known_the_second_time(open_page: Open, services: Services) -> None:
    app = open_page("jobs", part="Add jobs")
    assert_sound(app)
    app.text_area(key="job-text").set_value(AD)
    app.button(key="add-text").click().run()
    assert_sound(app)
    assert app.success[0].value == "It is in your library now."
    app.text_area(key="job-text").set_value(AD + "\n")
    app.button(key="add-text").click().run()
    assert app.success[0].value == "Your library had it already."
    found = services.jobs.search(LOCAL_ACTOR, JobSearch())
    assert found.total == 1
    app.text_area(key="job-text").set_value("too short")
    app.button(key="add-text").click().run()
    assert_sound(app)
    assert len(app.error) == 1
    assert app.text_area(key="job-text").value == "too short"
    services.jobs.delete(LOCAL_ACTOR, found.hits[0].id)


def test_jobs_show_their_fit_and_are_found_by_what_the_address_says(
    open_page: Open, services: Services, library: list[str]
) -> None:
    app = open_page("jobs")
    assert_sound(app)
    assert len(jobs_on(app)) == 2
    hits = {hit.id: hit for hit in services.jobs.search(LOCAL_ACTOR, JobSearch()).hits}
    shown = words(app)
    for hit in hits.values():
        assert hit.fit is not None
        assert f"**{hit.fit.fit:.2f}**" in shown
    assert "must\\-have" in shown or "must-have" in shown
    app = open_page("jobs", words="accountant")
    assert_sound(app)
    assert jobs_on(app) == ["**Management Accountant\\, Brayfield Components Ltd**"]
    app = open_page("jobs", words='"data analyst"', place="Leeds", remote="Remote")
    assert_sound(app)
    assert "No job fits." in words(app)
    [clear] = [button for button in app.button if button.label == "Clear filters"]
    app = clear.click().run()
    assert len(jobs_on(app)) == 2


@pytest.mark.parametrize(
    "query",
    [
        {"order": "relevance"},
        {"level": "king", "kind": "slavery"},
        {"pay": "-5"},
        {"pay": "1e400"},
        {"since": "yesterday"},
        {"place": "x" * 500},
        {"words": "\0 \x1b[31m **bold** <b>"},
        {"currency": "ZZZ"},
    ],
)
def test_an_address_that_makes_no_sense_breaks_nothing(open_page: Open, query: dict[str, str]) -> None:
    assert_sound(open_page("jobs", **query))


def test_a_bookmarked_search_tells_how_many_filters_are_set(open_page: Open, library: list[str]) -> None:
    app = open_page("jobs", kind="part-time", remote="Remote")
    assert_sound(app)
    assert [box.label for box in app.expander] == ["More filters: 2 set"]
    assert [box.label for box in open_page("jobs").expander] == ["More filters"]


def test_apply_with_jobwise_starts_an_application_for_the_job(
    open_page: Open, services: Services, library: list[str]
) -> None:
    app = open_page("jobs")
    app.button(key=f"apply-{library[0]}").click().run()
    assert not app.exception
    [hit] = [one for one in services.jobs.search(LOCAL_ACTOR, JobSearch()).hits if one.id == library[0]]
    assert hit.application_id is not None
    finished(services, hit.application_id)
    assert services.applications.get(LOCAL_ACTOR, hit.application_id).job_text.strip() == AD.strip()
    of_job = open_page("job", id=library[0])
    assert_sound(of_job)
    assert "Your application" in [link.proto.label for link in of_job.get("page_link")]
    assert "Apply again" in [button.label for button in of_job.button]
    other = open_page("job", id=library[1])
    assert "Your application" not in [link.proto.label for link in other.get("page_link")]
    assert "Apply with JobWise" in [button.label for button in other.button]
    app = open_page("jobs")
    assert f"apply-{library[0]}" not in [button.key for button in app.button]
    assert f"apply-{library[1]}" in [button.key for button in app.button]


def test_a_job_has_a_page_with_its_words_marked_and_can_be_deleted(
    open_page: Open, services: Services, library: list[str]
) -> None:
    job = services.jobs.get(LOCAL_ACTOR, library[0])
    assert job.fit is not None
    app = open_page("job", id=job.id)
    assert_sound(app)
    assert app.title[0].value == "Data Analyst\\, Fenwick Rail"
    assert app.metric[0].value == f"{job.fit.fit:.2f}"
    shown = words(app)
    assert job.analysis is not None
    musts = [one for one in job.analysis.requirements if one.importance == "must"]
    assert shown.count(":blue-background[") > len(musts) // 2
    app.button(key="delete").click().run()
    app.button(key="delete").click()
    app.button(key="ask-do").click().run()
    assert not app.exception
    assert [box.value for box in app.success] == ["“Data Analyst” is deleted."]
    with pytest.raises(NotFound):
        services.jobs.get(LOCAL_ACTOR, job.id)
    gone = open_page("job", id=job.id)
    assert_sound(gone)
    assert len(gone.error) == 1


def test_a_wrongly_read_title_is_put_right_on_the_page(
    open_page: Open, services: Services, library: list[str]
) -> None:
    before = services.jobs.get(LOCAL_ACTOR, library[0])
    app = open_page("job", id=before.id)
    app.button(key="edit").click().run()
    fields = {field.label: field for field in app.text_input}
    assert (fields["Title"].value, fields["Employer"].value) == (before.title, before.employer)
    fields["Title"].set_value("Analyst of *timetables*")
    app.button(key="edit").click()
    next(button for button in app.button if button.label == "Save").click().run()
    assert_sound(app)
    after = services.jobs.get(LOCAL_ACTOR, before.id)
    assert (after.title, after.employer) == ("Analyst of *timetables*", before.employer)
    assert app.title[0].value.startswith("Analyst of \\*timetables\\*")
    assert app.success[0].value.startswith("Saved.")
    assert len(app.text_input) == 0  # it is closed
    app.button(key="edit").click().run()
    {field.label: field for field in app.text_input}["Title"].set_value(" ")
    app.button(key="edit").click()
    next(button for button in app.button if button.label == "Save").click().run()
    assert [error.value for error in app.error] != []
    assert services.jobs.get(LOCAL_ACTOR, before.id).title == after.title


def test_what_a_job_offers_is_put_right_and_found_so(
    open_page: Open, services: Services, library: list[str]
) -> None:
    job_id = library[0]
    app = open_page("job", id=job_id)
    app.button(key="edit").click().run()
    {field.label: field for field in app.text_input}["Place"].set_value("Sheffield")
    chosen = {field.label: field for field in app.selectbox}
    chosen["Kind of employment"].set_value("contract")
    chosen["Level"].set_value("lead")
    chosen["Remote"].set_value(True)
    chosen["Currency"].set_value("EUR")
    chosen["For"].set_value("day")
    amounts = {field.label: field for field in app.number_input}
    amounts["Pay from"].set_value(450.0)
    amounts["Pay up to"].set_value(400.0)
    app.button(key="edit").click()
    next(button for button in app.button if button.label == "Save").click().run()
    assert "the lower one first" in words(app)
    {field.label: field for field in app.number_input}["Pay up to"].set_value(520.0)
    app.button(key="edit").click()
    next(button for button in app.button if button.label == "Save").click().run()
    assert_sound(app)
    after = services.jobs.get(LOCAL_ACTOR, job_id)
    assert after.analysis
    assert after.analysis.offer == JobTerms(
        location="Sheffield",
        employment_type="contract",
        remote=True,
        seniority="lead",
        salary=Salary(min=450, max=520, unit="day", currency="EUR"),
    )
    assert "Sheffield · contract · remote · €450 to €520 a day" in words(app)
    found = services.jobs.search(LOCAL_ACTOR, JobSearch(location="Yorkshire", seniority=("lead",)))
    assert [hit.id for hit in found.hits] == [job_id]
    app.button(key="edit").click().run()
    for field in app.number_input:
        field.set_value(None)
    app.button(key="edit").click()
    next(button for button in app.button if button.label == "Save").click().run()
    emptied = services.jobs.get(LOCAL_ACTOR, job_id).analysis
    assert emptied
    assert (emptied.salary, emptied.seniority) == (None, "lead")


def test_an_ad_in_which_no_must_have_was_recognised_says_so(
    open_page: Open, services: Services, library: list[str]
) -> None:
    ad = (
        "Baker\nCrumb & Sons\n\nYou bake bread with us every morning in our shop by the river, and sell it "
        "to the people of the town.\n\nNice to have\n- Experience with sourdough\n"
    )
    job_id = services.jobs.add_text(LOCAL_ACTOR, ad).id
    settled(services)
    job = services.jobs.get(LOCAL_ACTOR, job_id)
    assert job.fit is not None
    assert (job.fit.must_haves_total, job.fit.missing) == (0, ())
    assert "No must-have was recognised in this ad." in words(open_page("job", id=job_id))
    assert "no must-have was recognised in this ad" in words(open_page("jobs", words="sourdough"))


def test_the_currency_is_the_one_that_jobs_pay_in(open_page: Open, library: list[str]) -> None:
    assert open_page("jobs").selectbox(key="currency").value == "GBP"
    assert open_page("jobs", pay="40000").selectbox(key="currency").value == "GBP"
    assert open_page("jobs", pay="40000", currency="USD").selectbox(key="currency").value == "USD"


def test_a_file_that_a_job_is_from_stands_in_quotation_marks() -> None:
    assert told_source(JobSource(kind="bulk", name="my *jobs*.json")) == "from a list “my \\*jobs\\*\\.json”"
    assert told_source(JobSource(kind="page", name="https://crumb.example/1")) == "from a web page"


def test_a_job_in_another_language_says_that_the_fit_may_be_higher(
    open_page: Open, services: Services, library: list[str]
) -> None:
    german = services.jobs.add_text(
        LOCAL_ACTOR,
        "Datenanalyst (m/w/d)\nBahn am Berg\n\nWir suchen eine Person, die unsere Berichte schreibt.\n"
        "Das bringen Sie mit:\n- SQL und Power BI\n- Zwei Jahre Erfahrung\n- Freude an Zahlen\n",
    ).id
    settled(services)
    app = open_page("job", id=german)
    assert_sound(app)
    assert "This ad is in German, your résumé in English." in app.info[0].value
    assert [info.value for info in open_page("job", id=library[0]).info] == []
    assert words(open_page("jobs")).count("ad in German, may be higher") == 1


def test_many_jobs_are_added_from_a_file_and_the_refused_are_told(
    open_page: Open, services: Services
) -> None:
    rows = [{"title": f"Data Analyst {n}", "company": f"Firm {n}", "description": AD} for n in range(25)]
    lines = [f'{row["title"]},{row["company"]},"{row["description"]} Reference {n}. {AD[::-1]}",2026-03-04'
             for n, row in enumerate(rows)]  # fmt: skip
    lines[:2] = [line.replace("2026-03-04", "soon") for line in lines[:2]]
    data = "\n".join(["title,company,description,date", *lines, "**Empty**,Nobody,,"]).encode()
    app = open_page("jobs", part="Add jobs")
    [uploader] = app.file_uploader
    uploader.upload("jobs.csv", data, "text/csv").run()
    assert_sound(app)
    told = [*app.success, *app.warning]
    assert "1 job could not be taken" in told[0].value
    assert "The dates of 2 were not understood" in told[0].value
    assert "Job 26 of the list, **" in words(app)
    settled(services)
    total = services.jobs.search(LOCAL_ACTOR, JobSearch()).total
    app = open_page("jobs")
    assert len(jobs_on(app)) == min(total, 20)
    if total > 20:
        app.button(key="show-more").click().run()
        assert_sound(app)
        assert len(jobs_on(app)) == total
    for hit in services.jobs.search(LOCAL_ACTOR, JobSearch(limit=100)).hits:
        services.jobs.delete(LOCAL_ACTOR, hit.id)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('analyst "machine learning" SQL', ("analyst", "machine learning", "SQL")),
        ("C++, C#; .NET", ("C++", "C#", ".NET")),
        ("„Data Science“ data data", ("Data Science", "data")),
        ('" " - ,', ()),
        ('"half open', ("half", "open")),
    ],
)
def test_words_and_phrases_are_told_apart(typed: str, found: tuple[str, ...]) -> None:
    assert keywords_in(typed) == found
