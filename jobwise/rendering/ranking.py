"""A whole ranking as a file. A format is a function of the table and a line in `RANKINGS`."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from jobwise.domain.ranking import RankingRow, RankingTable
from jobwise.domain.report import Cell, Report, ReportPart, ReportTable, Sheet
from jobwise.domain.vacancy import Choice
from jobwise.matching.partial_dates import print_day
from jobwise.rendering.csv_file import csv_file
from jobwise.rendering.report import printed
from jobwise.rendering.xlsx_file import xlsx_file

A_PERSON_DECIDES = (
    "A person decides. The order says how well each résumé, as it was read, answers what was asked; it "
    "declines nobody, and what a résumé does not say may still be so."
)
HOW_TO_READ = (
    "Fit says how close what somebody has done is to the job, from 0 to 1. It does not say how well somebody "
    "will do the work. The range is how far it moves when every weight is a fifth more or less and when "
    "fields that were unsure are read the other way. About equal means that no order with the one above can "
    "be justified within that range."
)
MOST_PRINTED = 2_000
"""Rows of a table on paper. *Why:* ten thousand take 2.4 GB of memory to set."""
_CUT = f"The first {MOST_PRINTED:,} are printed here. The Excel, CSV and JSON files hold everybody."
DECISIONS: Mapping[Choice, str] = {"shortlist": "Shortlist", "hold": "On hold", "decline": "Declined"}
_COLUMNS: tuple[tuple[str, int, Callable[[RankingRow], Cell]], ...] = (
    ("Place", 7, lambda row: row.place),
    ("Candidate", 10, lambda row: row.candidate),
    ("Name", 24, lambda row: row.name),
    ("E-mail address", 28, lambda row: row.email),
    ("Fit", 7, lambda row: row.fit),
    ("Range from", 8, lambda row: row.low),
    ("Range to", 8, lambda row: row.high),
    ("About equal to the one above", 14, lambda row: "yes" if row.about_equal else ""),
    ("Must-haves met", 11, lambda row: row.must_haves_met),
    ("Must-haves asked", 11, lambda row: row.must_haves_total),
    ("Must-haves not met", 40, lambda row: "; ".join(row.not_met)),
    ("Flags", 24, lambda row: "; ".join(row.flags)),
    ("Decision", 12, lambda row: DECISIONS[row.decision] if row.decision else ""),
    ("Reason", 40, lambda row: row.reason),
    ("Decided at (UTC)", 18, lambda row: _moment(row.decided_at)),
    ("Résumé opened before the decision", 16, lambda row: _yes(row.opened_before)),
    ("Résumé opened", 10, lambda row: _yes(row.opened)),
    ("Tags", 24, lambda row: "; ".join(row.tags)),
    ("Why not ranked", 36, lambda row: row.not_ranked),
    ("Engine", 9, lambda row: row.engine),
)
"""Header, width and cell of each column."""


def sheets(table: RankingTable) -> tuple[Sheet, ...]:
    """The ranking, what was asked, and what the file is about."""
    return (
        Sheet(
            name="Ranking",
            header=tuple(name for name, _, _ in _COLUMNS),
            rows=tuple(tuple(cell(row) for _, _, cell in _COLUMNS) for row in table.rows),
            widths=tuple(width for _, width, _ in _COLUMNS),
        ),
        Sheet(
            name="What is asked",
            header=("What is asked", "Counts as", "Weight", "Any of group", "Years", "Kind"),
            rows=tuple(_asked(table)),
            widths=(60, 14, 8, 18, 8, 18),
        ),
        Sheet(name="About", header=("About this file", ""), rows=tuple(_about(table)), widths=(26, 110)),
    )


def csv_ranking(table: RankingTable) -> bytes:
    """The first sheet alone."""
    sheet = sheets(table)[0]
    cells = (["" if cell is None else str(cell) for cell in row] for row in sheet.rows)
    return csv_file([sheet.header, *cells])


def json_ranking(table: RankingTable) -> bytes:
    """The table with the keys of `docs/ranking-files.md`."""
    return table.model_dump_json(indent=2).encode()


def report(table: RankingTable) -> Report:
    """What is printed and put into the file of the job."""
    ranked = [row for row in table.rows if row.place is not None]
    others = [row for row in table.rows if row.place is None]
    cut = max(len(ranked), len(others)) > MOST_PRINTED
    parts = [
        ReportPart(paragraphs=(A_PERSON_DECIDES, HOW_TO_READ, *((_CUT,) if cut else ()))),
        ReportPart(
            heading="Ranking",
            table=ReportTable(
                header=("Place", "Candidate", "Fit", "Must-haves", "Not met", "Flags and tags", "Decision"),
                rows=tuple(map(_printed_row, ranked[:MOST_PRINTED])),
                widths=(5, 16, 12, 9, 19, 13, 22),
            ),
        ),
    ]
    if others:
        rows = tuple((str(row.candidate), row.not_ranked, _decision(row)) for row in others[:MOST_PRINTED])
        header = ("Candidate", "Why", "Decision")
        parts.append(
            ReportPart(heading="Not ranked", table=ReportTable(header=header, rows=rows, widths=(10, 50, 30)))
        )
    asked = ReportTable(
        header=("What is asked", "Counts as", "Weight", "Any of group", "Years"),
        rows=tuple(tuple(_words(cell) for cell in row[:5]) for row in _asked(table)),
        widths=(50, 14, 8, 14, 8),
    )
    versions = tuple(f"{one.number}, {_moment(one.at)} UTC: {one.what}" for one in table.versions)
    parts += [
        ReportPart(heading="What was asked", table=asked),
        ReportPart(heading="Versions of what was asked", points=versions),
    ]
    return Report(
        title=f"Ranking: {table.vacancy}",
        subtitle=f"{len(ranked):,} ranked, {len(others):,} not ranked, as of {print_day(table.as_of, 'en')}",
        parts=tuple(parts),
        made=_made(table),
        landscape=True,
    )


RANKINGS: Mapping[str, Callable[[RankingTable], bytes]] = MappingProxyType(
    {
        "csv": csv_ranking,
        "xlsx": lambda table: xlsx_file(sheets(table)),
        "pdf": lambda table: printed(report(table)),
        "json": json_ranking,
    }
)
"""Suffix of the file -> what makes it."""


def _asked(table: RankingTable) -> Iterator[tuple[Cell, ...]]:
    for one in table.asked:
        counts = "Must-have" if one.importance == "must" else "Nice to have"
        yield one.skill or one.text, counts, one.weight, one.group or "", one.years, one.kind


def _about(table: RankingTable) -> Iterator[tuple[Cell, ...]]:
    yield "Vacancy", table.vacancy
    yield "Who decides", A_PERSON_DECIDES
    yield "How to read it", HOW_TO_READ
    yield "Engine", ", ".join(table.engines)
    yield "Requirements version", table.requirements_version
    yield "Scores count from", table.as_of.isoformat()
    yield "Made at (UTC)", _moment(table.made_at)
    for one in table.versions:
        yield f"Version {one.number}, {_moment(one.at)} UTC", one.what


def _printed_row(row: RankingRow) -> tuple[str, ...]:
    fit = f"{row.fit or 0:.2f} ({row.low or 0:.2f} to {row.high or 0:.2f})"
    who = ", ".join(filter(None, (str(row.candidate), row.name, row.email)))
    return (
        str(row.place),
        who,
        f"{fit}, about equal to the one above" if row.about_equal else fit,
        f"{row.must_haves_met} of {row.must_haves_total}" if row.must_haves_total else "none asked",
        "; ".join(row.not_met),
        "; ".join((*row.flags, *row.tags)),
        _decision(row),
    )


def _decision(row: RankingRow) -> str:
    if row.decision is None:
        return "not decided"
    unseen = "" if row.opened_before else ", without opening the résumé"
    return f"{DECISIONS[row.decision]}: {row.reason} ({_moment(row.decided_at)} UTC{unseen})"


def _made(table: RankingTable) -> str:
    engine = f"engine {', '.join(table.engines)}, " if table.engines else ""
    return f"JobWise, {engine}requirements version {table.requirements_version}, {_moment(table.made_at)} UTC"


def _moment(at: dt.datetime | None) -> str:
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M}" if at else ""


def _yes(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def _words(cell: Cell) -> str:
    return f"{cell:g}" if isinstance(cell, float) else "" if cell is None else str(cell)
