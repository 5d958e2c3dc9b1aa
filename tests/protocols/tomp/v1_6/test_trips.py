"""Trips by the timetable over TOMP 1.6: planned, held, sold and given back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils.http import parse_http_date

from sales.models import Offer
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.v1_6.platform import body_of, leg_of, refusal_of, trip

pytestmark = pytest.mark.django_db


# Planning


def test_inquiry_informs_and_stores_nothing(travel):
    told = body_of(travel.post("/planning/inquiries", trip(departureTime=NOW.isoformat())), 201)

    assert [option["state"] for option in told["options"]] == ["NEW"] * 4
    assert not [option for option in told["options"] if "id" in option]
    assert not [leg for option in told["options"] for leg in option["legs"] if "id" in leg]
    assert not Offer.objects.exists()


def test_offer_has_ids_that_stay(travel):
    option = travel.plan()["options"][0]

    held = travel.hold(option)

    assert (held["id"], leg_of(held)) == (option["id"], leg_of(option))
    assert held["pricing"] == option["pricing"]


@pytest.mark.parametrize(("intent", "has_ids"), [("true", True), ("false", False), ("", False)])
def test_deprecated_planning_is_served_still(travel, intent, has_ids):
    query = f"?booking-intent={intent}" if intent else ""

    told = body_of(travel.send("POST", "/plannings", trip(), query), 201)

    assert ["id" in option for option in told["options"]] == [has_ids] * 4


def test_travellers_may_be_left_out(travel):
    alone, pair = travel.plan(), travel.plan(nrOfTravelers=2)

    assert pair["options"][0]["pricing"]["parts"][0]["amount"] == 8.0
    assert alone["options"][0]["pricing"]["parts"][0]["amount"] == 4.0


def test_trip_that_nobody_runs_has_no_options(travel):
    assert travel.plan(destination="island")["options"] == []


def test_stop_that_is_not_known_is_refused(travel):
    response = travel.post("/planning/offers", trip("nowhere"))

    assert refusal_of(response) == (400, 2002)


# Booking


def test_hold_ends_with_its_header(travel):
    option = travel.plan()["options"][0]

    response = travel.post("/bookings", {"id": option["id"]})

    ends = datetime.fromtimestamp(parse_http_date(response["Expires"]), NOW.tzinfo)
    assert ends > NOW
    assert response.json()["state"] == "PENDING"
    assert response.json()["legs"][0]["state"] == "NOT_STARTED"


def test_customer_is_told_by_both_ids(travel):
    held = travel.book(customer={"externalId": "ada", "firstName": "Ada"})

    assert held["customer"]["externalId"] == "ada"
    again = travel.book(customer={"id": held["customer"]["id"]})
    assert again["customer"] == held["customer"]


def test_offer_is_booked_once(travel):
    option = travel.plan()["options"][0]
    travel.hold(option)

    assert refusal_of(travel.post("/bookings", {"id": option["id"]})) == (409, 3004)


def test_offer_that_lapsed_is_gone(travel, clock):
    option = travel.plan()["options"][0]
    clock.shift(timedelta(hours=1))

    assert refusal_of(travel.post("/bookings", {"id": option["id"]})) == (410, 3202)


def test_offer_that_is_not_known_is_refused(travel):
    assert refusal_of(travel.post("/bookings", {"id": "unknown"})) == (404, 3204)
    assert refusal_of(travel.post("/bookings", {})) == (400, 3001)


def test_second_commit_is_refused_and_sells_nothing(travel):
    sold = travel.commit()

    assert refusal_of(travel.operate(sold, "COMMIT")) == (403, 3004)
    assert travel.booking(sold) == sold


def test_second_cancel_is_not_refused(travel):
    held = travel.book()

    over = [travel.change(held, "CANCEL", origin="END_USER") for _ in range(2)]

    assert [each["state"] for each in over] == ["RELEASED", "RELEASED"]
    assert travel.change(travel.commit(), "CANCEL")["legs"][0]["state"] == "CANCELLED"


def test_commit_that_comes_too_late_is_refused(travel, clock):
    held = travel.book()
    clock.shift(timedelta(hours=1))

    assert refusal_of(travel.operate(held, "COMMIT")) == (403, 3202)
    assert travel.booking(held)["state"] == "EXPIRED"


def test_hold_is_extended_while_there_is_time_to_be_had(travel, clock):
    held = travel.book()
    clock.shift(timedelta(minutes=5))

    for _ in range(2):
        response = travel.operate(held, "EXTEND_EXPIRY_TIME", extendReason="PAYMENT_PENDING")
        assert (response.status_code, response.json()["state"]) == (200, "PENDING")
        assert "Expires" in response
    refused = travel.operate(held, "EXTEND_EXPIRY_TIME", extendReason="OTHER")

    assert refusal_of(refused) == (410, 3202)


@pytest.mark.parametrize("operation", ["DENY", "EXPIRE", "SET_IN_USE"])
def test_operation_of_others_is_not_supported(travel, operation):
    assert refusal_of(travel.operate(travel.book(), operation)) == (400, 3002)


def test_bookings_are_narrowed(travel):
    held, sold = travel.book(), travel.commit()

    def listed(query: str = "") -> list[str]:
        return [each["id"] for each in travel.read("/bookings", query)]

    assert listed() == [held["id"], sold["id"]]
    assert listed("?state=CONFIRMED") == [sold["id"]]
    assert listed("?state=NEW") == []
    assert listed("?min-price=4&max-price=4") == listed()
    assert listed("?min-price=4.01") == listed("?max-price=3.99") == []
    begin, end = from_now(minutes=-60), from_now(minutes=20)
    window = "?min-time={:%Y-%m-%dT%H:%M:%SZ}&max-time={:%Y-%m-%dT%H:%M:%SZ}"
    assert listed(window.format(begin, end)) == []
    assert listed(window.format(begin, from_now(minutes=40))) == listed()
    kind = held["legs"][0]["assetType"]["id"]
    assert listed(f"?contains-asset-type={kind}") == listed()
    assert listed("?contains-asset-type=unknown") == []
    assert listed("?offset=1&limit=1") == [sold["id"]]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?state=OPEN", 3002),
        ("?min-time=soon", 3002),
        ("?min-time=2026-06-01T12:00:00", 3002),
        ("?max-price=much", 3002),
        ("?max-price=1e40", 3002),
        ("?limit=101", 1009),
    ],
)
def test_filter_that_is_wrong_is_refused(travel, query, code):
    assert refusal_of(travel.get("/bookings", query)) == (400, code)


def test_booking_that_comes_back_as_it_was_stays_so(travel):
    held = travel.book(customer={"externalId": "ada"})
    told = held | {"customer": {"externalId": "ada", "email": "ada@p.example"}}

    assert body_of(travel.send("PUT", f"/bookings/{held['id']}", told), 200) == held


def test_customer_is_fixed_by_the_commit(travel):
    sold = travel.commit(travel.book(customer={"externalId": "ada"}))
    told = travel.booking(sold) | {"customer": {"externalId": "bob"}}

    assert refusal_of(travel.send("PUT", f"/bookings/{sold['id']}", told)) == (409, 3004)


def test_messages_are_exchanged(travel):
    held = travel.book()
    path = f"/bookings/{held['id']}/notifications"

    told = {"type": "USER_OUT_OF_LIMITS", "comment": "Help!", "legId": leg_of(held)}
    assert travel.post(path, told).status_code == 204

    [message] = travel.read(path)
    assert (message["type"], message["origin"]) == ("USER_OUT_OF_LIMITS", "MP")
    assert message["legId"] == leg_of(held)


def test_message_about_a_leg_of_another_booking_is_refused(travel):
    held, other = travel.book(), travel.book()

    told = {"type": "OTHER", "legId": leg_of(other)}

    assert refusal_of(travel.post(f"/bookings/{held['id']}/notifications", told)) == (400, 3002)


def test_subscription_begins_and_ends(travel):
    path = f"/bookings/{travel.book()['id']}/subscription"

    assert travel.post(path, {"webhook": "https://p.example/x"}).status_code == 204
    assert travel.send("DELETE", path).status_code == 204
