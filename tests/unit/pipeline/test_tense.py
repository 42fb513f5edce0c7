"""A line in other words keeps the tense of the line behind it, and its verbs agree."""

import pytest

from jobwise.pipeline.tense import changed_tense

CHANGED = [
    ("Monitor patients under anaesthesia", "Monitored patients under anaesthesia", False),
    ("Monitored patients under anaesthesia", "Monitor patients under anaesthesia", False),
    ("Monitored patients under anaesthesia", "Monitor patients under anaesthesia", True),
    ("Train and sign off competencies", "Trained and sign off competencies", False),
    ("Train and sign off competencies", "Trained and sign off competencies", True),
    ("Trained and signed off competencies", "Trained and sign off competencies", True),
    ("Training and signing off competencies", "Trained and sign off competencies", True),
    ("Training and signing off competencies", "Trained and signed off competencies", False),
    ("Train nurses and sign off competencies", "Trained nurses and sign off competencies", True),
    ("Trained nurses and signed off competencies", "Trained nurses and signing off competencies", True),
    ("Responsible for monitoring patients", "Monitored patients", False),
    ("Responsible for monitoring patients", "Monitor patients", True),
    ("Monitor patients", "Have monitored patients", False),
    ("Monitor patients", "Used to monitor patients", False),
    ("Monitor patients", "Performed monitoring of patients", False),
    ("Lead a team of 4 and plan rotas", "Led a team of 4 and plan rotas", False),
    ("Lead a team of 4 and plan rotas", "Led a team of 4 and planned rotas", False),
    ("Drive a bus on 6 routes", "Drove a bus on 6 routes", False),
    ("Drove a bus on 6 routes", "Drive a bus on 6 routes", True),
    ("Repair pumps, order parts and log faults", "Repaired pumps, ordered parts and logged faults", False),
    (
        "Repaired pumps, ordered parts and logged faults",
        "Repaired pumps, order parts and logged faults",
        True,
    ),
    ("Answer calls from 60 customers a day", "I answered calls from 60 customers a day", False),
    ("Trained staff and wrote guides", "Training staff and wrote guides", True),
    ("I teach maths to 3 classes.", "I taught maths to 3 classes.", False),
    ("Teach maths to 3 classes", "Taught maths to 3 classes", False),
    ("Sew curtains and fit blinds", "Sewed curtains and fitted blinds", False),
]
"""(the line, the same in other words, whether the job has ended)"""
KEPT = [
    ("Monitor patients under anaesthesia", "Monitor anaesthetised patients", False),
    ("Monitor patients", "Monitors patients", False),
    ("Monitor patients and write reports", "Write reports and monitor patients", False),
    ("Monitored patients and wrote reports", "Wrote reports and monitored patients", False),
    ("Greet visitors and answer phones", "Greeted visitors and answered phones", True),
    ("Responsible for monitoring patients", "Monitored patients", True),
    ("Responsible for monitoring patients", "Monitor patients", False),
    (
        "Rebuilt the booking service, cutting errors by 10%",
        "Cut errors by 10% by rebuilding the booking service",
        False,
    ),
    (
        "Cut errors by 10% by rebuilding the booking service",
        "Rebuilt the booking service, cutting errors by 10%",
        False,
    ),
    ("Rebuilt the service, reducing errors by 10%", "Reduced errors by 10% by rebuilding the service", False),
    ("Used SQL to find and remove doubles", "Found and removed doubles with SQL", True),
    ("Trained students and nurses", "Trained nurses and students", False),
    ("Improved order accuracy and stock control", "Improved stock control and order accuracy", False),
    ("Greet visitors and students", "Greeted visitors and students", True),
    ("Building weekly dashboards in Power BI", "Build weekly dashboards in Power BI", False),
    ("Built 14 dashboards, now used by 40 depots", "Built 14 dashboards now used by 40 depots", False),
    ("Lead trained volunteers on 3 sites", "Lead 3 sites with trained volunteers", False),
    ("Taught reading and writing to adults", "Taught adults reading and writing", False),
    ("Cut hair and coloured it", "Coloured and cut hair", False),
    ("Trained and sign off competencies", "Trained and sign off competencies of staff", False),
    ("Wrote and presented reports", "Presented and wrote reports", False),
    ("Prepared rotas, reports and orders", "Prepared orders, reports and rotas", False),
    ("Set up and run the stall", "Run and set up the stall", False),
]


@pytest.mark.parametrize(("before", "text", "over"), CHANGED)
def test_another_tense_or_verbs_that_do_not_agree_are_found(before: str, text: str, over: bool) -> None:
    assert changed_tense(text, before, over=over)


@pytest.mark.parametrize(("before", "text", "over"), KEPT)
def test_the_same_tense_in_other_words_is_left_alone(before: str, text: str, over: bool) -> None:
    assert changed_tense(text, before, over=over) == ()
