"""How a worker runs a timer's task."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import time_machine
from celery import Task


def run(task: Task, at: datetime, **arguments: Any) -> Any:
    """Run a task as its message would, with an argument that only newer code knows."""
    with time_machine.travel(at, tick=False):
        return task.apply(kwargs={"from_the_future": True, **arguments}).get()
