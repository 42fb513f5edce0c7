"""Where a fact stands in the file that the person uploaded: its page as a picture, or its text."""

import streamlit as st

from jobwise.domain.account import StoredProfile, StoredSource
from jobwise.domain.profile import Fact, Place
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.picture import draw_picture
from jobwise.ui.text import plain

SCALE = 2.0
"""144 dpi: sharp at the width of a column, also where the screen has two dots a pixel."""
_LINES_AROUND = 12


def source_of(visit: Visit, stored: StoredProfile) -> StoredSource | None:
    """The file of a profile version, or None when it was written by hand."""
    if stored.source_id is None:
        return None
    return visit.profiles.source(visit.actor, stored.source_id)


def has_pages(source: StoredSource) -> bool:
    """Whether the file has pages that can be shown as they look."""
    return source.media_type == "application/pdf"


def draw_page(visit: Visit, source: StoredSource, page: int, marked: Place | None) -> None:
    """A page of a PDF with a place marked."""
    try:
        png = _page(visit, source.id, page, marked)
    except JobWiseError as error:
        st.caption(plain(f"{error.title}. {error.message}"))
        return
    words = f"Page {page} of {source.file_name}"
    here = marked is not None and marked.page == page and marked.boxes
    alt = f"{words}, the place in question marked" if here else words
    draw_picture(png, alt)


def draw_crop(visit: Visit, source: StoredSource, place: Place) -> None:
    """Only the lines where a fact was read, as they look or as text."""
    if has_pages(source) and place.boxes:
        from jobwise.reading.pictures import crop

        png = crop(_page(visit, source.id, place.page, place), place, margin=0.03)
        alt = f"The lines of {source.file_name} that this was read from"
        draw_picture(png, alt)
    else:
        st.markdown(plain(source.text.text[place.start : place.end]))


def draw_text(source: StoredSource, marked: Place | None) -> None:
    """The text of a file without pages, from a little above the marked place on."""
    start, end = (marked.start, marked.end) if marked else (0, 0)
    text = source.text.text
    above = text[:start].splitlines()[-_LINES_AROUND // 2 :] if marked else []
    below = text[end:].splitlines()[: _LINES_AROUND if marked else 3 * _LINES_AROUND]
    middle = [f":orange-background[{plain(line)}]" for line in text[start:end].splitlines() if line.strip()]
    shown = [*map(plain, above), *middle, *map(plain, below)]
    st.markdown("  \n".join(line for line in shown if line))


def where(source: StoredSource | None, fact: Fact) -> str:
    """ "mara-cv.pdf, page 1", safe for Markdown; a fact without a place was written by the person."""
    if source is None or fact.place is None:
        return "written by you"
    page = f", page {fact.place.page}" if has_pages(source) else ""
    return f"{plain(source.file_name)}{page}"


def _page(visit: Visit, source_id: str, page: int, marked: Place | None) -> bytes:
    boxes = marked.boxes if marked and marked.page == page else ()
    return _picture(source_id, page, boxes, visit)


@st.cache_data(max_entries=64, show_spinner=False)
def _picture(
    source_id: str, page: int, boxes: tuple[tuple[float, float, float, float], ...], _visit: Visit
) -> bytes:
    marked = Place(page=page, boxes=boxes) if boxes else None
    return _visit.profiles.page_picture(_visit.actor, source_id, page, marked, SCALE)
