"""One page that tells a candidate how their application was read, scored and decided on.

It speaks to the candidate and can be given to them as it is: it has no word of others, and says who they are
only where that was revealed.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from jobwise.domain.match import Evidence
from jobwise.domain.profile import Profile
from jobwise.domain.report import Report, ReportPart, ReportTable
from jobwise.domain.vacancy import Assessment, Choice, Correction, Decision, Shown, Vacancy
from jobwise.matching.partial_dates import print_day
from jobwise.pipeline.requirement_rows import Group, Row, rows_in

_COUNTS: Mapping[Group, str] = {"must": "Must-have", "nice": "Nice to have", "duty": "Duty"}
_FOUND = {"met": "Met", "near": "Near"}
_CHOSEN: Mapping[Choice, str] = {
    "shortlist": "you are on the shortlist",
    "hold": "your application is on hold",
    "decline": "your application was declined",
}
_PARTS = {
    "Kind of work": "how near your jobs, projects and studies are to the ad's work, by their words",
    "Requirements": "what of the list above was found",
    "Title": "your nearest job title",
    "Years": "the years that your dates make",
    "Education": "your degree and the one asked for",
}
_ROOM = ((8, 150), (16, 100), (24, 72), (36, 48))
"""(requirements, characters of each quotation): the evidence gives way, the list does not."""
_LEAST, _NAME, _WORKED_OUT = 32, 90, 150
_REASON, _FORMER, _SAID = 240, 80, 80
"""Characters of a decision's reason, the newest and the one before, and of a correction."""
_WORDY = 36
"""Characters of the names of requirements, on average, from which they need more of the page's width."""
_NEWEST = 2
"""Decisions and corrections that are told; of those before them, how many there are."""


def explanation(vacancy: Vacancy, shown: Shown, found: Assessment, today: dt.date) -> Report:
    """The page. found: the assessment that is shown."""
    rows = rows_in(vacancy.rubric.analysis, vacancy.ad, found.score)
    rows.sort(key=lambda row: tuple(_COUNTS).index(row.importance))
    parts = (
        _answers(rows, shown.candidate.profile),
        _not_found([row for row in rows if row.verdict == "missing"]),
        _number(vacancy, shown, found),
        _decided(shown.decisions),
        _corrected(shown.corrections),
        ReportPart(
            heading="If something is wrong",
            paragraphs=(
                "Tell the recruiter, in your own words or with a corrected résumé. What you say is kept with "
                "its date and counts at once; the score of before is kept beside the new one.",
            ),
        ),
        ReportPart(
            heading="What this page does not say",
            paragraphs=(
                "The number is no judgement of you and no forecast of how you would do the work. It rests on "
                "what was read, word by word, and knows nothing else. It decides nothing: a person does.",
            ),
        ),
    )
    return Report(
        title="How your application was read",
        subtitle=f"{_name(shown)} · {vacancy.title}",
        made=f"JobWise, {print_day(today, 'en')}",
        parts=tuple(part for part in parts if part is not None),
        one_page=True,
    )


def _name(shown: Shown) -> str:
    candidate = shown.candidate
    return (candidate.profile.basics.name if candidate.revealed else "") or f"Candidate {candidate.number}"


def _answers(rows: Sequence[Row], profile: Profile) -> ReportPart | None:
    is_wordy = sum(len(row.name) for row in rows) > _WORDY * len(rows)
    room = next((length for most, length in _ROOM if len(rows) <= most), _LEAST) // (2 if is_wordy else 1)
    places = dict(_places(profile, 20 if is_wordy else 40))
    told = tuple(
        (_short(row.name, _NAME), _COUNTS[row.importance], _FOUND[row.verdict], _words(row, places, room))
        for row in rows
        if row.verdict != "missing"
    )
    asked = f"The ad asks for {len(rows)} {'thing' if len(rows) == 1 else 'things'}, must-haves first."
    if not told:
        return ReportPart(heading="What was asked", paragraphs=(f"{asked} None was found.",))
    near = " “Near” is close, but not the same, and does not count as met." if _any_near(rows) else ""
    return ReportPart(
        heading="What was asked, and found in your words",
        paragraphs=(asked + near,),
        table=ReportTable(
            header=("Asked for", "It is a", "Found", "Your words, and where they stand"),
            rows=told,
            widths=(24, 7, 4, 25) if is_wordy else (12, 7, 4, 37),
        ),
    )


def _any_near(rows: Sequence[Row]) -> bool:
    return any(row.verdict == "near" for row in rows)


def _words(row: Row, places: Mapping[str, str], room: int) -> str:
    if not row.evidence:
        return _short(row.explanation, _WORKED_OUT)
    best = row.evidence[0]
    where = places.get(best.fact_id, "your résumé")
    more = len(row.evidence) - 1
    others = f", and {more} more" if more else ""
    if best.how == "computed":
        return f"{_short(row.explanation, _WORKED_OUT)} ({where}{others})"
    return f"“{_around(best, room)}” ({where}{others})"


