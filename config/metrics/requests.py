"""Requests by route, method and status, and how long they took."""

from __future__ import annotations

from prometheus_client import Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Histogram(
    "perron_request_seconds",
    "Requests by the name of their route, never by their path.",
    ["route", "method", "status"],
    buckets=SECONDS,
)

# To look a series up by its labels costs more than to count into it. There are as many as there
# are routes, methods and statuses of ours.
_series: dict[tuple[str, str, int], Histogram] = {}


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    key = (route, method if method in METHODS else "OTHER", status)
    series = _series.get(key)
    if series is None:
        series = _series[key] = REQUESTS.labels(*key)
    series.observe(seconds)
