"""A vacancy on the screen: from the ad to a decision."""

import time

import pypdfium2
import pytest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.domain.vacancy import RubricEdit
from jobwise.ui.text import plain
from tests.pages.conftest import AD, OTHER_AD, RESUME, SAMPLES, Open, assert_sound, words

FILES = [RESUME, SAMPLES / "ines-carvalho.md", SAMPLES / "tomasz-wierzba.md"]


@pytest.fixture(scope="module")
def vacancy(services: Services) -> str:
    """The id of a vacancy with three candidates and a file that cannot be read."""
    made = services.vacancies.create(LOCAL_ACTOR, AD)
    given = [(file.name, file.read_bytes()) for file in FILES]
    services.vacancies.add_files(LOCAL_ACTOR, made, [*given, ("photo.jpg", b"\xff\xd8\xff\xe0 picture")])
    deadline = time.monotonic() + 60
    while services.vacancies.progress(LOCAL_ACTOR, made).working:
        assert time.monotonic() < deadline, "the files were not read"
        time.sleep(0.05)
    return made


@pytest.fixture
def best(services: Services, vacancy: str) -> str:
    """The id of the candidate at the top."""
    return services.vacancies.ranking(LOCAL_ACTOR, vacancy).rows[0].candidate.id


def test_an_ad_becomes_a_vacancy(open_page: Open, services: Services) -> None:
    app = open_page("vacancies", new="1")
    assert_sound(app)
    app.text_area(key="vacancy-ad").set_value("Too short.").run()
    app.button(key="create-vacancy").click().run()
    assert [error.value for error in app.error]
    app.text_area(key="vacancy-ad").set_value(AD).run()
    app.button(key="create-vacancy").click().run()
    assert_sound(app)
    assert "Data Analyst" in app.title[0].value
    assert "Add résumés" in words(app)
    services.vacancies.delete(LOCAL_ACTOR, str(app.query_params["id"]))


def test_the_ranking_names_nobody_and_says_which_score_it_is(open_page: Open, vacancy: str) -> None:
    app = open_page("vacancy", id=vacancy)
    assert_sound(app)
    shown = words(app)
    assert "engine 1." in shown
    assert "requirements version 1" in shown
    assert "must-have" in shown
    assert [word for word in ("Mara", "Lindqvist", "Carvalho", "Wierzba") if word in shown] == []


@pytest.mark.parametrize("tab", ["Ranking", "Heat map", "What is asked", "Fairness", "Files"])
def test_every_tab_is_sound(open_page: Open, vacancy: str, tab: str) -> None:
    app = open_page("vacancy", id=vacancy, tab=tab)
    assert_sound(app)
    told = {
        "Ranking": "Fit, and how sure it is",
        "Heat map": "which does not count as met",
        "What is asked": "Versions",
        "Fairness": "Everybody scored as somebody else",
        "Files": "Not readable",
    }
    assert told[tab] in words(app)


def test_who_it_is_comes_with_a_click_and_goes_with_another(
    open_page: Open, services: Services, vacancy: str, best: str
) -> None:
    app = open_page("candidate", id=best)
    assert_sound(app)
    assert app.title[0].value.startswith("Candidate")
    before = words(app)
    app.button(key="reveal").click().run()
    assert_sound(app)
    name = services.candidates.open(LOCAL_ACTOR, best).candidate.profile.basics.name
    assert name not in before
    assert name in app.title[0].value
    app.button(key="hide").click().run()
    assert name not in words(app)
    [entry] = [one for one in services.audit.mine(LOCAL_ACTOR) if one.action == "revealed"]
    assert entry.subject == best


def test_a_decision_needs_a_person_and_a_reason(
    open_page: Open, services: Services, vacancy: str, best: str
) -> None:
    app = open_page("candidate", id=best)
    app.segmented_control(key=f"choice-{best}").set_value("shortlist").run()
    app.button(key=f"decide-{best}").click().run()
    assert [error.value for error in app.error] == [plain("Choose one, or write it in your words.")]
    assert services.vacancies.list(LOCAL_ACTOR)[0].shortlisted == 0
    app.selectbox(key=f"reason-{best}-shortlist").set_value("Meets the must-haves").run()
    app.button(key=f"decide-{best}").click().run()
    assert_sound(app)
    assert plain("Meets the must-haves") in words(app)
    assert services.vacancies.list(LOCAL_ACTOR)[0].shortlisted == 1


def test_a_vacancy_that_is_not_there_is_told(open_page: Open) -> None:
    app = open_page("vacancy", id="unknown")
    assert_sound(app)
    assert [error.value for error in app.error]


