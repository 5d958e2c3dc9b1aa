"""Tasks by name and outcome, and how long they took."""

from __future__ import annotations

from prometheus_client import Histogram

SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300)

TASKS = Histogram(
    "perron_task_seconds",
    "Tasks that ended, by how: SUCCESS, FAILURE, RETRY.",
    ["task", "state"],
    buckets=SECONDS,
)


def count_task(task: str, state: str, seconds: float) -> None:
    """Count a task that ended, also one that is to be tried again."""
    TASKS.labels(task, state or "UNKNOWN").observe(seconds)
