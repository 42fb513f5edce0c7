"""Is it a person's name?"""

import re
from collections.abc import Sequence

from jobwise.reading.dates import find_ranges
from jobwise.reading.lexicon import count, either, fold, tokens
from jobwise.reading.places import place_score
from jobwise.reading.sections import heading_kind

_NAME_LABEL = re.compile(
    r"^(?:name|full name|naam|namn|nom|nom et prénom|nombre|nombre y apellidos|nome|nome e cognome"
    r"|imię i nazwisko|vor- und nachname|氏名|姓名|名前)\s*[:：]\s*",
    re.I,
)


def is_title(text: str) -> bool:
    """Whether a text only says that this is a résumé."""
    return bool(re.fullmatch(rf"(?:{either('document')})", text.strip(" :"), re.I))


def name_score(line: str, size: float, hints: Sequence[str], email: str) -> float:
    """How much a text at the top of a résumé is like a name; `size` is its share of the largest letters.

    Capitals, size, the mailbox and the file's own properties speak for it; titles, firms and degrees
    against it. Below 0: no name.
    """
    text = clean_name(line)
    words = text.split()
    cjk = bool(re.fullmatch(r"[\u3400-\u9fff\u3040-\u30ff]{2,8}", text.replace(" ", "")))
    if not (1 < len(words) <= 6 or cjk) or re.search(r"[\d@:;!?<>=]|https?", text) or heading_kind(text):
        return -5.0
    if is_title(text) or place_score(text) == 2 or find_ranges(line):
        return -5.0
    capitals = sum(not word[:1].islower() or cjk for word in words)  # many scripts have no capitals
    score = 1.0 if capitals >= len(words) - 1 else -1.5
    score += 2.5 * size
    score -= 3.0 * min(1, count("titles", text)) + 1.5 * min(
        1, count("companies", text) + count("degrees", text)
    )
    local = fold(email.split("@")[0])
    score += 1.5 * any(len(word) > 2 and word in local for word in tokens(text))
    score += 2.0 * any(fold(text) in fold(hint) for hint in hints)
    return score - 0.6 * (len(words) > 4)


def clean_name(text: str) -> str:
    text = re.sub(
        rf"(?i)^(?:{either('document')})\s*(?:[:–—-]|of|de|von)\s+|\s*[-–—:|,]?\s+(?:{either('document')})$",
        "",
        text,
    )
    return _NAME_LABEL.sub("", text).strip(" ,;|·•-–")
