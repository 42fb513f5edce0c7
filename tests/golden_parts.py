"""Small golden cases, and versions to try on them."""

import datetime as dt

from jobwise.domain.golden import Expectations, GoldenCase
from jobwise.domain.profile import Basics, Item, Profile, Skill, Work
from jobwise.prompts import shipped, shipped_engine
from jobwise.services.case_trial import Versions

AS_OF = dt.date(2026, 9, 1)
PROFILE = Profile(
    basics=Basics(name="Robin Marsh", email="robin.marsh@example.org"),
    work=(
        Work(
            fact_id="work-1",
            name="Sample Trams",
            position="Shift Planner",
            start_date="2021",
            end_date="2024",
            highlights=(
                Item(fact_id="work-1-1", text="Responsible for planning the weekly shifts of 12 drivers"),
                Item(fact_id="work-1-2", text="Wrote SQL reports on late trams every month"),
            ),
        ),
    ),
    skills=(Skill(fact_id="skill-1", keywords=(Item(fact_id="skill-1-1", text="SQL"),)),),
)
AD = """Shift Planner

Example Buses looks for a shift planner for its depot. You plan the weekly shifts of our drivers and see to it
that every bus has one.

Requirements:
- You have planned the weekly shifts of drivers
- SQL
- Power BI would be nice
"""


def a_case(case_id: str = "planner", *, job_text: str = AD, **expects: object) -> GoldenCase:
    return GoldenCase(
        id=case_id,
        title="A planner of shifts",
        as_of=AS_OF,
        profile=PROFILE,
        job_text=job_text,
        expects=Expectations.model_validate(expects),
    )


def versions() -> Versions:
    """Those that come with JobWise."""
    return Versions(shipped()["reading"], shipped()["writing"], shipped_engine())
