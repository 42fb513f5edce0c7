"""What a person may choose of the files. *Why alone:* the command line asks for it without pydantic."""

from typing import Literal

Theme = Literal["plain", "shaded", "modern", "classic", "timeline", "margin", "banner"]
Paper = Literal["a4", "letter"]
Format = Literal["pdf", "docx", "md", "txt", "json"]
