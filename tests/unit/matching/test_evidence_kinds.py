"""Each kind of requirement: what meets it, what is near, what is missing."""

import datetime as dt

import pytest

from jobwise.domain.match import RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement, RequirementKind
from jobwise.domain.profile import Certificate, Education, Item, Language, Profile, Skill, Unplaced, Work
from jobwise.matching.evidence import match_requirements

AS_OF = dt.date(2026, 11, 22)


def job(*lines: str, position: str = "Analyst", start: str = "2022-01", end: str = "present") -> Work:
    items = tuple(Item(fact_id=f"{start}-{n}", text=line) for n, line in enumerate(lines))
    return Work(
        fact_id=f"job-{start}",
        name="Northgate Parcel",
        position=position,
        start_date=start,
        end_date=end,
        highlights=items,
    )


def asked(
    text: str, kind: RequirementKind = "tool", skill: str | None = None, years: float | None = None
) -> Requirement:
    return Requirement(
        id=text, text=text, start=0, end=len(text), kind=kind, importance="must", skill=skill, years=years
    )


def match(profile: Profile, requirement: Requirement) -> RequirementMatch:
    return match_requirements(profile, JobAnalysis(requirements=(requirement,)), AS_OF)[0]


@pytest.mark.parametrize(
    ("line", "requirement", "verdict", "how", "words"),
    [
        ("Wrote PostgreSQL reports", asked("PostgreSQL", skill="PostgreSQL"), "met", "exact", "PostgreSQL"),
        ("Wrote Postgres reports", asked("PostgreSQL", skill="PostgreSQL"), "met", "alias", "Postgres"),
        (
            "Ran PostgreSQL",
            asked("relational databases", "knowledge", "relational databases"),
            "met",
            "narrower",
            "PostgreSQL",
        ),
        ("Ran MySQL", asked("PostgreSQL", skill="PostgreSQL"), "near", "near", "MySQL"),
        ("Baked bread", asked("PostgreSQL", skill="PostgreSQL"), "missing", None, ""),
        ("Wrote Java", asked("JavaScript", skill="JavaScript"), "near", "near", "Java"),
        ("Kept the code on GitHub", asked("Git", skill="Git"), "met", "narrower", "GitHub"),
        ("Kept the code on GitLab", asked("Git", skill="Git"), "met", "narrower", "GitLab"),
        ("Built APIs with FastAPI", asked(".NET", skill=".NET"), "missing", None, ""),
        ("You excel at talking", asked("Excel", skill="Microsoft Excel"), "missing", None, ""),
    ],
)
def test_a_skill(line: str, requirement: Requirement, verdict: str, how: str | None, words: str) -> None:
    found = match(Profile(work=(job(line),)), requirement)
    assert found.verdict == verdict
    assert [e.how for e in found.evidence[:1]] == ([how] if how else [])
    assert "".join(e.text[e.start : e.end] for e in found.evidence[:1]) == words


def test_the_broad_skill_does_not_answer_the_narrow_one() -> None:
    profile = Profile(work=(job("Looked after relational databases"),))
    assert match(profile, asked("PostgreSQL", skill="PostgreSQL")).verdict == "near"


def test_a_phrase_is_met_by_its_words_in_another_order_and_form() -> None:
    profile = Profile(work=(job("Forecasted the demand of spare parts"),))
    found = match(profile, asked("forecasting spare parts demand", "responsibility"))
    assert found.verdict == "met"
    assert found.evidence[0].fact_id == "2022-01-0"


def test_a_repeated_word_makes_no_phrase_near() -> None:
    requirement = asked("quartz polishing machinery maintenance", "responsibility")
    once = match(Profile(work=(job("Sold quartz"),)), requirement)
    often = match(Profile(work=(job("Sold quartz, quartz, quartz"),)), requirement)
    assert once.verdict == often.verdict == "missing"


@pytest.mark.parametrize(
    ("years", "verdict"), [(4.0, "met"), (5.0, "met"), (8.0, "near"), (9.0, "missing"), (20.0, "missing")]
)
def test_years_are_counted_from_dates(years: float, verdict: str) -> None:
    profile = Profile(work=(job("Counted", start="2021-12"),))
    assert match(profile, asked("years of experience", "experience", years=years)).verdict == verdict


