"""What 1.1.0 as published has beyond the vendors' 1.1 documents, and what all of 1.1 shares."""

from __future__ import annotations

import pytest

from bookings.actions.answering import approve_booking, deny_booking
from bookings.models import Booking
from operators.tenancy.actors import Actor
from sales.models import Product
from tests.factories.moments import later as from_now
from tests.protocols.tomp.partner import Partner, planning_request
from tests.protocols.tomp.published import MISSING, read_published

pytestmark = pytest.mark.django_db

DESK = Actor.staff("desk")


@pytest.fixture
def partner(later) -> Partner:
    return Partner(later, version="1.1.0")


def option_of(partner: Partner) -> dict:
    answer = partner.post("/plannings?booking-intent=true", planning_request(partner.world))
    return follows(answer, "POST", "/plannings").json()["options"][0]


def book(partner: Partner) -> dict:
    answer = partner.post("/bookings", {"id": option_of(partner)["id"]})
    return follows(answer, "POST", "/bookings").json()


def follows(answer, method: str, path: str):
    """The answer, which the published file allows."""
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)
    published.check(method, path, answer)
    return answer


def state_of(partner: Partner, booking: dict) -> str:
    return partner.get(f"/bookings/{booking['id']}").json()["state"]


def test_hold_expires_when_the_partner_says_so(partner):
    booking = book(partner)

    answers = [partner.operate(booking["id"], "EXPIRE") for _ in range(2)]

    for answer in answers:
        follows(answer, "POST", f"/bookings/{booking['id']}/events")
        assert (answer.status_code, answer.json()["state"]) == (200, "EXPIRED")
    refused = partner.operate(booking["id"], "COMMIT")
    assert (refused.status_code, refused.json()["errorcode"]) == (403, 3202)


def test_booking_that_is_sold_does_not_expire(partner):
    booking = partner.commit(book(partner))

    refused = partner.operate(booking["id"], "EXPIRE")

    assert (refused.status_code, refused.json()["errorcode"]) == (403, 3004)
    assert state_of(partner, booking) == "CONFIRMED"


@pytest.mark.parametrize("operation", ["DENY", "EXTEND_EXPIRY_TIME", "SELL"])
def test_operations_of_others_are_not_supported(partner, operation):
    booking = book(partner)

    refused = partner.operate(booking["id"], operation)

    assert (refused.status_code, refused.json()["errorcode"]) == (400, 3002)
    assert refused.json()["detail"].endswith("send COMMIT, CANCEL or EXPIRE.")


def test_second_commit_answers_with_the_booking(partner):
    booking = partner.commit(book(partner))

    assert partner.commit(booking) == booking
    assert len(partner.tickets()) == 1


def test_ride_is_prepared_used_and_finished(partner, clock):
    booking = partner.commit(book(partner))
    leg = booking["legs"][0]["id"]
    clock.move_to(from_now(minutes=29))

    states = []
    for event in ("PREPARE", "PREPARE", "SET_IN_USE", "FINISH"):
        answer = follows(partner.activate(leg, event), "POST", f"/legs/{leg}/events")
        states.append((answer.status_code, answer.json()["state"]))

    assert states == [
        (200, "PREPARING"),
        (200, "PREPARING"),
        (200, "IN_USE"),
        (200, "FINISHED"),
    ]
    assert state_of(partner, booking) == "FINISHED"


@pytest.mark.parametrize("event", ["PAUSE", "START_FINISHING", "ASSIGN_ASSET", "TIME_EXTEND"])
def test_ride_does_not_know_what_vehicles_do(partner, event):
    leg = partner.commit(book(partner))["legs"][0]["id"]

    refused = partner.activate(leg, event)

    assert (refused.status_code, refused.json()["errorcode"]) == (403, 4004)
    assert refused.json()["type"] == "ActNotSupported"


@pytest.mark.parametrize("event", ["PREPARE", "FINISH", "PAUSE"])
def test_vendors_documents_know_one_event_of_a_ride(later, event):
    partner = Partner(later)
    leg = partner.commit()["legs"][0]["id"]

    refused = partner.activate(leg, event)

    assert (refused.status_code, refused.json()["errorcode"]) == (400, 4002)
    assert refused.json()["detail"] == f"event: “{event}” is not supported; send SET_IN_USE."


@pytest.mark.parametrize(
    ("answer", "state"), [(approve_booking, "CONFIRMED"), (deny_booking, "REJECTED")]
)
@pytest.mark.parametrize("version", ["1.1.0", "1.1.3"])
def test_commit_that_waits_for_staff_is_told_as_such(later, version, answer, state):
    Product.objects.filter(pk=later.shop.product.pk).update(confirm_minutes=60)
    partner = Partner(later, version=version)
    option = option_of(partner)
    [condition] = option["legs"][0]["conditions"]
    assert condition["conditionType"] == "conditionPostponedCommit"

    held = partner.post("/bookings", {"id": option["id"]}).json()
    for _ in range(2):
        told = partner.commit(held)
        assert told["state"] == "CONDITIONAL_CONFIRMED"
        follows(partner.get(f"/bookings/{held['id']}"), "GET", f"/bookings/{held['id']}")
    assert partner.tickets() == []

    booking = Booking.objects.get(reference=held["id"])
    reason = {} if answer is approve_booking else {"reason": "The boat is full."}
    answer(booking, by=DESK, at=from_now(), **reason)

    assert state_of(partner, held) == state
