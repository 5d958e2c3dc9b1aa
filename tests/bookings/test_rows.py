"""The hand-written statement finds what Django would find, and nothing is mixed up on the way."""

from __future__ import annotations

import pytest

from bookings.actions.booking import commit_booking, hold_booking
from bookings.queries import read_leg
from bookings.rows import BOOKINGS, ONE_LEG, SOURCES, fetch_legs
from sales.orders.customers import CustomerFacts
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.factories.tickets import ActiveKeyFactory
from tests.standing import standing
from tickets.actions.keys import revoke_key
from tickets.models import IssuerKey

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


def row_of(leg, at=NOW):
    values = {"reference": leg.reference, "channel": leg.booking.channel_id, "at": at}
    [row] = fetch_legs(ONE_LEG, values)
    return row


def sources(row):
    """The models of a row by the names that the statement has for them."""
    leg = row.leg
    return {
        "leg": leg,
        "booking": leg.booking,
        "tenant": leg.booking.tenant,
        "customer": leg.booking.customer,
        "offer": leg.booking.offer,
        "product": leg.booking.offer.product,
        "product_type": leg.booking.offer.product.ticket_type,
        "ticket": leg.ticket,
        "ticket_type": leg.ticket.ticket_type,
        "barcode": row.barcode,
        "issuer_key": row.key,
    }


def test_every_column_is_what_the_table_has(shop):
    offer = shop.offer()
    facts = CustomerFacts("c-1")
    held = hold_booking(offer.reference, channel=shop.channel, customer=facts, by=BY, at=NOW)
    leg = commit_booking(held, by=BY, at=NOW).legs.get()
    read_leg(leg.reference, channel_id=shop.channel.pk, at=NOW)

    found = sources(row_of(leg))

    assert list(found) == [source.name for source in SOURCES]
    with counted() as count:
        read = {
            (source.name, column): getattr(found[source.name], column)
            for source in SOURCES
            for column in source.columns
        }
    assert count.statements == 0
    assert read == {
        (source.name, column): getattr(source.model.objects.get(pk=found[source.name].pk), column)
        for source in SOURCES
        for column in source.columns
    }


def test_nothing_stands_in_place_of_what_an_outer_join_does_not_find():
    shop = open_shop(LATER)
    leg = shop.hold().legs.get()
    revoke_key(shop.key, by=BY, at=NOW)

    with counted() as count:
        row = row_of(leg)
        assert (row.leg.ticket, row.leg.booking.customer) == (None, None)
        assert (row.barcode, row.key) == (None, None)

    assert count.statements == 1


def test_row_has_the_barcode_of_the_window_and_the_active_key(shop):
    leg = shop.sell().legs.get()
    first = read_leg(leg.reference, channel_id=shop.channel.pk, at=NOW)
    read_leg(leg.reference, channel_id=shop.channel.pk, at=first.fresh_until)
    ActiveKeyFactory(tenant=shop.tenant)

    row = row_of(leg)

    assert row.barcode.starts_at == first.barcode.starts_at
    assert row.key == IssuerKey.objects.get(state="ACTIVE")
    assert row_of(leg, at=later(minutes=10)).barcode is None


def test_legs_come_in_the_order_of_their_booking(shop):
    bookings = [shop.sell(30, 31, itineraries=[two_rides()]) for _ in range(2)]
    ids = [booking.pk for booking in bookings]

    rows = fetch_legs(BOOKINGS, {"bookings": ids, "at": NOW})

    assert sorted((row.leg.booking_id, row.leg.sequence) for row in rows) == [
        (booking, sequence) for booking in sorted(ids) for sequence in (1, 2, 3, 4)
    ]
    assert [row.leg.sequence for row in rows] == [1, 1, 2, 2, 3, 3, 4, 4]
