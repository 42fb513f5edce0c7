"""Who the ad says employs.

As with titles, every place that could name the employer gives a candidate; a name that comes again is the
likelier one, and no name is better than a wrong one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from jobwise.matching.cities import city_named
from jobwise.matching.occupations import is_occupation, occupations_in
from jobwise.matching.taxonomy import taxonomy
from jobwise.pipeline.ad.head import head_of, place_in

_LABEL = r"(?:^|(?<=[\s.;>]))"
_LEGAL = (
    r"(?:(?:Sp\. z o\.o|(?:Pvt|Pty)\.? Ltd|A/S|AB|Oy|Lda|Ltda|S\.p\.A|Inc|LLC|L\.L\.C|Ltd|Limited|GmbH"
    r"|Corp|Corporation|plc|AG|S\.A(?:\.S)?|SARL|SAS|SL|S\.L(?:\.U)?"
    r"|S\.r\.l|B\.V|LLP|LP|L\.P|gGmbH|UG|KG|e\.V)\b\.?|(?:Company|Group)\b|Co\.)"
)
_WORD_FORMS = r"(?:Company|Group|Limited|Corporation)\b"
"""Legal forms that are words too: "Life, Company Paid" names no firm."""
_AGENCY = re.compile(
    r"\b(?:staffing|recruit(?:ing|ment|er)s?|our client|my client|their client|on behalf of"
    r"|talent solutions|personnel"
    r"|placement|headhunt\w*|cybercoders|temporary services)\b",
    re.IGNORECASE,
)
_AGENCIES = frozenset(
    "adecco|aerotek|apex systems|beacon hill|hays|insight global|kelly services|kforce|manpower|manpowergroup"
    "|michael page|modis|on-assignment|pagegroup|randstad|reed|robert half|robert walters|spherion|teksystems"
    "|the judge group|volt|yoh|accountemps|officeteam|cybercoders|express employment professionals"
    "|jobspring partners"
    "|workbridge associates|matrix resources|collabera|ajilon|kelly|page personnel|gi group|synergie|akkodis"
    "|experis|brook street|morgan mckinley|harvey nash|austin fraser|actalent|allegis group|lucas group"
    "".split("|")
)
"""Well-known firms that place people with others."""
_FOR_A_CLIENT = re.compile(
    r"\b(?:our|my|their) client(?:,| is| has| in\b| seeks| located| based|\.)", re.IGNORECASE
)
_WORD = r"(?:[A-ZÀ-Þ0-9][\w&'’.+-]*|gGmbH|&|of|and|the|de|des|du|la|del|di|van|von|zu|für|und|am|an der)"
_NAME = rf"((?=[A-ZÀ-Þ0-9]){_WORD}(?:[ \u00a0]+{_WORD}){{0,5}})"
_HIRES = (
    r"(?:is|are)\s+(?:currently |now |actively )*(?:seeking|looking|hiring|recruiting|searching"
    r"|accepting|in search|in need)"
    r"|seeks|has an (?:immediate |exciting )?(?:opening|opportunity)|wish(?:es)? to (?:appoint|recruit)"
    r"|needs|requires|invites applications|is recruiting|sucht|stellt|recrute|recherche|busca|precisa"
    r"|selecciona|cerca|ricerca|assume|zoekt|procura|contrata|söker|poszukuje|zatrudni"
)
_TALKS = (
    r"(?:is|are)\s+(?:currently |now |proud |pleased |also )*(?:an? |the |one of|committed|dedicated"
    r"|growing|located|ranked"
    r"|part of|at the)"
    r"|offers|provides|has been|has an?|specializes|operates|runs|makes|builds|delivers|serves|believes|wants"
    r"|was (?:founded|established)"
)
_BEGIN = r"(?:^|[.\n!?>:])\s*(?:At\s+)?"
_ASIDE = r"(?:\s?[®™])?(?:\s*\([^()\n]{2,40}\))?(?:,[^.,]{0,60},)?\s+"
_LABELS = (
    r"(?i:company|employer|organi[sz]ation|arbeitgeber|träger|firma|unternehmen|entreprise|empresa)"
    r"(?i: name)?\s*:\s*"
)
_WORK = (
    r"(?i:\b(?:(?:careers?|opportunit(?:y|ies)|jobs?|position|employed|team)\s+(?:at|with|for)"
    r"|work(?:ing)?\s+(?:at|for)))"
)
_PATTERNS: tuple[tuple[float, bool, re.Pattern[str]], ...] = (
    (9, True, re.compile(rf"{_LABEL}{_LABELS}{_NAME}")),
    (
        5,
        True,
        re.compile(
            rf"(?:^|[.\n>])\s*(?i:about)\s+(?!(?i:us|the|you|our|this)\b){_NAME}(?=\s*[:\n])", re.MULTILINE
        ),
    ),
    (6, True, re.compile(rf"{_BEGIN}{_NAME}{_ASIDE}(?:{_HIRES})\b")),
    (5, False, re.compile(rf"{_BEGIN}{_NAME}{_ASIDE}(?:{_TALKS})\b")),
    (4, False, re.compile(rf"(?i:\bjoin)\s+(?!(?i:us|our|the|a)\b){_NAME}")),
    (4, False, re.compile(rf"{_WORK}\s+{_NAME}")),
    (
        4,
        True,
        re.compile(
            rf"(?:^|(?<=[.!?\n])\s*)(?i:at|bei|chez|en)\s+{_NAME}(?=,|\s+(?i:we|you|our|wir|nous)\b)",
            re.MULTILINE,
        ),
    ),
    (4, True, re.compile(rf"{_NAME}\s+(?:is|are) an? (?i:equal)\b")),
)
_ENDS_LEGAL = re.compile(rf"[\s,]*\b{_LEGAL}$")
_WITH_FORM = re.compile(rf"({_NAME},? {_LEGAL})")
"""A line that is a name with its legal form."""
_FIRM = re.compile(
    rf"{_NAME}(?:,\s+(?!{_WORD_FORMS})|[ \u00a0]+){_LEGAL}(?!\s*:)(?!,? (?:and|or|et|und|oder|ou)\b)"
)
_NOT_EMPLOYER = re.compile(
    r"^(?:we|this\w*|then|immediate|the|our|you\w*|it|there|here|he|she|they|if|job|position|candidates?"
    r"|applicants?|all|in"
    r"|as|an?|must|what|who|how|when|responsibilities|requirements|duties|benefits|ideal|successful"
    r"|monday|least|work\w*"
    r"|home|hours?|today|now|once|experience|please|no|any|that|these|those|summary|qualifications|level"
    r"|us|usa"
    r"|united states|north america|location|race|color|sex|gender|religion|exempt|company|\d+$|drive"
    r"|following|knowledge"
    r"|essential|description|overview|details|high profile|guaranteed|fortune|sized|mid|large"
    r"|opportunity|one|team|every"
    r"|each|some|many|most|based|under|for|with|new|full|part|time|excellent|strong|proven|ability"
    r"|salary|pay|contact"
    r"|call|click|send|e-?verify|equal|eoe|eeo|additional|information|growing|reviews|following|someone"
    r"|department|and"
    r"|experienced|report|about|training|sales|marketing|management|since|current|consistently|prepares?|bachelor\S*"
    r"|master\S*|html|health|service|self|individuals?|employees?|minimum|preferred|great|competitive"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|microsoft"
    r"|inc|corp|state)\b"
    r"|^[A-Z]{2}$|\d{3}|\d\.\d|\b(?:Excel|Office|Department|Members?|Street|St|Ave|Avenue|Blvd|Road|Rd|Suite"
    r"|FTE|MVC|degree|Division|Unit|Area|Team|Region)$",
    re.IGNORECASE,
)
_PRAISED = re.compile(
    rf"^(?:super|top|best|premier|leading|growing|confidential)\b.*{_WORD_FORMS}$"
    rf"|\b(?:[a-z]+(?:ing|ed|est)|best|great|large|local|small|own|private|public)[ ]{_WORD_FORMS}$",
    re.IGNORECASE,
)
"""Praise of a firm that is no name: "Industry Leading Company"."""
_OTHERS_BEFORE = re.compile(
    r"\b(?:published|posted|provided|powered|advertised) (?:in|by|on)(?: the)? $", re.I
)
"""Who prints the ad."""
_OWNED = re.compile(r"(.+?)['’]s\b")
_PRONOUN_AFTER = re.compile(r"\s+(?:We|Our|You|Your|I|They|It|This|As)$")
_OVER = re.compile(
    r"(?:description|summary|overview|title|profile|company|employer|details|information|\bus|\bjob|\bnow"
    r"|responsibilities|requirements|qualifications|benefits)$",
    re.IGNORECASE,
)
"""Words of headings that the text below is glued to: "Job SummaryBrightwater Inc." """
_DIVISION = re.compile(r"\b(?:Practice|Division|Department|Team|Unit|Program|Office)$")
_ARTICLE = re.compile(r"^(?:(?:Die|Der|Das|Het|O)\s+(?=[A-ZÀ-Þ]\S+\s)|L['’](?=[A-Z]{3}))")
"""What stands before a name in a sentence and is none of it: "Die Stadt Emden", "L'EHPAD Les Roses"."""
_ORGANISATION = re.compile(
    r"\b(?:District|Council|University|College|Hospital|School|Academy|Trust|Institute|Foundation|Museum|Clinic"
    r"|Ministry|Borough|Hotel|Bank|GmbH|Ltd|Limited|Inc|LLC|AG|B\.V|S\.L|S\.A|AB|plc)\.?$",
    re.IGNORECASE,
)
"""How the name of an organisation ends, which is no title."""
_FACTS = re.compile(
    r"^[^.]{0,20}(?:(?:full|part)[- ]?time|permanent|remote|hybrid|on-?site|contract|vollzeit|teilzeit"
    r"|CDI|CDD"
    r"|(?:temps|jornada|tempo) \w+|[£$€]\s?\d)",
    re.IGNORECASE,
)
"""How a line of facts begins: what stands between it and the title is who employs."""
_AT = re.compile(r"\s(?:at|bei|chez|@|bij|hos|till|presso)\s")
_CAPS_SENTENCE = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,}){3,}")
_JOINING = re.compile(r"(?:^|\s)(?:and|of|the|&|de|für|und)\s*$")
_AFTER_TITLE = re.compile(r"^(?:[\w&-]+ )*?([A-Za-z][a-z]{2,})(?=[A-Z][A-Za-z])")
_LINK = re.compile(r"(?:www\.|@|https?://)\S+")
_GLUED = re.compile(r"[a-z]{3}[A-Z][a-z]")
_BODY = re.compile(
    r"^(?:Ville|Mairie|Commune|Stadt|Ayuntamiento|City|County|Borough|University of|Universität)\b"
    r"|\b(?:Council|Trust)$"
)
"""Public bodies, which say what they are."""
_GENDERED = re.compile(r"\(\s*[mwfhdx]\s?[/|]\s?[mwfhdx]", re.IGNORECASE)
"""The mark that a title is open to all."""
_OPENING = 400
"""Characters in which a firm says who it is: one word is enough of a name there."""
_FEWEST_LETTERS = 3
_SURE_AGENCY = 6
"""Letters of an agency's name that is nothing else, so that what follows it is a branch."""
_FEWEST_OWN = 3
"""Words that are a name although each is an everyday word: "Summit Medical Group"."""
_FROM_A_LINE = 12
"""Worth of a name that has a line of its own."""
_LABELLED = 9
"""Worth of a name behind its label, the only one to believe where an agency speaks for a client."""


