"""One line of a résumé in other words: what it then claims more, the gate stops.

`tests/golden/gate_edits.jsonl` holds a fact and an edit of it that says something else: another actor, a
dropped "not", a noun made a deed, two numbers changed over. Those that the gate does not see yet are marked.
"""

import json
from pathlib import Path

import pytest

from jobwise.domain.ats import GateFinding
from jobwise.domain.profile import Education, Language, Profile
from jobwise.matching.claims import unsupported
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.quality_validator import validate_documents
from tests.invented_people import AS_OF, analysis_of, compiled_of, people, with_line

FILE = Path(__file__).parents[2] / "golden" / "gate_edits.jsonl"
ROWS = [json.loads(row) for row in FILE.read_text(encoding="utf-8").splitlines()]
MOST_UNSEEN = 0.02


def findings(profile: Profile, kind: str, line_id: str, **changes: object) -> list[GateFinding]:
    """What the gate says of one line after these changes."""
    analysis = analysis_of("SQL", "Power BI", language=profile.language)
    compiled = compiled_of(profile, analysis)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    document = getattr(documents, kind)
    assert line_id in {line.id for line in document.lines}
    lines = tuple(line.model_copy(update=changes) if line.id == line_id else line for line in document.lines)
    changed = documents.model_copy(update={kind: document.model_copy(update={"lines": lines})})
    report = validate_documents(changed, compiled, analysis, profile, as_of=AS_OF)
    return [finding for finding in report.findings if finding.line_id == line_id]


@pytest.mark.parametrize("row", [r for r in ROWS if r["stopped"]], ids=lambda r: r["edited"])
def test_an_edit_that_claims_more_is_stopped(row: dict[str, str]) -> None:
    assert findings(with_line(row["language"], row["fact"]), "resume", "line-h", text=row["edited"])


def test_few_such_edits_are_not_seen() -> None:
    assert len(ROWS) > 120
    assert sum(not row["stopped"] for row in ROWS) / len(ROWS) < MOST_UNSEEN


MERCER, OKAFOR = people()["mercer"], people()["okafor"]
ANALYSIS = analysis_of("SQL", "Power BI")
LETTER = generate_documents(compiled_of(MERCER, ANALYSIS), ANALYSIS, as_of=AS_OF).cover_letter.lines


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        (OKAFOR, "I work as Registered Nurse at St. Brannoc Hospital."),
        (MERCER, "In all I have 40 years of work experience."),
        (MERCER, "In all I have 8 years of work experience as Data Analyst."),
        (MERCER, "In all I have 8 decades of work experience."),
    ],
)
def test_a_template_says_only_what_follows_from_the_jobs(profile: Profile, text: str) -> None:
    assert findings(profile, "cover_letter", "opening", text=text)


@pytest.mark.parametrize(
    "text",
    [
        "I hold the certificate BSc Mathematics, University of Sandmoor.",
        "You ask for SQL: I hold the certificate BSc Mathematics, University of Sandmoor.",
        "My languages: BSc Mathematics.",
        "My education: Certified Data Practitioner, Institute of Sandmoor.",
    ],
)
def test_a_template_of_a_section_names_only_what_stands_in_it(text: str) -> None:
    assert findings(MERCER, "cover_letter", "more", text=text)


def test_levels_of_languages_cannot_be_changed_over() -> None:
    tongues = tuple(
        Language(fact_id=f"l{level}", language=name, fluency=level)
        for name, level in (("German", "B1"), ("French", "C2"))
    )
    profile = MERCER.model_copy(update={"languages": tongues})
    text, sources = "My languages: German (C2), French (B1).", tuple(one.fact_id for one in tongues)
    assert findings(profile, "cover_letter", "more", text=text, sources=sources)
    true = "My languages: German (B1), French (C2)."
    native = Language(fact_id="lm", language="Welsh", fluency="mother tongue")
    beside = profile.model_copy(update={"languages": (native, *tongues)})
    both = "My languages: Welsh (mother tongue), German (B1)."
    assert not findings(beside, "cover_letter", "more", text=both, sources=("lm", "lB1"))
    turned = "My languages: Welsh (B1), German (mother tongue)."
    assert findings(beside, "cover_letter", "more", text=turned, sources=("lm", "lB1"))
    assert not findings(profile, "cover_letter", "more", text=true, sources=sources)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("PhD candidate", "PhD"),
        ("MSc student", "MSc"),
    ],
)
def test_a_degree_is_not_raised_by_dropping_a_word(written: str, printed: str) -> None:
    school = Education(fact_id="e", institution="University of Sandmoor", study_type=written)
    profile = MERCER.model_copy(update={"education": (school,)})
    assert findings(profile, "resume", "entry-e", text=printed)


