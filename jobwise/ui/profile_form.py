"""The fields of a profile, section by section, with what is in doubt marked."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from jobwise.domain.account import StoredSource
from jobwise.domain.profile import Doubt, Entry, Item
from jobwise.ui import profile_edits as edits
from jobwise.ui.doubts import CHECK, Doubts, labelled
from jobwise.ui.guard import Visit
from jobwise.ui.profile_draft import Draft
from jobwise.ui.profile_fields import (
    ENTRY_FORMS,
    LIST_LABELS,
    LIST_TITLES,
    ORDER,
    Field,
    SectionForm,
    entry_names,
)
from jobwise.ui.text import plain
from jobwise.ui.typed_dates import HINT, shown_date, typed_date

YOURS = ":blue-badge[Yours]"
_BASICS = (
    (("name", "Name"), ("label", "Professional title")),
    (("email", "E-mail"), ("phone", "Phone")),
    (("location", "Place"), ("url", "Website")),
)


class ProfileForm:
    """Draws the fields of a draft; every change goes into the draft at once."""

    def __init__(self, visit: Visit, draft: Draft, source: StoredSource | None, opened: str = "") -> None:
        self._draft = draft
        self._opened = edits.owner_of(draft.profile, opened) if opened else ""
        self._doubts = Doubts(visit, draft, source)

    def draw(self) -> None:
        """Contact and summary, the sections that hold something, and a way to add the others."""
        self._basics()
        profile = self._draft.profile
        for section in ORDER:
            if not getattr(profile, section):
                continue
            if section in LIST_TITLES:
                self._list(section)
            else:
                self._section(section, ENTRY_FORMS[section])
        self._add_section([section for section in ORDER if not getattr(profile, section)])

    def _basics(self) -> None:
        st.header("Contact", anchor=False)
        basics = self._draft.profile.basics
        location = basics.location
        values = {
            "location": location.text or ", ".join(p for p in (location.city, location.region) if p),
            **{name: getattr(basics, name) for name in ("name", "label", "email", "phone", "url")},
        }
        doubts = self._doubts.about("basics")
        for row in _BASICS:
            for column, (name, label) in zip(st.columns(2), row, strict=True):
                key = self._draft.key("basics", name)
                column.text_input(
                    labelled(label, [d for d in doubts if d.field == name]),
                    values[name],
                    key=key,
                    on_change=self._basics_changed,
                    args=(name, key),
                )
        self._doubts.draw([d for d in doubts if d.fact_id == "basics"])
        self._basics_lines("profiles", "Networks, one a line", map(edits.network_line, basics.profiles))
        self._basics_lines("summary", "Summary, one sentence or paragraph a line", _texts(basics.summary))
        self._doubts.draw([d for d in doubts if d.fact_id != "basics"])

    def _basics_lines(self, name: str, label: str, lines: "Sequence[str] | map[str]") -> None:
        key = self._draft.key("basics", name)
        st.text_area(
            label,
            "\n".join(lines),
            key=key,
            height="content",
            on_change=self._basics_changed,
            args=(name, key),
        )

    def _section(self, section: str, form: SectionForm) -> None:
        st.header(form.title, anchor=False)
        for entry in getattr(self._draft.profile, section):
            self._entry(form, entry)
        st.button(
            f"Add a{'n' if form.one[0] in 'aeiou' else ''} {form.one}",
            icon=":material/add:",
            key=self._draft.key("add", section),
            on_click=self._added,
            args=(section,),
        )

    def _entry(self, form: SectionForm, entry: Entry) -> None:
        doubts = self._doubts.about(entry.fact_id)
        key = self._draft.key("entry", entry.fact_id)
        box = st.expander(
            self._entry_label(form, entry, doubts),
            expanded=bool(doubts) or entry.fact_id == self._opened or not entry_names(entry)[0],
            key=key,
            on_change=self._opened_or_closed,
            args=(entry.fact_id, key),
        )
        if not box.open:
            return
        with box:
            for row in form.rows:
                for column, field in zip(st.columns(len(row)), row, strict=True):
                    with column:
                        self._field(entry, field, [d for d in doubts if d.field == field.name])
                names = {field.name for field in row}
                self._doubts.draw([d for d in doubts if d.field in names and d.fact_id == entry.fact_id])
            self._doubts.draw([d for d in doubts if d.fact_id != entry.fact_id])
            st.button(
                f"Remove this {form.one}",
                icon=":material/delete:",
                type="tertiary",
                key=self._draft.key("remove", entry.fact_id),
                on_click=self._draft.change,
                args=(lambda profile: edits.without_entry(profile, entry.fact_id),),
            )

    def _entry_label(self, form: SectionForm, entry: Entry, doubts: Sequence[Doubt]) -> str:
        first, second, dates = map(plain, entry_names(entry))
        name = f"**{first}**" if first else f"New {form.one}"
        label = f"{name}, {second}" if second else name
        label = f"{label} · {dates}" if dates else label
        if doubts:
            return f"{label} {CHECK}"
        return f"{label} {YOURS}" if entry.fact_id in self._draft.saved.corrected else label

    def _field(self, entry: Entry, field: Field, doubts: Sequence[Doubt]) -> None:
        key = self._draft.key(entry.fact_id, field.name)
        value = getattr(entry, field.name)
        label = labelled(field.label, doubts)
        handler: dict[str, Any] = {"on_change": self._changed, "args": (entry.fact_id, field, key)}
        if field.kind == "text":
            st.text_input(label, value, key=key, **handler)
        elif field.kind == "date":
            st.text_input(label, shown_date(value), key=key, **handler)
            if _is_no_date(st.session_state.get(key, "")):
                st.error(HINT, title="This is not a date", icon=":material/error:")
        else:
            text = (
                value
                if field.kind == "long"
                else "\n".join(map(str, value) if field.kind == "words" else _texts(value))
            )
            st.text_area(label, text, key=key, height="content", **handler)

    def _list(self, section: str) -> None:
        st.header(LIST_TITLES[section], anchor=False)
        entries: Sequence[Entry] = getattr(self._draft.profile, section)
        key = self._draft.key("list", section)
        st.text_area(
            LIST_LABELS[section],
            "\n".join(edits.list_line(entry) for entry in entries),
            key=key,
            height="content",
            on_change=self._list_changed,
            args=(section, key),
        )
        self._doubts.draw([doubt for entry in entries for doubt in self._doubts.about(entry.fact_id)])

    def _add_section(self, missing: Sequence[str]) -> None:
        if not missing:
            return
        titles = {**{name: form.title for name, form in ENTRY_FORMS.items()}, **LIST_TITLES}
        key = self._draft.key("add-section")
        st.menu_button(
            "Add a section",
            missing,
            format_func=lambda section: titles[section],
            icon=":material/add:",
            key=key,
            on_click=self._section_added,
            args=(key,),
        )

    def _basics_changed(self, name: str, key: str) -> None:
        value = str(st.session_state[key])
        value = value if name in {"summary", "profiles"} else " ".join(value.split())
        self._draft.mark("basics")
        self._draft.change(lambda profile: edits.with_basics(profile, name, value))

    def _changed(self, entry_id: str, field: Field, key: str) -> None:
        text = str(st.session_state[key])
        self._draft.mark(entry_id)
        # A box whose label changed is a new one to Streamlit: it would close over the next field.
        st.session_state[self._draft.key("entry", entry_id)] = True
        if field.kind == "items":
            self._draft.change(lambda profile: edits.with_items(profile, entry_id, field.name, text))
            return
        value: object = text.strip()
        if field.kind == "words":
            value = tuple(edits.lines_in(text))
        elif field.kind == "date":
            try:
                value = typed_date(text)
            except ValueError:
                return
        self._draft.change(lambda profile: edits.with_field(profile, entry_id, field.name, value))

    def _list_changed(self, section: str, key: str) -> None:
        text = str(st.session_state[key])
        self._draft.change(lambda profile: edits.with_list(profile, section, text))

    def _added(self, section: str) -> None:
        self._draft.change(lambda profile: edits.with_new_entry(profile, section)[0])

    def _section_added(self, key: str) -> None:
        section = st.session_state[key]
        if section:
            self._added(section)

    def _opened_or_closed(self, entry_id: str, key: str) -> None:
        if st.session_state.get(key):
            self._draft.mark(entry_id)


def _texts(items: Sequence[Item]) -> list[str]:
    return [item.text for item in items]


def _is_no_date(text: object) -> bool:
    try:
        typed_date(str(text))
    except ValueError:
        return True
    return False
