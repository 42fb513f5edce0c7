"""What stands in quote marks stands so in the résumé or the ad."""

import pytest

from jobwise.pipeline.quotations import misquoted

FACT = "Manage 12 beds, with Müller & Co; 3.5% fewer falls"


@pytest.mark.parametrize(
    "text",
    [
        "From my work there: “Manage 12 beds, with Müller & Co; 3.5% fewer falls”.",
        "From my work there: “manage 12 beds with Müller & Co”.",
        "Aus meiner Arbeit: „Manage 12 beds“.",
        "Un exemple : « manage 12 beds, with Müller & Co ».",
        'I wrote "manage 12 beds".',
        "I managed 12 beds.",
        'I fitted 12" and 14" pipes.',
    ],
)
def test_words_quoted_as_they_stand_are_left_alone(text: str) -> None:
    assert list(misquoted(text, [FACT])) == []


@pytest.mark.parametrize(
    "text",
    [
        "From my work there: “Managed 12 beds”.",
        "From my work there: “Manage 12 beds, 3.5% fewer falls”.",
        "From my work there: “Manage beds”.",
        "Aus meiner Arbeit: „Managed 12 beds“.",
        "Un exemple : « managed 12 beds ».",
        'I wrote "manage 12 bed".',
        "“Manage 12 beds” and “fewer accidents”.",
    ],
)
def test_words_altered_inside_quote_marks_are_found(text: str) -> None:
    assert list(misquoted(text, [FACT]))


def test_the_ad_may_be_quoted_too() -> None:
    assert list(misquoted("You ask for “night shifts”.", [FACT, "Willing to work night shifts"])) == []
