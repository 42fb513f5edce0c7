"""What a candidate says of a résumé that was read: each line becomes a fact, in their words.

*Why not read again with the file:* a file that was understood stays understood as it was, and what the
candidate says stands beside it word for word. *Why each line stays a fact, also one that moves a date:*
nothing that somebody said is dropped. *Why no line that takes something back:* words beside a denial
would be read as if they were told; a corrected file says it without them.
"""

import re
from collections.abc import Sequence

from jobwise.domain.profile import (
    Certificate,
    Education,
    Entry,
    Item,
    Language,
    PartialDate,
    Profile,
    Skill,
)
from jobwise.errors import UnusableEntry
from jobwise.matching.claim_words import function_words
from jobwise.matching.counted_text import blanked, claimed
from jobwise.matching.orders import without_orders
from jobwise.matching.partial_dates import PRESENT, months_in
from jobwise.matching.skills import find_skills
from jobwise.matching.smuggled import seen
from jobwise.matching.word_forms import fold, words

LONGEST, MOST_LINES = 2_000, 20
"""Characters and lines of a correction: whoever has more to say has another résumé."""
_SAID = "-said-"
"""In the ids of facts that a candidate said and no file holds."""
_DEGREE = re.compile(
    r"\b(?:degree|bachelor\w*|master['’]?s|master of|b\.?sc|m\.?sc|mba|ph\.?d|doctorate|diploma)\b", re.I
)
_PAPER = re.compile(
    r"\b(?:certifi\w+|licen[cs]\w+|regist(?:ered|ration)|chartered|qualifi\w+|permit|credentials?)\b", re.I
)
_SPOKEN = re.compile(
    r"\b(?:spe(?:ak|aks|aking)|spoken|fluen\w+|native|mother tongue|languages?|[abc][12])\b", re.I
)
_NAMES = {"work": "name", "volunteer": "organization", "education": "institution", "projects": "name"}
"""Section -> what its entries are called by when somebody speaks of their dates."""
_TAKES_BACK = re.compile(
    r"(?<!\w)(?:no|not|never|none|nor|neither|nothing|cannot|\w+n['’`´]t|without|hardly|barely|yet|instead"
    r"|(?:do|does|did|is|was|are|were|have|has|had|ca|wo|would|could)nt|rather than|wrong\w*|incorrect\w*"
    r"|false\w*|untrue|mistak\w*|typo|mix(?:ed)?[- ]up|confus\w*|misread|misunder\w*|removed?|deleted?"
    r"|(?:in|an|un|une|ein|por) (?:error|erreur|fehler)|disregard|discard|ignore|take (?:out|off|back)"
    r"|withdr[ae]w\w*|retract\w*|revok\w*|struck|surrendered"
    r"|expir(?:ed?|es)|lapsed|invalid|(?:is|was|been|got) suspended"
    r"|cancell?ed|outdated|learning|studying|enrolled|preparing (?:for|to)|in progress|pending|unfinished"
    r"|incomplete|dropped out|failed|abandon\w*|aborted|invented|made up|exaggerat\w*|fake\w*|lied"
    r"|I will|I['’]ll|going to|next (?:week|month|year|spring|summer|autumn|winter)|soon"
    r"|(?:plan|planning|hope|hoping|want|wish|like) to"
    r"|(?:some(?:body|one)|anyone|person|people) else\w*|another (?:person|candidate|applicant)"
    r"|(?:my|our|a) (?:former |old )?(?:colleague|co-?worker|team-?mate|friend)s?"
    r"|my (?:boss|manager|brother|sister|husband|wife|partner|mother|father|predecessor|successor)"
    r"|kein\w*|nicht\w*|nie|niemals|ohne|weder|statt|anstatt|falsch\w*|irrtum\w*|irrtümlich|entfern\w*"
    r"|lösch\w*|streich\w*|abgelaufen\w*|widerrufen\w*|ungültig\w*|abgebrochen\w*|lerne|kolleg(?:e|en|in)"
    r"|werde|möchte|ich will|bald"
    r"|ne|n['’]\w+|pas|jamais|aucune?|sans|faux|fausse|erroné\w*|supprim\w*|retire[rz]|enlev\w*|effac\w*"
    r"|expirée?s?|révoquée?s?|périmée?s?|inachevée?s?|apprend\w*|apprenons|collègues?|je vais|voudrais"
    r"|souhaite|bientôt"
    r"|nunca|jamás|ning[uú]n\w*|nada|sin|tampoco|fals[oa]|erróne\w*|equivocad\w*|elimin(?:ar?|en?|ad[oa])"
    r"|borr(?:ar?|en)|quit(?:ar?|en)|caduc\w*|vencid[oa]|revocad[oa]|aprend\w*|compañer[oa]s?|colegas?"
    r"|voy a|quiero|espero|pronto)(?!\w)|^(?:drop|strike|scrap)(?!\w)",
    re.IGNORECASE,
)
"""Words that deny, take back, put off or speak of somebody else."""
_DATE = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th|\.)? )?[^\W\d_]{3,12}\.?,? (?:of )?(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:[-./]\d\d?)*|(?:\d\d?[./])*(?:19|20)\d\d)"
)
_WHAT, _START, _END = r"(?P<what>.+?)", rf"(?P<start>{_DATE})", rf"(?P<end>{_DATE})"
_WORK = (
    r"I(?: still)?(?: am|['’]m| was| have been|['’]ve been| work| (?:have )?worked| stayed| study"
    rf"| (?:have )?studied)(?: still)?(?: working| employed)? (?:at|with|for) {_WHAT}"
)
_PLAIN = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:the |my )?start(?:ing)?(?: date)? (?:of|at|with|for) {_WHAT}(?: is| was| should be|:) {_START}",
        rf"(?:the |my )?end(?:ing)?(?: date)? (?:of|at|with|for) {_WHAT}(?: is| was| should be|:) {_END}",
        rf"I(?: have)? (?:started|began|joined)(?: working)?(?: at| with| for)? {_WHAT}(?: in| on)? {_START}",
        rf"I(?: have)? (?:left|ended|finished|stopped|quit)(?: working)?(?: at| with| for)? {_WHAT}"
        rf"(?: in| on)? {_END}",
        rf"my {_WHAT} (?:started|began)(?: in| on)? {_START}",
        rf"my {_WHAT} ended(?: in| on)? {_END}",
        rf"{_WORK} since {_START}",
        rf"{_WORK} (?:until|till) {_END}",
        rf"{_WORK} from {_START} (?:to|until|till|[–-]) {_END}",
        _WORK,
    )
)
"""How a date of an entry is told. *Why in no other way:* a firm starts, too, and somebody else may have."""
_STILL = re.compile(r"\bstill\b", re.IGNORECASE)
_AROUND = frozenset(
    "a as at for in job my of position post project role studies study the time with work".split()
)
"""Words that may stand beside what an entry is called by."""


