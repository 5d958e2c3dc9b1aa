"""Voi's page, sample by sample: each member of each sample is in our answers, as it stands there.

Beyond the samples we send what TOMP 1.6.1 demands (`from` of a leg) and what a client of it expects
(`errorcode` and so on of an error); the published file and our description allow each answer.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bookings.models import Rental
from operators.models import PlanPart, SimulatedVehicle
from protocols.tomp.edge.meta import SERVED
from protocols.tomp.edge.urls import OPERATIONS
from sales.models import Order
from support.models import SupportCase
from tests.factories.fleet import PricingPlanFactory, RegionFactory
from tests.factories.moments import NOW
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.checking import check
from tests.protocols.tomp.edge.renting import (
    BASE,
    Rentals,
    Rider,
    body_of,
    rental_of,
    unlock,
)

pytestmark = pytest.mark.django_db

STARTS = datetime(2026, 4, 15, 10, 30, tzinfo=UTC)


def answer_of(rider: Rider, method: str, path: str, body: object = None, status: int = 200):
    response = rider.send(method, path, body)
    told = body_of(response, status)
    check(response)
    return told


# Operator information


def test_regions_are_as_in_the_sample(rider):
    assert answer_of(rider, "GET", "/operator/regions") == voi.REGIONS


def test_regions_of_other_types_are_left_out(rider, world):
    for place, kind in enumerate(("NO_ACCESS", "NO_PARKING", "PARKING", "DISCOUNT")):
        RegionFactory(fleet=world.fleet, region_id=f"other-{place}", kind=kind)
    RegionFactory(fleet=world.fleet, kind="SPEEDLIMIT", speed_kmph=15)

    assert answer_of(rider, "GET", "/operator/regions") == voi.REGIONS


def test_meta_is_the_sample_with_our_own_base(rider):
    told = answer_of(rider, "GET", "/operator/meta")

    assert told == voi.named(voi.META, {voi.BASE: f"http://localhost{BASE}"})
    assert [list(row) for row in told[0]["endpoints"]] == [["method", "path", "status"]] * 8


def test_what_meta_tells_is_what_is_routed():
    routes = {
        (method.upper(), f"/{address}")
        for address, view in OPERATIONS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }

    assert {(row.method, row.path) for row in SERVED} == routes


def test_pricing_plans_are_as_in_the_sample(rider, world):
    world.plan.region = RegionFactory(fleet=world.fleet, region_id="456", kind="DISCOUNT")
    world.plan.save()

    assert answer_of(rider, "GET", "/operator/pricing-plans") == voi.PRICING_PLANS


@pytest.mark.parametrize("is_taxable", [True, False])
def test_plan_is_taxable_as_it_is_stored(rider, world, is_taxable):
    world.plan.is_taxable = is_taxable
    world.plan.save()

    [plan] = answer_of(rider, "GET", "/operator/pricing-plans")

    assert plan["isTaxable"] is is_taxable


# Booking


def test_one_stop_is_as_in_the_sample(rider):
    response = rider.post("/bookings/one-stop", voi.ONE_STOP_REQUEST)

    told = body_of(response, 201)
    check(response)
    ids = {"booking-789": told["id"], "leg-789": told["legs"][0]["id"]}
    assert voi.members_of_sample(told, voi.ONE_STOP) == voi.named(voi.ONE_STOP, ids)
    assert told["legs"][0]["pricing"] == voi.ONE_STOP["legs"][0]["pricing"]
    assert response["Expires"] == "Mon, 01 Jun 2026 10:01:00 GMT"
    assert response["Content-Language"] == "en"
    assert response["Cache-Control"] == "no-store"


def test_booking_is_read_as_it_was_created(rider):
    booking = rider.book()

    assert answer_of(rider, "GET", f"/bookings/{booking['id']}") == booking


# Trip execution


def ride_time(world: Rentals) -> None:
    """Parts with the names that the sample of a leg has."""
    PlanPart.objects.filter(plan=world.plan, type="FLEX").update(name="Ride time")


def drained(world: Rentals, *, charge: float, full: int) -> None:
    """The scooter stands there, with what is left in its battery; `full` are metres."""
    world.asset_type.max_range_metres = full
    world.asset_type.save()
    SimulatedVehicle.objects.filter(asset=world.asset).update(charge=charge)


def test_leg_in_use_is_as_in_the_sample(rider, world, clock):
    ride_time(world)
    clock.move_to(STARTS)
    booking = rider.book()
    unlock(booking, at=STARTS)
    Rental.objects.update(charge=72, range_metres=9500)
    clock.move_to(STARTS + timedelta(minutes=14, seconds=30))

    told = answer_of(rider, "GET", f"/legs/{booking['legs'][0]['id']}")

    assert voi.members_of_sample(told, voi.LEG) == voi.named(voi.LEG, {"leg-789": told["id"]})
    assert told["pricing"] == voi.LEG["pricing"]
    assert told["from"] == voi.ONE_STOP_REQUEST["from"]


@pytest.mark.parametrize("slash", ["", "/"])
def test_event_of_the_sample_finishes(rider, world, clock, slash):
    ride_time(world)
    clock.move_to(STARTS)
    booking = rider.book()
    unlock(booking, at=STARTS)
    drained(world, charge=72, full=13_195)
    clock.move_to(STARTS + timedelta(minutes=15))
    path = f"/legs/{booking['legs'][0]['id']}/events{slash}"

    told = answer_of(rider, "POST", path, voi.FINISH_REQUEST)

    names = {"leg-789": told["id"], "IN_USE": "FINISHED"}
    assert voi.members_of_sample(told, voi.LEG) == voi.named(voi.LEG, names)
    assert told["pricing"] == voi.LEG["pricing"]
    assert told["to"] == voi.FINISH_REQUEST["userLocation"]
    assert told["actualArrivalTime"] == "2026-04-15T10:45:00Z"
    assert (
        Order.objects.get(tenant=world.tenant).total_amount
        == rental_of(booking).price_at(NOW).amount
    )


# Support


def test_support_is_as_in_the_sample(rider, world):
    booking = rider.book()
    ids = {"booking-789": booking["id"]}

    told = answer_of(rider, "POST", "/support", voi.named(voi.SUPPORT_REQUEST, ids))

    assert told == voi.named(voi.SUPPORT, ids)
    case = SupportCase.objects.get(tenant=world.tenant)
    assert (case.booking.reference, case.kind) == (booking["id"], "NOT_AT_LOCATION")


@pytest.mark.parametrize("kind", voi.SUPPORT_TYPES)
def test_every_support_type_is_taken(rider, kind):
    asked = {**voi.SUPPORT_REQUEST, "id": rider.book()["id"], "supportType": kind}

    told = answer_of(rider, "POST", "/support/", asked)

    assert told == {**asked, "status": "PROCESSING"}


# Errors


def test_error_has_the_members_of_the_sample(rider):
    wrong = {"from": {"coordinates": {"lng": 13.3888, "lat": 152.517}}}
    response = rider.try_to_book(**wrong)

    told = body_of(response, 400)
    check(response)
    assert voi.members_of_sample(told, voi.ERROR)["status"] == 400
    assert told["detail"] == "from.coordinates.lat: Ensure this value is less than or equal to 90."
    assert list(told) == ["errorcode", "type", "title", "status", "detail", "instance"]


# The typical flow


def test_typical_flow(rider, world, clock):
    # 1 and 2: where, and for how much.
    [region] = answer_of(rider, "GET", "/operator/regions")
    [plan] = answer_of(rider, "GET", "/operator/pricing-plans")
    assert plan["regionId"] == region["regionId"]

    # 3: a scooter for a customer; it unlocks a moment later.
    booked = answer_of(rider, "POST", "/bookings/one-stop", voi.ONE_STOP_REQUEST, 201)
    path = f"/legs/{booked['legs'][0]['id']}"
    assert (booked["state"], answer_of(rider, "GET", path)["state"]) == ("CONFIRMED", "NOT_STARTED")
    unlock(booked)

    # 4: on the way.
    clock.shift(timedelta(minutes=4, seconds=10))
    riding = answer_of(rider, "GET", f"/bookings/{booked['id']}")
    assert (riding["state"], riding["legs"][0]["state"]) == ("STARTED", "IN_USE")
    assert [part["amount"] for part in riding["legs"][0]["pricing"]["parts"]] == [1.0, 0.95]

    # 5: parked, then locked; the clock has stopped meanwhile.
    parked = answer_of(rider, "POST", f"{path}/events", {"event": "START_FINISHING"})
    clock.shift(timedelta(minutes=3))
    halfway = answer_of(rider, "GET", f"/bookings/{booked['id']}")
    locked = answer_of(rider, "POST", f"{path}/events", voi.FINISH_REQUEST)
    assert (parked["state"], halfway["state"], locked["state"]) == (
        "FINISHING",
        "STARTED",
        "FINISHED",
    )
    assert parked["pricing"] == locked["pricing"] == riding["legs"][0]["pricing"]

    # 6: over, with its price; and there is one order for it.
    over = answer_of(rider, "GET", f"/bookings/{booked['id']}")
    assert (over["state"], over["legs"]) == ("FINISHED", [locked])
    assert str(Order.objects.get(tenant=world.tenant).total_amount) == "1.95"


def test_plans_of_several_fleets_are_told(rider, world):
    PricingPlanFactory(fleet=world.fleet, plan_id="plan-456", region=None)

    plans = answer_of(rider, "GET", "/operator/pricing-plans")

    assert [plan["planId"] for plan in plans] == ["plan-123", "plan-456"]
    assert ["regionId" in plan for plan in plans] == [True, False]
