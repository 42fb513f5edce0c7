"""Fetches what public job boards give as JSON, with the guards of any page."""

from collections.abc import Collection, Mapping
from urllib.parse import quote

from jobwise.domain.job import BoardKind
from jobwise.errors import UnreadablePage
from jobwise.fetching.page import GONE, Backend, PageFetcher
from jobwise.fetching.public import PublicOnly

BOARDS: Mapping[BoardKind, str] = {
    "greenhouse": "https://boards-api.greenhouse.io/v1/boards/{board}/jobs?content=true",
    "lever": "https://api.lever.co/v0/postings/{board}?mode=json",
    "ashby": "https://api.ashbyhq.com/posting-api/job-board/{board}?includeCompensation=true",
}
MOST_BYTES = 20_000_000
"""A thousand ads with their HTML are about 10 MB."""
SECONDS = 30.0


class BoardFetcher:
    """`ports.FetchBoard`. `hosts` are the only ones that it goes to, none: all that are public."""

    def __init__(self, hosts: Collection[str] = (), *, backend: Backend = PublicOnly) -> None:
        self._pages = PageFetcher(
            hosts,
            seconds=SECONDS,
            backend=backend,
            most_bytes=MOST_BYTES,
            types=frozenset({"application/json"}),
        )

    def fetch(self, kind: BoardKind, board: str) -> bytes:
        """What the board gives. Raises: UnreadablePage."""
        try:
            return self._pages.fetch(board_address(kind, board)).content
        except UnreadablePage as error:
            if error.code != GONE:
                raise UnreadablePage(
                    f"{kind.title()} could not be reached: {error.title[0].lower()}{error.title[1:]}",
                    "Try again later, or add its jobs as a file.",
                    code=error.code,
                ) from error
            raise UnreadablePage(
                f"There is no {kind.title()} board of this name",
                "Look at the address of the firm's jobs: the board's name stands in it.",
                code="no-board",
            ) from error


def board_address(kind: BoardKind, board: str) -> str:
    """Where a board's jobs are. *Why quoted:* a name is never a path of its own."""
    return BOARDS[kind].format(board=quote(board, safe=""))
