"""Changing a booking before it is used."""

from __future__ import annotations

from functools import partial

import pytest

from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.changing import change_booking
from bookings.errors import BookingGone, BookingInUse, FixedByCommit, TravellersDiffer
from bookings.models import Booking
from sales.errors import CustomerBlocked
from sales.models import Fulfilment
from sales.orders.customers import CustomerFacts, block_customer
from tests.bookings.standing import events_of
from tests.factories.itineraries import two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CustomerFactory
from tests.factories.scenarios import AT_ONCE, LATER, open_shop
from tests.racing import race
from tests.standing import standing
from tickets.errors import FormUnavailable

pytestmark = pytest.mark.django_db

ADA = CustomerFacts("c-1", first_name="Ada")


@standing
def shop():
    return open_shop(LATER)


def change(booking, **wish):
    return change_booking(booking, by=BY, at=NOW, **wish)


def changes_of(booking):
    events = booking.events.filter(name="CHANGED").order_by("pk")
    return [event.details for event in events]


def names_of(booking):
    legs = Booking.objects.get(pk=booking.pk).legs.order_by("sequence")
    return [leg.traveller_references for leg in legs]


def legs_of(booking):
    return list(booking.legs.order_by("sequence").values_list("reference", flat=True))


def test_hold_gets_a_customer_and_another_form(shop):
    booking = change(shop.hold(), customer=ADA, media="image/png")

    stored = Booking.objects.get(pk=booking.pk)
    assert (stored.customer.external_id, stored.customer.first_name) == ("c-1", "Ada")
    assert stored.media == "image/png"
    assert changes_of(booking) == [{"changed": ["customer", "media"]}]


def test_sale_of_a_changed_hold_is_for_the_new_customer(shop):
    booking = change(shop.hold(), customer=ADA)

    sold = commit_booking(booking, by=BY, at=NOW)

    assert sold.order.customer.external_id == "c-1"


def test_change_to_what_is_there_changes_nothing(shop):
    wish = {"customer": ADA, "media": "image/png"}
    booking = change(shop.hold(), **wish)

    change(booking, **wish, travellers=dict.fromkeys(legs_of(booking), ("p1",)))

    assert events_of(booking) == ["HELD", "CHANGED"]


def test_name_and_address_of_the_customer_change_after_the_commit(shop):
    booking = commit_booking(change(shop.hold(), customer=ADA), by=BY, at=NOW)

    change(booking, customer=CustomerFacts("c-1", email="ada@l.example"), media=booking.media)

    booking.customer.refresh_from_db()
    assert (booking.customer.first_name, booking.customer.email) == ("Ada", "ada@l.example")
    assert changes_of(booking) == [{"changed": ["customer"]}] * 2


@pytest.mark.parametrize(
    "wish",
    [
        {"customer": CustomerFacts("c-2")},
        {"media": "image/png"},
        {"symbology": "QR", "media": "image/png"},
    ],
)
def test_what_the_commit_fixed_stays(shop, wish):
    booking = commit_booking(change(shop.hold(), customer=ADA), by=BY, at=NOW)

    with pytest.raises(FixedByCommit):
        change(booking, **wish)


def test_sale_without_a_customer_gets_none(shop):
    with pytest.raises(FixedByCommit, match="The customer was fixed when"):
        change(shop.sell(), customer=ADA)


def test_names_of_the_travellers_stay_after_the_commit(shop):
    booking = shop.sell()

    with pytest.raises(FixedByCommit):
        change(booking, travellers={legs_of(booking)[0]: ("p9",)})


def test_travellers_get_other_names_on_every_ride_and_in_the_sale(shop):
    booking = shop.hold(30, 31, itineraries=[two_rides()])
    assert names_of(booking) == [["p1"], ["p2"], ["p1"], ["p2"]]

    change(booking, travellers={legs_of(booking)[1]: ("Ada",), legs_of(booking)[0]: ()})

    assert names_of(booking) == [[], ["Ada"], [], ["Ada"]]
    assert changes_of(booking) == [{"changed": ["travellers"]}]
    commit_booking(booking, by=BY, at=NOW)
    seats = Fulfilment.objects.order_by("place").values_list("traveller_reference", flat=True)
    assert list(seats) == ["", "Ada"]


