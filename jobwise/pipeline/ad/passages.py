"""An ad as passages: sentences and list lines with their exact place and the section they stand in.

*Why not by line alone:* ads copied from the web often lose their line breaks, so that a heading or
a new point begins in the middle of a word ("guidelinesWork closely").
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jobwise.matching.taxonomy import taxonomy
from jobwise.pipeline.ad.headings import Section, section_hinted, section_named
from jobwise.pipeline.ad.speech import is_of_firm, own_section

_INLINE = re.compile(
    r"(?:(?<![^\W_])|(?<=[a-zà-ÿ]))((?:[A-ZÀ-Þ][\w'’&/-]*+[ ]?(?:and |or |of |the |to |& |/ ?|that are "
    r"|a plus)*){1,5})"
    r":(?=\s*\S)"
)
_BREAK = re.compile(
    r"\n+|[•●▪◦‣·➢✓✔✅☑►▶★☆⇒→»○◆■□❖👉🔹✨]\uFE0F?\s*|\*+\s+|(?<!\bSt)(?<!\bSr)(?<!\bJr)(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bFt)(?<!\bAsst)(?<!\bmind)(?<!\bbzw)(?<!\binkl)(?<!\bca)(?<!\bStd)(?<=[a-zà-ÿ0-9)%])(?!\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)[.!?;](?=\s+[\"“(]?[A-ZÀ-Þ0-9£$€]|[A-ZÀ-Þ][a-zà-ÿ]|\s*$)"
    r"|(?<=\s)[-–](?=\s+[A-ZÀ-Þ])|(?<=[a-z.):;])[*·•](?=\s?[A-ZÀ-Þ][a-z])|\s{4,}"
    r"|(?<=[a-z]{3})[.!?](?=[A-Z]{2,}[ /])"
    r"|(?<=[a-z)])(?<!\bof)(?<!\bwith)(?<!\bin)(?<!\band)(?<!\bor)(?<!\bthe)(?<!\bfor)(?<!\bto)(?<!\bas)(?<!\ba)"
    r"[ \u00a0]{2,}(?=[A-Z][a-z])"
)
_NOUNS = (
    "Qualifications?|Requirements?|Responsibilities|Duties|Skills|Functions|Experience|Education|Abilities"
    "|Knowledge|Competencies|Licenses|Certifications?"
)
_KINDS = (
    "Minimum|Basic|Preferred|Required|Desired|Job|Key|Essential|Major|Primary|Additional|Position"
    "|General|Core|Specific"
    "|Other|Principal|Necessary"
)
_BURIED = re.compile(
    rf"(?:(?:(?:{_KINDS})(?:\s+(?:and|&)\s+|/|\s+)){{1,3}}(?:{_NOUNS})(?:(?:\s+(?:and|&)\s+|/)(?:{_NOUNS}))*"
    rf"|(?:(?:{_KINDS.upper()})(?:\s+(?:AND|&)\s+|/|\s+)){{1,3}}(?:{_NOUNS.upper()})"
    rf"(?:(?:\s+(?:AND|&)\s+|/)(?:{_NOUNS.upper()}))*)(?=\s*:|\s+[A-Z•*]|[•*]|[A-Z][a-z]|\s*(?:\n|$))"
)
"""Headings in capitals in the middle of a text: "the plant Minimum Qualifications High school"."""
_CODE = re.compile(r"\$\(\s*['\"]|\bfunction\b\s*\w*\(|\bvar \w+ ?=|\bdocument\.\w+\(|</?(?:script|style)\b")
"""Where the page's program begins that was copied with the ad."""
_FIELD = re.compile(
    r"\W*(?:(?:hourly |base |annual |starting |target )?(?:pay|salary|wage|rate|compensation)(?: rate"
    r"| range)?|hiring range"
    r"|(?:work(?:ing)? |work )?(?:hours|schedule)|shifts?|duration|start date)\s*:\s*",
    re.IGNORECASE,
)
"""Labels of one value: what follows the value stands where the text stood before."""
_DASH = re.compile(r"(?<=[a-z.):;])[-–](?=\s?[A-ZÀ-Þ][a-z])")
_FEWEST_DASHES = 4
"""Dashes between words without a blank before a text has them for list marks: one alone is a compound's."""
_OPENERS = (
    "Job|Summary|Responsibilit|We|The|Our|You|Your|This|With|For|About|Location|Requirement"
    "|Qualification|Description"
    "|Position|Duties|Must|Experience|Minimum|Benefits|Company|Current|Education|Skills|Essential"
    "|Preferred|Required|Work"
    "|Salary|Pay|Type|Is|In|If|At|As|Ability|Strong|Excellent|Knowledge|Proficien|Bachelor|High|What|Who"
    "|Why|How|Key|Be|Able|Good|Can|Have|Has|Familiar|Proven|Demonstrated|Participate|Provide|Perform|Maintain"
    "|Develop|Assist|Manage|Review|Prepare|Create|Conduct|Ensure|Support|Understanding|Proven|Possess"
)
_ENDERS = (
    "Company|Summary|Description|Responsibilities|Requirements"
    "|Qualifications|Duties|Overview|Profile|Benefits|Employer"
)
_CAPITALS = (
    "EDUCATION|EXPERIENCE|SKILLS|QUALIFICATIONS|REQUIREMENTS|RESPONSIBILITIES|DUTIES|BENEFITS|SUMMARY"
    "|CERTIFICATIONS?|KNOWLEDGE|ABILITIES"
)
_GLUED = re.compile(
    r"(?<![\w@./-])[a-zà-ÿ]{3,}(?=[A-ZÀ-Þ][a-zà-ÿ]+[\s,:])|(?<=[)a-z])(?=\d+ ?\+? ?years)"
    r"|(?<=\d)(?=[A-Z][a-z]{3,}\s?:)"
    rf"|(?<![\w@./-])[A-Z][a-z]{{2,}}(?=(?:{_OPENERS})[a-z]*[\s:,])|\b(?:{_ENDERS})(?=[A-Z][a-z])"
    rf"|(?<=[a-z0-9.)])(?=(?:{_CAPITALS})(?:[/&\s:]|[A-Z]\.|[A-Z][a-z]|\d))"
    rf"|(?<![A-Z])(?:{_CAPITALS})(?:\s*[/&]\s*(?:{_CAPITALS}))*(?=[A-Z][a-z]|[A-Z]\.|\d)"
    r"|(?<=[A-Za-z0-9])(?=(?:Experience|Knowledge|Ability|Proficien|Strong|Excellent|Familiar|Must)[a-z]*\s)"
    r"|(?<=[a-z]\))(?=[A-Z][a-z]+\s)"
    r"|(?<=[a-z]{4})(?=[A-Z]{2,4}\b)|(?<![\w@./-])[A-Z]{2,}(?=[A-Z][a-z]{3,}[\s:,])"
)


