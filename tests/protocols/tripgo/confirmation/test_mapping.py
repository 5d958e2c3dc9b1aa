"""Confirmations of each kind of booking: the members that apps cannot do without, and their types
(§8)."""

from __future__ import annotations

import pytest

from bookings.actions.doors import move_leg
from bookings.actions.messages import send_message
from bookings.actions.taxis.cancelling import refuse_ride
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.riding import begin_ride, note_arrival
from bookings.states import LegAct, MessageKind
from bookings.terms import LegTold
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import TIMER, ride_of
from tests.protocols.tripgo.bought import NOTE, bought
from tests.protocols.tripgo.kept import bus_segment, scooter_segment, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly

pytestmark = pytest.mark.django_db

MANDATORY = {
    "status": {"title", "value"},
    "provider": {"title"},
    "purchase": {
        "id", "price", "productName", "productType", "currency", "valid", "validFromTimestamp",
        "timezone", "brand",
    },
}  # fmt: skip
LISTS = ("actions", "input", "notes", "tickets", "purchasedTickets")
SEGMENTS = {"bus": bus_segment, "taxi": taxi_segment, "scooter": scooter_segment}


@pytest.fixture
def confirmed(tripgo, app):
    """Books a segment of that kind, and reads its confirmation."""

    def read(booking):
        return get_strictly(app, f"booking/v2/{booking.reference}")["confirmation"]

    return read


def segment(world, kind):
    return SEGMENTS[kind](world)


@pytest.mark.parametrize("kind", SEGMENTS)
def test_trap_11_no_mandatory_member_is_missing(tripgo, confirmed, kind):
    told = confirmed(bought(tripgo, segment(tripgo, kind)))

    for member, names in MANDATORY.items():
        assert names <= set(told[member]), member
    assert {"name", "color"} <= set(told["purchase"]["brand"])
    assert all(type(told["purchase"]["brand"]["color"][c]) is int for c in ("red", "green", "blue"))
    assert all(isinstance(told[name], list) for name in LISTS)
    assert all({"title", "type", "isDestructive"} <= set(action) for action in told["actions"])
    for fare in told["tickets"]:
        assert {"id", "name", "description", "currency", "price", "value"} <= set(fare)
        assert type(fare["price"]) is type(fare["value"]) is int
    assert told["fares"] == told["tickets"]


@pytest.mark.parametrize("kind", SEGMENTS)
def test_trap_04_internal_actions_have_both_spellings_of_their_question(tripgo, confirmed, kind):
    told = confirmed(bought(tripgo, segment(tripgo, kind)))

    internal = [action for action in told["actions"] if "internalURL" in action]
    assert internal
    for action in internal:
        assert action["confirmationMessage"] == action["confirmation"]["message"]
        assert {"confirmActionTitle", "abortActionTitle"} < set(action["confirmation"])


def test_trap_05_price_of_a_purchase_is_in_main_units_and_of_tickets_in_hundredths(
    tripgo, confirmed
):
    booking = bought(tripgo, bus_segment(tripgo), travellers=2)

    told = confirmed(booking)

    assert told["purchase"]["price"] == 8
    assert [(fare["price"], fare["value"]) for fare in told["tickets"]] == [(400, 2)]
    assert [one["fare"]["price"] for one in told["purchasedTickets"]] == [400, 400]


def test_journey_that_is_booked(tripgo, confirmed):
    booking = bought(tripgo, bus_segment(tripgo))

    told = confirmed(booking)

    assert told["status"] == {
        "title": "In progress",
        "subtitle": "Have a good trip.",
        "value": "IN_PROGRESS",
    }
    assert told["purchase"]["id"] == booking.reference
    assert told["purchase"]["productType"] == "pt_pub_bus"
    assert told["purchase"]["productName"] == tripgo.shop.product.name
    assert told["purchase"]["valid"] is True
    assert told["purchase"]["timezone"] == "Europe/Amsterdam"
    assert told["purchase"]["validFromTimestamp"] == "2026-06-01T12:15:00+02:00"
    assert told["paymentStatus"] == "SUCCEEDED"
    assert "vehicle" not in told


@pytest.mark.parametrize(
    ("kind", "facts", "told"),
    [
        (MessageKind.ARRIVAL, {"minutes": 5}, "Ankunft in 5 min."),
        (MessageKind.ARRIVAL, {"minutes": 5, "text": "Stau."}, "Ankunft in 5 min. Stau."),
        (MessageKind.OTHER, {"text": "Stau."}, "Stau."),
        (MessageKind.NO_SHOW, {}, "Du warst nicht da."),
    ],
)
def test_messages_without_words_are_told_in_the_language(tripgo, app, kind, facts, told):
    booking = bought(tripgo, bus_segment(tripgo))
    send_message(booking, kind=kind, by=BY, at=NOW, **facts)

    german = app.having(Accept_Language="de").get(f"booking/v2/{booking.reference}")
    assert [note["text"] for note in german["confirmation"]["notes"]] == [told]


