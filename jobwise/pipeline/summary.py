"""The lines under *Summary*: the person's own words first, then what follows from the facts."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from jobwise.domain.documents import Line
from jobwise.domain.match import CompiledProfile, Evidence
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Fact, Item, Profile, Work
from jobwise.matching.claim_ground import surest
from jobwise.matching.claim_text import skills_in
from jobwise.matching.claims import unsupported
from jobwise.matching.durations import months_of
from jobwise.matching.partial_dates import PRESENT, print_date, print_month, print_range
from jobwise.matching.training import is_training
from jobwise.pipeline.ad_words import one_stop
from jobwise.pipeline.employer_words import at
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import phrases_in
from jobwise.pipeline.resume_lines import newest_first
from jobwise.pipeline.spelling import may_stand_for
from jobwise.pipeline.strengths import NAMED, met
from jobwise.pipeline.wording import calm, capital, is_as_written, listing, sentence, tidy

MOST_SKILLS = 6
_TOLD_APART = frozenset({"language", "licence"})
"""Kinds that have a section and a sentence of their own."""
_YEARS = re.compile(
    r"\b(?:years?|decades?|jahre?n?|jahrzehnte?n?|ans|années?|décennies?|años?|décadas?)\b", re.IGNORECASE
)
FROM_DATES = "Your latest post and the years between your dates."
FROM_MATCHES = "Skills of yours that the ad asks for."


def summary_lines(
    compiled: CompiledProfile, analysis: JobAnalysis, language: str, as_of: dt.date
) -> Iterator[Line]:
    """The person's own summary, or post and years; then the strongest skills that are asked for."""
    profile, phrases = compiled.profile, phrases_in(language)
    for item in profile.basics.summary:
        text = sentence(capital(tidy(item.text)))
        yield Line(
            id=f"line-{item.fact_id}",
            role="text",
            text=text,
            sources=(item.fact_id,),
            original="" if is_as_written(text, item.text) else item.text,
            change="kept" if is_as_written(text, item.text) else "reworded",
            why="" if is_as_written(text, item.text) else "Only signs and blanks were changed.",
        )
    if not profile.basics.summary and profile.work:
        text, sources = post_and_years(
            compiled, phrases, phrases.now_since, phrases.now, phrases.before, as_of
        )
        if text:
            yield _composed("summary-post", text, sources, FROM_DATES)
    own = " ".join(item.text for item in profile.basics.summary).casefold()
    names, sources = asked_skills(compiled, analysis, unless_in=own)
    if len(names) > 1:
        text = phrases.key_skills.format(skills=listing([capital(name) for name in names], phrases.and_))
        yield _composed("summary-skills", text, sources, FROM_MATCHES)


def post_and_years(
    compiled: CompiledProfile, phrases: Phrases, since: str, now: str, before: str, as_of: dt.date
) -> tuple[str, tuple[str, ...]]:
    """The latest post and the years of work, each in its sentence, with the facts."""
    profile = compiled.profile
    parts: list[str] = []
    sources: list[str] = []
    latest = latest_post(profile)
    if latest:
        parts.append(_post(latest, phrases, since, now, before))
        sources.append(latest.fact_id)
    years = years_of_work(profile, as_of) if compiled.whole_career else 0
    if years and not any(map(_tells_years, profile.basics.summary)):
        pattern = phrases.in_all if since == phrases.since_post else phrases.years
        parts.append(pattern.format(count=years))
        sources += [job.fact_id for job in profile.work if job.start_date and not is_training(job.position)]
    return " ".join(parts), tuple(dict.fromkeys(sources))


def _tells_years(item: Item) -> bool:
    """Whether the person speaks of years; another number beside it would read as a contradiction."""
    return bool(_YEARS.search(item.text))


