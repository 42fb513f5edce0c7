"""What a vacancy asks, as a recruiter corrects it: from a reading of the ad to another one."""

from collections.abc import Mapping, Sequence

from jobwise.domain.posting import Importance, JobAnalysis, Requirement
from jobwise.domain.vacancy import RubricEdit
from jobwise.errors import UnusableEntry
from jobwise.pipeline.ad.experience import degree_asked, years_asked
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.requirements import requirements_of

MOST = 60
"""Requirements of a rubric: more are not looked at by anybody."""
LONGEST = 200
"""Characters of a requirement that somebody adds."""
_COUNTS: Mapping[str, str] = {"must": "must-have", "nice": "nice to have"}


def edited(analysis: JobAnalysis, known: Sequence[Requirement], edits: Sequence[RubricEdit]) -> JobAnalysis:
    """The analysis with the requirements as they were edited.

    known: all that may be named, also those that were left out before. One that no edit names stays.
    """
    said = {edit.requirement_id: edit for edit in edits}
    present = {requirement.id for requirement in analysis.requirements}
    kept = []
    for requirement in known:
        edit = said.get(requirement.id)
        if edit is None and requirement.id in present:
            kept.append(requirement)
        elif edit is not None and edit.counts != "out":
            kept.append(_corrected(requirement, edit))
    return _with(analysis, kept)


def asked_too(analysis: JobAnalysis, words: str, importance: Importance) -> JobAnalysis:
    """The analysis with something that the ad does not say, read as if it stood there.

    Raises: UnusableEntry.
    """
    words = " ".join(words.split())
    if not words or len(words) > LONGEST or len(analysis.requirements) >= MOST:
        raise UnusableEntry(
            "This cannot be added",
            f"Write one requirement in up to {LONGEST} characters. A vacancy has at most {MOST}.",
            code="requirement",
        )
    taken = {requirement.id for requirement in analysis.requirements}
    read = requirements_of(text := f"Requirements:\n- {words}", passages_of(text), ("", "", ""), ())
    found = list(read) or [Requirement(id="", text=words, start=0, end=0, kind="skill", importance="must")]
    added = []
    for requirement in found:
        key = next(f"own-{n}" for n in range(1, MOST * 9) if f"own-{n}" not in taken)
        taken.add(key)
        nowhere = dict.fromkeys(("start", "end", "sentence_start", "sentence_end"), 0)
        group = f"{key}-any" if requirement.group else None
        changes = {**nowhere, "id": key, "importance": importance, "group": group}
        added.append(requirement.model_copy(update=changes))
    return _with(analysis, [*analysis.requirements, *_one_group(added)])


def what_changed(before: JobAnalysis, after: JobAnalysis) -> str:
    """The differences as a sentence each, "" where there are none."""
    old = {requirement.id: requirement for requirement in before.requirements}
    new = {requirement.id: requirement for requirement in after.requirements}
    said = [f"{_name(old[key])}: left out." for key in old if key not in new]
    for key, requirement in new.items():
        if key not in old:
            said.append(f"{_name(requirement)}: added as {_COUNTS[requirement.importance]}.")
        elif told := _told(old[key], requirement):
            said.append(f"{_name(requirement)}: {', '.join(told)}.")
    return " ".join(said)


def _told(old: Requirement, new: Requirement) -> list[str]:
    told = []
    if old.importance != new.importance:
        told.append(_COUNTS[new.importance])
    if old.weight != new.weight:
        told.append(f"counts {new.weight:g} times")
    if old.years != new.years:
        told.append(f"{new.years:g} years" if new.years else "no number of years")
    if old.group != new.group:
        told.append(f"any of group {new.group}" if new.group else "asked for by itself")
    return told


def _corrected(requirement: Requirement, edit: RubricEdit) -> Requirement:
    return requirement.model_copy(
        update={
            "importance": edit.counts,
            "weight": edit.weight,
            "group": edit.group or None,
            "years": edit.years,
        }
    )


def _one_group(requirements: Sequence[Requirement]) -> list[Requirement]:
    """What was typed as "A or B" is one group."""
    grouped = [requirement for requirement in requirements if requirement.group]
    if len(grouped) < 2:
        return [requirement.model_copy(update={"group": None}) for requirement in requirements]
    name = grouped[0].group
    return [
        requirement.model_copy(update={"group": name}) if requirement.group else requirement
        for requirement in requirements
    ]


def _with(analysis: JobAnalysis, requirements: Sequence[Requirement]) -> JobAnalysis:
    if not requirements:
        raise UnusableEntry(
            "Nothing would be asked for", "Keep at least one requirement.", code="no-requirements"
        )
    return analysis.model_copy(
        update={
            "requirements": tuple(requirements),
            "years_experience_min": years_asked(requirements),
            "degree_min": degree_asked(requirements, analysis.text),
        }
    )


def _name(requirement: Requirement) -> str:
    return requirement.skill or requirement.text
