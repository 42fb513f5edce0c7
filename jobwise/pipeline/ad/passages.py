"""An ad as passages: sentences and list lines with their exact place and the section they stand in.

*Why not by line alone:* ads copied from the web often lose their line breaks, so that a heading or
a new point begins in the middle of a word ("guidelinesWork closely").
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from jobwise.matching.taxonomy import taxonomy

Section = Literal["about", "duties", "must", "nice", "offer", "apply"]

_HEADINGS: tuple[tuple[Section, str], ...] = (
    (
        "nice",
        r"(?:preferred|desired|desirable|additional|bonus|nice[ -]to[ -]haves?|good to have|pluses|optional)"
        r"(?: (?:qualifications?|skills?|experience|requirements?|criteria|attributes|education|but not required))*"
        r"|(?:von vorteil|wünschenswert|souhait\w+|atouts?|les plus|deseable|se valorar\w+|valorable)",
    ),
    (
        "must",
        r"(?:(?:basic|minimum|job|key|core|required|essential|position|technical|mandatory|special|other|general)"
        r"(?: and)? )*"
        r"(?:requirements?|qualifications?|skills?|must[- ]haves?|competenc(?:ies|es)|criteria|abilities|education"
        r"|experience|knowledge|credentials|licen[sc]es?|certifications?)"
        r"(?: ?(?:and|&|/|,) ?(?:experience|skills?|abilities|qualifications?|education|requirements?|knowledge|certifications?"
        r"|training))*(?: required| requirements?| needed)?"
        r"|what (?:you.ll|you|we)(?: will)? (?:need|bring|have|require)\w*|you (?:have|bring|are|must have)"
        r"|(?:who|what) (?:you are|we.re looking for|we are looking for|we look for)|about you|your (?:profile|skills|background)"
        r"|the (?:ideal|successful|right) (?:candidate|person)(?: will have)?|we are looking for"
        r"|(?:ihr |dein )?profil|(?:ihre |deine )?(?:anforderungen|qualifikation\w*)|das bringen sie mit|das bringst du mit"
        r"|(?:votre )?profil(?: recherché)?|compétences(?: requises)?|(?:tu )?perfil|requisitos|imprescindible",
    ),
    (
        "duties",
        r"(?:(?:key|essential|main|primary|major|principal|job|your|daily|general|core|position)(?: and)? )*"
        r"(?:responsibilities|duties|functions|accountabilities|tasks|activities|job description|job summary|job purpose"
        r"|summary|position summary|description|overview of the role|role|purpose)"
        r"(?: ?(?:and|&|/) ?(?:responsibilities|duties|tasks))*(?: include| of the (?:role|job|position))?"
        r"|what (?:you.ll|you will) (?:do|be doing)|the (?:role|job|position|opportunity)|day[- ]to[- ]day|in this role"
        r"|(?:ihre |deine )?aufgaben|(?:vos |les )?missions?|(?:tus )?funciones|responsabilidades|tareas",
    ),
    (
        "offer",
        r"(?:our |the )?(?:benefits|perks|compensation|salary(?: range)?|pay(?: rate)?|what we offer|we offer|why (?:join|work)"
        r".{0,20}|total rewards|hiring range|wage)(?: (?:and|&) (?:perks|benefits|compensation))?"
        r"|wir bieten|(?:unser )?angebot|das bieten wir|nous offrons|avantages|(?:qué )?ofrecemos",
    ),
    (
        "apply",
        r"(?:how )?to apply|application (?:process|instructions)|contact(?: us| information| name)?|equal (?:employment )?"
        r"opportunity.{0,20}|eeo(?: statement)?|disclaimer|bewerbung|candidature|(?:cómo )?aplicar",
    ),
    (
        "about",
        r"about (?:us|the company|our company|the team|the client)|who we are|company(?: overview| description| profile)?"
        r"|our (?:company|story|client|mission)|über uns|wer wir sind|qui sommes[- ]nous|l.entreprise|sobre nosotros|quiénes somos",
    ),
)
_HEADING = tuple((name, re.compile(rf"(?:{words})\s*", re.IGNORECASE)) for name, words in _HEADINGS)
_INLINE = re.compile(
    r"(?<![^\W_])((?:[A-ZÀ-Þ][\w'’&/-]*[ ]?(?:and |or |of |the |to |& |/ ?)?){1,5}):(?=\s*\S)"
)
_ABOUT_EMPLOYER = re.compile(r"about (?!you|the (?:role|job|position))\S.{0,40}", re.IGNORECASE)
_BREAK = re.compile(
    r"\n+|[•●▪◦‣·➢✓*]\s+|(?<=[a-zà-ÿ0-9)%])[.!?;](?=\s+[\"“(]?[A-ZÀ-Þ0-9]|[A-ZÀ-Þ][a-zà-ÿ]|\s*$)"
    r"|(?<=\s)[-–](?=\s+[A-ZÀ-Þ])|(?<=[a-z.):;])[-–*·•](?=[A-ZÀ-Þ][a-z])|\s{4,}"
)
_GLUED = re.compile(r"(?<![\w@./-])([a-zà-ÿ]{3,})(?=[A-ZÀ-Þ][a-zà-ÿ]+[\s,:])|(?<=[)a-z])(?=\d+\+? years)")
_EEO = re.compile(
    r"\bequal (?:employment )?opportunit|without regard to|\bEOE\b|reasonable accommodation|protected veteran"
    r"|drug[- ]free|e-verify|privacy policy|cookies|affirmative action",
    re.IGNORECASE,
)


class Passage(NamedTuple):
    """ad[start:end], the section it stands in, and whether it is a heading."""

    start: int
    end: int
    text: str
    section: Section
    heading: bool


def passages_of(ad: str) -> list[Passage]:
    """The ad's passages in order. Before the first heading the section is `duties`."""
    found: list[Passage] = []
    section: Section = "duties"
    for start, end in _pieces(ad):
        text = ad[start:end]
        named = _section_named(text)
        if named:
            section = named
        own: Section = "apply" if _EEO.search(text) else section
        found.append(Passage(start, end, text, own, named is not None))
    return found


