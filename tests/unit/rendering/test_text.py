from jobwise.domain.profile import Profile
from jobwise.rendering.text import TextExporter
from tests.contract.exported import document, line, resume


def test_a_resume_is_set_with_its_dates_and_bullets() -> None:
    text = TextExporter().export(resume()[0], Profile()).decode()
    assert (
        "EXPERIENCE\n----------\n\nSenior data analyst | Jan 2020 – Present\nFenwick Rail\n- Moved 14" in text
    )
    assert text.endswith("Tools: Python, SQL\n")


def test_long_lines_are_wrapped_below_their_bullet() -> None:
    rows = TextExporter(width=20).export(document(line("bullet", "one two three four five")), Profile())
    assert rows.decode() == "- one two three four\n  five\n"


def test_a_long_address_is_never_broken() -> None:
    url = "https://example.org/" + "a-path/" * 20
    assert url in TextExporter(width=20).export(document(line("contact", url)), Profile()).decode()


def test_recipient_lines_stay_together() -> None:
    given = document(
        line("recipient", "Hiring team"), line("recipient", "Northern Line"), line("text", "Dear")
    )
    assert TextExporter().export(given, Profile()).decode() == "Hiring team\nNorthern Line\n\nDear\n"
