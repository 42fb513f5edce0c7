"""What is asked for, as a person counts it: requirements of which any one is enough are one row."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from jobwise.domain.ats import Score
from jobwise.domain.match import Evidence, RequirementMatch, Verdict
from jobwise.domain.posting import JobAnalysis, Requirement

Group = Literal["must", "nice", "duty"]
BEST: tuple[Verdict, ...] = ("met", "near", "missing")


class Row(NamedTuple):
    """One requirement, or several of which any is enough. `words` are the ad's."""

    key: str
    name: str
    words: str
    importance: Group
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    explanation: str
    requirement: Requirement


def rows_in(analysis: JobAnalysis, ad: str, score: Score) -> list[Row]:
    """The requirements of an ad with the verdicts of a score, in the ad's order."""
    matches = {match.requirement_id: match for match in score.matches}
    groups: dict[str, list[Requirement]] = {}
    for requirement in analysis.requirements:
        if requirement.id in matches:
            groups.setdefault(requirement.group or requirement.id, []).append(requirement)
    return [_row(key, group, matches, ad) for key, group in groups.items()]


def unmet_must_haves(rows: Sequence[Row]) -> list[Row]:
    """The must-haves that nothing in the résumé answers."""
    return [row for row in rows if row.importance == "must" and row.verdict != "met"]


def group_of(requirement: Requirement) -> Group:
    """Under which heading it stands: duties are what the ad tells, not what it asks for."""
    return "duty" if requirement.kind == "responsibility" else requirement.importance


def name_of(requirement: Requirement) -> str:
    """What a requirement is called: the skill where one is known, else the ad's words.

    *Why tools keep their first letter:* "dbt" and "pandas" are written so.
    """
    name = requirement.skill or requirement.text
    return name if requirement.kind == "tool" else name[:1].upper() + name[1:]


def _row(key: str, group: Sequence[Requirement], matches: dict[str, RequirementMatch], ad: str) -> Row:
    found = [matches[requirement.id] for requirement in group]
    best = min(found, key=lambda match: (BEST.index(match.verdict), -match.score))
    first = group[0]
    start, end = first.sentence_start, first.sentence_end
    return Row(
        key=key,
        name=" or ".join(dict.fromkeys(name_of(requirement) for requirement in group)),
        words=ad[start:end] if end > start else first.text,
        importance=group_of(first),
        verdict=best.verdict,
        evidence=tuple(e for match in found if match.verdict == best.verdict for e in match.evidence),
        explanation=best.explanation,
        requirement=next(r for r in group if r.id == best.requirement_id),
    )
