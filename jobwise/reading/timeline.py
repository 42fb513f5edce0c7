"""Sections with heads and dates -> entries: work, volunteering, education, projects."""

import re
from collections.abc import Sequence

from jobwise.domain.profile import Education, Item, Project, Volunteer, Work
from jobwise.reading.addresses import url_in
from jobwise.reading.drafting import Draft, work_dates
from jobwise.reading.entries import RawEntry, split_entries
from jobwise.reading.exports import exported_entries
from jobwise.reading.fragments import Head, head_of
from jobwise.reading.lexicon import count, either
from jobwise.reading.parts import dated
from jobwise.reading.roles import Roles, degree_score, roles_of, title_score
from jobwise.reading.sections import Block

_GRADE = re.compile(
    r"\b(?:c?gpa|grade|\w*note|average|moyenne|\w*durchschnitt|voto|nota|media|score|cijfer|ocena|betyg)\b["
    r"\s:]*(\d[\d.,]*(?:\s*/\s*\d[\d.,]*|\s*%)?)",
    re.I,
)
_BARE_GRADE = re.compile(r"\d[\d.,]*\s*(?:%|/\s*\d[\d.,]*|c\.?gpa)(?:\s+e lode)?", re.I)
_HONOURS = re.compile(
    r"(?:first|upper second|lower second|second|third)[- ]class(?: (?:honours|honors|degree))*|2[:.][12]"
    r"|(?:(?:magna|summa) )?cum laude|(?:with )?(?:distinction|merit|honours|honors)",
    re.I,
)
_SUBJECT = re.compile(r"\s+(?:in|of|en|de|der|des|im|für|di|em|w)\s+", re.I)


def work_of(draft: Draft, block: Block) -> list[Work]:
    """The jobs of a section."""
    jobs = []
    for raw, head, roles, rest in _jobs(draft, block, "work"):
        start, end = work_dates(head)
        identity = draft.new_id("work", roles.who, roles.what, start or "")
        _work_doubts(draft, identity, roles, head, "name")
        jobs.append(
            Work(
                fact_id=identity,
                place=draft.printout.place(raw.head),
                name=roles.who,
                position=roles.what,
                location=roles.where,
                url=next((text for text in roles.rest if text == url_in(text)), ""),
                start_date=start,
                end_date=end,
                highlights=rest,
            )
        )
    return jobs


def volunteer_of(draft: Draft, block: Block) -> list[Volunteer]:
    """The unpaid work of a section."""
    found = []
    for raw, head, roles, rest in _jobs(draft, block, "volunteer"):
        start, end = work_dates(head)
        identity = draft.new_id("volunteer", roles.who, roles.what, start or "")
        _work_doubts(draft, identity, roles, head, "organization")
        found.append(
            Volunteer(
                fact_id=identity,
                place=draft.printout.place(raw.head),
                organization=roles.who,
                position=roles.what,
                location=roles.where,
                start_date=start,
                end_date=end,
                highlights=rest,
            )
        )
    return found


def education_of(draft: Draft, block: Block) -> list[Education]:
    """The courses of study of a section."""
    raws, heads = _headed(draft, block)
    found = []
    before: Roles | None = None
    for raw, head, roles in zip(raws, heads, roles_of(heads, degree_score), strict=True):
        roles.who = roles.who or (
            before.who if before and before.who and not _same_look(raw, raws[0]) else ""
        )
        before = roles
        start, end, _ = head.dates
        identity = draft.new_id("education", roles.who, roles.what, start or "", end or "")
        degree, area = _degree(roles)
        lines = draft.items("education", raw.items, roles.who, roles.what)
        extra = _rest(draft, "education", raw, [text for text in roles.rest if text != area], roles)
        grade = _grade([*roles.rest, *(item.text for item in lines)])
        courses = tuple(item for item in (*extra, *lines) if item.text != grade)
        draft.date_doubts(identity, head)
        if not roles.who:
            draft.doubt(identity, "institution", "No school was found for this entry.")
        _place_doubt(draft, identity, roles, "institution")
        found.append(
            Education(
                fact_id=identity,
                place=draft.printout.place(raw.head),
                institution=roles.who,
                study_type=degree,
                area=area,
                location=roles.where,
                start_date=start,
                end_date=end,
                score=grade,
                courses=courses,
            )
        )
    return found


def projects_of(draft: Draft, block: Block) -> list[Project]:
    """The projects of a section."""
    raws, heads = _headed(draft, block)
    found = []
    for raw, head in zip(raws, heads, strict=True):
        texts = [fragment.text for fragment in head.fragments]
        start, end, single = head.dates
        name, *more = texts or [""]
        roles = tuple(text for text in more if count("titles", text) and len(text.split()) <= 6)
        identity = draft.new_id("projects", name, start or "", end or "")
        found.append(
            Project(
                fact_id=identity,
                place=draft.printout.place(raw.head),
                name=name,
                description=" | ".join(text for text in more if text not in roles),
                url=url_in(" ".join(texts)),
                start_date=None if single else start,
                end_date=end,
                roles=roles,
                highlights=draft.items("projects", raw.items, name),
            )
        )
    return found


