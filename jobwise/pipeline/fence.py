"""Untrusted text on its way to a model: as JSON, inside a fence that nobody can close who wrote the text."""

import hashlib
import hmac
import json

LENGTH = 16


def in_json(value: object) -> str:
    """The value as JSON, in one line."""
    return json.dumps(value, ensure_ascii=False)


def fence(secret: bytes, text: str) -> str:
    """The code of the fence around a text.

    *Why not by chance:* nobody without the secret can guess it, and the same text has the same one, so that
    providers and we can keep what was asked before.
    """
    return hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:LENGTH]
