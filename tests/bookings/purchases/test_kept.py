"""What calling bookings off costs, and what is given back of their price."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.doors import cancel_any
from bookings.kept_queries import Kept, kept_of
from bookings.models import Booking
from tests.bookings.purchases.whole_trips import PARTNER, Till
from tests.counting import counted
from tests.factories.moments import NOW
from tests.factories.payments import PaymentMethodFactory
from tests.factories.purchases import bought_purchase
from tests.factories.scenarios import LATER, open_shop

pytestmark = pytest.mark.django_db
KEPT = Kept(Decimal("1.50"), Decimal("2.50"), "EUR")


@pytest.fixture
def shop():
    return open_shop({**LATER, "cancellation_fee": "1.50"})


def asked(*bookings):
    """What is kept of them, and how many statements that took."""
    found = Booking.objects.select_related("offer", "order").filter(pk__in=[b.pk for b in bookings])
    rows = list(found)
    with counted() as statements:
        kept = kept_of(rows)
    return kept, statements.statements


def test_fee_of_a_booking_with_an_order_of_its_own(shop):
    first, second = (part.booking for part in bought_purchase(shop).parts.order_by("sequence"))
    cancel_any(first, by=PARTNER, at=NOW)

    assert asked(first) == ({first.pk: KEPT}, 0)
    cancel_any(second, by=PARTNER, at=NOW)
    assert asked(first, second) == ({first.pk: KEPT, second.pk: KEPT}, 0)


def test_fee_of_one_of_several_bookings_that_were_paid_at_once(shop, cards):
    PaymentMethodFactory(channel=shop.channel, type="VISA")
    cards.open_account(shop.tenant)
    first, second = (part.booking for part in Till(shop, cards).buy().parts.order_by("sequence"))
    cancel_any(second, by=PARTNER, at=NOW)

    assert asked(second) == ({second.pk: KEPT}, 2)
    assert first.order_id == second.order_id


def test_what_was_never_sold_keeps_nothing(shop):
    offer = shop.offer()
    assert asked(*Booking.objects.filter(offer=offer)) == ({}, 0)