def _section_named(text: str) -> Section | None:
    """The section that a short piece opens, or None."""
    plain = text.strip(" \t:*-–#•.!?").strip()
    if not plain or len(plain) > 60:
        return None
    for section, pattern in _HEADING:
        if pattern.fullmatch(plain):
            return section
    if text.rstrip().endswith(":") and len(plain.split()) <= 6:
        for section, pattern in _HEADING:
            if pattern.search(plain):
                return section
    return "about" if _ABOUT_EMPLOYER.fullmatch(plain) and len(plain.split()) <= 4 else None


def _pieces(ad: str) -> Iterator[tuple[int, int]]:
    """Spans between breaks, without the blanks around them."""
    cuts = {0, len(ad)}
    for match in _BREAK.finditer(ad):
        cuts |= {match.start() + (1 if match[0][0] in ".!?;" else 0), match.end()}
    for match in _GLUED.finditer(ad):
        if not _is_name(ad, match):
            cuts.add(match.end())
    for match in _INLINE.finditer(ad):
        if _section_named(match[0]):
            cuts |= {match.start(), match.end()}
    ordered = sorted(cuts)
    for start, end in zip(ordered, ordered[1:], strict=False):
        piece = ad[start:end]
        lead, trail = len(piece) - len(piece.lstrip(" \t\r\n\xa0•●▪◦‣·*-–")), len(piece) - len(piece.rstrip())
        if start + lead < end - trail and any(char.isalnum() for char in piece):
            yield start + lead, end - trail


def _is_name(ad: str, match: re.Match[str]) -> bool:
    """Whether a capital inside a word belongs to a known name, as in jQuery."""
    word = re.match(r"\w+", ad[match.start() :])
    return word is not None and taxonomy().concept(word[0]) is not None
