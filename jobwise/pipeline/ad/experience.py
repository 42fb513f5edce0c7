"""Years of work and degrees that an ad asks for."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from jobwise.domain.posting import DEGREES, Degree, Requirement
from jobwise.matching.degrees import degree_in, lowest_degree_in
from jobwise.matching.skills import find_skills
from jobwise.pipeline.ad.asked import Asked, asked_in
from jobwise.pipeline.ad.denials import is_denied
from jobwise.pipeline.ad.passages import Passage

_NUMBERS = {
    word: number
    for number, words in enumerate(
        "one|ein|un|uno|een|één|um|ett;two|zwei|deux|dos|due|twee|dois|två|dwa;"
        "three|drei|trois|tres|tre|drie|três|trzy;four|vier|quatre|cuatro|quattro|quatro|fyra|cztery;"
        "five|fünf|cinq|cinco|cinque|vijf|fem|pięć;six|sechs|sei|zes|seis|sex;seven|sieben|sept|siete|sette|zeven;"
        "eight|acht|huit|ocho|otto|oito;nine|neun|neuf;ten|zehn|dix|diez|dieci|tien|dez|tio".split(";"),
        start=1,
    )
    for word in words.split("|")
}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_YEAR = (
    r"(?:years?|yrs?\.?|jahre?n?|ans|an(?= d['’]| minimum| en )|années?|años?|anni|anno|jaar|jaren"
    r"|anos?|års?|rok|lata|lat|roku)\b(?:'|’)?"
)
_YEARS = re.compile(
    rf"\b({_NUMBER})(?:\s*\(\d+\))?\s*\+?\s*(?:(?:-|–|to|bis|à|a|tot|till"
    rf"|or|oder|ou|o)\s*{_NUMBER}\s*\+?\s*)?"
    rf"(?:or more |plus |full |solid )?{_YEAR}"
    r"(?!\s+(?:college |university |technical )?(?:degree|college|university|program|diploma|school)\b)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:(?:at least|minimum(?: of)?|min\.?) a(?: full)? year|a (?:full )?year['’]?s?(?= (?:of "
    r"|working |or more ))"
    r"|(?:minimum|co najmniej|przynajmniej) rok(?:u)?)\b",
    re.IGNORECASE,
)
"""One year without its number: "at least a year on the line"."""
_MONTHS = re.compile(
    r"\b(6|9|12|18|24|36|six|nine|twelve|eighteen)\s*\+?\s*(?:or more )?(?:months?|monate?n?|mois|meses|mesi"
    r"|maanden)\b(?:'|’)?(?=[^.;,\n]{0,50}\b(?:experience|erfahrung|expérience|experiencia|esperienza|ervaring"
    r"|experiência)\b)",
    re.IGNORECASE,
)
_MONTHS_IN_A_YEAR = 12
_MONTH_WORDS = {"six": 6, "nine": 9, "twelve": 12, "eighteen": 18}
_OF_WORK = re.compile(
    r"experience|exp\b|\bpqe\b|post[- ]qualif\w+|on the (?:job|line|tools|floor)|erfahrung|esperienza"
    r"|ervaring"
    r"|experiência|erfarenhet|doświadczeni\w+|expérience|experiencia|background|work(?:ing|ed)?\b"
    r"|in (?:a|the|sales"
    r"|an)|role",
    re.IGNORECASE,
)
_NOT_OF_WORK = re.compile(
    r"\b(?:old|of age|in business|for over|for more than|anniversary|warranty|ago|history of the"
    r"|combined|presence|leader in|serving|backed"
    r"|within (?:the|your) first|on the market|fixed[- ]term|contract for|every)\b",
    re.IGNORECASE,
)
_SUBSTITUTE = re.compile(
    r"\b(?:substitut\w+ for|in (?:lieu|place) of) (?:up to |each )?\W*$|\b(?:past|last|previous"
    r"|vergangenen|letzten|derniers?|dernières|últimos) $",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"(?:\bno|\bnot? (?:need|require)\w*(?: an?)?|n['’]t (?:need|require)\w*(?: an?)?|\bwithout an?)\s+$",
    re.I,
)
_TRADE = re.compile(r"\bapprentice|\b[ns]vq\b", re.IGNORECASE)
"""Trades are learned at work: whoever asks for that asks for no degree."""
_SUBSTITUTED = re.compile(r"[^.;()]{0,40}\b(?:may|can|will) (?:be )?substitut", re.IGNORECASE)
"""What stands in for something else is not asked for."""
_TAIL_END = re.compile(
    r"[.;:()\n]|(?<=erfahrung),|,\s+(?:eine?|wobei|auch|gerne?|idealerweise|gern)\b|,\s+or\s+(?=[A-Z])"
    r"|\s+and\s+\w+\s+years\b|,?\s+(?:preferably|ideally)\b"
    r"|,\s*(?:one|two|three|four|five|\d+\+?)(?: years?)? preferred",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r"\b(?:and|or|und|oder|et|ou|y|o|e)\b|&|/", re.IGNORECASE)
_NOTHING_NAMED = re.compile(
    r"^\W*(?:(?:de|d['’])\s?)?(?:experiencia|expérience|esperienza|experiência|ervaring)\s*$", re.I
)
"""Years of work at large: what follows is the next thing."""
_DEGREE = re.compile(
    r"\b(?:bachelor\w*(?:['’]s?)?(?: degree)?|master(?:['’]?s)(?: degree)?|master degree"
    r"|master (?:of|in) \w+(?: administration| health| work)?"
    r"|ph\.?d\.?|doctorate|mba|"
    r"associate(?:['’]?s)?(?: degree|(?= in\b))|"
    r"b\.?sc?\.?(?=[\s/,)])(?!\s*\w*\s*&|\s*(?:EN\s*)?\d)|b\.?a\.?(?=[\s/,)])|m\.?sc\.?(?=[\s/,)])"
    r"|(?:(?:university"
    r"|college|4[- ]year|four[- ]year|undergraduate|graduate|"
    r"advanced|technical) )?(?<!\d )degree(?!s? of| inspection| turn)|high[- ]school(?: diploma"
    r"| degree| graduate)?(?:\s*(?:/|or)?\s*ged)?|ged\b|"
    r"nvq|svq|btec|hnc|hnd|(?:\w+ )?apprenticeship|abitur|hochschulstudium|hochschulabschluss|staatsexamen"
    r"|(?:abgeschlossenes )?studium|(?:berufs)?ausbildung|bac ?\+ ?\d"
    r"|licence (?:en|de|pro)\b|diplôme"
    r"|(?-i:M\.?S\.?|B\.?S\.?)(?=\s(?:or|in|degree)\b|/\s?(?:PhD|MS)|,\s(?:PhD|MBA))"
    r"|(?-i:B\.?\s?Tech|M\.?\s?Tech)(?=[\s/,)]|$)"
    r"|laurea(?: magistrale| triennale)?"
    r"|titulación|grado|licenciatura)"
    r"(?:[^.;\n]{0,60}?\b(?:in|of|en|der|im|als|zum|zur|as an?)\s+[^.;\n:()]{3,60}?"
    r"(?=,?\s+(?:required|preferred|desired|a plus|is\b|bachelor|master|preferably"
    r"|and \w+ years|or equivalent|\d)"
    r"|,\s+(?:erfahrung|kenntnisse|deutsch|englisch|mindestens|(?:sehr )?gute|führerschein|experience"
    r"|at least)\b"
    r"|[.;\n:()]|$))?",
    re.IGNORECASE,
)


_DEGREE_NAMED = re.compile(
    r"\b(?:degrees?|bachelor\w*|studium|hochschulabschluss|título (?:universitario)?|licenciatura|laurea"
    r"|diplôme|universitaire diploma)\b",
    re.IGNORECASE,
)


def _own_tail(tail: str, skills: Sequence[int], start: int, *, listed: bool) -> str:
    """What years are of, without the next item of a list: "five years as an electrician, own car".

    skills: where skills begin in the text that the tail stands in from `start`. *Why they stay:* "years of
    Java, Python". listed: years that stand in a list, whatever it ends with.
    """
    first, *others = tail.split(", ")
    if not others or (_ENUMERATES.search(others[-1]) and not (listed or _NOTHING_NAMED.search(first))):
        return tail
    kept, position = first, start + len(first)
    if bisect_left(skills, start) < bisect_left(skills, position):
        for item in others:
            if bisect_left(skills, position + 2) == bisect_left(skills, position + 3):
                break
            kept, position = f"{kept}, {item}", position + 2 + len(item)
    return kept


def experience_in(passage: Passage) -> Iterator[Asked]:
    """Years of work with the words that say of what."""
    yield from _in_other_words(passage)
    skills: list[int] | None = None
    for match in _YEARS.finditer(passage.text):
        rest = passage.text[match.end() : match.end() + 110]
        around = passage.text[max(match.start() - 40, 0) : match.end() + 70]
        if (
            _NOT_OF_WORK.search(around)
            or _SUBSTITUTE.search(passage.text[: match.start()][-40:])
            or not (_OF_WORK.search(around) or passage.section == "must")
        ):
            continue
        tail = _TAIL_END.split(rest, maxsplit=1)[0]
        if "," in tail:
            skills = skills if skills is not None else sorted(s.start for s in find_skills(passage.text))
            listed = passage.text[max(match.start() - 2, 0) : match.start()].rstrip().endswith(",")
            tail = _own_tail(tail, skills, match.end(), listed=listed)
        end = match.end() + len(tail.rstrip(" ,"))
        number = match[1].casefold()
        years = float(_NUMBERS.get(number) or number)
        if 0 < years <= (25 if passage.section == "must" else 12):
            yield asked_in(passage, match.start(), end, "experience", years=years)


def _in_other_words(passage: Passage) -> Iterator[Asked]:
    """Years that are told without their number, or in months."""
    asks = passage.section == "must"
    for match in (*_ONE.finditer(passage.text), *_MONTHS.finditer(passage.text)):
        rest = passage.text[match.end() : match.end() + 110]
        before = passage.text[max(match.start() - 40, 0) : match.start()]
        of_work = match.re is _MONTHS or _OF_WORK.search(rest[:70])
        if _NOT_OF_WORK.search(before + match[0] + rest[:40]) or _SUBSTITUTE.search(before):
            continue
        if of_work or asks:
            number = (match[1] if match.re is _MONTHS else "12").casefold()
            months = _MONTH_WORDS.get(number) or int(number)
            tail = _TAIL_END.split(rest, maxsplit=1)[0].rstrip(" ,")
            end = match.end() + len(tail)
            yield asked_in(passage, match.start(), end, "experience", years=months / _MONTHS_IN_A_YEAR)


def degrees_in(passage: Passage) -> Iterator[Asked]:
    """Degrees and the subjects they are asked in."""
    for match in _DEGREE.finditer(passage.text):
        instead = _SUBSTITUTED.search(match[0]) or _SUBSTITUTED.match(passage.text, match.end())
        unneeded = _NOT_NEEDED.search(passage.text[: match.start()])
        if degree_in(match[0]) and not instead and not unneeded:
            yield asked_in(passage, match.start(), match.start() + len(match[0].rstrip(" ,")), "education")


def years_asked(requirements: Iterable[Requirement]) -> float | None:
    """The most years that a must-have asks for."""
    return max((r.years for r in requirements if r.years and r.importance == "must"), default=None)


def degree_asked(requirements: Iterable[Requirement], ad: str) -> Degree | None:
    """The lowest degree that is enough; "none" where a degree is named and said not to be needed."""
    degrees = [r for r in requirements if r.kind == "education" and not _TRADE.search(r.text)]
    levels = [level for r in degrees if r.importance == "must" and (level := lowest_degree_in(r.text))]
    if levels:
        return min(levels, key=DEGREES.index)
    unneeded = re.search(
        r"degree[^.;\n]{0,40}\bnot required|no degree (?:is )?(?:required|needed|necessary)"
        r"|(?:n['’]t|not) (?:need|require) (?:an? )?(?:\w+ )?degree",
        ad,
        re.IGNORECASE,
    )
    denied = any(is_denied(ad, *match.span()) for match in _DEGREE_NAMED.finditer(ad))
    return "none" if unneeded or denied else None
