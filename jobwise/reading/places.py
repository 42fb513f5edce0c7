"""Places as résumés name them: "Lyon, France", "Austin, TX", "Remote".

Names of countries come from Unicode CLDR through Babel, states from ISO 3166-2.
"""

import re
from functools import lru_cache

from jobwise.matching.cities import city_named
from jobwise.reading.lexicon import count, fold, word_set

_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC "
    "ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE QC SK NSW VIC QLD "
    "TAS ACT NT"
)
_STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|"
    "Idaho|Maryland|Massachusetts|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Michigan|"
    "Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|"
    "North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|"
    "South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|"
    "Ontario|Quebec|British Columbia|Alberta|Manitoba|England|Scotland|Wales|Northern Ireland|Bayern|"
    "Hessen|Catalunya|Karnataka|Maharashtra|Tamil Nadu|Telangana|Kerala|Gujarat|Victoria|Queensland|"
    "New South Wales"
)
_SHORT = "USA US U.S. U.S.A. UK U.K. UAE EU S.Korea Korea Holland Éire Ireland Türkiye Türkei Czechia Russia"
_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru")
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{2}\s+\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÀ-Þ][^\W\d_]+"
    r"|\d{3}\s?\d{2}\s+[A-ZÀ-Þ]\w+|\d{4}\s?[A-Z]{2}\b|\d{2}-\d{3}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{5}-\d{3})"
)
_STREET = re.compile(
    r"\b(?:street|st\.|avenue|ave\.?|road|rd\.?|lane|ln\.?|drive|dr\.|boulevard|blvd\.?|court|way|square|hill|rue|allée|"
    r"place|impasse|chemin|résidence|quai|platz|weg|allee|gasse|calle|avenida|plaza|paseo|via|viale|piazza|corso|"
    r"rua|travessa|ulica|ul\.|улица|ул\.|apt\.?|suite|unit|box)\b|\w+(?:straße|strasse|str\.|gasse|weg|platz|straat|laan|gatan|vägen)\b",
    re.I,
)


_EAST_ASIAN = re.compile(
    r"(?:[㐀-鿿]{2,3}(?:省|都|道|府|県|州|自治区))?(?:[㐀-鿿々ヶ]{1,5}[市区郡町村县區])+"
    r"|[㐀-鿿]{2,3}[省県]|(?:北海道|東京都|京都府|大阪府)"
)
"""Province or prefecture, city, district, written without spaces."""
_EAST_ASIAN_SIGN = re.compile(r"[㐀-鿿ァ-ヶ]")
_CITY_WORDS = re.compile(r"[^\W\d_][\w'’-]*\.?(?:[ -][\w'’-]+){0,3}")


def is_city(text: str) -> bool:
    """Whether a text is nothing but the name of a city, with a district or river ("Freiburg im Breisgau")."""
    if not _CITY_WORDS.fullmatch(text) or not (text[0].isupper() or _EAST_ASIAN_SIGN.match(text)):
        return False
    if city_named(text):
        return True
    head = re.split(r"\s(?:im|in|am|an|a[.]|sur|sous|upon|de|del|di|nad)\s", text, maxsplit=1)[0]
    return head != text and city_named(head) is not None


def is_town_like(text: str) -> bool:
    """Whether a text has the form of a town's name, be it one that no list knows ("Elmshagen")."""
    plain = text[:1].isupper() and not text.isupper() and not re.search(r"\d", text)
    named = all(word[0].isupper() or len(word) <= 3 for word in text.split())  # "Bad Elm am See"
    return plain and named and bool(_CITY_WORDS.fullmatch(text))


def several(text: str) -> list[str]:
    """The places of a list of them: "Palo Alto, CA & Ithaca, NY"."""
    return re.split(r"\s+(?:&|and|et|und|y|/)\s+", text)


@lru_cache(maxsize=8192)
def place_score(text: str) -> int:
    """2: surely a place ("Austin, TX"); 1: words that are also a city's name; 0: not known to be one."""
    text = text.strip(" ,;.")
    if _EAST_ASIAN.fullmatch(text):
        return 2
    return _told_place(text) or int(is_city(text))


def _told_place(text: str) -> int:
    words = text.split()
    if not words or len(words) > 12 or re.search(r"[@:|•·]|\s[–—-]\s|https?|www\.", text):
        return 0
    if fold(text) in word_set("remote") or is_region(text):
        return 2
    if len(several(text)) > 1:
        return 2 if all(place_score(one) == 2 for one in several(text)) else 0
    head, comma, tail = text.rpartition(",")
    if (
        comma
        and head[:1].isupper()
        and "(" not in text
        and len(head.split()) <= 6
        and is_region(tail.strip(" ."))
    ):
        return 0 if count("titles", head) else 2
    if re.fullmatch(r"[A-ZÀ-Þ][^(),\d]*\((?:\d\d|2[AB]|97\d)\)", text):  # with its French department
        return 2 if len(words) <= 5 and not count("titles", text) else 0
    inner = re.fullmatch(r"[A-ZÀ-Þ][^()]*\(([^()]+)\)", text)
    if inner and is_region(inner[1].strip()):
        return 0 if len(words) > 3 or count("companies", text) else 2
    return (
        2
        if re.fullmatch(
            r"(?:greater\s)?[A-Z]\S+(?:\s\S+){0,2}\s(?:area|region|metropolitan area)", text, re.I
        )
        else 0
    )


def is_region(text: str) -> bool:
    """Whether a text names a country, or a state or province by name or code."""
    if "/" in text:
        return all(is_region(part.strip()) for part in text.split("/"))
    return text in _codes() or fold(text) in _names()


def address_score(text: str) -> int:
    """2: a postal address or a part of one; 1: a street's word with a number; 0: neither."""
    text = text.strip(" ,;")
    if not text or len(text) > 110 or "@" in text:
        return 0
    last = text.split()[-1]
    code = len(last) == 2 and text.isupper() and "," not in text  # "REACH ME" is not in Maine
    if _POSTCODE.search(text) or place_score(text) or (is_region(last) and not code):
        return 2
    return int(bool(_STREET.search(text) and re.search(r"\d", text)))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_STATES.split()) | frozenset(_SHORT.split())


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    from babel import Locale

    names = {fold(name) for name in _STATE_NAMES.split("|")} | {
        fold(name) for name in _SHORT.split() if len(name) > 3
    }
    for language in _LANGUAGES:
        territories = Locale(language).territories
        names |= {fold(name) for code, name in territories.items() if len(code) == 2}
    names |= {
        "republic of korea",
        "the netherlands",
        "czech republic",
        "peoples republic of china",
        "hong kong",
        "macau",
    }
    return frozenset(names)
