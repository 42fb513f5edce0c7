"""What an ad says of the job itself: title, employer, place, terms, level."""

import re
from collections.abc import Sequence

from jobwise.domain.posting import EmploymentType, Seniority
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
_TITLE_END = re.compile(rf"\b(?:{_NOUNS})s?\b", re.IGNORECASE)
_LABEL = r"(?:^|(?<=[\s.;>]))"
_TITLE_LABEL = re.compile(
    rf"{_LABEL}(?:job title|position title|position|title|role|stellenbezeichnung|poste|puesto)\s*[:#]\s*",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"\b(?:seeking|looking for|hiring|opportunity for|opening for|in need of|recruiting(?: for)?|searching for|"
    r"search for|position of|role of|requires|wants|needs|as|suchen|recherch\w+|recrut\w+|busca\w*)\s+"
    r"(?:an?|our next|the|eine?n?|une?)\s+",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"^(?:(?:highly|experienced|motivated|self-motivated|talented|skilled|dedicated|enthusiastic|energetic|great|new|"
    r"full[- ]time|part[- ]time|temporary|permanent|contract|outstanding|passionate|qualified|driven|dynamic|strong|"
    r"immediate|long[- ]term|short[- ]term|professional|reliable|and|,)\s+)+",
    re.IGNORECASE,
)
_TITLE_STOP = re.compile(
    r"\s(?:to|who|with|for|in|at|role|position|job|opportunity|that|on|is|located|based|needed|wanted|m/w/d|\(m/w/d\)|"
    r"h/f|\(h/f\))\b|[.,;:!?\n(]|\s[-–|•]\s",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:staffing|recruit(?:ing|ment|er)|our client|on behalf of|talent solutions|personnel|placement|headhunt\w*)\b",
    re.IGNORECASE,
)
_NAME = r"((?:[A-ZÀ-Þ0-9][\w&'’.+-]*|&|of|and|the|de|für|und)(?:\s+(?:[A-ZÀ-Þ0-9][\w&'’.+-]*|&|of|and|the|de|für|und)){0,5})"
_EMPLOYERS = (
    re.compile(
        rf"{_LABEL}(?i:company|employer|organi[sz]ation|arbeitgeber|entreprise|empresa)(?i: name)?\s*:\s*{_NAME}"
    ),
    re.compile(rf"(?:^|[.\n>])\s*(?i:about)\s+(?!(?i:us|the|you|our|this)\b){_NAME}"),
    re.compile(rf"(?i:\bjoin)\s+(?!(?i:us|our|the|a)\b){_NAME}"),
    re.compile(
        rf"(?:^|[.\n!?>:])\s*(?:At\s+)?{_NAME}(?:,[^.,]{{0,60}},)?\s+(?i:is|are)\s+(?i:currently |now |actively )?"
        r"(?i:seeking|looking|hiring|recruiting|an? |the |one of|searching|committed|proud)"
    ),
    re.compile(rf"(?i:\b(?:at|with|for|bei|chez|en))\s+{_NAME}(?=[,.]|\s+(?i:in|we|is|as|und|we're|you)\b)"),
)
_NOT_EMPLOYER = re.compile(
    r"^(?:we|this|the|our|you|it|there|he|she|they|if|job|position|candidates?|applicants?|all|in|as|an?|must|what|who|"
    r"responsibilities|requirements|duties|benefits|ideal|successful|monday|least|work|home|hours?|today|now|once|"
    r"experience|please|no|any|that|these|those|summary|qualifications|level|us|usa|united states|location)\b"
    r"|^[A-Z]{2}$|\b(?:Manager|Engineer|Developer|Analyst|Nurse|Driver|Assistant|Specialist|Representative|Excel|Office)$",
    re.IGNORECASE,
)
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB"
)
_CITY = r"[A-ZÀ-Þ][\w'’.-]+(?:[ -](?:[A-ZÀ-Þ][\w'’.-]+|of|am|upon|sur|de|la)){0,3}"
_PLACES = (
    re.compile(
        rf"{_LABEL}(?i:job location|work location|location|standort|lieu|ubicación|place of work)\s*:\s*({_CITY}(?:,\s*{_CITY}){{0,2}})"
    ),
    re.compile(rf"\b({_CITY},\s*(?:{_STATES.replace(' ', '|')}))\b(?!\w)"),
    re.compile(
        rf"(?i:\b(?:based|located|office|offices|work|role|position|opportunity) (?:in|at)|\bstandort|\bà|\bin)\s+({_CITY})(?=[,.\n]|\s+(?i:area|office|and|we|with)\b|$)",
        re.MULTILINE,
    ),
)
_NOT_PLACE = re.compile(
    r"^(?:the|our|this|an?|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"english|french|german|spanish|microsoft|excel|word|computer|business|accounting|python|java|sql|it|hr|i)\b",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[EmploymentType, str], ...] = (
    ("internship", r"internship|intern position|praktikum|stage de|prácticas"),
    ("part-time", r"part[- ]?time|teilzeit|temps partiel|media jornada|tiempo parcial"),
    ("full-time", r"full[- ]?time|vollzeit|temps plein|temps complet|jornada completa|tiempo completo"),
    ("temporary", r"temporary|temp-to-\w+|seasonal|befristet|intérim|temporal\b|fixed[- ]term"),
    (
        "contract",
        r"contract (?:position|role|basis|job|to hire|opportunity|assignment)|contract[- ]to[- ]\w+|contractor|"
        r"\b\d+[- ]month contract|long[- ]term contract|\bc2c\b|1099",
    ),
)
_REMOTE = re.compile(
    r"\b(?:fully remote|100% remote|remote(?:ly)?(?! control| site| sens)|work(?:ing)? from home|telecommut\w+|home ?office|"
    r"télétravail|teletrabajo|any location)\b",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\b(?:on[- ]?site only|no remote|not (?:a )?remote|non-remote|must work on[- ]?site|not available remotely|in[- ]office only)\b",
    re.IGNORECASE,
)
_LEVELS: tuple[tuple[Seniority, str], ...] = (
    ("intern", r"intern|internship|trainee|apprentice|praktikant\w*|stagiaire"),
    ("lead", r"lead|head|director|principal|chief|vp|vice president|leiter\w*"),
    ("senior", r"senior|sr|experienced"),
    ("entry", r"junior|jr|entry[- ]level|graduate|assistant"),
)


