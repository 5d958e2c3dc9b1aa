"""A task goes on under the id of whoever sent it, through a real broker and worker."""

from __future__ import annotations

import logging
import time

import pytest
import structlog
from celery.contrib.testing.worker import start_worker

from config.celery import app
from operators.models import Tenant
from operators.tenancy.correlation import current_correlation_id
from tests.factories.operators import TenantFactory
from tests.loglines import written_lines

pytestmark = pytest.mark.django_db(transaction=True)

SEEN: list[tuple[str, str]] = []


@app.task(name="trial.rename")
def rename(key: int, name: str) -> None:
    """Change configuration, as no task of ours does yet."""
    SEEN.append((name, current_correlation_id()))
    if name == "fail":
        raise ValueError("on purpose")
    Tenant.objects.filter(pk=key).update(name=name)


@pytest.fixture(autouse=True)
def nothing_seen():
    SEEN.clear()


@pytest.fixture(scope="module")
def worker():
    """A worker in a thread of this process, which takes messages from a broker in memory."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = False
    with start_worker(app, perform_ping_check=False, pool="solo", loglevel="CRITICAL"):
        yield
    app.conf.task_always_eager = before


def wait_for(count: int) -> None:
    deadline = time.monotonic() + 20
    while len(SEEN) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def test_task_keeps_the_id_and_the_actor_of_its_sender(worker):
    tenant = TenantFactory()
    with structlog.contextvars.bound_contextvars(correlation_id="r1", actor="staff:anna"):
        rename.delay(tenant.pk, "New")
    rename.delay(tenant.pk, "Newer")
    wait_for(2)

    kept = Tenant.pgh_event_model.objects.filter(pgh_obj_id=tenant.pk, pgh_label="changed")
    deadline = time.monotonic() + 10
    while kept.count() < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    first, second = kept.order_by("pgh_id").values_list("pgh_context", flat=True)
    assert SEEN[0] == ("New", "r1")
    assert first == {"actor": "staff:anna", "task": "trial.rename", "correlation_id": "r1"}
    assert second["actor"] == "timer:trial.rename"
    assert second["correlation_id"] == SEEN[1][1]
    assert len(SEEN[1][1]) == 32


def test_task_that_fails_is_one_line_with_the_id(worker):
    with (
        written_lines("django_structlog.celery.receivers", logging.INFO) as lines,
        structlog.contextvars.bound_contextvars(correlation_id="r2"),
    ):
        rename.delay(0, "fail")
        wait_for(1)
        deadline = time.monotonic() + 10
        while not lines() and time.monotonic() < deadline:
            time.sleep(0.05)

    told = [(line["event"], line["correlation_id"], line["error"]) for line in lines()]
    assert told == [("task_failed", "r2", "on purpose")]