def _jobs(draft: Draft, block: Block, section: str) -> list[tuple[RawEntry, Head, Roles, tuple[Item, ...]]]:
    """Entries with their heads, roles and highlights; a second title under one employer gets its name."""
    raws, heads = _headed(draft, block)
    found = []
    before: Roles | None = None
    spell: Head | None = None
    for raw, head, roles in zip(raws, heads, roles_of(heads, title_score), strict=True):
        shorter = not roles.who and len(raw.head) < len(raws[0].head)
        followed = spell is not None and shorter and title_score(roles.what) > 0 and _led_to(head, spell)
        spell = head
        if _is_break(roles.who or roles.what) and not (roles.who and roles.what):
            roles.who, roles.what = "", roles.who or roles.what
        elif (
            before
            and before.who
            and (raw.labels[:1] == ["what"] or _shares_employer(raw, raws[0], head, roles) or followed)
        ):
            roles.what = roles.what if not roles.who else next(f.text for f in head.fragments if not f.place)
            roles.shared = not roles.who and followed
            roles.who, roles.where = before.who, roles.where or before.where
        before = before if before and _is_break(roles.what) else roles
        extra = _rest(draft, section, raw, roles.rest, roles)
        items = (*extra, *draft.items(section, raw.items, roles.who, roles.what))
        found.append((raw, head, roles, items))
    return found


def _is_break(text: str) -> bool:
    """Whether a text names a time without a job: "Elternzeit (2 Kinder)", "Career break to care for ..."."""
    return bool(
        re.match(rf"(?:{either('breaks')})(?=\s*$|\s*[(/:,;–-]|\s+(?:to|for|and|und|et|y)\b)", text, re.I)
    )


def _led_to(head: Head, later: Head) -> bool:
    """Whether one job ended in the month, or the year, in which another began, or the month before."""
    end, start = head.dates[1] or "", later.dates[0] or ""
    if len(end) != len(start) or not re.match(r"\d{4}", end):
        return False
    return 0 <= _months(start) - _months(end) <= 1


def _months(date: str) -> int:
    """Months since the year 0; of a year alone, its first."""
    return 12 * int(date[:4]) + int(date[5:7] or 1)


def _shares_employer(raw: RawEntry, first: RawEntry, head: Head, roles: Roles) -> bool:
    """Whether an entry is a further title under the employer of the one before.

    It has no employer and another look than the first entry; or it is one line where the first
    entry's employer has a line of its own.
    """
    one_line = len(raw.head) == 1 and len(first.head) > 1 and not dated(first.head[0])
    if not roles.who:
        return one_line or not _same_look(raw, first)
    lone = [fragment.text for fragment in head.fragments if not fragment.place]
    return one_line and len(lone) == 1 and title_score(lone[0]) > 0 and title_score(roles.who) >= 0


def _headed(draft: Draft, block: Block) -> tuple[list[RawEntry], list[Head]]:
    """The entries that have a head; items that stand below none are kept aside."""
    raws, heads = [], []
    for raw in exported_entries(block.lines) or split_entries(block.lines):
        head = head_of(raw.head, raw.labels)
        if head.fragments:
            raws.append(raw)
            heads.append(head)
        elif raw.head and raws and not heads[-1].ranges:
            raws[-1].head += raw.head
            raws[-1].items += raw.items
            heads[-1] = head_of(raws[-1].head)
        else:
            for lines in ([raw.head] if raw.head else []) + raw.items:
                draft.leave(block.title, lines)
    return raws, heads


def _same_look(raw: RawEntry, first: RawEntry) -> bool:
    return raw.head[0].cells[0].style == first.head[0].cells[0].style


def _rest(draft: Draft, section: str, raw: RawEntry, texts: Sequence[str], roles: Roles) -> tuple[Item, ...]:
    place = draft.printout.place(raw.head)
    return tuple(draft.words(section, text, place, roles.who, roles.what) for text in texts)


def _degree(roles: Roles) -> tuple[str, str]:
    """(study type, area): "BSc in Physics" is taken apart, a subject in the rest is found."""
    match = _SUBJECT.search(roles.what)
    if match and _only_degree(roles.what[: match.start()]):
        return roles.what[: match.start()].strip(), roles.what[match.end() :].strip()
    if not count("degrees", roles.what) and roles.what:
        return "", roles.what
    if len(roles.what.split()) > count("degrees", roles.what):
        return roles.what, ""
    subject = next(
        (
            text
            for text in roles.rest
            if len(text.split()) <= 6 and ":" not in text and not _GRADE.search(text)
        ),
        "",
    )
    return roles.what, subject


def _only_degree(text: str) -> bool:
    """Whether a text names a degree and no subject: "Bachelor", not "Grado Administración"."""
    return bool(count("degrees", text)) and (len(text.split()) == 1 or count("degrees", text.split()[-1]) > 0)


def _grade(texts: Sequence[str]) -> str:
    """A grade with its number, else a line that is nothing but honours."""
    number = next((match[1].strip() for text in texts if (match := _GRADE.search(text))), "")
    number = number or next((text for text in texts if _BARE_GRADE.fullmatch(text)), "")
    return number or next((text for text in texts if _HONOURS.fullmatch(text.strip(" .()"))), "")


def _work_doubts(draft: Draft, identity: str, roles: Roles, head: Head, field: str) -> None:
    draft.date_doubts(identity, head)
    if not head.ranges:
        draft.doubt(identity, "start_date", "No date was found for this entry.")
    if not roles.who:
        draft.doubt(identity, field, "No employer was found for this entry.")
    if not roles.what:
        draft.doubt(identity, "position", "No title was found for this entry.")
    if roles.shared:
        draft.doubt(identity, field, "No employer stands here; the one above was taken, as the dates go on.")
    elif roles.who and roles.what and not roles.sure:
        draft.doubt(identity, field, "Employer and title may be the other way round.")
    _place_doubt(draft, identity, roles, field)


def _place_doubt(draft: Draft, identity: str, roles: Roles, field: str) -> None:
    """Ask where a name beside the dates may be the place as well as the employer or the school."""
    if not roles.placed and roles.who:
        taken = f" and “{roles.where}” for the place" if roles.where else ""
        kind = "school" if field == "institution" else "employer"
        draft.doubt(identity, field, f"“{roles.who}” was taken for the {kind}{taken}; it may be otherwise.")