@pytest.mark.parametrize("title", ["Vice President", "Nurse", "Managing Director"])
def test_a_title_is_not_raised_by_dropping_a_word(title: str) -> None:
    job = MERCER.work[0].model_copy(update={"position": f"Assistant to the {title}"})
    profile = MERCER.model_copy(update={"work": (job,)})
    assert findings(profile, "resume", f"entry-{job.fact_id}", text=title)


@pytest.mark.parametrize("line_id", ["name", "contact", "heading-work"])
def test_lines_of_one_column_have_no_other(line_id: str) -> None:
    assert findings(MERCER, "resume", line_id, detail="PhD, Nobel laureate")
    assert findings(MERCER, "resume", line_id, aside="Led 400 people")


def test_a_heading_names_the_section_below_it() -> None:
    assert findings(MERCER, "resume", "heading-education", text="Experience")


def test_a_very_long_line_is_judged_in_time() -> None:
    words = " ".join(f"word{number}" for number in range(4_000))
    assert findings(with_line("en", words), "resume", "line-h", text=f"{words} and Kubernetes")


def test_an_employer_whose_name_holds_a_stop_is_told_whole() -> None:
    job = MERCER.work[0].model_copy(update={"name": "Danehill Pay Inc. (KernPay)"})
    profile = MERCER.model_copy(update={"work": (job,)})
    analysis = analysis_of("SQL")
    compiled = compiled_of(profile, analysis)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    report = validate_documents(documents, compiled, analysis, profile, as_of=AS_OF)
    assert report.findings == ()
    assert any("Danehill Pay Inc. (KernPay)" in line.text for line in report.documents.cover_letter.lines)


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("en", ("English", "mother tongue", "German", "good working knowledge", "French", "basic")),
        ("de", ("Deutsch", "Muttersprache", "Englisch", "fließend in Wort und Schrift")),
        ("fr", ("Français", "langue maternelle", "Anglais", "bon niveau", "Espagnol", "notions")),
        ("es", ("Español", "lengua materna", "Inglés", "nivel alto")),
    ],
)
def test_levels_in_several_words_stay_with_their_languages(code: str, spoken: tuple[str, ...]) -> None:
    tongues = tuple(
        Language(fact_id=f"l{name}", language=name, fluency=level)
        for name, level in zip(spoken[::2], spoken[1::2], strict=True)
    )
    profile = MERCER.model_copy(update={"languages": tongues, "language": code})
    text = ", ".join(f"{one.language} ({one.fluency})" for one in tongues)
    facts = [fact for fact in profile.facts() if fact.section == "languages"]
    assert not unsupported(text, facts, profile)
    assert unsupported(text.replace(spoken[1], spoken[3]), facts, profile)


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("From my work at Northgate Parcel: “Rewrote 30 stock reports in SQL”.", False),
        ("From my work at Northgate Parcel: “rewrote 30 reports on stock in SQL”.", True),
    ],
)
def test_what_a_letter_quotes_stands_so_in_the_resume(text: str, stopped: bool) -> None:
    line = next(line for line in LETTER if "w1b" in line.sources)
    assert bool(findings(MERCER, "cover_letter", line.id, text=text)) == stopped


def test_a_claim_is_told_once_however_it_is_written() -> None:
    [found] = findings(
        with_line("en", "Helped with stock counts"), "resume", "line-h", text="Led stock counts, led audits"
    )
    assert found.claim.casefold().split(", ").count("led") == 1
