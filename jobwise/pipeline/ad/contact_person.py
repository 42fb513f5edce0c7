"""Whom an ad names to write to: "Contact: Ms Ada Brandt", "Ansprechpartnerin: Frau Dr. Brandt".

*Why so narrow:* the name goes into the first line of a letter that a person signs, and the ad is hostile.
Only a form of address as people write it ("Ms", never the "MS" of Office) with a name of a few capitalised
words is taken, only where the ad says whom to ask or to write to, and none where it names two people. No
name is better than a wrong one.
"""

import re
from collections.abc import Iterator
from typing import Literal

from jobwise.domain.posting import ContactPerson, FormOfAddress
from jobwise.matching.claim_words import function_words
from jobwise.matching.skills import find_skills
from jobwise.pipeline.ad.speech import is_to_a_machine

MOST_WORDS = 4
MOST_CHARACTERS = 50
"""The longest name: words, particles counted, and characters."""
_FORMS: dict[str, FormOfAddress] = {
    "ms": "Ms", "mrs": "Mrs", "miss": "Miss", "mr": "Mr", "mx": "Mx", "frau": "Ms", "herr": "Mr",
    "herrn": "Mr", "mme": "Ms", "madame": "Ms", "mlle": "Ms", "monsieur": "Mr", "m": "Mr", "sra": "Ms",
    "srta": "Ms", "señora": "Ms", "sr": "Mr", "señor": "Mr",
}  # fmt: skip
_DEGREE = (
    r"(?:(?:Prof(?:essor(?:in)?)?|Dr|Dra|Pr)\b\.?(?:[ ]?(?:med|rer|nat|phil|jur|h\.? ?c)\.)*(?:-Ing\.)?[ ]?)"
)
_WORD = r"[^\W\d_a-zà-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_INITIAL = r"[^\W\d_a-zà-ÿ]\."
_PARTICLE = r"(?:von|vom|van|zu|zur|de|del|della|di|da|du|der|den|la|le|ter|ten|bin|al|el)"
_NAME = rf"(?:{_PARTICLE}[ ]){{0,2}}{_WORD}(?:[ ](?:{_INITIAL}|(?:{_PARTICLE}[ ]){{0,2}}{_WORD})){{0,3}}"
_FORM = rf"(?P<form>(?i:{'|'.join(form for form in _FORMS if form != 'm')})|M(?=\.))\b\.?[ ]"
_PERSON = re.compile(
    rf"(?<![\w.])(?:{_FORM}|(?={_DEGREE}))(?P<degree>{_DEGREE}{{0,2}})(?P<name>{_NAME})"
    r"(?=[ ]?(?:[,.;:()/|·–—!?-]|\n|$)|[ ](?![A-ZÀ-Þ]))"
)
_ASKED = re.compile(
    r"\b(?:contacts?|contact person|questions?|enquir\w+|inquir\w+|attention|attn|apply to"
    r"|ansprechpartner(?:in)?|ansprechperson|kontakt|rückfragen|fragen|bewerbung\w*|auskünfte?|richten sie"
    r"|candidature\w*|renseignements?|interlocut\w+|adresse[rz]|à l.attention"
    r"|contacto|candidaturas?|dirigir\w*|env[ií]\w+|atención|informes)\b"
    r"|\b(?:call|reach|ask for|write to|e-?mail|(?:applications?|send|submit)\b[^.;:]{0,40}\bto)\s+$",
    re.IGNORECASE,
)
"""What before a name says that one writes to it."""
_ANSWERS = re.compile(
    r"\b(?:questions?|enquir(?:y|ies)|fragen|auskünfte?|renseign\w+|consultas)\b", re.IGNORECASE
)
"""What behind a name says so: "Ms Brandt will be glad to answer your questions"."""
_STREET = re.compile(r"(?:\d|\b(?!Contact\b|Call\b|Kontakt\b|Fragen\b)[A-Z]\w*),?\s+$")
"""What before "Dr." says that it is a road: "1200 Commerce Dr. Orlando"."""
_GLUED = re.compile(r"[a-zà-ÿ]{3}[A-ZÀ-Þ]")
_ONLY_IN = {"m": "fr", "sr": "es"}
"""Forms that are something else in other languages: "Sr. Engineer", "M. Sc."."""
_OFFICE = frozenset(
    "team department office hr human resources recruiting recruitment manager director degree ability access "
    "bakery café hotel restaurant shop store clinic group "
    "project word magazine street avenue road school college university hospital".split()
)
"""Words of ads that stand where a name could."""


def contact_in(ad: str, language: str = "") -> ContactPerson | None:
    """The one person that the ad names for questions or applications, where the form of address is sure.

    language: that of the ad, where it is known.
    """
    found = list(_named(ad.replace("\u00a0", " "), language))
    return found[0] if len({person.name.split()[-1] for person in found}) == 1 else None


def _named(ad: str, language: str) -> Iterator[ContactPerson]:
    for match in _PERSON.finditer(ad):
        written = match["form"] or ("m" if match[0].startswith("M. ") else "")
        degree = _degree(match["degree"])
        named = bool(written) or (bool(degree) and not _STREET.search(ad[: match.start()][-30:]))
        shouted = len(written) > 1 and written.isupper()
        foreign = language not in {"", _ONLY_IN.get(written.casefold(), language)}
        if named and not (shouted or foreign) and _is_asked_for(ad, match) and _is_name(match["name"], ad):
            yield ContactPerson(
                form=_FORMS[written.casefold()] if written else "",
                degree=degree,
                name=match["name"],
                start=match.start("name"),
                end=match.end("name"),
            )


def _degree(written: str) -> Literal["", "Dr", "Prof"]:
    if "Pr" in written:
        return "Prof"
    return "Dr" if "Dr" in written else ""


def _is_asked_for(ad: str, match: re.Match[str]) -> bool:
    """Whether the sentence up to the name, or a label on the line above, speaks of questions or applying."""
    start = ad.rfind("\n", 0, match.start()) + 1
    above = ad[:start].rstrip().rpartition("\n")[2]
    before = re.split(r"[.!?] (?=[A-ZÀ-Þ])", ad[start : match.start()])[-1]
    behind = re.split(r"[.!?](?:\s|$)|\n", ad[match.end() :], maxsplit=1)[0]
    if is_to_a_machine(ad[start:].partition("\n")[0]):
        return False
    label = above if above.endswith(":") and not before.strip() else ""
    return bool(_ASKED.search(before) or _ASKED.search(label) or _ANSWERS.search(behind))


def _is_name(name: str, ad: str) -> bool:
    """Whether words can be a name: few, none of grammar or of the ad, no skill.

    *Why occupations may be:* Ms Baker. A word that the ad also writes small is one of its own.
    """
    words = [word for word in name.split() if not word[0].islower()]
    grammar = frozenset().union(*(function_words(language) for language in ("en", "de", "fr", "es")))
    ordinary = any(word.casefold().strip(".") in grammar | _OFFICE for word in words)
    own = any(re.search(rf"(?<![\w@.-]){re.escape(word.lower())}(?![\w@.])", ad) for word in words)
    broken = _GLUED.search(name) or name.endswith(("'s", "’s"))
    short = len(name.split()) <= MOST_WORDS and len(name) <= MOST_CHARACTERS
    return short and not (ordinary or own or broken or find_skills(name))
