"""Hints on how a résumé's lines are written. They change nothing and no score: the person decides.

Clichés, first person, passives, tense and results are looked for in English; length and repetition in every
language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from jobwise.domain.ats import StyleNote
from jobwise.domain.documents import Document, Line
from jobwise.domain.profile import Profile
from jobwise.matching.partial_dates import PRESENT
from jobwise.matching.score_parts import MOST_WORDS
from jobwise.matching.word_forms import stem
from jobwise.pipeline.wording import PAST_VERBS

MOST_ALIKE = 3
"""Bullets that may begin with the same word."""
MOST_WITHOUT_RESULT = 3
"""Lines that are asked for a result: more would be nagging."""
CLICHES = re.compile(
    r"\b(?:team[- ]player|hard[- ]?working|hard worker|results?[- ](?:driven|oriented|focused)|go[- ]getter"
    r"|self[- ]starter|think(?:ing)? outside the box|proven track record|detail[- ]oriented|synerg(?:y|ies)"
    r"|dynamic (?:individual|leader|person|professional|team)|passionate|highly motivated|self[- ]motivated"
    r"|fast[- ]paced|seasoned|guru|ninja|rock ?star|best of breed|people person|strategic thinker"
    r"|excellent communication skills|value[- ]add|wear(?:ing|s)? many hats|go the extra mile|bottom[- ]line"
    r"|world[- ]class|cutting[- ]edge)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|my|me|myself)\b")
_PASSIVE = re.compile(
    r"^(?:responsible for|in charge of|duties included|tasked with|assigned to)\b"
    r"|\b(?:was|were|been|being) (?:\w+ly )?(?P<verb>\w+(?:ed|en|t|d))\b(?=.{0,60}\bby\b|$)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\d|[%£$€]|\b(?:cut|cutting|sav(?:ed|ing)|reduc\w+|increas\w+|rais(?:ed|ing)|doubl\w+|tripl\w+|halv\w+"
    r"|grew|growing|won|winning|so that|which|enabl\w+|leading to|resulting in|improv\w+|faster|fewer"
    r"|without)\b",
    re.IGNORECASE,
)


def style_notes(document: Document, profile: Profile) -> tuple[StyleNote, ...]:
    """One hint a line at most for each thing that could be said better, in the order of the lines."""
    bullets = [line for line in document.lines if line.role == "bullet"]
    ended = _ended(profile)
    often = _often_begun(bullets)
    english = document.language == "en"
    begun: Counter[str] = Counter()
    found: list[StyleNote] = []
    for line in document.lines:
        if line.role not in {"bullet", "text"}:
            continue
        first = _first_word(line)
        begun[first] += line.role == "bullet"
        notes = [*_of_any_language(line, often if begun[first] > MOST_ALIKE else {})]
        notes += _of_english(line, ended) if english else ()
        asked = sum(note.kind == "no result" for note in found)
        if english and not notes and asked < MOST_WITHOUT_RESULT and _lacks_result(line, ended):
            notes.append(("no result", "It says what you did. If you can tell what came of it, add that."))
        found += [StyleNote(line_id=line.id, kind=kind, text=text) for kind, text in notes]
    return tuple(found)


def _of_any_language(line: Line, often: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    count = len(line.text.split())
    if line.role == "bullet" and count > MOST_WORDS:
        yield "long", f"{count} words. Two shorter lines are easier to read."
    first = _first_word(line)
    if line.role == "bullet" and first in often:
        yield (
            "repeated",
            f"{often[first]} lines begin with “{line.text.split()[0]}”. Another verb reads better.",
        )


def _of_english(line: Line, ended: Mapping[str, bool]) -> Iterator[tuple[str, str]]:
    cliche = CLICHES.search(line.text)
    if cliche:
        yield "cliche", f"“{cliche[0]}” is in most résumés. Say what shows it."
    if line.role != "bullet":
        return
    person = _FIRST_PERSON.search(line.text)
    if person:
        yield "first person", f"Résumé lines leave out “{person[0]}”."
    passive = _PASSIVE.search(line.text)
    if passive:
        yield "passive", f"“{passive[0]}” hides what you did. Begin with the verb."
    over = next((ended[source] for source in line.sources if source in ended), None)
    first = _first_word(line)
    if over is not None and not passive:
        past = first in PAST_VERBS
        if over and first in _PRESENT_FORMS:
            yield "tense", "This job has ended: say it in the past."
        elif not past and first.endswith("ing"):
            yield "tense", f"Begin with “{_PAST_OF.get(stem(first), 'a verb')}” rather than with “{first}”."


def _lacks_result(line: Line, ended: Mapping[str, bool]) -> bool:
    """Whether a line of work tells neither a number nor what came of it."""
    of_work = line.role == "bullet" and any(source in ended for source in line.sources)
    return of_work and not _RESULT.search(line.text)


def _first_word(line: Line) -> str:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
    return words[0].casefold() if words else ""


def _often_begun(bullets: Sequence[Line]) -> dict[str, int]:
    counts = Counter(_first_word(line) for line in bullets)
    return {word: number for word, number in counts.items() if word and number > MOST_ALIKE}


def _ended(profile: Profile) -> dict[str, bool]:
    """Each fact of a job with whether the job is over."""
    facts: dict[str, bool] = {}
    for job in profile.work:
        over = job.end_date is not None and job.end_date != PRESENT
        facts |= {item.fact_id: over for item in job.highlights}
    return facts


_PAST_OF = {stem(verb): verb for verb in sorted(PAST_VERBS)}
_PRESENT_FORMS = (
    frozenset(
        form
        for verb in PAST_VERBS
        if verb.endswith("ed") and len(verb) > 4
        for base in (verb[:-2], verb[:-1])
        for form in (base, f"{base}s")
    )
    - PAST_VERBS
)
"""Forms as "manage" and "manages" of the verbs whose past the word list has."""