def test_group_gets_other_names_in_order():
    booking = open_shop({"is_group_ticket": True, **LATER}).hold(30, 31, 32)

    change(booking, travellers={legs_of(booking)[0]: ("Ada", "Bob")})

    assert names_of(booking) == [["Ada", "Bob"]]


def test_leg_has_no_more_travellers_than_its_ticket(shop):
    booking = shop.hold()

    with pytest.raises(TravellersDiffer):
        change(booking, travellers={legs_of(booking)[0]: ("Ada", "Bob")})


def test_legs_of_one_ticket_have_the_same_travellers(shop):
    booking = shop.hold(30, itineraries=[two_rides()])
    first, second = legs_of(booking)

    with pytest.raises(TravellersDiffer):
        change(booking, travellers={first: ("Ada",), second: ("Bob",)})


def test_form_that_the_product_has_not_is_refused(shop):
    with pytest.raises(FormUnavailable):
        change(shop.hold(), symbology="AZTEC")


def test_blocked_customer_is_refused(shop):
    block_customer(CustomerFactory(channel=shop.channel, external_id="c-1"), by=BY, at=NOW)

    with pytest.raises(CustomerBlocked):
        change(shop.hold(), customer=ADA)


def test_journey_that_has_begun_cannot_be_changed():
    with pytest.raises(BookingInUse):
        change(open_shop(AT_ONCE).sell())


def test_booking_that_is_over_cannot_be_changed(shop):
    released = cancel_booking(shop.hold(), by=BY, at=NOW)
    cancelled = cancel_booking(shop.sell(), by=BY, at=NOW)
    lapsed = shop.hold()

    for booking, at in ((released, NOW), (cancelled, NOW), (lapsed, lapsed.held_until)):
        with pytest.raises(BookingGone):
            change_booking(booking, customer=ADA, by=BY, at=at)


def test_list_by_state_is_what_each_booking_says():
    shop, lazy = open_shop(AT_ONCE), open_shop(LATER)
    rows = [shop.sell(), lazy.sell(), shop.hold(), shop.hold(at=later(minutes=1))]
    rows += [cancel_booking(shop.hold(), by=BY, at=NOW), cancel_booking(lazy.sell(), by=BY, at=NOW)]
    at = rows[2].held_until

    for state in {row.state_at(at) for row in rows} | {rows[0].state_at(at)}:
        found = Booking.objects.in_state_at(state, at=at).order_by("pk")
        assert list(found) == [row for row in rows if row.state_at(at) == state]
    assert {row.state_at(at) for row in rows} == {
        "STARTED", "CONFIRMED", "EXPIRED", "PENDING", "RELEASED", "CANCELLED"
    }  # fmt: skip
    assert list(Booking.objects.in_state_at(at=at)) == []
    both = Booking.objects.in_state_at(*{rows[2].state_at(at), rows[3].state_at(at)}, at=at)
    assert set(both) == {rows[2], rows[3]}


@pytest.mark.django_db(transaction=True)
def test_change_and_commit_at_once_agree():
    shop = open_shop(LATER)
    for _ in range(6):
        booking = shop.hold()
        names = {legs_of(booking)[0]: ("Ada",)}

        changed, sold = race(
            partial(change_booking, booking, customer=ADA, travellers=names, by=BY, at=NOW),
            partial(commit_booking, booking, by=BY, at=NOW),
        )

        stored = Booking.objects.get(pk=booking.pk)
        came_late = isinstance(changed, FixedByCommit)
        assert stored.customer == sold.order.customer
        assert (stored.customer is None) == came_late
        seat = Fulfilment.objects.get(line__order=sold.order)
        assert seat.traveller_reference == ("p1" if came_late else "Ada")
