"""What a program gets out of the files that JobWise makes, in every theme and as a Word file."""

import pytest

from benchmarks.round_trip import FORMATS, STRESS, generated, trip
from jobwise.domain.read_back import ReadBack

PEOPLE = [*generated(1), *STRESS]
LEAST_RIGHT = 0.98


@pytest.mark.parametrize("name", FORMATS)
def test_every_field_comes_back_and_nearly_all_in_their_place(name: str) -> None:
    backs = {profile: trip(profile, name) for profile in PEOPLE}
    fields = sum(len(back.fields) for back in backs.values())
    assert fields > 400
    assert sum(back.right for back in backs.values()) / fields > LEAST_RIGHT
    for profile, back in backs.items():
        # pypdf gives letters that run to the left in another order; PDFium gives them as they are read
        assert lost(back) == [] or (profile == "arabic" and all("PDFium" not in each for each in lost(back)))


@pytest.mark.parametrize("profile", list(generated(1)))
def test_the_usual_theme_and_word_files_are_read_without_a_fault(profile: str) -> None:
    for name in ("plain", "docx"):
        assert [field for field in trip(profile, name).fields if not field.right] == []


def lost(back: ReadBack) -> list[str]:
    return [
        f"{extractor}: {field.name} {field.printed}"
        for field in back.fields
        for extractor, there in field.in_text.items()
        if not there
    ]
