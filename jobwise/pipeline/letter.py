"""The cover letter: the post, the strongest matches in the person's own words, an end."""

import datetime as dt
from collections.abc import Iterator, Sequence

from jobwise.domain.documents import Line, Role
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Fact, Language, Profile, items_of
from jobwise.matching.claim_text import skills_in
from jobwise.matching.partial_dates import print_day
from jobwise.pipeline.ad_words import ask_sentence, gap, gap_text, opening
from jobwise.pipeline.entry_lines import capitalised
from jobwise.pipeline.greeting import greeting
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import phrases_in
from jobwise.pipeline.resume_lines import name_lines, newest_first
from jobwise.pipeline.strengths import Strength, deeds, met, strengths
from jobwise.pipeline.summary import asked_skills, post_and_years
from jobwise.pipeline.telling import (
    answer,
    clause_of,
    degree_of,
    employer_of,
    filled,
    holding,
    is_carried,
    is_finished,
    one_statement,
    spoken,
    stands,
    told_fact,
    told_words,
)
from jobwise.pipeline.wording import capital, listing, sentence

FEWEST_WORDS, MOST_WORDS = 200, 300
_WORKED = frozenset({"work", "projects"})
_FRAME = 3
"""Words that a sentence puts before a highlight."""
STRONGEST = 3
"""Matches that the letter always tells; more only until it has its fewest words."""
_MOST_DEEDS, _MOST_MORE = 3, 2
"""Deeds that the letter tells of one employer, and those of them in one paragraph beside the matches."""


def letter_lines(
    compiled: CompiledProfile, analysis: JobAnalysis, language: str, as_of: dt.date
) -> Iterator[Line]:
    """A letter of at most 300 words: no match is told twice, and nothing is padded."""
    phrases = phrases_in(language)
    told = [s for s in strengths(compiled, analysis) if stands(s, compiled.profile, phrases)]
    before = [*_head(compiled.profile, analysis, phrases, as_of), *_who(compiled, analysis, phrases, as_of)]
    before += _matches(told[:STRONGEST], compiled.profile, phrases)
    after = [*_gap(compiled, analysis, phrases), *_more(told[:STRONGEST], compiled, analysis, phrases)]
    told_anything = bool(told or compiled.choices or after)
    goodbye = greeting(analysis, phrases).goodbye
    after += _end(compiled.profile, phrases, goodbye, told_anything=told_anything)
    words = sum(_count(line) for line in (*before, *after))
    yield from before
    yield from _further(told, compiled, phrases, words)
    yield from after


def _head(profile: Profile, analysis: JobAnalysis, phrases: Phrases, as_of: dt.date) -> Iterator[Line]:
    yield from name_lines(profile.basics)
    yield Line(id="date", role="date", text=print_day(as_of, phrases.language), sources=("today",))
    recipient, salutation, _ = greeting(analysis, phrases)
    if recipient:
        yield Line(id="recipient", role="recipient", text=recipient, sources=("job",))
    from_ad = salutation != phrases.salutation_open
    yield _line("salutation", "salutation", salutation, ("job",) if from_ad else ("form",))


def _who(
    compiled: CompiledProfile, analysis: JobAnalysis, phrases: Phrases, as_of: dt.date
) -> Iterator[Line]:
    """Which post, and who applies."""
    patterns = (phrases.since_post, phrases.now_post, phrases.last_post)
    text, sources = post_and_years(compiled, phrases, *patterns, as_of)
    yield _line("opening", "text", f"{opening(analysis, phrases)} {text}".strip(), ("job", *sources))


def _matches(told: list[Strength], profile: Profile, phrases: Phrases) -> Iterator[Line]:
    """One sentence a match: what the ad asks, and the fact that answers it, in the person's words.

    *Why one:* what the ad asks says nothing without its answer, so that both stand or fall together.
    """
    for number, strength in enumerate(told):
        text, sources = answer(strength, number, profile, phrases)
        ask = ask_sentence(strength, number, phrases)
        yield _line(f"match-{strength.fact.fact_id}", "text", sentence(f"{ask} {text}"), ("job", *sources))


def _further(told: list[Strength], compiled: CompiledProfile, phrases: Phrases, words: int) -> Iterator[Line]:
    """More of the person's work, a paragraph an employer, until the letter has its fewest words.

    Of other jobs than the latest only what answers the ad; where the person answers nothing, none of them.
    """
    facts = deeds(compiled.profile)
    known = [strength.fact for strength in told[:STRONGEST]]
    best = [s.fact.fact_id for s in told[STRONGEST:]]
    best += [choice.fact_id for choice in sorted(compiled.choices, key=lambda choice: -choice.value)]
    answering = {choice.fact_id for choice in compiled.choices if choice.requirement_ids}
    chosen: dict[str, list[Fact]] = {}
    latest = next((job.fact_id for job in newest_first(compiled.profile, "work") if items_of(job)), "")
    for fact_id in dict.fromkeys(best):
        fact = facts.get(fact_id)
        if not fact or fact in known or fact.section not in _WORKED:
            continue
        if fact.parent != latest and not (told and fact_id in answering):
            continue
        group = chosen.get(fact.parent, [])
        of_one = len(group) + sum(other.parent == fact.parent for other in known)
        length = len(one_statement(fact.text).split()) + _FRAME
        full = len(group) >= _MOST_MORE or of_one >= _MOST_DEEDS
        if full or words >= FEWEST_WORDS or words + length > MOST_WORDS:
            continue
        text, sources = told_fact(fact, compiled.profile, phrases)
        placed = fact.parent in sources  # else nobody sees whose work it was
        if not placed or not is_carried(text, sources, compiled.profile, phrases):
            continue
        words += length
        chosen[fact.parent] = [*group, fact]
    for group in chosen.values():
        yield _paragraph(group, compiled.profile, phrases)


