"""Trips by the timetable, from the create to the receipt."""

from __future__ import annotations

import pytest

from bookings.models import Booking
from operators.tenancy.actors import Actor
from protocols.maas_tsp.wire import milliseconds
from sales.catalogue.states import Cancellation
from sales.models import Customer
from tests.counting import counted
from tests.factories.itineraries import one_ride
from tests.factories.moments import NOW, later
from tests.factories.scenarios import AT_ONCE, LATER
from tests.factories.tickets import ActiveKeyFactory
from tests.protocols.maas_tsp.bookings.options import option_of
from tests.protocols.maas_tsp.bookings.worlds import shop_with_caller
from tests.protocols.maas_tsp.client import ADA, BOB
from tickets.codecs.formats import BarcodeFormat
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology
from tickets.states import KeyPurpose

pytestmark = pytest.mark.django_db

MEMBERS = {"tspId", "state", "cost", "leg", "meta", "terms", "token", "tspProduct"}
FEE = {"cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": "1.50"}
OCTETS = {
    "ticket_type__symbology": Symbology.AZTEC,
    "ticket_type__media": [Media.PNG.value, Media.OCTETS.value],
    "ticket_type__rotation_seconds": 60,
}
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


def test_create_answers_all_that_holds(shop, caller, option):
    told = caller.create(option)

    [ride] = one_ride().rides
    assert set(told) == MEMBERS | {"customer"}
    assert told["tspId"] == option["meta"]["offer"]["ref"]
    assert told["state"] == "CONFIRMED"
    assert told["cost"] == {"amount": 4, "currency": "EUR", "taxes": 0.33}
    assert told["leg"]["mode"] == "BUS"
    assert told["leg"]["startTime"] == milliseconds(ride.departs_at)
    assert told["leg"]["endTime"] == milliseconds(ride.arrives_at)
    assert told["leg"]["from"]["name"] == ride.origin.name
    assert told["leg"]["to"]["stopId"] == ride.destination.stop_id
    assert told["tspProduct"] == {"id": shop.product.code}
    assert told["customer"] == ADA
    assert told["terms"]["cancellation"]["outward"] == {
        "cancellable": True,
        "refunded": False,
        "cost": {"amount": 1.5, "currency": "EUR"},
    }


def test_customer_is_known_by_its_opaque_id(caller, option):
    booking = Booking.objects.get(reference=caller.create(option)["tspId"])

    customer = booking.customer
    assert (customer.external_id, customer.first_name) == (ADA["opaqueId"], ADA["firstName"])


def test_create_again_answers_the_booking_that_is_there(caller, option):
    first = caller.create(option)

    assert caller.create(option) == first
    assert Booking.objects.count() == 1


def test_customer_without_an_id_is_served_as_well(caller, option):
    told = caller.create(option, customer={"firstName": "Ada"})

    assert told["customer"] == {"firstName": "Ada"}
    booking = Booking.objects.get()
    assert (booking.customer.first_name, booking.customer.external_id) == ("Ada", told["tspId"])
    again = caller.create(option, customer={"firstName": "Ada"})
    assert (again["tspId"], Booking.objects.count()) == (told["tspId"], 1)


def test_customer_of_whom_nothing_is_told_leaves_nothing(caller, option):
    caller.create(option, customer={})

    assert Booking.objects.get().customer is None
    assert not Customer.objects.exists()


def test_offer_of_somebody_else_is_taken(caller, option):
    caller.create(option)

    refused = caller.try_create(option, customer=BOB)

    assert (refused.status_code, refused.json()["code"]) == (409, "OFFER_TAKEN")


def test_lapsed_offer_is_refused(caller, option, clock):
    clock.move_to(later(hours=2))

    refused = caller.try_create(option)

    assert (refused.status_code, refused.json()["code"]) == (409, "OFFER_LAPSED")


def test_unknown_offer_is_refused(caller, option):
    option["meta"]["offer"]["ref"] = "nothing"

    refused = caller.try_create(option)

    assert (refused.status_code, refused.json()["code"]) == (400, "OFFER_UNKNOWN")


def test_offer_in_a_currency_without_a_word_is_unknown(caller, shop):
    offer = shop.offer()
    offer.currency = "NOK"
    offer.save()

    assert caller.try_create(option_of(offer)).json()["code"] == "OFFER_UNKNOWN"


def test_booking_of_another_face_in_a_currency_without_a_word_is_not_there(caller, shop):
    offer = shop.sell().offer
    offer.currency = "NOK"
    offer.save()

    assert caller.send("GET", f"/bookings/{offer.reference}").status_code == 404


def test_read_tells_the_same_as_the_create(caller, option):
    told = caller.create(option)
    del told["customer"]

    assert caller.read(told["tspId"]) == told


def test_read_is_one_query_beside_that_of_the_caller(caller, booked):
    with counted() as count:
        caller.read(booked)

    assert count.statements == 2


