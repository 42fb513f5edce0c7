"""Names of the ad as a letter prints them."""

import pytest

from jobwise.pipeline.ad_names import bare, name_in_ad


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (".NET", ".NET"),
        ("- SQL.", "SQL"),
        ("• .NET Core, ", ".NET Core"),
        ("Naranjal Sistemas S.L.", "Naranjal Sistemas S.L."),
        ("...", ""),
    ],
)
def test_the_marks_around_words_go_and_their_own_dots_stay(text: str, shown: str) -> None:
    assert bare(text) == shown


def test_a_name_in_capitals_keeps_its_legal_form() -> None:
    assert name_in_ad("NARANJAL SISTEMAS S.L.") == "Naranjal Sistemas S.L."
    assert name_in_ad("Acme Lamps Inc.") == "Acme Lamps Inc"
