"""Profiles and the files that they were read from."""

from sqlalchemy import select
from sqlalchemy.orm import defer

from jobwise.domain.account import Actor, ProfileVersion, StoredProfile, StoredSource
from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.store.answers import WatchedSession
from jobwise.store.rows import must_own
from jobwise.store.tables import ProfileRow, SourceRow
from jobwise.store.vault import Vault

_WEIGHT = 25
"""A profile takes some 100 kB."""


class SqlProfiles:
    """`ports.ProfileRepository` over SQLAlchemy. Rows are added, never changed."""

    def __init__(self, session: WatchedSession, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def add_source(self, actor: Actor, source: StoredSource) -> None:
        """Keep an uploaded file."""
        row = SourceRow(id=source.id, owner=actor.id, media_type=source.media_type)
        text = source.text.model_dump_json()
        self._vault.seal(row, file_name=source.file_name, content=source.content, text=text)
        self._session.add(row)
        self._session.flush()  # parents before children: PostgreSQL holds foreign keys

    def source(self, actor: Actor, source_id: str) -> StoredSource:
        """An uploaded file as it came. Raises: NotFound."""
        row = must_own(self._session, SourceRow, actor, source_id, "file")
        return StoredSource(
            id=row.id,
            file_name=self._vault.text(row, "file_name"),
            media_type=row.media_type,
            content=self._vault.content(row, "content"),
            text=SourceText.model_validate_json(self._vault.text(row, "text")),
        )

    def media_type(self, actor: Actor, source_id: str) -> str:
        """The type of a file. *Why not with the file:* that would be opened whole. Raises: NotFound."""
        return must_own(self._session, SourceRow, actor, source_id, "file").media_type

    def add(self, actor: Actor, stored: StoredProfile, *, is_sample: bool = False) -> None:
        """Keep a version; a version number that is taken is refused when the block ends."""
        row = ProfileRow(
            id=stored.id,
            owner=actor.id,
            version=None if is_sample else stored.version,
            source_id=stored.source_id,
            created_at=stored.created_at,
        )
        self._vault.seal(row, profile=stored.profile.model_dump_json(), file_name=stored.file_name)
        self._session.add(row)
        self._session.flush()  # parents before children: PostgreSQL holds foreign keys

    def get(self, actor: Actor, profile_id: str) -> StoredProfile:
        """A version of the profile. Raises: NotFound."""
        return self._stored(must_own(self._session, ProfileRow, actor, profile_id, "profile"))

    def current(self, actor: Actor) -> StoredProfile | None:
        """The newest version, or None. Sample profiles are never current."""

        def ask() -> StoredProfile | None:
            mine = select(ProfileRow).where(ProfileRow.owner == actor.id, ProfileRow.version.is_not(None))
            row = self._session.scalars(mine.order_by(ProfileRow.version.desc()).limit(1)).first()
            return self._stored(row) if row is not None else None

        return self._session.answer(("profile", actor.id), (ProfileRow,), ask, weight=_WEIGHT)

    def versions(self, actor: Actor) -> tuple[ProfileVersion, ...]:
        """Newest first, without their words. Sample profiles are not among them."""
        mine = select(ProfileRow).where(ProfileRow.owner == actor.id, ProfileRow.version.is_not(None))
        without_words = mine.order_by(ProfileRow.version.desc()).options(
            defer(ProfileRow.profile, raiseload=True)
        )
        return tuple(
            ProfileVersion(
                id=row.id,
                version=row.version or 1,
                file_name=self._vault.text(row, "file_name"),
                created_at=row.created_at,
            )
            for row in self._session.scalars(without_words)
        )

    def current_id(self, actor: Actor) -> str | None:
        """The id of the newest version, without opening it."""

        def ask() -> str | None:
            mine = select(ProfileRow.id).where(ProfileRow.owner == actor.id, ProfileRow.version.is_not(None))
            return self._session.scalars(mine.order_by(ProfileRow.version.desc()).limit(1)).first()

        return self._session.answer(("profile id", actor.id), (ProfileRow,), ask)

    def _stored(self, row: ProfileRow) -> StoredProfile:
        return StoredProfile(
            id=row.id,
            version=row.version or 1,
            profile=Profile.model_validate_json(self._vault.text(row, "profile")),
            source_id=row.source_id,
            file_name=self._vault.text(row, "file_name"),
            created_at=row.created_at,
        )
