"""What the builders of all sections share: ids, places, doubts, and what was left over."""

from collections.abc import Sequence

from jobwise.domain.profile import Doubt, Item, PartialDate, Place, Unplaced
from jobwise.reading.dates import PRESENT
from jobwise.reading.fragments import Head
from jobwise.reading.identity import fact_id
from jobwise.reading.layout import Cell, Line, Printout
from jobwise.reading.wrapping import joined


class Draft:
    """One profile in the making."""

    def __init__(self, printout: Printout) -> None:
        self.printout = printout
        self.taken: set[str] = {"basics"}
        self.unplaced: list[Unplaced] = []
        self.doubts: list[Doubt] = []

    def new_id(self, section: str, *texts: str) -> str:
        """An id for an entry made of these words."""
        return fact_id(section, *texts, taken=self.taken)

    def item(self, section: str, lines: Sequence[Line], *parent: str) -> Item | None:
        """A list item or paragraph as one citable line; None when it holds no word."""
        text = text_of_lines(lines)
        return self.words(section, text, self.printout.place(lines), *parent) if text else None

    def items(self, section: str, groups: Sequence[Sequence[Line]], *parent: str) -> tuple[Item, ...]:
        """List items, empty ones left out."""
        found = (self.item(section, lines, *parent) for lines in groups)
        return tuple(item for item in found if item is not None)

    def words(self, section: str, text: str, place: Place | None, *parent: str) -> Item:
        """A text as a citable item."""
        return Item(fact_id=self.new_id(section, *parent, text), text=text, place=place)

    def leave(self, heading: str, lines: Sequence[Line]) -> None:
        """Keep lines that were not understood."""
        text = text_of_lines(lines)
        if text:
            self.leave_text(heading, text, self.printout.place(lines))

    def leave_cell(self, heading: str, cell: Cell, text: str) -> None:
        self.leave_text(heading, text, self.printout.place_of_cells([cell]))

    def leave_text(self, heading: str, text: str, place: Place | None) -> None:
        identity = self.new_id("unplaced", heading, text)
        self.unplaced.append(Unplaced(fact_id=identity, text=text, place=place, heading=heading))

    def doubt(self, identity: str, field: str, reason: str) -> None:
        self.doubts.append(Doubt(fact_id=identity, field=field, reason=reason))

    def date_doubts(self, identity: str, head: Head) -> None:
        """Say which dates could be more exact, and where two could be meant."""
        start, end, _ = head.dates
        if (start and len(start) == 4) or (end and end != PRESENT and len(end) == 4):
            field = "start_date" if start and len(start) == 4 else "end_date"
            self.doubt(identity, field, "Only the year is given.")
        if len([span for span in head.ranges if not span.single]) > 1:
            self.doubt(identity, "start_date", "Two ranges of dates stand here; the first one was taken.")


def text_of_lines(lines: Sequence[Line]) -> str:
    """The words of wrapped lines as one text."""
    return joined([" ".join(cell.text for cell in line.cells) for line in lines])


def work_dates(head: Head) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end of a job; one date alone is both."""
    start, end, single = head.dates
    return (end, end) if single and end != PRESENT else (start, end)
