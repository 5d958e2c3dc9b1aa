"""What requests of TOMP 1.6 must have, and what they may leave out."""

from __future__ import annotations

import pytest

from bookings.actions.messages import send_message
from bookings.models import Booking
from bookings.states import MessageKind
from operators.tenancy.actors import Actor
from sales.models import Customer
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.v1_6.platform import CORNER, body_of, leg_of, refusal_of, trip

pytestmark = pytest.mark.django_db

ONE_STOP = {"from": CORNER, "useAssets": ["vehicle-id-123"], "customer": {"externalId": "ada"}}


def test_more_travellers_than_told_are_refused(travel):
    people = [{"age": 30}, {"age": 31}]

    alone = travel.post("/planning/offers", trip(travelers=people, nrOfTravelers=1))

    assert refusal_of(alone) == (400, 2002)
    assert len(travel.plan(travelers=people)["options"]) == 4


@pytest.mark.parametrize("missing", ["from", "to"])
def test_trip_needs_both_ends(travel, missing):
    wish = {member: told for member, told in trip().items() if member != missing}

    assert refusal_of(travel.post("/planning/offers", wish)) == (400, 2001)


def test_customer_without_an_id_is_refused(travel):
    option = travel.plan()["options"][0]

    response = travel.post("/bookings", {"id": option["id"], "customer": {"firstName": "Ada"}})

    assert refusal_of(response) == (400, 3001)
    assert "externalId" in response.json()["detail"]


def test_form_is_asked_for_without_saying_for_whom(travel):
    wish = {"customer": {"requirements": {"ticketFormat": "text/plain"}}}

    sold = travel.commit(travel.book(**wish))

    assert "customer" not in sold
    token = travel.move(sold, "SET_IN_USE")["ticket"]
    assert token["tokenData"]["mediaType"] == "text/plain"


def test_form_that_is_not_known_is_refused(travel):
    option = travel.plan()["options"][0]
    wish = {"id": option["id"], "extraInfo": {"ticketFormat": "PDF417"}}

    assert refusal_of(travel.post("/bookings", wish)) == (400, 3002)


def test_customer_is_known_by_what_was_told(travel):
    told = {
        "externalId": "ada",
        "firstName": "Ada",
        "lastName": "L",
        "birthDate": "1990-01-31",
        "phones": [{"number": ""}, {"number": "+31"}],
    }

    travel.book(customer=told)

    customer = Customer.objects.get(external_id="ada")
    assert (customer.first_name, customer.phone) == ("Ada", "+31")
    assert f"{customer.birth_date}" == "1990-01-31"


@pytest.mark.parametrize("day", ["31-01-1990", "1890-01-31", "2100-01-01", 19900131])
def test_birth_date_that_cannot_be_is_refused(travel, day):
    option = travel.plan()["options"][0]
    wish = {"id": option["id"], "customer": {"externalId": "ada", "birthDate": day}}

    assert refusal_of(travel.post("/bookings", wish)) == (400, 3002)


def test_address_for_changes_is_kept(travel, renter):
    address = "https://p.example/tomp"
    held = travel.book(callbackUrl=address)
    booked = body_of(renter.post("/bookings/one-stop", {**ONE_STOP, "callbackUrl": address}), 201)

    for each in (held, booked):
        assert Booking.objects.get(reference=each["id"]).callback_address == address


def test_address_for_changes_is_https(travel):
    option = travel.plan()["options"][0]
    wish = {"id": option["id"], "callbackUrl": "http://p.example"}

    assert refusal_of(travel.post("/bookings", wish)) == (400, 3002)


@pytest.mark.parametrize(
    "more",
    [
        {"useAssets": ["one", "two"]},
        {"useAssets": []},
        {"useAssetTypes": ["escooter"]},
        {"departureTime": from_now(minutes=6).isoformat()},
        {"from": {"coordinates": {"lng": 181, "lat": 0}}},
    ],
)
def test_one_stop_names_one_vehicle_and_begins_at_once(renter, more):
    assert refusal_of(renter.post("/bookings/one-stop", ONE_STOP | more)) == (400, 3002)


@pytest.mark.parametrize("more", [{}, {"departureTime": from_now(minutes=4).isoformat()}])
def test_one_stop_forgives_a_clock(renter, more):
    assert renter.post("/bookings/one-stop", ONE_STOP | more).status_code == 201


def test_moment_of_an_event_may_be_left_out(renter):
    booked = renter.rent()

    assert renter.move(booked, "SET_IN_USE", time=None)["state"] == "IN_USE"


def test_west_and_south_are_places(renter, rentals):
    rentals.asset.longitude, rentals.asset.latitude = -70.5, -33.25
    rentals.asset.plate = "AB-12"
    rentals.asset.save()
    place = {"coordinates": {"lng": -70.5, "lat": -33.25}}

    [option] = renter.find(**{"from": place})["options"]
    held = renter.hold(option, customer={"externalId": "ada"})

    assert option["from"] == place
    assert held["legs"][0]["asset"]["licensePlate"] == "AB-12"


def test_messages_of_the_desk_are_told(travel):
    held = travel.book()
    booking = Booking.objects.get(reference=held["id"])
    leg = booking.legs.get()

    late = {"kind": MessageKind.ARRIVAL, "minutes": 4, "text": ""}
    send_message(booking, by=Actor.staff("desk"), at=NOW, **late)
    path = f"/bookings/{held['id']}/notifications"
    travel.post(path, {"type": "OTHER", "comment": "Thanks.", "legId": leg.reference})

    told = travel.read(path)
    assert [(each["type"], each["origin"]) for each in told] == [("ETA", "TO"), ("OTHER", "MP")]
    assert (told[0]["minutes"], told[1]["legId"]) == (4, leg_of(held))


def test_arrival_needs_its_minutes(travel):
    path = f"/bookings/{travel.book()['id']}/notifications"

    assert refusal_of(travel.post(path, {"type": "ETA"})) == (400, 3001)


def test_bicycle_has_no_charge_and_needs_no_customer(renter, rentals):
    rentals.asset_type.asset_class, rentals.asset_type.asset_sub_class = "BICYCLE", ""
    rentals.asset_type.save()
    rentals.asset.charge = rentals.asset.range_metres = None
    rentals.asset.save()

    held = renter.hold(renter.find()["options"][0])

    [leg] = held["legs"]
    assert "customer" not in held
    assert (leg["asset"], leg["assetType"]["assetClass"]) == ({"id": "vehicle-id-123"}, "BICYCLE")
    assert "assetSubClass" not in leg["assetType"]
