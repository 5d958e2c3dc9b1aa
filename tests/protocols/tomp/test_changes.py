"""Changing a booking by sending it back."""

from __future__ import annotations

import pytest

from bookings.models import Booking
from sales.models import Customer
from tests.protocols.tomp.described import read_description
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import read_published
from tests.protocols.tomp.refusing import contents

pytestmark = pytest.mark.django_db

ADA = {
    "id": "c-1",
    "firstName": "Ada",
    "lastName": "L",
    "email": "ada@l.example",
    "phones": [{"number": "+31 6"}],
}


@pytest.fixture
def partner(later) -> Partner:
    return Partner(later)


def put(partner, booking_id, body, status=200):
    path = f"/bookings/{booking_id}"
    response = partner.send("PUT", path, body)
    assert response.status_code == status, response.content
    read_description().check("PUT", f"/tomp{path}", response)
    published = read_published(partner.headers["Api-Version"])
    if published:
        published.check("PUT", path, response)
    return response.json()


def detail_of(partner, booking_id, body):
    return put(partner, booking_id, body, 400)["detail"]


@pytest.mark.parametrize("version", ["1.1.0", "1.1.3"])
def test_booking_that_is_sent_back_as_it_came_stays(later, version):
    partner = Partner(later, version=version)
    booking = Partner(later).book(customer={"id": "c-1"})
    stored = contents()

    assert put(partner, booking["id"], booking) == booking
    assert contents() == stored


def test_customer_is_kept_with_all_that_is_told(partner):
    booking = partner.book()

    changed = put(partner, booking["id"], {**booking, "customer": ADA})

    assert changed == {**booking, "customer": {"id": "c-1"}}
    customer = Customer.objects.get(external_id="c-1")
    told = (customer.first_name, customer.last_name, customer.email, customer.phone)
    assert told == ("Ada", "L", "ada@l.example", "+31 6")


@pytest.mark.parametrize(
    "wish",
    [
        {"extraInfo": {"ticketFormat": "image/svg+xml"}},
        {"customer": {"id": "c-1", "requirements": {"ticketFormat": "QR;media=image/svg+xml"}}},
    ],
)
def test_ticket_comes_in_the_form_that_was_changed_to(partner, wish):
    booking = partner.book()

    put(partner, booking["id"], wish)

    leg = partner.commit(booking)["legs"][0]
    ticket = partner.activate(leg["id"]).json()["ticket"]
    assert ticket["tokenData"]["mediaType"] == "image/svg+xml"


def test_form_is_fixed_by_the_commit(partner):
    booking = partner.commit()

    refusal = put(partner, booking["id"], {"extraInfo": {"ticketFormat": "image/svg+xml"}}, 409)

    assert refusal["errorcode"] == 3004
    assert refusal["detail"] == (
        "The form of the tickets was fixed when the booking was committed."
    )


def test_contact_can_be_changed_until_the_journey_begins(partner):
    booking = partner.commit(partner.book(customer={"id": "c-1"}))
    put(partner, booking["id"], {**booking, "customer": ADA})

    partner.activate(booking["legs"][0]["id"])

    assert put(partner, booking["id"], {"customer": ADA}, 403)["errorcode"] == 3203


def test_references_of_travellers_are_changed(partner):
    booking = partner.book()
    booking["legs"][0]["travelerReferenceNumbers"] = ["Ada"]

    assert put(partner, booking["id"], booking) == booking
    assert partner.commit(booking)["legs"] == booking["legs"]


def test_references_of_travellers_are_kept_without_the_space_around_them(partner):
    booking = partner.book()
    padded = {"legs": [{"travelerReferenceNumbers": ["  Ada" + " " * 5000]}]}

    changed = put(partner, booking["id"], padded)

    assert changed["legs"][0]["travelerReferenceNumbers"] == ["Ada"]


def test_change_is_recorded_without_what_was_told(partner):
    booking = partner.book()

    put(partner, booking["id"], {"customer": ADA})

    event = Booking.objects.get(reference=booking["id"]).events.last()
    assert (event.name, event.details) == ("CHANGED", {"changed": ["customer"]})


def test_every_member_that_cannot_be_changed_is_named(partner):
    booking = partner.book()
    leg = booking["legs"][0]
    body = {
        "id": booking["id"],
        "state": "CONFIRMED",
        "from": {"coordinates": {"lat": 1.5, "lng": booking["from"]["coordinates"]["lng"]}},
        "pricing": {"estimated": True, "parts": []},
        "legs": [leg | {"state": "IN_USE", "arrivalTime": "tomorrow", "legSequenceNumber": True}],
    }

    assert detail_of(partner, booking["id"], body).split(": ")[0] == (
        "state, from.coordinates.lat, pricing.estimated, pricing.parts, legs.0.state, "
        "legs.0.arrivalTime, legs.0.legSequenceNumber"
    )


def test_same_moment_in_another_zone_is_no_change(partner):
    booking = partner.book()
    booking["legs"][0].update(
        departureTime="2026-06-01T10:30:00Z", ticket={"of": "an earlier moment"}, asset=None
    )

    put(partner, booking["id"], booking)


def test_form_that_only_its_words_change_stays_after_the_commit(partner):
    booking = partner.commit(partner.book(extraInfo={"ticketFormat": "QR;media=image/png"}))

    assert put(partner, booking["id"], {"extraInfo": {"ticketFormat": "image/png"}}) == booking


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ([], "Invalid data"),
        ({"legs": {}}, "legs"),
        ({"legs": ["one"]}, "legs"),
        ({"legs": [{"travelerReferenceNumbers": [5]}]}, "legs"),
        ({"legs": [{"travelerReferenceNumbers": "t1"}]}, "legs"),
        ({"to": []}, "to"),
        ({"from": "here"}, "from"),
        ({"pricing": 4}, "pricing"),
        ({"state": 4}, "state"),
        ({"customer": "Ada"}, "customer"),
        ({"customer": {"id": 5}}, "customer.id"),
        ({"extraInfo": []}, "extraInfo"),
    ],
)
def test_body_of_other_types_is_refused(partner, body, place):
    booking = partner.book()

    assert detail_of(partner, booking["id"], body).startswith(place)
