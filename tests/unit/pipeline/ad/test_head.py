"""The head of a pasted ad: a title, and the employer on the line below."""

import pytest

from jobwise.pipeline.job_analyzer import analyze_job

BODY = """

We want somebody to join the crew in Hull and look after the lighting of three harbours.

Requirements
- At least 3 years' experience as an electrician
- Full driving licence
- First aid certificate an advantage
"""


@pytest.mark.parametrize(
    "line", ["Brightwater Electrical Services", "Brightwater Electrical Services · Hull"]
)
def test_the_line_below_the_title_is_the_employer(line: str) -> None:
    assert analyze_job(f"Electrician (m/f)\n{line}{BODY}").employer == "Brightwater Electrical Services"


def test_a_driving_licence_is_no_degree() -> None:
    analysis = analyze_job(f"Electrician\nBrightwater Electrical Services{BODY}")
    assert analysis.degree_min is None
    assert {r.kind for r in analysis.requirements if "licence" in r.text} == {"licence"}