def test_a_candidate_that_is_not_there_is_told(open_page: Open, vacancy: str) -> None:
    app = open_page("candidate", id="unknown")
    assert_sound(app)
    assert [error.value for error in app.error]


def test_the_audit_is_run_and_told(open_page: Open, services: Services, vacancy: str) -> None:
    app = open_page("vacancy", id=vacancy, tab="Fairness")
    assert "It is no independent audit" in words(app)
    assert "nothing is said of groups" in words(app)
    app.button(key="run-swaps").click().run()
    assert_sound(app)
    assert "every one stayed the same" in app.success[0].value
    audit = services.fairness.report(LOCAL_ACTOR, vacancy).audit
    assert audit is not None
    assert audit.candidates == 3


def test_answers_are_told_and_can_be_deleted(open_page: Open, services: Services, vacancy: str) -> None:
    services.fairness.put_answers(LOCAL_ACTOR, vacancy, b"Candidate,Sex\n1,f\n2,m\n3,*x*\n")
    app = open_page("vacancy", id=vacancy, tab="Fairness")
    assert_sound(app)
    shown = words(app)
    assert "3 of 3 candidates gave an answer" in shown
    assert "Fit above the median" in shown
    firsts = [[row[0] for row in table.value.itertuples(index=False)] for table in app.table]
    assert sorted(["Female", "Male", plain("*x*")]) in [sorted(first) for first in firsts]
    app.button(key="drop-answers").click().run()
    assert_sound(app)
    assert services.fairness.report(LOCAL_ACTOR, vacancy).told == 0


def candidate_ids(services: Services, vacancy: str) -> list[str]:
    return [row.candidate.id for row in services.vacancies.ranking(LOCAL_ACTOR, vacancy).rows]


def test_a_filter_shows_who_fits_and_can_be_cleared(
    open_page: Open, services: Services, vacancy: str
) -> None:
    ids = candidate_ids(services, vacancy)
    services.candidates.note(LOCAL_ACTOR, ids[1], "", ["local"])
    app = open_page("vacancy", id=vacancy)
    app.session_state["filters"] = True
    app.run()
    app.selectbox(key="wanted-tag").set_value("local").run()
    assert_sound(app)
    assert "1 of 3 candidates shown." in words(app)
    assert [box.key for box in app.checkbox] == [f"tick-{ids[1]}"]
    app.selectbox(key="wanted-flag").set_value("hidden").run()
    assert "No candidate fits." in words(app)
    app.button(key="clear").click().run()
    assert_sound(app)
    assert len(app.checkbox) == 3


def test_a_page_of_the_heat_map_that_is_gone_shows_the_last_one(open_page: Open, vacancy: str) -> None:
    app = open_page("vacancy", id=vacancy, tab="Heat map")
    app.session_state["map-page"] = 9
    assert_sound(app.run())
    assert "which does not count as met" in words(app)


def test_a_must_have_that_is_not_met_is_a_filter(open_page: Open, services: Services, vacancy: str) -> None:
    app = open_page("vacancy", id=vacancy)
    field = app.selectbox(key="wanted-musts")
    assert field.options[:2] == ["All met", "At least one not met"]
    assert "Not met: SQL" in field.options
    field.set_value("*").run()
    assert_sound(app)
    unmet = [
        row
        for row in services.vacancies.ranking(LOCAL_ACTOR, vacancy).rows
        if row.assessment.score.must_haves_met < row.assessment.score.must_haves_total
    ]
    assert f"{len(unmet)} of 3 candidates shown." in words(app)


def test_two_are_ticked_and_stand_side_by_side(open_page: Open, services: Services, vacancy: str) -> None:
    ids = candidate_ids(services, vacancy)[1:]
    app = open_page("vacancy", id=vacancy)
    app.checkbox(key=f"tick-{ids[0]}").check().run()
    assert "Tick another one" in words(app)
    app.checkbox(key=f"tick-{ids[1]}").check().run()
    assert any(link.proto.label == "**Compare**" for link in app.get("page_link"))
    app.button(key="untick").click().run()
    assert not any(box.value for box in app.checkbox)
    before = [services.candidates.open(LOCAL_ACTOR, one, whole=False).candidate.opened for one in ids]
    app = open_page("compare_candidates", candidate=ids)
    assert_sound(app)
    shown = words(app)
    assert "Must-haves" in shown
    assert "Nothing in the résumé answers it." in shown
    assert [word for word in ("Lindqvist", "Carvalho", "Wierzba") if word in shown] == []
    after = [services.candidates.open(LOCAL_ACTOR, one, whole=False).candidate.opened for one in ids]
    assert before == after


