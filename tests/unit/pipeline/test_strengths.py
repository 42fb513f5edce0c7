"""The strongest matches, each with the fact that answers it, and the gap that is owned up to."""

from pathlib import Path

import pytest

from jobwise.answers import read_profile
from jobwise.domain.documents import Document
from jobwise.domain.posting import RequirementKind
from jobwise.domain.profile import Basics, Certificate, Education, Item, Language, Profile, Skill, Work
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.entry_lines import degree_text
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.pipeline.quality_validator import validate_documents
from jobwise.pipeline.strengths import deeds, strengths
from jobwise.pipeline.wording import as_clause, as_present_clause
from tests.invented_people import AS_OF, analysis_of, compiled_of, people, with_line

PEOPLE = people()
SAMPLES = Path(__file__).parents[3] / "data" / "samples"
ADS = sorted(SAMPLES.glob("*-*-*.txt"))
RESUMES = sorted(path for path in SAMPLES.glob("*.md") if path.stem != "README")


def letter_of(profile: Profile, *asked: str, kind: RequirementKind = "tool") -> Document:
    analysis = analysis_of(*asked, kind=kind, language=profile.language)
    compiled = compiled_of(profile, analysis)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    assert validate_documents(documents, compiled, analysis, profile, as_of=AS_OF).findings == ()
    return documents.cover_letter


def matches_of(letter: Document) -> list[str]:
    return [line.text for line in letter.lines if line.id.startswith("match-")]


def with_lists(language: str = "en") -> Profile:
    """A person with one job and no line on it: all that is asked for stands in lists."""
    return Profile(
        basics=Basics(name="Ann Bee", email="a@example.org"),
        work=(
            Work(fact_id="w", name="Orchard Ltd", position="Clerk", start_date="2019-03", end_date="present"),
        ),
        skills=tuple(Skill(fact_id=f"s{n}", name=name) for n, name in enumerate(("SQL", "Git", "Docker"))),
        certificates=(Certificate(fact_id="c", name="First Aid at Work", issuer="Aire Rescue"),),
        education=(Education(fact_id="e", study_type="BSc", area="Statistics", institution="Westmere"),),
        language=language,
    )


def test_the_answer_stands_in_the_persons_words_whatever_the_ad_calls_it() -> None:
    profile = with_line("en", "Dressed leg ulcers of 12 patients a day")
    analysis = analysis_of("wound care", kind="knowledge")
    compiled = compiled_of(profile, analysis, r0="Dressed leg ulcers")
    letter = generate_documents(compiled, analysis, as_of=AS_OF).cover_letter
    told = "You ask for wound care: at Orchard Ltd I dressed leg ulcers of 12 patients a day."
    assert matches_of(letter) == [told]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "You ask for SQL and Git: my résumé lists SQL and Git among my skills."),
        ("de", "Sie nennen SQL und Git: mein Lebenslauf führt SQL und Git unter meinen Kenntnissen auf."),
        ("fr", "Vous demandez SQL et Git : mon CV cite SQL et Git parmi mes compétences."),
        ("es", "Ustedes piden SQL y Git: mi currículum nombra SQL y Git entre mis competencias."),
    ],
)
def test_what_stands_in_a_list_is_told_as_listed(language: str, told: str) -> None:
    assert matches_of(letter_of(with_lists(language), "SQL", "Git")) == [told]


def test_a_certificate_is_held_and_told_once() -> None:
    letter = letter_of(with_lists(), "First Aid", kind="licence")
    assert matches_of(letter) == [
        "You ask for First Aid: I hold the certificate First Aid at Work, Aire Rescue."
    ]
    assert sum("First Aid at Work" in line.text for line in letter.lines) == 1


def test_a_certificate_is_not_called_one_twice() -> None:
    held = Certificate(fact_id="c", name="Certificate in Mammography", issuer="Aire Rescue")
    profile = with_lists().model_copy(update={"certificates": (held,)})
    assert matches_of(letter_of(profile, "Mammography", kind="licence")) == [
        "You ask for Mammography: I hold the certificate in Mammography, Aire Rescue."
    ]


def test_a_certificate_that_is_still_to_come_answers_nothing() -> None:
    course = Certificate(fact_id="c", name="First Aid at Work (in progress)", issuer="Aire Rescue")
    profile = with_lists().model_copy(update={"certificates": (course,)})
    assert matches_of(letter_of(profile, "First Aid", kind="licence")) == []