def test_two_jobs_at_once_count_once() -> None:
    profile = Profile(work=(job("a", start="2022-01"), job("b", start="2022-02")))
    found = match(profile, asked("8 years of experience", "experience", years=8.0))
    assert found.verdict == "near"
    assert "4 years and 11 months" in found.explanation


def test_years_in_another_field_are_only_near() -> None:
    profile = Profile(work=(job("Baked bread", position="Baker", start="2010-01"),))
    found = match(profile, asked("5 years of Kubernetes administration", "experience", years=5.0))
    assert found.verdict == "near"


@pytest.mark.parametrize(
    ("degree", "area", "verdict"),
    [
        ("BSc", "Statistics", "met"),
        ("MSc", "Statistics", "met"),
        ("BSc", "Dance", "near"),
        ("HND", "Statistics", "near"),
        ("Abitur", "", "missing"),
    ],
)
def test_a_degree(degree: str, area: str, verdict: str) -> None:
    school = Education(fact_id="e1", institution="Norrvik", study_type=degree, area=area)
    requirement = asked("Bachelor's degree in statistics or mathematics", "education")
    assert match(Profile(education=(school,)), requirement).verdict == verdict


@pytest.mark.parametrize(
    ("degree", "verdict"),
    [
        ("BSc Mathematics", "met"),
        ("Bachelor of Science", "met"),
        ("BSc (Hons)", "met"),
        ("BSc Nursing", "near"),
        ("Bachelor of Arts in Dance", "near"),
    ],
)
def test_a_subject_that_stands_in_one_with_the_degree_counts(degree: str, verdict: str) -> None:
    school = Education(fact_id="e1", institution="Norrvik", study_type=degree)
    requirement = asked("Bachelor's degree in statistics or mathematics", "education")
    assert match(Profile(education=(school,)), requirement).verdict == verdict


def test_a_degree_in_something_else_is_no_training_in_the_trade() -> None:
    school = Education(fact_id="e1", institution="Norrvik", study_type="BSc Mathematics")
    requirement = asked("Ausbildung als Pflegefachkraft", "education")
    assert match(Profile(education=(school,)), requirement).verdict == "near"


@pytest.mark.parametrize(
    ("paper", "area", "verdict"),
    [
        ("NVQ Level 3", "Warehousing", "met"),
        ("NVQ Level 3 in Warehousing", "", "met"),
        ("NVQ Level 4", "Warehousing and Storage", "met"),
        ("BSc", "Warehousing", "met"),
        ("NVQ Level 2", "Warehousing", "near"),
        ("NVQ Level 3", "Hairdressing", "near"),
        ("GCSEs", "", "missing"),
        ("BSc", "History", "missing"),
        ("MSc", "", "missing"),
    ],
)
def test_a_certificate_of_a_trade_is_met_by_its_own_field_and_step(
    paper: str, area: str, verdict: str
) -> None:
    school = Education(fact_id="e1", institution="Warehousing College", study_type=paper, area=area)
    wanted = asked("NVQ Level 3 in Warehousing", "education")
    assert match(Profile(education=(school,)), wanted).verdict == verdict
    held = Certificate(fact_id="c1", name=f"{paper} {area}", issuer="Warehousing College")
    assert match(Profile(certificates=(held,)), wanted).verdict == verdict


def test_a_school_meets_an_ad_that_names_it_beside_a_certificate_of_a_trade() -> None:
    school = Education(fact_id="e1", institution="Norrvik", study_type="GCSEs")
    assert match(Profile(education=(school,)), asked("GCSEs or NVQ Level 2", "education")).verdict == "met"


@pytest.mark.parametrize(
    ("fluency", "verdict"), [("native", "met"), ("C1", "met"), ("", "met"), ("B1", "near"), ("basic", "near")]
)
def test_a_language_at_its_level(fluency: str, verdict: str) -> None:
    profile = Profile(languages=(Language(fact_id="l1", language="German", fluency=fluency),))
    assert match(profile, asked("fluent German", "language", "German")).verdict == verdict


def test_the_best_of_two_entries_of_a_language_counts_in_either_order() -> None:
    low = Language(fact_id="l1", language="German", fluency="A2")
    high = Language(fact_id="l2", language="German", fluency="C2")
    for spoken in ((low, high), (high, low)):
        found = match(Profile(languages=spoken), asked("fluent German", "language", "German"))
        assert (found.verdict, found.evidence[0].fact_id) == ("met", "l2")


