"""Finds what is personal by its own form, without a label: numbers of banks, an age, a family, a referee."""

import re
from collections.abc import Iterator

_IBAN = re.compile(
    r"(?<![\w-])[A-Z]{2}\d\d(?:[ ]?[\dA-Z]{4}){2,7}(?:[ ]?[\dA-Z]{1,3})?(?![\w-])", re.IGNORECASE
)
_CARD = re.compile(r"(?<![\w.,-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?![\w-])")
_ADULT = r"(?:1[6-9]|[2-7]\d)"
_I_AM = r"\b(?:I am|I'm|I’m|am|bin|suis|soy)\s"
_START = r"(?:^|(?<=[\n,;|(•·–—.“„«\x22]))[ \t*_-]*"
"""Where what is said of oneself begins: a line, or a part of one."""
_END = r"(?=[ \t*_]*(?:$|[\n,;|)•·–—.”“»\x22]))"
_OTHERS = (
    "(?:patient|child|client|resident|pupil|student|boy|girl|user|person|participant|customer|animal|tree)s?"
    "|children|man|men|woman|women|people|adults|company|firm|building|system|codebase|school|house"
)
_YEARS_OLD = "(?:(?:years?|yrs?)[ -]old|years of age|jahre alt|ans|años|anni|anos|jaar|lat)"
_COUNT = (
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|ein(?:em?|en)?|zwei|drei|vier|deux|trois|dos|tres)"
)
_CHILDREN = (
    r"(?:(?:young|small|adult|grown|grown-up)\s)?(?:children|child|kids?|sons?|daughters?|boys?|girls?"
    r"|kind(?:ern|er)?|enfants?|hij[oa]s?|figli[oa]?|filh[oa]s?|kinderen|dzieci|barn)"
)
_WED = (
    "married|divorced|widowed|verheiratet|geschieden|verwitwet|ledig|mariée?|divorcée?|célibataire"
    "|casad[oa]|solter[oa]|divorciad[oa]|sposat[oa]|coniugat[oa]|celibe|nubile|getrouwd|gehuwd"
    "|ogift|żonaty|zamężna"
)
_PARENT = "mother|father|mum|mom|dad|parent|mutter|vater|mère|père|madre|padre|mãe|pai"
_REFERENCE = "references?|referees?|referenz(?:en)?|références?|referencias?|referenze|referências?"
_TITLE = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Herr|Frau|Sir|Dame|Mme|Sr|Sra)\.?\s"
_NAMED = rf"(?:{_TITLE})+[A-ZÀ-Þ]|[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’.-]*){{1,3}}(?=\s*(?:[,(–—\n;|]|$))"
_AGES = (
    rf"{_START}(?i:age|alter|âge|edad|età|idade|leeftijd|wiek|ålder|alder|ikä)(?:\s?[:=]\s?|\s)[*_]*"
    rf"({_ADULT})(?:\s(?i:years?|jahre|ans|años|anni|anos|jaar|lat|år))?{_END}",
    rf"(?:{_START}|{_I_AM})(?i:aged)\s({_ADULT})(?:{_END}|(?=\swith\b))",
    rf"\b(?:I am|I'm|I’m)\s({_ADULT})(?:{_END}|(?=\sand\b))",
    rf"\b[Aa]n?\s(?!(?:\w+\s){{0,3}}(?:{_OTHERS})\b)(?:[\w-]+\s){{1,4}}aged\s({_ADULT})"
    r"(?!\s?(?:[-–%+\d]|to\b|and\b|or\b))",
    rf"(?:{_START}|{_I_AM})(?:(?i:aged|âgée? de)\s)?({_ADULT})[ -](?i:{_YEARS_OLD}){_END}",
    rf"{_START}(?i:an?\s)?({_ADULT})[ -]year[ -]old(?=\s(?:male|female|man|woman|professional|graduate"
    r"|teacher|nurse|engineer|developer|manager|father|mother)\b)",
    rf"{_I_AM}(?:an?\s)?({_ADULT})[ -]years?[ -]old",
)
_BIRTHS = (rf"{_START}((?:[0-3]?\d[./-][01]?\d[./-]19[3-9]\d|19[3-9]\d-[01]\d-[0-3]\d)){_END}",)
"""A day of the last century that stands alone."""
_FAMILIES = (
    rf"(?:{_START}|{_I_AM})((?i:(?:happily\s)?(?:{_WED}))"
    rf"(?:,?\s(?:(?i:with|and(?:\shave)?|mit|und|avec|con|y|e|com|met|med|z)\s)?{_COUNT}\s(?i:{_CHILDREN}))?){_END}",
    rf"\b((?i:{_PARENT})\s(?i:of|von|de|di)\s{_COUNT}(?:\s(?i:{_CHILDREN}))?){_END}",
)
_REFEREES = (
    rf"\b(?i:{_REFERENCE})(?:\s?[:：]\s*|\s(?:[–—-]\s|from\s|by\s)?(?={_TITLE}))[*_]*((?:{_NAMED})[^\n;|•·]{{0,200}})",
)
_FOUND = tuple(re.compile(pattern, re.MULTILINE) for pattern in (*_AGES, *_BIRTHS, *_FAMILIES, *_REFEREES))
_BASE, _REST = 97, 1


def personal_forms(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each."""
    for match in _IBAN.finditer(text):
        if end := _iban_end(match[0]):
            yield match.start(), match.start() + end, "PERSONAL"
    for match in _CARD.finditer(text):
        if _is_card(match[0]):
            yield *match.span(), "PERSONAL"
    for pattern in _FOUND:
        for match in pattern.finditer(text):
            yield match.start(1), match.start(1) + len(match[1].rstrip(" .,)*_")), "PERSONAL"


def _iban_end(found: str) -> int:
    """Where an account's number ends, 0 where there is none.

    *Why from the longest on:* a word in capitals may follow it. Source: ISO 13616-1, the check digits (ISO
    7064, MOD 97-10).
    """
    for end in range(len(found), 14, -1):
        signs = found[:end].replace(" ", "").upper()
        turned = "".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])
        if len(signs) >= 15 and int(turned) % _BASE == _REST:
            return end
    return 0


def _is_card(found: str) -> bool:
    """Whether the check digit fits. Source: ISO/IEC 7812-1, the Luhn formula."""
    digits = [int(sign) for sign in reversed(found) if sign.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
