"""To whom the letter goes and how it greets: a person whom the ad names, else the hiring team."""

import itertools
from collections.abc import Mapping
from typing import NamedTuple

from jobwise.domain.posting import ContactPerson, JobAnalysis
from jobwise.pipeline.ad_names import name_in_ad
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.wording import calm


class Greeting(NamedTuple):
    """The address line ("" where the ad names nobody), the salutation, and the last line's greeting."""

    recipient: str
    salutation: str
    goodbye: str


_PERSONS: Mapping[tuple[str, bool], tuple[str, str, str]] = {
    ("en", True): ("{form} {full}", "Dear {form} {last},", ""),
    ("en", False): ("{form} {full}", "Dear {form} {last},", ""),
    ("de", True): ("Frau {degree}{full}", "Sehr geehrte Frau {degree}{last},", ""),
    ("de", False): ("Herrn {degree}{full}", "Sehr geehrter Herr {degree}{last},", ""),
    ("fr", True): ("À l’attention de Madame {full}", "Madame,", "Madame"),
    ("fr", False): ("À l’attention de Monsieur {full}", "Monsieur,", "Monsieur"),
    ("es", True): ("A la atención de la Sra. {full}", "Estimada Sra. {last}:", ""),
    ("es", False): ("A la atención del Sr. {full}", "Estimado Sr. {last}:", ""),
}
"""(language, whether a woman is written to) -> address line, salutation, who is greeted at the end."""
_WOMEN = frozenset({"Ms", "Mrs", "Miss"})
_LONGEST_SURE = 2
"""Words of a name whose last is surely the family's; of more, the whole name is greeted."""


def greeting(analysis: JobAnalysis, phrases: Phrases) -> Greeting:
    """The greeting in the letter's language, from nothing but checked names of the ad."""
    employer = name_in_ad(analysis.employer)
    person = analysis.contact
    patterns = _patterns(person, phrases.language)
    if person and patterns:
        words = _words(person, phrases.language)
        address, salutation, ending = (pattern.format(**words) for pattern in patterns)
        goodbye = phrases.goodbye.replace("Madame, Monsieur", ending) if ending else phrases.goodbye
        return Greeting(", ".join(filter(None, (address, employer))), salutation, goodbye)
    if employer:
        salutation = phrases.salutation.format(at=at(employer, phrases.language))
        return Greeting(phrases.recipient.format(employer=employer), salutation, phrases.goodbye)
    return Greeting("", phrases.salutation_open, phrases.goodbye)


def _patterns(person: ContactPerson | None, language: str) -> tuple[str, str, str] | None:
    """None where nobody is named, or where this language needs to know what the form does not tell."""
    if person is None or (language != "en" and person.form in {"", "Mx"}):
        return None
    return _PERSONS.get((language, person.form in _WOMEN))


def _words(person: ContactPerson, language: str) -> dict[str, str]:
    name = " ".join(map(calm, person.name.split()))
    counted = [word for word in name.split() if not word[0].islower() and not word.endswith(".")]
    last = name if len(counted) > _LONGEST_SURE else _family_name(name)
    titles = {"Dr": "Dr", "Prof": "Professor"}
    return {
        "form": titles.get(person.degree, person.form),
        "degree": f"{person.degree}. " if person.degree and language == "de" else "",
        "full": name,
        "last": last,
    }


def _family_name(name: str) -> str:
    """The last word with the particles before it: "Ada von Brandt" -> "von Brandt"."""
    *before, last = name.split()
    particles = list(itertools.takewhile(str.islower, reversed(before)))
    return " ".join([*reversed(particles), last])