class _Found(NamedTuple):
    """A name and how well its place tells the employer; `sure`: even a word that stands nowhere else."""

    name: str
    worth: float
    sure: bool


def employer_of(ad: str, text: str, pointed: str = "") -> str | None:
    """The employer by its line, label, legal form or sentence; None where only an agency speaks.

    text: the ad's passages, one a line. pointed: a name that somebody else takes for it. *Why that only
    vouches for one that was found here too:* the letter is written to it, and ads name customers and cities.
    """
    best: _Found | None = None
    least = _LABELLED if _FOR_A_CLIENT.search(text) else 0
    links = " ".join(_LINK.findall(text)).casefold()
    for found in _candidates(ad, text):
        if found.worth < _LABELLED and not _stands_alone(found.name, ad):
            continue
        linked = re.sub(r"\W", "", found.name).casefold() in re.sub(r"\W", "", links)
        stem = _ENDS_LEGAL.sub("", found.name)
        again = linked + len(re.findall(rf"(?<!\w){re.escape(stem)}(?!\w)", text)) - 1
        again += found.name == pointed
        if not (again or found.sure or " " in found.name) or (not again and _GLUED.search(found.name)):
            continue
        worth = found.worth + min(again, 4) + linked
        if found.worth < least:
            continue
        if best is None or worth > best.worth:
            best = found._replace(worth=worth)
    return _whole(best.name, ad) if best else None


