"""What the score says to somebody, told of somebody."""

import pytest

from jobwise.pipeline.third_person import third_person


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("“your SQL” stands in your job at A.", "“your SQL” stands in their job at A."),
        ("You have BSc, Art.", "They have BSc, Art."),
        ("Any of these is enough; you have R. “R” stands in your skills.",
         "Any of these is enough; they have R. “R” stands in their skills."),
        ("Your dates make 4 years; 5 are asked for.", "Their dates make 4 years; 5 are asked for."),
        ("Your profile says too little of what you did.", "Their profile says too little of what they did."),
        ("“X” stands in your job at Your Move.", "“X” stands in their job at Your Move."),
    ],
)  # fmt: skip
def test_it_is_about_them_and_quotes_stay(said: str, told: str) -> None:
    assert third_person(said) == told
