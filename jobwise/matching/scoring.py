"""The score: one engine for everyone. Every part, weight and formula stands in `docs/scoring.md`.

Same profile, analysis, version and day: same score. Each part can only rise when a fact is added
that answers the ad, and repeating or listing words more than once adds nothing.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobwise.domain.ats import Score, ScorePart
from jobwise.domain.match import RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Profile, heading_text
from jobwise.matching.credentials import months_worked
from jobwise.matching.degrees import degree_in, rank
from jobwise.matching.durations import last_month
from jobwise.matching.embedding import similarity
from jobwise.matching.evidence import match_requirements
from jobwise.matching.fact_index import content_words
from jobwise.matching.parseability import parseability

ENGINE_VERSION = "1.0.0"
"""Rises with every change that can change a score."""

WEIGHTS = {
    "Must-haves": 0.34,
    "Nice-to-haves": 0.08,
    "Title": 0.10,
    "Years": 0.08,
    "Education": 0.07,
    "Keyword form": 0.08,
    "Evidence": 0.09,
    "Structure": 0.06,
    "Machine-readable": 0.10,
}
NEAR_IN_FIT = 0.3
"""What a near requirement adds to the fit; to must-haves it adds nothing."""
_NAMED = frozenset({"skill", "tool", "knowledge", "licence"})
_RANKS = frozenset(
    [
        "senior",
        "junior",
        "lead",
        "principal",
        "staff",
        "sr",
        "jr",
        "mid",
        "entry",
        "level",
        "intern",
        "trainee",
        "graduate",
        "head",
        "chief",
        "i",
        "ii",
        "iii",
        "iv",
    ]
)
_OLD_TITLE = 0.85


class Part(NamedTuple):
    """A part before its weight is known. None as score: the ad does not ask for it."""

    name: str
    score: float | None
    evidence: tuple[str, ...]


class Units(NamedTuple):
    """Requirements counted as a person would: an any-of group is one."""

    met: int
    total: int
    missing: tuple[str, ...]


def score(profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> Score:
    """Score a profile against a job as of a day."""
    matches = match_requirements(profile, analysis, as_of)
    by_id = {match.requirement_id: match for match in matches}
    musts = units(analysis.requirements, by_id, "must")
    nices = units(analysis.requirements, by_id, "nice")
    readable, weak = parseability(profile)
    title, title_said = _title(profile, analysis, as_of)
    years, years_said = _years(profile, analysis, as_of)
    degree, degree_said = _degree(profile, analysis)
    parts = _weighted(
        [
            Part("Must-haves", _share(musts), _told(musts)),
            Part("Nice-to-haves", _share(nices), _told(nices)),
            Part("Title", title, (title_said,)),
            Part("Years", years, (years_said,)),
            Part("Education", degree, (degree_said,)),
            _keyword_form(analysis.requirements, by_id),
            _evidence(analysis.requirements, by_id),
            _structure(profile),
            Part("Machine-readable", readable, weak),
        ]
    )
    return Score(
        ats_score=round(sum(part.weight * part.score for part in parts), 4),
        parseability=readable,
        must_haves=_share(musts) if musts.total else 1.0,  # type: ignore[arg-type]
        fit=_fit(analysis.requirements, by_id, (title, years, degree)),
        must_haves_met=musts.met,
        must_haves_total=musts.total,
        parts=parts,
        matches=matches,
        engine_version=ENGINE_VERSION,
        as_of=as_of,
    )


def units(
    requirements: Sequence[Requirement], matches: dict[str, RequirementMatch], importance: str
) -> Units:
    """Met and total of one importance; a group counts once and is met when a member is."""
    verdicts: dict[str, bool] = {}
    names: dict[str, str] = {}
    for requirement in requirements:
        if requirement.importance == importance:
            key = requirement.group or requirement.id
            met = matches[requirement.id].verdict == "met"
            verdicts[key] = verdicts.get(key, False) or met
            names.setdefault(key, requirement.skill or requirement.text)
    missing = tuple(names[key] for key, met in verdicts.items() if not met)
    return Units(sum(verdicts.values()), len(verdicts), missing)


def _share(counted: Units) -> float | None:
    return round(counted.met / counted.total, 4) if counted.total else None


def _told(counted: Units) -> tuple[str, ...]:
    if not counted.total:
        return ("The ad names none.",)
    said = f"{counted.met} of {counted.total} are met."
    return (said, f"Not met: {', '.join(counted.missing)}.") if counted.missing else (said,)


def _title(profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> tuple[float | None, str]:
    """Words of the ad's title that one of the person's titles holds, or closeness in meaning if that is more."""
    wanted = _title_words(analysis.title or "")
    if not wanted:
        return None, "The ad gives no title."
    titles = [(profile.basics.label, 1.0)] if profile.basics.label else []
    for job in profile.work:
        end = last_month((job.start_date, job.end_date), as_of)
        old = end is not None and as_of.year * 12 + as_of.month - 1 - end > 5 * 12
        if job.position:
            titles.append((job.position, _OLD_TITLE if old else 1.0))
    if not titles:
        return 0.0, "Your profile has no job title."
    close = similarity([" ".join(wanted)], [" ".join(_title_words(title)) or title for title, _ in titles])[0]
    graded = [
        (
            age * max(len(set(wanted) & set(_title_words(title))) / len(set(wanted)), _meaning(float(near))),
            title,
        )
        for (title, age), near in zip(titles, close, strict=True)
    ]
    best, title = max(graded)
    return round(best, 4), f"Your nearest title to “{analysis.title}” is “{title}”."


def _title_words(title: str) -> list[str]:
    title = re.split(r"\s[-–|]\s|,|\(", title)[0] or title
    return [word.key for word in content_words(title) if word.raw.casefold() not in _RANKS]


def _meaning(cosine: float) -> float:
    """Cosine of two titles to 0..0.8: 0.2 is what strangers have, 0.9 is nearly the same words."""
    return 0.8 * min(max((cosine - 0.2) / 0.7, 0.0), 1.0)


def _years(profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> tuple[float | None, str]:
    needed = analysis.years_experience_min
    if not needed:
        return None, "The ad asks for no number of years."
    months = months_worked(profile, as_of)
    said = f"Your dates make {months // 12} years and {months % 12} months of work; {needed:g} years are asked for."
    return round(min((months + 1) / (needed * 12), 1.0), 4), said


def _degree(profile: Profile, analysis: JobAnalysis) -> tuple[float | None, str]:
    needed = rank(analysis.degree_min)
    if not needed:
        return None, "The ad asks for no degree."
    levels = [degree_in(heading_text(school)) for school in profile.education]
    held = max((rank(level) for level in levels), default=0)
    said = f"{analysis.degree_min} is asked for; the highest in your profile is " + (
        str(max(levels, key=rank)) if held else "not told"
    )
    return round(min(held / needed, 1.0), 4), f"{said}."


def _keyword_form(requirements: Sequence[Requirement], matches: dict[str, RequirementMatch]) -> Part:
    """The ad's own words count 1, another name or a narrower skill 0.6, none 0."""
    named = [r for r in requirements if r.kind in _NAMED]
    if not named:
        return Part("Keyword form", None, ("The ad names no skill.",))
    forms = {r: _form(matches[r.id]) for r in named}
    other = [r.text for r, form in forms.items() if 0 < form < 1]
    said = f"{sum(form == 1 for form in forms.values())} of {len(named)} skills stand in the ad's own words."
    told = (said, f"In other words: {', '.join(other)}.") if other else (said,)
    return Part("Keyword form", round(sum(forms.values()) / len(named), 4), told)