def _whole(name: str, ad: str) -> str:
    """A firm's name with the word that stands before it wherever its legal form does."""
    words = r"\s+".join(map(re.escape, name.split()))
    longer = re.findall(rf"(?<![A-Za-z])([A-Z]\w+)\s+{words}(?!\w)", ad) if _ENDS_LEGAL.search(name) else []
    return f"{longer[0]} {name}" if len(longer) > 1 and len(set(longer)) == 1 else name


def _candidates(ad: str, text: str) -> Iterator[_Found]:
    if head := head_of(ad):
        yield _Found(head.employer, _FROM_A_LINE, True)
    for line in filter(None, (_line_of_employer(ad), _beside_the_title(ad), _at_whom(ad))):
        yield _Found(line, _FROM_A_LINE, True)
    opening = re.search(rf"\n\s*{_NAME}{_ASIDE}(?:{_TALKS})\b", text[:_OPENING])
    if opening:
        yield from _checked(opening, _Found(_clean(opening[1]), 5, True), text)
    for match in _FIRM.finditer(text):
        yield from _checked(match, _Found(_clean(match[0]), 6, True), text)
    for worth, sure, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield from _checked(match, _Found(_owner(_clean(match[1]), text), worth, sure), text)


def _owner(name: str, text: str) -> str:
    """The firm of "Corvid's Testing Practice", where the text names Corvid alone too."""
    owned = _OWNED.match(name)
    alone = owned and (
        _DIVISION.search(name) or re.search(rf"(?<!\w){re.escape(owned[1])}(?!\w|['’]s)", text)
    )
    return owned[1] if owned and alone else name


