"""What a person does with their profile: upload, look at, correct."""

import uuid
from collections.abc import Callable, Sequence
from pathlib import PurePath

from jobwise.domain.account import Actor, ProfileVersion, StoredProfile, StoredSource
from jobwise.domain.profile import Place, Profile
from jobwise.domain.source import ReadResult
from jobwise.errors import Conflict
from jobwise.ports import Clock, ResumeReader, Transactions, UnitOfWork
from jobwise.services.merging import carried, corrections, merged

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}

WRITTEN = "profile.json"
"""What a JSON Resume is called that comes as data, not as a file."""


class ProfileService:
    """A profile has versions; the newest is the one that new applications use."""

    def __init__(
        self,
        transactions: Transactions,
        reader: ResumeReader,
        clock: Clock,
        saved: Callable[[], None] = lambda: None,
    ) -> None:
        """saved: told when there is a newest version."""
        self._transactions, self._reader, self._clock, self._saved = transactions, reader, clock, saved

    def upload(self, actor: Actor, file_name: str, data: bytes) -> StoredProfile:
        """Read a résumé and keep it as the newest version; the person's corrections stay.

        Raises: UnreadableFile, or Conflict when the person erased everything meanwhile; then nothing is kept.
        """
        return self._read_in(
            actor, file_name, data, lambda fresh, known: merged(fresh, known) if known else fresh
        )

    def current(self, actor: Actor) -> StoredProfile | None:
        """The newest version, or None before the first upload."""
        with self._transactions(reading=True) as work:
            return work.profiles.current(actor)

    def get(self, actor: Actor, profile_id: str) -> StoredProfile:
        """One version. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.profiles.get(actor, profile_id)

    def save(self, actor: Actor, profile: Profile, *, based_on: str) -> StoredProfile:
        """Keep an edit as a new version; what differs is marked as the person's own words.

        `based_on` is the id of the version that was edited, empty for a first profile written by
        hand. Raises: Conflict when it is no longer the newest.
        """
        with self._transactions() as work:
            known = _newest(work, actor, based_on)
            base = known.profile if known else Profile()
            source_id, file_name = (known.source_id, known.file_name) if known else (None, "")
            stored = self._version(known, corrections(base, profile), source_id, file_name)
            work.profiles.add(actor, stored)
        self._saved()
        return stored

    def replace(self, actor: Actor, data: bytes, *, based_on: str) -> StoredProfile:
        """Keep a JSON Resume that the person wrote as the newest version; nothing of the one before stays.

        `based_on`: as for `save`. Raises: UnreadableFile, Conflict.
        """
        return self._read_in(
            actor,
            WRITTEN,
            data,
            lambda fresh, known: corrections(known or Profile(), carried(known or Profile(), fresh)),
            based_on=based_on,
        )

    def versions(self, actor: Actor) -> Sequence[ProfileVersion]:
        """Every version, newest first, without its words."""
        with self._transactions(reading=True) as work:
            return work.profiles.versions(actor)

    def source(self, actor: Actor, source_id: str) -> StoredSource:
        """An uploaded file as it came. Raises: NotFound."""
        with self._transactions(reading=True) as work:
            return work.profiles.source(actor, source_id)

    def page_picture(
        self, actor: Actor, source_id: str, page: int, marked: Place | None, scale: float
    ) -> bytes:
        """A page of an uploaded PDF as PNG, a place marked. Raises: NotFound, UnreadableFile."""
        source = self.source(actor, source_id)
        return self._reader.page_picture(source.file_name, source.content, page, marked, scale)

    def _read_in(
        self,
        actor: Actor,
        file_name: str,
        data: bytes,
        make: Callable[[Profile, Profile | None], Profile],
        *,
        based_on: str | None = None,
    ) -> StoredProfile:
        """Keep what is read of a file. make: what was read and what was known -> the newest version.

        Raises: UnreadableFile, Conflict.
        """
        with self._transactions() as work:
            mark = work.personal.erasure_mark(actor)
        result = self._reader.read_resume(file_name, data)
        source = source_of(file_name, data, result)
        with self._transactions() as work:
            if work.personal.erasure_mark(actor) != mark:
                raise Conflict(
                    "Your data was erased while this file was read",
                    "Nothing of the file was kept. Upload it again if you want it here.",
                    code="erased",
                )
            known = work.profiles.current(actor) if based_on is None else _newest(work, actor, based_on)
            work.profiles.add_source(actor, source)
            profile = make(result.profile, known.profile if known else None)
            stored = self._version(known, profile, source.id, file_name)
            work.profiles.add(actor, stored)
        self._saved()
        return stored

    def _version(
        self, known: StoredProfile | None, profile: Profile, source_id: str | None, file_name: str
    ) -> StoredProfile:
        return StoredProfile(
            id=str(uuid.uuid4()),
            version=known.version + 1 if known else 1,
            profile=profile,
            source_id=source_id,
            file_name=file_name,
            created_at=self._clock(),
        )


def _newest(work: UnitOfWork, actor: Actor, based_on: str) -> StoredProfile | None:
    """The newest version, None before the first. Raises: Conflict where an edit was based on another."""
    known = work.profiles.current(actor)
    if based_on != (known.id if known else ""):
        raise Conflict(
            "Your profile was changed in another window",
            "Load the page again, then make your change.",
            code="profile-changed",
        )
    return known


def source_of(file_name: str, data: bytes, result: ReadResult) -> StoredSource:
    """An uploaded file with what was read from it, ready to be kept."""
    suffix = PurePath(file_name).suffix.lower()
    return StoredSource(
        id=str(uuid.uuid4()),
        file_name=file_name,
        media_type=MEDIA_TYPES.get(suffix, "text/plain"),
        content=data,
        text=result.source,
    )
