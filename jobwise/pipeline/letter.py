"""The cover letter: the post, the strongest matches in the person's own words, an end."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from jobwise.domain.documents import Line, Role
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import (
    Certificate,
    Education,
    Entry,
    Fact,
    Language,
    Profile,
    Project,
    Volunteer,
    Work,
    items_of,
)
from jobwise.matching.claim_words import LIMITS_WHOLE
from jobwise.matching.claims import unsupported
from jobwise.matching.partial_dates import PRESENT, print_day, print_range
from jobwise.matching.word_forms import sentences, stem
from jobwise.pipeline.ad_words import ask_sentence, gap, gap_text, opening
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.entry_lines import capitalised, degree_text, entry_line
from jobwise.pipeline.greeting import greeting
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import letter_words, phrases_in
from jobwise.pipeline.resume_lines import name_lines, newest_first
from jobwise.pipeline.strengths import Strength, deeds, met, strengths
from jobwise.pipeline.summary import asked_skills, post_and_years
from jobwise.pipeline.wording import as_clause, as_present_clause, capital, in_past, listing, sentence, tidy

FEWEST_WORDS, MOST_WORDS = 200, 300
_WORKED = frozenset({"work", "projects"})
_FRAME = 3
"""Words that a sentence puts before a highlight."""
_LONGEST_WHOLE = 30
"""Words of a highlight that is told whole."""
STRONGEST = 3
"""Matches that the letter always tells; more only until it has its fewest words."""
_MOST_DEEDS, _MOST_MORE = 3, 2
"""Deeds that the letter tells of one employer, and those of them in one paragraph beside the matches."""


def letter_lines(
    compiled: CompiledProfile, analysis: JobAnalysis, language: str, as_of: dt.date
) -> Iterator[Line]:
    """A letter of at most 300 words: no match is told twice, and nothing is padded."""
    phrases = phrases_in(language)
    told = [s for s in strengths(compiled, analysis) if _stands(s, compiled.profile, phrases)]
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
        text, sources = _answer(strength, number, profile, phrases)
        ask = ask_sentence(strength, number, phrases)
        yield _line(f"match-{strength.fact.fact_id}", "text", sentence(f"{ask} {text}"), ("job", *sources))


def _stands(strength: Strength, profile: Profile, phrases: Phrases) -> bool:
    return _is_carried(*_answer(strength, 0, profile, phrases), profile, phrases)


def _is_carried(text: str, sources: Sequence[str], profile: Profile, phrases: Phrases) -> bool:
    """Whether the facts carry a sentence, so that nothing is written which the truth gate takes out."""
    facts = [fact for fact in profile.facts() if fact.fact_id in sources]
    return not unsupported(text, facts, profile, also=letter_words(profile, phrases.language))


def _answer(
    strength: Strength, number: int, profile: Profile, phrases: Phrases
) -> tuple[str, tuple[str, ...]]:
    """What the person has done for it, or where the résumé lists it, with the facts."""
    fact = strength.fact
    if fact.fact_id in deeds(profile):
        patterns = (phrases.shown_at[number % len(phrases.shown_at)], phrases.shown)
        return _deed(fact, profile, phrases, strength.words, patterns)
    sources = tuple(fact.fact_id for fact in strength.facts)
    if fact.section == "skills":
        names = dict.fromkeys(tidy(fact.text.split(" | ")[0]).rstrip(" .,;") for fact in strength.facts)
        return phrases.lists.format(skills=listing(list(names), phrases.and_)), sources
    entry = next(entry for _, entry in profile.entries() if entry.fact_id == fact.fact_id)
    if isinstance(entry, Certificate):
        text = phrases.certificate.format(certificate=_certificate(entry)).rstrip(".")
        return text if phrases.language == "en" else text[0].lower() + text[1:], sources
    return phrases.shows.format(fact=_named(entry, phrases)), sources


def _named(entry: Entry, phrases: Phrases) -> str:
    """A degree, a language or a post as the résumé has it."""
    if isinstance(entry, Education):
        return _degree(entry, phrases)
    if isinstance(entry, Language):
        return _spoken(entry)
    line = entry_line(entry, phrases.language)
    return ", ".join(filter(None, (line.text, line.detail, line.aside)))


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
        if not _is_carried(*told_fact(fact, compiled.profile, phrases), compiled.profile, phrases):
            continue
        words += length
        chosen[fact.parent] = [*group, fact]
    for group in chosen.values():
        yield _paragraph(group, compiled.profile, phrases)


def _paragraph(group: list[Fact], profile: Profile, phrases: Phrases) -> Line:
    """Highlights of one entry, the employer named once."""
    employer = _employer(group[0], profile)
    told = [_told(fact, phrases) for fact in group]
    clauses = [_clause(fact, words, phrases) for fact, words in zip(group, told, strict=True)]
    parts: list[str] = []
    sources: list[str] = []
    for fact, clause in zip(group, clauses, strict=True):
        if clause and employer:
            pattern = phrases.there if parts else phrases.at_first
            parts.append(sentence(capitalised(_filled(pattern, employer, clause[2:], phrases))))
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
    return capitalised(_filled(pattern, employer, f"{last}, {first}".join(own), phrases))


def _filled(pattern: str, employer: str, fact: str, phrases: Phrases) -> str:
    """A pattern on the work at an employer."""
    return pattern.format(at=at(employer, phrases.language), fact=fact)


def told_fact(fact: Fact, profile: Profile, phrases: Phrases) -> tuple[str, tuple[str, ...]]:
    """A highlight as a sentence with whose work it was: "I built ..." where grammar allows, else quoted."""
    text, sources = _deed(fact, profile, phrases, "", (phrases.quoted_at, phrases.quoted))
    return sentence(capitalised(text)), sources


def _deed(
    fact: Fact, profile: Profile, phrases: Phrases, about: str, quoted: tuple[str, str]
) -> tuple[str, tuple[str, ...]]:
    """A highlight as a part of a sentence, with its facts.

    about: of several sentences the one with these words is told, else the first. quoted: patterns for what is
    quoted, with an employer and without one.
    """
    words = _told(fact, phrases, about)
    employer = _employer(fact, profile)
    sources = (fact.fact_id, *([fact.parent] if employer else []))
    clause = _clause(fact, words, phrases)
    project = next((p for p in profile.projects if p.fact_id == fact.parent and p.name), None)
    if clause and project and not employer:
        text = phrases.project.format(name=tidy(project.name).rstrip(" .,;"), fact=clause)
        return text, (fact.fact_id, fact.parent)
    if clause:
        return _filled(phrases.at, employer, clause, phrases) if employer else clause, sources
    return _filled(quoted[0 if employer else 1], employer, capital(words.rstrip(".")), phrases), sources


def _clause(fact: Fact, words: str, phrases: Phrases) -> str | None:
    """ "I built ..." or, of what still goes on, "I build ..."; None where grammar is not sure."""
    if phrases.language != "en":
        return None
    return as_clause(words) or (as_present_clause(words) if fact.end_date == PRESENT else None)


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


def _more(
    strongest: list[Strength], compiled: CompiledProfile, analysis: JobAnalysis, phrases: Phrases
) -> Iterator[Line]:
    """Further skills that are asked for, and the highest schooling, one sentence each."""
    told = {asked.casefold() for strength in strongest for asked in _asked_words(strength)}
    known = {fact.fact_id for strength in strongest for fact in strength.facts}
    names, sources = asked_skills(compiled, analysis)
    told |= {fact.text.casefold() for strength in strongest for fact in strength.facts}
    further = [name for name in names if name.casefold() not in told]
    parts: list[str] = []
    ids: list[str] = []
    if len(further) > 1:
        pattern = phrases.listed if told else phrases.key_skills
        parts.append(pattern.format(skills=listing(further, phrases.and_)))
        ids += sources
    degrees = [(_degree(school, phrases), school) for school in newest_first(compiled.profile, "education")]
    finished = [(degree, school) for degree, school in degrees if _is_finished(degree)]
    for degree, school in finished[:1] if not known & {school.fact_id for _, school in finished} else []:
        parts.append(phrases.degree.format(degree=degree))
        ids.append(school.fact_id)
    answering = {evidence.fact_id for _, match in met(compiled, analysis) for evidence in match.evidence}
    held = [held for held in compiled.profile.certificates if _is_finished(held.name)]
    held = [certificate for certificate in held if certificate.fact_id not in known]
    for certificate in sorted(held, key=lambda held: held.fact_id not in answering)[:1]:
        parts.append(phrases.certificate.format(certificate=_certificate(certificate)))
        ids.append(certificate.fact_id)
    spoken = [language for language in _languages(compiled, analysis) if language.fact_id not in known]
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


def _certificate(certificate: Certificate) -> str:
    return ", ".join(filter(None, (tidy(certificate.name), tidy(certificate.issuer))))


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
