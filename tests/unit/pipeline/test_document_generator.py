"""The résumé and the letter: true, in order, readable."""

import re

import pytest

from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Certificate, Item, Language, Place, Profile, Project, Unplaced, Work
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.headings import HEADINGS
from jobwise.pipeline.quality_validator import validate_documents
from tests.invented_people import AS_OF, analysis_of, compiled_of, people

PEOPLE = people()
ASKED = ("SQL", "Power BI", "Python", "patients", "Teams", "dbt")


def documents_for(profile: Profile, *asked: str, language: str = "en") -> tuple[Document, Document]:
    analysis = analysis_of(*(asked or ASKED), language=language)
    documents = generate_documents(compiled_of(profile, analysis), analysis, as_of=AS_OF)
    return documents.resume, documents.cover_letter


def texts(document: Document, role: str) -> list[str]:
    return [line.text for line in document.lines if line.role == role]


def line_with(document: Document, words: str) -> Line:
    return next(line for line in document.lines if words in line.text)


@pytest.mark.parametrize("name", PEOPLE)
def test_every_line_names_what_it_rests_on(name: str) -> None:
    profile = PEOPLE[name]
    known = {fact.fact_id for fact in profile.facts()} | {"job", "today", "form"}
    for document in documents_for(profile):
        for line in document.lines:
            assert line.sources
            assert set(line.sources) <= known


@pytest.mark.parametrize("name", PEOPLE)
def test_ids_of_lines_occur_once(name: str) -> None:
    for document in documents_for(PEOPLE[name]):
        ids = [line.id for line in document.lines]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PEOPLE)
def test_headings_follow_the_language_of_the_profile(name: str) -> None:
    profile = PEOPLE[name]
    resume, _ = documents_for(profile)
    assert set(texts(resume, "heading")) <= set(HEADINGS[profile.language].values())
    assert resume.language == profile.language


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_reads_broken(name: str) -> None:
    for document in documents_for(PEOPLE[name]):
        for line in document.lines:
            assert line.text.strip() == line.text != ""
            assert not re.search(r"\.\.|  | ,| \.|\(\)|\bat at\b|\ba [AEIO]\w*yst|\bNone\b|[{}]", line.text)


def test_the_newest_job_stands_first_whatever_the_order_of_choice() -> None:
    profile = PEOPLE["mercer"]
    turned = profile.model_copy(update={"work": tuple(reversed(profile.work))})
    resume, _ = documents_for(turned)
    assert texts(resume, "entry")[:2] == ["Data Analyst", "Junior Analyst"]


def test_an_entry_shows_where_and_when() -> None:
    resume, _ = documents_for(PEOPLE["mercer"])
    line = line_with(resume, "Junior Analyst")
    assert (line.detail, line.aside) == ("Harrow Foods, York", "Sep 2018 – Feb 2021")


def test_dates_are_in_the_language_of_the_profile() -> None:
    resume, letter = documents_for(PEOPLE["brandt"], language="de")
    assert next(line.aside for line in resume.lines if line.role == "entry") == "Mai 2019 – heute"
    assert texts(letter, "date") == ["22. November 2026"]


def test_asked_for_skills_stand_first() -> None:
    resume, _ = documents_for(PEOPLE["mercer"], "Python", "Excel")
    assert texts(resume, "skills")[0] == "Python, Excel, SQL, Power BI"


def test_the_ads_spelling_is_used_for_the_same_letters() -> None:
    profile = PEOPLE["mercer"]
    own = Item(fact_id="w1b", text="Rewrote 30 stock reports in PowerBI")
    job = profile.work[0].model_copy(update={"highlights": (own,)})
    profile = profile.model_copy(update={"work": (job,), "skills": ()})
    analysis = analysis_of("Power BI")
    compiled = compiled_of(profile, analysis, r0="PowerBI")
    line = line_with(generate_documents(compiled, analysis, as_of=AS_OF).resume, "stock reports")
    assert line.text == "Rewrote 30 stock reports in Power BI"
    assert (line.original, line.change) == (own.text, "reworded")


