"""Every word of a résumé ends in a field, an item or an unplaced line."""

import re

import pytest

from jobwise.reading import markdown, pdf, plain
from jobwise.reading.dates import find_ranges
from jobwise.reading.sections import heading_kind
from tests.unit.reading.sheets import RESUME, pdf_of
from tests.unit.reading.test_typed import MARKDOWN, TEXT

ODD = [
    *RESUME,
    (50, 400, "Divers", "h"),
    (50, 420, "Zymurgy notes, kept since the flood"),
    (50, 434, "quokka@example.com  +44 1632 960999"),
    (300, 470, "lone words floating"),
    (50, 500, "Languages", "h"),
    (50, 520, "Gibberish of the third kind"),
    (50, 540, "Awards", "h"),
    (50, 560, "2015   2nd of 40   Silver Whisk, Guild of Bakers"),
    (50, 580, "References", "h"),
    (50, 600, "Odile Marchbanks, Hotel Aurora"),
]
JUMBLE = "one two\n\n2019 - 2020\n* \n=== ===\nExperience\n\tx\ty\tz\nSkills\n: alone\nProjects\nA: b\n(c)\n"


def texts(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("place", "fact_id", "doubts"):
                yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def lost_words(profile, source) -> list[str]:
    kept = re.sub(r"\W", "", " ".join(texts(profile.model_dump())).casefold())
    lost = []
    for line in source.text.split("\n"):
        if heading_kind(line.strip(" #:")):
            continue
        for span in reversed(find_ranges(line)):
            line = line[: span.begin] + " " + line[span.stop :]
        lost += [word for word in re.findall(r"\w+", line.casefold()) if word not in kept]
    return lost


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (pdf, pdf_of(RESUME)),
        (pdf, pdf_of(ODD)),
        (pdf, pdf_of(ODD, ODD)),
        (plain, TEXT.encode()),
        (plain, JUMBLE.encode()),
        (markdown, MARKDOWN.encode()),
        (markdown, JUMBLE.encode()),
    ],
)
def test_no_word_is_dropped(reader, data):
    profile, source = reader.read(data)
    assert lost_words(profile, source) == []