class Passage(NamedTuple):
    """ad[start:end], the section it stands in, and whether it is a heading."""

    start: int
    end: int
    text: str
    section: Section
    heading: bool


_JOINED = re.compile(r"(?<![\w@./-])(?:[A-Z][a-z]+|[A-Z]{2,})(?<=[a-z]{2})(?=[A-Z][a-z]{2,}[\s,:])")
_LIST_MARK = re.compile(r"[-–—*•●▪◦‣·➢✓✔✅☑►▶★☆⇒→»○◆■□❖👉🔹✨]\uFE0F?[ \t\u00a0]*$")
_OVER_A_LIST = re.compile(r"[ \t]*\n\s*(?:[-–—*•●▪◦‣·➢✓✔✅☑►▶★☆⇒→»○◆■□❖👉🔹✨]\uFE0F?|\d{1,2}[.)])[ \t]*\w")
_LINE_LABEL = re.compile(r"(?:^|(?<=\n)|(?<=[.!?][ \u00a0]))([A-ZÀ-Þ][^\n:.;,]{3,40}):(?=[ \u00a0]*\S)")
_OF_THE_AD = 12
"""Words of a passage that is the ad's own, no title of the page."""
_FEWEST_JOINED = 3
"""Words with a capital inside, no known names, before an ad is taken to have lost its line breaks."""