@pytest.mark.parametrize(
    ("own", "theirs", "printed"),
    [
        ("SEO", "search engine optimisation", "SEO (search engine optimisation)"),
        ("search engine optimisation", "SEO", "search engine optimisation (SEO)"),
        ("NLP", "SEO", "NLP"),
        ("SEO", "sales engine operations", "SEO"),
    ],
)
def test_an_acronym_and_what_it_stands_for_are_both_said_once(own: str, theirs: str, printed: str) -> None:
    profile = PEOPLE["mercer"]
    lines = tuple(Item(fact_id=f"h{n}", text=f"Taught {own} to {n + 2} clerks") for n in range(2))
    job = profile.work[0].model_copy(update={"highlights": lines})
    profile = profile.model_copy(update={"work": (job,), "skills": ()})
    analysis = analysis_of(theirs)
    compiled = compiled_of(profile, analysis, r0=own)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    told = [line.text for line in documents.resume.lines if line.role == "bullet"]
    assert told == [f"Taught {printed} to 2 clerks", f"Taught {own} to 3 clerks"]
    report = validate_documents(documents, compiled, analysis, profile, as_of=AS_OF)
    assert [finding for finding in report.findings if finding.document == "resume"] == []


def test_another_name_of_a_skill_stands_in_the_ads_mouth_alone() -> None:
    profile = PEOPLE["mercer"]
    own = Item(fact_id="w1b", text="Rewrote 30 stock reports in Postgres")
    job = profile.work[0].model_copy(update={"highlights": (own,)})
    profile = profile.model_copy(update={"work": (job,), "skills": ()})
    analysis = analysis_of("PostgreSQL")
    compiled = compiled_of(profile, analysis, r0="Postgres")
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    lines = (*documents.resume.lines, *documents.cover_letter.lines)
    told = [line.text for line in lines if "PostgreSQL" in line.text]
    assert told == ["You ask for PostgreSQL: at Northgate Parcel I rewrote 30 stock reports in Postgres."]


def test_a_highlight_that_moved_up_says_so() -> None:
    late, early = (
        Item(fact_id=i, text=t, place=Place(start=s)) for i, t, s in (("a", "Sold", 9), ("b", "Ran", 1))
    )
    work = (Work(fact_id="w", name="Harrow Foods", position="Clerk", highlights=(late, early)),)
    resume, _ = documents_for(Profile(work=work))
    assert [line.change for line in resume.lines if line.role == "bullet"] == ["moved", "kept"]


def test_the_summary_is_the_persons_own_where_there_is_one() -> None:
    resume, _ = documents_for(PEOPLE["mercer"])
    assert texts(resume, "text")[0] == PEOPLE["mercer"].basics.summary[0].text


def test_a_composed_summary_counts_years_from_the_dates() -> None:
    resume, _ = documents_for(PEOPLE["okafor"])
    line = line_with(resume, "Most recently")
    assert line.text == (
        "Most recently Registered Nurse at St. Brannoc Hospital (Jun 2016 – Nov 2023). "
        "10 years of work experience."
    )
    assert set(line.sources) == {"w1", "w2"}


def test_the_letter_names_post_and_employer_from_the_ad() -> None:
    _, letter = documents_for(PEOPLE["mercer"])
    line = line_with(letter, "I am applying")
    assert line.text.startswith("I am applying for the post of Data Scientist at Fenwick Rail.")
    assert "job" in line.sources


def test_the_letter_tells_the_strongest_matches_in_the_persons_words() -> None:
    _, letter = documents_for(PEOPLE["mercer"])
    assert line_with(letter, "You ask for").text == (
        "You ask for SQL: at Northgate Parcel I rewrote 30 stock reports in SQL."
    )


def test_what_is_no_past_verb_is_quoted() -> None:
    _, letter = documents_for(PEOPLE["brandt"], language="de")
    assert any("„Leitung eines Teams von 7 Personen“" in text for text in texts(letter, "text"))


def test_of_several_sentences_the_one_that_answers_is_told() -> None:
    profile = PEOPLE["mercer"]
    item = Item(fact_id="w1b", text="Moved the reports. Rewrote 30 of them in SQL. Trained the team.")
    job = profile.work[0].model_copy(update={"highlights": (item,)})
    _, letter = documents_for(profile.model_copy(update={"work": (job,)}), "SQL")
    assert line_with(letter, "You ask for").text.endswith("at Northgate Parcel I rewrote 30 of them in SQL.")


def test_the_letter_owns_up_to_one_gap_and_names_nothing_else_that_the_resume_lacks() -> None:
    _, letter = documents_for(PEOPLE["mercer"], "SQL", "dbt", "Airflow")
    line = line_with(letter, "which my résumé does not show")
    assert line.text == "Your ad asks for dbt, which my résumé does not show, and I would rather say so."
    assert line.sources == ("job",)
    told = " ".join(other.text for other in letter.lines if other is not line)
    assert "Airflow" not in told
    assert "dbt" not in told


