"""The head of an application: what its files are called."""

import pytest

from jobwise.domain.account import Application
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Basics, Profile
from jobwise.ui.header import file_name


@pytest.mark.parametrize(
    ("person", "employer", "name", "called"),
    [
        ("Jane Mercer", "Fenwick Rail", "resume.pdf", "Jane Mercer - Resume - Fenwick Rail.pdf"),
        ("Jane Mercer", None, "cover_letter.docx", "Jane Mercer - Cover letter.docx"),
        ("", "A/B: C|D", "application.zip", "Application - A B C D.zip"),
    ],
)
def test_a_file_says_whose_it_is_and_for_whom(
    person: str, employer: str | None, name: str, called: str
) -> None:
    application = Application.model_construct(
        profile=Profile(basics=Basics(name=person)), analysis=JobAnalysis(employer=employer)
    )
    assert file_name(application, name) == called
