"""Requirements that are worked out: years from dates, degrees from their level, languages from theirs."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from jobwise.domain.match import Evidence, How, RequirementMatch, Verdict
from jobwise.domain.posting import Requirement
from jobwise.domain.profile import Certificate, Education, Profile, Work, heading_text
from jobwise.matching.content_words import content_words
from jobwise.matching.counted_text import claimed
from jobwise.matching.degrees import Vocational, degree_in, lowest_degree_in, rank, vocational_in
from jobwise.matching.durations import months_of
from jobwise.matching.embedding import similarity
from jobwise.matching.fact_index import FactIndex, skills_of
from jobwise.matching.fluency import fluency_asked, fluency_in
from jobwise.matching.training import is_training
from jobwise.matching.word_forms import fold

SLACK_MONTHS = 1
"""A month is let off: "5 years" is met by dates that make 4 years and 11 months."""
NEAR_SHARE = 0.6
SAME_FIELD = 0.45
"""Cosine from which a job's title, or a subject, counts as of the field that is asked for."""
_YEARS_WORDS = re.compile(
    r"\d+\+?|\b(?:years?|yrs?|months?|minimum|least|more|plus|full|time|jahre?n?|ans|années"
    r"|años?|mois|monate?n?|meses|experience|expérience|experiencia|(?:berufs|arbeits)?erfahrung"
    r"|[dl]['’]|al|deux|trois|quatre|cinq|zwei|drei|vier|fünf|sechs|dos|tres|cuatro|cinco"
    r"|mindestens|wenigstens|moins|menos|mínimo|mínima|mehr|más|oder|professionnelle|profesional|laboral"
    r"|einschlägige\w*|entsprechende\w*|similaires?|poste|puesto|roles?|field|"
    r"position|similar|related|relevant|equivalent|prior|previous|professional|hands|one|two|three|four|five|"
    r"six|seven|eight|ten|degree|bachelor\w*|master\w*|discipline|subject)(?:\b|(?<=['’]))",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:high school|gcses?|a-levels?|[ns]?vqs?|level|diploma|college|university|b\.?sc?|m\.?sc?|ph\.?d)\b",
    re.IGNORECASE,
)

_OF_NO_SUBJECT = frozenset("science sciences arts applied associate hons honours and with".split())


def months_worked(profile: Profile, as_of: dt.date) -> int:
    """Months of work, overlaps counted once; those of a training are none."""
    jobs = (job for job in profile.work if not is_training(job.position))
    return months_of(((job.start_date, job.end_date) for job in jobs), as_of=as_of)


def match_years(requirement: Requirement, index: FactIndex) -> RequirementMatch | None:
    """Years of work in the field that is named, or in any; None where no years are asked for."""
    if requirement.years is None:
        return None
    field = _YEARS_WORDS.sub(" ", requirement.text)
    wanted = {word.key for word in content_words(field)}
    known = [job for job in index.told.work if not is_training(job.position)]
    jobs = [job for job in known if not wanted or _of_field(job, field, wanted)]
    months = months_of(((job.start_date, job.end_date) for job in jobs), as_of=index.as_of)
    total = months_worked(index.told, index.as_of)
    needed = requirement.years * 12
    verdict: Verdict = "missing"
    if months + SLACK_MONTHS >= needed and jobs:
        verdict = "met"
    elif months >= NEAR_SHARE * needed or (total + SLACK_MONTHS >= needed and index.told.work):
        verdict, jobs = "near", jobs or list(index.told.work)
    evidence = [_whole(index, job.fact_id, verdict) for job in jobs] if verdict != "missing" else []
    where = " in this field" if wanted else ""
    said = f"Your dates make {_years(months)}{where}; {_years(int(needed))} are asked for."
    if not index.told.work:
        said = "Your profile has no job with dates."
    return _match(requirement, verdict, evidence, said)


def match_degree(requirement: Requirement, index: FactIndex) -> RequirementMatch | None:
    """A degree of at least the level asked for, in the subject where one is named; None without a level."""
    needed = lowest_degree_in(requirement.text)
    if needed is None:
        return None
    papers: list[Education | Certificate] = [*index.told.education, *index.told.certificates]
    if trade := vocational_in(requirement.text):
        return _match_trade(requirement, trade, papers, index)
    found = [(degree_in(heading_text(paper)), paper) for paper in papers]
    held = [(level, paper) for level, paper in found if rank(level) >= rank(needed)]
    if not held:
        near = [school for level, school in found if level and rank(level) == rank(needed) - 1]
        evidence = [_whole(index, school.fact_id, "near") for school in near]
        said = (
            "A degree one step below what is asked for."
            if near
            else "No degree of this level is in your profile."
        )
        return _match(requirement, "near" if near else "missing", evidence, said)
    fitting = [school for _, school in held if _in_subject(requirement.text, school)]
    schools = fitting or [school for _, school in held]
    verdict: Verdict = "met" if fitting else "near"
    evidence = [_whole(index, school.fact_id, verdict) for school in schools]
    name = index.by_id[schools[0].fact_id].text.replace(" | ", ", ")
    said = f"You have {name}." if fitting else f"You have {name}; another subject is named in the ad."
    return _match(requirement, verdict, evidence, said)