def _stands_alone(name: str, ad: str) -> bool:
    """Whether words are a name of their own: no part of a longer word or name, no plain words, no town."""
    words = r"\s+".join(map(re.escape, name.split()))
    before = r"[^\W\d_]{1,30}-?|\d\.?|(?:(?<![A-Za-z])[A-Z][a-z]+ ){2}"
    longer = rf"(?P<before>{before})?{words}(?P<after>-?[A-Z]\w*)?(?![a-zà-ÿ0-9])"
    places = list(re.finditer(longer, ad))
    befores = [m["before"] or "" for m in places]
    firm = _ENDS_LEGAL.search(name)
    if firm and " " in name[: firm.start()] and not all(before.endswith("-") for before in befores):
        return True
    behind = [m["after"] or "" for m in places]
    number = Counter(behind)
    afters = ["" if number[after] == 1 and after.isalnum() else after for after in behind]
    if places and not any(map(_is_free, befores, afters)):
        return False
    if firm:
        return True
    parts = name.split()
    small = (re.search(rf"(?<![\w@./-]){re.escape(part.lower())}(?![\w@]|\.\w)", ad) for part in parts)
    plain = len(parts) < _FEWEST_OWN and all(small)
    town = city_named(name) and re.search(rf"\bin {words}\b|(?<!\w){words}, [A-Z]{{2}}\b", ad)
    return not (plain or town)


