"""Read the text of finished PDFs back and look for what the résumé's own text lacks.

*Why it shares no code with the truth gate:* a check that reuses the gate's rules would share its
blind spots. Only the list of known skills is the same.
"""

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from jobwise.domain.documents import Documents

NUMERIC_DATE = re.compile(
    r"\b(?:(0?[1-9]|1[0-2])(?:\s?/\s?|[.-])((?:19|20)\d\d)|((?:19|20)\d\d)(?:\s?/\s?|[.-])(0?[1-9]|1[0-2]))\b"
)
YEARS = re.compile(r"\b(\d{1,2}) (?:years?|ans?|jahren?|años?)\b", re.IGNORECASE)

FIXED = (
    " . Hiring team, résumé, curriculum vitae, languages, certificates, publications, references, training"
)
"""Words of headings and salutations that name no skill of the person."""


def pdf_text(content: bytes) -> str:
    """All text of a PDF, by an extractor that JobWise's own reader does not use."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def without(printed: str, documents: Documents) -> str:
    """The printed letter without what claims nothing: its sentence on what the person does not have, and the
    words before a colon that say what the ad asks for."""
    lines = documents.cover_letter.lines
    of_the_ad = [line.text for line in lines if line.id == "gap"]
    of_the_ad += [line.text.partition(":")[0].strip() for line in lines if line.id.startswith("match-")]
    printed = " ".join(printed.split())
    for words in filter(None, of_the_ad):
        printed = printed.replace(words, " ")
    return printed


def raw_text(content: bytes) -> str:
    """The text layer of a PDF as PDFium gives it, with no layout logic of ours."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range().replace("\ufffe", "") for page in document)


def inventions(own: str, printed: str, names: Iterable[str], *, allowed: str, today: dt.date) -> list[str]:
    """What `printed` says and `own` does not, each as "kind: words"; empty when all is true.

    own: the résumé's text. names: employers, titles and schools of the tailored résumé. allowed:
    words that the letter may take from elsewhere (the ad's employer and title, today's date).
    """
    return [
        *(f"number: {number}" for number in _new_numbers(own + " " + allowed, printed, today)),
        *(
            f"date: {year}-{month:02}"
            for year, month in sorted(_months(printed) - _months(own + " " + allowed))
        ),
        *(f"name: {name}" for name in names if not _stands_in(name, own)),
        *(f"skill: {concept}" for concept in sorted(_new_skills(own + " . " + allowed + FIXED, printed))),
    ]


def _new_numbers(own: str, printed: str, today: dt.date) -> Iterator[str]:
    known = {
        number.lstrip("0")
        for text in (own, re.sub(r"(?<=\d)[\s.,'’]+(?=\d)", "", own))
        for number in _digits(text)
    }
    first_year = min(
        (int(number) for number in known if re.fullmatch(r"(19|20)\d\d", number)), default=today.year
    )
    durations = {
        match[1] for match in YEARS.finditer(printed) if int(match[1]) <= today.year - first_year + 1
    }
    for number in _digits(printed):
        if number.lstrip("0") not in known and number not in durations:
            yield number


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", unicodedata.normalize("NFKC", text))


def _months(text: str) -> set[tuple[int, int]]:
    """(year, month) of every date in the text; a month without its own year takes the next one."""
    found = {(int(match[2] or match[3]), int(match[1] or match[4])) for match in NUMERIC_DATE.finditer(text)}
    waiting: list[int] = []
    for word in re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFKC", text).casefold()):
        if re.fullmatch(r"(19|20)\d\d", word):
            found |= {(int(word), month) for month in waiting}
            waiting = []
        elif month := _month_names().get(word):
            waiting = [*waiting[-1:], month]
        elif not word.isdigit() and word not in {"to", "bis", "a", "à", "au", "al", "de", "till"}:
            waiting = []
    return found


@cache
def _month_names() -> dict[str, int]:
    from babel.dates import get_month_names

    return {
        name.casefold().strip("."): month
        for language in ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru")
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for month, name in get_month_names(width, context, language).items()
        if len(name.strip(".")) > 2
    } | {"sept": 9}


def _stands_in(name: str, text: str) -> bool:
    """Whether every word of the name is in the text, whatever the case, accents and letter spacing."""
    squashed = _squash(text)
    return all(_squash(word) in squashed for word in name.split())


def _squash(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def _new_skills(own: str, printed: str) -> set[str]:
    """Skills of the printed text that the own text names neither by concept nor in these words."""
    from jobwise.matching.skills import find_skills

    known = {span.concept for span in find_skills(own)}
    return {
        span.concept
        for span in find_skills(printed)
        if span.kind != "skill" and span.concept not in known and not _stands_in(span.label, own)
    }