def _paragraph(group: list[Fact], profile: Profile, phrases: Phrases) -> Line:
    """Highlights of one entry, the employer named once."""
    employer = employer_of(group[0], profile)
    told = [told_words(fact, phrases) for fact in group]
    clauses = [clause_of(fact, words, phrases) for fact, words in zip(group, told, strict=True)]
    parts: list[str] = []
    sources: list[str] = []
    for fact, clause in zip(group, clauses, strict=True):
        if clause and employer:
            pattern = phrases.there if parts else phrases.at_first
            parts.append(sentence(capitalised(filled(pattern, employer, clause[2:], phrases))))
            sources += [fact.fact_id, fact.parent]
    quoted = [fact for fact, clause in zip(group, clauses, strict=True) if not (clause and employer)]
    if quoted:
        texts, ids = zip(*(told_fact(fact, profile, phrases) for fact in quoted), strict=True)
        pattern = phrases.quoted_there if parts else phrases.quoted_at
        parts += [_one_quote(quoted, pattern, employer, phrases)] if employer else texts
        sources += [source for each in ids for source in each]
    return _line(f"more-{group[0].fact_id}", "text", " ".join(parts), tuple(dict.fromkeys(sources)))


def _one_quote(facts: Sequence[Fact], pattern: str, employer: str, phrases: Phrases) -> str:
    """Highlights that no sentence can be made of, as one quotation of the work there."""
    first, last = phrases.quotes
    own = [capital(one_statement(fact.text).rstrip(".")) for fact in facts]
    return capitalised(filled(pattern, employer, f"{last}, {first}".join(own), phrases))


def _more(
    strongest: list[Strength], compiled: CompiledProfile, analysis: JobAnalysis, phrases: Phrases
) -> Iterator[Line]:
    """Further skills that are asked for, and the highest schooling, one sentence each."""
    known = {fact.fact_id for strength in strongest for fact in strength.facts}
    told = {skill for strength in strongest for skill in _skills_told(strength)}
    names, sources = asked_skills(compiled, analysis)
    further = [name for name in names if not told & {span.concept for span in skills_in(name)}]
    parts: list[str] = []
    ids: list[str] = []
    if len(further) > 1:
        pattern = phrases.listed if told else phrases.key_skills
        parts.append(pattern.format(skills=listing(further, phrases.and_)))
        ids += sources
    degrees = [(degree_of(school, phrases), school) for school in newest_first(compiled.profile, "education")]
    finished = [(degree, school) for degree, school in degrees if is_finished(degree)]
    for degree, school in finished[:1] if not known & {school.fact_id for _, school in finished} else []:
        parts.append(phrases.degree.format(degree=degree))
        ids.append(school.fact_id)
    answering = {evidence.fact_id for _, match in met(compiled, analysis) for evidence in match.evidence}
    held = [held for held in compiled.profile.certificates if is_finished(held.name)]
    held = [certificate for certificate in held if certificate.fact_id not in known]
    for certificate in sorted(held, key=lambda held: held.fact_id not in answering)[:1]:
        parts.append(holding(certificate, phrases))
        ids.append(certificate.fact_id)
    languages = [language for language in _languages(compiled, analysis) if language.fact_id not in known]
    if languages:
        text = ", ".join(map(spoken, languages))
        parts.append(phrases.languages.format(languages=text))
        ids += [language.fact_id for language in languages]
    if parts:
        yield _line("more", "text", " ".join(parts), tuple(dict.fromkeys(ids)))


def _gap(compiled: CompiledProfile, analysis: JobAnalysis, phrases: Phrases) -> Iterator[Line]:
    """What is asked for and not shown, said openly."""
    lacking = gap(compiled, analysis)
    if lacking:
        sources = ("job", *([lacking.fact_id] if lacking.fact_id else []))
        yield _line("gap", "text", gap_text(lacking, phrases), sources)


def _languages(compiled: CompiledProfile, analysis: JobAnalysis) -> list[Language]:
    """Languages of the person that answer the ad."""
    pairs = [match for requirement, match in met(compiled, analysis) if requirement.kind == "language"]
    asked = {evidence.fact_id for match in pairs for evidence in match.evidence}
    return [language for language in compiled.profile.languages if language.fact_id in asked]


def _skills_told(strength: Strength) -> Iterator[str]:
    """The skills that a match names, and those of the lists that answer it."""
    yield from (requirement.skill or "" for requirement in strength.requirements)
    lists = (fact.text for fact in strength.facts if fact.section == "skills")
    yield from (span.concept for text in lists for span in skills_in(text))


def _end(profile: Profile, phrases: Phrases, goodbye: str, *, told_anything: bool) -> Iterator[Line]:
    if told_anything:
        yield _line("closing-text", "text", phrases.closing, ("form",))
    ways = [way for way in (profile.basics.email, profile.basics.phone) if way]
    if ways:
        contact = phrases.contact.format(contact=f" {phrases.or_} ".join(ways))
        yield _line("closing-contact", "text", contact, ("basics",))
    yield _line("closing", "closing", goodbye, ("form",) if goodbye == phrases.goodbye else ("job",))
    yield from (
        line.model_copy(update={"id": "signature", "role": "signature"})
        for line in name_lines(profile.basics)
        if line.role == "name"
    )


def _line(id_: str, role: Role, text: str, sources: tuple[str, ...]) -> Line:
    form = set(sources) == {"form"}
    return Line(id=id_, role=role, text=text, sources=sources, change="kept" if form else "composed")


def _count(line: Line) -> int:
    return len(line.text.split()) if line.role == "text" else 0
