"""Licences and certificates by their shape: no table could hold the names of all boards and states."""

import re
from collections.abc import Iterator

from jobwise.matching.occupations import is_occupation
from jobwise.pipeline.ad.asked import Asked, asked_in
from jobwise.pipeline.ad.passages import Passage

_PAPER = (
    r"(?:[Ll]icen[sc](?:e|es|ure)|[Cc]ertifications?|[Cc]ertificates?|[Rr]egistration|[Ee]ndorsements?"
    r"|[Pp]ermit"
    r"|[Cc]redentials?)\b"
)
_CAPITAL = r"[A-Z][\w'’.&/-]*"
_NAMED = re.compile(rf"((?:{_CAPITAL}\s+){{1,5}}){_PAPER}")
_HOLDER = re.compile(rf"\b(?:Licensed|Certified|Registered|Chartered)\s+((?:{_CAPITAL}\s+){{0,3}}{_CAPITAL})")
_AS = re.compile(
    r"\b(?i:licen[sc]ed?|certified|registered|registration|licensure|certification)\s+(?:as|with"
    r"|by)\s+(?:an?\s+|the\s+)?"
    rf"((?:{_CAPITAL}\s+(?:of\s+)?){{1,5}}{_CAPITAL})"
)
_CUE = re.compile(
    r"\b(?:licen[sc]\w*|certif\w+|registered|registration|credential\w*"
    r"|tickets?|qualifications?|titulaire)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?<![\w-])[A-Z]{2,3}(?:-[A-Z]{2,6})?(?![\w-])|(?<![\w-])[A-Z]{4,6}(?:-[A-Z]+)?(?![\w-])"
)
_NO_LICENCE = frozenset(
    "US USA OR AND NOT MUST THE OF IN TO FOR A AN IT HR EOE EEO AA LLC INC PC MS BA BS BSN MA MBA GED AM "
    "PM FT PT PRN ID "
    "SSN DOT FDA OSHA ISO HIPAA EPA DMV CA NY TX FL IL PA OH WA MI NC GA VA MD CO AZ NJ IA MN NPI TB UK "
    "EU PTO FTE "
    "REQUIRED PLUS BOTH WILL STATE VALID SKILLS".split()
)
_LEAD = re.compile(
    r"^(?:(?:Current|Valid|Active|Must|Possess|Hold|Have|Proof|Required|Preferred|Minimum|A|An|The|Or"
    r"|And|Of|Other|Professional"
    r"|License|Licenses|Licensure|Certification|Certifications|Certificates|Any|All|Currently"
    r"|Appropriate|Education|Position"
    r"|Completion|Maintain|Maintains|Obtain|Unrestricted|Unencumbered|Proper)\b[\s/&:,.-]*)+"
)
_QUALIFICATION = re.compile(
    r"(?:City (?:&|and) Guilds|C&G)(?: [\d-]{3,9})?|\b\d{1,2}(?:st|nd|rd"
    r"|th) Edition(?: (?:[Ww]iring )?[Rr]egulations)?"
    r"(?: \([A-Z]{2} ?\d{3,5}\))?"
)
"""Qualifications of the building trades, which no word such as "certificate" stands by."""
_PAPER_IN = re.compile(
    r"\b(?:postgraduate |higher |national )?(?:diploma|certificate) in "
    r"(?!relat|an?\b|the\b)[\w-]+(?: [\w-]+)?"
    r"|\b(?!(?:relevant|similar|equivalent|recogni|appropriate|any|other|formal|professional|no)\w*\b)"
    r"[\w-]+ [\w-]+ qualification(?=[.;,(\s]*$)",
    re.IGNORECASE,
)
"""A paper with its subject: "postgraduate diploma in pharmacy", "independent prescriber qualification"."""
_TRAINING = re.compile(
    r"(?:^|(?<=, )|(?<=; ))"
    r"(?:título|titulación|certificad[oa]|curso|diploma|habilitación|acreditación|attestato|corso"
    r"|certificat|formation|habilitation|zertifikat|lehrgang|certificaat|cursus|diplôme)"
    r" (?:de |d['’]|des |du |en |di |van |van de |in |für |zu[mr]? |im )[\w'’-]+(?: [\w'’-]+){0,8}",
    re.IGNORECASE,
)
"""The same in other languages, where a list begins with them: "Curso de prevención de riesgos laborales"."""
_NEAR = 60
"""Characters between a word such as "certified" and an acronym that it speaks of."""
_FEWEST_LETTERS = 3


def qualifications_in(passage: Passage) -> Iterator[Asked]:
    """Diplomas and qualifications with the words that say in what, which are no skills by themselves."""
    for pattern in (_QUALIFICATION, _PAPER_IN, _TRAINING):
        for match in pattern.finditer(passage.text):
            yield asked_in(passage, match.start(), match.start() + len(match[0].rstrip(" .")), "licence")


def licences_in(passage: Passage) -> Iterator[Asked]:
    """Named licences, holders of a licence, and acronyms next to a word that speaks of licences."""
    text = passage.text
    for match in _NAMED.finditer(text):
        lead = _LEAD.match(match[1])
        start = match.start() + (lead.end() if lead else 0)
        if (
            len(text[start : match.end(1)].strip()) >= _FEWEST_LETTERS
            and not text[start : match.end(1)].isupper()
        ):
            yield asked_in(passage, start, match.end(), "licence")
    for match in _HOLDER.finditer(text):
        words = match[1].split()
        last = max((i for i, word in enumerate(words) if is_occupation(word.strip(".,"))), default=-1)
        if last >= 0:
            length = len(match[0]) - len(match[1]) + len(" ".join(words[: last + 1]).rstrip(".,"))
            yield asked_in(passage, match.start(), match.start() + length, "licence")
    for match in _AS.finditer(text):
        yield asked_in(passage, match.start(1), match.start(1) + len(match[1].rstrip(".,")), "licence")
    yield from _acronyms(passage)


def _acronyms(passage: Passage) -> Iterator[Asked]:
    text = passage.text
    cues = [cue.start() for cue in _CUE.finditer(text)]
    if not any(cue.islower() or cue.istitle() for cue in _CUE.findall(text)):
        return
    for match in _ACRONYM.finditer(text):
        near = min(abs(match.start() - cue) for cue in cues) <= _NEAR
        if near and match[0] not in _NO_LICENCE and len(match[0]) >= _FEWEST_LETTERS:
            yield asked_in(passage, match.start(), match.end(), "licence")
