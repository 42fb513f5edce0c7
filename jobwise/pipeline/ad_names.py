"""Names of the ad as a letter may print them."""

import re

_LONGEST_ACRONYM = 3
"""Letters of a word in a title in capitals that may be an acronym."""
LONGEST_NAME = 90
"""Characters of a title or an employer."""
_ABBREVIATED = re.compile(r"\b\w\.\w\.$")
"""A name that ends in an abbreviation keeps its last stop: "Naranjal S.L."."""
_STATEMENT = re.compile(
    r"[!?;\n|]|\.\s+[A-Z][a-z]*\s+[a-z]|\bI(?:'\w+)?\s+[a-z]|\b(?:my|me|mein|meine|mon|ma|mes|mi|mis)\b",
)


def bare(text: str) -> str:
    """Words of the ad on one line without the marks around them: ".NET" and "S.L." keep their dots."""
    plain = re.sub(r"^(?:[\s,;:•–-]|\.(?!\w))+|[\s,;:•–-]+$", "", " ".join(text.split()))
    return plain if _ABBREVIATED.search(plain) else plain.rstrip(" .,;:•–-")


def name_in_ad(text: str | None) -> str:
    """A title or employer of the ad on one line; "" where it is no name.

    *Why:* the ad is untrusted, and its words stand in a letter that the person signs. What is long,
    holds a statement or speaks as "I" is left out.
    """
    name = bare(text or "")
    if name.isupper() and len(name) > _LONGEST_ACRONYM:
        name = " ".join(
            w if len(w) <= _LONGEST_ACRONYM or _ABBREVIATED.search(w) else w.capitalize()
            for w in name.split()
        )
    return "" if len(name) > LONGEST_NAME or _STATEMENT.search(name) else name
