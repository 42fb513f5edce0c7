"""What a recruiter tells those who apply: that a tool helps, with what, and what they can ask for."""

from jobwise.domain.vacancy import Vacancy
from jobwise.pipeline.requirement_rows import Group, group_of, groups_of, title_of

CONTACT = "[your name and mail address]"
"""What the recruiter fills in."""
_HEADINGS: dict[Group, str] = {
    "must": "It must be there:",
    "nice": "It is welcome:",
    "duty": "What the work is about:",
}
_STAYS = "We keep it until we delete it by hand."


def candidate_notice(vacancy: Vacancy, days: int | None) -> str:
    """The text for the ad or the mail that confirms an application.

    days: how long anything is kept here that nobody touches; None for no limit.
    """
    limits = [limit for limit in (vacancy.keep_days, days) if limit is not None]
    kept = f"We delete it {min(limits):,} days after the last work on this vacancy." if limits else _STAYS
    last = "nationality and names of schools" if vacancy.hides_schools else "and nationality"
    return "\n\n".join(
        [
            f"How we read applications: {vacancy.title}",
            "A tool, JobWise, reads the résumé that you send, and nothing else about you. It puts all "
            "applications in an order, by what each résumé says about this:",
            *_asked(vacancy),
            "The order is a help to look. It may be wrong, above all where a résumé does not mention "
            "something that is true. The tool declines nobody: a person looks and decides, and writes "
            "down why.",
            "While we compare, the tool hides names, contact data, addresses, birth dates, years of "
            f"schooling, gender, {last}. We can see them when we need them, such as to write to you.",
            f"Your application is stored with what was read from it and what we decide. {kept}",
            "You can ask us why your application stands where it stands, have what was read wrongly "
            "corrected, have your data deleted, or object to the use of the tool. Then a person reads your "
            f"application without it. Write to {CONTACT}.",
        ]
    )


def _asked(vacancy: Vacancy) -> list[str]:
    groups = groups_of(vacancy.rubric.analysis.requirements).values()
    told = []
    for importance, heading in _HEADINGS.items():
        names = [title_of(group) for group in groups if group_of(group[0]) == importance]
        if names:
            told.append("\n".join([heading, *(f"- {name}" for name in names)]))
    return told