def test_what_stands_in_the_resume_where_nobody_knows_what_it_is_is_no_gap() -> None:
    unplaced = (Unplaced(fact_id="unplaced-1", text="dbt certified, 2024"),)
    person = PEOPLE["mercer"].model_copy(update={"unplaced": unplaced})
    _, letter = documents_for(person, "SQL", "dbt")
    assert not [line for line in letter.lines if "does not show" in line.text]


def test_a_gap_that_something_comes_near_is_told_with_it() -> None:
    analysis = analysis_of("SQL", "dbt", "Tableau")
    compiled = compiled_of(PEOPLE["mercer"], analysis)
    evidence = compiled_of(PEOPLE["mercer"], analysis_of("Power BI")).matches[0].evidence
    evidence = tuple(each.model_copy(update={"how": "near"}) for each in evidence)
    close = compiled.matches[2].model_copy(update={"verdict": "near", "evidence": evidence})
    compiled = compiled.model_copy(update={"matches": (*compiled.matches[:2], close)})
    letter = generate_documents(compiled, analysis, as_of=AS_OF).cover_letter
    line = line_with(letter, "Tableau")
    assert line.text.endswith("which my résumé does not show; what comes nearest there is Power BI.")
    assert line.sources == ("job", evidence[0].fact_id)


def test_who_answers_nothing_or_everything_owns_up_to_nothing() -> None:
    for asked in (("dbt",), ("SQL", "Power BI")):
        _, letter = documents_for(PEOPLE["mercer"], *asked)
        assert not any("does not show" in line.text for line in letter.lines)


def test_the_letter_speaks_the_ads_language_where_the_person_does() -> None:
    resume, letter = documents_for(PEOPLE["brandt"])
    assert (resume.language, letter.language) == ("de", "en")
    assert line_with(letter, "I am applying for the post of")
    resume, letter = documents_for(PEOPLE["brandt"], language="fr")
    assert (resume.language, letter.language) == ("de", "de")


def test_lines_that_no_sentence_can_be_made_of_are_quoted_together() -> None:
    items = tuple(
        Item(fact_id=f"h{number}", text=text)
        for number, text in enumerate(("25 to 30 drops a day", "No accidents in 6 years"))
    )
    work = Work(fact_id="w", name="Redfern Haulage", position="Driver", start_date="2018", highlights=items)
    _, letter = documents_for(Profile(work=(work,)))
    quote = "From my work at Redfern Haulage: “25 to 30 drops a day”, “No accidents in 6 years”."
    assert line_with(letter, "drops").text == quote


def test_a_title_in_capitals_is_not_shouted() -> None:
    analysis = analysis_of("SQL", title="DIESEL MECHANIC UK")
    documents = generate_documents(compiled_of(PEOPLE["mercer"], analysis), analysis, as_of=AS_OF)
    assert line_with(documents.cover_letter, "post of Diesel Mechanic UK at")


@pytest.mark.parametrize("name", PEOPLE)
def test_a_letter_has_at_most_300_words(name: str) -> None:
    _, letter = documents_for(PEOPLE[name])
    assert len(" ".join(texts(letter, "text")).split()) <= 300


@pytest.mark.parametrize("name", PEOPLE)
def test_the_letter_tells_at_most_three_deeds_of_an_employer(name: str) -> None:
    profile = PEOPLE[name]
    _, letter = documents_for(profile)
    parents = {fact.fact_id: fact.parent for fact in profile.facts() if fact.parent}
    told = [parents[source] for line in letter.lines for source in line.sources if source in parents]
    assert all(told.count(parent) <= 3 for parent in told)


def test_an_ad_that_names_nobody_still_gets_a_letter() -> None:
    profile = PEOPLE["mercer"]
    analysis = analysis_of("SQL", title=None).model_copy(update={"employer": None})
    letter = generate_documents(compiled_of(profile, analysis), analysis, as_of=AS_OF).cover_letter
    assert texts(letter, "salutation") == ["Dear hiring team,"]
    assert texts(letter, "text")[0].startswith("I am applying for the post that you advertise.")


