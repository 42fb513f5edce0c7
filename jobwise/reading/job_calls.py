"""Jobs on their way to a process that reads them or holds a profile against them, and back."""

import datetime as dt
from collections.abc import Sequence

from pydantic import TypeAdapter

from jobwise.domain.base import Model
from jobwise.domain.job import JobFit, ListedJob
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.errors import UnusableJob
from jobwise.pipeline.job_analyzer import analyze_job

JOBS: TypeAdapter[tuple[ListedJob, ...]] = TypeAdapter(tuple[ListedJob, ...])
TEXTS: TypeAdapter[list[str]] = TypeAdapter(list[str])
READ: TypeAdapter[list[JobAnalysis | str]] = TypeAdapter(list[JobAnalysis | str])
FITS: TypeAdapter[tuple[JobFit, ...]] = TypeAdapter(tuple[JobFit, ...])


class Compared(Model):
    """A profile, and what it is held against."""

    profile_id: str
    profile: Profile
    analyses: tuple[JobAnalysis, ...]
    as_of: dt.date


def read_jobs(texts: Sequence[str]) -> list[JobAnalysis | str]:
    """What each asks, or in a sentence why it cannot be worked with."""
    return [_read(text) for text in texts]


def _read(text: str) -> JobAnalysis | str:
    try:
        return analyze_job(text)
    except UnusableJob as error:
        return f"{error.title}. {error.message}"


def jobs_read(data: bytes) -> bytes:
    """What `read_jobs` gives for texts in JSON."""
    return READ.dump_json(read_jobs(TEXTS.validate_json(data)))


def fitted(data: bytes) -> bytes:
    """How the profile stands to each job."""
    from jobwise.matching.job_fit import fits

    asked = Compared.model_validate_json(data)
    return FITS.dump_json(fits(asked.profile_id, asked.profile, asked.analyses, asked.as_of))
