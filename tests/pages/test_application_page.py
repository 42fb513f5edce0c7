"""An application: the score opens down to its evidence, the documents to the facts under each line."""

import pytest

from jobwise.bootstrap import Services
from jobwise.domain.account import LOCAL_ACTOR, Application
from jobwise.domain.ats import AtsReport
from tests.pages.conftest import OTHER_AD, Open, assert_sound, finished, words


def report_of(services: Services, made: str) -> tuple[Application, AtsReport]:
    application = services.applications.get(LOCAL_ACTOR, made)
    assert application.report is not None
    return application, application.report


def test_the_overview_shows_the_score_before_and_after_with_its_parts(
    open_page: Open, services: Services, made: str
) -> None:
    _, report = report_of(services, made)
    app = open_page("application", id=made)
    assert_sound(app)
    assert app.title[0].value == "Data Analyst\\, Fenwick Rail"
    assert [metric.label for metric in app.metric] == ["Machine-readable", "Must-haves met", "Fit"]
    charts = app.get("plotly_chart")
    said = " ".join(chart.proto.alt for chart in charts)
    assert f"ATS score {report.after.ats_score:.2f} of 1, before {report.before.ats_score:.2f}." in said
    assert all(f"{part.name} {part.score:.2f}" in said for part in report.after.parts)
    assert len(app.table[0].value) == len(report.after.parts)


@pytest.mark.parametrize("tab", ["Requirements", "Documents", "How it was made"])
def test_a_tab_can_be_asked_for_by_its_address(open_page: Open, made: str, tab: str) -> None:
    app = open_page("application", id=made, tab=tab)
    assert_sound(app)
    assert not app.metric


def test_requirements_can_be_filtered_and_open_to_their_evidence(
    open_page: Open, services: Services, made: str
) -> None:
    app = open_page("application", id=made, tab="Requirements")
    assert_sound(app)
    total = words(app).count("-badge[")
    app.segmented_control(key="verdict").set_value("met").run()
    assert_sound(app)
    assert 0 < words(app).count("Met]") < total
    assert "Missing]" not in words(app)
    first = next(key for key in _popovers(services, made))
    app.session_state[f"evidence-{first}"] = True
    app.run()
    assert_sound(app)
    assert any("mara\\-lindqvist\\.pdf, page 1" in caption.value for caption in app.caption)


def test_every_line_of_the_resume_is_there_and_one_opens_to_its_facts(
    open_page: Open, services: Services, made: str
) -> None:
    _, report = report_of(services, made)
    app = open_page("application", id=made, tab="Documents")
    assert_sound(app)
    lines = [line for line in report.documents.resume.lines if line.role != "heading"]
    steps = [step for step in app.expander if step.label]
    assert len(steps) == len(lines)
    bullet = next(line for line in lines if line.role == "bullet")
    app.session_state[f"line-{bullet.id}"] = True
    app.session_state["document-line"] = bullet.id
    app.run()
    assert_sound(app)
    assert any("Edit line" in button.label for button in app.button)
    assert any("Marked" in caption.value for caption in app.caption)


def test_a_claim_that_no_fact_carries_is_refused_and_the_words_stay_to_be_mended(
    open_page: Open, services: Services, made: str
) -> None:
    _, report = report_of(services, made)
    bullet = next(line for line in report.documents.resume.lines if line.role == "bullet")
    app = open_page("application", id=made, tab="Documents")
    app.session_state[f"line-{bullet.id}"] = True
    app.run()
    app.button(key=f"edit-{bullet.id}").click().run()
    app.text_area(key=f"words-{bullet.id}").set_value("Led 900 people at Brayfield Components")
    app.button(key=f"save-{bullet.id}").click().run()
    assert not app.exception
    assert app.error[0].proto.title == "Your profile does not say this"
    assert "900" in app.error[0].value
    assert app.text_area(key=f"words-{bullet.id}").value == "Led 900 people at Brayfield Components"
    _, after = report_of(services, made)
    assert after == report


