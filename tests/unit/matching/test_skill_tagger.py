"""The tagger of skills: what it marks, where, and that company changes nothing."""

from jobwise.answers import skill_spans
from jobwise.matching.skill_tagger import SkillTag, tag_skills

AD = "You have experience with Kubernetes, Terraform and distributed systems."


def words(text: str, kind: str) -> list[str]:
    return [text[tag.start : tag.end] for tag in tag_skills([text])[0] if tag.kind == kind]


def test_tools_and_fields_are_knowledge() -> None:
    assert words(AD, "knowledge") == ["Kubernetes", "Terraform", "distributed systems"]


def test_a_name_that_no_list_holds_is_found_by_its_sentence() -> None:
    assert "Zorblatt" in words("Experience with Zorblatt, Python and SQL is required.", "knowledge")


def test_a_soft_skill_is_a_skill() -> None:
    assert words("we look for a self motivated team player", "skill")


def test_a_sentence_without_skills_has_no_tags() -> None:
    assert tag_skills(["Date posted: 2021-07-14", "", "   "]) == [(), (), ()]


def test_a_text_is_tagged_the_same_in_any_company() -> None:
    others = ["Python", "A much longer sentence about nothing in particular that goes on and on.", AD * 3]
    assert tag_skills([*others, AD, *others])[len(others)] == tag_skills([AD])[0]


def test_a_text_longer_than_one_look_is_tagged_to_its_end() -> None:
    text = " ".join(["We offer free fruit and a nice office in the middle of the town."] * 60) + " " + AD
    tags = tag_skills([text])[0]
    assert any(text[tag.start : tag.end] == "Terraform" for tag in tags)
    assert all(0 <= tag.start < tag.end <= len(text) for tag in tags)


def test_one_endless_word_is_taken() -> None:
    assert isinstance(tag_skills(["x" * 5000 + " Python"]), list)
    assert isinstance(tag_skills(["()[]" * 2000]), list)


def test_marks_around_a_word_do_not_belong_to_it() -> None:
    text = "Skills: (Python), C++; .NET!"
    assert {text[tag.start : tag.end] for tag in tag_skills([text])[0]} <= {"Python", "C++", ".NET"}


def test_an_answer_names_the_concept_of_a_known_skill() -> None:
    spans = next(skill_spans([AD]))
    concepts = {span.label: span.concept for span in spans}
    assert concepts["Kubernetes"] == "Kubernetes"
    assert all(AD[span.start : span.end] == span.label for span in spans)


def test_a_tag_has_a_place_and_a_kind() -> None:
    text = "Experience with Python"
    assert tag_skills([text])[0] == (SkillTag(16, 22, "knowledge"),)
