"""How one profile stands to many jobs, by the score that a run begins with."""

import datetime as dt
from collections.abc import Iterable, Sequence

from jobwise.domain.job import JobFit
from jobwise.domain.match import RequirementMatch
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Profile
from jobwise.matching.scoring import ENGINE_VERSION, score


def fits(
    profile_id: str, profile: Profile, analyses: Sequence[JobAnalysis], as_of: dt.date
) -> tuple[JobFit, ...]:
    """The fit of each: what the report of an application made for it on that day calls fit before
    tailoring."""
    return tuple(_fit(profile_id, profile, one, as_of) for one in analyses)


def _fit(profile_id: str, profile: Profile, analysis: JobAnalysis, as_of: dt.date) -> JobFit:
    found = score(profile, analysis, as_of)
    return JobFit(
        fit=found.fit,
        must_haves=found.must_haves,
        must_haves_total=analysis.must_haves,
        missing=missing_must_haves(found.matches, analysis.requirements),
        profile_id=profile_id,
        engine=ENGINE_VERSION,
    )


def missing_must_haves(
    matches: Iterable[RequirementMatch], requirements: Iterable[Requirement]
) -> tuple[str, ...]:
    """The must-haves that nothing in the profile answers, in the ad's order and words."""
    met = {match.requirement_id for match in matches if match.verdict == "met"}
    wanted = (r for r in requirements if r.importance == "must" and r.id not in met)
    return tuple(dict.fromkeys(requirement.skill or requirement.text for requirement in wanted))