def test_tickets_are_named_before_they_are_active(caller, booked):
    [ticket] = caller.read(booked)["token"]["data"]["tickets"]

    assert set(ticket) == {"id", "label", "files"}
    assert f"{ticket['id']}-ticket.svg" in ticket["files"]


def test_activated_is_the_ticket_with_its_barcode(caller, booked):
    told = caller.update(booked, "ACTIVATED")

    [ticket] = told["token"]["data"]["tickets"]
    barcode = ticket["barcode"]
    assert told["state"] == "ACTIVATED"
    assert barcode["text"].startswith("T1:")
    assert barcode["validFrom"] <= milliseconds(NOW) < barcode["validUntil"]
    assert told["token"]["validityDuration"] == told["terms"]["validity"]


def test_activated_again_changes_nothing(caller, booked):
    first = caller.update(booked, "ACTIVATED")

    assert caller.update(booked, "ACTIVATED") == first


def test_ride_that_was_ended_is_expired_and_then_finished(caller, booked):
    caller.update(booked, "ACTIVATED")

    assert caller.update(booked, "EXPIRED")["state"] == "EXPIRED"
    assert caller.read(booked)["state"] == "FINISHED"
    assert caller.update(booked, "EXPIRED")["state"] == "FINISHED"
    assert caller.update(booked, "FINISHED")["state"] == "FINISHED"


@pytest.mark.parametrize("state", ["EXPIRED", "FINISHED", "ON_HOLD", "ARRIVED", "PAID", "UNKNOWN"])
def test_state_that_does_not_follow_is_refused(caller, booked, state):
    refused = caller.try_update(booked, state)

    assert (refused.status_code, refused.json()["code"]) == (409, "STATE_NOT_POSSIBLE")
    assert caller.read(booked)["state"] == "CONFIRMED"


@pytest.mark.parametrize("state", ["RESERVED", "CONFIRMED"])
def test_state_that_is_so_is_harmless(caller, booked, state):
    assert caller.update(booked, state)["state"] == "CONFIRMED"


def test_reserved_does_not_come_back(caller, booked):
    caller.update(booked, "ACTIVATED")

    assert caller.try_update(booked, "RESERVED").status_code == 409


def test_receipt_of_a_fixed_price_is_there_at_once(caller, booked):
    told = caller.receipt(booked)

    cost = {"amount": 4, "currency": "EUR", "taxes": 0.33}
    assert (told["tspId"], told["cost"], told["receipt"]["cost"]) == (booked, cost, cost)
    assert set(told["receipt"]) == {"cost", "terms"}


def test_hold_of_another_face_is_reserved_and_has_no_receipt(caller, shop, clock):
    held = shop.hold()

    told = caller.read(held.reference)
    refused = caller.try_receipt(held.reference)
    assert (told["state"], told["token"]) == ("RESERVED", {})
    assert (refused.status_code, refused.json()["code"]) == (404, "RECEIPT_NOT_READY")

    clock.move_to(later(hours=1))
    assert caller.read(held.reference)["state"] == "EXPIRED"
    assert caller.receipt(held.reference)["cost"] == {"amount": 0, "currency": "EUR"}
    assert caller.try_cancel(held.reference).status_code == 403


def test_ticket_that_is_active_at_once_is_confirmed_first():
    shop, caller = shop_with_caller(AT_ONCE)

    told = caller.create(option_of(shop.offer()))

    assert told["state"] == "CONFIRMED"
    assert caller.read(told["tspId"])["state"] == "ACTIVATED"


def test_staff_who_say_yes_first_leave_it_reserved():
    shop, caller = shop_with_caller({**LATER, "confirm_minutes": 30})

    told = caller.create(option_of(shop.offer()))

    assert told["state"] == "RESERVED"
    assert told["terms"]["cancellation"]["outward"] == {"cancellable": True, "refunded": False}
    assert caller.cancel(told["tspId"])["state"] == "CANCELLED"


def test_tickets_of_several_travellers_are_used_together(caller, shop):
    booked = shop.sell(30, 31).reference

    assert caller.update(booked, "ACTIVATED")["state"] == "ACTIVATED"
    assert len(caller.read(booked)["token"]["data"]["tickets"]) == 2
    assert caller.update(booked, "EXPIRED")["state"] == "EXPIRED"


def test_barcode_of_octets_is_in_its_file():
    shop, caller = shop_with_caller({"ticket_type__barcode_format": BarcodeFormat.UIC, **OCTETS})
    ActiveKeyFactory(tenant=shop.tenant, purpose=KeyPurpose.UIC, uic_provider=9999)

    booked = caller.create(option_of(shop.offer()))["tspId"]

    [ticket] = caller.read(booked)["token"]["data"]["tickets"]
    assert set(ticket) == {"id", "label", "files"}