def test_answers_and_messages_are_told_again(tripgo, confirmed):
    booking = bought(tripgo, taxi_segment(tripgo), told={"input": [NOTE]})
    text = "The road is closed; walk to the corner."
    send_message(booking, kind=MessageKind.FOR_TRAVELLER, text=text, by=BY, at=NOW)

    told = confirmed(booking)

    assert told["input"] == [NOTE]
    [note] = told["notes"]
    assert note == {
        "text": text,
        "timestamp": "2026-06-01T12:00:00+02:00",
        "provider": told["provider"]["title"],
    }


def test_taxi_from_the_order_to_the_ride(tripgo, confirmed, clock):
    booking = bought(tripgo, taxi_segment(tripgo, starts_at=later(minutes=20)))
    asked = confirmed(booking)
    assert asked["status"]["value"] == "PROCESSING"
    assert asked["provider"]["title"] == tripgo.taxis.fleet.name
    assert asked["paymentStatus"] == "PENDING"
    assert "vehicle" not in asked

    find_driver(ride_of(booking), by=TIMER, at=NOW)
    accepted = confirmed(booking)
    assert accepted["status"]["value"] == "PROVIDER_ACCEPTED"
    assert accepted["provider"]["title"] == tripgo.taxis.driver.name
    assert accepted["vehicle"]["title"] == tripgo.taxis.asset.asset_type.name

    clock.move_to(later(minutes=18))
    assert confirmed(booking)["status"]["value"] == "ARRIVING"
    note_arrival(ride_of(booking), by=TIMER, at=later(minutes=18))
    assert "waits for you" in confirmed(booking)["status"]["subtitle"]

    begin_ride(ride_of(booking), by=TIMER, at=later(minutes=20))
    assert confirmed(booking)["status"]["value"] == "IN_PROGRESS"


def test_taxi_that_nobody_drives_is_called_off_by_the_clock(tripgo, confirmed, clock):
    booking = bought(tripgo, taxi_segment(tripgo))
    clock.move_to(later(hours=2))

    told = confirmed(booking)

    assert told["status"]["value"] == "PROVIDER_CANCELED"
    assert told["purchase"]["valid"] is False
    assert told["actions"] == []


def test_vehicle_from_the_reservation_to_its_end(tripgo, confirmed, clock):
    booking = bought(tripgo, scooter_segment(tripgo))
    leg = booking.legs.get()
    reserved = confirmed(booking)
    assert reserved["status"]["value"] == "ACCEPTED"
    assert reserved["purchase"]["validFor"] == 15 * 60
    assert reserved["vehicle"]["title"]

    move_leg(leg, LegAct.SET_IN_USE, LegTold(), by=BY, at=NOW)
    riding = confirmed(booking)
    assert riding["status"]["value"] == "IN_PROGRESS"
    assert "validFor" not in riding["purchase"]

    clock.move_to(later(minutes=10))
    move_leg(leg, LegAct.PAUSE, LegTold(), by=BY, at=later(minutes=10))
    assert "locked" in confirmed(booking)["status"]["subtitle"]

    clock.move_to(later(minutes=15))
    move_leg(leg, LegAct.FINISH, LegTold(), by=BY, at=later(minutes=15))
    over = confirmed(booking)
    assert (over["status"]["value"], over["purchase"]["valid"]) == ("COMPLETED", False)
    assert over["paymentStatus"] == "SUCCEEDED"
    assert "vehicle" not in over


def test_vehicle_that_nobody_fetched_is_kept_no_longer(tripgo, confirmed, clock):
    booking = bought(tripgo, scooter_segment(tripgo))
    clock.move_to(later(minutes=16))

    assert confirmed(booking)["status"]["value"] == "PROVIDER_CANCELED"


def test_traveller_reads_why_the_provider_called_it_off(tripgo, confirmed):
    booking = bought(tripgo, taxi_segment(tripgo))
    refuse_ride(ride_of(booking), reason="The road is flooded.", by=BY, at=NOW)

    told = confirmed(booking)

    assert told["status"]["value"] == "PROVIDER_CANCELED"
    assert told["status"]["subtitle"].endswith("The road is flooded.")


@pytest.mark.parametrize(
    ("reason", "told"),
    [("", "Es hat sich nicht rechtzeitig ein Fahrer gefunden."), ("Überflutet.", "Überflutet.")],
)
def test_reason_of_the_service_itself_is_told_in_the_language(tripgo, app, reason, told):
    booking = bought(tripgo, taxi_segment(tripgo))
    refuse_ride(ride_of(booking), reason=reason, by=BY, at=NOW)

    german = app.having(Accept_Language="de").get(f"booking/v2/{booking.reference}")
    assert german["confirmation"]["status"]["subtitle"].endswith(f" {told}")
