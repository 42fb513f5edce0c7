"""What of a fact counts as told: no denial, no wish, no bare list of words, nothing copied from the ad.

What does not count is blanked, so that every place in the text stays where it was.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from jobwise.domain.profile import Fact
from jobwise.matching.claim_words import function_words
from jobwise.matching.orders import without_orders
from jobwise.matching.skills import find_skills
from jobwise.matching.word_forms import fold, normal, words

COPIED_RUN = 8
"""Words in a row that a fact shares with the ad from which they are copied. *Why eight:* résumés that were
written without the ad share none so long with it; names and stock phrases are shorter."""
_LIST_LEAST = 4
_LIST_WORDS = 3
_RUN_ON = 8
"""Words without a stop or a word of grammar that are no sentence."""
_JOINS = frozenset("and or of to und oder et ou de du des d y e o u".split())
_KNOWING = (
    r"(?:experience|knowledge|skills?|background|exposure|expertise|training|familiarity|understanding|clue"
    r"|erfahrung\w*|\w*-?kenntnisse?n?|ahnung|expérience|connaissances?|notions?|compétences?"
    r"|experiencia|conocimientos?|nociones)\b"
)
_KNOWN = (
    r"(?:know|knew|used?|using|work(?:ed)? with|familiar|experienced|skilled|trained|proficient|versed"
    r"|qualified|certified|fluent|able to|good at|learn(?:ed|t)|tried|touched|studied|speak|understand"
    r"|hold|possess|(?<=n[o'’]t )have(?! (?:been|done|\w+ed)\b))\b"
)
_KNOWN_ABROAD = (
    r"(?:connais|maîtrise|utilisé|appris|conozco|sé|he (?:usado|trabajado|utilizado)|domino|tengo|uso)\b"
)
_NOT = r"(?:not|never|cannot|nor|\w+n['’]t)\b(?! (?:only|just)\b)"
_I = r"(?:\b(?:I|je|j['’]|ich|me|yo)\b\s*(?:(?:do|have|am|had|did|would|also|ai)\b\s*)?)?"
_DENIAL = re.compile(
    rf"{_I}\b(?:no|not|never|without|zero|lack\w*|nor|kein\w*|ohne|nie|sans|aucune?|pas|sin|ningun[ao]?)\b"
    rf"(?! (?:only|just)\b)[^.;:!?]{{0,40}}?\b{_KNOWING}"
    rf"|{_I}\b{_NOT}(?: (?:yet|ever|have|has|had|been|be|an?|really|to|at all|in))*? {_KNOWN}"
    rf"|{_I}\b(?:ne |n['’]ai |no |nunca |jamais )(?:\w+ )?(?:jamais |pas |lo |la )?{_KNOWN_ABROAD}"
    rf"|{_I}\b(?:unfamiliar with|new to|yet to)\b",
    re.IGNORECASE,
)
"""Words that deny what follows them: "no experience with SQL", "have never used SQL"."""
_WISH = re.compile(
    rf"(?<!who )(?<!that )(?<!which ){_I}(?:"
    r"\b(?:(?:would |\b|['’]d )(?:very much |really )?(?:like|love)|wish(?:ing)?|hop(?:e|ing)|want(?:ing)?"
    r"|aspir(?:e|ing)|aim(?:ing)?|plan(?:ning)?|long(?:ing)?) to\b(?! \d)"
    r"|\b(?:eager|keen|willing|happy|ready|excited|able|motivated|quick|open|looking|interested|curious)"
    r"(?: \w+)?? (?:to|in|on|about) (?:learn|gain|study|try|get into|pick|train in|discover|explor)\w*"
    r"|\b(?:möchte|würde|(?<=ich )will|will(?= ich))\b"
    r"|\b(?:aimerais|voudrais|souhaite(?:rais)?|désire|espère|envie d|prête? à apprendre)\b"
    r"|\b(?:gustaría|quisiera|quiero|deseo|espero|ganas de|dispuest[oa] a aprender)\b)",
    re.IGNORECASE,
)
"""Words that only wish for what follows them: "would like to learn SQL"."""
_INVERTED = re.compile(
    r"(?:^|(?<=[.;:,!?|]))(?:"
    r"[^.;:,!?|]{0,80}?\b(?:(?:habe|besitze|verfüge)\b[^.;:,!?|]{0,40}?\bkein\w*"
    r"|(?:kenne|kann|beherrsche|nutzte|benutze)\b[^.;:,!?|]{0,40}?\b(?:nicht|nie)"
    r"|(?:möchte|würde|will) ich|(?:is|are) (?:not among|new to me)|I have never (?:used|learn(?:ed|t))"
    r"|(?:is|are)\b[^.;:,!?|]{0,40}?\bI (?:want|wish|hope|plan|would like|would love) to)\b"
    r"|[^.;:,!?|–(-]{0,80}[:?(|–-]\s?(?:none|not yet|no|keine|aucune?|ningun[ao]?"
    r"|(?:no|never|not)(?: yet)? (?:experience|knowledge|skills?|used|touched|tried|learn(?:ed|t))"
    r"|keine (?:erfahrung|kenntnisse)|(?:aucune|sin) \w+)(?: (?:it|them|yet))?(?=[.;,)]|$))",
    re.IGNORECASE,
)
"""Denials and wishes behind what they take back: "mit SQL habe ich keine Erfahrung", "SQL: none"."""
_LITTLE = re.compile(
    r"\b(?:currently|now|still|am|i['’]m) learning\b|^learning\b"
    r"|\b(?:basic|some|limited|elementary|little) "
    r"(?:knowledge|understanding|experience|skills?|exposure|familiarity)\b|\bbeginner (?:in|with|at)\b"
    r"|\b(?:grundkenntnisse|(?:er)?lerne (?:gerade|derzeit|zurzeit)|notions d|connaissances de base|apprends"
    r"|aprendiendo|conocimientos básicos|nociones de)\b",
    re.IGNORECASE,
)
"""Words that make little of what follows them: "basic knowledge of SQL"."""
_LITTLE_REACH = 120
"""Characters behind them that they can take. *Why an end:* a long line is not read again for each skill."""
_NEGATORS = r"\b(?:no|not|never|without|kein\w*|ohne|nicht|sans|pas de|sin)"
_NEGATOR = re.compile(rf"{_NEGATORS}\s", re.IGNORECASE)
_BARE_REACH = 20
_BARE = re.compile(rf"{_NEGATORS}\s(?:any )?$", re.IGNORECASE)
"""A denial right before a skill: "no SQL"; what was avoided ("no SQL errors") ends in another noun."""
_ALSO = re.compile(r"\s*(?:[,/]|,?\s*(?:or|nor|oder|ou|ni|o)\b)\s*")
_NAMED_WHOLE = re.compile(
    r"\s*(?:[.,;:!?)|/]|$|(?:or|nor|and|but|yet|oder|und|ou|et|ni|o|y)\b)", re.IGNORECASE
)
_TURN = re.compile(
    r"[.;!?|](?=\s|$)|\b(?:but|however|although|though|yet|aber|jedoch|sondern|mais|pero|sino)\b"
    r"|(?:,|\b(?:and|und|et|y))\s+(?:(?:I|ich|je|j['’]ai|yo|have|has|am)\b|\d|\w+ed\b"
    r"|\w+ (?:years?|Jahre?|ans|années|años)\b)",
)
"""Where a denial or a wish ends."""
_ENDS = re.compile(rf"{_TURN.pattern}|\b(?:advanced|good|strong|excellent|expert|fluent|solid)\b")


@lru_cache(maxsize=8192)
def claimed(text: str) -> str:
    """The text with what it denies, only wishes for or orders a machine to do blanked.

    >>> claimed("No experience with dbt, but six years of SQL").strip()
    'but six years of SQL'
    """
    text = without_orders(text)
    taken = [found.span() for found in _INVERTED.finditer(text)]
    for pattern in (_DENIAL, _WISH):
        position = 0
        while (found := pattern.search(text, position)) is not None:
            turn = _TURN.search(text, found.end())
            position = turn.start() if turn else len(text)
            taken.append((found.start(), position))
    return _without_denied_skills(blanked(text, taken))


@lru_cache(maxsize=8192)
def little_before(text: str, place: int) -> int | None:
    """Where the words begin that make little of what stands at a place, or None."""
    starts = [
        found
        for found in _LITTLE.finditer(text, max(place - _LITTLE_REACH, 0), place)
        if not _ENDS.search(text, found.end(), place)
    ]
    return starts[-1].start() if starts else None


@lru_cache(maxsize=1024)
def asks_little(text: str) -> bool:
    """Whether an ad's words ask for little: "basic knowledge of SQL"."""
    return bool(_LITTLE.search(text))