def test_a_degree_answers_where_it_shares_a_word_with_what_is_asked_for() -> None:
    profile = with_lists()
    for text, count in (("Degree in Statistics", 1), ("BSc or similar", 1), ("Ausbildung", 0)):
        analysis = analysis_of(text, kind="education")
        compiled = compiled_of(profile, analysis, r0="BSc")
        assert len(strengths(compiled, analysis)) == count


def test_each_match_tells_something_new() -> None:
    lines = ("Rewrote 30 reports in SQL", "Moved 12 SQL jobs to Python", "Taught SQL to 9 clerks")
    items = tuple(Item(fact_id=f"h{n}", text=text) for n, text in enumerate(lines))
    job = with_lists().work[0].model_copy(update={"highlights": items})
    letter = letter_of(with_lists().model_copy(update={"work": (job,), "skills": ()}), "SQL", "Python")
    assert matches_of(letter) == ["You ask for SQL and Python: at Orchard Ltd I moved 12 SQL jobs to Python."]


def test_one_of_a_group_is_named_by_itself() -> None:
    analysis = analysis_of("Python", "R")
    grouped = tuple(r.model_copy(update={"group": "g"}) for r in analysis.requirements)
    analysis = analysis.model_copy(update={"requirements": grouped})
    compiled = compiled_of(with_line("en", "Wrote 9 reports in Python"), analysis)
    both = tuple(
        m.model_copy(update={**dict(compiled.matches[0]), "requirement_id": m.requirement_id})
        for m in compiled.matches
    )
    found = strengths(compiled.model_copy(update={"matches": both}), analysis)
    assert [r.text for strength in found for r in strength.requirements] == ["Python"]


@pytest.mark.parametrize("text", ["Leeds", "Leeds, United Kingdom", "List item 1", "Sales"])
def test_a_place_and_a_bare_item_are_no_deeds(text: str) -> None:
    assert deeds(with_line("en", text)) == {}


@pytest.mark.parametrize("text", ["Trained 4 drivers", "25 drops a day", "Schrieb SQL-Abfragen für Berichte"])
def test_a_short_line_may_be_a_deed(text: str) -> None:
    assert list(deeds(with_line("en", text))) == ["h"]


def test_who_answers_nothing_tells_two_lines_of_the_latest_job() -> None:
    profile = PEOPLE["mercer"]
    latest = {item.fact_id for item in profile.work[0].highlights}
    letter = letter_of(profile, "Kubernetes")
    told = {source for line in letter.lines for source in line.sources if line.id.startswith("more-")}
    assert len(told & latest) == 2
    assert told <= latest | {profile.work[0].fact_id}


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("education", "Degree in Statistics", "“Degree in Statistics”"),
        ("experience", "5 years of experience in retail", "“5 years of experience in retail”"),
        ("tool", "dbt", "dbt"),
        ("trait", "communication", ""),
    ],
)
def test_the_gap_may_be_years_or_a_degree_and_no_trait(kind: RequirementKind, text: str, named: str) -> None:
    analysis = analysis_of("SQL", text)
    asked, lacking = analysis.requirements
    lacking = lacking.model_copy(update={"kind": kind})
    analysis = analysis.model_copy(update={"requirements": (asked, lacking)})
    compiled = compiled_of(with_line("en", "Rewrote 30 reports in SQL"), analysis)
    letter = generate_documents(compiled, analysis, as_of=AS_OF).cover_letter
    gaps = [line.text for line in letter.lines if line.id == "gap"]
    told = f"Your ad asks for {named}, which my résumé does not show, and I would rather say so."
    assert gaps == ([told] if named else [])


def test_years_of_which_only_the_field_is_in_doubt_are_no_gap() -> None:
    analysis = analysis_of("SQL", "3 years of experience")
    asked, years = analysis.requirements
    years = years.model_copy(update={"kind": "experience"})
    analysis = analysis.model_copy(update={"requirements": (asked, years)})
    compiled = compiled_of(with_line("en", "Rewrote 30 reports in SQL"), analysis)
    close = compiled.matches[1].model_copy(update={"verdict": "near"})
    compiled = compiled.model_copy(update={"matches": (compiled.matches[0], close)})
    letter = generate_documents(compiled, analysis, as_of=AS_OF).cover_letter
    assert not [line for line in letter.lines if line.id == "gap"]


