"""JSON Resume -> Profile: every value with its place, nothing dropped, wrong types named."""

import json

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading import json_resume
from jobwise.reading.json_places import spans_of

RESUME = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "Ada Example",
        "label": "Analyst",
        "image": "https://example.org/ada.png",
        "email": "ada@example.org",
        "phone": "01632 960001",
        "summary": "Counts things.\nWrites it down.",
        "location": {"city": "Leeds", "countryCode": "GB"},
        "profiles": [{"network": "GitHub", "username": "ada", "url": "https://example.org/ada"}],
    },
    "work": [
        {
            "name": "Example Mills Ltd",
            "position": "Analyst",
            "startDate": "2019-03",
            "endDate": "2021-06-30",
            "highlights": ["Cut waste by 12 %", "", None, "Cut waste by 12 %"],
            "team": {"size": 4},
        },
        {
            "company": "Sample Works",
            "position": "Clerk",
            "website": "https://example.com",
            "startDate": "2022",
        },
    ],
    "education": [{"institution": "Example University", "studyType": "BSc", "score": 3.9, "endDate": 2018}],
    "skills": [{"name": "Data", "keywords": ["SQL", "Excel"]}, {"keywords": ["Welding"]}],
    "projects": [{"name": "Loom", "roles": ["Lead"], "endDate": "some day"}],
    "hobbies": ["Rowing"],
}


def read(value: object):
    return json_resume.read(json.dumps(value, indent=1, ensure_ascii=False).encode())


def test_the_fields_of_the_format_are_read() -> None:
    profile, _ = read(RESUME)
    assert (profile.basics.name, profile.basics.email) == ("Ada Example", "ada@example.org")
    assert [item.text for item in profile.basics.summary] == ["Counts things.", "Writes it down."]
    assert profile.basics.location.text == "Leeds, GB"
    assert profile.basics.profiles[0].username == "ada"
    work = profile.work[0]
    assert (work.name, work.position, work.start_date, work.end_date) == (
        "Example Mills Ltd",
        "Analyst",
        "2019-03",
        "2021-06-30",
    )
    assert (profile.work[1].name, profile.work[1].url) == ("Sample Works", "https://example.com")
    assert (profile.education[0].score, profile.education[0].end_date) == ("3.9", "2018")
    assert [item.text for item in profile.skills[0].keywords] == ["SQL", "Excel"]
    assert profile.projects[0].roles == ("Lead",)


def test_every_fact_stands_where_its_place_says() -> None:
    profile, source = read(RESUME)
    for fact in profile.facts():
        assert fact.place is not None
        found = source.text[fact.place.start : fact.place.end]
        assert any(part in found for part in fact.text.split(" | "))


def test_ids_are_unique_and_stay_when_the_file_is_read_again() -> None:
    first, second = read(RESUME)[0], read(RESUME)[0]
    ids = [fact.fact_id for fact in first.facts()]
    assert ids == [fact.fact_id for fact in second.facts()]
    assert len(set(ids)) == len(ids)


def test_an_id_stays_when_the_entry_moves() -> None:
    moved = {**RESUME, "work": RESUME["work"][::-1]}
    before = {work.name: work.fact_id for work in read(RESUME)[0].work}
    assert {work.name: work.fact_id for work in read(moved)[0].work} == before


def test_what_the_format_does_not_know_is_kept() -> None:
    profile, _ = read(RESUME)
    kept = {(line.heading, line.text) for line in profile.unplaced}
    assert kept == {
        ("basics.image", "https://example.org/ada.png"),
        ("work[0].team.size", "4"),
        ("projects.endDate", "some day"),
        ("hobbies[0]", "Rowing"),
    }


def test_a_date_that_cannot_be_read_and_a_missing_end_are_doubts() -> None:
    profile, _ = read(RESUME)
    assert profile.work[1].end_date == "present"
    assert profile.projects[0].end_date is None
    assert {(doubt.fact_id, doubt.field) for doubt in profile.doubts} == {
        (profile.work[1].fact_id, "end_date"),
        (profile.projects[0].fact_id, "end_date"),
    }


def test_nulls_stand_for_nothing() -> None:
    nulls = {
        "basics": {"name": "Ada Example", "email": None, "location": None, "profiles": None, "summary": None},
        "work": [{"name": "Example Mills", "position": None, "startDate": None, "highlights": None}, None],
        "skills": None,
        "awards": [{"title": None, "date": None}],
    }
    profile, _ = read(nulls)
    assert profile.work[0].name == "Example Mills"
    assert profile.skills == profile.awards == profile.unplaced == ()


def test_a_place_in_plain_words_is_kept_as_such() -> None:
    profile, _ = read({"basics": {"name": "Ada Example", "location": "Leeds, England"}})
    assert profile.basics.location.text == "Leeds, England"


def test_the_language_is_told_from_the_words() -> None:
    basics = {
        "name": "Ada Beispiel",
        "summary": "Verantwortlich für die Planung und das Lager mit der Werkstatt.",
    }
    assert read({"basics": basics})[0].language == "de"
    assert read(RESUME)[0].language == "en"


def test_the_text_of_the_file_is_its_json() -> None:
    assert json_resume.text_of(b'\xef\xbb\xbf{"title": "Weaver"}') == '{"title": "Weaver"}'


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"work": {"name": "Example"}}, "work is an object where a list belongs."),
        ({"work": ["Example"]}, "work[0] is text where an object belongs."),
        ({"work": [{"name": ["Example"]}]}, "work[0].name is a list where text belongs."),
        ({"work": [{"name": 42}]}, "work[0].name is a number where text belongs."),
        ({"work": [{"highlights": "One"}]}, "work[0].highlights is text where a list belongs."),
        ({"work": [{"highlights": ["One", 2]}]}, "work[0].highlights[1] is a number where text belongs."),
        ({"basics": "Ada"}, "basics is text where an object belongs."),
        ({"basics": {"phone": True}}, "basics.phone is true or false where text belongs."),
    ],
)
def test_a_wrong_type_is_refused_with_its_place(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read({**RESUME, **change})
    assert refusal.value.code == "wrong-type"
    assert refusal.value.message.startswith(sentence)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"basics": ', "not-json"),
        ("1" * 5_000, "not-json"),
        ("[" * 100_000, "not-json"),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", "too-deep"),
        ("[]", "wrong-type"),
        ("{}", "not-a-resume"),
        ('{"basics": null, "work": []}', "not-a-resume"),
        ('{"title": "Web Developer", "skills": [{"name": "HTML"}]}', "not-a-resume"),
        ('{"basics": {"name": "' + "x" * 200_000 + '"}}', "too-much-text"),
    ],
)
def test_json_that_is_no_resume_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        json_resume.read(text.encode())
    assert refusal.value.code == code


def test_halves_of_characters_and_nuls_do_not_reach_the_profile() -> None:
    profile, _ = json_resume.read(rb'{"basics": {"name": "Ada \ud800\u0000 Example"}}')
    assert profile.basics.name == "Ada \ufffd Example"
    assert profile.model_dump_json()


def test_spans_see_through_brackets_and_quotes_within_strings() -> None:
    text = '{"a": ["x]", "say \\"}\\"", {"b,": 1.5}], "c": true}'
    spans = spans_of(text)
    assert {path: text[start:end] for path, (start, end) in spans.items()} == {
        ("a", 0): "x]",
        ("a", 1): 'say \\"}\\"',
        ("a", 2, "b,"): "1.5",
        ("c",): "true",
    }
