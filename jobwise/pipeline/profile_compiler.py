"""Stage 2: every fact against every requirement, and the choice of facts that fits the page budget."""

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from jobwise.domain.engine_settings import FIRST, EngineSettings, SelectionWeights
from jobwise.domain.match import Choice, CompiledProfile, LeftOut, NearSkill, RequirementMatch
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import SECTIONS, Entry, Item, Profile, Project, Section, Skill, Work, items_of
from jobwise.matching.durations import last_month
from jobwise.matching.evidence import match_requirements
from jobwise.pipeline.repeats import told_again
from jobwise.pipeline.selection import Candidate, choose, printed_lines

LINES_A_PAGE = 50.0
"""Printed lines of a page of A4 in the default theme at 10 pt, measured on finished PDFs."""
LETTERHEAD_LINES = 6.0
HEADING_LINES = 2.0
ENTRY_LINES = 2.5
COMPACT_LINES = 1.3
"""A job on one line, with the white space above it."""
LATEST = 2
"""Jobs that are always told in full."""
LANGUAGES_A_LINE = 5
SHOWN_IN_LATEST = 2
"""Highlights that each of the two latest jobs keeps, whatever the ad asks for."""
_ALWAYS: frozenset[Section] = frozenset({"work", "education", "certificates", "languages", "skills"})
NO_ROOM = "There was no room for it on {pages:g} pages; other lines answer more of what the ad asks for."
TOO_OLD = "Your later jobs fill {pages:g} pages, a line each; this is one of your oldest."
TOLD_AGAIN = "Another line of the same entry says this, or this and more."
REFERENCES = "References are given when somebody asks for them."
UNPLACED = "Not understood when your résumé was read. Place it on the Profile page to use it."
_NAMED = frozenset({"skill", "tool", "knowledge", "licence", "language"})


def compile_profile(
    profile: Profile,
    analysis: JobAnalysis,
    *,
    as_of: dt.date,
    page_budget: float = 2.0,
    settings: EngineSettings = FIRST,
) -> CompiledProfile:
    """Match, choose and order. `page_budget` is in pages of A4.

    Every school, certificate, language and skill is kept, and every job that pages have room for; lines
    under them, the summary, projects and what else there is are chosen by `selection.choose`.
    """
    worth = settings.selection
    career = career_that_fits(profile, page_budget * LINES_A_PAGE, as_of, worth.highlights)
    whole, profile = profile, profile.model_copy(update={"work": career.kept})
    again = told_again(profile)
    matches = match_requirements(profile, analysis, as_of)
    weights = {r.id: worth.must if r.importance == "must" else worth.nice for r in analysis.requirements}
    found = _candidates(profile, _answers(matches, worth.near), worth)
    candidates = [c for c in found if c.fact_id not in again]
    fixed = _fixed_lines(profile) - (ENTRY_LINES - COMPACT_LINES) * len(career.brief)
    budget = max(page_budget * LINES_A_PAGE - fixed, 0.0)
    chosen = choose(candidates, weights, budget, kept=_kept(profile, as_of))
    ids = {candidate.fact_id for candidate in chosen}
    return CompiledProfile(
        profile=_tailored(profile, ids, _worth(candidates, weights), as_of),
        brief=career.brief,
        whole_career=not career.oldest,
        matches=matches,
        choices=tuple(
            Choice(
                fact_id=c.fact_id,
                value=round(c.worth(weights), 4),
                lines=c.lines,
                requirement_ids=tuple(sorted(c.answers)),
            )
            for c in chosen
        ),
        left_out=(*_too_old(whole, career.oldest, page_budget), *_left_out(profile, ids, page_budget, again)),
        near_skills=tuple(_near_skills(matches, analysis)),
        page_budget=page_budget,
        lines_used=round(sum(c.lines for c in chosen) + fixed, 2),
        lines_budget=round(page_budget * LINES_A_PAGE, 2),
    )


class Career(NamedTuple):
    """The jobs that have room, newest first; the ids of those in brief form; those too old to be printed."""

    kept: tuple[Work, ...]
    brief: tuple[str, ...]
    oldest: tuple[Work, ...]


