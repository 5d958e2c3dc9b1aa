"""Trips that are cancelled, and what that costs."""

from __future__ import annotations

import pytest

from bookings.actions.doors import cancel_any
from bookings.models import Booking
from bookings.states import Origin
from operators.tenancy.actors import Actor
from sales.catalogue.states import Cancellation
from tests.factories.moments import NOW, later
from tests.factories.scenarios import LATER
from tests.protocols.maas_tsp.bookings.options import option_of
from tests.protocols.maas_tsp.bookings.worlds import shop_with_caller

pytestmark = pytest.mark.django_db

FEE = {"cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": "1.50"}
STAFF = Actor.staff("ann")


@pytest.fixture(scope="module")
def opened(module_database):
    return shop_with_caller({**LATER, **FEE})


@pytest.fixture
def shop(opened):
    return opened[0]


@pytest.fixture
def caller(opened):
    return opened[1]


@pytest.fixture
def option(shop):
    return option_of(shop.offer())


@pytest.fixture
def booked(caller, option):
    return caller.create(option)["tspId"]


def test_cancel_keeps_the_fee(caller, booked):
    told = caller.cancel(booked)

    assert told["state"] == "CANCELLED"
    assert told["cost"]["amount"] == 1.5
    assert told["terms"]["cancellation"]["outward"] == {
        "cancellable": False,
        "refunded": True,
        "cost": {"amount": 1.5, "currency": "EUR"},
    }


def test_cancel_again_answers_the_same(caller, booked):
    first = caller.cancel(booked)

    assert caller.cancel(booked) == first
    assert caller.update(booked, "CANCELLED") == first


def test_update_cancels_as_well(caller, booked):
    assert caller.update(booked, "CANCELLED")["state"] == "CANCELLED"


def test_cancel_after_the_departure_is_forbidden(caller, booked, clock):
    clock.move_to(later(hours=1))

    refused = caller.try_cancel(booked)

    assert (refused.status_code, refused.json()["code"]) == (403, "CANCELLATION_REFUSED")
    outward = caller.read(booked)["terms"]["cancellation"]["outward"]
    assert outward == {"cancellable": False, "refunded": False}


def test_what_the_operator_took_back_is_rejected_and_needs_no_cancelling(caller, booked):
    cancel_any(Booking.objects.get(), by=STAFF, at=NOW)

    assert caller.read(booked)["state"] == "REJECTED"
    assert caller.try_cancel(booked).status_code == 204


def test_what_the_traveller_cancelled_is_cancelled(caller, booked):
    cancel_any(Booking.objects.get(), by=STAFF, at=NOW, origin=Origin.END_USER)

    assert caller.read(booked)["state"] == "CANCELLED"


def test_receipt_of_a_cancellation_is_the_fee(caller, booked):
    caller.cancel(booked)

    assert caller.receipt(booked)["cost"]["amount"] == 1.5


def test_hold_of_another_face_is_cancelled_for_nothing(caller, shop):
    told = caller.cancel(shop.hold().reference)

    assert (told["state"], told["cost"]["amount"]) == ("CANCELLED", 0)
