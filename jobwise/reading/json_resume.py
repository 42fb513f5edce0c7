"""JSON Resume 1.0.0 -> Profile.

Source of the shape: https://jsonresume.org/schema.
"""

import json

from jobwise.domain.profile import Profile
from jobwise.domain.source import SourceText
from jobwise.errors import UnreadableFile
from jobwise.matching.smuggled import smuggled
from jobwise.reading.decoding import decoded
from jobwise.reading.intake import check_text
from jobwise.reading.json_node import Node, wrong_type
from jobwise.reading.json_places import spans_of
from jobwise.reading.json_profile import ProfileBuilder


def read(data: bytes) -> tuple[Profile, SourceText]:
    """The résumé in the file, its places pointing into the JSON text.

    Raises: UnreadableFile: not-json, not-a-resume, wrong-type, too-deep, too-much-text.
    """
    text = decoded(data)
    check_text(".json", text)
    value = _parsed(text)
    profile = ProfileBuilder().profile(Node(value, (), spans_of(text)))
    if not (
        profile.basics.name or profile.work or profile.volunteer or profile.education or profile.projects
    ):
        raise UnreadableFile(
            "This file holds no résumé",
            "It is JSON without a name, a job or a school. Check that it is the right file.",
            code="not-a-resume",
        )
    return profile, SourceText(text=text, hidden=smuggled(json.dumps(value, ensure_ascii=False)))


def text_of(data: bytes) -> str:
    """The JSON text as it stands. Raises: UnreadableFile."""
    return decoded(data)


def _parsed(text: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" It breaks at line {error.lineno}." if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFile(
            "This file is not valid JSON", f"Export it again, or mend it by hand.{line}", code="not-json"
        ) from error
    if not isinstance(value, dict):
        raise wrong_type((), value, "an object")
    return value
