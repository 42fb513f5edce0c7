"""Secrets made by chance, and their hashes. Only hashes are stored."""

import base64
import hashlib
import secrets


def new_token() -> str:
    """43 characters that carry 256 bits: for cookies, tickets and links."""
    return secrets.token_urlsafe(32)


def new_recovery_code() -> str:
    """Four groups of four that carry 80 bits, in letters that are not mistaken for each other."""
    code = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(code[start : start + 4] for start in range(0, 16, 4))


def digest(token: str) -> str:
    """The hash that is stored. *Why plain SHA-256:* nobody guesses what carries 80 bits or more."""
    return hashlib.sha256(token.encode()).hexdigest()


def recovery_digest(code: str) -> str:
    """The hash of a recovery code however it was typed."""
    return digest("".join(letter for letter in code.lower() if letter.isalnum()))
