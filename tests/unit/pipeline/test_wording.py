"""Rewording changes how a line reads, never what it says."""

import pytest

from jobwise.pipeline.wording import as_bullet, as_clause, calm, capital, in_past, listing, sentence, tidy


@pytest.mark.parametrize(
    ("own", "printed"),
    [
        ("Built dashboards.", "Built dashboards"),
        ("• built dashboards", "Built dashboards"),
        ("I built dashboards", "Built dashboards"),
        ("I have built dashboards", "Built dashboards"),
        ("Successfully rolled out two sites", "rolled out two sites".capitalize()),
        ("Was responsible for the forecast", "Responsible for the forecast"),
        ("Responsible for the forecast", "Responsible for the forecast"),
        ("Wrote tests..  Ran them.", "Wrote tests. Ran them."),
        ("Worked at Corvane Ltd.", "Worked at Corvane Ltd."),
        ("Responsible for a brigade of 9.", "Responsible for a brigade of 9"),
        ("C++ and  Go services;", "C++ and Go services"),
        ("iOS app for drivers", "iOS app for drivers"),
        ("I am the contact for nine depots", "I am the contact for nine depots"),
        ("- 24-bed unit", "24-bed unit"),
    ],
)
def test_a_highlight_becomes_a_bullet(own: str, printed: str) -> None:
    assert as_bullet(own, "en") == printed


def test_only_signs_change_in_other_languages() -> None:
    assert as_bullet("was responsible for x", "de") == "Was responsible for x"


@pytest.mark.parametrize(
    ("own", "clause"),
    [
        ("Built weekly dashboards.", "I built weekly dashboards"),
        ("I trained 15 colleagues", "I trained 15 colleagues"),
        ("Weekly dashboards for 40 depots", None),
        ("Building dashboards", None),
        ("Built dashboards. Trained staff.", None),
        ("Led: team of four", None),
        ("BUILT EVERYTHING", None),
        ("Nearly doubled delivery", "I nearly doubled delivery"),
        ("Managed services for banks", None),
        ("Managed 12 staff", "I managed 12 staff"),
        ("Managed a budget of £2m", "I managed a budget of £2m"),
        ("Only the night shift", None),
    ],
)
def test_a_clause_is_made_only_of_a_known_past_verb(own: str, clause: str | None) -> None:
    assert as_clause(own) == clause


@pytest.mark.parametrize(
    ("own", "printed"),
    [
        ("JANE DOE", "Jane Doe"),
        ("jane doe", "Jane Doe"),
        ("ANNE-MARIE O'NEILL", "Anne-Marie O'Neill"),
        ("Jane McDoe", "Jane McDoe"),
        ("SENIOR DATA ANALYST", "Senior Data Analyst"),
        ("HEAD OF IT", "Head of IT"),
        ("BI DEVELOPER", "BI Developer"),
        ("data analyst", "Data Analyst"),
    ],
)
def test_names_neither_shout_nor_mumble(own: str, printed: str) -> None:
    assert calm(own) == printed


def test_small_things() -> None:
    assert sentence("Done") == "Done."
    assert sentence("Done.") == "Done."
    assert tidy("–  a   b ..") == "a b ."
    assert capital("node.js services") == "node.js services"
    assert listing(["a", "b", "c"], "and") == "a, b and c"
    assert listing(["a"], "and") == "a"


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Responsible for managing the petty cash of 3 mills", "Managed the petty cash of 3 mills"),
        ("In charge of running a shift of 12", "Ran a shift of 12"),
        ("Manage the petty cash", "Managed the petty cash"),
        ("Lead a team of 5", "Led a team of 5"),
        ("Handling 40 calls a day", "Handled 40 calls a day"),
        ("Training the team", "Trained the team"),
        ("Selling tickets", "Sold tickets"),
    ],
)
def test_what_was_done_in_a_job_that_is_over_stands_in_the_past(text: str, past: str) -> None:
    assert in_past(text) == past


@pytest.mark.parametrize(
    "text",
    [
        "Responsible for the books of 2 mills",
        "Lead engineer for the line",
        "Training manager of the north",
        "Building and running the site",
        "Manage the budget and train staff",
        "Develop the site, write docs",
        "Handling of complaints",
        "Support customers by phone",
        "Managed the petty cash",
        "Contract work for 3 firms",
    ],
)
def test_what_may_be_a_noun_or_half_of_a_pair_is_left_alone(text: str) -> None:
    assert in_past(text) == text
