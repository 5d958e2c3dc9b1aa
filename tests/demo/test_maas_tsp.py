"""What the demo tells an aggregator's script works as it stands, at any hour and more than once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from bookings.tasks import move_taxis
from sales.models import Order
from tests.demo.towns import AT, build_town
from tests.protocols.maas_tsp.client import Body, Caller
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def told(db) -> dict[str, Any]:
    members: dict[str, Any] = build_town()[0]["maas_tsp"]
    return members


def caller_of(told: dict[str, Any]) -> Caller:
    return Caller(told["api_key"], base=told["base"])


def wish(told: dict[str, Any], at: datetime, **more: Any) -> Body:
    start = int(at.timestamp() * 1000)
    place = {"from_": told["from"], "to": told["to"], "mode": told["mode"]}
    return {**place, "startTime": start, **more}


@pytest.mark.parametrize("hours", range(0, 24, 3))
def test_trip_is_offered_at_any_hour(told, hours):
    at = AT + timedelta(hours=hours)

    with time_machine.travel(at, tick=False):
        first, *_ = caller_of(told).options(**wish(told, at))

    assert first["leg"]["mode"] == told["mode"]
    assert first["cost"]["amount"] > 0
    assert "configurator" not in first


def test_trip_is_ordered_driven_and_paid(told):
    caller = caller_of(told)
    with time_machine.travel(AT, tick=False) as clock:
        for _ in range(2):
            moment = datetime.now(UTC)
            booked = caller.create(caller.options(**wish(told, moment))[0])
            states = [booked["state"]]
            for _ in range(90):
                move_taxis()
                clock.shift(timedelta(minutes=1))
                states.append(caller.read(booked["tspId"])["state"])
            receipt = caller.receipt(booked["tspId"])

            assert list(dict.fromkeys(states)) == [
                "RESERVED", "CONFIRMED", "ARRIVED", "ACTIVATED", "EXPIRED", "FINISHED"
            ]  # fmt: skip
            assert receipt["cost"]["amount"] == booked["cost"]["amount"]

    assert Order.objects.filter(total_amount=receipt["cost"]["amount"]).count() == 2


@pytest.mark.parametrize("mode", ["SCOOTER", "TRAM"])
def test_the_rest_of_the_town_is_offered_too(told, mode):
    with time_machine.travel(AT, tick=False):
        options = caller_of(told).options(**wish(told, AT, mode=mode))

    assert {one["leg"]["mode"] for one in options} == {mode}
