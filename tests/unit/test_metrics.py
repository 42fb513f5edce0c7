"""Figures for Prometheus: what is told is counted, and the dashboard asks for nothing that is not there."""

import datetime as dt
import json
import re
import subprocess
import sys
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from jobwise.domain.analytics import RunFigures
from jobwise.domain.health import PartHealth, StoreGauges, WorkerCount
from jobwise.domain.model_call import Usage
from jobwise.domain.run import Stage
from jobwise.errors import StorageFailed
from jobwise.metrics import Metrics, Present
from jobwise.settings import ROOT

AT = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
DASHBOARD: dict[str, Any] = json.loads((ROOT / "docs" / "grafana.json").read_text(encoding="utf-8"))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def gauges() -> StoreGauges:
    return StoreGauges(3, 1, 7, 9, 2, 0.002, 4096, 5)


def present(store: Any = gauges) -> Present:
    parts = (
        PartHealth(name="Mail", state="ill", told="The last mail could not be sent"),
        PartHealth(name="Database", state="well", told="Takes what is written"),
    )
    return Present("1.2", lambda: {"reading": WorkerCount(2, 1)}, store, lambda: parts)


@pytest.fixture
def metrics() -> Metrics:
    """One that was told something of every kind."""
    made = Metrics()
    made.request_answered("/v1/jobs/{job_id}", "GET", 200, 0.03)
    made.request_answered("/v1/jobs/{job_id}", "GET", 404, 0.001)
    made.run_ended(figures(state="done", seconds_analyze=0.2, seconds_export=0.4))
    made.run_ended(figures(state="failed", failed_stage=Stage.JOB_ANALYZER))
    made.model_asked("openai", "answered", Usage(asked=100, cached=40, answered=20), 0.5)
    made.model_asked("openai", "model-away", Usage(), 0.25)
    return made


def figures(**more: Any) -> RunFigures:
    return RunFigures(run_id="run-of-mara", application_id="a-of-mara", at=AT, engine="1", **more)


def rows(text: bytes) -> dict[tuple[str, ...], float]:
    """(name, label values by the names of the labels ...) -> figure."""
    families = text_string_to_metric_families(text.decode())
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_what_is_told_is_counted(metrics: Metrics) -> None:
    found = rows(metrics.text(present()))
    assert found["jobwise_requests_total", "GET", "/v1/jobs/{job_id}", "2xx"] == 1
    assert found["jobwise_requests_total", "GET", "/v1/jobs/{job_id}", "4xx"] == 1
    assert found["jobwise_request_seconds_count", "GET", "/v1/jobs/{job_id}"] == 2
    assert found["jobwise_request_seconds_bucket", "0.025", "GET", "/v1/jobs/{job_id}"] == 1
    assert found["jobwise_runs_ended_total", "done", ""] == 1
    assert found["jobwise_runs_ended_total", "failed", Stage.JOB_ANALYZER.value] == 1
    assert found["jobwise_stage_seconds_sum", Stage.JOB_ANALYZER.value] == 0.2
    assert ("jobwise_stage_seconds_sum", Stage.QUALITY_VALIDATOR.value) not in found
    assert found["jobwise_model_calls_total", "openai", "model-away"] == 1
    assert found["jobwise_model_tokens_total", "asked", "openai"] == 100
    assert found["jobwise_model_cost_usd_total", "openai"] == 0.75


def test_what_is_so_at_a_moment_is_asked(metrics: Metrics) -> None:
    found = rows(metrics.text(present()))
    assert found["jobwise_version", "1.2"] == 1
    assert found["jobwise_workers_alive", "reading"] == 2
    assert found["jobwise_workers_busy", "reading"] == 1
    assert found["jobwise_part_well", "Mail"] == 0
    assert found["jobwise_part_well", "Database"] == 1
    assert found["jobwise_runs", "waiting"] == 3
    assert found["jobwise_runs", "running"] == 1
    assert found["jobwise_waiting", "candidates"] == 7
    assert found["jobwise_waiting", "experiments"] == 9
    assert found["jobwise_waiting", "jobs"] == 2
    assert found[("jobwise_database_bytes",)] == 4096
    assert found[("jobwise_database_connections",)] == 5


def test_a_database_that_is_away_leaves_the_rest(metrics: Metrics) -> None:
    def away() -> StoreGauges:
        raise StorageFailed("The database does not answer", "Look.", code="no-answer")

    found = rows(metrics.text(present(away)))
    assert found[("jobwise_database_up",)] == 0
    assert found["jobwise_runs_ended_total", "done", ""] == 1
    assert ("jobwise_runs", "waiting") not in found


def test_no_id_and_no_method_of_a_strangers_making_is_a_label(metrics: Metrics) -> None:
    metrics.request_answered("", "MARA@EXAMPLE.ORG", 405, 0.1)
    text = metrics.text(present()).decode()
    assert "mara" not in text.lower()
    assert 'method="other"' in text


def names(metrics: Metrics) -> set[str]:
    """Of all metrics, as they are asked for."""
    return {name for name, *_ in rows(metrics.text(present())) if not name.endswith("_created")}


def test_the_dashboard_asks_for_metrics_that_are_there(metrics: Metrics) -> None:
    asked = {
        target["expr"]
        for panel in DASHBOARD["panels"]
        if panel["type"] != "row"
        for target in panel["targets"]
    }
    assert len(asked) > 10
    wanted = {name for expression in asked for name in re.findall(r"\bjobwise_\w+", expression)}
    assert wanted <= names(metrics)


def test_every_metric_is_told_in_the_handbook(metrics: Metrics) -> None:
    told = set(re.findall(r"^\| `(jobwise_\w+)` \|", OPERATIONS, re.MULTILINE))
    bare = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names(metrics)}
    assert told == bare


def test_alerts_ask_for_metrics_that_are_there(metrics: Metrics) -> None:
    [rules] = re.findall(r"```yaml\n(groups:.*?)```", OPERATIONS, re.DOTALL)
    wanted = set(re.findall(r"\bjobwise_\w+", rules))
    assert wanted
    assert wanted <= names(metrics)


def test_the_start_does_not_wait_for_the_library() -> None:
    words = "import sys, jobwise.bootstrap; print('prometheus_client' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
