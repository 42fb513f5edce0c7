"""Fragments of the heads of one section -> who, what and where.

*Why all entries at once:* a résumé prints its entries alike. Where the words of one entry do not
tell employer from title ("Kestrel, Lark"), the order that the others show does.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from jobwise.matching.occupations import is_compound, is_occupation
from jobwise.reading.fragments import Fragment, Head
from jobwise.reading.lexicon import count
from jobwise.reading.places import address_score, is_town_like, place_score

_AT = re.compile(r"\s+(?:at|@|from|chez|bei|beim|bij|hos|på|presso|an der|am)\s+", re.I)
_IN = re.compile(r"\s+(?:en|w|we|em|na|no)\s+(?=[A-ZÀ-ÞŁŚŻŹĆ])")
"""Words between a title and an employer that also stand between a degree and its subject."""
_SURELY_AT = re.compile(r"\s+(?:at|@|chez|bei|beim|bij|hos|presso)\s+(?=[^\W\d_])", re.I)
"""Words between a title and an employer that hardly stand in the name of either."""
_COMPANY_END = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|plc|ag|s\.?a\.?s?|s\.?r\.?l|s\.?l\.?u?|s\.?p\.?a|s\.?n\.?c|b\.?v|v\.?o\.?f|co|llp|kg"
    r"|o?hg|e\.\s?k|e\.\s?v|ltda|lda|sarl|eurl|sp\. ?k|z ?o\. ?o|pty|ab|oy|as)\.?\)?$|\w\s+technik$",
    re.I,
)
"""*Why "technik":* alone it is a technician in Poland, behind a name a firm in Germany."""
_FIRM = re.compile(
    r"(?i)[^\W\d_]{3}(?:bedrijf|praktijk|centrum|huis|groep|winkel|betrieb|haus|zentrum|praxis|klinik|handel|fabrik|fabriek"
    r"|verlag|kasse|schule|school|skola|skolan|sjukhus|gården|firma|werke|makelaars|bouw|bau)\b"
)
"""Compounds whose last part names a firm: "Bouwbedrijf", "Ziegelfabrik"."""
_TEAM = re.compile(r",[^,]*\b(?:team|department|dept\.?|division|squad|unit|abteilung|équipe|equipo)$", re.I)
"""A part of an employer, behind a title."""

_SCHOOL = re.compile(
    r"(?i)[^\W\d_]{3}(?:schule|schulzentrum|gymnasium|gymnasiet|kolleg|akademie|college|lyceum|skolan|skola|universität)\b"
)
"""Compounds whose last part names a school: "Gemeinschaftsschule"."""

Score = Callable[[str], float]


@dataclass(eq=False)
class Roles:
    """What the fragments of a head are. `who` is an employer or a school, `what` a title or a degree.

    `sure`: the words tell who from what; `placed`: they tell who from where;
    `shared`: who is the employer of the entry above, by the dates alone.
    """

    who: str = ""
    what: str = ""
    where: str = ""
    rest: list[str] = field(default_factory=list)
    sure: bool = True
    placed: bool = True
    shared: bool = False


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Above 0: words of a job's title, be it with a team's name; below 0: words of an employer's name."""
    text = _TEAM.sub("", text)
    titles = min(2, count("titles", text)) or _ends_in_occupation(text)
    firms = min(2, count("companies", text)) + 2 * bool(_COMPANY_END.search(text.strip()))
    firms = firms or int(not titles and bool(_FIRM.search(text)))
    return titles * 1.5 - firms


def _ends_in_occupation(text: str) -> float:
    """How surely the last word names what one person does, 0..1; "Dale Builders" is a firm."""
    words = text.split() if "&" not in text else []
    first, last = (words[0].strip(","), words[-1]) if words else ("", "")
    if is_compound(first) and len(words) > 1:
        return 1.0  # "Vertriebsleiter Nord"
    if last.endswith("s"):
        return 0.0
    return 1.0 if is_compound(last) else 0.5 * is_occupation(last)


@lru_cache(maxsize=4096)
def degree_score(text: str) -> float:
    """Above 0: words of a degree or subject; below 0: words of a school's name."""
    schools = count("schools", text) or int(bool(_SCHOOL.search(text)))
    return min(2, count("degrees", text)) * 1.2 - 2.0 * min(2, schools)


