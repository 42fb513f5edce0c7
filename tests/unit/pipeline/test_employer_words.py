""" "At" an employer, with the article that its noun takes and none where that is not sure."""

import pytest

from jobwise.pipeline.employer_words import at


@pytest.mark.parametrize(
    ("employer", "said"),
    [
        ("Museum Lindental", "beim Museum Lindental"),
        ("Finanzamt Ulm", "beim Finanzamt Ulm"),
        ("Stadt Köln", "bei der Stadt Köln"),
        ("Hochschule für Musik", "bei der Hochschule für Musik"),
        ("Berliner Sportverein", "beim Berliner Sportverein"),
        ("Museum Sandkamp GmbH", "bei Museum Sandkamp GmbH"),
        ("Klinikum Darmstadt", "beim Klinikum Darmstadt"),
        ("Darmstadt Motoren", "bei Darmstadt Motoren"),
        ("Cooper & Söhne", "bei Cooper & Söhne"),
        ("Deutsches Fährmuseum", "im Hause Deutsches Fährmuseum"),
        ("Stadtwerke Lindental", "im Hause Stadtwerke Lindental"),
    ],
)
def test_german_takes_an_article_only_where_the_noun_is_known(employer: str, said: str) -> None:
    assert at(employer, "de") == said


@pytest.mark.parametrize(
    ("language", "employer", "said"),
    [
        ("fr", "Musée du Val", "au Musée du Val"),
        ("fr", "Mairie de Valmont", "à la Mairie de Valmont"),
        ("fr", "Hôpital Saint-Orme", "à l’Hôpital Saint-Orme"),
        ("fr", "Harrow Foods", "chez Harrow Foods"),
        ("fr", "Groupe Valmont SA", "chez Groupe Valmont SA"),
        ("es", "Museo del Valle", "en el Museo del Valle"),
        ("es", "Universidad de Alba", "en la Universidad de Alba"),
        ("es", "Harrow Foods", "en Harrow Foods"),
        ("en", "University of Aireborough", "at the University of Aireborough"),
        ("en", "Harrow Foods", "at Harrow Foods"),
    ],
)
def test_other_languages_go_by_the_first_noun(language: str, employer: str, said: str) -> None:
    assert at(employer, language) == said
