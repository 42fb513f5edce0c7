import pytest

from jobwise.rendering.printable import address_of, contact_parts, printable, web_address


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  two\t words\n", "two words"),
        ("of\ufb01ce a\ufb04uent", "office affluent"),
        ("cafe\u0301", "café"),
        ("soft\u00adware\u200b", "software"),
        ("\uf0e0 mail", " mail".strip()),
        ("a\x00b\ud800c\x1b", "abc"),
        ("\u202eevil", "evil"),
        ("C++ & C# – 5 %", "C++ & C# – 5 %"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", ""),
    ],
)
def test_only_what_prints_is_left(text: str, printed: str) -> None:
    assert printable(text).strip() == printed


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("mara@example.org", "mailto:mara@example.org"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("www.example.org", "https://www.example.org"),
        ("linkedin.com/in/mara", "https://linkedin.com/in/mara"),
        ("Leeds, United Kingdom", ""),
        ("St.Gallen", ""),
        ("+44 1632 960123", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_addresses_become_links_and_nothing_else_does(text: str, url: str) -> None:
    assert address_of(text) == url


def test_an_address_broken_over_lines_is_joined() -> None:
    assert web_address("https://example.org/\nmara") == "https://example.org/mara"


def test_the_contact_line_is_taken_apart() -> None:
    parts = contact_parts("mara@example.org · Leeds ·  · example.org")
    assert [part.text for part in parts] == ["mara@example.org", "Leeds", "example.org"]
    assert [bool(part.url) for part in parts] == [True, False, True]
