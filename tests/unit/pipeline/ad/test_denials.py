"""What an ad says is not asked for is no demand."""

import pytest

from jobwise.pipeline.ad.denials import is_denied
from jobwise.pipeline.ad.experience import degree_asked
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.requirements import requirements_of


def _asked(lines: str) -> dict[str, str]:
    ad = f"Requirements:\n{lines}\n"
    return {r.text: r.importance for r in requirements_of(ad, passages_of(ad)) if r.kind != "responsibility"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You do not need any experience of Salesforce", "Salesforce"),
        ("We don't ask for SQL or Tableau", "Tableau"),
        ("No previous Python experience is required", "Python"),
        ("A master's degree is not needed", "master's degree"),
        ("What we won't ask for: Photoshop, Illustrator", "Illustrator"),
        ("SAP-Kenntnisse sind nicht erforderlich", "SAP-Kenntnisse"),
        ("Excel ist kein Muss", "Excel"),
        ("L'espagnol n'est pas demandé", "espagnol"),
        ("No es necesario carnet de conducir", "carnet de conducir"),
        ("La patente B non è richiesta", "patente B"),
        ("Kennis van AutoCAD is niet vereist", "AutoCAD"),
        ("Não é necessário inglês", "inglês"),
        ("Körkort krävs inte", "Körkort"),
    ],
)
def test_a_denial_is_seen(text: str, words: str) -> None:
    start = text.index(words)
    assert is_denied(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You do not need a degree, but Salesforce is used daily", "Salesforce"),
        ("Strong SQL, a degree is not required", "SQL"),
        ("No more than six points and a valid licence", "licence"),
        ("Excel is required; French is not required", "Excel"),
        ("Englisch ist erforderlich", "Englisch"),
        ("You do not need a degree. Python is a must", "Python"),
    ],
)
def test_what_stands_beside_a_denial_is_still_asked_for(text: str, words: str) -> None:
    start = text.index(words)
    assert not is_denied(text, start, start + len(words))


def test_what_is_not_needed_is_no_requirement() -> None:
    assert _asked("- Docker\n- Kubernetes is not required\n- No knowledge of Jenkins needed") == {
        "Docker": "must"
    }


def test_what_is_liked_though_not_needed_is_a_wish() -> None:
    assert _asked("- AutoCAD would be an advantage but is not essential") == {"AutoCAD": "nice"}


@pytest.mark.parametrize(
    "ad",
    [
        "We don't care about degrees, we care about your work",
        "Hier ist ein Studium nicht erforderlich",
        "No es necesario título universitario",
        "You do not need a bachelor's degree",
    ],
)
def test_a_degree_that_is_denied_is_none(ad: str) -> None:
    assert degree_asked((), ad) == "none"


def test_a_heading_can_deny_its_list() -> None:
    ad = "What we need:\n- Python\n\nWhat you don't need:\n- Haskell\n- Erlang\n"
    asked = {r.text for r in requirements_of(ad, passages_of(ad))}
    assert "Python" in asked
    assert not asked & {"Haskell", "Erlang"}


def test_what_is_denied_is_shown_as_no_duty() -> None:
    ad = "Duties:\n- Wash the cars by hand\n- Previous washing is not needed\n"
    assert [r.text for r in requirements_of(ad, passages_of(ad))] == ["Wash the cars by hand"]
