"""What is kept of a person, what of it goes and when, and what they agreed to."""

import datetime as dt

from jobwise.domain.base import Model


class KeptKind(Model):
    """Things of one kind. `noun` is for one of them, `names` say which where they have names."""

    noun: str
    plural: str
    count: int
    names: tuple[str, ...] = ()


class Leaving(Model):
    """Something that the retention will take. `on`: when, unless it is touched before."""

    name: str
    on: dt.datetime


class Consent(Model):
    """That words may be sent to an address, or no longer."""

    at: dt.datetime
    given: bool
    address: str
