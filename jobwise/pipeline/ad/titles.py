"""The title of the job, and the level that it names.

Every place that could name the title gives a candidate; the kind of place and how often the words
come again say how good it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobwise.domain.posting import Seniority
from jobwise.matching.occupations import is_occupation, occupations_in
from jobwise.pipeline.ad.head import head_of
from jobwise.pipeline.ad.headings import section_named
from jobwise.pipeline.ad.passages import Passage

_LABEL = re.compile(
    r"(?:^|(?<=[\s.;>]))(?:(?:job|position|posting|working) title|position|title|role|stellenbezeichnung"
    r"|poste|puesto)(?:/(?:position|title))?\s*(?:[:#]|(?<=title)\s+(?=[A-Z]))\s*",
    re.IGNORECASE | re.MULTILINE,
)
_SOUGHT = re.compile(
    r"\b(?:seek(?:s|ing)?|looking for|look for|(?:now )?hir(?:e|ing)(?: for)?|opportunit(?:y|ies) for"
    r"|openings? for"
    r"|in need of|need for|recruiting(?: for)?|search(?:ing)? for|on the hunt for|(?:position|role"
    r"|job) (?:of|as|for)"
    r"|work as|applications for|if you(?:.re| are)(?= an? )|are you(?= an? )|(?:requires|wants"
    r"|needs)(?: us to [\w/]+)?|(?:wir )?suchen(?: wir)?(?: (?:zum"
    r"|ab) [^,.:;\n]{3,40}?(?= eine?))?(?: (?:für|in) [^,.:;\n]{3,40}?(?= eine?))?"
    r"|recherch\w+ pour [^,.:;\n]{3,50}?(?= une? )|recherch\w+|recrut\w+|busca\w*|precisa\w*"
    r"|selecciona\w*|(?<!to )cerca|cerchiamo|ricerca|zoekt"
    r"|zoeken(?: wij)?|procura(?:mos)?|contrata|söker|szuka(?:my)?|poszukuj\w+|zatrudni\w*)\s+"
    r"(?:to (?:hire|recruit|add|appoint|fill|employ)\s+)?"
    r"(?:(?:an?|our next|our|the|(?:one|two|three|several|multiple)(?: \(\d\))?|eine?n?(?:/(?:n|r|e"
    r"|eine?n?))?|une?|un\(e\)|un/une|una?|uno|een|um|uma|en|ett|\d{1,2})\s+)?",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:^|(?<=[.!?:;\n])|(?<=[.!?:;\n]\s)|(?<=[.!?:;\n]\s\s))(?:[Tt]he|[Tt]his|[Aa]s (?:an?|the|our)"
    r"|[Aa]n?|[Oo]ur)\s+"
    r"(?=[A-Z])",
)
_DOES = re.compile(
    r"\s*(?:\([A-Z]{2,6}\))?,?\s+(?:will|is|are|must|should|shall|has|have|you|reports|may|[a-z]{4,}s)\b"
)
_POSITION = re.compile(
    r"\s+(?:[Pp]ositions?|[Rr]oles?|[Oo]penings?|[Oo]pportunit(?:y|ies)|[Jj]ob|POSITIONS?)\b"
)
_CAPITALS = re.compile(r"(?:[A-Z][\w'’./&+-]*(?:\s+(?:&|and|of|/|–|-)\s+|\s+))*[A-Z][\w'’./&+-]*")
_PREFIX = re.compile(
    r"^(?:(?:report this job|about the (?:job|role|position)|job (?:description|summary|overview|title)"
    r"|overview"
    r"|position (?:summary|title|overview)|description|summary|details|title|immediate openings?|now hiring"
    r"|we are hiring|wanted|seeking)\b[\s:!/*-]*)+",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"^(?:(?:the|this|for|highly|very|experienced|(?:self[- ])?motivated|[\w-]*talented|skilled|dedicated"
    r"|enthusiastic|energetic|great|new|(?:full|part)[- ]time|temporary|permanent|contract|outstanding"
    r"|passionate|qualified|driven|dynamic|strong|immediate|(?:long|short)[- ]term|professional|reliable"
    r"|responsible|dependable|friendly|amazing|exceptional|seasoned|career[- ]minded|caring|proven|aggressive"
    r"|[\w-]+-(?:skilled|minded|oriented|motivated|driven)|detail oriented|high[- ]caliber|degreed"
    r"|intelligent|proactive|creative|all|multiple|several|seeking"
    r"|bright|ambitious|local|regional|superior|seasonal|organized|personal|top|future|and|&|as|an?|our"
    r"|job|,)"
    r",?\s+)+(?=\S)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s(?:to|who|with|for|in|at|role|position|positions|job|opportunity|opening|openings|that|on|is|are"
    r"|will|you|located"
    r"|based|needed|wanted|required|out of|reports?|responsible|has|have|works?|under|as|can|should|must"
    r"|may|from"
    r"|h/f|m/f|per|required|department|overview|description)\b"
    r"|(?<!\bSr)(?<!\bJr)(?<!\bAsst)\.(?=\s|$)|[,;:!?\n(|•·$*]|\s[-–—]\s|\s{3,}|\d{4,}",
    re.IGNORECASE,
)
_NOT_THE_JOB = re.compile(
    r"(?:report(?:s|ing)?(?: directly)? to|direction of|supervision of|assist(?:s|ing)?|with|by|between"
    r"|from|support(?:s|ing)?"
    r"|through|collaborat\w+|direct|supervis\w+|manages?|contact)(?: the| our| an?)?\s+$"
    r"|(?:hiring manager|reports to|reporting to|department|contact)\s*:?\s*$",
    re.IGNORECASE,
)
_WEAK = frozenset(
    "professional leader expert member associate performer resident educator ambassador individual "
    "candidate employee "
    "worker recruiter shopper partner agent coach volunteer specialist operator owner representative "
    "staff".split()
)
"""Nouns that alone, or in small letters, seldom are the title."""
_LEVEL_MARK = re.compile(r"\s+(?:I{1,3}|IV|V|[1-5]|Level \w+)\b(?:/I{1,3})?")
_NO_TITLE = re.compile(
    r"[!?@:]|\d{3}|\b(?:overview|summary|description|location|experience|about|company)\b", re.IGNORECASE
)
_IS_WANTED = re.compile(
    r"\s*(?:[-–—(:,/|*]|[A-Z]|$|(?:is |are )?(?:needed|wanted|required|sought)\b|have opportunities)"
)
_FIELD = re.compile(
    r"(?:\s+(?:(?:de|of|and|&)\s+)?(?!(?:We|Our|You|The|This|If|Are|Is|Job|What|Why)\b)[A-ZÀ-Þ][\w&-]*){1,3}"
)
"""What a noun that comes first is of: "Director Womens Services", "Développeur Python"."""
_GENDERED = re.compile(
    r"([A-ZÀ-Þ][^.:;!?\n(]{3,60}?)\s*\(\s*[mwfhdx]\s?[/|]\s?[mwfhdx](?:\s?[/|]\s?[mwfhdx])?\s*\)", re.I
)
"""A title before the mark that it is open to all: "Médiathécaire (H/F)", "Koch (m/w/d)"."""
_MARK = re.compile(r"\s*\(?\b[mwfhdx](?:\s?[/|]\s?[mwfhdx]){1,2}\b\)?", re.IGNORECASE)
"""That mark alone, which is no part of the title."""
_NOT_OF_IT = r"part|full|temps|tiempo|voll|teil|gesucht|recherchée?|bei|chez|en(?=\s[A-ZÀ-Þ])"
_WHOLE = re.compile(rf"(?:\s+(?!(?:{_NOT_OF_IT})\b)[a-zà-ÿ][\w’'-]*(?:/\w{{1,3}})?)+(?:\s+[A-ZÀ-Þ][\w-]+)?")
"""What the first line says of the noun it begins with: "Desarrollador de software"."""
_COMPOUND = re.compile(r"-[a-zà-ÿ]{4,}")
"""The rest of a noun with a hyphen: "aide-soignante"."""
_OF_A_PAPER = re.compile(
    r"(?:(?:diplôme|diploma|titulación|título|certificat\w*|zertifikat|degree|formation|ausbildung|abschluss)\b"
    r"|(?:bachelor|master)['’]?s?\b(?= (?:of|in|degree)))",
    re.IGNORECASE,
)
"""How a paper begins that names the trade it is for: "Diplôme d'État d'infirmier"."""
_PAGE = re.compile(r"\bJob Application for ([^|\n]+)")
"""A page's title, which names the job behind what the page is."""
_PLACE_BEHIND = re.compile(r"\s+Jobs?\s+in\b.*$")
_BOARDS = frozenset("monster indeed linkedin glassdoor stepstone xing reed totaljobs careerbuilder".split())
"""Sites whose name stands over the ads on them."""
_FIRM_SEEKS = re.compile(
    r"\b(?:cerca|ricerca|zoekt|söker|procura|contrata|szuka)\s+(?:un['’]|una?\s|uno\s|een\s|en\s|ett\s|uma?\s)"
    r"\s?([a-zà-ÿ]{4,}(?:ist[ao]|or[ea]|ere|ario|[aeiou]|er|are|aar|kundige|e))\b(?!\s(?:dinamic|giovan|nuov|nov))"
)
"""Whom a firm seeks in languages of whose occupations few are known: "cerca un idraulico"."""
_OPENING = 200
_LEVEL_FIRST = re.compile(r"(?:I{1,3}|I[VX]|VI{0,3}|X)\b ")
_GLUED = re.compile(r"\b([A-Za-z][a-z]{2,})(?=[A-Z][a-z])")
_MOST_WORDS = 8
_HEAD_PASSAGES = 5
_ON_ITS_LINE = 13
"""Worth of a title that its line tells whole, over a part of it that comes again."""
_LEAST = 4
"""Worth below which a candidate is a guess."""
_LEVELS: tuple[tuple[Seniority, str], ...] = (
    (
        "intern",
        r"(?:intern|internship|trainee|apprentice)(?!\s+(?:instructor|tutor|trainer|mentor|assessor|supervisor"
        r"|recruiter|co-?ordinator)\b)|praktikant\w*|stagiaire",
    ),
    ("lead", r"lead|head|director|principal|chief|vp|vice president|leiter\w*"),
    ("senior", r"senior|sr"),
    ("entry", r"junior|jr|entry[- ]level|graduate|assistant"),
)


