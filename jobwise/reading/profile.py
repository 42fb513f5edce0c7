"""Printed lines -> Profile: sections are told apart, each is given to its builder, nothing is dropped."""

import re
from collections.abc import Callable, Sequence

from jobwise.domain.profile import Basics, Education, Entry, Item, Profile
from jobwise.reading.addresses import email_in
from jobwise.reading.contact import Contact, contact_of
from jobwise.reading.drafting import Draft, text_of_lines
from jobwise.reading.headless import with_unheaded
from jobwise.reading.layout import Printout
from jobwise.reading.lexicon import fold
from jobwise.reading.listings import awards_of, certificates_of, licences_of, publications_of, references_of
from jobwise.reading.parts import is_prose, items_of_lines
from jobwise.reading.sections import Block, split_sections
from jobwise.reading.skills import interests_of, languages_of, skills_of
from jobwise.reading.timeline import education_of, projects_of, volunteer_of, work_of
from jobwise.reading.tongue import language_of

_BUILDERS: dict[str, Callable[[Draft, Block], Sequence[Entry]]] = {
    "work": work_of,
    "volunteer": volunteer_of,
    "education": education_of,
    "skills": skills_of,
    "projects": projects_of,
    "certificates": certificates_of,
    "publications": publications_of,
    "awards": awards_of,
    "languages": languages_of,
    "interests": interests_of,
    "references": references_of,
}


def profile_of(printout: Printout) -> Profile:
    """Everything that the printed lines say."""
    draft = Draft(printout)
    blocks = with_unheaded(split_sections(printout.lines))
    basics = _basics(draft, blocks)
    found: dict[str, list[Entry]] = {section: [] for section in _BUILDERS}
    for block in blocks:
        if block.kind in _BUILDERS:
            found[block.kind] += _BUILDERS[block.kind](draft, block)
        elif block.kind == "other":
            found["certificates"] += licences_of(draft, block)
            _leave(draft, block)
        if block.head is not None and not block.lines and block.kind == "other":
            draft.leave(block.title, [block.head])
    _courses(draft, [block for block in blocks if block.kind == "courses"], found["education"])
    _aside(draft, basics.name)
    language = language_of(printout.text, [block.title for block in blocks if block.head])
    rest = {"unplaced": draft.unplaced, "doubts": draft.doubts, "language": language}
    return Profile.model_validate({"basics": basics, **found, **rest})


def _basics(draft: Draft, blocks: Sequence[Block]) -> Basics:
    """Contact lines from the top and from contact sections; prose among them is the summary."""
    own = [line for block in blocks if block.kind == "basics" for line in block.lines]
    prose = [
        line for line in own if is_prose(line) and not email_in(line.text) and len(line.text.split()) > 8
    ]
    told_in = set(map(id, prose))
    lines = [line for line in own if id(line) not in told_in]
    contact = contact_of(lines, draft.printout.hints, draft.printout.lines)
    told = [item for block in blocks if block.kind == "summary" for item in items_of_lines(block.lines)]
    summary = draft.items("basics", [*items_of_lines(prose), *told])
    titles = {id(cell): block.title for block in blocks for line in block.lines for cell in line.cells}
    for cell, text in contact.more:
        draft.leave_cell(titles.get(id(cell), ""), cell, text)
    if not contact.name:
        draft.doubt("basics", "name", "No name was found.")
    if draft.printout.hidden:
        draft.doubt("basics", "summary", "Text that cannot be seen on the page was left out.")
    return _with_contact(draft, contact, summary)


def _with_contact(draft: Draft, contact: Contact, summary: tuple[Item, ...]) -> Basics:
    used = sorted(set(contact.used), key=lambda cell: cell.start)
    return Basics(
        name=contact.name,
        label=contact.label,
        email=contact.email,
        phone=contact.phone,
        url=contact.url,
        summary=summary,
        location=contact.location,
        profiles=tuple(contact.profiles),
        place=draft.printout.place_of_cells(used),
    )


def _leave(draft: Draft, block: Block) -> None:
    for item in items_of_lines(block.lines):
        draft.leave(block.title, item)


def _courses(draft: Draft, blocks: Sequence[Block], education: list[Entry]) -> None:
    """Courses go to the one school there is; with more than one they are kept aside."""
    for block in blocks:
        entry = education[0] if len(education) == 1 else None
        if not isinstance(entry, Education):
            _leave(draft, block)
            continue
        items = draft.items("education", items_of_lines(block.lines), entry.institution)
        education[0] = entry.model_copy(update={"courses": (*entry.courses, *items)})


def _aside(draft: Draft, name: str) -> None:
    """Keep page headers and footers that say more than the name and a page number."""
    seen: set[str] = set()
    for line in draft.printout.aside:
        text = text_of_lines([line])
        words = fold(re.sub(r"\W+|\d+", " ", text))
        plain = set(words.split()) - set(fold(name).split())
        if (
            plain - {"page", "seite", "of", "cv", "resume", "curriculum", "vitae", "von", "sur"}
            and words not in seen
        ):
            draft.leave("", [line])
        seen.add(words)
