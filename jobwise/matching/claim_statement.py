"""A sentence in work and the shape of a rule over it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_text import Said


class Statement(NamedTuple):
    """A sentence in work: `said` has the allowed phrases crossed out, `line` has them still.

    `whole` is the text that it stands in.
    """

    said: Said
    line: str
    language: str
    whole: str


Rule = Callable[[Statement, Ground], Iterator[str]]
