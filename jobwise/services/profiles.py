"""What a person does with their profile: upload, look at, correct."""

import uuid
from pathlib import PurePath

from jobwise.domain.account import Actor, StoredProfile, StoredSource
from jobwise.domain.profile import Place, Profile
from jobwise.domain.source import ReadResult
from jobwise.errors import Conflict
from jobwise.ports import Clock, ResumeReader, Transactions
from jobwise.services.merging import corrections, merged

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}


class ProfileService:
    """A profile has versions; the newest is the one that new applications use."""

    def __init__(self, transactions: Transactions, reader: ResumeReader, clock: Clock) -> None:
        self._transactions = transactions
        self._reader = reader
        self._clock = clock

    def upload(self, actor: Actor, file_name: str, data: bytes) -> StoredProfile:
        """Read a résumé and keep it as the newest version; the person's corrections stay.

        Raises: UnreadableFile, or Conflict when the person erased everything meanwhile; then nothing is kept.
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
            work.profiles.add_source(actor, source)
            known = work.profiles.current(actor)
            profile = merged(result.profile, known.profile) if known else result.profile
            stored = self._version(known, profile, source.id, file_name)
            work.profiles.add(actor, stored)
        return stored

    def current(self, actor: Actor) -> StoredProfile | None:
        """The newest version, or None before the first upload."""
        with self._transactions() as work:
            return work.profiles.current(actor)

    def get(self, actor: Actor, profile_id: str) -> StoredProfile:
        """One version. Raises: NotFound."""
        with self._transactions() as work:
            return work.profiles.get(actor, profile_id)

    def save(self, actor: Actor, profile: Profile, *, based_on: str) -> StoredProfile:
        """Keep an edit as a new version; what differs is marked as the person's own words.

        `based_on` is the id of the version that was edited, empty for a first profile written by
        hand. Raises: Conflict when it is no longer the newest.
        """
        with self._transactions() as work:
            known = work.profiles.current(actor)
            if based_on != (known.id if known else ""):
                raise Conflict(
                    "Your profile was changed in another window",
                    "Load the page again, then make your change.",
                    code="profile-changed",
                )
            base = known.profile if known else Profile()
            source_id, file_name = (known.source_id, known.file_name) if known else (None, "")
            stored = self._version(known, corrections(base, profile), source_id, file_name)
            work.profiles.add(actor, stored)
        return stored

    def source(self, actor: Actor, source_id: str) -> StoredSource:
        """An uploaded file as it came. Raises: NotFound."""
        with self._transactions() as work:
            return work.profiles.source(actor, source_id)

    def page_picture(
        self, actor: Actor, source_id: str, page: int, marked: Place | None, scale: float
    ) -> bytes:
        """A page of an uploaded PDF as PNG, a place marked. Raises: NotFound, UnreadableFile."""
        source = self.source(actor, source_id)
        return self._reader.page_picture(source.file_name, source.content, page, marked, scale)

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
