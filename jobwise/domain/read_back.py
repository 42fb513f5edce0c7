"""What programs get out of a finished file, field by field."""

from jobwise.domain.base import Model


class ReadField(Model):
    """A field that the document prints.

    `in_text`: extractor -> whether the words stand in the text it gives. `read_as` is what our own
    reader took for the field, "" for nothing; `right` whether that is what was printed.
    """

    name: str
    printed: str
    in_text: dict[str, bool]
    read_as: str
    right: bool


class ReadBack(Model):
    """A file as two extractors and our own reader see it."""

    file: str
    fields: tuple[ReadField, ...]

    @property
    def in_text(self) -> int:
        """Fields that every extractor gives."""
        return sum(all(field.in_text.values()) for field in self.fields)

    @property
    def right(self) -> int:
        """Fields that our own reader put where they belong."""
        return sum(field.right for field in self.fields)