class _Candidate(NamedTuple):
    """A title with how well its place names the job."""

    title: str
    worth: float


def title_of(text: str, passages: Sequence[Passage]) -> str | None:
    """The best candidate, else a plain first line. `text`: the passages, one a line."""
    counts = text.casefold()
    best: tuple[float, int, str] | None = None
    for order, candidate in enumerate(_candidates(text, passages)):
        again = counts.count(candidate.title.casefold()) - 1
        worth = candidate.worth + min(again, 3) - 3 * _is_weak(candidate.title)
        if _OF_A_PAPER.match(candidate.title):
            continue
        if worth >= _LEAST and (best is None or worth > best[0]):
            best = worth, order, candidate.title
    if best:
        return best[2]
    wanted = _FIRM_SEEKS.search(text[:_OPENING])
    return wanted[1] if wanted else _plain_line(text)


def seniority_of(title: str | None) -> Seniority | None:
    """The level that a title names."""
    levels = (level for level, words in _LEVELS if re.search(rf"\b(?:{words})\b", title or "", re.IGNORECASE))
    return next(levels, None)


def _candidates(text: str, passages: Sequence[Passage]) -> Iterator[_Candidate]:
    for match in _LABEL.finditer(text):
        yield from _at(text, match.end(), 12)
    page = _PAGE.match(text) or _PAGE.search(text.partition("\n")[0])
    if page:
        yield from _at(text, page.start(1), 11)
    if head := head_of(text):
        yield _Candidate(head.title, _ON_ITS_LINE)
    lines = [p.text for p in passages if not p.heading][:_HEAD_PASSAGES]
    for number, line in enumerate(lines):
        yield from _opening(line, 9 - number)
        marked = _GENDERED.match(line)
        if marked and len(marked[1].split()) <= _MOST_WORDS:
            yield _Candidate(marked[1].strip(), _ON_ITS_LINE - number)
        elif number == 0 and _is_whole(_MARK.sub("", line)):
            yield _Candidate(_MARK.sub("", line), 10)
    for match in _SOUGHT.finditer(text):
        yield from _at(text, match.end(), 7)
    for match in _ACTS.finditer(text):
        for title in filter(None, [_cut(text[match.end() : match.end() + 90])]):
            if _DOES.match(text, text.find(title, match.end()) + len(title)):
                yield _Candidate(title, 5)
    for match in _CAPITALS.finditer(text):
        if _POSITION.match(text, match.end()) and not _NOT_THE_JOB.search(text[: match.start()][-40:]):
            yield from (_Candidate(title, 5) for title in filter(None, [_cut(_PRAISE.sub("", match[0]))]))


