"""The place of work as the ad writes it: labelled, with its state, or spoken of as a place."""

import itertools
import re
from collections.abc import Iterator

from jobwise.matching.cities import city_named
from jobwise.matching.job_places import is_area
from jobwise.matching.occupations import is_occupation, occupations_in
from jobwise.matching.taxonomy import taxonomy
from jobwise.pipeline.ad.head import head_of, place_in, town_in

_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC "
    "ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB"
).replace(" ", "|")
_STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii"
    "|Idaho|Illinois"
    "|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi"
    "|Missouri"
    "|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota"
    "|Ohio|Oklahoma"
    "|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia"
    "|Washington"
    "|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|British Columbia|Alberta"
)
_WORD = r"(?:(?:St|Ft|Mt)\.|[A-ZÀ-Þ][\w'’-]+)"
_CITY = rf"{_WORD}(?:[ \u00a0](?:{_WORD}|of|am|upon|sur|de|la|del)){{0,3}}"
_LABEL = re.compile(
    r"(?:^|(?<=[\s.;>)\]]))(?i:(?:job |work |primary |site )?location|city|standort|arbeitsort"
    rf"|lieu(?: de travail)?|ubicación|lugar|place of work)\s*:[\s\u00a0]*({_CITY}(?:,\s*(?:{_CITY}))?)",
    re.MULTILINE,
)
_LABELLED = re.compile(
    r"^\s*(?:(?:job |work |primary |site )?locations?|where|plats|miejsce pracy|city|(?:arbeits|einsatz"
    r"|stand)ort|lieu(?: de travail)?"
    r"|ubicación|lugar(?: de trabajo)?|sede|standplaats|local|place of work)\s*:\s*(.+)$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of its own."""
_WITH_STATE = re.compile(
    rf"({_CITY})(?:,\s*(?:{_STATES})\b|,\s*(?:{_STATE_NAMES})\b|\s(?:{_STATES})(?=\s\d{{5}}\b))"
)
_SPOKEN = re.compile(
    rf"\b(?:(?i:located|based|position|job|role|opportunity|openings?|office|offices|firm|company|clinic"
    rf"|hospital|store|site"
    rf"|facility|plant|practice|team|headquarters|client|location|university|school|restaurant|positions"
    rf"|standort|work)"
    rf"(?:,?\s+[a-z]+){{0,3}}\s+(?i:in|at|near|is|à|en)\s+(?:the\s+|(?:downtown|northern|southern"
    rf"|central|beautiful)\s+)*)({_CITY})"
    r"(?=[,.;\n)]|\s+(?i:area|office|and|we|with|seek\w*|is|has|for|to|as|who|that|location)\b|\s*$)",
    re.MULTILINE,
)
_AREA = re.compile(
    rf"\b(?i:in|of|the|throughout|near|for)\s+(?:the\s+)?({_CITY})"
    r"\s+(?i:area|metro|region|office|location|market)\b"
)
_IN = re.compile(
    rf"\b(?:à|bei|en|in|em|w|i|te|(?:sede|filiale) di|sede de)\s+({_CITY})"
    r"(?=[,.;\n(/]|\s+(?:/|seek\w*|is|area|and|with|for|has|to|that|who|we)\b|\s*$)",
    re.MULTILINE,
)
_NO_PLACE_BEFORE = re.compile(
    r"\b(?:degrees?|diploma|experienced?|skills?|background|expertise|training|courses?|majors?"
    r"|certificat\w+|certified|careers?"
    r"|proficien\w+|knowledge|interest\w*|speciali[sz]\w+|years|work|fields?|leaders?|b\.?[as]\.?"
    r"|m\.?[as]\.?|bachelor\S*|master\S*"
    r"|participates?|involved|assist\w*|engaged|qualif\w+|licens\w+|graduate|roles?|projects?|fluen\w+"
    r"|proven|excel|success)"
    r"\s+(?:à|bei|en|in)\s+$",
    re.IGNORECASE,
)
_HEADQUARTERS = re.compile(
    r"(?:headquarter\w*|founded|subsidiar\w+|heart of america|corporate offices?|offices (?:in"
    r"|throughout)|locations? in"
    r"|stores? in|from|incorporated|university of|state of|laws? of)[^.\n]{0,40}$",
    re.IGNORECASE,
)
_NOT_PLACE = re.compile(
    r"^(?:the|our|this|an?|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|english"
    r"|french|german|spanish|microsoft|ms|excel|word|computer|business|it|hr|i|we|you|north america"
    r"|united states|usa|us"
    r"|midwest|northeast|northwest|southeast|southwest|development|class|japan|australia|europe|asia"
    r"|canada|america|corporate|home|healthcare|department|various|multiple|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|all|any|new|full|part|time|other|social|human|english"
    r"|quality|state"
    r"|federal|access|client|customer|company)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:Market|Area|Metro|Hours|Shift|Pay|Type|Job|Office|Duration|Rate|Salary|Department)$"
)
_CAPS_AFTER = re.compile(r"(?<=[a-z])\s+[A-Z]{3,}\b.*$")
_STREET = re.compile(
    r"^.*\b(?:Street|St|Avenue|Ave|Drive|Dr|Boulevard|Blvd|Road|Rd|Lane|Ln|Way|Parkway|Pkwy|Pike|Court"
    r"|Ct|Place|Square|Suite"
    r"|Crossing|Highway|Hwy|Mall|Plaza|Floor|Building|Bldg)\.?\s*(?=[A-Z])"
)
_PARTS = frozenset(
    "san saint st. ft. mt. fort new los las santa north south west east lake mount el la port palm grand "
    "great little big "
    "green long high des baton salt kansas oklahoma colorado virginia rock cedar ann coral overland simi "
    "blue upper lower "
    "boca costa del corpus sioux council bowling eden".split()
)
_ENDS = frozenset(
    "city beach springs park valley falls rapids heights hills grove rock creek island point bay rouge "
    "worth moines vegas "
    "angeles diego arbor summit forest village ridge bluffs oaks center rapids louis paul antonio "
    "francisco jose lake "
    "mesa haven orleans york prairie".split()
)


_PART_OF_A_FIRM = re.compile(
    r"\b(?:Unit|School|Department|Team|Division|Ward|Faculty|Institute|Services?|Directorate|Centre|Center"
    r"|Section|Abteilung|Fakultät|Service|Departamento)\b"
)
"""Words of what lies in a hospital or a university and is no place."""
_OF_A_FIRM = re.compile(
    r"^[^,]{0,60}\b(?:Hospital|Clinic|School|Academy|College|Council|Hotel|House|Museum|Trust|Practice|Centre"
    r"|Center|Klinik|Schule|Hôpital|Lycée|Colegio|Clínica|Ziekenhuis|Ospedale)\s*,"
)
"""How a first line begins that says who before where."""
_NEAR = re.compile(r"(?:near|close to|in)\s+([A-ZÀ-Þ][\w '’-]+)")
_FACT = re.compile(
    r"[£$€]|\d[.,]?\d{3}|\b(?:hybrid|remote|(?:full|part)[- ]?time|permanent|contract|temporary|CLT|CDI"
    r"|CDD)\b",
    re.IGNORECASE,
)
"""What a line of facts has in which no unknown word is taken for a place."""
_LONE = 3
"""Words of a line that is a town alone."""
_HEADER_LINE = 90
"""Characters: a line of facts under the title is shorter."""


def place_of(ad: str, text: str) -> str | None:
    """The place of work. `text`: the ad's passages, one a line."""
    if head := head_of(ad):
        return head.place
    for label in _LABELLED.finditer(ad):
        if place := place_in(label[1]):
            return place
    lines = [line.strip() for line in ad.splitlines() if line.strip()][1:4]
    for line in lines:
        first, *after = (
            re.split(r"\s*[,·|]\s*", line) if len(line) < _HEADER_LINE and not line.endswith(".") else [""]
        )
        beside = [
            place for one in re.split(r"\s[·|•]\s", line)[1:] if (place := place_in(one)) and "," in place
        ]
        if beside:
            return beside[0]
        if re.search(r"\S\s*/\s*\S", line) and (towns := place_in(line)):
            return towns
        if within := _with_area([first, *after]):
            return within
        lone = re.sub(r"\s*\([^()]*\)$", "", first)
        if len(re.findall(r"\s[·|•]\s", line)) > 1 and lone[:1].isupper() and city_named(lone):
            return lone
        town = next(
            (part for part in after if part[:1].isupper() and part[1:2].islower() and city_named(part)), None
        )
        if town:
            return town
        parts = re.split(r"\s*[·|]\s*|\s[–-]\s", line)
        if known := next((place for part in parts[1:] if (place := town_in(part))), None):
            return known
        if len(line.split()) <= _LONE and town_in(line) == line:
            return line
        named = len(parts) > 1 and not (_PART_OF_A_FIRM.search(parts[1]) or _FACT.search(line))
        if named and len(line) < 70 and re.fullmatch(rf"{_CITY}(?:, {_CITY})?", parts[1]):
            return parts[1]
    first = ad.strip().partition("\n")[0]
    if "," in first and _OF_A_FIRM.search(first) and (place := place_in(first.partition(",")[2])):
        return place
    title, *parts = re.split(r"\s[–—|·-]\s", first)
    if occupations_in(title) and (place := next(filter(None, map(town_in, reversed(parts))), None)):
        return place
    _, *rest = re.split(r"\s[–—|·-]\s|,\s", first)
    if len(first) < _HEADER_LINE and not first.rstrip().endswith("."):
        for part in reversed(rest):
            if len(rest) > 1 and part[:1].isupper() and city_named(part):
                return part.strip()
            if (near := _NEAR.fullmatch(part.strip())) and city_named(near[1]):
                return near[1]
    best: tuple[float, str] | None = None
    for worth, place in _candidates(text):
        total = worth + min(text.count(place) - 1, 2)
        if best is None or total > best[0]:
            best = total, place
    return best[1] if best else None


def _with_area(parts: list[str]) -> str | None:
    """A town with the region or the country behind it: "Salzburg, Austria"."""
    for first, town in enumerate(parts):
        if not (town[:1].isupper() and city_named(town)):
            continue
        if areas := list(itertools.takewhile(is_area, parts[first + 1 :])):
            return ", ".join([town, *areas])
    return None


def _candidates(text: str) -> Iterator[tuple[float, str]]:
    for match in _LABEL.finditer(text):
        yield from _checked(10, _of_code(match[1]))
    for match in _WITH_STATE.finditer(text):
        if not _HEADQUARTERS.search(text[: match.start()][-60:]):
            yield from _checked(7, f"{_town(match[1])}{text[match.end(1) : match.end()]}")
    for worth, pattern in ((4, _SPOKEN), (4, _AREA), (2, _IN)):
        for match in pattern.finditer(text):
            before = text[: match.start(1)][-60:]
            known = pattern is not _IN or city_named(match[1]) or " " in match[1]
            if (
                known
                and _is_town(match[1], text)
                and not (_HEADQUARTERS.search(before) or _NO_PLACE_BEFORE.search(before))
            ):
                yield from _checked(worth, match[1])


def _is_town(words: str, text: str) -> bool:
    """Whether words without a state could be a town: one word, or of the parts that towns are made of."""
    parts = words.replace("\u00a0", " ").split()
    made = (
        parts[0].casefold() in _PARTS or parts[-1].casefold() in _ENDS or parts[-1] in _STATE_NAMES.split("|")
    )
    plain = re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text)
    return (
        not plain
        and (len(parts) == 1 or (len(parts) <= 3 and made))
        and not (words.isupper() and len(words) < 5)
    )


