"""The other example bodies of the reference: what apps send is understood, and what they are told
has the members of the examples. Those of the worked exchange have a module of their own."""

from __future__ import annotations

import pytest

from bookings.models import Booking
from bookings.states import BookingState
from tests.protocols.tripgo.bought import bought
from tests.protocols.tripgo.client import PASSWORD
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment
from tests.protocols.tripgo.linking.filling import filled, open_form, tokens
from tests.protocols.tripgo.reference import beside_the_reference, examples, lacking, section
from tests.protocols.tripgo.strictly import get_strictly, post_strictly

pytestmark = [pytest.mark.django_db, beside_the_reference]

FORMS_NEED_NOT_HAVE = {
    "subtitle": "an account or a product need not have one",
    "image": "no pictures of products are kept",
    "value": "of forms of providers",
    "action.done": "told where it is true",
    "action.hudText": "said where something takes long",
    "form[].footer": "nothing is explained there",
    "refreshURL": "nothing is asked for again by itself",
    "refreshURLForSourceObject": "told at the end",
}


def test_reply_to_signing_up_and_in(stranger):
    [example] = examples(section(2))
    who = {"username": "grace@example.org", "password": PASSWORD}

    for path in ("account/signup", "account/login"):
        assert list(lacking(example, post_strictly(stranger, path, who))) == []


def test_form(app, tripgo):
    [example] = examples(section(7))
    segment = bus_segment(tripgo)
    trip = keep(tripgo, segment)

    form = get_strictly(app, f"booking/{trip.reference}/{segment.id}/info")

    assert set(lacking(example, form)) <= set(FORMS_NEED_NOT_HAVE)
    assert form["form"]


def test_error_that_offers_another_try(app, remote, server):
    [example] = examples(section(10))
    form, given = open_form(app, remote), server.sign_in()
    server.forget("ada")

    told = app.send("POST", form["action"]["url"], filled(form, **tokens(given))).json()

    assert list(lacking(example, told)) == []


@pytest.mark.parametrize("name", ["fares", "tickets"])
@pytest.mark.parametrize("value", [1, "1", 1.0])
def test_choice_of_fares_as_each_kit_sends_it(app, tripgo, name, value):
    segment = bus_segment(tripgo)
    path = path_to(keep(tripgo, segment), segment)
    [quick] = get_strictly(app, path)
    body = {"input": [], name: [{"id": quick["fares"][0]["id"], "value": value}]}

    review = post_strictly(app, quick["bookingURL"], body)

    assert review["review"][0]["tickets"][0]["value"] == 1


def test_whole_option_comes_back_from_react(app, tripgo):
    segment = taxi_segment(tripgo)
    [quick] = get_strictly(app, path_to(keep(tripgo, segment), segment))
    members = ("bookingURL", "bookingResponseType", "title", "bookingTitle", "input", "tickets")

    review = post_strictly(app, quick["bookingURL"], {name: quick[name] for name in members})

    assert len(review["review"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"input": []},
        {"input": [{"id": "email", "type": "string", "value": "ada@example.org"}]},
        {"input": [{"field": "code", "value": "…"}]},
    ],
)
def test_cancelling_as_each_kit_sends_it(app, tripgo, body):
    booking = bought(tripgo, bus_segment(tripgo))

    response = app.send("POST", f"booking/v1/{booking.reference}/cancel", body)

    first = response.json()["form"][0]["fields"][0]
    assert (first["type"], first["id"], first["readOnly"], first["value"]) == (
        "string",
        "booking_status",
        True,
        "Cancelled",
    )
    assert Booking.objects.get(pk=booking.pk).state == BookingState.CANCELLED
