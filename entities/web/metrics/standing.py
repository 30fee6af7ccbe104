"""Runs that have not ended, and their segments, as they stand in the store at this moment.

They are read with each collection, so every machine tells the same of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from entities.errors import Refusal
from entities.operations.runs.run import Run, runs_of_status
from entities.operations.runs.segments import read_segments
from entities.operations.runs.status import LIVE, PAUSED
from entities.web.hands import own_hands
from entities.web.metrics.counting import kind_of

LOOKED_INTO = 50  # runs of which the segments are read, one query each


class StandingRuns:
    """A collector. Where the store cannot be asked, that is all it says."""

    def collect(self) -> Iterator[Metric]:
        hands = own_hands()
        reachable = GaugeMetricFamily("keyroom_store_reachable", "Whether DynamoDB answered")
        try:
            runs = list(runs_of_status(hands, (*LIVE, PAUSED)))
            segments = list(_segments(hands, runs))
        except Refusal:
            reachable.add_metric((), 0)
            yield reachable
            return
        reachable.add_metric((), 1)
        yield reachable
        standing = ((kind_of(run.operation), run.status) for run in runs)
        yield _gauge("keyroom_runs", "Runs that have not ended", standing)
        meaning = f"Segments of the first {LOOKED_INTO} of them"
        yield _gauge("keyroom_run_segments", meaning, segments)


def _segments(hands, runs: list[Run]) -> Iterator[tuple[str, str]]:
    for run in islice(runs, LOOKED_INTO):
        for segment in read_segments(hands.store, hands.catalogue, run.run_id):
            yield kind_of(run.operation), segment.status


def _gauge(name: str, meaning: str, standing: Iterable[tuple[str, str]]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, meaning, labels=("kind", "status"))
    for labels, count in sorted(Counter(standing).items()):
        gauge.add_metric(labels, count)
    return gauge


STANDING = CollectorRegistry()
STANDING.register(StandingRuns())
