"""What would raise the score most, each with the rise that really scoring it again gives.

*Why it only asks:* a requirement is answered by a person who has it; nobody is told to add what is
not true.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from jobwise.domain.ats import Advice, Score
from jobwise.domain.posting import JobAnalysis, Requirement
from jobwise.domain.profile import Certificate, Doubt, Item, Language, Profile, Skill
from jobwise.domain.read_back import ReadBack
from jobwise.matching.scoring import score
from jobwise.pipeline.strengths import asked

MOST = 6
MOST_TRIED = 10
"""Requirements that are scored again; must-haves come first, so the rest would gain less."""
_ANSWERABLE = frozenset({"tool", "knowledge", "skill", "licence", "language", "responsibility"})
_SMALLEST_GAIN = 0.0005


def advice_for(
    tailored: Profile, analysis: JobAnalysis, now: Score, as_of: dt.date, back: ReadBack | None = None
) -> tuple[Advice, ...]:
    """At most six, the largest gain first. back: what `now` counted as come back of the finished file."""

    def scored(profile: Profile) -> float:
        return score(profile, analysis, as_of, back).ats_score

    found = [*_about_requirements(tailored, analysis, now, scored), *_about_dates(tailored, now, scored)]
    worth = [advice for advice in found if advice.gain > _SMALLEST_GAIN]
    return tuple(sorted(worth, key=lambda advice: (-advice.gain, advice.action))[:MOST])


def _about_requirements(
    tailored: Profile, analysis: JobAnalysis, now: Score, scored: Callable[[Profile], float]
) -> Iterator[Advice]:
    verdicts = {match.requirement_id: match.verdict for match in now.matches}
    groups = {r.group for r in analysis.requirements if r.group and verdicts.get(r.id) == "met"}
    open_ = [
        requirement
        for requirement in analysis.requirements
        if verdicts.get(requirement.id, "met") != "met"
        and requirement.kind in _ANSWERABLE
        and requirement.group not in groups - {None}
        and asked(requirement)
    ]
    asked_once = {asked(requirement): requirement for requirement in open_}
    wanted = sorted(asked_once.values(), key=lambda requirement: requirement.importance != "must")
    for requirement in wanted[:MOST_TRIED]:
        answered = scored(_with_answer(tailored, requirement))
        yield Advice(
            action=_action(requirement, verdicts[requirement.id]),
            why=_why(requirement),
            gain=round(answered - now.ats_score, 4),
            requirement_id=requirement.id,
        )


def _with_answer(profile: Profile, requirement: Requirement) -> Profile:
    """The profile as it would be if the person had what is asked for and had said so."""
    words = requirement.skill or requirement.text
    if requirement.kind == "language":
        language = Language(fact_id="answer", language=words, fluency=requirement.text)
        return profile.model_copy(update={"languages": (*profile.languages, language)})
    if requirement.kind == "licence":
        held = Certificate(fact_id="answer", name=words)
        return profile.model_copy(update={"certificates": (*profile.certificates, held)})
    if profile.work:
        told = Item(fact_id="answer", text=requirement.text)
        job = profile.work[0]
        job = job.model_copy(update={"highlights": (*job.highlights, told)})
        return profile.model_copy(update={"work": (job, *profile.work[1:])})
    return profile.model_copy(update={"skills": (*profile.skills, Skill(fact_id="answer", name=words))})


def _action(requirement: Requirement, verdict: str) -> str:
    name = asked(requirement)
    if requirement.kind == "language":
        return f"Say how well you know {name}, if you do"
    if requirement.kind == "licence":
        return f"Name {name}, if you hold it"
    if name.startswith("“"):
        return f"Say where you did this, if you did: {name}"
    if requirement.kind != "tool":
        return f"Say where your work shows {name}, if it does"
    if verdict == "near":
        return f"Say where you used {name} itself, if you did"
    return f"Say where you used {name}, if you did"


def _why(requirement: Requirement) -> str:
    if requirement.importance == "must":
        return "The ad asks for it as a must-have, and no fact of yours answers it yet."
    return "The ad would like it, and no fact of yours answers it yet."


def _about_dates(tailored: Profile, now: Score, scored: Callable[[Profile], float]) -> Iterator[Advice]:
    for doubt in tailored.doubts:
        entry = next((entry for _, entry in tailored.entries() if entry.fact_id == doubt.fact_id), None)
        date = getattr(entry, doubt.field, None) if doubt.field.endswith("date") else None
        if not isinstance(date, str) or len(date) != len("2018"):
            continue
        answered = scored(_with_month(tailored, doubt, date))
        yield Advice(
            action=f"Add a month to “{date}”",
            why="With a month the length of this entry can be counted.",
            gain=round(answered - now.ats_score, 4),
            fact_id=doubt.fact_id,
        )


def _with_month(profile: Profile, doubt: Doubt, date: str) -> Profile:
    changes: dict[str, object] = {"doubts": tuple(other for other in profile.doubts if other != doubt)}
    for section in ("work", "volunteer", "education", "projects"):
        entries = getattr(profile, section)
        if any(entry.fact_id == doubt.fact_id for entry in entries):
            month = f"{date}-01" if doubt.field == "start_date" else f"{date}-12"
            changes[section] = tuple(
                entry.model_copy(update={doubt.field: month}) if entry.fact_id == doubt.fact_id else entry
                for entry in entries
            )
    return profile.model_copy(update=changes)