def lines_of(told: str) -> tuple[str, ...]:
    """The lines that somebody typed, without what no screen draws. Raises: UnusableEntry."""
    lines = tuple(filter(None, (" ".join(line.split()) for line in seen(told).splitlines())))
    if not any(char.isalnum() for line in lines for char in line):
        raise UnusableEntry(
            "There is nothing to correct yet",
            "Write what the candidate says, one thing a line.",
            code="no-words",
        )
    if len(told) > LONGEST or len(lines) > MOST_LINES:
        raise UnusableEntry(
            "This correction is too long",
            f"Up to {MOST_LINES} lines with {LONGEST:,} characters fit. For more, add a corrected résumé.",
            code="too-long",
        )
    return lines


def corrected(profile: Profile, lines: Sequence[str]) -> Profile:
    """The profile with every line as a fact, marked as said; one that orders a machine or takes something
    back is none."""
    for line in lines:
        if without_orders(line).strip() and not takes_back(line):
            profile = _with_fact(_with_date(profile, line), line)
    return profile


def takes_back(line: str) -> bool:
    """Whether a line denies or takes back something, or speaks of somebody else: it counts for nothing.

    *Why without its skills:* "machine learning" is nothing that is still learned.
    """
    return bool(_TAKES_BACK.search(blanked(line, ((span.start, span.end) for span in find_skills(line)))))


