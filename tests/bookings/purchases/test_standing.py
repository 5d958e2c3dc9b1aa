"""Of each part of a trip one booking of a customer stands, however often it is asked for."""

from __future__ import annotations

import pytest

from bookings.actions.doors import cancel_any
from bookings.actions.purchases import abandon_purchase, buy_on_account
from bookings.actions.purchases.buying import begin
from bookings.errors import PartBooked, PartInHand, PurchaseOver
from bookings.models import Purchase
from bookings.states import PayWay, PurchaseState
from sales.errors import OfferTaken
from tests.bookings.purchases.whole_trips import ANNA, BOB, PARTNER, hold, states
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def buy(purchase):
    return buy_on_account(purchase, by=PARTNER, at=NOW)


def state(purchase):
    return Purchase.objects.get(pk=purchase.pk).state


def claims(purchase):
    return list(purchase.parts.order_by("sequence").values_list("claim", flat=True))


def test_the_same_part_again_replaces_what_was_held(shop):
    first = hold(shop, shop.offer(), shop.offer())
    second = hold(shop, shop.offer())
    assert (state(first), states(first)) == ("ABANDONED", ["RELEASED", "RELEASED"])
    assert first.events.filter(name="ABANDONED").count() == 1
    assert buy(second).state == "BOUGHT"
    with pytest.raises(PurchaseOver):
        buy(first)


def test_another_customer_another_trip_and_another_part_are_left_alone(shop):
    first = hold(shop, shop.offer())
    hold(shop, shop.offer(), wish=BOB)
    hold(shop, shop.offer(), trip="trip-2")
    assert set(Purchase.objects.values_list("state", flat=True)) == {"HELD"}
    customer = first.customer
    assert claims(first) == [f"{customer.pk}/trip-1/s1"]


def test_a_trip_without_a_name_and_a_purchase_for_nobody_claim_nothing(shop):
    for found in (hold(shop, shop.offer(), trip=""), hold(shop, shop.offer(), wish=type(ANNA)())):
        assert claims(found) == [""]


@pytest.mark.parametrize("act", [abandon_purchase, cancel_any])
def test_what_came_to_nothing_claims_nothing(shop, act):
    first = hold(shop, shop.offer())
    if act is cancel_any:
        buy(first)
        act(first.parts.get().booking, by=PARTNER, at=NOW)
    else:
        act(first, by=PARTNER, at=NOW)
    second = hold(shop, shop.offer())
    assert claims(first) == [""]
    assert buy(second).state == "BOUGHT"


def test_what_lapsed_unswept_is_replaced(shop):
    first = hold(shop, shop.offer())
    late = later(hours=1)
    second = hold(shop, shop.offer(at=late), at=late)
    assert (state(first), state(second)) == ("ABANDONED", "HELD")


def test_a_part_that_is_bought_is_not_held_again(shop):
    first = buy(hold(shop, shop.offer()))
    offers = [shop.offer(), shop.offer()]
    with pytest.raises(PartBooked) as refused:
        hold(shop, *offers)
    assert refused.value.place == "s1"
    assert states(first) == ["CONFIRMED"]
    # Nothing was taken for it.
    assert hold(shop, *offers, wish=BOB).state == "HELD"


def test_a_part_that_is_being_bought_is_not_held_again(shop):
    first = hold(shop, shop.offer())
    begin(first, PayWay.ACCOUNT, by=PARTNER, at=NOW)
    with pytest.raises(PartInHand):
        hold(shop, shop.offer())
    assert state(first) == PurchaseState.BUYING


def test_what_is_refused_replaces_nothing(shop):
    first = hold(shop, shop.offer())
    taken = shop.offer()
    hold(shop, taken, wish=BOB)
    with pytest.raises(OfferTaken):
        hold(shop, taken)
    assert (state(first), states(first)) == ("HELD", ["PENDING"])


def test_a_card_payment_of_what_is_replaced_is_closed(till):
    first = till.hold()
    till.authorise(first)
    second = till.hold()
    assert state(first) == "ABANDONED"
    assert till.cards.charged == till.cards.repaid == []
    till.authorise(second)
    assert till.finish(second).state == "BOUGHT"
    assert till.cards.charged == [800]
