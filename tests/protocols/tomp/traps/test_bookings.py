"""Traps of bookings and legs: each is shown as this operator resolves it, by its number in the
reference."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.models import Booking
from bookings.tasks import close_legs, expire_holds
from protocols.models import IdempotentRequest
from sales.models import Customer, Product
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.edge.renting import Rider
from tests.protocols.tomp.traps.speaking import NEW, OLD, Speaker, refused, told
from tickets.models import Ticket
from tickets.tasks import expire_tickets

pytestmark = pytest.mark.django_db


def state_of(booking):
    return booking["state"], booking["legs"][0]["state"]


@pytest.mark.parametrize(
    ("number", "state"), [("1.1.3", "CANCELLED"), ("1.1.0", "PREPARING"), ("1.6.1", "CANCELLED")]
)
def test_trap_08_leg_that_is_cancelled_is_told_as_its_version_can(later, number, state):
    speaker = Speaker(later.secret, number)
    booking = speaker.commit()

    cancelled = told(speaker.operate(booking, "CANCEL"))

    assert (state_of(cancelled), "ticket" in cancelled["legs"][0]) == (("CANCELLED", state), False)


def test_trap_09_leg_begins_as_its_profile_says(travel):
    begins = {OLD: "PREPARING", NEW: "NOT_STARTED"}

    assert state_of(travel.book()) == ("PENDING", begins[travel.version])


def test_trap_10_booking_with_a_leg_in_use_is_told_as_its_profile_says(quick):
    words = {OLD: "CONFIRMED", NEW: "STARTED"}

    assert state_of(quick.commit()) == (words[quick.version], "IN_USE")


def test_trap_11_time_of_an_event_is_asked_for_where_a_client_can_be_trusted_to_send_it(travel):
    response = travel.tell(travel.commit(), "SET_IN_USE", time=None)

    if travel.version == OLD:
        assert refused(response) == (400, 4001)
    else:
        assert told(response)["state"] == "IN_USE"


def test_trap_12_legs_have_events_and_no_operations(travel):
    leg = travel.commit()["legs"][0]["id"]
    body = {"operation": "SET_IN_USE", "time": NOW.isoformat()}

    assert refused(travel.post(f"/legs/{leg}/events", body)) == (400, 4001)


def test_trap_13_leg_always_tells_where_it_begins(travel, renter):
    for speaker, booking in ((travel, travel.commit()), (renter, renter.rent())):
        assert set(speaker.leg(booking)["from"]["coordinates"]) == {"lng", "lat"}


def test_trap_14_bookings_and_support_go_by_the_booking(travel):
    booking = travel.commit()
    leg = booking["legs"][0]["id"]
    question = {"supportType": "OTHER", "comment": "Where?"}

    by_leg = [
        travel.post(f"/bookings/{leg}/events", {"operation": "CANCEL"}),
        travel.post("/support/", {**question, "id": leg}),
        travel.get(f"/support/{leg}/status"),
    ]
    asked = told(travel.post("/support/", {**question, "id": booking["id"]}))

    assert [each.status_code for each in by_leg] == [404, 404, 404]
    assert travel.read(f"/support/{booking['id']}/status") == [asked]


def test_trap_15_legs_have_ids_of_their_own(travel, renter):
    for speaker, booking in ((travel, travel.book()), (renter, renter.rent())):
        leg = booking["legs"][0]["id"]
        assert leg != booking["id"]
        assert speaker.get(f"/bookings/{leg}").status_code == 404
        assert speaker.get(f"/legs/{booking['id']}").status_code == 404


def test_trap_16_second_commit_is_answered_as_the_version_has_it(travel, renter):
    for speaker, booking in ((travel, travel.commit()), (renter, renter.rent())):
        issued = Ticket.objects.count()
        again = speaker.operate(booking, "COMMIT")
        if speaker.version == OLD:
            assert told(again)["state"] == booking["state"]
        else:
            assert refused(again) == (403, 3004)
        assert Ticket.objects.count() == issued


def test_trap_17_hold_that_is_cancelled_is_released(travel, renter):
    trip = travel.book()
    vehicle = renter.hold(renter.find(), customer={"id": "ada", "externalId": "ada"})

    for speaker, booking in ((travel, trip), (renter, vehicle)):
        for _ in range(2):
            assert told(speaker.operate(booking, "CANCEL"))["state"] == "RELEASED"


def test_trap_18_answer_that_never_comes_is_an_expiry(later, version, clock):
    Product.objects.filter(pk=later.shop.product.pk).update(confirm_minutes=5)
    speaker = Speaker(later.secret, version)
    booking = speaker.commit()
    assert booking["state"] == "CONDITIONAL_CONFIRMED"

    clock.shift(timedelta(minutes=5))
    before = speaker.read(f"/bookings/{booking['id']}")["state"]
    expire_holds()

    assert (before, speaker.read(f"/bookings/{booking['id']}")["state"]) == ("EXPIRED", "EXPIRED")


def test_trap_28_customer_is_known_by_the_id_of_its_version(travel):
    ours = travel.book(customer={"id": "mp-7"})["customer"]
    customer = Customer.objects.get(external_id="mp-7")

    if travel.version == OLD:
        assert ours["id"] == "mp-7"
    else:
        assert (ours["id"], ours["externalId"]) == (customer.reference, "mp-7")
        again = travel.book(customer={"id": customer.reference})["customer"]
        assert again == ours


def test_trap_33_bookings_are_listed_by_state_or_all_and_never_those_of_others(travel, renter):
    booking = travel.book()
    renter.rent()

    everything, pending = travel.get("/bookings"), travel.read("/bookings?state=PENDING")

    assert [each["id"] for each in pending] == [booking["id"]]
    if travel.version == OLD:
        assert refused(everything) == (400, 3001)
    else:
        assert told(everything) == pending


def test_trap_35_event_that_comes_too_late_is_refused_as_the_profile_says(renter, rentals):
    booking = renter.rent()
    told(renter.tell(booking, "SET_IN_USE"))
    told(renter.tell(booking, "FINISH"))

    assert refused(renter.tell(booking, "PAUSE")) == (403, 4004)
    assert Rider(rentals).tell(booking, "FINISH").status_code == 409


def test_trap_36_expires_is_the_end_of_a_hold_and_nothing_else(travel):
    option = told(travel.plan(), 201)["options"][0]

    held = travel.post("/bookings", {"id": option["id"]})
    committed = travel.operate(held.json(), "COMMIT")
    leg = travel.get(f"/legs/{option['legs'][0]['id']}")

    assert held["Expires"] == "Mon, 01 Jun 2026 10:15:00 GMT"
    assert held["Cache-Control"] == "no-store"
    assert [each.has_header("Expires") for each in (committed, leg)] == [False, False]
    assert leg["Cache-Control"].startswith("private")


@pytest.mark.parametrize("word", ["WAITING", "OTP_REQUIRED", "COMMITTED", "RESERVE"])
def test_trap_39_words_of_the_prose_are_none(travel, word):
    booking = travel.book()

    assert refused(travel.operate(booking, word)) == (400, 3002)
    assert refused(travel.tell(booking, word)) == (400, 4002)
    listed = travel.get(f"/bookings?state={word}")
    assert (listed.status_code, listed.json()["errorcode"]) == (400, 3002)


def test_trap_39_expire_is_gone_and_more_time_has_come(travel):
    booking = travel.book()

    longer = travel.operate(booking, "EXTEND_EXPIRY_TIME")
    expired = travel.operate(booking, "EXPIRE")

    if travel.version == NEW:
        assert (longer.status_code, longer.has_header("Expires")) == (200, True)
        assert refused(expired) == (400, 3002)
    else:
        assert refused(longer) == (400, 3002)


def test_trap_41_ticket_that_nobody_uses_ends_with_its_validity(travel, clock):
    booking = travel.commit()
    assert state_of(booking)[0] == "CONFIRMED"

    clock.move_to(from_now(days=400))
    expire_tickets()
    close_legs()

    assert state_of(travel.read(f"/bookings/{booking['id']}")) == ("FINISHED", "FINISHED")


def test_trap_42_ride_that_is_asked_for_twice_begins_once(rentals):
    speaker = Speaker(rentals.secret, NEW)
    wish = {
        "from": {"coordinates": {"lng": 13.3888, "lat": 52.517}},
        "useAssets": [rentals.asset.asset_id],
        "customer": {"externalId": "ada"},
    }

    first = speaker.post("/bookings/one-stop", wish, Idempotency_Key="one")
    again = speaker.post("/bookings/one-stop", wish, Idempotency_Key="one")
    other = speaker.post("/bookings/one-stop", wish)

    assert (first.status_code, again.json()) == (201, first.json())
    assert other.status_code in (406, 409)
    assert Booking.objects.filter(channel=rentals.channel).count() == 1
    assert IdempotentRequest.objects.count() == 1


@pytest.mark.parametrize(("seconds", "status"), [(899, 200), (900, 403)])
def test_trap_43_hold_is_judged_by_the_clock_and_not_by_a_timer(travel, clock, seconds, status):
    booking = travel.book()
    clock.shift(seconds)

    assert travel.operate(booking, "COMMIT").status_code == status
