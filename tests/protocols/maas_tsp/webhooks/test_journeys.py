"""What a caller is told of journeys."""

from __future__ import annotations

import pytest

from bookings.actions.answering import approve_booking, deny_booking
from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.holding import expire_holds
from bookings.actions.leg import close_legs, start_leg
from bookings.states import BookingEventName
from operators.tenancy.actors import Actor
from operators.tenancy.models import TokenRole
from protocols.deliveries.endpoints import try_endpoint
from protocols.maas_tsp.states import WEBHOOK_STATES, WireState
from protocols.maas_tsp.webhooks.news import AFTER, carried
from protocols.maas_tsp.webhooks.renderer import MaasTspRenderer
from protocols.models import CallbackEndpoint, Delivery
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.protocols.deliveries.delivering import STAFF
from tests.protocols.maas_tsp.webhooks.told import states, told
from tests.protocols.worlds import open_channel
from tickets.actions.tickets import expire_tickets

pytestmark = pytest.mark.django_db

TIMER = Actor.timer("sweep")
PAGE = Actor.partner("ticket page")
ON_REQUEST = {**LATER, "confirm_minutes": 30}


def test_every_event_is_told_or_known_not_to_be():
    assert set(AFTER) == set(BookingEventName)


def test_releases_are_those_whose_states_are_known():
    assert MaasTspRenderer().versions == ["27", "13", "10"]


@pytest.mark.parametrize("version", WEBHOOK_STATES)
def test_every_state_is_carried_or_read(version):
    told_as = {state: carried(state, version) for state in WireState}

    assert set(told_as.values()) - {None} == WEBHOOK_STATES[version]
    assert told_as[WireState.FINISHED] == WireState.EXPIRED
    assert told_as[WireState.ON_HOLD] is None


@pytest.mark.parametrize(("answer", "word"), [("yes", "CONFIRMED"), ("no", "REJECTED")])
def test_answer_to_a_postponed_commit_is_told(connect, version, answer, word):
    shop = open_shop(ON_REQUEST)
    partner = connect(shop.channel)
    open_channel(shop.channel, TokenRole.MAAS_TSP)
    booking = commit_booking(shop.hold(), by=Actor.partner("partner"), at=NOW)
    assert told(partner, version, at=later(minutes=1)) == []

    if answer == "yes":
        approve_booking(booking, by=STAFF, at=later(minutes=2))
    else:
        deny_booking(booking, reason="Full.", by=STAFF, at=later(minutes=2))

    [body] = told(partner, version, at=later(minutes=3))
    assert (body["tspId"], body["state"]) == (booking.reference, word)
    assert body.get("reason") == (
        {"text": "Full.", "errorCode": "REJECTED"} if answer == "no" and version != "10" else None
    )


def test_lapse_of_a_hold_is_told(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    shop.hold()
    expire_holds(by=TIMER, at=later(hours=1))

    assert states(partner, version, at=later(hours=1)) == ["EXPIRED"]


@pytest.mark.parametrize("sold", [True, False])
def test_cancellation_by_staff_is_told_once_for_the_whole_booking(connect, version, sold):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    booking = shop.sell() if sold else shop.hold()
    told(partner, version, at=NOW)
    cancel_booking(booking, by=STAFF, at=later(minutes=1))

    assert states(partner, version, at=later(minutes=2)) == ["REJECTED"]


def test_start_at_the_ticket_page_is_told_and_so_is_the_end(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    open_channel(shop.channel, TokenRole.MAAS_TSP)
    leg = shop.sell().legs.get()
    told(partner, version, at=NOW)
    start_leg(leg, by=PAGE, at=later(minutes=1))

    assert states(partner, version, at=later(minutes=2)) == ["ACTIVATED"]

    ended = later(days=2)
    expire_tickets(by=TIMER, at=ended)
    close_legs(by=TIMER, at=ended)
    [body] = told(partner, version, at=ended)
    assert (body["state"], body["cost"]["currency"]) == ("EXPIRED", "EUR")


def test_what_the_caller_does_itself_is_not_told(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    token, _ = open_channel(shop.channel, TokenRole.MAAS_TSP)
    by = Actor.partner(token.token.name)
    cancel_booking(shop.hold(), by=by, at=NOW)

    bodies = told(partner, version, at=later(minutes=1))

    assert [body["state"] for body in bodies] == []


def test_what_shows_a_ticket_is_not_told(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    leg = shop.sell().legs.get()
    start_leg(leg, by=STAFF, at=later(minutes=1))

    for body in told(partner, version, at=later(minutes=2)):
        assert {"token", "tspProduct", "customer"} & set(body) == set()


def test_endpoint_is_tried_with_a_booking_that_is_not_there(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    partner.answer = lambda _call: 404

    answer = try_endpoint(CallbackEndpoint.objects.get(), by=BY, at=NOW)

    assert answer.status == 404
    assert [(one.method, one.path) for one in partner.heard] == [("PATCH", "/mp/test")]
    assert not Delivery.objects.exists()


def test_booking_with_an_address_of_its_own_is_told_at_the_agreed_one(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    booking = shop.sell()
    booking.callback_address = "https://elsewhere.example/mp"
    booking.save(update_fields=["callback_address"])
    told(partner, version, at=NOW)
    cancel_booking(booking, by=STAFF, at=later(minutes=1))

    assert states(partner, version, at=later(minutes=2)) == ["REJECTED"]
