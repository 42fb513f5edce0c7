"""No spelling of a name, an address or a number goes to a model."""

import re
import time
from pathlib import Path

import pytest

from jobwise.domain.profile import Basics, Location, NetworkProfile, Profile
from jobwise.pipeline.placeholders import PLACEHOLDER, Placeholders
from jobwise.reading import read_resume
from jobwise.settings import ROOT

SAMPLES = ROOT / "data" / "samples"

BASICS = Basics(
    name="Zoë Müller-O’Hara",
    email="zoe.mueller@example.org",
    phone="+44 113 496 0142",
    url="https://www.zoemueller.example/",
    location=Location(address="12 Mill Lane", postal_code="LS1 4AB", text="Otley"),
    profiles=(NetworkProfile(network="GitHub", username="zmh-codes", url="https://github.com/zmh-codes"),),
)


def hidden(text: str, basics: Basics = BASICS) -> str:
    return Placeholders(Profile(basics=basics)).hide(text)


@pytest.mark.parametrize(
    "said",
    [
        "Zoë Müller-O’Hara",
        "ZOË MÜLLER-O'HARA",
        "zoe mueller o'hara",
        "Zoe_Muller",
        "Zoe\u0308",
        "Zo\u200bë",
        "ＺＯＥ",
        "Müllers",
        "Mueller",
        "MULLER",
        "Hara",
        "zoe.mueller@EXAMPLE.org",
        "zoe.mueller (at) example dot org",
        "+44 113 496 0142",
        "0113/4960142",
        "(0113) 496-0142",
        "0044-113-4960142",
        "٠١١٣ ٤٩٦ ٠١٤٢",
        "12, MILL LANE",
        "LS14AB",
        "ls1  4ab",
        "OTLEY",
        "ZoeMueller.example",
        "github.com/ZMH-Codes",
        "ZMH codes",
        "somebody.else@example.net",
        "www.elsewhere.example/a",
        "linkedin.com/in/some-one",
        "+49 30 901820",
        "07700 900123",
        "(212) 555-0142",
        "Hauptstr. 5",
        "Lange Straße 12 a",
        "12 Elm Rd",
        "221b Baker Street",
        "7 rue de la Paix",
        "ul. Długa 14",
        "zoemueller",
        "ZMüller2024",
        "zoemuller",
        "muellerzoe",
        "zmueller",
        "ZHara",
        "mueller_z7",
        "Müller99",
    ],
)
def test_every_spelling_is_hidden_and_comes_back(said: str) -> None:
    placeholders = Placeholders(Profile(basics=BASICS))
    text = f"Wrote for {said}, in 2019"
    away = placeholders.hide(text)
    assert re.findall(r"[^\W_]+", PLACEHOLDER.sub("", away)) == ["Wrote", "for", "in", "2019"]
    assert placeholders.restore(away) == text


@pytest.mark.parametrize(
    "said",
    [
        "An experienced nurse of 12 wards, 1134960 cases, LS2 trains, the harassment policy",
        "Used scikit-learn/pandas and CI/CD on 24/7 shifts from 2019 to 2023",
        "Halved 30 to 15 an hour",
        "03/2019 - 05/2021, 01.02.2019 and 2019-2023",
        "Sold to 14 High Street stores and 1,200,000 readers, order 4812345, ISO 9001 and 27001",
        "Won 3 awards on Wall Street, drove 40 trains to Road 7, cut 0.25 to 0.125",
        "Ran the Straßenbahn 5 days a week on the road",
    ],
)
def test_other_words_stay(said: str) -> None:
    assert hidden(said) == said


def test_a_short_name_is_hidden_in_capitals_alone() -> None:
    basics = Basics(name="An Nguyen")
    assert hidden("an audit by AN and An", basics) == "an audit by [[NAME2]] and [[NAME3]]"


def test_a_name_in_a_script_without_spaces_is_hidden_in_a_sentence() -> None:
    assert hidden("私は山田太郎です", Basics(name="山田 太郎")) == "私は[[NAME2]]です"


def test_the_numbers_do_not_hang_on_what_is_asked_first() -> None:
    lines = ("By ZOE", "By Zoe")
    first, second = (Placeholders(Profile(basics=BASICS), lines) for _ in range(2))
    assert [first.hide(line) for line in lines] == [second.hide(line) for line in reversed(lines)][::-1]


def test_a_word_that_a_short_name_makes_with_an_initial_stays() -> None:
    basics = Basics(name="Tom Rain")
    assert (
        hidden("Train drivers train others, TRain did", basics) == "Train drivers train others, [[NAME2]] did"
    )


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_of_a_sample_nothing_but_its_contact_line_is_hidden(sample: Path) -> None:
    text = sample.read_text("utf-8")
    profile = read_resume(sample.name, text.encode()).profile
    away = Placeholders(profile).hide(text).splitlines()
    changed = [line for line, shown in zip(text.splitlines(), away, strict=True) if line != shown]
    known = (*profile.basics.name.split(), profile.basics.location.text, "@")
    assert [line for line in changed if not any(word in line for word in known)] == []


@pytest.mark.parametrize("ad", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_an_ad_loses_no_ordinary_word(ad: Path) -> None:
    away = hidden(ad.read_text("utf-8"), Basics(name="Qwertz Yxcvb"))
    assert not re.search(r"\[\[(?:NAME|ADDRESS|PHONE)", away)


@pytest.mark.parametrize("said", ["A", "a.", "0", "1 ", "Aa ", "a@", "Aa'"])
def test_long_runs_are_looked_through_at_once(said: str) -> None:
    begun = time.perf_counter()
    hidden(said * 20_000)
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    "said",
    [
        "Drove to clients from 12, Rose Hill",
        "Drove to clients from LS1 4AB",
        "Sold eggs at Rose Hill 12",
        "Skype live:mjberg",
    ],
)
def test_an_address_and_a_mailbox_are_hidden_in_pieces_too(said: str) -> None:
    basics = Basics(
        name="Maja Berg",
        email="mjberg@example.org",
        location=Location(text="12 Rose Hill, Leeds LS1 4AB"),
    )
    assert "[[" in hidden(said, basics)


@pytest.mark.parametrize("said", ["Ran 12 projects in Leeds", "Planted a hill of roses", "Team of 4"])
def test_numbers_and_towns_that_an_address_has_too_stay(said: str) -> None:
    assert (
        hidden(said, Basics(name="Maja Berg", location=Location(text="12 Rose Hill, Leeds LS1 4AB"))) == said
    )
