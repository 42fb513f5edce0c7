"""What a database says when it fails -> what a person can do about it."""

from sqlalchemy.exc import DBAPIError

from jobwise.errors import StorageFailed

_TOLD = (
    (
        ("could not set lock", "conflicting lock", "being used by another process"),
        "JobWise is already running",
        "One process alone can open the database file. Use the window that is open, or stop that JobWise "
        "and do this again.",
        "already-running",
    ),
    (
        ("no space left", "disk full", "file too large", "could not write", "not enough space", "quota"),
        "The disk is full",
        "Free some space, then do it again. Nothing was saved half.",
        "disk-full",
    ),
    (
        ("has been invalidated",),
        "The database had to stop after an earlier failure",
        "Start JobWise again.",
        "invalidated",
    ),
    (
        ("not a valid duckdb", "corrupt", "checksum", "unable to deserialize", "serialization error",
         "reading past", "failed to load metadata", "trying to read", "could not read"),
        "The database file is damaged",
        "Move it out of the data folder and put a backup in its place; without one JobWise starts empty.",
        "damaged",
    ),
    (
        ("permission denied", "read-only", "cannot open file", "cannot access file"),
        "The database file cannot be opened",
        "Check that you may write to the data folder.",
        "no-access",
    ),
    (
        ("connection", "could not translate host", "server closed", "timeout", "password", "role"),
        "The database does not answer",
        "Check that it runs, and that JOBWISE_DATABASE_URL is right.",
        "no-answer",
    ),
)  # fmt: skip


def is_fault(error: DBAPIError) -> bool:
    """Whether the machine failed, not the program: only then is there something to tell a person."""
    return _told(error) is not None


def storage_failed(error: DBAPIError) -> StorageFailed:
    """The sentence for a fault; one that is not known is told as a database that does not answer."""
    title, message, code = _told(error) or _TOLD[-1][1:]
    return StorageFailed(title, message, code=code)


def _told(error: DBAPIError) -> tuple[str, str, str] | None:
    text = str(error.orig).lower()
    for words, title, message, code in _TOLD:
        if any(word in text for word in words):
            return title, message, code
    return None
