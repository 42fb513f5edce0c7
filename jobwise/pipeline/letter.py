"""The cover letter: the post, the strongest matches in the person's own words, an end."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from jobwise.domain.documents import Line, Role
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Education, Fact, Language, Profile, Project, Volunteer, Work
from jobwise.matching.claim_words import LIMITS_WHOLE
from jobwise.matching.partial_dates import PRESENT, print_day, print_range
from jobwise.matching.word_forms import sentences, stem
from jobwise.pipeline.ad_words import (
    Strength,
    ask_sentence,
    deeds,
    gap,
    gap_text,
    met,
    opening,
    strengths,
)
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.entry_lines import degree_text
from jobwise.pipeline.greeting import greeting
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import phrases_in
from jobwise.pipeline.resume_lines import name_lines, newest_first
from jobwise.pipeline.summary import asked_skills, post_and_years
from jobwise.pipeline.wording import as_clause, capital, in_past, listing, sentence, tidy

FEWEST_WORDS, MOST_WORDS = 200, 300
_LONGEST_WHOLE = 30
"""Words of a highlight that is told whole."""
STRONGEST = 3
"""Matches that the letter always tells; more only until it has its fewest words."""


def letter_lines(
    compiled: CompiledProfile, analysis: JobAnalysis, language: str, as_of: dt.date
) -> Iterator[Line]:
    """A letter of 200 to 300 words where the facts give that much; never padded."""
    phrases = phrases_in(language)
    told = strengths(compiled, analysis)
    before = [*_head(compiled.profile, analysis, phrases, as_of), *_who(compiled, analysis, phrases, as_of)]
    before += _matches(told[:STRONGEST], compiled.profile, phrases)
    after = [*_gap(compiled, analysis, phrases), *_more(compiled, analysis, phrases)]
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
    """One paragraph a fact: what the ad asks, and what the person did, in their words."""
    for number, strength in enumerate(told):
        ask = ask_sentence(strength, number, phrases)
        about = strength.requirements[0].text
        text, sources = told_fact(strength.fact, profile, phrases, about)
        yield _line(f"match-{strength.fact.fact_id}", "text", f"{ask} {text}", ("job", *sources))


def _further(told: list[Strength], compiled: CompiledProfile, phrases: Phrases, words: int) -> Iterator[Line]:
    """More of the person's work, a paragraph an employer, until the letter has its fewest words."""
    facts = deeds(compiled.profile)
    known = {strength.fact.fact_id for strength in told[:STRONGEST]}
    best = [s.fact.fact_id for s in told[STRONGEST:]]
    best += [choice.fact_id for choice in sorted(compiled.choices, key=lambda choice: -choice.value)]
    chosen: dict[str, list[Fact]] = {}
    for fact_id in dict.fromkeys(best):
        fact = facts.get(fact_id)
        if not fact or fact_id in known or not fact.parent or fact.section not in {"work", "projects"}:
            continue
        length = len(one_statement(fact.text).split()) + 3
        if words >= FEWEST_WORDS or words + length > MOST_WORDS:
            continue
        words += length
        chosen.setdefault(fact.parent, []).append(fact)
    for group in chosen.values():
        yield _paragraph(group, compiled.profile, phrases, also=bool(told))


def _paragraph(group: list[Fact], profile: Profile, phrases: Phrases, *, also: bool) -> Line:
    """Several highlights of one entry, the employer named once."""
    employer = _employer(group[0], profile)
    told = [_told(fact, phrases) for fact in group]
    clauses = [as_clause(words) if phrases.language == "en" else None for words in told]
    parts: list[str] = []
    sources: list[str] = []
    for fact, clause in zip(group, clauses, strict=True):
        if clause and employer:
            patterns = (phrases.at_also if also else phrases.at_first, phrases.there_also, phrases.also)
            pattern = patterns[min(len(parts), 2)]
            text = sentence(_filled(pattern, employer, clause[2:], phrases))
            parts.append(text)
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
    own = [capital(_told(fact, phrases).rstrip(".")) for fact in facts]
    return _filled(pattern, employer, f"{last}, {first}".join(own), phrases)


def _filled(pattern: str, employer: str, fact: str, phrases: Phrases) -> str:
    """A pattern on the work at an employer; one that begins with the employer begins large."""
    text = pattern.format(at=at(employer, phrases.language), fact=fact)
    return text[0].upper() + text[1:]


def told_fact(fact: Fact, profile: Profile, phrases: Phrases, about: str = "") -> tuple[str, tuple[str, ...]]:
    """A highlight as a sentence with whose work it was: "I built ..." where grammar allows, else quoted.

    about: of several sentences the one with these words is told, else the first.
    """
    words = _told(fact, phrases, about)
    employer = _employer(fact, profile)
    sources = (fact.fact_id, *([fact.parent] if employer else []))
    clause = as_clause(words) if phrases.language == "en" else None
    project = next((p for p in profile.projects if p.fact_id == fact.parent and p.name), None)
    if clause and project and not employer:
        text = phrases.project.format(name=tidy(project.name).rstrip(" .,;"), fact=clause)
        return sentence(text), (fact.fact_id, fact.parent)
    if clause:
        return sentence(_filled(phrases.at, employer, clause, phrases) if employer else clause), sources
    pattern = phrases.quoted_at if employer else phrases.quoted
    return _filled(pattern, employer, capital(words.rstrip(".")), phrases), sources


