"""What is noted of every task: its correlation id, its context of changes, one measurement."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import structlog
from celery import Task
from celery.signals import task_postrun
from django_structlog.celery.signals import bind_extra_task_metadata

from config.changes import changes_in_context
from config.metrics.tasks import count_task
from operators.tenancy.actors import Actor
from operators.tenancy.correlation import NAME, choose_correlation_id, current_correlation_id


def begin_task(sender: object, task: Task, **kwargs: Any) -> None:
    """Go on under the id of whoever sent the message; a timer's task gets a new one.

    django_structlog has bound by now what came with the message.
    """
    if not current_correlation_id():
        structlog.contextvars.bind_contextvars(**{NAME: choose_correlation_id()})
    sent_by = structlog.contextvars.get_contextvars().get("actor")
    actor = sent_by or str(Actor.timer(task.name))
    task.request.perron_context = changes_in_context(actor=actor, task=task.name)
    task.request.perron_context.__enter__()
    task.request.perron_began = perf_counter()


def end_task(sender: Task, state: str, **kwargs: Any) -> None:
    """Leave the context and count the task."""
    context = sender.request.get("perron_context")
    if context is None:
        return
    context.__exit__(None, None, None)
    count_task(sender.name, state, perf_counter() - sender.request.perron_began)


def note_tasks() -> None:
    """Note every task that this process runs."""
    bind_extra_task_metadata.connect(begin_task)
    task_postrun.connect(end_task)
