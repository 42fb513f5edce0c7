"""Closeness in meaning: the same everywhere, and of the right order."""

import numpy as np
import pytest

from jobwise.matching.embedding import similarity


def test_the_table_has_a_row_a_text_and_a_column_a_text() -> None:
    assert similarity(["a cat", "a dog"], ["a cow", "a hen", "tax law"]).shape == (2, 3)
    assert similarity([], ["a cow"]).shape == (0, 1)
    assert similarity(["a cow"], []).shape == (1, 0)


def test_a_text_is_closest_to_itself_and_its_like() -> None:
    row = similarity(["software engineer"], ["software engineer", "software developer", "pastry chef"])[0]
    assert row[0] == pytest.approx(1.0, abs=1e-5)
    assert row[0] > row[1] > row[2]


def test_closeness_is_mutual_and_bounded() -> None:
    texts = ["nurse", "welding", "PostgreSQL", "gérer une équipe"]
    table = similarity(texts, texts)
    assert np.allclose(table, table.T, atol=1e-6)
    assert np.abs(table).max() <= 1 + 1e-5


def test_a_text_gives_the_same_number_alone_and_among_others() -> None:
    alone = similarity(["data analyst"], ["data engineer"])[0][0]
    among = similarity(["x", "data analyst"], ["a much longer line of words", "data engineer"])[1][1]
    assert float(alone) == float(among)


@pytest.mark.parametrize("text", ["", " ", "\u2028", "☃☃"])
def test_a_text_without_words_gives_numbers_still(text: str) -> None:
    assert np.isfinite(similarity([text], ["data analyst", text])).all()
