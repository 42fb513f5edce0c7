"""What a label tells to be personal does not go to a model, and comes back; ordinary lines stay whole."""

import re
import time

import pytest

from jobwise.domain.profile import Basics, Profile
from jobwise.pipeline.placeholders import PLACEHOLDER, Placeholders


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Date of birth: ", "12 March 1990"),
        ("DATE OF BIRTH: ", "March 12, 1990"),
        ("DOB ", "12/03/1990"),
        ("D.O.B.: ", "1990-03-12"),
        ("Born on ", "12th March 1990 in Otley"),
        ("Born: ", "Otley"),
        ("born in ", "1990"),
        ("**Date of birth:** ", "12.03.90"),
        ("Geburtsdatum: ", "12.03.1990"),
        ("geboren am ", "12. März 1990 in Köln"),
        ("geb. ", "12.03.1990"),
        ("Geburtsdatum\t", "12.03.1990"),
        ("Née le ", "12 mars 1990 à Lyon"),
        ("Date de naissance : ", "12/03/1990"),
        ("Fecha de nacimiento: ", "12 de marzo de 1990"),
        ("Nata il ", "12 marzo 1990"),
        ("Data de nascimento: ", "12/03/1990"),
        ("Geboortedatum: ", "12-03-1990"),
        ("Data urodzenia: ", "12.03.1990"),
        ("Födelsedatum: ", "1990-03-12"),
        ("FODELSEDATUM: ", "1990-03-12"),
        ("Født: ", "12.03.1990"),
        ("Syntymäaika: ", "12.3.1990"),
        ("Passport: ", "123456789"),
        ("Passport No. ", "AB1234567"),
        ("ID card number: ", "L01X00T471"),
        ("Reisepass-Nr.: ", "C01X00T47"),
        ("National Insurance number: ", "QQ 12 34 56 C"),
        ("NI No: ", "QQ123456C"),
        ("SSN ", "078-05-1120"),
        ("Social Security Number: ", "078-05-1120"),
        ("Steuer-ID: ", "12 345 678 901"),
        ("Steuernummer ", "181/815/08155"),
        ("Sozialversicherungsnummer: ", "12 010390 M 123"),
        ("Numéro de sécurité sociale : ", "1 90 03 69 123 456 78"),
        ("DNI: ", "12345678Z"),
        ("Codice fiscale: ", "RSSMRA85T10A562S"),
        ("PESEL: ", "90031212345"),
        ("Personnummer: ", "19900312-1234"),
        ("CPR-nr. ", "120390-1234"),
        ("Nationality: ", "British"),
        ("Nationality - ", "New Zealander"),
        ("Citizenship: ", "German and Indian"),
        ("Staatsangehörigkeit: ", "deutsch"),
        ("Staatsangehoerigkeit  ", "deutsch"),
        ("Familienstand: ", "verheiratet, zwei Kinder"),
        ("Marital status: ", "single"),
        ("Nationalité : ", "française"),
        ("Situation familiale : ", "mariée"),
        ("Estado civil: ", "soltera"),
        ("Stato civile: ", "nubile"),
        ("Obywatelstwo: ", "polskie"),
        ("Civilstånd: ", "gift"),
    ],
)
def test_what_is_labelled_is_hidden_and_comes_back(label: str, said: str) -> None:
    placeholders = Placeholders(Profile(basics=Basics(name="Qwertz Yxcvb")))
    for text in (label + said, f"Kept the books\n{label}{said}\nWrote 12 reports", f"{label}{said} | Leeds"):
        away = placeholders.hide(text)
        assert said not in away
        assert re.fullmatch(re.escape(text).replace(re.escape(said), r"\[\[[A-Z]+\d+\]\]"), away)
        assert placeholders.restore(away) == text


def test_several_in_one_line_are_hidden_each() -> None:
    placeholders = Placeholders(Profile(basics=Basics(name="Qwertz Yxcvb")))
    text = "Date of birth: 12 March 1990 Nationality: New Zealander, Marital status: single Languages: Māori"
    shown = PLACEHOLDER.sub("_", placeholders.hide(text))
    assert shown == "Date of birth: _ Nationality: _, Marital status: _ Languages: Māori"


@pytest.mark.parametrize(
    "said",
    [
        "Catalogued born-digital archives from 1990 to 2004",
        "Passport control officer, checked 300 passports a day",
        "Issued 12,000 passports and 4,500 ID cards in 2019",
        "Passport officer 2019-2023",
        "BSN 2015-2019",
        "BSN: Calder University, 2015",
        "CPR certified 2019/2023",
        "Advised on nationality law, marital status and citizenship",
        "Taught citizenship to 30 pupils",
        "Prepared 400 tax returns and 250,000 social security claims",
        "Tax: prepared 1200 returns a year",
        "Managed the national insurance fund of 12 offices",
        "Led the social security team through 3 audits",
        "Cared for newborn children, 12 births a week",
        "Native of no town: ran the date of birth check for 20000 records",
        "Designed ID 2000 scanners",
    ],
)
def test_ordinary_lines_stay(said: str) -> None:
    assert Placeholders(Profile(basics=Basics(name="Qwertz Yxcvb"))).hide(said) == said


@pytest.mark.parametrize("said", ["Born: ", "ID ", "Passport 1", "Nationality  ", "1 A", "born 1 "])
def test_long_runs_are_looked_through_at_once(said: str) -> None:
    begun = time.perf_counter()
    Placeholders(Profile(basics=Basics(name="Qwertz Yxcvb"))).hide(said * 20_000)
    assert time.perf_counter() - begun < 10
