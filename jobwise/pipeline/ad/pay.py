"""Pay, as an ad gives it."""

import re

from jobwise.domain.posting import Salary, SalaryUnit

_CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "£": "GBP",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "zł": "PLN",
    "fr.": "CHF",
    "₹": "INR",
    "rs.": "INR",
    "rs": "INR",
    "r$": "BRL",
    "kč": "CZK",
    "ft": "HUF",
    **{
        code.casefold(): code
        for code in "USD GBP EUR CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF INR SGD HKD ZAR BRL JPY".split()
    },
}
_SIGN = rf"((?<!\w)(?:{'|'.join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))}))"
_BEHIND = (
    r"(€|zł|kč|(?:Ft|Euros?|EUR|CHF|USD|GBP|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|SGD|HKD|ZAR|BRL|JPY)\b)"
)
_AMOUNT = (
    r"(\d{1,3}(?:,\d\d){1,2},\d{3}|\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*([kK]\b)?"
)
_RANGE = re.compile(
    rf"{_SIGN}\s?{_AMOUNT}(?:\s*/?\s*(?:-|–|—|to|bis|à|a|and)\s*{_SIGN}?\s?{_AMOUNT})?"
    rf"|(?<![\d.,'’]){_AMOUNT}(?:\s*€?\s*(?:-|–|to|bis|à|a|y|e|en|tot|hasta|and)\s*{_AMOUNT})?\s?{_BEHIND}",
    re.IGNORECASE,
)
_LAKHS = re.compile(
    r"(?P<sign>₹|\brs\.?|\binr)?\s?(?<![\d.,])(?P<low>\d{1,3}(?:\.\d{1,2})?)"
    r"(?:\s*(?:-|–|—|to)\s*(?:₹|rs\.?|inr)?\s?(?P<high>\d{1,3}(?:\.\d{1,2})?))?"
    r"\s*(?:LPA|(?:lakhs?|lacs?)\s*(?:(?:per|an?|/)\s*(?:annum|year)|p\.?a))\b\.?"
    r"(?!\s+(?!(?:plus|depending|based|fixed|ctc|for|with|and|or|in|as)\b)\w)",
    re.IGNORECASE,
)
"""Hundreds of thousands of rupees a year, as India writes them: "12-18 LPA", "8 lakhs per annum". *Why no
other word behind:* "12 LPA applications" are lasting powers of attorney."""
_OF_LAKHS = re.compile(r"\b(?:salary|pay|ctc|package|compensation|offer|earn|stipend)\b", re.IGNORECASE)
_LAKHS_ELSE = re.compile(r"\b(?:medical|mediclaim|cover(?:age)?|business|target|insured?)\b", re.IGNORECASE)
_LAKH = 100_000
_TAXED = r"\s*(?:brutto|gross|bruts?|brutos?|lord[io]|nett[io]|netos?|nets?)?"
_UNITS: tuple[tuple[SalaryUnit, str], ...] = (
    (
        "hour",
        rf"{_TAXED}\s*(?:/|per|an|p/|pro|je"
        r"|de l'|par|por|al|la)?\s*(?:hour|hr|hourly"
        r"|h\b|stunde|heure|hora|ora\b|uur|godz\w*|timmen?)",
    ),
    ("day", r"\s*(?:/|per|a|pro|je|par|por|al)\s*(?:day|tag|jour|día)"),
    ("week", r"\s*(?:/|per|a|pro|je|par|por|a la)\s*(?:week|wk|woche|semaine|semana)"),
    (
        "month",
        rf"{_TAXED}\s*(?:/|per|a|pro|im|par|al|por|ao|za|i)\s*(?:month|monat|mois"
        r"|mes\b|mese|maand|mês|mies\w*|hó\b|hónap|měsíc|månad\w*|mån\b)"
        r"|\s*(?:pcm|p\.c\.m|pm|p\.m|monthly|měsíčně|mensual(?:es)?|mensa(?:l|is)|mensuels?|mensili)\b"
        r"|\s*(?:brutto|netto)?\s*miesięcznie\b",
    ),
    (
        "year",
        rf"{_TAXED}\s*(?:/|per|a|pro|im|par|al)?\s*(?:year|yr|annum"
        r"|annually|yearly|jahr|an\b|año|anno|jaar|ano\b|p\.?a\.?\b)"
        rf"|{_TAXED}\s*(?:anual(?:es)?|annuel(?:le)?s?|annui"
        r"|anuais|jährlich)\b"
        r"|\s*pro[- ]?rata\b",
    ),
)
_UP_TO = re.compile(
    r"\b(?:up to|max(?:imum|\.)?|bis(?: zu)?|jusqu['’]à|hasta|fino a|tot|até)\s*$", re.IGNORECASE
)
_FROM = re.compile(r"(?:^|[\n,·|(])\s*(?:from|ab|dès|à partir de|desde|da|vanaf)\s*$", re.IGNORECASE)
"""How an amount begins that is a line of its own, and the least that is paid."""
_CUE = re.compile(
    r"\b(?:salary|pay|wage|compensation|rate|hiring range|earn|base|remuneration|gehalt|vergütung"
    r"|salaire|salario|salário|stipendio|wynagrodzenie|pensja|mzda|lön|lønn?|bruttó|bér|ctc)\b",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"\b(?:million|billion|revenue|sales|budget|turnover|bonus|funding|assets|deductible|discount|value"
    r"|capital|sign-on"
    r"|tuition|reimburse\w*|insurance|loan)\b|(?<![a-z])(?:m|bn|mm)\b",
    re.IGNORECASE,
)
_PAID_FOR = re.compile(
    r"\b(?:rent|vale[- ]\w+|ticket size|allowances?|vouchers?|cafeteria|loans|homes? (?=at|for)"
    r"|flat (?=at|for))\s*(?:of|de|for|at|is|worth|up to|[:=])?\s*(?:up to\s*)?$",
    re.IGNORECASE,
)
"""Words right before an amount that is no pay. *Why only there:* a care home pays, and so does a landlord."""
_AND_MORE = re.compile(
    r"[ \t]*(?:\+|plus\b|DOE\b|OTE\b|basic\b|base\b|p\.a|pro rata|negotiable|depending on)"
)
"""What follows pay that a line begins with: "£31,500 + van"."""
_SHORT_LINE = 90
_PLAUSIBLE: dict[SalaryUnit, tuple[float, float]] = {
    "hour": (4, 600),
    "day": (30, 5_000),
    "week": (100, 20_000),
    "month": (300, 90_000),
    "year": (8_000, 2_000_000),
}
"""What is paid, in a currency of about the worth of a dollar."""
_WORTH = {
    "INR": (8, 100), "JPY": (80, 200), "HUF": (100, 450), "CZK": (10, 30), "SEK": (5, 15), "NOK": (5, 15),
    "DKK": (4, 10), "PLN": (2, 6), "ZAR": (4, 25), "BRL": (2, 8), "HKD": (4, 10),
}  # fmt: skip
"""How many of another currency the least and the most are."""
_BY_THE_MONTH = frozenset("BRL HUF CZK PLN SEK NOK DKK".split())
_IN_LAKHS = re.compile(r"\s*(?:/-)?\s*(?:lpa|lakhs?|lacs?|l|crores?|cr)\b", re.IGNORECASE)
_OTHER_RUPEES = re.compile(
    r"\b(?:pakistan|lahore|karachi|islamabad|rawalpindi|faisalabad|pkr|sri lanka|colombo|kandy|lkr|nepal"
    r"|kathmandu|npr|mauritius|mur|seychelles)\b",
    re.IGNORECASE,
)


