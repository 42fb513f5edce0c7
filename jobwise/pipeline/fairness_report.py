"""The fairness report in words: what was looked at, what was found, and what that does not show."""

from collections.abc import Iterator, Mapping, Sequence

from jobwise.domain.fairness import (
    Category,
    FairnessReport,
    GroupRate,
    ImpactTable,
    Measure,
    SwapAudit,
    SwapKind,
)
from jobwise.domain.report import Report, ReportPart, ReportTable
from jobwise.matching.partial_dates import print_day

CATEGORIES: Mapping[Category, str] = {
    "sex": "Sex",
    "race": "Race or ethnicity",
    "both": "Sex and race or ethnicity",
}
MEASURES: Mapping[Measure, str] = {
    "selection": "On the shortlist",
    "score": "Fit above the median",
}
KINDS: Mapping[SwapKind, str] = {
    "name": "Another name",
    "gender": "Another gender",
    "age": "Another age",
    "school": "Another school",
    "address": "Another address",
}
SHOWS = (
    "The swap audit shows whether the number changes when nothing but a name, a word of gender, an age, a "
    "school or an address does.",
    "The impact ratios show how groups fared beside each other among the people who gave an answer.",
)
DOES_NOT_SHOW = (
    "A score that ignores who somebody is can still favour a group, where what is asked for is more common "
    "in that group. The impact ratios show that, not its cause.",
    "A ratio under four fifths is a reason to look closer, not a finding of discrimination; one above it is "
    "no proof of fairness. With few people, one decision more or less can turn it.",
    "Words that only hint at a group, such as a club, an employer or a hobby, are not swapped, nor is a "
    "school that is called otherwise than in the list of schools. Words of gender and age are swapped where "
    "our lists know them. A name that is a skill too, such as Ruby, counts as the skill where it is alone.",
    "A group of one person shows how that person fared. Keep the report as close as the answers.",
    "It is no independent audit. Laws that ask for one ask for somebody else to make it.",
)


def as_report(found: FairnessReport) -> Report:
    """The report to be printed."""
    return Report(
        title=f"Fairness report: {found.vacancy}",
        subtitle=named(found),
        made=f"JobWise, {print_day(found.at.date(), 'en')}. {named(found)}",
        parts=tuple(_parts(found)),
    )


def named(found: FairnessReport) -> str:
    """By what the scores were made."""
    return (
        f"{found.impact.people} candidates, engine {found.engine}, requirements version {found.rubric}, "
        f"{print_day(found.at.date(), 'en')}"
    )


def _parts(found: FairnessReport) -> Iterator[ReportPart]:
    yield ReportPart(heading="What this shows", paragraphs=SHOWS)
    audit = found.audit
    yield ReportPart(
        heading="Everybody scored as somebody else",
        paragraphs=swap_said(audit, found) if audit else ("The swap audit was not run yet.",),
        table=_swap_table(audit) if audit else None,
    )
    yield ReportPart(heading="How groups fared", paragraphs=impact_said(found))
    for table in found.impact.tables:
        if table.groups:
            yield ReportPart(
                heading=f"{CATEGORIES[table.category]}: {MEASURES[table.measure].lower()}",
                paragraphs=table_said(table),
                table=ReportTable(header=HEADER, rows=tuple(map(row_of, table.groups)), widths=WIDTHS),
            )
    yield ReportPart(heading="What this does not show", points=DOES_NOT_SHOW)


def swap_said(audit: SwapAudit, found: FairnessReport) -> tuple[str, ...]:
    """What came of the audit, in sentences."""
    people = f"{audit.candidates} candidate{'' if audit.candidates == 1 else 's'}"
    scores = f"{audit.scores:,} scores of {people} as other people"
    if not audit.scores:
        result = "Nothing was found to swap, so this says nothing."
    elif audit.moved:
        result = (
            f"{scores}: {audit.moved:,} moved, by {audit.largest:.4f} at most. Do not rely on this ranking "
            "before the cause is known."
        )
    else:
        result = f"{scores}: every one stayed the same. Largest change: 0."
    day = print_day(audit.at.date(), "en")
    by = f"Run {day} by engine {audit.engine}, requirements version {audit.rubric}."
    return (result, by, *(("Something has changed since; run it again.",) if found.is_audit_old else ()))


