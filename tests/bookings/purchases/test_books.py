"""What purchases leave in the books, as the verifier sees it."""

from __future__ import annotations

import pytest

from bookings.actions.doors import cancel_any
from bookings.errors import PurchaseFailed
from sales.models import Order
from sales.verifier.actions import verify_books
from tests.bookings.purchases.whole_trips import PARTNER, Till
from tests.factories.moments import NOW, later
from tests.factories.payments import PaymentMethodFactory
from tests.factories.purchases import bought_purchase
from tests.factories.scenarios import LATER, open_shop
from tickets.actions.keys import revoke_key


@pytest.mark.django_db(transaction=True)
def test_the_books_agree_with_what_was_bought_taken_back_and_refused(cards):
    shop = open_shop(LATER)
    PaymentMethodFactory(channel=shop.channel, type="VISA")
    cards.open_account(shop.tenant)
    till = Till(shop, cards)
    bought_purchase(shop)
    by_card = till.buy(trip="trip-2")
    # Outside of a test's transaction the money goes back as soon as this is committed.
    cancel_any(by_card.parts.get(sequence=1).booking, by=PARTNER, at=NOW)
    refused = till.hold(trip="trip-3")
    till.authorise(refused)
    revoke_key(shop.key, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed):
        till.finish(refused)
    assert (cards.charged, cards.repaid) == ([800, 800], [400, 800])
    states = sorted(Order.objects.values_list("state", flat=True))
    assert states == ["CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED"]
    assert verify_books(shop.tenant, by=PARTNER, at=later(minutes=1)).fault_count == 0