def test_any_one_of_a_group_answers_the_group() -> None:
    python = asked("Python", skill="Python").model_copy(update={"group": "g"})
    julia = asked("R", skill="R").model_copy(update={"group": "g"})
    found = match_requirements(
        Profile(work=(job("Wrote Python"),)), JobAnalysis(requirements=(julia, python)), AS_OF
    )
    assert [m.verdict for m in found] == ["met", "met"]
    assert "Any of these is enough" in found[0].explanation


def test_work_is_stronger_than_a_list_and_old_work_weaker_than_new() -> None:
    requirement = asked("Python", skill="Python")
    listed = match(Profile(skills=(Skill(fact_id="s1", name="Python"),)), requirement).score
    new = match(Profile(work=(job("Wrote Python"),)), requirement).score
    old = match(Profile(work=(job("Wrote Python", start="2010-01", end="2012-01"),)), requirement).score
    assert (listed, new) == (0.8, 1.0)
    assert 0 < old < new


def test_lines_that_were_not_understood_do_not_count() -> None:
    profile = Profile(unplaced=(Unplaced(fact_id="u1", text="Python"),))
    assert match(profile, asked("Python", skill="Python")).verdict == "missing"


def test_an_empty_profile_misses_everything() -> None:
    kinds: tuple[RequirementKind, ...] = (
        "tool",
        "experience",
        "education",
        "language",
        "trait",
        "responsibility",
        "licence",
    )
    for kind in kinds:
        requirement = asked("Bachelor's degree, 3 years, German", kind, years=3.0)
        found = match(Profile(), requirement)
        assert (found.verdict, found.score, found.evidence) == ("missing", 0.0, ())


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("No team lead experience with SQL", "missing"),
        ("Keine Kenntnisse in SQL", "missing"),
        ("Moved 14 reports to SQL with no downtime", "met"),
        ("Not only Excel, but SQL too", "met"),
    ],
)
def test_a_skill_that_a_line_denies_is_no_evidence(line: str, verdict: str) -> None:
    post = Work(fact_id="w", name="Mill", position="Clerk", highlights=(Item(fact_id="h", text=line),))
    wanted = Requirement(id="r", text="SQL", start=0, end=3, kind="tool", importance="must", skill="SQL")
    (match,) = match_requirements(Profile(work=(post,)), JobAnalysis(requirements=(wanted,)), AS_OF)
    assert match.verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "3 ans d'expérience",
        "4 ans d’expérience minimum",
        "2 Jahre Berufserfahrung",
        "mindestens drei Jahre Erfahrung",
        "al menos 3 años de experiencia",
        "3 years of experience",
    ],
)
def test_years_of_work_in_any_language_name_no_field(text: str) -> None:
    profile = Profile(work=(job("Counted parcels", start="2022-01"),))
    assert match(profile, asked(text, "experience", years=3)).verdict == "met"


def test_years_in_a_field_are_held_to_it() -> None:
    profile = Profile(work=(job("Counted parcels", start="2022-01"),))
    assert match(profile, asked("3 ans d'expérience en soudure", "experience", years=3)).verdict == "near"


@pytest.mark.parametrize(
    ("text", "name", "fluency", "verdict"),
    [
        ("Anglais courant", "Anglais", "C1", "met"),
        ("Anglais courant", "Anglais", "notions", "near"),
        ("Inglés fluido", "Inglés", "nativo", "met"),
        ("Inglés avanzado", "Inglés", "nivel medio", "near"),
        ("verhandlungssicheres Englisch", "Englisch", "fließend in Wort und Schrift", "met"),
        ("Englisch fließend", "Englisch", "Grundkenntnisse", "near"),
        ("native or fluent English", "English", "C1", "met"),
        ("native English", "English", "C1", "near"),
    ],
)
def test_the_levels_of_four_languages_are_of_one_scale(
    text: str, name: str, fluency: str, verdict: str
) -> None:
    profile = Profile(languages=(Language(fact_id="l1", language=name, fluency=fluency),))
    assert match(profile, asked(text, "language", "English")).verdict == verdict
