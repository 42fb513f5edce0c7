"""No spelling of a name, an address or a number goes to a model."""

import re

import pytest

from jobwise.domain.profile import Basics, Location, NetworkProfile, Profile
from jobwise.pipeline.placeholders import PLACEHOLDER, Placeholders

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
