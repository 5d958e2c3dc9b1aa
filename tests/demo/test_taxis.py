"""The town's taxis: offered between the places that the demo tells, at any hour."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.actions.planning_taxis import TaxiWish, plan_taxis
from demo.channels import MAAS
from demo.fleet import place_of
from demo.taxis import DESTINATION, ORIGIN, SYSTEM_ID
from operators.fleet.taxis import TaxiPlace, free_taxis
from operators.models import Driver, Fleet
from sales.models import SalesChannel
from tests.demo.towns import AT, open_town, seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(town, tmp_path):
    open_town(town, tmp_path)
    return SalesChannel.objects.get(code=MAAS)


@pytest.mark.parametrize("hours", [0, 7, 14, 21])
def test_taxi_is_offered_at_any_hour_at_its_price(channel, hours):
    wish = TaxiWish(TaxiPlace(*place_of(ORIGIN)), TaxiPlace(*place_of(DESTINATION)))
    [offer] = plan_taxis(channel, wish, binding=True, at=AT + timedelta(hours=hours))

    # 3.60, five kilometres at 2.65 and nine minutes at 0.43.
    assert offer.amount == Decimal("20.72")
    assert offer.trip().fixes_price


def test_every_taxi_has_a_driver_and_may_be_asked(channel):
    fleet = Fleet.objects.get(system_id=SYSTEM_ID)
    wish = TaxiWish(TaxiPlace(*place_of(ORIGIN)), TaxiPlace(*place_of(DESTINATION)))
    [offer] = plan_taxis(channel, wish, binding=False, at=AT)

    taxis = free_taxis(fleet.pk, offer.trip(), 10)
    assert taxis[0].asset_id == "taxi-1"
    assert {taxi.driver for taxi in taxis} == set(Driver.objects.filter(fleet=fleet))


def test_second_seed_makes_no_second_fleet(channel, tmp_path):
    seed(tmp_path, at=AT + timedelta(hours=1))

    assert Fleet.objects.filter(system_id=SYSTEM_ID).count() == 1
    assert Driver.objects.count() == 6