def posts(profile: Profile, phrases: Phrases, as_of: dt.date) -> Iterator[str]:
    """Every true sentence of a template on a post that the person has or had, and on all their years."""
    years = years_of_work(profile, as_of)
    yield from (pattern.format(count=years) for pattern in (phrases.in_all, phrases.years) if years)
    patterns = (phrases.since_post, phrases.now_post, phrases.last_post)
    for job in profile.work:
        if job.position and job.name:
            yield _post(job, phrases, *patterns)


def latest_post(profile: Profile) -> Work | None:
    """The newest job that has a title and an employer."""
    jobs = (job for job in newest_first(profile, "work") if isinstance(job, Work))
    return next((job for job in jobs if job.position and job.name), None)


def years_of_work(profile: Profile, as_of: dt.date) -> int:
    """Whole years of work, overlaps counted once, those of a training left out; 1 is not worth saying."""
    jobs = [job for job in profile.work if not is_training(job.position)]
    spans = [surest(job.start_date, job.end_date) for job in jobs if job.start_date and job.end_date]
    years = months_of(spans, as_of=as_of) // 12
    return years if years > 1 else 0


def asked_skills(
    compiled: CompiledProfile, analysis: JobAnalysis, *, unless_in: str = ""
) -> tuple[list[str], tuple[str, ...]]:
    """Names of met skills, in the ad's spelling of the same skill, must-haves first, with their facts.

    unless_in: text in small letters that the reader has before him; what it names is not said again.
    """
    pairs = sorted(met(compiled, analysis), key=lambda pair: (pair[0].importance != "must", -pair[1].score))
    facts = {fact.fact_id: fact for fact in compiled.profile.facts()}
    named: dict[str, tuple[str, Fact]] = {}
    for requirement, match in pairs:
        if requirement.kind in NAMED - _TOLD_APART and len(named) < MOST_SKILLS:
            told = [evidence for evidence in match.evidence if evidence.fact_id in facts]
            for evidence in sorted(told, key=_is_within):
                label = evidence.text[evidence.start : evidence.end].strip(" .,;")
                concept = (
                    min((span.concept for span in skills_in(label)), default="")
                    if len(label.split()) <= 3
                    else ""
                )
                if concept and not re.search(rf"(?<!\w){re.escape(label.casefold())}(?!\w)", unless_in):
                    name = requirement.text if may_stand_for(label, requirement.text) else label
                    found = {**named, concept: (name, facts[evidence.fact_id])}
                    named = named if concept in named or not _is_carried(found, compiled.profile) else found
                if concept:
                    break
    sources = tuple(dict.fromkeys(fact.fact_id for _, fact in named.values()))
    return [label for label, _ in named.values()], sources


def _is_carried(named: Mapping[str, tuple[str, Fact]], profile: Profile) -> bool:
    """Whether the facts say these names as a bare list: "helped to move to Docker" is no skill in Docker."""
    names, facts = zip(*named.values(), strict=True)
    return not unsupported(", ".join(map(capital, names)), facts, profile)


def _is_within(evidence: Evidence) -> bool:
    """Whether the skill stands inside a longer line; listed by itself it has the form of a name."""
    return evidence.text[evidence.start : evidence.end] != evidence.text


def _post(job: Work, phrases: Phrases, since: str, now: str, before: str) -> str:
    title, employer = calm(job.position), tidy(job.name)
    names = {"title": title, "employer": employer, "at": at(employer, phrases.language)}
    if job.end_date == PRESENT and job.start_date:
        printer = print_month if since == phrases.since_post else print_date
        return one_stop(since.format(**names, date=printer(job.start_date, phrases.language)))
    dates = print_range(job.start_date, job.end_date, phrases.language)
    if job.end_date == PRESENT:
        return one_stop(now.format(**names))
    return one_stop(before.format(**names, dates=dates).replace(" ()", ""))


def _composed(id_: str, text: str, sources: tuple[str, ...], why: str) -> Line:
    return Line(id=id_, role="text", text=text, sources=sources, change="composed", why=why)
