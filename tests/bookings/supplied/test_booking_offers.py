"""What a supplier sells, held and committed as one thing."""

from __future__ import annotations

import pytest

from bookings.actions.doors import book_offer
from bookings.models import Booking
from bookings.terms import HoldWish
from operators.supply.errors import SupplierBusy, SupplierRefused
from sales.orders.customers import CustomerFacts
from tests.bookings.supplied.shop import standing
from tests.factories.moments import BY, NOW, later

ADA = HoldWish(CustomerFacts("ada"))


def book(shop, offer, at=NOW):
    return book_offer(offer.reference, channel=shop.opened.channel, wish=ADA, by=BY, at=at)


def test_what_a_supplier_sells_is_sold_at_once(shop, there):
    [offer] = shop.offers()[:1]
    booking = book(shop, offer)
    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert book(shop, offer).pk == booking.pk
    assert there.asked.count("commit") == 1


def test_a_commit_that_the_supplier_refuses_releases_the_hold(shop, there):
    there.fails("commit", SupplierRefused("Not for you."))
    with pytest.raises(SupplierRefused):
        book(shop, shop.offers()[0])
    booking = Booking.objects.get()
    assert (booking.state, booking.cancel_origin) == ("RELEASED", "MP")
    assert shop.orders() == []


def test_a_commit_that_nobody_knows_the_end_of_is_told_the_next_time(shop, there):
    offer = shop.offers()[0]
    there.loses("commit")
    with pytest.raises(SupplierBusy):
        book(shop, offer)
    assert Booking.objects.get().state == "PENDING"

    assert book(shop, offer, at=later(minutes=1)).state == "CONFIRMED"
    assert shop.orders() == [("CONFIRMED", "4.00")]


def test_what_the_same_request_sold_meanwhile_stays_sold(shop, there, monkeypatch):
    offer, commit = shop.offers()[0], there.commit

    def lose_the_first(reference):
        monkeypatch.setattr(there, "commit", commit)
        book(shop, offer)
        raise SupplierBusy

    monkeypatch.setattr(there, "commit", lose_the_first)
    with pytest.raises(SupplierBusy):
        book(shop, offer)

    assert Booking.objects.get().state == "CONFIRMED"
    assert "cancel" not in there.asked
