"""What a supplier offers, at its price."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.planning_supplied import SupplyTrip, plan_supplied
from operators.supply.errors import SupplierBusy
from operators.supply.terms import RemotePart, RemotePrice
from sales.errors import NothingOnSale
from sales.models import Offer, Order
from sales.offers.actions import OfferWish
from tests.factories.moments import NOW, later
from tests.factories.standin import price, trip
from tests.violations.ways import write


def test_offer_has_the_suppliers_price_and_ends_with_its_own(shop, there):
    there.offers = [trip(amount="4.36", expires_at=later(minutes=5)), trip("free", price=None)]

    [offer] = shop.offers()

    assert (offer.amount, offer.tax_amount, offer.vat_rate) == (
        Decimal("4.36"),
        Decimal("0.36"),
        Decimal(9),
    )
    assert offer.valid_until == later(minutes=5)
    assert offer.supply["reference"] == "there"


def test_offers_that_only_inform_are_not_stored(shop):
    found = plan_supplied(
        shop.opened.channel, SupplyTrip(), wish=OfferWish(()), binding=False, at=NOW
    )

    assert len(found) == 1
    assert not Offer.objects.exists()


def test_planning_fails_when_no_supplier_answers(shop, there):
    there.fails("find_offers")

    with pytest.raises(SupplierBusy):
        shop.offers()


@pytest.mark.parametrize("change", [{"is_active": False}, {}])
def test_nothing_is_resold_of_who_is_off_or_in_a_channel_for_trials(shop, change):
    if change:
        write(shop.opened.supplier, **change)
    else:
        write(shop.opened.channel, mode="SANDBOX")
        shop.opened.channel.refresh_from_db()

    with pytest.raises(NothingOnSale):
        shop.offers()


def test_price_with_a_cap_and_a_discount_adds_up(shop, there):
    parts = (
        RemotePart("FIXED", Decimal("3.00"), Decimal(9)),
        RemotePart("FLEX", Decimal("4.00"), Decimal(9), unit="MINUTE", units=Decimal(20)),
        RemotePart("FIXED", Decimal("-0.50"), Decimal(9), kind="DISCOUNT"),
        RemotePart("MAX", Decimal("5.00"), Decimal(9)),
    )
    there.offers = [trip(price=RemotePrice("EUR", parts))]

    shop.sell()

    line = Order.objects.get().lines.get()
    assert (line.amount, line.tax_amount) == (Decimal("5.00"), Decimal("0.41"))
    assert sum(Decimal(charge["amount"]) for charge in line.charges) == line.amount
    assert sum(Decimal(charge["tax_amount"]) for charge in line.charges) == line.tax_amount


def test_price_of_the_stand_in_is_what_it_says():
    assert price("4.00").amount == Decimal("4.00")