def _form(match: RequirementMatch) -> float:
    if match.verdict != "met":
        return 0.0
    return 1.0 if any(evidence.how == "exact" for evidence in match.evidence) else 0.6


def _evidence(requirements: Sequence[Requirement], matches: dict[str, RequirementMatch]) -> Part:
    """How strongly each skill is shown: in a job or project 1, only listed 0.8, aged after eight years."""
    named = [r for r in requirements if r.kind in _NAMED]
    if not named:
        return Part("Evidence", None, ("The ad names no skill.",))
    scores = {r: matches[r.id].score if matches[r.id].verdict == "met" else 0.0 for r in named}
    listed = [r.text for r, strength in scores.items() if 0 < strength < 0.9]
    told = ("How strongly your facts show the skills that are asked for.",)
    if listed:
        told = (*told, f"Only listed, or long ago: {', '.join(listed)}.")
    return Part("Evidence", round(sum(scores.values()) / len(named), 4), told)


def _structure(profile: Profile) -> Part:
    """A résumé that says what was done: each line here can be reached, and more of it adds nothing."""
    lines = [item.text for job in (*profile.work, *profile.projects) for item in job.highlights]
    checks = (
        ("a summary or title", float(bool(profile.basics.summary or profile.basics.label))),
        ("four lines of what you did", min(len(lines) / 4, 1.0)),
        ("two results with a number", min(sum(bool(re.search(r"\d", line)) for line in lines) / 2, 1.0)),
        ("education", float(bool(profile.education))),
        ("five skills", min(sum(max(len(s.keywords), 1) for s in profile.skills) / 5, 1.0)),
    )
    lacking = [name for name, share in checks if share < 1]
    told = (
        f"Not there yet: {', '.join(lacking)}."
        if lacking
        else "Summary, work, results, education and skills."
    )
    return Part("Structure", round(sum(share for _, share in checks) / len(checks), 4), (told,))


def _fit(
    requirements: Sequence[Requirement],
    matches: dict[str, RequirementMatch],
    others: tuple[float | None, float | None, float | None],
) -> float:
    """0.65 requirements (must 1, nice 0.5; near 0.3), 0.25 title, 0.05 each for years and degree."""
    weights = [(1.0 if r.importance == "must" else 0.5, matches[r.id].verdict) for r in requirements]
    worth = {"met": 1.0, "near": NEAR_IN_FIT, "missing": 0.0}
    total = sum(weight for weight, _ in weights)
    covered = sum(weight * worth[verdict] for weight, verdict in weights) / total if total else None
    parts = [(0.65, covered), *zip((0.25, 0.05, 0.05), others, strict=True)]
    asked = [(weight, part) for weight, part in parts if part is not None]
    return round(sum(w * p for w, p in asked) / sum(w for w, _ in asked), 4) if asked else 0.0


def _weighted(parts: Sequence[Part]) -> tuple[ScorePart, ...]:
    """Parts that the ad does not ask for drop out, and the others' weights grow to sum to 1."""
    asked = [part for part in parts if part.score is not None]
    total = sum(WEIGHTS[part.name] for part in asked)
    return tuple(_scored(asked, total))


def _scored(parts: Sequence[Part], total: float) -> Iterator[ScorePart]:
    for part in parts:
        weight = round(WEIGHTS[part.name] / total, 6)
        yield ScorePart(name=part.name, weight=weight, score=part.score or 0.0, evidence=part.evidence)