def impact_said(found: FairnessReport) -> tuple[str, ...]:
    """Who is in the figures, in sentences."""
    if not found.told:
        return ("No table of answers was given, so nothing is said of groups.",)
    people = found.impact.people
    said = (
        f"{found.told} of {people} candidates gave an answer. {found.impact.selected} are on the shortlist."
    )
    left = f"Nothing is decided on {found.undecided} of them yet, so the selection figures will change."
    return (said, *((left,) if found.undecided else ()))


def table_said(table: ImpactTable) -> tuple[str, ...]:
    """What of a table has to be said beside its figures."""
    below = [group.group for group in table.groups if group.is_below]
    said = [f"{table.untold} gave no answer to this."] if table.untold else []
    if not any(group.chosen for group in table.groups):
        said.append("Nobody was chosen, so there is no ratio.")
    elif all(group.ratio is None for group in table.groups):
        said.append("No group that is compared has anybody chosen, so there is no ratio.")
    elif below:
        said.append(f"Under four fifths of the best group's rate: {'; '.join(below)}.")
    else:
        said.append("No group that is compared is under four fifths of the best group's rate.")
    return tuple(said)


HEADER = ("Group", "People", "Chosen", "Rate", "Impact ratio", "Exact test, p", "Mark")
WIDTHS = (4, 2, 2, 2, 3, 3, 6)


def row_of(group: GroupRate) -> tuple[str, ...]:
    """A group as cells, in the order of `HEADER`."""
    return (
        group.group,
        str(group.people),
        str(group.chosen),
        f"{group.rate:.3f}",
        "" if group.ratio is None else f"{group.ratio:.3f}",
        chance(group),
        "; ".join(marks(group)),
    )


def chance(group: GroupRate) -> str:
    """The p of the exact test as it is read, "" where there is none."""
    return "" if group.p is None else f"{group.p:.3f}" if group.p >= 0.001 else "< 0.001"


def marks(group: GroupRate) -> Iterator[str]:
    """What has to be known of a group's figures."""
    if group.is_below:
        yield "under four fifths"
    if group.is_small_share:
        yield "under 2 % of the answers, left out"
    if group.is_few:
        yield "few people"
    if group.is_best:
        yield "best rate"


def _swap_table(audit: SwapAudit) -> ReportTable:
    return ReportTable(header=SWAP_HEADER, rows=tuple(swap_rows(audit)), widths=(3, 4, 2, 2, 2))


SWAP_HEADER = ("What was swapped", "Into", "Résumés", "Scores moved", "Largest change")


def swap_rows(audit: SwapAudit) -> Iterator[tuple[str, ...]]:
    """A swap a row, in the order of `SWAP_HEADER`."""
    for result in audit.results:
        change = f"{result.largest:.4f}" if result.moved else "0"
        yield (KINDS[result.kind], result.to, str(result.changed), str(result.moved), change)


def as_rows(found: FairnessReport) -> Sequence[Sequence[str]]:
    """The report as a table, a figure a row, every digit kept."""
    rows = [
        ("Report", "Fairness report", found.vacancy),
        ("Engine", found.engine, ""),
        ("Requirements version", str(found.rubric), ""),
        ("Made", found.at.isoformat(timespec="seconds"), ""),
        ("Candidates", str(found.impact.people), ""),
        ("Median fit", repr(found.impact.median), ""),
        *(("Shows", words, "") for words in SHOWS),
        *(("Does not show", words, "") for words in DOES_NOT_SHOW),
        (),
    ]
    rows[5:5] = [
        ("On the shortlist", str(found.impact.selected), ""),
        ("Nothing decided yet", str(found.undecided), ""),
        ("Gave an answer", str(found.told), ""),
    ]
    if found.audit:
        rows += [("Swap audit", said) for said in swap_said(found.audit, found)]
        rows += [("Swap audit", *SWAP_HEADER), *(("Swap audit", *row) for row in swap_rows(found.audit)), ()]
    rows += [("Category", "Measure", *HEADER)]
    for table in filter(lambda table: table.groups, found.impact.tables):
        kind = (CATEGORIES[table.category], MEASURES[table.measure])
        for group in table.groups:
            figures = (repr(group.rate), _whole(group.ratio), _whole(group.p), "; ".join(marks(group)))
            rows.append((*kind, group.group, str(group.people), str(group.chosen), *figures))
        rows.append((*kind, "No answer", str(table.untold)))
    return rows


def _whole(number: float | None) -> str:
    return "" if number is None else repr(number)
