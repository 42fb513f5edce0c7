"""Names for facts that stay the same when the same file is read again."""

import hashlib
import unicodedata


def fact_id(section: str, *texts: str, taken: set[str]) -> str:
    """A stable id such as `work-1f0c9a3e`; a repeated text gets `-2`, `-3`, and so on.

    `taken` holds the ids of this profile so far and gains the new one.

    *Why:* an id made from the words themselves survives a new upload of the same résumé, so that
    corrections and documents keep pointing at the right fact.
    """
    words = " ".join(unicodedata.normalize("NFKC", " ".join(texts)).casefold().split())
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    name = _free(f"{section}-{digest}", taken)
    taken.add(name)
    return name


def _free(name: str, taken: set[str]) -> str:
    """The name, or it with the first free number from 2 on, found by doubling and halving.

    *Why not by counting:* a file of 60,000 equal lines is a way to keep a reader busy for minutes.
    """
    if name not in taken:
        return name
    used, free = 1, 2
    while f"{name}-{free}" in taken:
        used, free = free, free * 2
    while free - used > 1:
        middle = (used + free) // 2
        used, free = (middle, free) if f"{name}-{middle}" in taken else (used, middle)
    return f"{name}-{free}"
