"""The parts of the score, each a number 0..1 with the sentences that it comes from.

Every one can only rise when a fact is added that answers the ad; repeating adds nothing. Formulas and
reasons stand in `docs/scoring.md`.
"""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.match import RequirementMatch, Verdict
from jobwise.domain.posting import JobAnalysis, Requirement, Term
from jobwise.domain.profile import Item, Profile, heading_text
from jobwise.matching.content_words import content_words
from jobwise.matching.credentials import months_worked
from jobwise.matching.degrees import degree_in, rank
from jobwise.matching.durations import last_month
from jobwise.matching.embedding import similarity
from jobwise.matching.fact_index import FactIndex
from jobwise.matching.orders import without_orders
from jobwise.matching.trades import closeness, shared, terms_of

Matches = Mapping[str, RequirementMatch]
NEAR_IN_FIT = 0.3
"""What a near requirement adds to the fit; to must-haves it adds nothing."""
WORTH: Mapping[Verdict, float] = {"met": 1.0, "near": NEAR_IN_FIT, "missing": 0.0}
UNKNOWN = 1.5
"""Weight of what an ad leaves unsaid: of two ads met in full, the one that asks for more is the surer fit."""
_NAMED = frozenset({"skill", "tool", "knowledge", "licence"})
_RANKS = frozenset(
    (
        "senior junior lead principal staff sr jr mid entry level intern trainee graduate head chief "
        "i ii iii iv"
    ).split()
)
_TELLS_TRADE = frozenset({"basics", "work", "volunteer", "projects", "education", "certificates"})
_TRADE_SLOPE, _TRADE_MIDDLE = 14.0, 0.49
"""Closeness of words to a chance where half of the ads are for the person; fitted by `benchmarks/fit`."""
MOST_WORDS = 32
"""Words of a line that is read at a glance."""
_OLD_TITLE = 0.85
_OLD_TITLE_MONTHS = 5 * 12


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

    @property
    def share(self) -> float | None:
        """Met of total, 0..1; None where nothing is asked for."""
        return round(self.met / self.total, 4) if self.total else None


def units(requirements: Sequence[Requirement], matches: Matches, importance: str) -> Units:
    """Met and total of one importance; a group counts once and is met when a member is.

    Duties are not counted: the ad tells them, it does not ask for them. The fit looks at them.
    """
    verdicts: dict[str, bool] = {}
    names: dict[str, str] = {}
    for requirement in requirements:
        if requirement.importance == importance and requirement.kind != "responsibility":
            key = requirement.group or requirement.id
            met = matches[requirement.id].verdict == "met"
            verdicts[key] = verdicts.get(key, False) or met
            names.setdefault(key, requirement.skill or requirement.text)
    missing = tuple(names[key] for key, met in verdicts.items() if not met)
    return Units(sum(verdicts.values()), len(verdicts), missing)


def told(counted: Units) -> tuple[str, ...]:
    if not counted.total:
        return ("The ad names none.",)
    said = f"{counted.met} of {counted.total} are met."
    return (said, f"Not met: {', '.join(counted.missing)}.") if counted.missing else (said,)


def ceiling(musts: Units) -> float:
    """What the score cannot pass, and its parts are multiplied by: 1 with all must-haves met, 0.5 with none.

    *Why multiplied, not cut off:* under a cut nothing but must-haves would move the score.
    """
    return 1.0 if musts.share is None else round((1 + musts.share) / 2, 4)


def gate_told(musts: Units) -> tuple[str, ...]:
    if not musts.missing:
        return ()
    lacking = len(musts.missing)
    said = f"{lacking} of {musts.total} must-haves {'is' if lacking == 1 else 'are'} missing"
    return (f"{said}, so the parts count {ceiling(musts):.2f} and the score cannot pass that.",)