def _at(text: str, start: int, worth: float) -> Iterator[_Candidate]:
    """The title that begins at `start`, unless the words before speak of somebody else."""
    if _NOT_THE_JOB.search(text[:start][-40:]):
        return
    title = _cut(_PRAISE.sub("", text[start : start + 100]))
    if title:
        yield _Candidate(title, worth - 2 * (not any(char.isupper() for char in title)))


def _opening(line: str, worth: float) -> Iterator[_Candidate]:
    """The title that a passage among the first begins with, or is."""
    plain = _PRAISE.sub("", _PREFIX.sub("", line[:140]))
    title = _cut(plain)
    if not title:
        return
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in title.split() if len(word) > 3)
    whole = len(line.split()) <= _MOST_WORDS + 3 and not line.endswith((".", "!", "?"))
    rest = plain[len(title) :]
    if capitals and (whole or ((len(title.split()) > 1 or title.isupper()) and _IS_WANTED.match(rest))):
        yield _Candidate(title, worth - 2 * (title.endswith("s") and is_occupation(title.split()[-1][:-1])))
    elif whole and worth > _HEAD_PASSAGES + 3 and not _SOUGHT.search(line):
        yield _Candidate(title, worth - 2)


def _is_whole(line: str) -> bool:
    """Whether a line is a title from its noun to its end, as titles are that begin with their noun."""
    nouns = occupations_in(line)
    first = bool(nouns) and nouns[0][0] == 0 and line[0].isupper()
    short = len(line.split()) <= _MOST_WORDS and not _STOP.search(line)
    return first and short and bool(_WHOLE.fullmatch(line, nouns[0][1]))


