"""A case for testing prompts, made from a person's application without what tells who they are.

*Why more than for a recruiter:* there somebody may ask for the name. Here nobody ever has to know it, so
the names of firms and schools and all places go as well. Dates of jobs stay: durations are part of what is
tested.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from jobwise.domain.golden import GoldenCase
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.matching.contact_forms import contact_forms
from jobwise.matching.impartial import rewritten
from jobwise.matching.skills import find_skills
from jobwise.matching.word_forms import fold
from jobwise.pipeline.ad.contact_person import contact_in
from jobwise.pipeline.anonymised import Mask
from jobwise.pipeline.likely_names import likely_names

_SHORT = 2
"""Letters of a name that is found only as it is written: "IT" is not "it"."""
_FORMS = frozenset(
    """
    ab ag aps as asa bv co company corp corporation doo eg ek ev fa gbr ggmbh gmbh group holding holdings inc
    incorporated kft kg kgaa kk limited llc llp lp ltd ltda mbh nv oo ohg oy oyj plc pte pty pvt sa sarl sas
    sasu sau se sl slu sp spa srl sro ug z and et och und y
    """.split()
)
"""Words at the end of a firm's name that say what it is in law, and what joins two of them."""
_KINDS = frozenset(
    """
    academy agency association banco bank banque center central centre city clinic clinique club college
    council county department digital district east federal first general global group hospital hotel
    institut institute international klinik klinikum krankenhaus kreis ministry museum national new north
    office professional public regional restaurant royal saint san school schule service services
    sociedad societe society south st stadt state united universidad universitat universite university
    west
    """.split()
)
"""Words that begin the names of many firms, folded."""
_WORD = re.compile(r"[^\W\d_]+")
_FREE_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-]|\.\w)")
"""A word that is no part of an address."""
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
    hide = _hiding(profile, job_text, analysis, asked.name if asked else "")
    bare = mask.profile(profile).model_copy(update={"unplaced": (), "doubts": (), "corrected": ()})
    return GoldenCase(
        id=case_id,
        title=hide(analysis.title or "") or "A job",
        source="person",
        as_of=as_of,
        profile=rewritten(bare, hide),
        job_text=mask.text(hide(job_text)),
    )


def _hiding(profile: Profile, job_text: str, analysis: JobAnalysis, contact: str) -> Callable[[str], str]:
    """What puts other words in the place of names of firms, schools, places and contacts."""
    firms, others = _firms(profile, analysis), dict(_others(profile, analysis))
    if _is_name(contact):
        others[contact.strip()] = NAME
    whole = {**firms, **others}
    parts = dict(_beginnings(firms, _ordinary(profile, job_text, firms)))
    shown = {name.casefold(): put for name, put in (*parts.items(), *whole.items())}
    spelled = {name: f"(?i:{re.escape(name)})" for name in whole if len(name) > _SHORT}
    spelled |= {name: re.escape(name) for name in whole if len(name) <= _SHORT and not name.islower()}
    for name in parts.keys() - whole.keys():
        forms = dict.fromkeys((name, name[:1].upper() + name[1:], name.upper()))
        spelled[name] = "|".join(map(re.escape, forms))
    longest = "|".join(spelled[name] for name in sorted(spelled, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{longest})(?!\w)") if longest else None

    def hide(text: str) -> str:
        if put := shown.get(text.strip().casefold()):  # a field that says nothing else
            return put
        spans = sorted(contact_forms(text), reverse=True)
        for start, end, _ in spans:
            text = f"{text[:start]}{CONTACT}{text[end:]}"
        return pattern.sub(lambda found: shown.get(found[0].casefold(), PLACE), text) if pattern else text

    return hide


def _firms(profile: Profile, analysis: JobAnalysis) -> dict[str, str]:
    """Each firm, as it is written and in two words or more without its legal form -> a letter of its own."""
    names = [analysis.employer or ""]
    names += [entry.name for entry in profile.work]
    names += [entry.organization for entry in profile.volunteer]
    names += [entry.entity for entry in profile.projects]
    letters: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in map(str.strip, filter(_is_name, names)):
        bare = _without_form(name)
        letter = letters.setdefault(bare.casefold(), f"Firm {_letters(len(letters))}")
        found |= {name: letter} | ({bare: letter} if " " in bare else {})
    return found


def _without_form(firm: str) -> str:
    """ "Fenwick Rail Ltd." -> "Fenwick Rail"."""
    words = re.sub(r"\b(\w)\.\s(?=\w\.)", r"\1.", firm).split()  # "S. A." is one
    while len(words) > 1 and re.sub(r"[\W_]", "", words[-1]).casefold() in {*_FORMS, ""}:
        words.pop()
    return " ".join(words).strip(" ,;") or firm


def _beginnings(firms: Mapping[str, str], ordinary: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What firms are called for short, their first words, unless these say something else as well."""
    for firm, letter in firms.items():
        words = _without_form(firm).split()
        for count in range(1, len(words) + 1):
            folded = [fold(word) for word in _WORD.findall(" ".join(words[:count]))]
            if any(len(word) > _SHORT and word not in ordinary for word in folded):
                yield " ".join(words[:count]).strip(" ,;:()"), letter


def _ordinary(profile: Profile, job_text: str, firms: Mapping[str, str]) -> frozenset[str]:
    """Words, folded, that do not name a firm: of posts and skills, and those that stand in lower case."""
    posts = [profile.basics.label, *(entry.position for entry in profile.work)]
    posts += [entry.position for entry in profile.volunteer]
    posts += [f"{school.study_type} {school.area}" for school in profile.education]
    found = {fold(word) for post in posts for word in _WORD.findall(post)}
    for text in (job_text, *(fact.text for fact in profile.facts())):
        for firm in firms:
            text = text.replace(firm, "")
        found |= set(map(fold, filter(str.islower, _FREE_WORD.findall(text))))
        found |= {fold(word) for skill in find_skills(text) for word in _WORD.findall(skill.label)}
    return _KINDS | found


def _others(profile: Profile, analysis: JobAnalysis) -> Iterator[tuple[str, str]]:
    """(name of a school or a place, what stands there instead)."""
    for school in profile.education:
        if _is_name(school.institution):
            yield school.institution.strip(), SCHOOL
    places = [analysis.location or "", profile.basics.location.text, profile.basics.location.city]
    places += [entry.location for entry in profile.work]
    places += [entry.location for entry in profile.volunteer]
    places += [school.location for school in profile.education]
    for place in places:
        for part in (place, *re.split(r"\s*[,·|]\s*", place)):
            if _is_name(part):
                yield part.strip(), PLACE


def _is_name(words: str) -> bool:
    return any(map(str.isalnum, words))


def _letters(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)
