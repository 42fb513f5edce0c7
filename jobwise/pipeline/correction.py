"""What a candidate says of a résumé that was read: each line becomes a fact, in their words.

*Why not read again with the file:* a file that was understood stays understood as it was, and what the
candidate says stands beside it word for word. *Why each line stays a fact, also one that moves a date:*
nothing that somebody said is dropped.
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
from jobwise.matching.counted_text import claimed
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
_TAKEN_BACK = re.compile(r"\b(?:not|instead of|rather than)\b[^,;.]*", re.I)
_ENDS = re.compile(r"\b(?:end(?:s|ed|ing)?|until|till|left|finished|stopped)\b", re.I)
_STARTS = re.compile(r"\b(?:start(?:s|ed|ing)?|since|from|began|begins?|joined)\b", re.I)
_STILL = re.compile(r"\b(?:still|present|today|current(?:ly)?|ongoing)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|[-./]\d)")


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
    """The profile with every line as a fact, marked as said; a line that orders a machine is none."""
    for line in lines:
        if without_orders(line).strip():
            profile = _with_fact(_with_date(profile, line), line)
    return profile


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
    named = [(s, e) for s in _NAMES for e in getattr(profile, s) if _names(line, getattr(e, _NAMES[s]))]
    of_title = [(s, e) for s, e in named if _names(line, getattr(e, "position", ""))]
    if len(found := of_title or named) != 1:
        return profile
    section, entry = found[0]
    changes = _dates_in(_TAKEN_BACK.sub(" ", line))
    start, end = ({"start_date": entry.start_date, "end_date": entry.end_date} | changes).values()
    if not changes or (start and end and end != PRESENT and end[: len(start)] < start[: len(end)]):
        return profile
    entries = (one.model_copy(update=changes) if one is entry else one for one in getattr(profile, section))
    doubts = (d for d in profile.doubts if d.fact_id != entry.fact_id or d.field not in changes)
    changed = profile.model_copy(update={section: tuple(entries), "doubts": tuple(doubts)})
    return _marked(changed, entry.fact_id)


def _names(line: str, name: str) -> bool:
    return len(name) > 2 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line, re.I))


def _dates_in(line: str) -> dict[str, PartialDate]:
    """ "start_date", "end_date" -> what the line says of them; nothing where it can be read two ways."""
    months = sorted(months_in(line), key=lambda month: month.start)
    dates = [f"{month.year}-{month.month:02}" for month in months] or _YEAR.findall(line)
    starts, ends, still = (bool(cue.search(line)) for cue in (_STARTS, _ENDS, _STILL))
    if len(dates) == 2 and starts:
        return {"start_date": dates[0], "end_date": dates[1]}
    if len(dates) == 1 and starts and not ends:
        return {"start_date": dates[0], **({"end_date": PRESENT} if still else {})}
    if len(dates) == 1 and ends and not starts:
        return {"end_date": dates[0]}
    return {"end_date": PRESENT} if still and not dates and not ends else {}


def _marked(profile: Profile, fact_id: str) -> Profile:
    return profile.model_copy(update={"corrected": tuple(sorted({*profile.corrected, fact_id}))})
