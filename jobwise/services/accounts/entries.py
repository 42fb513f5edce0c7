"""What people type about themselves, in one form: e-mail address, name, password."""

import re
import unicodedata

from pydantic import SecretStr

from jobwise.errors import UnusableEntry
from jobwise.services.accounts.guessing import is_common

LONGEST_EMAIL = 254
LONGEST_NAME = 100
FEWEST, MOST = 8, 128
"""Characters of a password (NIST SP 800-63B, OWASP ASVS 5.0 6.2.1 and 6.2.9)."""
LONGEST_TYPED = 1024
"""More is cut before anything else is done with it, so that no password costs more work than another."""
_EMAIL = re.compile(r"[^\s@<>()\[\],:;\\\"]+@[^\s@<>()\[\],:;\\\"]+\.[^\s@<>()\[\],:;\\\".]+")
_JOINER = "\u2060"


def email_key(typed: str) -> str:
    """An address in the form in which it is looked up: who types capitals is the same person.

    *Why without a joiner:* pages show one in an address, so that it is no link, and people copy it.
    """
    folded = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).strip().casefold()
    return folded.replace(_JOINER, "")


def checked_email(typed: str) -> str:
    """An address that mail can be sent to. Raises: UnusableEntry."""
    email = email_key(typed)
    if len(email) > LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise UnusableEntry("This is not an e-mail address", "Write it like name@example.org.", code="email")
    return email


def checked_name(typed: str, email: str) -> str:
    """A name on one line; without one, what stands before the @. Raises: UnusableEntry."""
    name = " ".join(unicodedata.normalize("NFC", typed[:LONGEST_TYPED]).split()) or email.split("@")[0]
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise UnusableEntry(
            "This name cannot be used", f"Use at most {LONGEST_NAME} letters and signs.", code="name"
        )
    return name


def password_key(typed: SecretStr) -> str:
    """A password in the form in which it is hashed.

    *Why NFKC:* the same password typed on another keyboard may come as other code points.
    """
    return unicodedata.normalize("NFKC", typed.get_secret_value()[:LONGEST_TYPED])


def checked_password(typed: SecretStr, email: str) -> str:
    """A password to be set, in the form in which it is hashed. Raises: UnusableEntry."""
    password = password_key(typed)
    if len(password) < FEWEST:
        raise _refused(f"The password is shorter than {FEWEST} characters", "A few words in a row do well.")
    if len(password) > MOST:
        raise _refused(f"The password is longer than {MOST} characters", "Use a shorter one.")
    small = password.casefold()
    own = email.split("@")[0].casefold()
    if is_common(small):
        raise _refused("Many people use this password, so it is tried first", "Think of another one.")
    if len(own) > 2 and own in small:
        raise _refused("The password contains your e-mail name", "Think of another one.")
    return password


def _refused(title: str, message: str) -> UnusableEntry:
    return UnusableEntry(title, message, code="password")
