"""The title of the job, and the level that it names."""

import re
from collections.abc import Sequence

from jobwise.domain.posting import Seniority
from jobwise.pipeline.ad.headings import section_named
from jobwise.pipeline.ad.passages import Passage

_NOUNS = (
    r"engineer|developer|manager|analyst|administrator|assistant|accountant|attorney|lawyer|paralegal|nurse|teacher|"
    r"instructor|tutor|director|supervisor|coordinator|specialist|technician|mechanic|driver|operator|clerk|"
    r"receptionist|secretary|representative|associate|consultant|architect|designer|scientist|officer|executive|"
    r"advisor|adviser|agent|buyer|planner|recruiter|chef|cook|baker|server|bartender|cashier|housekeeper|cleaner|"
    r"janitor|custodian|carpenter|electrician|plumber|welder|fabricator|machinist|painter|labou?rer|installer|"
    r"foreman|inspector|auditor|controller|bookkeeper|underwriter|broker|therapist|physician|surgeon|dentist|"
    r"pharmacist|hygienist|paramedic|caregiver|carer|aide|nanny|counselor|counsellor|psychologist|"
    r"professor|lecturer|researcher|editor|writer|journalist|translator|photographer|producer|stylist|guard|"
    r"dispatcher|packer|picker|handler|assembler|merchandiser|marketer|strategist|lead|head|president|intern|"
    r"trainee|apprentice|estimator|surveyor|scrum master|product owner|tester|programmer|partner|worker|"
    r"entwickler(?:in)?|ingenieur(?:in)?|leiter(?:in)?|sachbearbeiter(?:in)?|développeu\w+|ingénieu\w+|responsable|"
    r"desarrollador\w*|ingenier[oa]|analista|enfermer[oa]|infirmi\w+"
)
TITLE_NOUN = re.compile(rf"\b(?:{_NOUNS})s?\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|(?<=[\s.;>]))(?:job title|position title|position|title|role|stellenbezeichnung|poste"
    r"|puesto)\s*[:#]\s*",
    re.IGNORECASE | re.MULTILINE,
)
_SOUGHT = re.compile(
    r"\b(?:seek(?:s|ing)?|looking for|look for|hir(?:e|ing)|opportunity for|opening for|in need of"
    r"|recruiting(?: for)?"
    r"|search(?:ing)? for|position of|role of|as (?=an? |our |the )|(?:requires|wants"
    r"|needs)(?: us to [\w/]+)?|suchen|recherch\w+|recrut\w+"
    r"|busca\w*)\s+(?:to (?:hire|recruit|add|appoint|fill|employ)\s+)?(?:(?:an?|our next|the|(?:one"
    r"|two|three|several|multiple)(?: \(\d\))?|eine?n?|une?)\s+)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:[Tt]he|[Tt]his|[Aa]n?|[Oo]ur)\s+(?=[A-Z])")
_PRAISE = re.compile(
    r"^(?:(?:the|for|highly|very|experienced|(?:self[- ])?motivated|[\w-]*talented|skilled|dedicated"
    r"|enthusiastic|energetic|great"
    r"|new|(?:full|part)[- ]time|temporary|permanent|contract|outstanding|passionate|qualified|driven"
    r"|dynamic|strong"
    r"|immediate|(?:long|short)[- ]term|professional|reliable|responsible|dependable|friendly|amazing"
    r"|exceptional|seasoned|and|&|an?|,)"
    r",?\s+)+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s(?:to|who|with|for|in|at|role|position|job|opportunity|opening|that|on|is|are|will|you|located|based|needed|wanted"
    r"|out of|reports?|responsible|has|have|works?|(?:m/w/d|w/m/d|m/f/d)|h/f)\b|[.,;:!?\n(]|\s[-–—"
    r"|•·]\s|\s{3,}|\s\w+:",
    re.IGNORECASE,
)
_MOST_WORDS = 9
_LEVELS: tuple[tuple[Seniority, str], ...] = (
    ("intern", r"intern|internship|trainee|apprentice|praktikant\w*|stagiaire"),
    ("lead", r"lead|head|director|principal|chief|vp|vice president|leiter\w*"),
    ("senior", r"senior|sr"),
    ("entry", r"junior|jr|entry[- ]level|graduate|assistant"),
)


def title_of(text: str, passages: Sequence[Passage]) -> str | None:
    """A labelled title, else a first line that looks like one, else what is sought or spoken of."""
    labelled = (_cut(text[match.end() : match.end() + 90]) for match in _LABEL.finditer(text))
    lines = [passage.text for passage in passages[:4] if not passage.heading][:3]
    heads = [_first_line(line) for line in lines[:1]] + [
        _first_line(line) for line in lines[1:] if line.istitle()
    ]
    return (
        next(filter(None, labelled), None)
        or next(filter(None, heads), None)
        or _named_by(_SOUGHT, text)
        or _named_by(_NAMED, text)
        or _plain_line(text)
    )


def seniority_of(title: str | None) -> Seniority | None:
    """The level that a title names."""
    levels = (level for level, words in _LEVELS if re.search(rf"\b(?:{words})\b", title or "", re.IGNORECASE))
    return next(levels, None)


def _first_line(line: str) -> str | None:
    """The first passage where it is short and names an occupation."""
    opening = _cut(_PRAISE.sub("", line[:90]))
    if (
        opening
        and len(opening.split()) <= 6
        and all(word[:1].isupper() or not word.isalpha() for word in opening.split())
    ):
        return opening
    short = len(line.split()) <= _MOST_WORDS and TITLE_NOUN.search(line) and not _SOUGHT.search(line)
    return _cut(_PRAISE.sub("", line)) if short and not line.endswith((".", "!")) else None


def _named_by(lead: re.Pattern[str], text: str) -> str | None:
    titles = (_cut(_PRAISE.sub("", text[match.end() : match.end() + 90])) for match in lead.finditer(text))
    return next(filter(None, titles), None)


def _plain_line(text: str) -> str | None:
    """The first of several lines, when nothing else tells: a short one that is no sentence or label."""
    line, _, rest = text.strip().partition("\n")
    plain = (
        rest and not section_named(line) and len(line.split()) <= 6 and not line.rstrip().endswith((".", ":"))
    )
    return re.sub(r"\s*\(?\b[mwfhdx](?:/[mwfhdx]){1,2}\b\)?", "", line).strip() or None if plain else None


def _cut(text: str) -> str | None:
    """The words up to the end of a title; None when they do not look like one."""
    text = text.strip(" \t\r\n-–:•*#")
    stop = _STOP.search(text)
    head = text[: stop.start()] if stop else text
    nouns = list(TITLE_NOUN.finditer(head))
    if nouns and len(head.split()) > 6:
        head = head[: nouns[-1].end()]
    head = head.strip(" -–,")
    return head if nouns and 0 < len(head.split()) <= _MOST_WORDS else None
