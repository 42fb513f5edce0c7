"""Words that tell a kind of work, and how near two kinds are."""

import datetime as dt

import pytest

from jobwise.domain.posting import JobAnalysis, Term
from jobwise.domain.profile import Basics, Item, Profile, Skill, Work
from jobwise.matching.scoring import score
from jobwise.matching.trades import closeness, shared, terms_of
from jobwise.pipeline.job_analyzer import analyze_job
from tests.invented_people import people

AS_OF = dt.date(2026, 11, 24)
TEXTS = {
    "law": "Draft pleadings, motions and discovery for attorneys in litigation and file them with the court",
    "ward": "Give medication, assess patients, write care plans and watch telemetry on a surgical unit",
    "code": "Develop web applications in Java, test software, fix bugs and review code with developers",
    "kitchen": "Cook grill dishes, prepare food, wash the kitchen and keep to food safety for guests",
    "site": "Estimate construction projects, hire subcontractors, inspect buildings and read blueprints",
}
OTHERS = {
    "law": "Paralegal who researches cases, prepares trial exhibits and does legal writing for a law firm",
    "ward": "Nurse on a hospital floor with wound care, charting of vital signs and teaching of families",
    "code": "Programmer of services in Python and SQL databases; builds interfaces and debugs systems",
    "kitchen": "Restaurant line chef with a clean station, recipes, menu planning, meals for diners",
    "site": "Builder of commercial structures: schedules contractors, concrete, permits and safety meetings",
}


@pytest.mark.parametrize("trade", TEXTS)
def test_a_text_is_nearest_to_one_of_its_own_trade(trade: str) -> None:
    near = {name: closeness(terms_of([TEXTS[trade]]), terms_of([other])) for name, other in OTHERS.items()}
    assert max(near, key=lambda name: near[name]) == trade
    assert near[trade] > 0.4 > max(value for name, value in near.items() if name != trade)


def test_terms_are_counted_and_the_weightiest_come_first() -> None:
    terms = terms_of(["nurse nurse nurse patient medication ward hospital with us"])
    assert terms[0] == Term(word="nurs", count=3)
    assert {term.count for term in terms[1:]} == {1}
    assert len(terms_of(TEXTS.values(), 7)) == 7


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nurse nurse",
        "Vous préparez les déclarations fiscales et tenez la comptabilité générale de nos clients",
        "您将负责软件开发和测试",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt",
    ],
)
def test_too_few_words_or_another_language_tell_nothing(text: str) -> None:
    assert terms_of([text]) == ()


def test_nothing_is_near_to_nothing_and_unknown_words_do_not_count() -> None:
    assert closeness((), terms_of([TEXTS["law"]])) == 0
    assert closeness((Term(word="qwertz"),), terms_of([TEXTS["law"]])) == 0
    assert shared(terms_of(["cook food kitchen grill guest"]), terms_of([TEXTS["kitchen"]]))[:1] == ("cook",)


def test_the_fit_tells_a_persons_trade_from_another() -> None:
    nurse = Profile(
        basics=Basics(name="Ilse Marr", label="Nurse"),
        work=(
            Work(fact_id="w", position="Staff nurse", highlights=(Item(fact_id="h", text=OTHERS["ward"]),)),
        ),
    )
    own, other = (
        score(
            nurse,
            analyze_job(f"{title}\n\nDuties\n- {text}\n\nRequirements\n- Ability to work in a team"),
            AS_OF,
        )
        for title, text in (("Registered Nurse", TEXTS["ward"]), ("Paralegal", TEXTS["law"]))
    )
    assert own.fit > 0.5 > 0.2 > other.fit
    said = next(part for part in own.fit_parts if part.name == "Kind of work").evidence[0]
    assert said == "Words that both have: nurse, care."


def test_without_terms_the_kind_of_work_is_left_out() -> None:
    parts = score(people()["mercer"], JobAnalysis(title="Data Analyst"), AS_OF).fit_parts
    assert [part.name for part in parts] == ["Title"]
    assert parts[0].weight == 1


def test_listing_a_skill_does_not_change_the_kind_of_work() -> None:
    profile = people()["mercer"]
    ad = JobAnalysis(terms=terms_of([TEXTS["kitchen"]]))
    listed = profile.model_copy(update={"skills": (*profile.skills, Skill(fact_id="new", name="grill cook"))})
    assert score(listed, ad, AS_OF).fit == score(profile, ad, AS_OF).fit
