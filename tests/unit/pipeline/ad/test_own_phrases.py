"""What an ad asks for in words that no table knows is asked for in the ad's own phrase."""

import pytest

from jobwise.pipeline.job_analyzer import analyze_job

AD = """Veterinary Nurse, Lindenhall Vets

About you
- {line}
- Full UK driving licence

You will join a team of 11 in a busy clinic in Leeds and look after dogs and cats. We offer paid leave.
"""


def asked(line: str) -> set[str]:
    return {found.text for found in analyze_job(AD.format(line=line)).requirements}


@pytest.mark.parametrize(
    ("line", "phrases"),
    [
        ("Strong anaesthesia monitoring and radiography", {"anaesthesia monitoring", "radiography"}),
        ("Very good hedge laying and dry stone walling", {"hedge laying", "dry stone walling"}),
        ("Experience of training student nurses", {"training student nurses"}),
    ],
)
def test_a_must_have_without_a_name_is_kept(line: str, phrases: set[str]) -> None:
    assert phrases <= asked(line)


def test_what_a_line_only_includes_is_not_asked_for_by_itself() -> None:
    found = asked("Strong SQL, including joins and window functions")
    assert "SQL" in found
    assert not {"including joins", "window functions"} & found


@pytest.mark.parametrize("line", ["Able to work on a rota of one weekend in four", "On our weekend rota"])
def test_a_rota_to_work_on_is_no_skill(line: str) -> None:
    found = analyze_job(AD.format(line=line)).requirements
    assert not [one for one in found if one.skill == "workforce planning" or "rota" in one.text]


def test_to_plan_rotas_is_one() -> None:
    found = analyze_job(AD.format(line="Experience of rota planning")).requirements
    assert "workforce planning" in {one.skill for one in found}
