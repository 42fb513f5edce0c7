"""PDFs drawn line by line, for tests: each line is (x, y, text) or (x, y, text, look)."""

from collections.abc import Iterable, Sequence

import pymupdf

Drawn = tuple[float, float, str] | tuple[float, float, str, str]

_LOOKS = {
    "": ("helv", 10.0),
    "b": ("hebo", 10.0),
    "i": ("heit", 10.0),
    "h": ("hebo", 13.0),
    "n": ("hebo", 22.0),
}


def pdf_of(*pages: Iterable[Drawn], turned: Sequence[tuple[float, float, str]] = ()) -> bytes:
    """A PDF of these pages; looks: b bold, i italic, h heading, n name. `turned` goes on the first page."""
    document = pymupdf.open()
    for lines in pages:
        page = document.new_page(width=595, height=842)
        for x, y, text, *look in lines:
            font, size = _LOOKS[look[0] if look else ""]
            page.insert_text((x, y), text, fontname=font, fontsize=size)
    for x, y, text in turned:
        document[0].insert_text((x, y), text, fontname="hebo", fontsize=13, rotate=90)
    data: bytes = document.tobytes()
    document.close()
    return data


TOP: list[Drawn] = [
    (50, 60, "Maribel Quintrell", "n"),
    (50, 80, "maribel.quintrell@example.com | +44 1632 960123 | Leeds, UK | linkedin.com/in/mquintrell"),
]
JOBS: list[Drawn] = [
    (50, 110, "Work Experience", "h"),
    (50, 130, "Northwind Bakery", "b"),
    (440, 130, "Apr 2019 - Present"),
    (50, 144, "Head Pastry Chef", "i"),
    (440, 144, "Leeds, UK"),
    (60, 158, "\u2022 Led a team of nine bakers across two sites and cut the waste of the ovens by"),
    (68, 171, "31 percent within a year."),
    (60, 184, "\u2022 Introduced a sourdough line."),
    (50, 206, "Hotel Aurora", "b"),
    (440, 206, "Jan 2014 - Aug 2016"),
    (50, 220, "Commis Chef", "i"),
    (440, 220, "Lyon, France"),
    (60, 234, "\u2022 Prepared 180 covers a night."),
]
STUDIES: list[Drawn] = [
    (50, 262, "Education", "h"),
    (50, 282, "Leeds Beckett University", "b"),
    (440, 282, "2013"),
    (50, 296, "BSc Food Science"),
    (50, 324, "Skills", "h"),
    (50, 344, "Baking: sourdough, viennoiserie (croissants, brioche), chocolate"),
    (50, 358, "Software: Excel, Xero"),
]
RESUME: list[Drawn] = [*TOP, *JOBS, *STUDIES]