def _is_own(name: str, ad: str) -> bool:
    """Whether a name beside the title is neither a town nor one of the ad's words."""
    return not city_named(name) and _stands_alone(name, ad)


def _is_free(before: str, after: str) -> bool:
    """Whether what is written right before and after a name is nothing, or a word of the ad glued to it."""
    *_, word = ["", *before.split()]
    own = is_occupation(word) or (_NOT_EMPLOYER if before.endswith(" ") else _OVER).search(word)
    return not after and bool(not word or own)


def _checked(match: re.Match[str], found: _Found, text: str) -> Iterator[_Found]:
    """The name unless it could be none, or an agency speaks of itself."""
    if _OTHERS_BEFORE.search(text[: match.start()][-25:]):
        return
    agency = _AGENCY.search(text[max(match.start() - 40, 0) : match.end() + 80])
    if _JOINING.search(match[1]):
        return
    found = found._replace(name=_ARTICLE.sub("", found.name))
    if (
        len(found.name) >= _FEWEST_LETTERS
        and (_usable(found.name) or _is_the_firm(found))
        and not (agency or _is_agency(found.name, text))
    ):
        yield found


def _is_the_firm(found: _Found) -> bool:
    """Whether it is a name that begins with "The", in a place that names employers alone."""
    name = found.name.removeprefix("The ")
    return name != found.name and found.sure and len(name.split()) > 1 and _usable(name)


def _is_agency(name: str, text: str) -> bool:
    """Whether a firm is known for placing people, or calls itself so anywhere."""
    plain = _ENDS_LEGAL.sub("", name).casefold()
    calls_itself = rf"\b{re.escape(name)}(?: [A-Z]\w+)? (?:Staffing|Recruit\w+|Personnel|Employment Agency)\b"
    branch = any(plain.startswith(f"{known} ") for known in _AGENCIES if len(known) >= _SURE_AGENCY)
    return plain in _AGENCIES or branch or bool(re.search(calls_itself, text))


def _line_of_employer(ad: str) -> str | None:
    """The line under a title: "Fenwick Rail · Leeds", or the name alone; or over it, with a city."""
    title, line, third = [*(line.strip() for line in ad.splitlines() if line.strip()), "", "", ""][:3]
    if _over_the_title(title, line):
        title, line = line, title
    found = _WITH_FORM.fullmatch(line) or re.match(rf"{_NAME}(?:\s*[,·|–-]\s*.+)?$", line)
    alone = bool(occupations_in(title) or _GENDERED.search(title)) and (
        2 <= len(line.split()) <= 5 or (len(line.split()) == 1 and bool(_FACTS.search(third)))
    )
    most = 80 if len(re.findall(r"\s[|·•]\s", line)) < 2 else 140
    if (
        not found
        or len(line) >= most
        or line.endswith((".", ":"))
        or not (re.search(r"[,·|–]|\s-\s", line) or alone)
    ):
        return None
    usable = _usable(found[1].removeprefix("The ")) and not (place_in(line) or place_in(found[1]))
    return _clean(found[1]) if usable else None


def _over_the_title(line: str, title: str) -> bool:
    """Whether the first of two lines names an organisation or a city, and the second ends as a title does."""
    parts = re.split(r"\s*[·|]\s*|,\s", line)
    placed = len(parts) > 1 and bool(city_named(parts[1]))
    return _is_title(title) and (placed or (len(parts) == 1 and bool(_ORGANISATION.search(line))))