def roles_of(heads: Sequence[Head], score: Score) -> list[Roles]:
    """Roles for each head of a section. `score` tells titles (above 0) from employers (below 0)."""
    for head in heads:
        _free_employer(head)
    towns = [_town(head, score) for head in heads]
    placing = any(town and town.alone and town.line and place_score(town.text) for town in towns)
    parted = [_candidates(head, town, placing, score) for head, town in zip(heads, towns, strict=True)]
    lean = sum(_sign(_margin(fragments, score)) for fragments, _ in parted if len(fragments) > 1)
    lean = lean or sum(_beside_place(fragments, places) for fragments, places in parted)
    style = _bold_is_what(parted, score)
    found = [_assigned(fragments, places, score, lean, style) for fragments, places in parted]
    _by_look([fragments for fragments, _ in parted], found, score)
    for head, town, roles in zip(heads, towns, found, strict=True):
        roles.rest += [fragment.text for fragment in head.fragments if _is_remark(fragment)]
        roles.rest += head.marks
        roles.placed = roles.placed and _is_placed(head, town, placing, roles, score)
    return found


def _beside_place(fragments: list[Fragment], places: list[Fragment]) -> int:
    """1 when the second of two names has the place behind it, -1 when the first has: that is the employer."""
    if len(fragments) != 2 or len(places) != 1 or fragments[0].line == fragments[1].line:
        return 0
    beside = [(f.line, f.cell) == (places[0].line, places[0].cell) for f in fragments]
    return int(beside[1]) - int(beside[0])


def _free_employer(head: Head) -> None:
    """Take a city behind a title for the employer where the place stands alone: "Cook, Aurora / Lyon"."""
    names = [fragment for fragment in head.fragments if not (fragment.place or fragment.alone)]
    cities = [fragment for fragment in head.fragments if fragment.place and place_score(fragment.text) == 1]
    told = any(fragment.alone and place_score(fragment.text) for fragment in head.fragments)
    if told and len(cities) == 1 and len(names) == 1 and cities[0].line == names[0].line == 0:
        cities[0].place = "," in names[0].text


def _town(head: Head, score: Score) -> Fragment | None:
    """A bare name that is the place because the other fragments name both who and what.

    It is a city that is known, or stands alone beside the dates or to the right: no list knows every town.
    """
    names = [fragment for fragment in head.fragments if not _is_remark(fragment)]
    if any(fragment.place or fragment.label for fragment in names):
        return None
    for town in reversed(names if names and names[0].alone else names[1:]):
        rest = [fragment for fragment in names if fragment is not town]
        parts = _split_lone(rest[0], score) if len(rest) == 1 else rest
        known = place_score(town.text) == 1
        stands = (town.noted or town.right) and is_town_like(town.text)
        told = known or any(score(part.text) > 0 for part in parts)
        team = not known and bool(rest) and bool(_TEAM.search(rest[0].text))
        if (known or stands) and told and not team and len(parts) > 1 and not score(town.text):
            return town
    return None


def _is_placed(head: Head, town: Fragment | None, placing: bool, roles: Roles, score: Score) -> bool:
    """Whether it is told which name is the place and which the employer.

    Not when a city is the employer, or a name of its own line below a title with another name behind it.
    """
    if town is None:
        lone = any(fragment.alone and fragment.text == roles.who for fragment in head.fragments)
        _, comma, tail = _TEAM.sub("", roles.what).rpartition(", ")
        other = bool(comma) and is_town_like(roles.who) and is_town_like(tail) and not score(tail)
        return not lone or score(roles.who) < 0 or not (place_score(roles.who) == 1 or other)
    if place_score(roles.who) == 1:
        return False
    apart = (town.alone and town.line > 0) or town.right
    known = place_score(town.text) > 0 and (apart or roles.who in [f.text for f in head.fragments])
    return placing or known or score(roles.who) < 0 or town.text in roles.who


def _by_look(parted: Sequence[list[Fragment]], found: Sequence[Roles], score: Score) -> None:
    """Take a lone fragment that no known word tells for a title when it is set as the others' titles are."""
    looks: dict[str, set[tuple[bool, bool]]] = {"who": set(), "what": set()}
    for fragments, roles in zip(parted, found, strict=True):
        for fragment in fragments if roles.who and roles.what else ():
            for role in ("who", "what"):
                if fragment.text == getattr(roles, role):
                    looks[role].add((fragment.bold, fragment.italic))
    for fragments, roles in zip(parted, found, strict=True):
        if len(fragments) == 1 and roles.who and not roles.what and score(roles.who) == 0:
            look = (fragments[0].bold, fragments[0].italic)
            if look in looks["what"] - looks["who"]:
                roles.who, roles.what = "", roles.who


