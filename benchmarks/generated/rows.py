"""What stands on a sheet of paper."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Row:
    """A line: `right` stands at the right edge, `margin` in a column of its own to the left.

    `cells`: a row of a grid instead.
    """

    left: str
    right: str = ""
    margin: str = ""
    weight: Literal["bold", "plain", "italic"] = "plain"
    bullet: str = ""
    gap: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A section: its heading and its lines."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper: the head over all, the main column, the side column.

    `footer`: words on each page with a place for its number and for how many there are.
    """

    name: str
    label: str
    contact: tuple[str, ...]
    main: tuple[Block, ...]
    side: tuple[Block, ...]
    footer: str = ""