def title_of(ad: str, passages: Sequence[Passage]) -> str | None:
    """A labelled title, else a first line that looks like one, else what is sought."""
    label = _TITLE_LABEL.search(ad)
    if label and (title := _cut_title(ad[label.end() : label.end() + 90])):
        return title
    first = next((passage.text for passage in passages if not passage.heading), "")
    if len(first.split()) <= 9 and _TITLE_END.search(first) and not _SOUGHT.search(first):
        return _cut_title(first)
    for match in _SOUGHT.finditer(ad):
        title = _cut_title(_PRAISE.sub("", ad[match.end() : match.end() + 90]))
        if title:
            return title
    line = ad.strip().splitlines()[0].strip() if ad.strip() else ""
    return (
        line if 0 < len(line.split()) <= 6 and "\n" in ad.strip() and not line.endswith((".", ":")) else None
    )


def employer_of(ad: str) -> str | None:
    """The employer by label, heading or sentence; None where only an agency speaks."""
    lines = [line.strip() for line in ad.strip().splitlines()[1:4]]
    if (
        len(lines) > 1
        and (found := re.match(rf"{_NAME}(?:\s*[,·|–-]\s*.+)?$", lines[0]))
        and len(lines[0]) < 60
    ):
        if (
            not lines[0].endswith((".", ":"))
            and not _NOT_EMPLOYER.search(found[1])
            and not _TITLE_END.search(found[1])
        ):
            return found[1].strip(" ,.-–")
    for pattern in _EMPLOYERS:
        for match in pattern.finditer(ad[:6000]):
            name = re.sub(r"^(?:and|of|the|At)\s+|\s+(?:and|of|the)$", "", match[1]).strip(" ,.-–")
            around = ad[max(match.start() - 40, 0) : match.end() + 80]
            if len(name) > 2 and not _NOT_EMPLOYER.search(name) and not _AGENCY.search(around):
                return name
    return None


def place_of(ad: str) -> str | None:
    """The place of work as the ad writes it."""
    lines = [line.strip() for line in ad.strip().splitlines()[1:4]]
    for line in lines:
        parts = re.split(r"\s*[·|]\s*|\s[–-]\s", line)
        if len(parts) > 1 and len(line) < 70 and re.fullmatch(rf"{_CITY}(?:, {_CITY})?", parts[1]):
            return parts[1]
    for pattern in _PLACES:
        for match in pattern.finditer(ad):
            if not _NOT_PLACE.search(match[1]):
                return match[1].strip(" ,.")
    return None


def employment_type_of(ad: str) -> EmploymentType | None:
    """The kind of contract that is named first after a label, else anywhere."""
    label = re.search(r"(?i)(?:job|employment|position|contract) (?:type|status)\s*:?\s*(.{0,60})", ad)
    for text in (label[1] if label else "", ad):
        found = [
            (match.start(), kind)
            for kind, words in _TYPES
            if (match := re.search(rf"\b(?:{words})", text, re.IGNORECASE))
        ]
        if found:
            return min(found)[1]
    return None


def remote_of(ad: str) -> bool | None:
    """True and False only where the ad says so."""
    if _ON_SITE.search(ad):
        return False
    return True if _REMOTE.search(ad) else None


def seniority_of(title: str | None) -> Seniority | None:
    """The level that a title names."""
    levels = (level for level, words in _LEVELS if re.search(rf"\b(?:{words})\b", title or "", re.IGNORECASE))
    return next(levels, None)


def _cut_title(text: str) -> str | None:
    """The words up to the end of a title; None when they do not look like one."""
    text = text.strip(" \t\r\n-–:•*#")
    stop = _TITLE_STOP.search(text)
    head = text[: stop.start()] if stop else text
    nouns = list(_TITLE_END.finditer(head))
    if nouns and len(head.split()) > 6:
        head = head[: nouns[-1].end()]
    head = re.split(r"(?<=[a-z])(?=[A-Z][a-z])", head)[0].strip(" -–,")
    return head if nouns and 0 < len(head.split()) <= 9 else None
