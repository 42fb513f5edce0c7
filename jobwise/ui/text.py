"""Words for screens: people's text made safe for Markdown, counts, dates, scores, pay."""

import datetime as dt
import re
import string

from jobwise.domain.posting import JobAnalysis, Salary
from jobwise.matching.partial_dates import print_day

_MARKUP = re.compile(f"([{re.escape(string.punctuation)}])")
_JOINER = "\u2060"
"""Unseen, and never the end of a line: it parts what Streamlit would read as one token."""
_TOKENS = re.compile(r"(?<=:)(?=\w+[:/])|(?<=://)|(?<=www)(?=\.)|(?<=\S)(?=@)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text from outside, so that Streamlit's Markdown shows it as it is: no markup, icon or link.

    *Why every punctuation mark:* CommonMark lets each be escaped, so no list of dangerous ones can
    be too short. Links and icons are found after that, in the finished text, hence the joiner.
    """
    return _MARKUP.sub(r"\\\1", _TOKENS.sub(_JOINER, " ".join(text.split())))


def quoted(text: str) -> str:
    """People's words in quotation marks, safe for Markdown."""
    return f"“{plain(text)}”"


def beginning(text: str) -> str:
    """The first words of an ad, to know it by."""
    words = text.split()
    return " ".join(words[:14]).rstrip(".,;:") + ("…" if len(words) > 14 else "")


def counted(number: int, noun: str, plural: str = "") -> str:
    """`counted(1, "job")` -> "1 job", `counted(2, "job")` -> "2 jobs"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: tuple[str, ...] | list[str], most: int = 4) -> str:
    """The first words of a list, and how many more there are."""
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown


def language_name(code: str) -> str:
    """An ISO 639-1 code in words: "German"; the code itself where it has no name."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def figure(number: float) -> str:
    """A score as it is shown everywhere: 0.81."""
    return f"{number:.2f}"


def signed(number: float) -> str:
    """A change of a score: "+0.17", "−0.02"."""
    return f"{number:+.2f}".replace("-", "−")


def moment(at: dt.datetime) -> str:
    """A point in time on this computer's clock: "3 May 2026, 14:02"."""
    here = at.astimezone()
    return f"{print_day(here.date(), 'en')}, {here:%H:%M}"


def day(at: dt.datetime) -> str:
    """A day on this computer's clock: "3 May 2026"."""
    return print_day(at.astimezone().date(), "en")


def duration(seconds: float) -> str:
    """How long something took: "0.3 s", "under 0.1 s"."""
    return f"{seconds:.1f} s" if seconds >= 0.05 else "under 0.1 s"


def job_name(title: str | None, employer: str | None) -> str:
    """What an application is called: "Data Analyst, Fenwick Rail"."""
    return ", ".join(part for part in (title, employer) if part) or "Untitled job"


def job_terms(analysis: JobAnalysis) -> list[str]:
    """Place, kind of employment and pay, where the ad names them."""
    terms = [analysis.location or "", (analysis.employment_type or "").replace("-", " ")]
    if analysis.remote:
        terms.append("remote")
    if analysis.salary:
        terms.append(pay(analysis.salary))
    return [term for term in terms if term]


def kind_of_employment(kind: str) -> str:
    """ "Full time"."""
    return kind.replace("-", " ").capitalize()


def pay(salary: Salary) -> str:
    """ "£38,000 to £44,000 a year"."""
    from babel.numbers import format_currency

    bounds = dict.fromkeys(bound for bound in (salary.min, salary.max) if bound is not None)
    words = [
        format_currency(
            bound,
            salary.currency,
            "¤#,##0" if bound == int(bound) else "¤#,##0.00",
            locale="en",
            currency_digits=False,
        )
        for bound in bounds
    ]
    return f"{' to '.join(words)} {'an' if salary.unit == 'hour' else 'a'} {salary.unit}" if words else ""