def salary_in(ad: str) -> Salary | None:
    """The first amount that is plainly pay, or None."""
    for match in _RANGE.finditer(ad):
        before, after = ad[max(match.start() - 60, 0) : match.start()], ad[match.end() : match.end() + 40]
        unit = _unit(after) or _unit_before(before)
        cue = _CUE.search(before)
        line = before[-25:].rpartition("\n")[2]
        if _NOT_PAY.match(after.lstrip()) or _NOT_PAY.search(line) or _PAID_FOR.search(line):
            continue
        if _IN_LAKHS.match(after):
            continue
        if not (unit or cue or _stands_alone(ad, match)):
            continue
        low, high = _amounts(match)
        sign = (match[1] or match[15]).casefold()
        currency = _CURRENCIES[sign]
        if sign.startswith("rs") and _OTHER_RUPEES.search(ad):
            continue
        unit = unit or ("hour" if low < 200 else _whole_unit(low, currency))
        least, most = _PLAUSIBLE[unit]
        little, much = _WORTH.get(currency, (1, 1))
        if least * little <= low <= high <= most * much:
            least_paid = None if low == high and _UP_TO.search(before) else low
            return Salary(min=least_paid, max=high, unit=unit, currency=currency)
    return _in_lakhs(ad)


def _whole_unit(low: float, currency: str) -> SalaryUnit:
    """*Why a month for some:* where these are paid, nobody says that it is one."""
    little, _ = _WORTH.get(currency, (1, 1))
    return "month" if currency in _BY_THE_MONTH and low < _PLAUSIBLE["year"][0] * little else "year"


