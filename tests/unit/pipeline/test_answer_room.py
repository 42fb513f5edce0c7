"""An answer has the room that its words need, between a floor and the prompt's own limit."""

import pytest

from jobwise.pipeline.answer_room import LEAST_TOKENS, room_for


@pytest.mark.parametrize(
    ("words", "most", "tokens"),
    [
        ("", 6000, LEAST_TOKENS),
        ("a short line", 6000, LEAST_TOKENS),
        ("x" * 4000, 6000, 3000),
        ("x" * 100_000, 6000, 6000),
        ("字" * 1000, 6000, 2250),
        ("a short line", 500, 500),
    ],
)
def test_the_room_follows_the_words(words: str, most: int, tokens: int) -> None:
    assert room_for(words, most) == tokens
