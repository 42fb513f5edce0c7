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
    name = f"{section}-{digest}"
    count = 2
    while name in taken:
        name = f"{section}-{digest}-{count}"
        count += 1
    taken.add(name)
    return name