def _without_denied_skills(text: str) -> str:
    """The text without skills that a "no" stands right before, and those joined to them: "no SQL or dbt"."""
    taken: list[tuple[int, int]] = []
    denied, end = False, 0
    for span in find_skills(text) if _NEGATOR.search(text) else ():
        bare = _BARE.search(text, max(span.start - _BARE_REACH, 0), span.start)
        joined = denied and bool(_ALSO.fullmatch(text, end, span.start))
        denied, end = joined or bool(bare and _NAMED_WHOLE.match(text, span.end)), span.end
        if denied:
            taken.append((bare.start() if bare else span.start, end))
    return blanked(text, taken)


def counted(facts: Sequence[Fact], language: str) -> dict[str, str]:
    """Of each fact, by its id, what counts of its text; a skill is read with the name of its group."""
    groups = {fact.fact_id: f"{fact.text} " for fact in facts if fact.section == "skills"}
    return {
        fact.fact_id: " " * len(fact.text)
        if _is_bare_list(fact, language)
        else _claimed_after(groups.get(fact.parent, ""), fact.text)
        for fact in facts
    }


def _claimed_after(before: str, text: str) -> str:
    return claimed(before + text)[len(before) :]


def without_copies(facts: Sequence[Fact], texts: Mapping[str, str], ad: str) -> Mapping[str, str]:
    """The texts of facts with what they copied from the ad blanked; the same mapping where nothing was."""
    runs = _runs_of(ad)
    copied: dict[str, list[tuple[int, int]]] = {}
    for group in _read_on(facts) if runs else ():
        told = [(fact.fact_id, word) for fact in group for word in words(fact.text)]
        keys = [fold(word.raw) for _, word in told]
        starts = (n for n in range(len(keys)) if tuple(keys[n : n + COPIED_RUN]) in runs)
        for place in {start + n for start in starts for n in range(COPIED_RUN)}:
            fact_id, word = told[place]
            copied.setdefault(fact_id, []).append((word.start, word.end))
    if not copied:
        return texts
    return {**texts, **{fact_id: blanked(texts[fact_id], spans) for fact_id, spans in copied.items()}}


