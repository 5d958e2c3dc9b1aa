"""Lists and counts of a traveller's bookings (§9)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bookings.actions.booking import commit_booking, hold_booking
from bookings.actions.doors import cancel_any
from bookings.states import Origin
from sales.catalogue.states import Cancellation
from sales.orders.customers import CustomerFacts
from tests.counting import counted
from tests.factories.accounts import AccountLinkFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import bought, buy, hold
from tests.protocols.tripgo.kept import bus_segment, keep, scooter_segment, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.worlds import neighbour_of, open_tripgo

pytestmark = pytest.mark.django_db
PRODUCT = {**LATER, "cancellation": Cancellation.UNTIL_DEPARTURE}


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory):
    return open_tripgo(tmp_path_factory.mktemp("feed"), product=PRODUCT)


@pytest.fixture
def bus(tripgo):
    return bus_segment(tripgo)


def ids(app, **query):
    told = "&".join(f"{name}={value}" for name, value in query.items())
    return [one["id"] for one in get_strictly(app, f"booking?{told}")["bookings"]]


def call_off(booking):
    cancel_any(booking, by=BY, at=NOW, origin=Origin.END_USER)


def test_entry_of_a_journey(tripgo, app, bus):
    booking = bought(tripgo, bus)

    told = get_strictly(app, "booking")

    [one] = told["bookings"]
    assert told["count"] == 1
    url = f"http://localhost/v1/booking/v1/{booking.reference}/update"
    assert (one["trip"], one["trips"]) == (url, [url])
    assert one["tripsInfo"] == [one["tripInfo"]]
    assert (one["id"], one["index"], one["mode"]) == (booking.reference, 1, "pt_pub_bus")
    assert one["datetime"] == "2026-06-01T12:30:00+02:00"
    assert one["timeZone"] == "Europe/Amsterdam"
    assert one["tripInfo"]["origin"]["name"] == "Market"
    assert one["tripInfo"]["legs"][0]["metric"]["duration"] == 20 * 60
    assert one["relatedBookings"] == []
    assert one["isExternal"] is False


def test_trap_12_time_is_in_seconds_of_thirty_two_bits(tripgo, app, bus):
    bought(tripgo, bus)

    [one] = get_strictly(app, "booking")["bookings"]

    assert one["time"] == int(datetime(2026, 6, 1, 10, 30, tzinfo=UTC).timestamp())
    assert one["time"] < 2**31


def test_valid_ones_come_first_then_the_newest(tripgo, app, bus):
    first = bought(tripgo, bus)
    second = bought(tripgo, bus, at=later(minutes=1))
    third = bought(tripgo, bus, at=later(minutes=2))
    call_off(third)

    expected = [second.reference, first.reference, third.reference]
    assert ids(app) == expected
    assert ids(app, valid="true") == ids(app, validOnly="true") == expected[:2]
    assert ids(app, valid="false") == expected[2:]
    assert ids(app, validOnly="false") == expected
    assert get_strictly(app, "booking/valid/count") == {"count": 2}


def test_pages_count_from_one(tripgo, app, bus):
    made = [bought(tripgo, bus, at=later(minutes=n)).reference for n in range(3)][::-1]

    assert ids(app, first=1, max=2) == made[:2]
    assert ids(app, first=3, max=2) == made[2:]
    assert ids(app, first=9, max=2) == []
    told = get_strictly(app, "booking?first=2&max=1")
    assert (told["count"], [one["index"] for one in told["bookings"]]) == (3, [2])


@pytest.mark.parametrize("query", ["first=one", "max=1.5", "valid=perhaps"])
def test_page_that_is_none_is_refused(app, query):
    app.refused("GET", f"booking?{query}", code=400)


@pytest.mark.parametrize(
    "query", ["first=0", "first=-3", "first=99999999999999", "max=0", "max=-1", "max=100000"]
)
def test_odd_pages_are_answered(app, query):
    assert get_strictly(app, f"booking?{query}")["bookings"] == []


@pytest.mark.parametrize("days", [0, 0.005, 0.02, 1, 30, 60])
def test_lists_agree_with_what_they_hold_at_any_moment(tripgo, app, bus, clock, days):
    for segment in (bus, taxi_segment(tripgo), scooter_segment(tripgo)):
        bought(tripgo, segment)
    active = bought(tripgo, bus)
    app.post(f"ticket/{active.legs.get().ticket_id}")
    unlocked = bought(tripgo, scooter_segment(tripgo, asset=free_scooter(tripgo)))
    app.get(f"booking/v1/{unlocked.reference}/unlock")
    clock.move_to(later(days=days))

    told = get_strictly(app, "booking")["bookings"]

    valid = [one["id"] for one in told if one["confirmation"]["purchase"]["valid"]]
    assert set(ids(app, valid="true")) == set(valid)
    assert get_strictly(app, "booking/valid/count")["count"] == len(valid)
    assert len(told) == 5


def free_scooter(world):
    return world.rentals.fleet.assets.exclude(pk=world.rentals.asset.pk).first()


def test_lists_take_as_many_queries_whatever_their_length(tripgo, app, bus):
    bought(tripgo, bus)
    app.get("booking")
    with counted() as of_one:
        app.get("booking")
    for minute in (1, 2):
        bought(tripgo, bus, at=later(minutes=minute))
    app.get("booking")
    with counted() as of_three:
        assert app.get("booking")["count"] == 3

    assert of_one.statements == of_three.statements


def test_what_is_only_held_is_in_no_list(tripgo, app, bus):
    hold(tripgo, keep(tripgo, bus), bus)

    assert get_strictly(app, "booking") == {"bookings": [], "count": 0}
    assert get_strictly(app, "booking/valid/count") == {"count": 0}
    assert get_strictly(app, "booking/v2/summary") == {"summary": []}


def test_others_have_lists_of_their_own(tripgo, app, other, stranger, bus):
    booking = bought(tripgo, bus)

    for somebody in (other, neighbour_of(tripgo)):
        assert get_strictly(somebody, "booking") == {"bookings": [], "count": 0}
        somebody.refused("GET", f"booking/v2/{booking.reference}", code=404)
        somebody.refused("GET", "booking/v2/active", code=404)
    for path in ("booking", "booking/valid/count", "booking/v2", "booking/v2/summary"):
        stranger.refused("GET", path, code=444)


def test_two_travellers_see_what_each_bought(tripgo, app, bus):
    mine = bought(tripgo, bus)
    link = AccountLinkFactory(channel=tripgo.channel)
    theirs = bought(tripgo, bus, link=link)

    assert ids(app) == [mine.reference]
    assert ids(app.of(link.secret)) == [theirs.reference]


def test_months_are_counted_and_listed(tripgo, app, bus):
    booking = bought(tripgo, bus)

    assert get_strictly(app, "booking/v2/summary") == {
        "summary": [{"month": "2026-06", "count": 1}]
    }
    june = get_strictly(app, "booking/v2?month=2026-06")
    assert [one["id"] for one in june["bookings"]] == [booking.reference]
    assert get_strictly(app, "booking/v2?month=2026-07")["count"] == 0
    assert get_strictly(app, "booking/v2")["count"] == 1
    app.refused("GET", "booking/v2?month=2026-13", code=400)


def test_active_one_is_what_is_under_way(tripgo, app, bus):
    app.refused("GET", "booking/v2/active", code=404)
    bought(tripgo, bus)
    scooter = bought(tripgo, scooter_segment(tripgo))
    app.get(f"booking/v1/{scooter.reference}/unlock")

    assert get_strictly(app, "booking/v2/active")["id"] == scooter.reference
    assert get_strictly(app, "booking/v2/active?mode=pt_pub")["mode"] == "pt_pub_bus"
    app.refused("GET", "booking/v2/active?mode=ps_tax", code=404)


def test_what_is_under_way_counts_before_whatever_begins_earlier(tripgo, app, bus, monkeypatch):
    monkeypatch.setattr("protocols.tripgo.mybookings.listing.MOST_LIVE", 1)
    bought(tripgo, scooter_segment(tripgo))
    booking = bought(tripgo, bus)
    app.post(f"ticket/{booking.legs.get().ticket_id}")

    assert get_strictly(app, "booking/v2/active")["id"] == booking.reference


@pytest.mark.parametrize(
    ("method", "tail"),
    [("PUT", ""), ("DELETE", ""), ("POST", "/receipt"), ("DELETE", "/receipt/1")],
)
def test_what_is_sold_here_is_no_booking_of_ones_own(tripgo, app, other, bus, method, tail):
    booking = bought(tripgo, bus)
    body = {"price": "100"} if method == "PUT" else None

    app.refused(method, f"booking/v2/{booking.reference}{tail}", body, code=470)
    other.refused(method, f"booking/v2/{booking.reference}{tail}", body, code=404)
    assert ids(app, valid="true") == [booking.reference]


def test_booking_of_another_face_has_no_trip(tripgo, app):
    offer = tripgo.shop.offer()
    customer = CustomerFacts(external_id="", reference=tripgo.link.customer.reference)
    held = hold_booking(offer.reference, channel=tripgo.channel, customer=customer, by=BY, at=NOW)
    commit_booking(held, by=BY, at=NOW)

    [one] = get_strictly(app, "booking")["bookings"]

    assert (one["trips"], "trip" in one) == ([], False)
    app.refused("GET", f"booking/v1/{held.reference}/update", code=404)
    end = app.get(f"booking/v1/{held.reference}/cancel")
    assert "refreshURLForSourceObject" not in end


def test_way_back_and_way_there_are_related(tripgo, app):
    there = taxi_segment(tripgo)
    back = taxi_segment(tripgo, "taxi1.return", starts_at=later(hours=3))
    trip = keep(tripgo, there)
    first, second = buy(tripgo, trip, there, back)
    bought(tripgo, bus_segment(tripgo))

    told = {one["id"]: one["relatedBookings"] for one in get_strictly(app, "booking")["bookings"]}

    [one], [other] = told[first.reference], told[second.reference]
    assert (one["bookingId"], one["type"]) == (second.reference, "RETURN")
    assert (other["bookingId"], other["type"]) == (first.reference, "OUTBOUND")
    assert one["confirmedBookingData"]["id"] == second.reference
    alone = get_strictly(app, f"booking/v2/{first.reference}")
    assert [each["bookingId"] for each in alone["relatedBookings"]] == [second.reference]
    assert sorted(map(len, told.values())) == [0, 1, 1]
