"""What only TOMP 1.6 knows: a journey that its operator says yes to, and a vehicle that is planned,
paused and paid."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

import bookings.tasks  # noqa: F401  # the worker, which runs in this process, knows them so
from bookings.actions.answering import approve_booking
from bookings.models import Booking
from operators.tenancy.actors import Actor
from sales.models import Order
from tests.factories.fleet import PAUSING, PlanPartFactory
from tests.factories.ledger import check_books
from tests.factories.moments import later as from_now
from tests.factories.sales import AncillaryFactory
from tests.journeys.drivers.tomp_1_6_trips import ticket_of
from tests.protocols.scanning import inspect
from tests.protocols.tomp.v1_6.conftest import opened, rentals
from tests.protocols.tomp.v1_6.platform import CORNER, Platform, body_of, leg_of, trip
from tickets.codecs.reasons import Reason
from tickets.models import Ticket

__all__ = ["opened", "rentals"]

pytestmark = pytest.mark.django_db

DESK = Actor.staff("desk")


def test_journey_is_asked_for_answered_and_ridden(later, clock):
    product = later.shop.product
    product.confirm_minutes = 15
    product.save()
    AncillaryFactory(product=product, category="HR", number="01", name="Wheelchair")
    platform = Platform(later.secret)

    # Ada looks at what there is, and her platform asks for an offer of the second bus.
    wish = trip(departureTime=from_now().isoformat())
    seen = body_of(platform.post("/planning/inquiries", wish), 201)["options"]
    option = platform.plan(**wish)["options"][1]
    assert option["departureTime"] == seen[1]["departureTime"]

    # She needs a while to find her card; the platform asks for more time and gets it.
    held = platform.hold(option, customer={"externalId": "ada"})
    clock.shift(timedelta(minutes=8))
    longer = platform.operate(held, "EXTEND_EXPIRY_TIME", extendReason="PAYMENT_PENDING")
    assert (longer.status_code, longer.json()["state"]) == (200, "PENDING")

    # She pays. The desk has to find a place for her wheelchair before it says yes.
    asked = platform.change(held, "COMMIT")
    assert asked["state"] == "CONDITIONAL_CONFIRMED"
    assert not Ticket.objects.filter(tenant=later.shop.tenant).exists()
    booking = Booking.objects.get(reference=held["id"])
    approve_booking(booking, by=DESK, at=from_now(minutes=12))
    clock.move_to(from_now(minutes=12))
    sold = platform.booking(held)
    assert (sold["state"], sold["legs"][0]["state"]) == ("CONFIRMED", "NOT_STARTED")
    added = platform.post(f"/legs/{leg_of(sold)}/ancillaries/HR/01").json()
    assert [each["memo"] for each in added["assetType"]["sharedProperties"]["ancillaries"]] == [
        "Wheelchair"
    ]

    # She leaves the house, boards, and shows her ticket.
    clock.move_to(from_now(minutes=55))
    assert platform.move(sold, "PREPARE")["state"] == "PREPARING"
    clock.move_to(from_now(minutes=60))
    riding = platform.tell(sold, "SET_IN_USE")
    assert platform.booking(sold)["state"] == "STARTED"
    shown = ticket_of(platform.leg(sold)["ticket"], riding)
    assert inspect(shown.text, at=from_now(minutes=60)).reason == Reason.OK

    # She gets off.
    clock.move_to(from_now(minutes=80))
    over = platform.move(sold, "FINISH")
    assert over["actualDepartureTime"] < over["actualArrivalTime"]
    assert platform.booking(sold)["state"] == "FINISHED"
    assert Order.objects.get(tenant=later.shop.tenant).total_amount == Decimal("4.00")


def test_scooter_is_planned_paused_and_paid(rentals, clock):
    PlanPartFactory(plan=rentals.plan, **PAUSING)
    platform = Platform(rentals.secret)

    # Bob scans the code of a scooter; his platform learns what it is and what it costs.
    place = {**CORNER, "extraInfo": {"vehicleCode": "vehicle-id-123"}}
    [option] = platform.find(**{"from": place})["options"]
    assert [part["amount"] for part in option["legs"][0]["pricing"]["parts"]] == [1.0, 0.19, 0.05]

    # He books it and walks there.
    held = platform.hold(option, customer={"externalId": "bob"}, **{"from": CORNER})
    booked = platform.change(held, "COMMIT")
    clock.shift(timedelta(minutes=3))
    platform.move(booked, "PREPARE")
    riding = platform.move(booked, "SET_IN_USE", userLocation=CORNER)
    assert (riding["state"], riding["pricing"]["estimated"]) == ("IN_USE", False)

    # He stops for bread, rides on, parks and locks it.
    clock.shift(timedelta(minutes=4))
    assert platform.move(booked, "PAUSE")["state"] == "PAUSED"
    clock.shift(timedelta(minutes=6))
    assert platform.move(booked, "SET_IN_USE")["state"] == "IN_USE"
    clock.shift(timedelta(minutes=5))
    over = platform.move(booked, "FINISH", userLocation=CORNER, url=["https://p.example/1.jpg"])

    # He pays for unlocking, for nine minutes of riding and, less, for six of buying bread.
    paid = sum(Decimal(str(part["amount"])) for part in over["pricing"]["parts"])
    assert (over["state"], paid) == ("FINISHED", Decimal("3.01"))
    assert platform.booking(booked)["state"] == "FINISHED"
    assert Order.objects.get(tenant=rentals.tenant).total_amount == paid
    check_books()
