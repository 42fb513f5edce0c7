"""Figures of this process for Prometheus. No id and no word of anybody is in a label, and each label has few
values.

Counters grow in the process; what is so at a moment is asked when somebody reads.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from jobwise.domain.analytics import SECONDS, RunFigures
from jobwise.domain.health import PartHealth, StoreGauges, WorkerCount
from jobwise.domain.model_call import Usage
from jobwise.errors import StorageFailed

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram
    from prometheus_client.metrics_core import Metric

REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 10.0)
STAGE_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 60.0, 180.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Present(NamedTuple):
    """What is asked when somebody reads: (pool -> its workers), the store's counts, every part."""

    version: str
    workers: Callable[[], dict[str, WorkerCount]]
    store: Callable[[], StoreGauges]
    parts: Callable[[], Sequence[PartHealth]]


class Metrics:
    """Counts what it is told. The library behind it is imported by the first event, not by the start."""

    def __init__(self) -> None:
        self._lock = Lock()

    def request_answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """route: the template of the address, "" where there is none."""
        method = method if method in METHODS else "other"
        tools = self._tools
        tools.requests.labels(route, method, f"{status // 100}xx").inc()
        tools.request_seconds.labels(route, method).observe(seconds)

    def run_ended(self, figures: RunFigures) -> None:
        """A run of this process, done or not."""
        tools = self._tools
        tools.runs.labels(figures.state, str(figures.failed_stage)).inc()
        for stage, name in SECONDS.items():
            if (seconds := getattr(figures, name)) is not None:
                tools.stage_seconds.labels(stage.value).observe(seconds)

    def model_asked(self, provider: str, result: str, usage: Usage, cost_usd: float) -> None:
        """A call of a model, answered or not."""
        tools = self._tools
        tools.calls.labels(provider, result).inc()
        for kind in ("asked", "cached", "answered"):
            tools.tokens.labels(provider, kind).inc(getattr(usage, kind))
        tools.cost.labels(provider).inc(cost_usd)

    def text(self, present: Present) -> bytes:
        """All of it, as Prometheus reads it."""
        from prometheus_client import CollectorRegistry, generate_latest

        now = CollectorRegistry(auto_describe=False)
        now.register(_Gauges(present))
        return generate_latest(self._tools.registry) + generate_latest(now)

    @property
    def _tools(self) -> "_Tools":
        with self._lock:
            return self._made

    @cached_property
    def _made(self) -> "_Tools":
        return _Tools()


class _Tools:
    """The counters, in a registry of our own."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self.registry: CollectorRegistry = CollectorRegistry(auto_describe=False)

        def counter(name: str, told: str, *labels: str) -> "Counter":
            return Counter(name, told, labels, registry=self.registry)

        def histogram(name: str, told: str, buckets: Sequence[float], *labels: str) -> "Histogram":
            return Histogram(name, told, labels, buckets=buckets, registry=self.registry)

        self.requests = counter(
            "jobwise_requests", "Requests to the API that were answered", "route", "method", "status"
        )
        self.request_seconds = histogram(
            "jobwise_request_seconds", "Until an answer was sent", REQUEST_BUCKETS, "route", "method"
        )
        self.runs = counter(
            "jobwise_runs_ended", "Runs, with the stage that one failed in", "result", "stage"
        )
        self.stage_seconds = histogram(
            "jobwise_stage_seconds", "How long stages of ended runs took", STAGE_BUCKETS, "stage"
        )
        self.calls = counter(
            "jobwise_model_calls", "Calls of models, by how they ended", "provider", "result"
        )
        self.tokens = counter("jobwise_model_tokens", "Tokens as providers count them", "provider", "kind")
        self.cost = counter("jobwise_model_cost_usd", "What calls of models cost, US dollars", "provider")


class _Gauges:
    """Asks for what is so at this moment."""

    def __init__(self, present: Present) -> None:
        self._present = present

    def collect(self) -> "Iterable[Metric]":
        """Every gauge; of a store that does not answer only that it does not."""
        from prometheus_client.core import GaugeMetricFamily

        def gauge(name: str, told: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
            family = GaugeMetricFamily(name, told, labels=[label])
            for value, figure in values.items():
                family.add_metric([value], figure)
            return family

        yield gauge("jobwise_version", "1 for the version that runs", "version", {self._present.version: 1.0})
        counts = self._present.workers()
        alive = {name: float(count.alive) for name, count in counts.items()}
        busy = {name: float(count.busy) for name, count in counts.items()}
        yield gauge("jobwise_workers_alive", "Processes that read or score files", "pool", alive)
        yield gauge("jobwise_workers_busy", "Those of them that are at work", "pool", busy)
        parts = {part.name: float(part.state != "ill") for part in self._present.parts()}
        yield gauge("jobwise_part_well", "0 for a part that is not well", "part", parts)
        try:
            store = self._present.store()
        except StorageFailed:
            yield GaugeMetricFamily("jobwise_database_up", "Whether the database answers", 0.0)
            return
        yield GaugeMetricFamily("jobwise_database_up", "Whether the database answers", 1.0)
        runs = {"waiting": float(store.runs_waiting), "running": float(store.runs_going)}
        yield gauge("jobwise_runs", "Runs that have not ended, on all machines", "state", runs)
        waiting = {
            "candidates": float(store.candidates_waiting),
            "experiments": float(store.cells_waiting),
            "jobs": float(store.jobs_waiting),
        }
        yield gauge("jobwise_waiting", "What waits to be worked on in the background", "desk", waiting)
        for name, told, figure in (
            ("jobwise_database_read_seconds", "How long these counts took", store.read_seconds),
            ("jobwise_database_bytes", "Size of the database file", store.bytes),
            ("jobwise_database_connections", "Connections in use to a database server", store.connections),
        ):
            if figure is not None:
                yield GaugeMetricFamily(name, told, float(figure))
