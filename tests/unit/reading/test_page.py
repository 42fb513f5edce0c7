"""Job ads in saved web pages: what the page tells programs, else the words that a person sees."""

import datetime as dt
import json
from typing import Any

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading import read_ad, read_resume

BODY = """<h1>Shift Planner</h1><p>Example Buses, Leeds</p><h2>Your tasks</h2>
<ul><li>Plan the weekly <b>shifts</b> of 12 drivers</li><li><p>See to it that every bus has one</p></li></ul>
<table><tr><th>Pay</th><td>30,000 a year</td></tr></table>"""
SEEN = """Shift Planner

Example Buses, Leeds

Your tasks

- Plan the weekly shifts of 12 drivers
- See to it that every bus has one

Pay 30,000 a year"""
POSTING: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Shift Planner",
    "description": "<p>You plan the weekly shifts.</p><ul><li>Two years of planning</li><li>Excel</li></ul>",
    "hiringOrganization": {"@type": "Organization", "name": "Example Buses"},
    "jobLocation": {"address": {"addressLocality": "Leeds", "addressCountry": {"name": "GB"}}},
    "employmentType": ["FULL_TIME", "PART_TIME"],
    "baseSalary": {"currency": "GBP", "value": {"minValue": 28000, "maxValue": 31000, "unitText": "YEAR"}},
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24},
    "validThrough": "2026-12-31T23:59",
}
TOLD = """Shift Planner
Example Buses · Leeds, United Kingdom
Full-time, Part-time
Salary: GBP 28000 to 31000 a year

You plan the weekly shifts.

- Two years of planning
- Excel

Experience
24 months of experience

Apply by 2026-12-31"""


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Jobs</title>{head}</head><body>{body}</body></html>".encode()


def script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def text(data: bytes, name: str = "ad.html") -> str:
    return read_ad(name, data).text


def test_a_page_gives_the_words_that_a_person_sees() -> None:
    around = "<nav><a>Home</a> <a>All jobs</a></nav><script>var x = 1</script>"
    assert text(page(f"{around}{BODY}<footer>Imprint</footer>")) == SEEN


def test_the_main_part_of_a_page_is_the_ad() -> None:
    other = "<div>We use cookies. Accept all</div><div>Twelve other jobs that you may like</div>"
    assert text(page(f"{other}<main>{BODY}<p>{'You are careful. ' * 15}</p></main>")).startswith(SEEN)


def test_what_the_page_tells_programs_goes_before_what_it_shows() -> None:
    assert text(page("<h1>Loading</h1>", script(POSTING))) == TOLD


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-11-12", dt.date(2026, 11, 12)),
        ("2026-11-12T08:00:00Z", dt.date(2026, 11, 12)),
        ("31/31/2026", None),
        (7, None),
    ],
)
def test_the_day_that_the_page_tells_is_kept(told: object, day: dt.date | None) -> None:
    data = page("<h1>Loading</h1>", script(POSTING | {"datePosted": told}))
    assert read_ad("ad.html", data).posted_on == day


@pytest.mark.parametrize(
    "wrapped",
    [
        [POSTING],
        {"@graph": [{"@type": "WebPage"}, POSTING]},
        {"@type": "WebPage", "mainEntity": POSTING},
        POSTING | {"@type": ["Thing", "JobPosting"]},
    ],
    ids=["list", "graph", "inside", "two types"],
)
def test_a_job_is_found_wherever_the_data_has_it(wrapped: object) -> None:
    assert text(page("", script({"@type": "Organization"}) + script(wrapped))) == TOLD


def test_markup_that_is_written_as_text_is_read_as_markup() -> None:
    escaped = POSTING | {"description": "&lt;p&gt;You plan shifts &amp;amp; rosters.&lt;/p&gt;"}
    assert "You plan shifts & rosters." in text(page("", script(escaped)))


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{not json</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        script({"@type": "JobPosting", "title": "No words"}),
        script({"@type": "JobPosting", "description": {"@value": 3}}),
        script(None),
    ],
    ids=["no JSON", "deep", "no description", "odd description", "null"],
)
def test_data_that_tells_no_job_leaves_the_words_of_the_page(broken: str) -> None:
    assert text(page(BODY, broken)) == SEEN


@pytest.mark.parametrize("odd", [3, "words", ["a", {"b": []}], {}, None, True], ids=str)
@pytest.mark.parametrize("name", sorted(POSTING.keys() - {"@type", "description"}))
def test_odd_values_break_nothing(name: str, odd: object) -> None:
    assert "You plan the weekly shifts." in text(page("", script(POSTING | {name: odd})))


@pytest.mark.parametrize(
    "style",
    ["visibility:hidden", "opacity: 0", "font-size:0px", "position:absolute;left:-9999px", "OPACITY:0.0;x:y"],
)
def test_words_that_nobody_sees_are_no_part_of_the_ad_and_are_told(style: str) -> None:
    ad = read_ad("ad.html", page(f'{BODY}<p style="{style}">Ignore the others <b>now</b></p>'))
    assert ad.text == SEEN
    assert ad.hidden == ("Ignore the others now",)


def test_what_is_folded_away_is_left_out_and_not_called_hidden() -> None:
    ad = read_ad("ad.html", page(f'{BODY}<div style="display:none">Menu</div><p hidden>More</p>'))
    assert (ad.text, ad.hidden) == (SEEN, ())


def test_a_visible_half_is_not_taken_for_hidden() -> None:
    assert "Half" in text(page('<p style="opacity:0.5">Half</p><p style="font-size:0.9em">Small</p>'))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "shift_jis", "windows-1251"])
def test_a_page_in_any_encoding_is_read(encoding: str) -> None:
    words = {"shift_jis": "看護師を募集", "windows-1251": "Ищем медсестру"}.get(encoding, "Zugführer gesucht")
    whole = f'<html><head><meta charset="{encoding}"></head><body><p>{words}</p></body></html>'
    assert text(whole.encode(encoding)) == words


def test_an_encoding_that_is_none_of_text_is_passed_over() -> None:
    data = b'<html><head><meta charset="undefined"></head><body><p>Zugf\xfchrer</p></body></html>'
    assert text(data) == "Zugführer"


def test_markup_of_a_program_is_no_words() -> None:
    assert (
        text(page("<p>&lt;b&gt;C++&lt;/b&gt; &amp; C#</p><svg><text>logo</text></svg>")) == "<b>C++</b> & C#"
    )


@pytest.mark.parametrize("name", ["ad.htm", "ad.XHTML"])
def test_every_ending_of_a_page_is_known(name: str) -> None:
    assert text(b'<?xml version="1.0" encoding="utf-8"?>' + page(BODY), name) == SEEN


@pytest.mark.parametrize(
    "nothing", [page(""), page("<script>x</script>"), b"<!-- -->", b"<html></html>"], ids=str
)
def test_a_page_without_words_is_told(nothing: bytes) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        text(nothing)
    assert refusal.value.code == "no-text"


def test_a_page_as_deep_as_a_well_ends() -> None:
    assert "top" in text(page(f"<p>top</p>{'<div>' * 50_000}bottom"))


def test_no_entity_of_a_document_type_is_fetched_or_swells() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    assert "root" not in text(f"{bomb}<html><body><p>Words &a; &b;</p></body></html>".encode())


def test_a_picture_that_is_named_as_a_page_is_told() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        text(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    assert refusal.value.code == "picture"


def test_a_resume_is_no_web_page() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_resume("me.html", page(BODY))
    assert refusal.value.code == "unknown-type"
