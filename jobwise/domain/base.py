"""The base of every domain model."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Model(BaseModel):
    """A frozen record that refuses unknown fields.

    *Why:* stages are pure functions; what they pass on cannot be changed behind their back, and a
    misspelt field is an error at once instead of a silent loss.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words that are there."""
