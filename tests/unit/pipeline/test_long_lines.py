"""A page that was pasted as one line costs no more than its length."""

import json
import time

import pytest

from jobwise.matching.skills import find_skills
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.quality_validator import validate_documents
from jobwise.reading import read_resume
from tests.invented_people import AS_OF, analysis_of, compiled_of

SENTENCE = "managed rail timetables with Excel and 12 people in Leeds, built reports. "


def test_a_long_line_stands_as_it_was_written_and_is_not_quoted() -> None:
    line = (SENTENCE * 200).strip()
    resume = {
        "basics": {"name": "Bo Li"},
        "work": [{"name": "Kiosk Am Ring", "position": "Clerk", "highlights": [line]}],
    }
    profile = read_resume("resume.json", json.dumps(resume).encode()).profile
    analysis = analysis_of("Excel", "Rail")
    compiled = compiled_of(profile, analysis)
    documents = generate_documents(compiled, analysis, as_of=AS_OF)
    report = validate_documents(documents, compiled, analysis, profile, as_of=AS_OF)
    own = profile.work[0].highlights[0].text
    assert own in [line.text for line in report.documents.resume.lines]
    assert all(len(line.text) < len(own) for line in report.documents.cover_letter.lines)


def test_ten_times_the_words_take_about_ten_times_as_long() -> None:
    def once(text: str) -> float:
        start = time.process_time()
        find_skills(text)
        return time.process_time() - start

    def seconds(times: int) -> float:
        return min(once(SENTENCE * times) for _ in range(3))

    find_skills(SENTENCE)
    assert seconds(1000) < 40 * seconds(100)


@pytest.mark.parametrize("sign", ["A", "A-", "A/", "A1", "a", "9", "1.", "A.", "é", "字"])
def test_an_ad_with_what_is_no_word_is_read_without_it(sign: str) -> None:
    """With rules that look at it, the first of these ends on no day."""
    ad = "Data analyst\nFenwick Rail, Leeds\n\nRequirements\n- SQL\n- Two years of experience with Excel\n\n"
    offer = "About us\nWe run trains between the coast and the hills, and offer you a place in a good team.\n"
    noise = sign * (90_000 // len(sign))
    analysis, plain = analyze_job(f"{ad}{offer}\n{noise}\n"), analyze_job(f"{ad}{offer}\n")
    assert analysis.requirements == plain.requirements
    assert (analysis.title, analysis.employer) == (plain.title, plain.employer)
    assert noise in analysis.text


@pytest.mark.parametrize("word", ["weekend", "turnos", "nacht"])
def test_a_line_of_one_word_of_working_hours_is_read(word: str) -> None:
    """With a rule that looks at each word twice, this ends on no day."""
    ad = "Data analyst\n\nRequirements\n- SQL\n- Two years of experience with Excel\n- "
    analysis = analyze_job(f"{ad}{f'{word} ' * 60}zzz\n\nYou join a good team that runs trains by the sea.\n")
    assert "SQL" in [one.skill for one in analysis.requirements]