def _is_remark(fragment: Fragment) -> bool:
    """Whether a fragment is a note with a label of its own: "Tools: Go, Kafka"."""
    return not fragment.label and bool(re.match(r"[^\W\d][^:]{2,24}:\s", fragment.text))


def _candidates(
    head: Head, town: Fragment | None, placing: bool, score: Score
) -> tuple[list[Fragment], list[Fragment]]:
    """(fragments that may be who or what, places); a lone fragment is taken apart.

    `placing`: other heads of the section have a town alone beside their dates.
    """
    places = [fragment for fragment in head.fragments if fragment.place or fragment is town]
    others = [f for f in head.fragments if f not in places and not _is_remark(f)]
    first = [fragment for fragment in others if not _is_address(fragment.text) or score(fragment.text)]
    named = [fragment for fragment in first[1:] if score(fragment.text) <= 0]  # Köchin is a cook and a city
    cities = [fragment for fragment in named if place_score(fragment.text) == 1]
    nameless = len(first) == 2 and any(city.alone for city in cities) and score(first[0].text) <= 0
    if not places and (len(first) - len(cities) >= 2 or nameless):
        first = [fragment for fragment in first if fragment not in cities]
    places += [fragment for fragment in others if fragment not in first]
    lone = len(first) == 1 and "," not in first[0].text and score(first[0].text) > 0
    lone = lone and not (placing and any(fragment.alone for fragment in places))
    lone = lone and not (_AT.search(first[0].text) or _IN.search(first[0].text))
    if lone and [place_score(fragment.text) for fragment in places] == [1]:
        first, places = [*first, *places], []  # a title and a word that is also a city: its employer
    if len(first) == 1 and not places:
        return _with_town(_split_lone(first[0], score), score)
    if len(first) == 1:
        return _split_lone(first[0], score, placed=bool(places)), places
    parts = [part for fragment in first for part in _split_mixed(fragment, score)]
    return (parts, places) if places else _with_town(parts, score)


def _is_address(text: str) -> bool:
    """Whether a text is surely an address; a city's name alone may be an employer's too."""
    return place_score(text) != 1 and address_score(text) == 2


def _split_mixed(fragment: Fragment, score: Score) -> list[Fragment]:
    """Both out of one fragment of several, where a comma parts a title's words from an employer's."""
    for match in re.finditer(r",\s", fragment.text):
        parts = fragment.text[: match.start()], fragment.text[match.end() :]
        if score(parts[0]) * score(parts[1]) < 0 and not _TEAM.search(fragment.text):
            return [_like(fragment, part) for part in parts]
    return [fragment]


def _split_lone(fragment: Fragment, score: Score, *, placed: bool = False) -> list[Fragment]:
    """A title and an employer out of one fragment: "Cook at Aurora", "Aurora, Cook", "Cook (Aurora)"."""
    text = fragment.text
    at = _AT.split(text, maxsplit=1)
    if len(at) == 2 and score(at[0]) > 0 and not any(score(part) < 0 for part in at[0].split(",")):
        return [_like(fragment, part) for part in at]
    at = _SURELY_AT.split(text, maxsplit=1)
    inside = _IN.split(text, maxsplit=1)
    firm = len(inside) == 2 and (score(inside[1]) < 0 or (placed and not score(inside[1])))
    if firm and score(inside[0]) > 0 and "," not in _legal(text):
        return [_like(fragment, part) for part in inside]  # "Camarera en Bar Luna"
    if len(at) == 2 and not score(at[0]) and at[1][:1].isupper():
        return [_like(fragment, at[0], "what"), _like(fragment, at[1], "who")]  # "Verkauf bei Lark"
    inner = re.fullmatch(r"(.+?)\s*\(([^()]{3,})\)", text)
    if (
        inner
        and not inner[2].islower()  # "(agency)"
        and (score(inner[2]) or not re.search(r"\d", inner[2]))  # "(grade 1.4)"
        and score(inner[1]) * score(inner[2]) <= 0
        and score(inner[1]) != score(inner[2])
    ):
        return [_like(fragment, part) for part in inner.groups()]
    cuts = [match.start() for match in re.finditer(r",\s", text)]
    options = [(text[:cut], text[cut + 1 :].strip()) for cut in cuts]
    best = max(options, key=lambda pair: _parted_well(pair[0], pair[1], score), default=None)
    if best and not _COMPANY_END.fullmatch(best[1]):
        return [_like(fragment, part) for part in best]
    return [fragment]


