"""A case for testing prompts, made from a person's application without what tells who they are.

*Why more than for a recruiter:* there somebody may ask for the name. Here nobody ever has to know it, so
the names of firms and schools and all places go as well. Dates of jobs stay: durations are part of what is
tested.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from jobwise.domain.golden import GoldenCase
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.matching.contact_forms import contact_forms
from jobwise.matching.impartial import rewritten
from jobwise.pipeline.ad.contact_person import contact_in
from jobwise.pipeline.anonymised import Mask
from jobwise.pipeline.likely_names import likely_names

_SHORTEST = 3
PLACE, CONTACT, SCHOOL, NAME = "[place]", "[contact]", "[school]", "[name]"


def given_case(
    case_id: str,
    profile: Profile,
    text: str,
    file_name: str,
    job_text: str,
    analysis: JobAnalysis,
    as_of: dt.date,
) -> GoldenCase:
    """The case that is given. text, file_name: of the résumé, for names that were not read as such."""
    mask = Mask(profile, schools=True, names=likely_names(profile, text, file_name))
    asked = contact_in(job_text, analysis.language)
    hide = _hiding(profile, analysis, asked.name if asked else "")
    bare = mask.profile(profile).model_copy(update={"unplaced": (), "doubts": (), "corrected": ()})
    return GoldenCase(
        id=case_id,
        title=hide(analysis.title or "") or "A job",
        source="person",
        as_of=as_of,
        profile=rewritten(bare, hide),
        job_text=mask.text(hide(job_text)),
    )


def _hiding(profile: Profile, analysis: JobAnalysis, contact: str) -> Callable[[str], str]:
    """What puts other words in the place of names of firms, schools, places and contacts."""
    known = {**dict(_named(profile, analysis)), **({contact: NAME} if _is_name(contact) else {})}
    told = sorted(known, key=len, reverse=True)
    pattern = (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)", re.IGNORECASE) if told else None
    )
    folded = {name.casefold(): shown for name, shown in known.items()}

    def hide(text: str) -> str:
        spans = sorted(contact_forms(text), reverse=True)
        for start, end, _ in spans:
            text = f"{text[:start]}{CONTACT}{text[end:]}"
        return pattern.sub(lambda found: folded.get(found[0].casefold(), PLACE), text) if pattern else text

    return hide


def _named(profile: Profile, analysis: JobAnalysis) -> Iterator[tuple[str, str]]:
    """(name, what stands there instead), each firm under a letter of its own."""
    firms = [analysis.employer or ""]
    firms += [entry.name for entry in profile.work]
    firms += [entry.organization for entry in profile.volunteer]
    firms += [entry.entity for entry in profile.projects]
    for number, firm in enumerate(dict.fromkeys(filter(_is_name, firms))):
        yield firm, f"Firm {_letters(number)}"
    for school in profile.education:
        if _is_name(school.institution):
            yield school.institution, SCHOOL
    places = [analysis.location or "", profile.basics.location.text, profile.basics.location.city]
    places += [entry.location for entry in profile.work]
    places += [entry.location for entry in profile.volunteer]
    places += [school.location for school in profile.education]
    for place in places:
        for part in (place, *re.split(r"\s*[,·|]\s*", place)):
            if _is_name(part):
                yield part, PLACE


def _is_name(words: str) -> bool:
    return len(words.strip()) >= _SHORTEST


def _letters(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)