def _of_code(place: str) -> str:
    """The town of a code: "US-New Mexico-Albuquerque"."""
    parts = place.split("-")
    return (
        parts[-1]
        if len(parts) > 1 and re.match(rf"(?:USA?|United States|{_STATES}|{_STATE_NAMES})$", parts[0])
        else place
    )


def _checked(worth: float, place: str) -> Iterator[tuple[float, str]]:
    place = " ".join(re.split(r"(?<=[a-z]{2})(?=[A-Z][a-z])", place)[0].split()).strip(" ,.-")
    place = _CAPS_AFTER.sub("", _AFTER.sub("", place))
    town = place.split(",")[0]
    last = town.split()[-1:]
    unusable = (
        len(town) < 3
        or any(is_occupation(word) or _NOT_PLACE.match(word) for word in (town, *last))
        or taxonomy().concept(town)
    )
    if not unusable:
        yield worth, place


def _town(words: str) -> str:
    """The town alone: without a street, a name or words glued before it."""
    words = _STREET.sub("", words)
    parts = re.split(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})", words)[-1].split()
    if len(parts) <= 2 and not (len(parts) == 2 and is_occupation(parts[0])):
        return " ".join(parts)
    first = len(parts) - 1
    if parts[-1].casefold() in _ENDS and first:
        first -= 1
    while first and (parts[first - 1].casefold() in _PARTS or parts[first] in {"of", "de", "la"}):
        first -= 1
    return " ".join(parts[first:])