def _read_on(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The lines of one entry together, others alone. *Why skills alone:* a list may keep the ad's order."""
    for _, group in groupby(facts, lambda f: f.parent if f.parent and f.section != "skills" else f.fact_id):
        yield list(group)


@lru_cache(maxsize=16)
def _runs_of(ad: str) -> frozenset[tuple[str, ...]]:
    keys = [fold(word.raw) for word in words(normal(ad))]
    return frozenset(tuple(keys[n : n + COPIED_RUN]) for n in range(len(keys) - COPIED_RUN + 1))


def _is_bare_list(fact: Fact, language: str) -> bool:
    """Whether a line of the summary only lists words and says nothing of the person.

    *Why it does not count:* a list belongs under the skills, where the person answers for each entry.
    """
    grammar = function_words(language) - _JOINS
    if fact.section != "basics" or not fact.parent or (language != "en" and grammar <= function_words("en")):
        return False
    listed = re.sub(r"^[^,;:]{0,40}:", "", fact.text)
    if any(fold(word.raw) in grammar or word.raw.isdigit() for word in words(listed)):
        return False
    items = [len(words(item)) for item in re.split(r"[,;|•·/\n]", listed)]
    short = sum(0 < count <= _LIST_WORDS for count in items)
    return (len(items) >= _LIST_LEAST and short >= 0.75 * len(items)) or max(items) >= _RUN_ON


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in the place of spans (start, end); every other place stays."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
