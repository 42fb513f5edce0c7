"""What programs get out of a finished file, field by field."""

from typing import Literal

from jobwise.domain.base import Model

Part = Literal["contact", "work", "education", "skills", "languages", "certificates"]


class ReadField(Model):
    """A field that the document prints. `part`: where in the document it stands.

    `in_text`: extractor -> whether the words stand in the text it gives. `read_as` is what our own
    reader took for the field, "" for nothing; `right` whether that is what was printed.
    """

    part: Part
    name: str
    printed: str
    in_text: dict[str, bool]
    read_as: str
    right: bool

    @property
    def came_back(self) -> bool:
        """Whether no program lost it."""
        return self.right and all(self.in_text.values())


class ReadBack(Model):
    """A file as two extractors and our own reader see it.

    `understood`: share of the file's letters that our reader found a place for, 0..1.
    """

    file: str
    fields: tuple[ReadField, ...]
    understood: float

    @property
    def in_text(self) -> int:
        """Fields that every extractor gives."""
        return sum(all(field.in_text.values()) for field in self.fields)

    @property
    def right(self) -> int:
        """Fields that our own reader put where they belong."""
        return sum(field.right for field in self.fields)

    @property
    def lost(self) -> tuple[ReadField, ...]:
        """Fields that did not come back."""
        return tuple(field for field in self.fields if not field.came_back)

    def share(self, part: Part, name: str = "") -> float:
        """How much of a part's fields came back, or of those of one name; 1.0 where it prints none."""
        fields = [field for field in self.fields if field.part == part and name in ("", field.name)]
        return sum(field.came_back for field in fields) / len(fields) if fields else 1.0
