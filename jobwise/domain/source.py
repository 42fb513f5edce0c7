"""An uploaded file and what the reader made of it."""

import datetime as dt

from jobwise.domain.base import Model
from jobwise.domain.profile import Profile


class SourceText(Model):
    """The text of a file in reading order. `pages` is the count of pages (1 where there are none).

    `hidden`: passages that the file holds and nobody sees who looks at it. They are no part of `text` nor
    of any fact, and are shown to the person whose file it is.
    """

    text: str
    pages: int = 1
    hidden: tuple[str, ...] = ()


class AdText(SourceText):
    """The text of a job ad. `posted_on`: the day that its page tells programs, None where it tells none."""

    posted_on: dt.date | None = None


class FetchedPage(Model):
    """What an address gave. `url`: where it came from after redirects. `charset`: "" where none was told."""

    url: str
    media_type: str
    charset: str
    content: bytes


class ReadResult(Model):
    """A résumé as read: `seconds` is the reading time, places in `profile` point into `source`."""

    file: str
    profile: Profile
    source: SourceText
    seconds: float