def _with_town(parts: list[Fragment], score: Score) -> tuple[list[Fragment], list[Fragment]]:
    """(names, places) where words tell the title and the employer, and a town stands behind a comma."""
    if len(parts) != 2:
        return parts, []
    title, firm = sorted(parts, key=lambda part: -score(part.text))
    name, comma, town = firm.text.rpartition(", ")
    told = score(title.text) > 0 > score(name) and not _TEAM.search(firm.text)
    if not (comma and told and is_town_like(town) and not score(town)):
        return parts, []
    return [_like(part, name) if part is firm else part for part in parts], [_like(firm, town)]


def _legal(text: str) -> str:
    """A name without the form that its firm has by law: "Montajes Oliva, S.L."."""
    return re.sub(r",\s*[\w. ]{1,12}$", "", text) if _COMPANY_END.search(text) else text


def _parted_well(one: str, two: str, score: Score) -> tuple[float, int]:
    """How clearly two parts differ; among equals a subject or a team goes with the title."""
    margin = score(one) - score(two)
    return abs(margin), len(one) if margin > 0 else -len(one)


def _like(fragment: Fragment, text: str, label: str = "") -> Fragment:
    """A part of a fragment; `label`: what it is, where that is told."""
    return Fragment(
        text.strip(" ,;"),
        fragment.line,
        fragment.cell,
        fragment.bold,
        fragment.italic,
        fragment.right,
        label=label,
    )


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _margin(fragments: Sequence[Fragment], score: Score) -> float:
    """Above 0 when the first fragment looks more like the title than the second."""
    return score(fragments[0].text) - score(fragments[1].text) if len(fragments) > 1 else 0.0


def _bold_is_what(parted: Sequence[tuple[list[Fragment], list[Fragment]]], score: Score) -> float:
    """Above 0 when bold fragments look more like titles than the others do."""
    bold = [score(f.text) for fragments, _ in parted for f in fragments[:3] if f.bold]
    plain = [score(f.text) for fragments, _ in parted for f in fragments[:3] if not f.bold]
    return sum(bold) / len(bold) - sum(plain) / len(plain) if bold and plain else 0.0


def _assigned(
    fragments: list[Fragment], places: list[Fragment], score: Score, lean: float, style: float
) -> Roles:
    where = ", ".join(fragment.text for fragment in places)
    named = {
        fragment.label: fragment for fragment in reversed(fragments) if fragment.label in ("who", "what")
    }
    if set(named) == {"what"} and len(fragments) == 1:
        return Roles(what=named["what"].text, where=where)
    if len(named) == 2:
        more = [fragment.text for fragment in fragments if fragment not in named.values()]
        return Roles(named["who"].text, named["what"].text, where, more)
    if not fragments:
        return Roles(where=where, sure=False)
    if len(fragments) == 1:
        only = fragments[0].text
        what = score(only) > 0 or (score(only) == 0 and lean > 0)
        return Roles(who="" if what else only, what=only if what else "", where=where, sure=False)
    first, second, sure = _pair(fragments, score, lean, style)
    rest = [fragment for fragment in fragments if fragment is not first and fragment is not second]
    placed = True
    if not where and rest and _may_be_place(rest[-1], score):
        placed = bool(place_score(rest[-1].text)) or not rest[-1].noted
        where = rest.pop().text
    return Roles(first.text, second.text, where, [fragment.text for fragment in rest], sure, placed)


def _pair(
    fragments: list[Fragment], score: Score, lean: float, style: float
) -> tuple[Fragment, Fragment, bool]:
    """(who, what, whether their words tell them apart)."""
    first, second = fragments[:2]
    if len(fragments) > 2:
        what = max(fragments, key=lambda f: (score(f.text), -fragments.index(f)))
        others = [fragment for fragment in fragments if fragment is not what]
        who = min(others, key=lambda f: (score(f.text), fragments.index(f)))
        if score(what.text) > 0 or score(who.text) < 0:
            if score(what.text) <= 0:
                what = min((f for f in fragments if f is not who), key=fragments.index)
            return who, what, True
    margin = _margin(fragments, score)
    if abs(margin) >= 0.5:
        return (second, first, True) if margin > 0 else (first, second, True)
    if style and first.bold != second.bold:
        bold, plain = (first, second) if first.bold else (second, first)
        return (plain, bold, True) if style > 0 else (bold, plain, True)
    return (second, first, bool(lean)) if lean > 0 else (first, second, bool(lean))


def _may_be_place(fragment: Fragment, score: Score) -> bool:
    words = fragment.text.split()
    return (
        place_score(fragment.text) > 0
        or (fragment.right and len(words) <= 4 and fragment.text[:1].isupper())
        or (fragment.noted and is_town_like(fragment.text) and not score(fragment.text))
    )
