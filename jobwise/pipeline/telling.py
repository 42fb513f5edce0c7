"""How a letter tells a fact: a deed as "I built ...", what is listed as listed, else in quotes."""

import re
from collections.abc import Sequence

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
)
from jobwise.matching.claim_words import LIMITS_WHOLE
from jobwise.matching.claims import unsupported
from jobwise.matching.partial_dates import PRESENT, print_range
from jobwise.matching.word_forms import fold, sentences, stem
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.entry_lines import capitalised, degree_text, entry_line
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import letter_words
from jobwise.pipeline.strengths import Strength, deeds
from jobwise.pipeline.wording import as_clause, as_present_clause, capital, in_past, listing, sentence, tidy

_LONGEST_WHOLE = 30
"""Words of a highlight that is told whole."""


def answer(
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
        text = holding(entry, phrases).rstrip(".")
        return text if phrases.language == "en" else text[0].lower() + text[1:], sources
    return phrases.shows.format(fact=_named(entry, phrases)), sources


def stands(strength: Strength, profile: Profile, phrases: Phrases) -> bool:
    """Whether a match can be told: its facts carry it, and it is no degree that is still to come."""
    to_come = strength.fact.section in {"education", "certificates"} and not is_finished(strength.fact.text)
    return not to_come and is_carried(*answer(strength, 0, profile, phrases), profile, phrases)


def is_carried(text: str, sources: Sequence[str], profile: Profile, phrases: Phrases) -> bool:
    """Whether the facts carry a sentence, so that nothing is written which the truth gate takes out."""
    facts = [fact for fact in profile.facts() if fact.fact_id in sources]
    return not unsupported(text, facts, profile, also=letter_words(profile, phrases.language))


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
    words = told_words(fact, phrases, about)
    employer = employer_of(fact, profile)
    sources = (fact.fact_id, *([fact.parent] if employer else []))
    clause = clause_of(fact, words, phrases)
    project = next((p for p in profile.projects if p.fact_id == fact.parent and p.name), None)
    if clause and project and not employer:
        text = phrases.project.format(name=tidy(project.name).rstrip(" .,;"), fact=clause)
        return text, (fact.fact_id, fact.parent)
    if clause:
        return filled(phrases.at, employer, clause, phrases) if employer else clause, sources
    own = capital(one_statement(fact.text, about).rstrip("."))
    return filled(quoted[0 if employer else 1], employer, own, phrases), sources


def clause_of(fact: Fact, words: str, phrases: Phrases) -> str | None:
    """ "I built ..." or, of what still goes on, "I build ..."; None where grammar is not sure."""
    if phrases.language != "en":
        return None
    return as_clause(words) or (as_present_clause(words) if fact.end_date == PRESENT else None)


def told_words(fact: Fact, phrases: Phrases, about: str = "") -> str:
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


def employer_of(fact: Fact, profile: Profile) -> str:
    """For whom the work of a highlight was; "" where the entry does not say."""
    entry = next((entry for _, entry in profile.entries() if entry.fact_id == fact.parent), None)
    if isinstance(entry, Work):
        return tidy(entry.name)
    if isinstance(entry, Volunteer):
        return tidy(entry.organization)
    return tidy(entry.entity) if isinstance(entry, Project) else ""


def filled(pattern: str, employer: str, fact: str, phrases: Phrases) -> str:
    """A pattern on the work at an employer."""
    return pattern.format(at=at(employer, phrases.language), fact=fact)


def _named(entry: Entry, phrases: Phrases) -> str:
    """A degree, a language or a post as the résumé has it."""
    if isinstance(entry, Education):
        return degree_of(entry, phrases)
    if isinstance(entry, Language):
        return spoken(entry)
    line = entry_line(entry, phrases.language)
    return ", ".join(filter(None, (line.text, line.detail, line.aside)))


def degree_of(school: object, phrases: Phrases) -> str:
    if not isinstance(school, Education) or not degree_text(school):
        return ""
    dates = print_range(school.start_date, school.end_date, phrases.language)
    return ", ".join(filter(None, (degree_text(school), tidy(school.institution), dates)))


def holding(certificate: Certificate, phrases: Phrases) -> str:
    """A sentence that tells a certificate, and calls it one only once: "the certificate in Mammography"."""
    named = ", ".join(filter(None, (tidy(certificate.name), tidy(certificate.issuer))))
    lead = phrases.certificate.partition("{")[0].split()[-1]
    first, _, rest = named.partition(" ")
    return phrases.certificate.format(certificate=rest if rest and fold(first) == fold(lead) else named)


def spoken(language: Language) -> str:
    return f"{language.language} ({language.fluency})" if language.fluency else language.language


def is_finished(text: str) -> bool:
    """Whether a degree or certificate is named, and not as one that is still to come."""
    return bool(text) and not (LIMITS_WHOLE | {"progress"}) & {stem(w) for w in re.findall(r"\w+", text)}