def test_a_true_claim_becomes_a_fact_and_a_new_application_says_it(
    open_page: Open, services: Services, made: str
) -> None:
    application, report = report_of(services, made)
    bullet = next(line for line in report.documents.resume.lines if line.role == "bullet")
    words_of_mine = f"{bullet.text.rstrip('.')} beside the night shift"
    app = open_page("application", id=made, tab="Documents")
    app.session_state[f"line-{bullet.id}"] = True
    app.run()
    app.button(key=f"edit-{bullet.id}").click().run()
    app.text_area(key=f"words-{bullet.id}").set_value(words_of_mine)
    app.button(key=f"save-{bullet.id}").click().run()
    fact_id = next(
        name for name in bullet.sources if name in {f.fact_id for f in application.profile.facts()}
    )
    app.button(key=f"true-{fact_id}").click().run()
    stored = services.profiles.current(LOCAL_ACTOR)
    assert stored is not None
    assert words_of_mine in {fact.text for fact in stored.profile.facts()}
    assert len(services.applications.list(LOCAL_ACTOR)) == 2


def test_an_empty_line_is_refused_beside_the_field(open_page: Open, services: Services, made: str) -> None:
    _, report = report_of(services, made)
    bullet = next(line for line in report.documents.resume.lines if line.role == "bullet")
    app = open_page("application", id=made, tab="Documents")
    app.session_state[f"line-{bullet.id}"] = True
    app.run()
    app.button(key=f"edit-{bullet.id}").click().run()
    app.text_area(key=f"words-{bullet.id}").set_value("  ")
    app.button(key=f"save-{bullet.id}").click().run()
    assert app.error[0].proto.title == "A line cannot be empty"


def test_the_letter_is_shown_like_the_resume(open_page: Open, made: str) -> None:
    app = open_page("application", id=made, tab="Documents")
    app.segmented_control(key="document").set_value("Cover letter").run()
    assert_sound(app)
    assert any(step.label.startswith("Dear") for step in app.expander)


def test_another_design_and_paper_make_the_files_again(
    open_page: Open, services: Services, made: str
) -> None:
    app = open_page("application", id=made, tab="Documents")
    before = services.applications.file(LOCAL_ACTOR, made, "resume.pdf").content
    app.selectbox(key="design-theme").set_value("timeline").run()
    assert_sound(app)
    app.segmented_control(key="design-paper").set_value("letter").run()
    assert_sound(app)
    design = services.applications.get(LOCAL_ACTOR, made).design
    assert (design.theme, design.paper) == ("timeline", "letter")
    assert services.applications.file(LOCAL_ACTOR, made, "resume.pdf").content != before


def test_the_files_are_shown_as_machines_read_them(open_page: Open, services: Services, made: str) -> None:
    app = open_page("application", id=made, tab="Documents")
    app.segmented_control(key="lines").set_value("What machines read").run()
    assert_sound(app)
    back = services.applications.read_back(LOCAL_ACTOR, made, "resume.pdf")
    assert back.right == back.in_text == len(back.fields) > 20
    assert [box.value.split("**")[1] for box in app.success] == ["PDF", "Word"]
    assert f"{back.right} of {back.right} fields in the text" in app.success[0].value
    app.segmented_control(key="document").set_value("Cover letter").run()
    assert_sound(app)
    assert "in their place" not in words(app)


def test_how_it_was_made_names_the_five_stages_in_words(open_page: Open, made: str) -> None:
    app = open_page("application", id=made, tab="How it was made")
    assert_sound(app)
    stages = [step.label.split("**")[1] for step in app.expander if "**" in step.label]
    assert stages == [
        "Reading the job",
        "Matching your profile",
        "Writing the documents",
        "Checking every claim",
        "Making the files",
    ]
    assert "{" not in words(app)