def title_part(profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> tuple[float | None, str]:
    """Words of the ad's title that one of the person's titles holds, or closeness in meaning if more."""
    wanted = _title_words(analysis.title or "")
    if not wanted:
        return None, "The ad gives no title."
    titles = [(profile.basics.label, 1.0)] if profile.basics.label else []
    for job in profile.work:
        end = last_month((job.start_date, job.end_date), as_of)
        old = end is not None and as_of.year * 12 + as_of.month - 1 - end > _OLD_TITLE_MONTHS
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
    return round(best, 4), f"Your nearest title to “{analysis.title}” is “{' '.join(title.split())}”."


def _title_words(title: str) -> list[str]:
    title = re.split(r"\s[-–|]\s|,|\(", title)[0] or title
    return [word.key for word in content_words(title) if word.raw.casefold() not in _RANKS]


def _meaning(cosine: float) -> float:
    """Cosine of two titles to 0..0.8: 0.2 is what strangers have, 0.9 is nearly the same words."""
    return 0.8 * min(max((cosine - 0.2) / 0.7, 0.0), 1.0)


def years_part(profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> tuple[float | None, str]:
    needed = analysis.years_experience_min
    if not needed:
        return None, "The ad asks for no number of years."
    months = months_worked(profile, as_of)
    worked = f"{months // 12} years and {months % 12} months"
    said = f"Your dates make {worked} of work; {needed:g} years are asked for."
    return round(min((months + 1) / (needed * 12), 1.0), 4), said


def degree_part(profile: Profile, analysis: JobAnalysis) -> tuple[float | None, str]:
    needed = rank(analysis.degree_min)
    if not needed:
        return None, "The ad asks for no degree."
    levels = [degree_in(heading_text(school)) for school in profile.education]
    held = max((rank(level) for level in levels), default=0)
    said = f"{analysis.degree_min} is asked for; the highest in your profile is " + (
        str(max(levels, key=rank)) if held else "not told"
    )
    return round(min(held / needed, 1.0), 4), f"{said}."


def schooling_part(
    degree: tuple[float | None, str], requirements: Sequence[Requirement], matches: Matches
) -> Part:
    """The degree and the licences that are asked for; the mean where both are."""
    asked = [r for r in requirements if r.kind == "licence" and r.importance == "must"]
    met = [r.text for r in asked if matches[r.id].verdict == "met"]
    shares = [] if degree[0] is None else [degree[0]]
    said = [degree[1]]
    if asked:
        shares.append(len(met) / len(asked))
        said.append(f"{len(met)} of {len(asked)} licences and certificates are met.")
    return Part("Education", round(sum(shares) / len(shares), 4) if shares else None, tuple(said))


def keyword_form(requirements: Sequence[Requirement], matches: Matches) -> Part:
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


def evidence_part(requirements: Sequence[Requirement], matches: Matches) -> Part:
    """How strongly each skill is shown: in a job or project 1, only listed 0.8, aged after eight years."""
    named = [r for r in requirements if r.kind in _NAMED]
    if not named:
        return Part("Evidence", None, ("The ad names no skill.",))
    scores = {r: matches[r.id].score if matches[r.id].verdict == "met" else 0.0 for r in named}
    listed = [r.text for r, strength in scores.items() if 0 < strength < 0.9]
    said = ["How strongly your facts show the skills that are asked for."]
    if listed:
        said.append(f"Only listed, or long ago: {', '.join(listed)}.")
    return Part("Evidence", round(sum(scores.values()) / len(named), 4), tuple(said))


def structure_part(profile: Profile) -> Part:
    """A résumé that says what was done: each line here can be reached, and more of it adds nothing."""
    shown: list[Item] = [item for job in profile.work for item in job.highlights]
    shown += [item for project in profile.projects for item in project.highlights]
    lines = [item.text for item in shown if without_orders(item.text).strip()]
    opening = [profile.basics.label, *(item.text for item in profile.basics.summary)]
    checks = (
        ("a summary or title", float(any(without_orders(text).strip() for text in opening))),
        ("four lines of what you did", min(len(lines) / 4, 1.0)),
        ("four of them short enough to read at a glance", min(sum(map(_is_short, lines)) / 4, 1.0)),
        ("two results with a number", min(sum(bool(re.search(r"\d", line)) for line in lines) / 2, 1.0)),
        ("education", float(bool(profile.education))),
        ("five skills", min(sum(max(len(s.keywords), 1) for s in profile.skills) / 5, 1.0)),
    )
    lacking = [name for name, share in checks if share < 1]
    told = (
        f"Not there yet: {', '.join(lacking)}."
        if lacking
        else "Summary, work, results, education and skills, in lines that are easily read."
    )
    return Part("Structure", round(sum(share for _, share in checks) / len(checks), 4), (told,))


def _is_short(line: str) -> bool:
    return len(line.split()) <= MOST_WORDS


def trade_part(index: FactIndex, analysis: JobAnalysis) -> Part:
    """How likely the ad and the person's jobs, projects and studies are the same kind of work.

    Lists of skills do not count here: what they answer is counted by the requirements.
    """
    distinct = _own_terms(index)
    if not analysis.terms or not (distinct or index.profile.language == "en"):
        return Part(
            "Kind of work", None, ("The ad says too little of it, or one of the two is not English.",)
        )
    if not distinct:
        return Part("Kind of work", 0.0, ("Your profile says too little of what you did.",))
    near = 1 / (1 + math.exp(-_TRADE_SLOPE * (closeness(analysis.terms, distinct) - _TRADE_MIDDLE)))
    words = [index.written(word) for word in shared(analysis.terms, distinct)]
    said = f"Words that both have: {', '.join(words)}." if words else "They have no telling word in common."
    return Part("Kind of work", round(near, 4), (said,))


@lru_cache(maxsize=16)
def _own_terms(index: FactIndex) -> tuple[Term, ...]:
    texts = (index.texts[fact.fact_id] for fact in index.facts if fact.section in _TELLS_TRADE)
    return terms_of(texts, once=True)


def counted_in_fit(requirements: Sequence[Requirement]) -> list[Requirement]:
    """Those that the fit looks at one by one; years and degrees are parts of their own."""
    return [r for r in requirements if r.kind not in {"experience", "education"}]


def fit_weight(requirement: Requirement) -> float:
    """How much one counts among the requirements."""
    return (1.0 if requirement.importance == "must" else 0.5) * requirement.weight


def covered_part(requirements: Sequence[Requirement], matches: Matches) -> Part:
    """Requirements answered: must-haves weigh 1, the rest 0.5; met counts 1, near 0.3."""
    weights = [(fit_weight(r), matches[r.id].verdict) for r in counted_in_fit(requirements)]
    total = sum(weight for weight, _ in weights)
    if not total:
        return Part("Requirements", None, ("The ad names none.",))
    got = sum(weight * WORTH[verdict] for weight, verdict in weights)
    counts = Counter(verdict for _, verdict in weights)
    said = f"{counts['met']} of {len(weights)} are met, {counts['near']} are near."
    return Part("Requirements", round(got / (total + UNKNOWN), 4), (said,))