@pytest.mark.parametrize("many", [0, 1, 5])
def test_too_few_or_too_many_are_told(open_page: Open, vacancy: str, many: int) -> None:
    app = open_page("compare_candidates", candidate=[f"candidate-{n}" for n in range(many)])
    assert_sound(app)
    assert [error.value for error in app.error] == [plain("Choose them in the ranking of their vacancy.")]


def test_settings_of_a_vacancy_are_shown_and_its_end_is_told(
    open_page: Open, services: Services, vacancy: str
) -> None:
    assert "It is deleted" not in words(open_page("vacancy", id=vacancy))
    services.vacancies.hide_schools(LOCAL_ACTOR, vacancy, True)
    services.retention.keep_for(LOCAL_ACTOR, vacancy, 60)
    app = open_page("vacancy", id=vacancy)
    assert_sound(app)
    assert "It is deleted with its candidates on" in words(app)
    app.button(key="vacancy-settings").click().run()
    assert app.toggle(key="hides-schools").value is True
    assert app.number_input(key="keep-days").value == 60
    services.vacancies.hide_schools(LOCAL_ACTOR, vacancy, False)
    services.retention.keep_for(LOCAL_ACTOR, vacancy, None)


def test_the_notice_for_candidates_can_be_copied(open_page: Open, vacancy: str) -> None:
    app = open_page("vacancy", id=vacancy)
    app.button(key="candidate-notice").click().run()
    assert not app.exception
    [notice] = app.code
    assert "The tool declines nobody" in notice.value
    assert "- SQL" in notice.value


def test_who_changes_requirements_that_were_changed_meanwhile_is_told(
    open_page: Open, services: Services
) -> None:
    made = services.vacancies.create(LOCAL_ACTOR, OTHER_AD)
    app = open_page("vacancy", id=made, tab="What is asked")
    first, *_ = services.vacancies.get(LOCAL_ACTOR, made).rubric.analysis.requirements
    other = "nice" if first.importance == "must" else "must"
    edit = RubricEdit(requirement_id=first.id, counts=other)
    services.vacancies.change(LOCAL_ACTOR, made, [edit], based_on=1)
    app.button(key="save-rubric").click().run()
    assert_sound(app)
    [error] = app.error
    assert "Load the page again" in error.value
    assert [one.number for one in services.vacancies.rubrics(LOCAL_ACTOR, made)] == [2, 1]
    app.button(key="save-rubric").click().run()
    assert not app.error
    services.vacancies.delete(LOCAL_ACTOR, made)


def test_an_ad_that_asks_for_nothing_is_told_and_stays_in_its_field(
    open_page: Open, services: Services
) -> None:
    before = len(services.vacancies.list(LOCAL_ACTOR))
    app = open_page("vacancies", new="1")
    ad = "We are a friendly company in a green valley. " * 12
    app.text_area(key="vacancy-ad").set_value(ad).run()
    app.button(key="create-vacancy").click().run()
    assert_sound(app)
    [error] = app.error
    assert "write the requirements one a line" in error.value
    assert app.text_area(key="vacancy-ad").value == ad
    assert len(services.vacancies.list(LOCAL_ACTOR)) == before


def test_what_a_candidate_says_is_taken_in_and_stands_beside_what_was(
    open_page: Open, services: Services, vacancy: str, best: str
) -> None:
    app = open_page("candidate", id=best)
    submit = next(button for button in app.button if button.label == "Take it in")
    submit.click().run()
    assert plain("Write what the candidate says, one thing a line.") in [e.value for e in app.error]
    told = "I hold the CKA certificate since 2021 :red[**x**] <b>y</b>"
    said = f"{told}\nRemove Terraform, that was my colleague"
    next(area for area in app.text_area if area.label.startswith("What the candidate")).set_value(said)
    next(button for button in app.button if button.label == "Take it in").click().run()
    assert_sound(app)
    shown = services.candidates.open(LOCAL_ACTOR, best)
    assert [one.words for one in shown.corrections] == [said]
    page = words(app)
    assert plain(told) in page
    assert page.count("This line takes something back, so it counts for nothing.") == 1
    assert plain("Before: fit ") in page
    assert "The résumé as it stood before" in page
    assert ":blue-badge[Corrected]" in page


def test_the_explanation_is_a_page_for_the_candidate(
    open_page: Open, services: Services, vacancy: str, best: str
) -> None:
    app = open_page("candidate", id=best)
    assert "Explanation" in [one.proto.label for one in app.get("download_button")]
    pdf = pypdfium2.PdfDocument(services.candidates.explanation(LOCAL_ACTOR, best))
    try:
        assert len(pdf) == 1
        told = pdf[0].get_textpage().get_text_bounded()
    finally:
        pdf.close()
    assert "Candidate " in told
    assert [word for word in ("Mara", "Lindqvist") if word in told] == []