def _is_weak(title: str) -> bool:
    """Whether a title says little: a general noun alone or with a word in small letters."""
    words = title.split()
    last = words[-1].casefold().removesuffix("s")
    return last in _WEAK and (
        len(words) == 1 or not words[0][:1].isupper() or last in {"member", "recruiter"}
    )


def _plain_line(text: str) -> str | None:
    """The first of several lines, when nothing else tells: a short one that is no sentence, label or site."""
    first, _, rest = text.strip().partition("\n")
    line = _PLACE_BEHIND.sub("", first)
    plain = (
        rest and not section_named(line) and len(line.split()) <= 6 and not line.rstrip().endswith((".", ":"))
    )
    if not plain or not line[:1].isupper() or _NO_TITLE.search(line) or line.casefold() in _BOARDS:
        return None
    return _MARK.sub("", line).strip() or None


def _cut(text: str) -> str | None:
    """The words up to the end of a title; None when they do not look like one."""
    text = _GLUED.sub(lambda m: f"{m[1]}\n" if is_occupation(m[1]) else m[1], text.strip(" \t\r\n\xa0-–:•*#"))
    stop = _STOP.search(text)
    head = _without_sentence(text[: stop.start()] if stop else text)
    nouns = occupations_in(head)
    if not nouns:
        return None
    compound = _COMPOUND.match(head, nouns[-1][1])
    end = compound.end() if compound else nouns[-1][1]
    if nouns[0][0] == 0 and nouns[-1] == nouns[0] and head[0].isupper():
        following = _FIELD.match(head[end:])
        return head[: end + (following.end() if following else 0)].strip(" -–,/\xa0")
    of = re.match(r"(?:\s+of\s+[A-Z][\w&-]*(?:\s+(?:(?:and|&)\s+)?[A-Z][\w&-]*){0,3})", head[end:])
    level = _LEVEL_MARK.match(head[end:])
    more = of or level
    title = head[: end + (more.end() if more else 0)]
    title = re.sub(r"(?:\s+(?:and|or|&|/))+$", "", title).strip(" -–,/\xa0")
    words = title.split()
    title = re.sub(r"\s*\(?\b[HhFfMm]/[HhFfMm](?:/[DdXx])?\b\)?$", "", title)
    rest_of_another = title[:1].isdigit() or _LEVEL_FIRST.match(title)
    return title if 0 < len(words) <= _MOST_WORDS and not rest_of_another else None


def _without_sentence(head: str) -> str:
    """A title in capitals ends where a word in small letters follows that joins nothing."""
    words = re.findall(r"\S+\s*", head)
    if not words or not words[0][:1].isupper() or not any(w[:1].isupper() for w in words[1:2]):
        return head
    kept: list[str] = []
    for word in words:
        plain = word.strip()
        if (
            plain[:1].islower()
            and plain not in {"and", "of", "or", "de", "set-up"}
            and not is_occupation(plain)
        ):
            break
        kept.append(word)
    return "".join(kept)