def _in_lakhs(ad: str) -> Salary | None:
    for match in _LAKHS.finditer(ad):
        before = ad[max(match.start() - 40, 0) : match.start()]
        stands = match["sign"] or _OF_LAKHS.search(before) or (match["high"] and _ends_line(ad, match.end()))
        if not stands or _NOT_PAY.search(before[-25:]) or _LAKHS_ELSE.search(before):
            continue
        low, high = (round(float(told) * _LAKH) for told in (match["low"], match["high"] or match["low"]))
        if 0 < low <= high:
            least = None if low == high and _UP_TO.search(before) else low
            return Salary(min=least, max=high, unit="year", currency="INR")
    return None


def _ends_line(ad: str, end: int) -> bool:
    return re.match(r"[ \t]*(?:[|·•(\n]|$)", ad[end : end + 9]) is not None


def _stands_alone(ad: str, match: re.Match[str]) -> bool:
    """Whether it stands on a short line of facts: "Leeds, £55,000 to £65,000", "Leeds | £55,000 | hybrid"."""
    last = match.start() + len(match[0].rstrip())
    start, end = ad.rfind("\n", 0, match.start()) + 1, ad.find("\n", last)
    line = ad[start : end if end >= 0 else len(ad)].strip()
    if len(line) > 2 * _SHORT_LINE:
        return False
    low, high = _amounts(match)
    more = _AND_MORE.match(ad, last) and not ad[start : match.start()].strip()
    parted = (
        bool(more)
        or len(re.findall(r"\s[|·•]\s", line)) > 1
        or bool(_FROM.search(ad[max(match.start() - 20, 0) : match.start()]))
    )
    yearly = _PLAUSIBLE["year"][0] <= low <= high and (low < high or parted)
    return yearly and len(line) <= _SHORT_LINE * (1 + parted) and not line.endswith(".")


def _unit(after: str) -> SalaryUnit | None:
    after = after.removeprefix("/-")  # India's way to end an amount
    return next((unit for unit, words in _UNITS if re.match(words, after, re.IGNORECASE)), None)


def _unit_before(before: str) -> SalaryUnit | None:
    words: dict[SalaryUnit, str] = {"hour": "hourly", "year": "annual|yearly", "month": "monthly"}
    return next(
        (u for u, word in words.items() if re.search(rf"\b(?:{word})\b", before, re.IGNORECASE)), None
    )


def _amounts(match: re.Match[str]) -> tuple[float, float]:
    """Low and high end; "40-50k" means thousands at both."""
    groups = match.groups()
    low, high = (groups[1:4], groups[5:8]) if groups[0] else (groups[8:11], groups[11:14])
    thousands = bool(low[2]) or bool(high[0] and high[2])
    first = _number(low, thousands)
    return first, _number(high, thousands) if high[0] else first


def _number(parts: tuple[str | None, ...], thousands: bool) -> float:
    whole = float(re.sub(r"\D", "", parts[0] or "0"))
    value = whole + float(f"0.{parts[1]}") if parts[1] else whole
    return value * 1000 if thousands and value < 1000 else value
