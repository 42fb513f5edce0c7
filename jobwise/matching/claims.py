"""The truth gate's core: the words of a line that claim what its facts do not carry.

*Why it fails closed:* besides the rules for what is known (numbers, dates, durations, names, skills,
limits such as "helped to"), any content word that no cited fact has, in any form, is a claim.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jobwise.domain.profile import Fact, Profile
from jobwise.matching.claim_alike import read_as
from jobwise.matching.claim_ground import durations_of, ground_of
from jobwise.matching.claim_lists import FAMILIES, LISTS
from jobwise.matching.claim_rules import OF_DEEDS, RULES, lists_skills
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import one_form, take_apart
from jobwise.matching.claim_words import function_words
from jobwise.matching.word_forms import sentences

_MASK = "§"


def unsupported(
    text: str,
    sources: Sequence[Fact],
    profile: Profile,
    *,
    also: Sequence[str] = (),
    as_of: dt.date | None = None,
) -> tuple[str, ...]:
    """The words in `text` that claim what `sources` do not carry; empty when all of it is carried.

    Every sentence must rest on one entry (a job, a course) together with facts that belong to none,
    so that two jobs are never merged. also: phrases that may stand as they are (of the ad, of a
    template). as_of: the day that durations of what still goes on count to; None allows none.
    """
    line = one_form(text)
    if any(line == one_form(fact.text) for fact in sources):
        return ()
    masked = _mask(line, also)
    durations = durations_of(sources, as_of)
    families = _families(sources)
    grounds = [
        ground_of(
            facts,
            durations,
            profile.language,
            durations_of(facts, as_of),
            _whole_entries(facts, profile),
        )
        for facts in families
    ]
    found: list[str] = []
    told: list[tuple[str, int]] = []
    for start, end in sentences(masked):
        is_list = lists_skills(masked[start:end], profile.language)
        fitting = [ground_of(sources, durations, profile.language)] if is_list else grounds
        rules = [rule for rule in RULES if not (is_list and rule in OF_DEEDS)]
        said = take_apart(masked[start:end], profile.language)
        claims = []
        for ground in fitting:
            read = read_as(said, ground.said)
            statement = Statement(read, line[start:end], profile.language, masked)
            claims.append([claim for rule in rules for claim in rule(statement, ground)])
        fewest = min(claims, key=len)
        found += fewest
        if fitting is grounds:
            told.append((masked[start:end], claims.index(fewest)))
    return tuple(dict.fromkeys([*found, *_run_together(told, families, profile.language)]))


def _run_together(told: list[tuple[str, int]], families: list[list[Fact]], language: str) -> list[str]:
    """Sentences on two jobs in one line, of which one does not say whose work it tells.

    told: (sentence, the number of the family that carries it). *Why:* "At Northgate Parcel. Trained
    15 colleagues." gives the training to Northgate, though each sentence is true.
    """
    of_jobs = [
        (text, family) for text, family in told if _is_job(families[family]) and _content(text, language)
    ]
    if len({family for _, family in of_jobs}) < 2:
        return []
    return [
        text.strip()
        for text, family in of_jobs
        if not any(
            _content(text, language) & _content(f.text, language) for f in families[family] if not f.parent
        )
    ]


def _is_job(facts: list[Fact]) -> bool:
    return any(fact.section in {"work", "volunteer", "projects"} for fact in facts)


def _content(text: str, language: str) -> frozenset[str]:
    said = take_apart(one_form(text), language)
    return frozenset(word.key for word in said.words) - function_words(language)


def _mask(line: str, also: Iterable[str]) -> str:
    """The line with every allowed phrase crossed out, lengths kept."""
    pattern = _allowed(tuple(also))
    return pattern.sub(lambda match: _MASK * len(match[0]), line) if pattern else line


@lru_cache(maxsize=64)
def _allowed(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for any of the phrases as whole words, the longest first."""
    forms = sorted(
        {one_form(phrase) for phrase in phrases if phrase.strip()}, key=lambda form: (-len(form), form)
    )
    any_of = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?<![^\W_])(?:{any_of})(?![^\W_])", re.IGNORECASE) if forms else None


def _whole_entries(facts: Sequence[Fact], profile: Profile) -> list[Fact]:
    """All that the profile says of the entries among the facts; only lists beside them need it."""
    if not any(fact.section in LISTS for fact in facts):
        return []
    cited = {_entry(fact) for fact in facts if fact.section in FAMILIES}
    return [fact for fact in profile.facts() if _entry(fact) in cited]


def _entry(fact: Fact) -> str:
    return fact.parent or fact.fact_id


def _families(sources: Sequence[Fact]) -> list[list[Fact]]:
    """The sources once for each entry among them, each time with those that belong to no entry."""
    entries = dict.fromkeys(_entry(fact) for fact in sources if fact.section in FAMILIES)
    shared = [fact for fact in sources if fact.section not in FAMILIES]
    return [
        [*shared, *(f for f in sources if f.section in FAMILIES and _entry(f) == entry)] for entry in entries
    ] or [shared]