def career_that_fits(
    profile: Profile, lines: float, as_of: dt.date, share: float = FIRST.selection.highlights
) -> Career:
    """Every job if it can be: the oldest in one line each where all would leave no room for what was done.

    lines: what the pages hold. share: of them, for what was done.

    *Why only the oldest go:* a job left out in the middle would be a gap.
    """
    jobs = sorted(profile.work, key=lambda job: _recency(job, as_of))
    rest = lines - _fixed_lines(profile.model_copy(update={"work": ()})) - HEADING_LINES
    told = sum(printed_lines(item.text) for job in jobs for item in job.highlights)
    room = rest - min(share * lines, told)
    full = len(jobs)
    while full > LATEST and _career_lines(full, len(jobs)) > room:
        full -= 1
    kept = len(jobs)
    shown = sum(printed_lines(i.text) for job in jobs[:LATEST] for i in job.highlights[:SHOWN_IN_LATEST])
    while kept > LATEST and _career_lines(min(full, kept), kept) > rest - shown:
        kept -= 1
    brief = tuple(job.fact_id for job in jobs[full:kept])
    return Career(tuple(jobs[:kept]), brief, tuple(jobs[kept:]))


def _career_lines(full: int, jobs: int) -> float:
    return ENTRY_LINES * full + COMPACT_LINES * (jobs - full)


def _too_old(profile: Profile, oldest: Sequence[Work], pages: float) -> list[LeftOut]:
    """The facts of jobs for which even one line is too much, with the reason."""
    gone = {job.fact_id for job in oldest}
    return [
        LeftOut(fact_id=fact.fact_id, text=fact.text, reason=TOO_OLD.format(pages=pages))
        for fact in profile.facts()
        if {fact.fact_id, fact.parent} & gone
    ]


def _answers(matches: Sequence[RequirementMatch], near: float) -> dict[str, dict[str, float]]:
    """fact id -> requirement id -> how well the fact answers it, 0..1; `near` counts for one that is."""
    answers: dict[str, dict[str, float]] = {}
    for match in matches:
        share = 1.0 if match.verdict == "met" else near
        for evidence in match.evidence:
            facts = answers.setdefault(evidence.fact_id, {})
            facts[match.requirement_id] = max(facts.get(match.requirement_id, 0.0), share * evidence.score)
    return answers


def _candidates(
    profile: Profile, answers: Mapping[str, Mapping[str, float]], worth: SelectionWeights
) -> list[Candidate]:
    """What may be chosen: lines under an entry, the summary, and entries of the lesser sections."""
    found = [_item(item, answers, worth) for item in profile.basics.summary]
    for section, entry in profile.entries():
        if section == "references":
            continue
        if section not in _ALWAYS:
            found.append(Candidate(entry.fact_id, answers.get(entry.fact_id, {}), ENTRY_LINES, worth.line))
        if section != "skills":
            found += [
                _item(item, answers, worth, "" if section in _ALWAYS else entry.fact_id)
                for item in items_of(entry)
            ]
    return found


def _item(
    item: Item, answers: Mapping[str, Mapping[str, float]], worth: SelectionWeights, needs: str = ""
) -> Candidate:
    own = worth.line + (worth.number if re.search(r"\d", item.text) else 0.0)
    return Candidate(item.fact_id, answers.get(item.fact_id, {}), printed_lines(item.text), own, needs)


