"""How many statements an answer costs, with the one that lets the caller in."""

from __future__ import annotations

import pytest

from tests.factories.fleet import PricingPlanFactory, RegionFactory, assets_like
from tests.protocols.tomp.edge.renting import body_of
from tests.protocols.tomp.test_queries import statements

pytestmark = pytest.mark.django_db


def test_meta_takes_the_admission_alone(rider):
    with statements() as sent:
        rider.get("/operator/meta")

    assert len(sent) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_regions_take_three_statements(rider, world, count):
    RegionFactory.create_batch(count - 1, fleet=world.fleet)

    with statements() as sent:
        found = rider.get("/operator/regions").json()

    assert (len(found), len(sent)) == (count, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_pricing_plans_take_four_statements(rider, world, count):
    PricingPlanFactory.create_batch(count - 1, fleet=world.fleet)

    with statements() as sent:
        found = rider.get("/operator/pricing-plans").json()

    assert (len(found), len(sent)) == (count, 4)


@pytest.mark.parametrize("kind", ["bookings", "legs"])
def test_reading_a_rental_takes_two_statements(rider, kind):
    booking = rider.ride()
    reference = booking["id"] if kind == "bookings" else booking["legs"][0]["id"]

    with statements() as sent:
        rider.get(f"/{kind}/{reference}")

    assert [sql.split()[0] for sql in sent] == ["WITH", "SELECT"]


def test_one_stop_takes_at_most_18_statements(rider, world):
    assets_like(world.asset, 3)

    with statements() as sent:
        body_of(rider.try_to_book(), 201)

    assert len(sent) <= 18, sent


def test_finishing_takes_at_most_36_statements(rider):
    booking = rider.ride()

    with statements() as sent:
        rider.finish(booking)

    assert len(sent) <= 36, sent
