"""Who the ad says employs."""

import re
from collections import Counter

from jobwise.matching.taxonomy import taxonomy
from jobwise.pipeline.ad.titles import TITLE_NOUN

_LABEL = r"(?:^|(?<=[\s.;>]))"
_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|Corp|Corporation|plc|AG|S\.A|SARL|SAS|SL|B\.V"
    r"|LLP|LP|Company|Group)\b\.?"
)
_AGENCY = re.compile(
    r"\b(?:staffing|recruit(?:ing|ment|er)|our client|on behalf of|talent solutions|personnel"
    r"|placement|headhunt\w*)\b",
    re.IGNORECASE,
)
_WORD = r"(?:[A-ZÀ-Þ0-9][\w&'’.+-]*|&|of|and|the|de|für|und)"
_NAME = rf"((?=[A-ZÀ-Þ0-9]){_WORD}(?:[ \u00a0]+{_WORD}){{0,5}})"
_EMPLOYERS = (
    re.compile(
        rf"{_LABEL}(?i:company|employer|organi[sz]ation|arbeitgeber|entreprise"
        rf"|empresa)(?i: name)?\s*:\s*{_NAME}"
    ),
    re.compile(rf"(?:^|[.\n>])\s*(?i:about)\s+(?!(?i:us|the|you|our|this)\b){_NAME}"),
    re.compile(rf"(?i:\bjoin)\s+(?!(?i:us|our|the|a)\b){_NAME}"),
    re.compile(
        rf"(?:^"
        rf"|[.\n!?>:])\s*(?:At\s+)?{_NAME}(?:,[^.,]{{0,60}},)?\s+(?i:is|are)\s+"
        r"(?i:currently |now |actively )?"
        r"(?i:seeking|looking|hiring|recruiting|an? |the |one of|searching|committed|proud)"
    ),
    re.compile(rf"(?i:\b(?:at|with|for|bei|chez|en))\s+{_NAME}(?=[,.]|\s+(?i:in|we|is|as|und|we're|you)\b)"),
)
_NOT_EMPLOYER = re.compile(
    r"^(?:we|this\w*|then|immediate|the|our|you|it|there|he|she|they|if|job|position|candidates?|applicants?"
    r"|all|in|as|an?|must|what|who|"
    r"responsibilities|requirements|duties|benefits|ideal|successful|monday|least|work|home|hours?|today|now|once|"
    r"experience|please|no|any|that|these|those|summary|qualifications|level|us|usa|united states"
    r"|location|race|color|sex|gender|religion|exempt|company|\d+$|drive)\b"
    r"|^[A-Z]{2}$|\b(?:Manager|Engineer|Developer|Analyst|Nurse|Driver|Assistant|Specialist|Representative"
    r"|Excel|Office)$",
    re.IGNORECASE,
)
_TALKS = re.compile(
    rf"(?:^|[.\n!?>:])\s*{_NAME},?\s+(?i:offers|provides|has been|specializes|operates|runs|makes"
    rf"|builds|delivers|sucht|recrute"
    r"|busca)\b"
)
_FIRM = re.compile(rf"{_NAME},?\s+{_SUFFIX}(?!\s*:)")


def employer_of(ad: str, text: str) -> str | None:
    """The employer by its line, label, legal form or sentence; None where only an agency speaks.

    `text`: the ad's passages, one a line.
    """
    return _line_of_employer(ad) or _firm(text) or _sentence(text)


def _line_of_employer(ad: str) -> str | None:
    """The line under a title: "Fenwick Rail · Leeds"."""
    lines = [line.strip() for line in ad.strip().splitlines()[1:2]]
    found = re.match(rf"{_NAME}(?:\s*[,·|–-]\s*.+)?$", lines[0]) if lines else None
    if (
        not found
        or len(lines[0]) >= 60
        or lines[0].endswith((".", ":"))
        or not re.search(r"[,·|–]", lines[0])
    ):
        return None
    return (
        _clean(found[1])
        if _usable(found[1].removeprefix("The ")) and not TITLE_NOUN.search(found[1])
        else None
    )


def _firm(text: str) -> str | None:
    """The name that most often stands before a legal form."""
    names = Counter(
        _clean(match[0])
        for match in _FIRM.finditer(text)
        if _usable(match[1]) and not _AGENCY.search(match[0]) and not _of_agency(text, match)
    )
    return names.most_common(1)[0][0] if names else None


def _sentence(text: str) -> str | None:
    for pattern in (*_EMPLOYERS[:-1], _TALKS, _EMPLOYERS[-1]):
        for match in pattern.finditer(text):
            name = _clean(match[1])
            if (
                len(name) > 2
                and _usable(name)
                and not TITLE_NOUN.search(name)
                and not _of_agency(text, match)
            ):
                return name
    return None


def _clean(name: str) -> str:
    name = re.split(r"(?<=[A-Za-z])\.(?=[A-Z]{2})", name)[-1]
    name = re.sub(r"^(?:(?:and|of|the|At|for)\s+)+|\s+(?:and|of|the)$", "", name).strip(" ,-–")
    return name if re.search(rf"\b{_SUFFIX}$", name) else name.rstrip(".")


def _usable(name: str) -> bool:
    """Whether words could be a firm's name: no word of the ad itself, no skill, no number."""
    plain = _clean(name)
    return not (plain.isdigit() or _NOT_EMPLOYER.search(plain) or taxonomy().concept(plain))


def _of_agency(text: str, match: re.Match[str]) -> bool:
    return bool(_AGENCY.search(text[max(match.start() - 40, 0) : match.end() + 80]))