def _around(evidence: Evidence, room: int) -> str:
    """The words that answer, with as much around them as there is room for."""
    text = evidence.text.replace(" | ", ", ")
    if len(text) <= room or text != evidence.text:
        return _short(text, room)
    start = max(min(evidence.start - room // 3, len(text) - room), 0)
    cut = text[start : start + room]
    if start:
        cut = "… " + cut.partition(" ")[2]
    return cut.rpartition(" ")[0] + " …" if start + room < len(text) else cut


def _places(profile: Profile, most: int) -> Iterator[tuple[str, str]]:
    """Fact -> where it stands: "work, Fenwick Rail". most: characters of a name."""
    names = {"work": "name", "volunteer": "organization", "education": "institution", "projects": "name"}
    entries = {entry.fact_id: (section, entry) for section, entry in profile.entries()}
    for fact in profile.facts():
        section, entry = entries.get(fact.parent or fact.fact_id, (fact.section, None))
        name = getattr(entry, names.get(section, ""), "")
        where = "summary" if section == "basics" else section
        told = f"{where}, {_short(name, most)}" if name else where
        yield fact.fact_id, "your correction" if fact.fact_id in profile.corrected else told


def _not_found(rows: Sequence[Row]) -> ReportPart | None:
    if not rows:
        return None
    told = (
        f"{title}: {'; '.join(_short(row.name, _NAME) for row in rows if row.importance == importance)}."
        for importance, title in _COUNTS.items()
        if any(row.importance == importance for row in rows)
    )
    return ReportPart(
        heading="What was not found",
        paragraphs=(" ".join(told), "That it is not written does not mean that it is not so."),
    )


def _number(vacancy: Vacancy, shown: Shown, found: Assessment) -> ReportPart:
    score = found.score
    parts = "; ".join(
        f"{part.name} {part.score:.2f}, which counts {100 * part.weight:.3g}%"
        + (f" ({_PARTS[part.name]})" if part.name in _PARTS else "")
        for part in score.fit_parts
    )
    musts = f"{score.must_haves_met} of {score.must_haves_total} must-haves are met. "
    place = f" By it you are at place {shown.rank} today." if shown.rank else ""
    void = len(shown.candidate.hidden) + len(shown.candidate.orders)
    lines = "One passage of what you gave counts" if void == 1 else f"{void} passages of what you gave count"
    return ReportPart(
        heading="How the number came about",
        paragraphs=(
            f"{musts if score.must_haves_total else ''}The fit is {score.fit:.2f}, from 0 to 1.{place} "
            f"It is the sum of its parts, each by what it counts: {parts}.",
            f"The fit could be {found.low:.2f} to {found.high:.2f}: so far it moves when each weight is a "
            "fifth more or less and what the reader was not sure of is read the other way.",
            *([f"{lines} for nothing: nobody sees it, or it speaks to a machine."] if void else []),
            f"Counted by engine {score.engine_version} and version {found.rubric} of the requirements, "
            f"of {_day(vacancy.rubric.at)}; times count up to {print_day(score.as_of, 'en')}. "
            "Your name, contact, schools' names, age, gender and nationality were not read for it.",
        ),
    )


def _decided(decisions: Sequence[Decision]) -> ReportPart:
    told = [
        f"{_day(one.at)}, the recruiter decided: {_CHOSEN[one.choice]}. "
        f"Reason: “{_short(one.reason, _FORMER if place else _REASON)}”. "
        f"Your résumé had {'' if one.opened else 'not '}been opened by then, and version {one.rubric} of the "
        "requirements counted."
        for place, one in enumerate(decisions[:_NEWEST])
    ]
    if not decisions:
        told = ["Nothing is decided yet. A person will decide; no program declines anybody."]
    if more := len(decisions) - _NEWEST if len(decisions) > _NEWEST else 0:
        told.append(f"There {'was one decision' if more == 1 else f'were {more} decisions'} before.")
    return ReportPart(heading="Who decides", paragraphs=tuple(told))


def _corrected(corrections: Sequence[Correction]) -> ReportPart | None:
    if not corrections:
        return None
    told = []
    for one in reversed(corrections[-_NEWEST:]):
        said = _short(one.words.replace("\n", " / "), _SAID)
        file = ", and gave a corrected résumé" if one.file_name else ""
        told.append(f"{_day(one.at)}, you said: “{said}”{file}. {before_and_after(one)}")
    if more := len(corrections) - len(told):
        told.append(f"There {'was one correction' if more == 1 else f'were {more} corrections'} before.")
    return ReportPart(heading="What you had corrected", paragraphs=tuple(told))


def before_and_after(correction: Correction) -> str:
    """ "Before: fit 0.61, 3 of 5 must-haves. After: fit 0.70, 4 of 5 must-haves." """
    return f"Before: {_figures(correction.before)}. After: {_figures(correction.after)}."


def _figures(found: Assessment) -> str:
    score = found.score
    musts = (
        f", {score.must_haves_met} of {score.must_haves_total} must-haves" if score.must_haves_total else ""
    )
    return f"fit {score.fit:.2f}{musts}"


def _day(at: dt.datetime) -> str:
    return print_day(at.astimezone().date(), "en")


def _short(text: str, most: int) -> str:
    """Whole words of a text up to so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else (text[:most].rpartition(" ")[0] or text[:most]) + " …"