def _is_title(line: str) -> bool:
    """Whether a line begins or ends with an occupation, or has the mark that it is open to all."""
    nouns = occupations_in(line)
    return bool(_GENDERED.search(line)) or bool(nouns and (nouns[0][0] == 0 or nouns[-1][1] == len(line)))


def _at_whom(ad: str) -> str | None:
    """The name in a first line that says both: "Data Engineer at Corvid Labs".

    *Why one word has to come again:* one is a nurse at Night too.
    """
    title, _, rest = _AT.sub("\n", ad.strip().partition("\n")[0], count=1).partition("\n")
    name = re.split(r"\s*[,·|(]|\s[–-]\s", rest)[0].strip()
    named = _is_title(title) and re.fullmatch(_NAME, name) and _usable(name) and not city_named(name)
    known = " " in name or len(re.findall(rf"\b{re.escape(name)}\b", ad)) > 1
    return _clean(name) if named and known else None


def _beside_the_title(ad: str) -> str | None:
    """The name behind a title on the first line, where a city or the name itself vouches for it."""
    first = ad.strip().partition("\n")[0]
    title, *rest = re.split(r"\s[–—|·-]\s", first, maxsplit=2)
    if not rest and len(parts := first.split(", ")) == len(("title", "employer", "place")):
        place = parts[2].removeprefix("near ")
        title, *rest = parts if place_in(place) and _is_title(parts[0]) else parts[:1]
        rest[1:] = [place] if rest else []
    if not rest or "Job Application" in title or not (occupations_in(title) or _GENDERED.search(title)):
        return None
    if len(rest) > 1 and city_named(rest[0]) and not city_named(rest[1]):
        rest[:2] = rest[1], rest[0]
    name, _, place = rest[0].partition(", ")
    vouched = (
        city_named(place or (rest[1] if len(rest) > 1 else ""))
        or _BODY.search(name)
        or len(re.findall(rf"\b{re.escape(name)}\b", ad)) > 1
    )
    whole = re.fullmatch(_NAME, name.strip())
    return (
        name.strip()
        if whole and vouched and _usable(name.removeprefix("The ")) and _is_own(name.strip(), ad)
        else None
    )


def _clean(name: str) -> str:
    """The name alone: without the sentence before it, joining words, and what was glued to it."""
    name = re.split(r"(?<=[A-Za-z])\.(?=[A-Z]{2})|(?<=[a-z]{2}\.)\s|\w-\s", name)[-1]
    name = re.sub(
        r"^.*\b(?:About the Job|Reports To|Overview|Description|Information|INFORMATION)[\s\xa0]*(?=[A-Z])",
        "",
        name,
    )
    name = _AFTER_TITLE.sub(lambda m: "" if is_occupation(m[1]) else m[0], name)
    name = _PRONOUN_AFTER.sub("", " ".join(name.split()))
    name = re.sub(r"^(?:(?:and|of|the|At|for|With|At)\s+)+|\s+(?:and|of|the|de)$", "", name).strip(" ,-–\xa0")
    return name if _ENDS_LEGAL.search(name) else name.rstrip(".")


def _usable(name: str) -> bool:
    """Whether words could be a firm's name: no word of the ad itself, no skill, no occupation, no number."""
    plain = _clean(name)
    stem = _ENDS_LEGAL.sub("", plain)
    nouns = occupations_in(stem)
    ends_in_title = bool(nouns) and nouns[-1][1] == len(stem) and (stem == plain or " " not in stem)
    return not (
        not any(char.isalpha() for char in plain)
        or _NOT_EMPLOYER.search(plain)
        or (_CAPS_SENTENCE.fullmatch(plain) and not _ORGANISATION.search(plain))
        or ends_in_title
        or _PRAISED.search(plain)
        or taxonomy().concept(plain)
    )
