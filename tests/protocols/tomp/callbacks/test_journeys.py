"""What a platform is told of journeys, in both versions, as their files have it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.answering import approve_booking, deny_booking
from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.claims import charge_extra_cost
from bookings.actions.holding import expire_holds
from bookings.actions.leg import close_legs, start_leg
from bookings.actions.messages import send_message
from bookings.states import BookingEventName, MessageKind
from operators.tenancy.actors import Actor
from protocols.deliveries.endpoints import try_endpoint
from protocols.models import CallbackEndpoint, Delivery
from protocols.tomp.callbacks.news import TELLERS
from protocols.tomp.callbacks.renderer import TompRenderer
from protocols.tomp.dialects import DIALECTS
from sales.models import Ancillary
from sales.settlement.actions import CostFacts
from sales.settlement.states import CostKind
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import AT_ONCE, LATER, open_shop
from tests.protocols.deliveries.delivering import STAFF
from tests.protocols.tomp.callbacks.told import check, told
from tickets.actions.tickets import expire_tickets

pytestmark = pytest.mark.django_db

TIMER = Actor.timer("sweep")
ON_REQUEST = {**LATER, "confirm_minutes": 30}


def operation(version: str, word: str, **more: str) -> dict[str, str]:
    """`bookingOperation`; 1.1 cannot say on whose wish."""
    return {"operation": word, **({"origin": "TO", **more} if version == "1.6.1" else {})}


def test_every_event_has_a_teller_and_every_told_one_a_word():
    assert set(TELLERS) == set(BookingEventName)
    for dialect in DIALECTS.values():
        known = set(dialect.telling.BOOKING_NEWS) | set(dialect.telling.LEG_NEWS)
        telling = {"tell_booking", "tell_leg", "tell_leg_of_whole", "tell_asset", "tell_end"}
        assert known == {name for name, one in TELLERS.items() if one.__name__ in telling}


def test_versions_are_those_that_are_served():
    assert TompRenderer().versions == ["1.6.1", "1.1.3", "1.1.0"]


@pytest.mark.parametrize(("answer", "word"), [("yes", "COMMIT"), ("no", "DENY")])
def test_answer_to_a_postponed_commit_is_told(connect, version, answer, word):
    shop = open_shop(ON_REQUEST)
    partner = connect(shop.channel)
    booking = commit_booking(shop.hold(), by=BY, at=NOW)
    assert told(partner, version, at=later(minutes=1)) == []

    if answer == "yes":
        approve_booking(booking, by=STAFF, at=later(minutes=2))
    else:
        deny_booking(booking, reason="Full.", by=STAFF, at=later(minutes=2))

    path = f"/bookings/{booking.reference}/events"
    assert told(partner, version, at=later(minutes=3)) == [("POST", path, operation(version, word))]


def test_lapse_of_a_hold_is_told_where_the_version_has_a_word(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    booking = shop.hold()
    expire_holds(by=TIMER, at=later(hours=1))

    calls = told(partner, version, at=later(hours=1))

    path = f"/bookings/{booking.reference}/events"
    lapse = [("POST", path, {"operation": "EXPIRE"})]
    assert calls == (lapse if version == "1.1.3" else [])


@pytest.mark.parametrize("sold", [True, False])
def test_cancellation_by_staff_is_told_once_for_the_whole_booking(connect, version, sold):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    booking = shop.sell() if sold else shop.hold()
    cancel_booking(booking, by=STAFF, at=later(minutes=1))

    path = f"/bookings/{booking.reference}/events"
    assert told(partner, version, at=later(minutes=2)) == [
        ("POST", path, operation(version, "CANCEL"))
    ]


def test_ride_that_staff_starts_and_time_ends_is_told(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    leg = shop.sell().legs.get()
    start_leg(leg, by=STAFF, at=later(minutes=1))
    path = f"/legs/{leg.reference}/events"

    assert told(partner, version, at=later(minutes=2)) == [
        ("POST", path, {"time": "2026-06-01T10:01:00Z", "event": "SET_IN_USE"})
    ]
    ended = later(days=2)
    expire_tickets(by=TIMER, at=ended)
    close_legs(by=TIMER, at=ended)
    assert told(partner, version, at=ended) == [
        ("POST", path, {"time": f"{ended:%Y-%m-%dT%H:%M:%SZ}", "event": "FINISH"})
    ]


def test_message_of_staff_is_told(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    booking = shop.sell()
    send_message(booking, kind=MessageKind.ARRIVAL, minutes=5, text="Soon.", by=STAFF, at=NOW)

    [(method, path, body)] = told(partner, version, at=NOW)
    assert (method, path) == ("POST", f"/bookings/{booking.reference}/notifications")
    assert (body["type"], body["minutes"], body["comment"]) == ("ETA", 5, "Soon.")


def test_extra_cost_that_staff_charges_is_told(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    booking = shop.sell()
    facts = CostFacts(CostKind.DAMAGE, "Torn seat.", Decimal("80.00"))
    charge_extra_cost(booking, facts, by=STAFF, at=NOW)

    [(method, path, body)] = told(partner, version, at=NOW)
    assert (method, path) == ("POST", f"/payment/{booking.reference}/claim-extra-costs")
    assert (body["category"], body["description"], body["amount"]) == ("DAMAGE", "Torn seat.", 80)


def test_what_staff_adds_to_a_leg_is_told_by_the_leg(connect, version):
    shop = open_shop(LATER)
    partner = connect(shop.channel)
    leg = shop.sell().legs.get()
    Ancillary.objects.create(
        tenant=shop.tenant, product=shop.product, category="HR", number="01", name="Pram"
    )
    add_ancillary(leg, "HR", "01", by=STAFF, at=NOW)
    waits = "PREPARING" if version == "1.1.3" else "NOT_STARTED"

    [(method, path, body)] = told(partner, version, at=NOW)
    assert (method, path) == ("PUT", f"/legs/{leg.reference}")
    assert (body["id"], body["state"]) == (leg.reference, waits)


def test_changed_leg_is_told_without_what_shows_it(connect, version):
    shop = open_shop(AT_ONCE)
    partner = connect(shop.channel)
    leg = shop.sell().legs.get()
    leg.booking.events.create(name="LEG_CHANGED", leg=leg, actor=str(STAFF), happened_at=NOW)

    [(_, _, body)] = told(partner, version, at=NOW)
    assert body["state"] == "IN_USE"
    assert {"ticket", "assetAccessData", "allAssetAccessData"} & set(body) == set()


def test_trial_is_a_call_of_the_file(connect, version):
    partner = connect(open_shop(LATER).channel)
    partner.answer = lambda _call: 404

    answer = try_endpoint(CallbackEndpoint.objects.get(), by=STAFF, at=NOW)

    assert (answer.status, answer.error) == (404, "404 Not Found")
    [call] = partner.heard
    check(call, version)
    assert not Delivery.objects.exists()
