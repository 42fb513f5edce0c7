"""What people may do. *Why on a page of its own:* the command line names roles before anything is loaded."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do beyond their own things. Nobody's role opens another person's data."""

    SEEKER = "seeker"
    RECRUITER = "recruiter"
    PROMPT_EDITOR = "prompt_editor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as screens name it."""
        return self.value.replace("_", " ").capitalize()


ALL_ROLES = frozenset(Role)
NEW_ROLES = frozenset({Role.SEEKER})
"""What somebody has who signs up by themselves."""
