"""The language of a résumé."""

import pytest

from jobwise.reading.tongue import language_of


@pytest.mark.parametrize(
    ("text", "headings", "language"),
    [
        ("Led the team and cut waste by a third for the whole of the group", (), "en"),
        ("Leitung der Backstube und Einkauf für die Filialen mit zwei Lehrlingen", (), "de"),
        ("Encadrement des apprentis et gestion du stock pour les boutiques", (), "fr"),
        ("Έμπειρη ζαχαροπλάστης με δέκα χρόνια", (), "el"),
        ("Опытный кондитер, десять лет в отелях", (), "ru"),
        ("ソフトウェアの開発を担当", (), "ja"),
        ("Xero Excel Quintrell", ("Berufserfahrung", "Kenntnisse"), "de"),
        ("Excel", (), "en"),
    ],
)
def test_words_and_headings_tell_the_language(text, headings, language):
    assert language_of(text, headings) == language
