"""What applicant systems get out of the résumé's files, field by field, beside the page."""

from collections.abc import Sequence

import streamlit as st

from jobwise.domain.account import Application
from jobwise.domain.read_back import ReadBack, ReadField
from jobwise.errors import JobWiseError
from jobwise.ui.guard import Visit
from jobwise.ui.problems import show
from jobwise.ui.text import plain

FILES = {"resume.pdf": "PDF", "resume.docx": "Word"}
_RIGHT = ":green-badge[:material/check: Read]"


def draw_machine_view(visit: Visit, application: Application) -> None:
    """Two sentences a file, then every field as it was read."""
    st.markdown(
        "JobWise opens its finished files again, as an applicant system does: with two programs that take "
        "out the bare text, and with its own reader, which sorts it into fields."
    )
    try:
        backs = _backs(visit, application)
    except JobWiseError as error:
        show(error)
        return
    for back in backs:
        _summary(back)
    with st.container(border=True, key="card-machine-view"):
        for fields in zip(*(back.fields for back in backs), strict=True):
            _row(fields)


def _backs(visit: Visit, application: Application) -> list[ReadBack]:
    """The PDF was read back when it was scored; the Word file is when somebody looks here."""
    report = application.report
    documents = report.documents.model_dump_json() if report else ""
    key = f"{documents}{application.design.model_dump_json()}"
    kept = {back.file: back for back in (report.read_back if report else None,) if back}
    return [kept.get(name) or _read(visit, application.id, name, key) for name in FILES]


@st.cache_data(max_entries=8, show_spinner="Reading the files back")
def _read(_visit: Visit, application_id: str, name: str, key: str) -> ReadBack:  # noqa: ARG001
    """A file read back; `key` holds all that it is made of, so that it is read once."""
    return _visit.applications.read_back(_visit.actor, application_id, name)


def _summary(back: ReadBack) -> None:
    count = len(back.fields)
    told = (
        f"**{FILES[back.file]}** {back.in_text} of {count} fields in the text, {back.right} in their place."
    )
    if back.right == count == back.in_text:
        st.success(told, icon=":material/check_circle:")
    else:
        st.warning(told, icon=":material/help:")


def _row(fields: Sequence[ReadField]) -> None:
    """A field with what each file gave for it."""
    name, printed, read = st.columns([2, 5, 4], vertical_alignment="center")
    name.caption(fields[0].name)
    printed.markdown(plain(fields[0].printed))
    if all(field.right for field in fields):
        read.markdown(_RIGHT)
        return
    for file, field in zip(FILES.values(), fields, strict=True):
        words = f"read as “{plain(field.read_as)}”" if field.read_as else "not read"
        read.markdown(f"{file}: {_RIGHT if field.right else words}")
