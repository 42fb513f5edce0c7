"""Finds what has the form of contact data, whoever's it is: addresses of mail, web and streets, phones."""

import re
from collections.abc import Iterator

_LINK = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+"
    r"|(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}/[^\s,;)]+",
    re.IGNORECASE,
)
"""*Why only where a word begins:* a long run without a space would be tried from each of its letters."""
_SPELT_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?[\[({](?:at|ät|@|arroba|chez|chiocciola)[\])}]\s?[\w-]+"
    r"(?:(?:\.|\s?[\[({](?:dot|punkt|point|punto|ponto|\.)[\])}]\s?|\sdot\s)[\w-]+)+",
    re.IGNORECASE,
)
_NETWORKS = (
    "discord|telegram|skype|whatsapp|wechat|weixin|signal|viber|threema|matrix|instagram|insta|twitter|tiktok"
    "|snapchat|snap|mastodon|bluesky|facebook|linkedin|xing|github|gitlab|youtube|reddit|slack|kakaotalk"
)
_HANDLE = re.compile(
    rf"(?<![\w.-])(?:{_NETWORKS})(?:\s(?:id|name|handle|user|account))?(?:"
    r"(?:\s?[:：=]\s?|\s(?:is\s|as\s)?)(@[\w.-]{2,40}|[\w.-]{2,32}\#\d{4}|[a-z](?=[\w.-]*[\d_])[\w.-]{2,40})"
    r"|\s?[:：=]\s?([\w.-]{3,40}))(?=[ \t.)*]*(?:$|[\n,;|•·]|\s(?:and|und|et|y|or|e)\s))",
    re.IGNORECASE | re.MULTILINE,
)
"""*Why a sign that no word has where no colon parts them:* GitHub Actions is nobody's name."""
_NUMERALS = (
    "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
    "|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun"
    "|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf"
    "|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
_SPELT_PHONE = re.compile(rf"\b(?:plus\s)?{_NUMERALS}(?:[\s,.-]{{1,3}}{_NUMERALS}){{6,}}\b", re.IGNORECASE)
_DIGITS = r"(?:[\s()./\u2010-\u2015-]{0,3}\d)"
_PHONE = re.compile(
    rf"""(?<![\w.,])(?:
        (?:\+|00)[1-9]{_DIGITS}{{7,14}}                      # +44 113 496 0142
        | \(?0[1-9]{_DIGITS}{{7,10}}                         # 0113 496 0142
        | (?:\([2-9]\d\d\)[ ]?|[2-9]\d\d[ .-])[2-9]\d\d[.-]\d{{4}}  # (212) 555-0142
    )(?!\w)""",
    re.VERBOSE,
)
_LABELLED = re.compile(
    rf"\b(?:tel(?:ephone|efon|éfono)?|phone|mobile?|handy|cell|fax)\b[.:\s]{{1,3}}(\+?\(?\d{_DIGITS}{{5,14}})(?!\w)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d\b")
"""A month with its year: "03/2019 - 05/2021" is no phone."""
_NAME = r"[A-ZÀ-Þ][\w'’-]{1,40}"
_TOWN = re.compile(
    rf"""(?<![\w-])(?:
        (?:{_NAME},?\s)?[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{{2}}  # York YO1 7HH
        | {_NAME},?\s[A-PR-UWYZ][A-HK-Y]\d{{1,2}}\d[ABD-HJLNP-UW-Z]{{2}}           # York YO17HH
        | (?:{_NAME}\s)?{_NAME},\s[A-Z]{{2}}\s\d{{5}}(?:-\d{{4}})?                 # York, PA 17401
        | (?:{_NAME},?\s)?(?:[A-Z]{{2}}\s)?[A-CEGHJ-NPR-TVXY]\d[A-Z]\s\d[A-Z]\d   # Toronto, ON M5V 2T6
        | (?:D|A|CH|F|B|L|NL)-\d{{4,5}}(?:\s[A-Z]{{2}})?\s{_NAME}                   # D-50667 Köln
    )(?!\w)""",
    re.VERBOSE,
)
"""A town with its postcode, in forms that nothing else has."""
_STREET = re.compile(
    rf"""\b(?:
        {_NAME}(?:str\.|stra(?:ß|ss)e|gasse|allee)\s?\d{{1,4}}(?:\s?[a-z])?        # Hauptstr. 5
        | {_NAME}[ -](?:Str\.|Stra(?:ß|ss)e|Gasse|Allee|Weg)\s?\d{{1,4}}(?:\s?[a-z])?
        | {_NAME}(?<=\w{{4}})weg\s\d{{1,4}}(?:\s?[a-z])?
        | \d{{1,5}}[A-Za-z]?,?\s(?:{_NAME}\s){{1,3}}
          (?:St|Street|Rd|Road|Ave|Avenue|Lane|Ln|Drive|Court|Close|Crescent|Terrace|Blvd|Boulevard)\b\.?
          (?!\s[a-z]{{3,}}s\b)                                              # but: 14 High Street stores
        | \d{{1,4}}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|boulevard|chemin|impasse|quai)\s
          (?:(?:de|du|des|la|le|les)\s|[dl]['’]){{0,2}}{_NAME}                # 7 rue de la Paix
        | (?:Calle|Avenida|Rua|Viale|[uU]l\.|[uU]lica)\s(?:(?:de|del|da|do|la)\s){{0,2}}
          {_NAME}(?:\s{_NAME}){{0,2}},?\s\d{{1,4}}                             # ul. Długa 14
    )(?!\w)""",
    re.VERBOSE,
)


def is_street(text: str) -> bool:
    """Whether an address, or a part of one, has the form of a street with its number."""
    return _STREET.search(text) is not None


def contact_forms(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each."""
    for match in _LINK.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(".,;:)")), "LINK"
    for match in _SPELT_MAIL.finditer(text):
        yield *match.span(), "EMAIL"
    for match in _HANDLE.finditer(text):
        yield *match.span(match.lastindex or 0), "LINK"
    for match in _SPELT_PHONE.finditer(text):
        yield *match.span(), "PHONE"
    for match in _PHONE.finditer(text):
        if not _DATE.search(match[0]):
            yield *match.span(), "PHONE"
    for match in _LABELLED.finditer(text):
        yield *match.span(1), "PHONE"
    for pattern in (_STREET, _TOWN):
        for match in pattern.finditer(text):
            yield *match.span(), "ADDRESS"
