"""People and ads that do not exist, built by hand for the tests of stages 3 and 4."""

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path

from jobwise.domain.match import Choice, CompiledProfile, Evidence, NearSkill, RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement, RequirementKind
from jobwise.domain.profile import Basics, Fact, Item, Profile, Work

GOLDEN = Path(__file__).parent / "golden"
AS_OF = dt.date(2026, 11, 22)


@cache
def people() -> dict[str, Profile]:
    """Name -> profile, in English, German and French."""
    rows = json.loads((GOLDEN / "gate_people.json").read_text(encoding="utf-8"))
    return {name: Profile.model_validate(row) for name, row in rows.items()}


def fact_of(profile: Profile, fact_id: str) -> Fact:
    return next(fact for fact in profile.facts() if fact.fact_id == fact_id)


def analysis_of(
    *asked: str, kind: RequirementKind = "tool", title: str | None = "Data Scientist", language: str = "en"
) -> JobAnalysis:
    """An ad that asks for these words as must-haves."""
    requirements = tuple(
        Requirement(
            id=f"r{number}", text=words, start=0, end=len(words), kind=kind, importance="must", skill=words
        )
        for number, words in enumerate(asked)
    )
    return JobAnalysis(title=title, employer="Fenwick Rail", requirements=requirements, language=language)


def compiled_of(profile: Profile, analysis: JobAnalysis, **aliases: str) -> CompiledProfile:
    """Every fact chosen; a requirement is met by facts that hold its words or an alias of them.

    aliases: requirement id -> other words of the person for the same.
    """
    matches = []
    for requirement in analysis.requirements:
        words = aliases.get(requirement.id, requirement.text)
        found = [evidence for fact in profile.facts() if (evidence := _evidence(fact, words))]
        if requirement.id in aliases:
            found = [evidence.model_copy(update={"how": "alias"}) for evidence in found]
        verdict = "met" if found else "missing"
        matches.append(
            RequirementMatch(
                requirement_id=requirement.id,
                verdict=verdict,
                score=float(bool(found)),
                evidence=tuple(found),
            )
        )
    items = [fact for fact in profile.facts() if fact.parent]
    return CompiledProfile(
        profile=profile,
        matches=tuple(matches),
        choices=tuple(Choice(fact_id=fact.fact_id, value=1.0, lines=1.0) for fact in items),
        left_out=(),
        near_skills=(),
        page_budget=2.0,
        lines_used=30.0,
        lines_budget=100.0,
    )


def near(requirement_id: str, skill: str, own: str, fact_id: str) -> NearSkill:
    return NearSkill(
        requirement_id=requirement_id,
        skill=skill,
        near=own,
        fact_id=fact_id,
        question=f"Have you used {skill}?",
    )


def _evidence(fact: Fact, words: str) -> Evidence | None:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", fact.text, re.IGNORECASE)
    if not match:
        return None
    score = 1.0 if fact.parent and fact.section == "work" else 0.7
    return Evidence(
        fact_id=fact.fact_id, text=fact.text, start=match.start(), end=match.end(), how="exact", score=score
    )


def with_line(language: str, fact: str) -> Profile:
    """A person with one job and one line in it, whose id is "h"."""
    job = Work(
        fact_id="w",
        name="Orchard Ltd",
        position="Data Analyst",
        start_date="2019-03",
        end_date="present",
        highlights=(Item(fact_id="h", text=fact),),
    )
    return Profile(basics=Basics(name="Ann Bee", email="a@example.org"), work=(job,), language=language)