def _match_trade(
    requirement: Requirement, trade: Vocational, papers: Sequence[Education | Certificate], index: FactIndex
) -> RequirementMatch:
    """A trade's certificate is met by one of its field and step, or by a degree above school in the field."""
    fitting, near = [], []
    for paper in papers:
        name = _paper_name(paper)
        held = vocational_in(name)
        above = not held and rank(degree_in(name)) > rank("high-school")
        of_field = _same_subject(trade.subject, held.subject if held else name)
        if of_field and (above or (held and held.step >= trade.step)):
            fitting.append(paper)
        elif held or (of_field and degree_in(name)):
            near.append(paper)
    verdict: Verdict = "met" if fitting else "near" if near else "missing"
    evidence = [_whole(index, paper.fact_id, verdict) for paper in fitting or near]
    said = "No such certificate is in your profile."
    if fitting or near:
        said = f"You have {_paper_name((fitting or near)[0])}"
        said += "." if fitting else "; another field or a higher level is asked for."
    return _match(requirement, verdict, evidence, said)


def _paper_name(paper: Education | Certificate) -> str:
    """What a paper is called, without who gave it."""
    return f"{paper.study_type} {paper.area}".strip() if isinstance(paper, Education) else paper.name


def match_language(requirement: Requirement, index: FactIndex) -> RequirementMatch | None:
    """A language of the profile at the level asked for; a level that is not told is taken as enough."""
    wanted = {span.concept for span in skills_of(requirement.text) if span.kind == "language"}
    wanted = wanted or ({requirement.skill} if requirement.skill else set())
    names = {fold(name) for name in wanted} | {word.key for word in content_words(requirement.text)}
    needed = fluency_asked(requirement.text) or 0
    spoken = [
        (fluency_in(language.fluency) or 6, language)
        for language in index.told.languages
        if fold(language.language) in names
        or {span.concept for span in skills_of(language.language)} & wanted
    ]
    if not spoken:
        return None
    level, language = max(spoken, key=lambda pair: (pair[0], pair[1].fact_id))
    verdict: Verdict = "met" if level >= needed else "near"
    said = f"Your profile says {language.language}{f', {language.fluency}' if language.fluency else ''}."
    return _match(requirement, verdict, [_whole(index, language.fact_id, verdict)], said)


def _of_field(job: Work, field: str, wanted: set[str]) -> bool:
    """Whether a job is of the field: its words, a skill of it, or a title close in meaning. An employer's
    name says nothing: nobody bakes at Cooper & Baker."""
    told = (job.position, job.summary, *(item.text for item in job.highlights))
    texts = [claimed(text) for text in told]
    held = {word.key for text in texts for word in content_words(text)}
    if len(wanted & held) / len(wanted) >= 0.5:
        return True
    asked = {span.concept for span in skills_of(field)}
    if asked & {span.concept for text in texts for span in skills_of(text)}:
        return True
    return bool(job.position) and float(similarity([field], [job.position])[0][0]) >= SAME_FIELD


def _in_subject(text: str, paper: Education | Certificate) -> bool:
    subject = _YEARS_WORDS.sub(" ", _PAPERS.sub(" ", text))
    area = _area_of(paper) if isinstance(paper, Education) else paper.name
    return not area or _same_subject(subject, area)


def _area_of(paper: Education) -> str:
    """What was studied; where it stands in one with the degree, what is left of that: "BSc Mathematics". A
    Bachelor of Science tells no subject."""
    left = _PAPERS.sub(" ", _YEARS_WORDS.sub(" ", paper.study_type))
    told = [word for word in re.findall(r"[^\W\d_]{3,}", left) if not degree_in(word)]
    return paper.area or ("" if _OF_NO_SUBJECT.issuperset(map(str.casefold, told)) else " ".join(told))


@lru_cache(maxsize=4096)
def _same_subject(subject: str, area: str) -> bool:
    """Whether a subject is the one asked for, or close to it in meaning; always where none is asked for."""
    wanted = {word.key for word in content_words(_YEARS_WORDS.sub(" ", subject))}
    held = {word.key for word in content_words(area)}
    if not wanted or wanted & held:
        return True
    if not held:
        return False
    parts = [part.strip() for part in re.split(r",|;|\bor\b|\band\b|/", subject) if part.strip()]
    return float(similarity(parts or [subject], [area]).max()) >= SAME_FIELD


def _whole(index: FactIndex, fact_id: str, verdict: Verdict) -> Evidence:
    fact = index.by_id[fact_id]
    how: How = "computed" if verdict == "met" else "near"
    return index.evidence(fact, 0, len(fact.text), how, 1.0 if verdict == "met" else 0.5)


def _match(
    requirement: Requirement, verdict: Verdict, evidence: list[Evidence], said: str
) -> RequirementMatch:
    ordered = tuple(sorted(evidence, key=lambda e: (-e.score, e.fact_id)))
    score = ordered[0].score if ordered else 0.0
    return RequirementMatch(
        requirement_id=requirement.id, verdict=verdict, score=score, evidence=ordered, explanation=said
    )


def _years(months: int) -> str:
    years, rest = divmod(months, 12)
    parts = [f"{years} year{'' if years == 1 else 's'}"] if years or not rest else []
    parts += [f"{rest} month{'' if rest == 1 else 's'}"] if rest else []
    return " and ".join(parts)