def test_a_gap_can_be_answered_in_ones_own_words(open_page: Open, made: str) -> None:
    app = open_page("application", id=made, tab="Requirements")
    next(button for button in app.button if button.label == "Answer").click().run()
    assert_sound(app)
    assert "The ad says" in words(app)
    assert app.text_area(key="answer-words").value == ""
    assert app.selectbox(key="answer-place").options[-3:] == ["Skills", "Certificates", "Languages"]


def test_applications_are_found_filtered_and_compared(open_page: Open, services: Services, made: str) -> None:
    other = finished(services, services.applications.start(LOCAL_ACTOR, OTHER_AD))
    app = open_page("applications", view="List")
    assert_sound(app)
    app.text_input[0].set_value("brayfield").run()
    assert len(app.checkbox) == 1
    app.text_input[0].set_value("nobody at all").run()
    assert_sound(app)
    next(button for button in app.button if button.label == "Clear filters").click().run()
    app.checkbox(key=f"tick-{made}").check()
    app.checkbox(key=f"tick-{other}").check().run()
    app.button(key="compare").click().run()
    assert_sound(app)
    assert app.title[0].value == "Compare"
    assert len(app.get("plotly_chart")) == 3


def test_deleting_asks_first_and_names_what_goes_and_what_stays(
    open_page: Open, services: Services, profile: str
) -> None:
    doomed = finished(services, services.applications.start_sample(LOCAL_ACTOR))
    app = open_page("application", id=doomed)
    app.button(key="delete").click().run()
    assert_sound(app)
    assert "Your profile and your other applications stay" in words(app)
    assert [button.label for button in app.button if button.key in ("ask-keep", "ask-do")] == [
        "Keep it",
        ":red[Delete application]",
    ]


def test_start_lists_what_was_made_last(open_page: Open, made: str) -> None:
    app = open_page()
    assert_sound(app)
    assert "New application" in words(app)
    assert any(link.proto.label == "**Data Analyst\\, Fenwick Rail**" for link in app.get("page_link"))


def test_the_sample_is_started_with_one_click(open_page: Open, services: Services) -> None:
    app = open_page("new_application")
    app.button(key="try-sample").click().run()
    assert not app.exception
    newest = services.applications.list(LOCAL_ACTOR)[0]
    assert newest.is_sample
    finished(services, newest.id)
    app = open_page("progress", id=newest.id)
    assert_sound(app)
    assert app.success[0].proto.title == "Your application is ready"


def test_an_ad_of_three_words_is_refused_and_stays(open_page: Open, profile: str) -> None:
    app = open_page("new_application")
    app.text_area(key="ad-draft").set_value("three word ad")
    app.button(key="create").click().run()
    assert_sound(app)
    assert len(app.error) == 1
    assert app.text_area(key="ad-draft").value == "three word ad"


def test_an_older_version_is_compared_and_brought_back(
    open_page: Open, services: Services, profile: str
) -> None:
    made = finished(services, services.applications.start(LOCAL_ACTOR, OTHER_AD))
    app = open_page("application", id=made, tab="Documents")
    assert "Versions" not in words(app)
    _, report = report_of(services, made)
    bullet = next(line for line in report.documents.resume.lines if line.role == "bullet")
    services.applications.change_line(LOCAL_ACTOR, made, bullet.id, bullet.text.split(" by ")[0])
    app = open_page("application", id=made, tab="Documents")
    app.session_state["versions"] = True
    app.run()
    assert_sound(app)
    assert "You changed this line" in words(app)
    app.button(key="compare-version-1").click().run()
    assert_sound(app)
    app.button(key="bring-back").click().run()
    assert_sound(app)
    _, report = report_of(services, made)
    assert bullet.text in {line.text for line in report.documents.resume.lines}
    assert len(services.applications.versions(LOCAL_ACTOR, made)) == 3


def _popovers(services: Services, made: str) -> list[str]:
    from jobwise.ui.requirement_rows import rows_of

    application, report = report_of(services, made)
    return [row.key for row in rows_of(application, report.after) if row.evidence and row.verdict == "met"]