def passages_of(ad: str) -> list[Passage]:
    """The ad's passages in order. Before the first heading the section is `duties`."""
    found: list[Passage] = []
    section: Section = "duties"
    after_field: Section | None = None
    for start, end in _pieces(ad):
        text = ad[start:end]
        named = section_named(text) or _hinted(ad, start, end)
        code = _CODE.search(text)
        if code and any(len(p.text.split()) >= _OF_THE_AD and not _CODE.search(p.text) for p in found):
            section = "apply"  # what a page's program stands behind is its foot; before the ad, its head
        if named:
            after_field = section if _FIELD.fullmatch(text) else None
            section = named
        listed = bool(_LIST_MARK.search(ad, max(start - 4, 0), start))
        own = "apply" if code else own_section(text, section, listed=listed and section != "offer")
        if own in {"must", "nice"} and not named and is_of_firm(text, runs_on=_runs_on(found, ad[:start])):
            own = "about"
        found.append(Passage(start, end, text, own, named is not None))
        if after_field and not named:
            section, after_field = after_field, None
    return found


def _hinted(ad: str, start: int, end: int) -> Section | None:
    """The section of a line that stands alone over a list, by its words."""
    lead = ad[:start].rpartition("\n")[2].strip(" \t\ufe0f")
    below = _OVER_A_LIST.match(ad, end)
    same = bool(lead and below) and lead[-1] in ad[end : below.end() if below else end]
    alone = below and not (lead and (same or not _LIST_MARK.fullmatch(lead)))
    return section_hinted(ad[start:end]) if alone else None


def _runs_on(found: list[Passage], before: str) -> bool:
    """Whether a passage follows one about the firm in the same paragraph."""
    of_firm = bool(found) and found[-1].section == "about" and not found[-1].heading
    return of_firm and not re.search(r"[\n•*·]\s*$", before[-4:])


def _pieces(ad: str) -> Iterator[tuple[int, int]]:
    """Spans between breaks, without the blanks around them."""
    cuts = {0, len(ad)}
    for match in _BREAK.finditer(ad):
        cuts |= {match.start() + (1 if match[0][0] in ".!?;" else 0), match.end()}
    dashes = list(_DASH.finditer(ad))
    if len(dashes) >= _FEWEST_DASHES:
        cuts |= {cut for match in dashes for cut in match.span()}
    glued = {match.end() for match in _GLUED.finditer(ad) if not _is_name(ad, match)}
    joined = {m.end() for m in _JOINED.finditer(ad) if _stands_once(ad, m) and not _is_name(ad, m)}
    cuts |= glued | joined if len(glued | joined) >= _FEWEST_JOINED else glued
    for match in _BURIED.finditer(ad):
        cuts |= {match.start(), match.end()}
    for match in [*_INLINE.finditer(ad), *_LINE_LABEL.finditer(ad)]:
        if section_named(match[0]):
            inside = [cut for cut in cuts if match.start() < cut < match.end()]
            cuts |= {max(inside, default=match.start()), match.end()}
    for start, end in pairwise(sorted(cuts)):
        piece = ad[start:end]
        lead, trail = (
            len(piece) - len(piece.lstrip(" \t\r\n\xa0•●▪◦‣·✔✅☑►▶★☆⇒→»○◆■□❖👉🔹✨\ufe0f*-–")),
            len(piece) - len(piece.rstrip()),
        )
        if start + lead < end - trail and any(char.isalnum() for char in piece):
            yield start + lead, end - trail


def _stands_once(ad: str, match: re.Match[str]) -> bool:
    """Whether a word with a capital inside comes once: a firm's name comes again."""
    word = match[0] + (re.match(r"\w*", ad[match.end() :]) or [""])[0]
    return ad.count(word) == 1


def _is_name(ad: str, match: re.Match[str]) -> bool:
    """Whether a capital inside a word belongs to a known name, as in jQuery."""
    before, after = re.search(r"\w*$", ad[: match.end()][-40:]), re.match(r"\w*", ad[match.end() :])
    return taxonomy().concept((before[0] if before else "") + (after[0] if after else "")) is not None
