"""The timers of calls to partners, as a worker runs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine

from protocols import tasks
from protocols.models import Delivery
from tests.factories.moments import NOW, later
from tests.factories.partners import endpoint_at, waiting_call
from tests.factories.rentals import open_rental_shop
from tests.factories.scenarios import LATER, open_shop
from tests.protocols.deliveries.delivering import write_to

pytestmark = pytest.mark.django_db(transaction=True)


def run(task: Any, at: datetime) -> int:
    """Run a task as its message would, with an argument that only newer code knows."""
    with time_machine.travel(at, tick=False):
        touched: int = task.apply(kwargs={"from_the_future": True}).get()
    return touched


def test_events_are_written_down_and_each_partner_is_called(partner, other_partner):
    shops = [open_shop(LATER), open_shop(LATER)]
    for shop, site in zip(shops, (partner, other_partner), strict=True):
        endpoint_at(shop.channel, site.address)
        write_to(shop.sell(), at=NOW)

    assert run(tasks.dispatch_events, at=later(seconds=5)) > 2
    assert run(tasks.send_due_deliveries, at=later(seconds=10)) == 2
    assert run(tasks.send_due_deliveries, at=later(seconds=15)) == 0

    assert (len(partner.heard), len(other_partner.heard)) == (1, 1)
    assert set(Delivery.objects.values_list("state")) == {("DELIVERED",)}


def test_places_are_told_every_minute():
    shop = open_rental_shop()
    endpoint_at(shop.channel, tells_progress=True, address="http://127.0.0.1:9")
    shop.go_on(shop.reserve(), at=NOW)

    assert run(tasks.tell_progress, at=later(minutes=1)) == 1


def test_what_is_over_is_given_up_and_later_forgotten(monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 1)
    shop = open_shop(LATER)
    endpoint, _ = endpoint_at(shop.channel)
    for _ in range(2):
        waiting_call(endpoint, shop.sell())

    assert run(tasks.end_deliveries, at=later(days=2)) == 0
    assert run(tasks.end_deliveries, at=later(days=3)) == 2
    assert run(tasks.end_deliveries, at=later(days=94)) == 2
    assert not Delivery.objects.exists()