def said_alone(profile: Profile) -> Profile:
    """The profile with what was said and no file holds as its only corrections.

    *Why:* of a date, the candidate's newest file is a later word than a line of before.
    """
    return profile.model_copy(update={"corrected": tuple(id_ for id_ in profile.corrected if _SAID in id_)})


def _with_fact(profile: Profile, line: str) -> Profile:
    taken = {fact.fact_id for fact in profile.facts()}
    told = claimed(line)
    spoken = next((span for span in find_skills(told) if span.kind == "language"), None)

    def new_id(section: str) -> str:
        return next(
            f"{section}{_SAID}{n}" for n in range(1, len(taken) + 2) if f"{section}{_SAID}{n}" not in taken
        )

    entry: Entry
    if spoken and _SPOKEN.search(told):
        name = line[spoken.start : spoken.end]
        section, entry = "languages", Language(fact_id=new_id("languages"), language=name, fluency=line)
    elif _DEGREE.search(told):
        section, entry = "education", Education(fact_id=new_id("education"), area=line)
    elif _PAPER.search(told):
        section, entry = "certificates", Certificate(fact_id=new_id("certificates"), name=line)
    elif _is_list(line):
        section, entry = "skills", Skill(fact_id=new_id("skills"), name=line)
    else:
        item = Item(fact_id=new_id("basics"), text=line)
        summary = (*profile.basics.summary, item)
        basics = profile.basics.model_copy(update={"summary": summary})
        return _marked(profile.model_copy(update={"basics": basics}), item.fact_id)
    entries = (*getattr(profile, section), entry)
    return _marked(profile.model_copy(update={section: entries}), entry.fact_id)


def _is_list(line: str) -> bool:
    """Whether it only names things and says nothing of them."""
    return not any(fold(word.raw) in function_words("en") or word.raw.isdigit() for word in words(line))


def _with_date(profile: Profile, line: str) -> Profile:
    """The profile with the dates that a line gives the one entry that it names."""
    told = next(filter(None, (form.fullmatch(line.rstrip(" .!")) for form in _PLAIN)), None)
    if told is None:
        return profile
    what = told["what"]
    named = [(s, e) for s in _NAMES for e in getattr(profile, s) if _is_named(what, getattr(e, _NAMES[s]))]
    of_title = [(s, e) for s, e in named if _is_named(what, getattr(e, "position", ""))]
    if len(found := of_title or named) != 1:
        return profile
    section, entry = found[0]
    for name in (getattr(entry, _NAMES[section]), getattr(entry, "position", "")):
        what = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", what, flags=re.IGNORECASE)
    changes = _dates_in(told)
    start, end = ({"start_date": entry.start_date, "end_date": entry.end_date} | changes).values()
    if (
        not changes
        or not _AROUND.issuperset(what.lower().split())
        or (start and end and end != PRESENT and end[: len(start)] < start[: len(end)])
    ):
        return profile
    entries = (one.model_copy(update=changes) if one is entry else one for one in getattr(profile, section))
    doubts = (d for d in profile.doubts if d.fact_id != entry.fact_id or d.field not in changes)
    changed = profile.model_copy(update={section: tuple(entries), "doubts": tuple(doubts)})
    return _marked(changed, entry.fact_id)


def _is_named(what: str, name: str) -> bool:
    return len(name) > 2 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", what, re.IGNORECASE))


def _dates_in(told: re.Match[str]) -> dict[str, PartialDate]:
    """ "start_date", "end_date" -> what a plain form says of them; nothing where one is no date."""
    groups = told.groupdict()
    dates = {f"{name}_date": _date(groups[name]) for name in ("start", "end") if groups.get(name)}
    if _STILL.search(told[0]):
        dates.setdefault("end_date", PRESENT)
    return {} if None in dates.values() else {name: date for name, date in dates.items() if date}


def _date(told: str) -> PartialDate | None:
    if months := months_in(told):
        return f"{months[0].year}-{months[0].month:02}"
    return told if told.isdigit() else None


def _marked(profile: Profile, fact_id: str) -> Profile:
    return profile.model_copy(update={"corrected": tuple(sorted({*profile.corrected, fact_id}))})
