"""The truth gate over whole documents, what is left out, and the advice."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jobwise import reading
from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Design, Document, Documents, Line
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Doubt, Profile, Unplaced
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.quality_validator import validate_documents
from jobwise.pipeline.read_back import RoundTrip
from jobwise.pipeline.truth_gate import TruthGate
from jobwise.ports import DESIGN, Exporter
from jobwise.rendering import EXPORTERS
from tests.gate_mutations import MUTATIONS
from tests.invented_people import AS_OF, GOLDEN, analysis_of, compiled_of, people

PEOPLE = people()


def case(profile: Profile) -> tuple[Documents, CompiledProfile, JobAnalysis]:
    analysis = analysis_of("SQL", "Power BI", "Python", "patients", "Kubernetes")
    compiled = compiled_of(profile, analysis)
    return generate_documents(compiled, analysis, as_of=AS_OF), compiled, analysis


def report_with(
    profile: Profile, changed: dict[str, dict[str, object]], document: str = "resume"
) -> AtsReport:
    """The report after somebody changed lines: line id -> changed fields."""
    documents, compiled, analysis = case(profile)
    before = getattr(documents, document)
    assert set(changed) <= {line.id for line in before.lines}
    lines = tuple(line.model_copy(update=changed.get(line.id, {})) for line in before.lines)
    documents = documents.model_copy(update={document: before.model_copy(update={"lines": lines})})
    return validate_documents(documents, compiled, analysis, profile, as_of=AS_OF)


def printed(report: AtsReport) -> str:
    documents = (report.documents.resume, report.documents.cover_letter)
    return "\n".join(f"{x.text} {x.detail} {x.aside}" for document in documents for x in document.lines)


@pytest.mark.parametrize("name", PEOPLE)
def test_our_own_documents_pass_untouched(name: str) -> None:
    documents, compiled, analysis = case(PEOPLE[name])
    report = validate_documents(documents, compiled, analysis, PEOPLE[name], as_of=AS_OF)
    assert report.findings == ()
    assert report.documents.resume == documents.resume
    assert report.documents.cover_letter == documents.cover_letter
    assert report.lines_checked == len(documents.resume.counted) + len(documents.cover_letter.counted)


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_lost(name: str) -> None:
    profile = PEOPLE[name]
    report = report_with(profile, {})
    kept = {fact.fact_id for fact in report.documents.tailored.facts()}
    left = {fact.fact_id for fact in report.left_out}
    assert kept | left >= {fact.fact_id for fact in profile.facts()}
    assert not kept & left


def test_an_invented_bullet_goes_back_to_the_persons_words() -> None:
    report = report_with(
        PEOPLE["mercer"], {"line-w1b": {"text": "Rewrote 300 stock reports in SQL and Rust"}}
    )
    finding = report.findings[0]
    assert (finding.verdict, finding.now) == ("repaired", "Rewrote 30 stock reports in SQL")
    assert "300" in finding.claim
    assert "Rust" in finding.claim
    assert "Rust" not in printed(report)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Senior Data Analyst"},
        {"detail": "Fenwick Rail, Leeds"},
        {"detail": "Northgate Parcel, London"},
        {"aside": "Mar 2015 – Present"},
        {"text": "Northgate Parcel", "detail": "Data Analyst, Leeds"},
        {"url": "https://example.org/malware"},
        {"text": ""},
    ],
)
def test_a_changed_entry_is_printed_as_the_profile_has_it(change: dict[str, object]) -> None:
    report = report_with(PEOPLE["mercer"], {"entry-w1": change})
    line = next(line for line in report.documents.resume.lines if line.id == "entry-w1")
    assert (line.text, line.detail) == ("Data Analyst", "Northgate Parcel, Leeds")
    assert (line.aside, line.url) == ("Mar 2021 – Present", "")
    assert [finding.verdict for finding in report.findings] == ["repaired"]


def test_two_entries_are_never_merged() -> None:
    report = report_with(PEOPLE["mercer"], {"entry-w1": {"text": "Junior Analyst", "sources": ("w1", "w2")}})
    assert report.findings[0].line_id == "entry-w1"
    assert "Junior Analyst Northgate" not in printed(report)


def test_a_bullet_under_another_employer_is_taken_out() -> None:
    change = {"text": "Trained 15 colleagues in Excel and Python", "sources": ("w2b",)}
    report = report_with(PEOPLE["mercer"], {"line-w1b": change})
    assert [(f.line_id, f.verdict) for f in report.findings] == [("line-w1b", "blocked")]


@pytest.mark.parametrize("sources", [(), ("no-such-fact",), ("no-such-fact", "w9")])
def test_a_line_without_a_real_fact_is_taken_out_and_listed(sources: tuple[str, ...]) -> None:
    report = report_with(PEOPLE["mercer"], {"line-w1b": {"sources": sources}})
    assert [finding.verdict for finding in report.findings] == ["blocked"]
    assert "w1b" in {left.fact_id for left in report.left_out}


def test_form_and_job_lines_cannot_carry_claims() -> None:
    for source in ("form", "job", "today"):
        report = report_with(
            PEOPLE["mercer"],
            {"closing-text": {"text": "I led 40 people at Fenwick Rail.", "sources": (source,)}},
            "cover_letter",
        )
        assert "40 people" not in printed(report)
        assert report.findings[0].verdict == "blocked"


def test_a_composed_line_keeps_its_true_sentences() -> None:
    text = "I am applying for the post of Data Scientist at Fenwick Rail. I hold a doctorate."
    report = report_with(PEOPLE["mercer"], {"opening": {"text": text}}, "cover_letter")
    assert report.findings[0].now == "I am applying for the post of Data Scientist at Fenwick Rail."
    assert "doctorate" not in printed(report)


@pytest.mark.parametrize(
    ("line_id", "text", "true"),
    [
        ("name", "Dr Jane Mercer", "Jane Mercer"),
        ("contact", "other@example.org · Leeds, UK", "jane.mercer@example.org · 01632 960123 · Leeds, UK"),
        ("skills-s1", "SQL, Power BI, Python, Excel, Kubernetes", "SQL, Power BI, Python, Excel"),
    ],
)
def test_name_contact_and_skills_say_only_what_the_profile_says(line_id: str, text: str, true: str) -> None:
    report = report_with(PEOPLE["mercer"], {line_id: {"text": text}})
    assert next(line.text for line in report.documents.resume.lines if line.id == line_id) == true
    assert [finding.verdict for finding in report.findings] == ["repaired"]


def test_a_heading_is_one_of_ours() -> None:
    report = report_with(PEOPLE["mercer"], {"heading-work": {"text": "Award-winning experience"}})
    assert report.findings[0].verdict == "blocked"


def test_the_title_of_the_document_is_the_persons_name() -> None:
    documents, compiled, analysis = case(PEOPLE["mercer"])
    resume = documents.resume.model_copy(update={"title": "Nobel laureate", "author": "Somebody"})
    documents = documents.model_copy(update={"resume": resume})
    report = validate_documents(documents, compiled, analysis, PEOPLE["mercer"], as_of=AS_OF)
    assert (report.documents.resume.title, report.documents.resume.author) == ("Jane Mercer", "Jane Mercer")


def test_you_wrote_shows_only_what_the_person_wrote() -> None:
    report = report_with(PEOPLE["mercer"], {"line-w1b": {"original": "Rewrote everything"}})
    assert next(line.original for line in report.documents.resume.lines if line.id == "line-w1b") == ""


def test_what_the_gate_took_out_does_not_count() -> None:
    profile = PEOPLE["mercer"]
    whole = report_with(profile, {})
    ids = ("line-w1b", "skills-s1", "line-b1")
    cut = report_with(profile, {line_id: {"sources": ()} for line_id in ids})
    assert cut.after.ats_score < whole.after.ats_score
    assert cut.before == whole.before
    assert "w1b" not in {fact.fact_id for fact in cut.documents.tailored.facts()}


def test_the_tailored_profile_has_the_printed_words() -> None:
    profile = PEOPLE["mercer"]
    item = profile.work[0].highlights[1].model_copy(update={"text": "rewrote 30 stock reports in SQL."})
    job = profile.work[0].model_copy(update={"highlights": (item,)})
    report = report_with(profile.model_copy(update={"work": (job,)}), {})
    assert report.documents.tailored.work[0].highlights[0].text == "Rewrote 30 stock reports in SQL"


def test_lines_that_were_not_understood_are_listed() -> None:
    lost = Unplaced(fact_id="u1", text="Full driving licence", heading="Other")
    report = report_with(PEOPLE["mercer"].model_copy(update={"unplaced": (lost,)}), {})
    assert [(left.fact_id, left.text) for left in report.left_out] == [("u1", "Full driving licence")]
    assert "Move it to a section" in report.left_out[0].reason


def test_advice_asks_and_its_gain_is_what_scoring_again_gives() -> None:
    report = report_with(PEOPLE["mercer"], {})
    advice = next(advice for advice in report.advice if advice.requirement_id == "r4")
    assert advice.action == "Say where you used Kubernetes, if you did"
    assert 0 < advice.gain <= 1 - report.after.ats_score
    assert len(report.advice) <= 6
    assert [a.gain for a in report.advice] == sorted((a.gain for a in report.advice), reverse=True)


def test_a_doubtful_year_is_advised_only_when_a_month_would_help() -> None:
    doubt = Doubt(fact_id="e1", field="start_date", reason="There is no month.")
    report = report_with(PEOPLE["mercer"].model_copy(update={"doubts": (doubt,)}), {})
    assert all(advice.gain > 0 for advice in report.advice)


def test_hardly_a_true_line_of_a_letter_is_stopped_and_no_invention_passes() -> None:
    gates = {
        name: TruthGate(profile, *case(profile)[1:], AS_OF)  # the ad's phrases may stand, and today's date
        for name, profile in PEOPLE.items()
    }
    rows = [json.loads(row) for row in (GOLDEN / "gate.jsonl").read_text(encoding="utf-8").splitlines()]
    stopped: dict[bool, list[bool]] = {True: [], False: []}
    for row in rows:
        forms = ("job", "today") if row.get("also") else ()
        line = Line(id="x", role="text", text=row["text"], sources=(*row["sources"], *forms))
        stopped[row["true"]].append(bool(gates[row["person"]].claims(line)))
    assert all(stopped[False])
    assert sum(stopped[True]) <= 0.03 * len(stopped[True])


@pytest.mark.parametrize("kind", MUTATIONS)
@settings(max_examples=5, deadline=None)
@given(data=st.data(), n=st.integers(1, 60))
def test_a_mutated_document_is_mended(kind: str, data: st.DataObject, n: int) -> None:
    profile = PEOPLE[data.draw(st.sampled_from(sorted(PEOPLE)))]
    documents, compiled, analysis = case(profile)
    lines = documents.resume.lines
    able = [
        i
        for i, line in enumerate(lines)
        if line.role in {"bullet", "entry"} and MUTATIONS[kind](line.text, n, "qrzt") != line.text
    ]
    assume(able)
    index = data.draw(st.sampled_from(able))
    untrue = MUTATIONS[kind](lines[index].text, n, "qrzt")
    changed = lines[index].model_copy(update={"text": untrue})
    resume = documents.resume.model_copy(update={"lines": (*lines[:index], changed, *lines[index + 1 :])})
    gate = TruthGate(profile, compiled, analysis, AS_OF)
    checked = gate.check(resume)
    assert checked.findings[0].line_id == changed.id
    assert untrue not in {line.text for line in checked.document.lines}


def test_a_line_from_nowhere_is_judged_like_any_other() -> None:
    documents, compiled, analysis = case(PEOPLE["okafor"])
    stray = Line(id="x", role="bullet", text="Precepted eight new graduate nurses", sources=("w1b",))
    resume = documents.resume.model_copy(update={"lines": (stray, *documents.resume.lines)})
    documents = documents.model_copy(update={"resume": resume})
    report = validate_documents(documents, compiled, analysis, PEOPLE["okafor"], as_of=AS_OF)
    assert [(finding.line_id, finding.verdict) for finding in report.findings] == [("x", "blocked")]


class WithoutTheAddress:
    """A PDF exporter that prints the contact line without its first part, as a broken theme might."""

    suffix = ".pdf"
    media_type = "application/pdf"

    def export(self, document: Document, profile: Profile, design: Design = DESIGN) -> bytes:
        lines = (
            line.model_copy(update={"text": line.text.partition(" · ")[2]})
            if line.role == "contact"
            else line
            for line in document.lines
        )
        return EXPORTERS["pdf"].export(document.model_copy(update={"lines": tuple(lines)}), profile, design)


def report_after(exporter: Exporter, design: Design = DESIGN) -> AtsReport:
    profile = PEOPLE["mercer"]
    documents, compiled, analysis = case(profile)
    trip = RoundTrip(exporter, reading, design)
    return validate_documents(documents, compiled, analysis, profile, as_of=AS_OF, trip=trip)


def test_what_a_machine_reads_of_the_finished_file_is_what_counts() -> None:
    whole, broken = report_after(EXPORTERS["pdf"]), report_after(WithoutTheAddress())
    assert broken.after.parseability < whole.after.parseability
    assert broken.after.ats_score < whole.after.ats_score
    assert broken.before == whole.before
    [part] = [part for part in broken.after.parts if part.name == "Machine-readable"]
    address = PEOPLE["mercer"].basics.email
    assert any(said.startswith(f"E-mail “{address}” did not come back") for said in part.evidence)
    assert broken.read_back is not None
    assert [field.name for field in broken.read_back.lost] == ["E-mail"]


def test_the_same_documents_and_design_give_the_same_report() -> None:
    for design in (DESIGN, Design(theme="banner", paper="letter")):
        assert report_after(EXPORTERS["pdf"], design) == report_after(EXPORTERS["pdf"], design)


def test_what_advice_gains_is_counted_from_the_same_file() -> None:
    whole, broken = report_after(EXPORTERS["pdf"]), report_after(WithoutTheAddress())
    gains = [[(advice.action, advice.gain) for advice in report.advice] for report in (whole, broken)]
    assert gains[0]
    lower = whole.after.ats_score - broken.after.ats_score
    for (_, gain), (_, other) in zip(*gains, strict=True):
        assert gain - lower / 4 < other <= gain  # the ceiling that rises multiplies a lower sum
