"""What the server asks of a reading worker, and what comes back, as checked JSON."""

from typing import Literal

from jobwise.domain.base import Model
from jobwise.domain.job import BoardKind
from jobwise.domain.profile import Place

CallName = Literal[
    "read_resume", "read_ad", "plain_texts", "page_picture", "score", "job_list", "board", "read_jobs", "fits"
]


class Call(Model):
    """A request; the file's bytes follow in a frame of their own."""

    name: CallName
    file_name: str
    seconds: float
    """Processor time that the answer may take."""
    page: int = 1
    marked: Place | None = None
    board: BoardKind = "greenhouse"
    scale: float = 1.0


class Refusal(Model):
    """An UnreadableFile on its way across the border."""

    title: str
    message: str
    code: str


class Answer(Model):
    """`refusal` is None when the next frame holds the result: JSON, text in UTF-8, or PNG.

    `last`: the worker ends after this answer.
    """

    refusal: Refusal | None = None
    last: bool = False