def _told(fact: Fact, phrases: Phrases, about: str = "") -> str:
    """One sentence of a highlight; of a job that has ended in the past, as the résumé has it."""
    words = one_statement(fact.text, about)
    over = fact.section in {"work", "volunteer"} and fact.end_date not in {None, PRESENT}
    return in_past(words) if over and phrases.language == "en" else words


def one_statement(text: str, about: str = "") -> str:
    """One sentence of a highlight: the one with these words, else the first."""
    text = tidy(text)
    if len(text.split()) <= _LONGEST_WHOLE and not re.search(r"[.!?]\s", text):
        return text  # clauses that a semicolon parts belong together
    parts = [text[start:end].strip(" ;") for start, end in sentences(text)] or [text]
    return next((part for part in parts if about and about.casefold() in part.casefold()), parts[0])


def _employer(fact: Fact, profile: Profile) -> str:
    """For whom the work of a highlight was; "" where the entry does not say."""
    entry = next((entry for _, entry in profile.entries() if entry.fact_id == fact.parent), None)
    if isinstance(entry, Work):
        return tidy(entry.name)
    if isinstance(entry, Volunteer):
        return tidy(entry.organization)
    return tidy(entry.entity) if isinstance(entry, Project) else ""


def _more(compiled: CompiledProfile, analysis: JobAnalysis, phrases: Phrases) -> Iterator[Line]:
    """Further skills that are asked for, and the highest schooling, one sentence each."""
    told = {asked.casefold() for s in strengths(compiled, analysis)[:STRONGEST] for asked in _asked_words(s)}
    names, sources = asked_skills(compiled, analysis)
    further = [name for name in names if name.casefold() not in told]
    parts: list[str] = []
    ids: list[str] = []
    if len(further) > 1:
        pattern = phrases.listed if told else phrases.key_skills
        parts.append(pattern.format(skills=listing(further, phrases.and_)))
        ids += sources
    degrees = [(_degree(school, phrases), school) for school in newest_first(compiled.profile, "education")]
    for degree, school in [pair for pair in degrees if _is_finished(pair[0])][:1]:
        parts.append(phrases.degree.format(degree=degree))
        ids.append(school.fact_id)
    answering = {evidence.fact_id for _, match in met(compiled, analysis) for evidence in match.evidence}
    held = [held for held in compiled.profile.certificates if _is_finished(held.name)]
    for certificate in sorted(held, key=lambda held: held.fact_id not in answering)[:1]:
        name = ", ".join(filter(None, (tidy(certificate.name), tidy(certificate.issuer))))
        parts.append(phrases.certificate.format(certificate=name))
        ids.append(certificate.fact_id)
    spoken = _languages(compiled, analysis)
    if spoken:
        text = ", ".join(_spoken(language) for language in spoken)
        parts.append(phrases.languages.format(languages=text))
        ids += [language.fact_id for language in spoken]
    if parts:
        yield _line("more", "text", " ".join(parts), tuple(dict.fromkeys(ids)))


def _gap(compiled: CompiledProfile, analysis: JobAnalysis, phrases: Phrases) -> Iterator[Line]:
    """What is asked for and not shown, said openly."""
    lacking = gap(compiled, analysis)
    if lacking:
        sources = ("job", *([lacking.fact_id] if lacking.fact_id else []))
        yield _line("gap", "text", gap_text(lacking, phrases), sources)


def _is_finished(text: str) -> bool:
    """Whether a degree or certificate is named, and not as one that is still to come."""
    return bool(text) and not (LIMITS_WHOLE | {"progress"}) & {stem(w) for w in re.findall(r"\w+", text)}


def _degree(school: object, phrases: Phrases) -> str:
    if not isinstance(school, Education) or not degree_text(school):
        return ""
    dates = print_range(school.start_date, school.end_date, phrases.language)
    return ", ".join(filter(None, (degree_text(school), tidy(school.institution), dates)))


def _languages(compiled: CompiledProfile, analysis: JobAnalysis) -> list[Language]:
    """Languages of the person that answer the ad."""
    pairs = [match for requirement, match in met(compiled, analysis) if requirement.kind == "language"]
    asked = {evidence.fact_id for match in pairs for evidence in match.evidence}
    return [language for language in compiled.profile.languages if language.fact_id in asked]


def _spoken(language: Language) -> str:
    return f"{language.language} ({language.fluency})" if language.fluency else language.language


def _asked_words(strength: Strength) -> Iterator[str]:
    yield from (requirement.text for requirement in strength.requirements)
    yield from (requirement.skill or "" for requirement in strength.requirements)


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