def test_a_letter_in_another_language_than_the_resume_needs_no_repair() -> None:
    tongue = Language(fact_id="l", language="German", fluency="B2")
    profile = with_line("en", "Rewrote 30 reports in SQL").model_copy(update={"languages": (tongue,)})
    analysis = analysis_of("SQL", language="de")
    compiled = compiled_of(profile, analysis)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    assert documents.cover_letter.language == "de"
    told = "Sie nennen SQL: ein Beispiel aus meiner Arbeit bei Orchard Ltd ist „Rewrote 30 reports in SQL“."
    assert matches_of(documents.cover_letter) == [told]
    assert validate_documents(documents, compiled, analysis, profile, as_of=AS_OF).findings == ()


def test_a_skill_that_was_only_helped_with_is_no_key_skill() -> None:
    profile = with_line("en", "Helped the team move to Docker")
    skills = tuple(Skill(fact_id=f"s{n}", name=name) for n, name in enumerate(("SQL", "Git")))
    profile = profile.model_copy(update={"skills": skills})
    analysis = analysis_of("Docker", "SQL", "Git")
    compiled = compiled_of(profile, analysis)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    assert [line.text for line in documents.resume.lines if line.id == "summary-skills"] == [
        "Key skills: SQL and Git."
    ]
    assert validate_documents(documents, compiled, analysis, profile, as_of=AS_OF).findings == ()


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_written_of_invented_people_needs_no_repair(name: str) -> None:
    letter_of(PEOPLE[name], "SQL", "Power BI", "Python", "patients", "Teams", "dbt")


@pytest.mark.parametrize("ad", ADS, ids=lambda path: path.stem)
@pytest.mark.parametrize("resume", RESUMES, ids=lambda path: path.stem)
def test_what_is_written_of_the_samples_needs_no_repair(resume: Path, ad: Path) -> None:
    profile, analysis = read_profile(resume), analyze_job(ad.read_text(encoding="utf-8"))
    compiled = compile_profile(profile, analysis, as_of=AS_OF)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    assert validate_documents(documents, compiled, analysis, profile, as_of=AS_OF).findings == ()


def test_a_degree_in_spanish_names_its_subject_with_en() -> None:
    for degree, subject, told in (
        ("Grado", "Química", "Grado en Química"),
        ("Máster", "Finanzas", "Máster en Finanzas"),
        ("BSc", "Mathematics", "BSc Mathematics"),
    ):
        assert degree_text(Education(fact_id="e", study_type=degree, area=subject)) == told


def test_a_second_verb_stands_in_small_letters() -> None:
    assert (
        as_clause("Supervised 4 clerks, Recruited team members")
        == "I supervised 4 clerks, recruited team members"
    )
    assert as_clause("Moved sites to Orca, Applied Data") == "I moved sites to Orca, Applied Data"


def test_what_goes_on_is_told_in_the_present_where_the_verb_is_sure() -> None:
    assert as_present_clause("Run a kitchen of 11") == "I run a kitchen of 11"
    assert as_present_clause("Lead engineer of the depot") is None


def test_no_letter_denies_a_word_that_stands_in_the_resume() -> None:
    analysis = analysis_of("SQL", "NEBDN", kind="licence")
    compiled = compiled_of(with_line("en", "Passed the NEBDN diploma in SQL"), analysis)
    lacking = [m.model_copy(update={"verdict": "missing", "evidence": ()}) for m in compiled.matches[1:]]
    compiled = compiled.model_copy(update={"matches": (compiled.matches[0], *lacking)})
    letter = generate_documents(compiled, analysis, as_of=AS_OF).cover_letter
    assert not any(line.id == "gap" for line in letter.lines)


def test_knowledge_of_which_another_form_is_told_is_no_gap() -> None:
    for text, named in (("maintenance", False), ("welding", True)):
        analysis = analysis_of("SQL", text, kind="knowledge")
        compiled = compiled_of(with_line("en", "Maintained 6 databases in SQL"), analysis)
        letter = generate_documents(compiled, analysis, as_of=AS_OF).cover_letter
        assert any(line.id == "gap" for line in letter.lines) == named