def _worth(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> dict[str, float]:
    return {candidate.fact_id: candidate.worth(weights) for candidate in candidates}


def _kept(profile: Profile, as_of: dt.date) -> frozenset[str]:
    """Lines that stay whatever the ad asks for: the first two of the two latest jobs."""
    latest = sorted(profile.work, key=lambda job: _recency(job, as_of))[:LATEST]
    return frozenset(item.fact_id for job in latest for item in job.highlights[:SHOWN_IN_LATEST])


def _fixed_lines(profile: Profile) -> float:
    """Printed lines of all that is always there."""
    sections = [section for section in SECTIONS if section in _ALWAYS and getattr(profile, section)]
    entries = sum(len(getattr(profile, section)) for section in ("work", "education"))
    small = COMPACT_LINES * len(profile.certificates) + math.ceil(len(profile.languages) / LANGUAGES_A_LINE)
    skills = sum(printed_lines(", ".join(item.text for item in skill.keywords)) for skill in profile.skills)
    return LETTERHEAD_LINES + HEADING_LINES * len(sections) + ENTRY_LINES * entries + small + skills


def _tailored(profile: Profile, ids: set[str], worth: Mapping[str, float], as_of: dt.date) -> Profile:
    """The chosen facts: jobs newest first, lines best first, skills that are asked for first."""
    sections: dict[str, tuple[Entry, ...]] = {
        section: tuple(
            _with_items(entry, ids, worth)
            for entry in getattr(profile, section)
            if section in _ALWAYS or entry.fact_id in ids
        )
        for section in SECTIONS
        if section != "references"
    }
    sections["work"] = tuple(sorted(sections["work"], key=lambda job: _recency(job, as_of)))
    summary = tuple(item for item in profile.basics.summary if item.fact_id in ids)
    basics = profile.basics.model_copy(update={"summary": summary})
    return profile.model_copy(update={**sections, "basics": basics, "references": (), "unplaced": ()})


def _with_items(entry: Entry, ids: set[str], worth: Mapping[str, float]) -> Entry:
    changes: dict[str, tuple[Item, ...]] = {}
    for field in ("highlights", "courses", "keywords"):
        items: tuple[Item, ...] = getattr(entry, field, ())
        kept = [item for item in items if isinstance(entry, Skill) or item.fact_id in ids]
        if field == "highlights" and isinstance(entry, Work | Project):
            kept.sort(key=lambda item: -worth.get(item.fact_id, 0.0))
        if items:
            changes[field] = tuple(kept)
    return entry.model_copy(update=changes)


def _recency(entry: Entry, as_of: dt.date) -> tuple[float, ...]:
    """Sorts newest first; entries without dates keep their place at the end."""
    span = (getattr(entry, "start_date", None), getattr(entry, "end_date", None))
    end, start = last_month(span, as_of), last_month((None, span[0]), as_of)
    return (-(end or 0), -(start or 0))


def _left_out(profile: Profile, ids: set[str], pages: float, again: Collection[str]) -> list[LeftOut]:
    """Every fact that was not chosen, with its reason."""
    told = [
        LeftOut(fact_id=fact.fact_id, text=fact.text, reason=TOLD_AGAIN)
        for fact in profile.facts()
        if fact.fact_id in again
    ]
    ids = ids | set(again)
    found = [
        _left(item.fact_id, item.text, pages) for item in profile.basics.summary if item.fact_id not in ids
    ]
    facts = {fact.fact_id: fact.text for fact in profile.facts()}
    for section, entry in profile.entries():
        if section == "references":
            found.append(LeftOut(fact_id=entry.fact_id, text=facts[entry.fact_id], reason=REFERENCES))
            continue
        if section not in _ALWAYS and entry.fact_id not in ids:
            found.append(_left(entry.fact_id, facts[entry.fact_id], pages))
        if section != "skills":
            found += [_left(i.fact_id, i.text, pages) for i in items_of(entry) if i.fact_id not in ids]
    return [
        *told,
        *found,
        *(LeftOut(fact_id=i.fact_id, text=i.text, reason=UNPLACED) for i in profile.unplaced),
    ]


def _left(fact_id: str, text: str, pages: float) -> LeftOut:
    return LeftOut(fact_id=fact_id, text=text, reason=NO_ROOM.format(pages=pages))


def _near_skills(matches: Sequence[RequirementMatch], analysis: JobAnalysis) -> list[NearSkill]:
    """Skills that are asked for and only near, as questions; one a skill."""
    requirements = {requirement.id: requirement for requirement in analysis.requirements}
    found: dict[str, NearSkill] = {}
    for match in matches:
        requirement = requirements[match.requirement_id]
        if match.verdict != "near" or requirement.kind not in _NAMED:
            continue
        best = match.evidence[0]
        asked, near = requirement.skill or requirement.text, best.text[best.start : best.end]
        found.setdefault(
            asked,
            NearSkill(
                requirement_id=requirement.id,
                skill=asked,
                near=near,
                fact_id=best.fact_id,
                question=f"The ad asks for {asked}; your profile says “{near}”. Have you used {asked}?",
            ),
        )
    return list(found.values())
