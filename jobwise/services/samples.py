"""The sample résumé and the sample ad that come with JobWise."""

from pathlib import Path

from jobwise.errors import NotFound

RESUME = "mara-lindqvist.pdf"
JOB = "data-analyst-fenwick-rail.txt"


def sample(folder: Path, name: str) -> bytes:
    """The bytes of a sample file. Raises: NotFound."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise NotFound(
            "The sample is not there",
            f"Put {name} back into {folder}, or start with your own résumé.",
            code="no-sample",
        ) from error
