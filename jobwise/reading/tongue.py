"""The language that a text is written in."""

import re
from collections import Counter
from collections.abc import Sequence

from jobwise.reading.sections import heading_tongues

_FUNCTION_WORDS = {
    "en": "the and of to in for with on from by at an is are using",
    "fr": "le les des du et pour dans avec une sur par au aux chez",
    "de": "der die das und mit für von im den zu bei auf ein eine zur",
    "es": "el los las en y para con del una por como al más desde",
    "it": "il gli dei di per con del della nel una delle degli nella presso",
    "pt": "os em para com da na uma por das dos ao pela pelo não mais",
    "nl": "het een van voor met bij op aan als door naar werk bij",
    "pl": "w na oraz dla przez od się przy jako ze zespołu pracy",
    "sv": "och på för med av till ett som att det inom samt",
}

_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}


def language_of(text: str, headings: Sequence[str] = ()) -> str:
    """ISO 639-1 code of the language; "en" when there is too little to tell by.

    A known heading counts as much as three words.

    *Why by function words:* they stand in every sentence and decide in microseconds, where a
    classifier over lists of names and tools is often wrong.
    """
    text = text[:20_000]
    if not text.isascii():
        letters = max(1, len(re.findall(r"[^\W\d_]", text)))
        for code, script in _SCRIPTS.items():
            if len(script.findall(text)) > 0.15 * letters:
                return code
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    counts = {code: sum(words[word] for word in known.split()) for code, known in _FUNCTION_WORDS.items()}
    for heading in headings:
        for code in heading_tongues(heading) & counts.keys():
            counts[code] += 3
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > 2 else "en"