@pytest.mark.parametrize(
    "name",
    [
        "Fenwick Rail. I hold a doctorate",
        "Fenwick Rail! Hire now",
        "Fenwick Rail where I led 40 people",
        "Fenwick " * 30,
    ],
)
def test_an_ad_cannot_put_statements_into_the_letter(name: str) -> None:
    profile = PEOPLE["mercer"]
    analysis = analysis_of("SQL", title=name).model_copy(update={"employer": name})
    letter = generate_documents(compiled_of(profile, analysis), analysis, as_of=AS_OF).cover_letter
    assert not any("Fenwick" in line.text for line in letter.lines)


def test_an_unfinished_degree_or_certificate_is_not_called_held() -> None:
    profile = PEOPLE["mercer"]
    course = profile.certificates[0].model_copy(update={"name": "Certified Planner (in progress)"})
    _, letter = documents_for(profile.model_copy(update={"certificates": (course,)}))
    assert "unfinished" not in "".join(texts(letter, "text"))
    assert "Certified Planner" not in "".join(texts(letter, "text"))


def test_an_empty_profile_gives_documents_without_claims() -> None:
    resume, letter = documents_for(Profile())
    assert resume.lines == ()
    assert all(set(line.sources) <= {"job", "today", "form"} for line in letter.lines)


def test_the_same_input_gives_the_same_documents() -> None:
    assert documents_for(PEOPLE["okafor"]) == documents_for(PEOPLE["okafor"])


def test_only_a_job_that_is_over_is_told_in_the_past() -> None:
    own = Item(fact_id="h", text="Responsible for managing the petty cash of 3 mills")
    for end, told in (("2019", "Managed the petty cash of 3 mills"), ("present", own.text)):
        work = Work(
            fact_id="w", name="Mill", position="Clerk", start_date="2015", end_date=end, highlights=(own,)
        )
        analysis = analysis_of("SQL")
        compiled = compiled_of(Profile(work=(work,)), analysis)
        documents = generate_documents(compiled, analysis, as_of=AS_OF)
        line = line_with(documents.resume, "petty cash")
        assert line.text == told
        assert (line.original == own.text) == (told != own.text)
        report = validate_documents(documents, compiled, analysis, Profile(work=(work,)), as_of=AS_OF)
        assert report.findings == ()


def test_a_line_that_is_quoted_after_another_says_where_from() -> None:
    items = tuple(
        Item(fact_id=f"h{n}", text=text) for n, text in enumerate(("Trained 4 drivers", "25 drops a day"))
    )
    work = Work(fact_id="w", name="Redfern", position="Driver", start_date="2018", highlights=items)
    _, letter = documents_for(Profile(work=(work,)))
    line = line_with(letter, "drops")
    assert line.text == "At Redfern I trained 4 drivers. From my work there: “25 drops a day”."


def test_a_total_of_years_is_not_set_beside_the_persons_own() -> None:
    profile = PEOPLE["mercer"]
    _, letter = documents_for(profile)
    told = [line.text for line in letter.lines if "years of work" in line.text]
    item = Item(fact_id="s1", text="Analyst with twelve years in retail.")
    own = profile.basics.model_copy(update={"summary": (item,)})
    _, beside = documents_for(profile.model_copy(update={"basics": own}))
    assert told
    assert not [line.text for line in beside.lines if "years of work" in line.text]


def test_the_letter_quotes_no_tool_of_a_project_as_a_deed() -> None:
    profile = PEOPLE["mercer"]
    tool = Item(fact_id="p1k", text="Python")
    project = Project(fact_id="p1", name="Tidewatch", keywords=(tool,))
    _, letter = documents_for(profile.model_copy(update={"projects": (project,)}), "Python")
    assert not any("p1k" in line.sources for line in letter.lines)


def test_languages_share_a_line_that_names_each_of_them() -> None:
    spoken = tuple(
        Language(fact_id=f"l{number}", language=language, fluency=level)
        for number, (language, level) in enumerate((("English", "native"), ("Polish", "B2"), ("Welsh", "")))
    )
    resume, _ = documents_for(PEOPLE["mercer"].model_copy(update={"languages": spoken}))
    line = line_with(resume, "Polish")
    assert (line.text, line.sources) == ("English (native), Polish (B2), Welsh", ("l0", "l1", "l2"))


def test_a_certificate_takes_one_printed_line() -> None:
    held = Certificate(fact_id="c1", name="First Aid", issuer="Aire Rescue", date="2024-05")
    resume, _ = documents_for(PEOPLE["mercer"].model_copy(update={"certificates": (held,)}))
    assert line_with(resume, "First Aid").compact
