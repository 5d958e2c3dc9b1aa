"""Supplements: the line of the order that each goes with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from sales.offers.actions import OfferWish, make_product_offers
from sales.orders.actions import cancel_lines
from sales.orders.errors import LineUnknown, SupplementAlone
from sales.orders.states import LineState
from sales.orders.terms import OfferChoice
from tests.factories.moments import BY, NOW
from tests.factories.orders import choose, draft, lines_of, references, sell_supplement, stored
from tests.factories.scenarios import open_shop, wishes
from tests.sales.reserving import PEOPLE, refused, reserve
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    return open_shop(single_product=False)


def supplements(shop, number=1, **choice):
    """Bicycles, offered without a trip."""
    return [
        OfferChoice(offer.reference, **choice)
        for _ in range(number)
        for offer in make_product_offers(
            shop.channel, ["bike"], wish=OfferWish(wishes([None])), at=NOW
        )
    ]


def test_supplement_goes_with_a_line_of_the_same_order(shop):
    sell_supplement(shop, code="bike")
    [bike] = supplements(shop)

    order = draft(shop, bike, choose(shop))

    extra, main = sorted(lines_of(order), key=lambda line: line.amount)
    assert (extra.supplement_to, main.supplement_to) == (main, None)
    assert stored(order).total_amount == Decimal("5.50")


def test_supplement_alone_is_refused(shop):
    sell_supplement(shop, code="bike")

    refused(SupplementAlone, draft(shop), *supplements(shop))


def test_supplement_goes_with_the_line_that_is_named(shop):
    sell_supplement(shop, code="bike")
    order = draft(shop, choose(shop), choose(shop))
    main = references(order)[0]
    [bike] = supplements(shop)

    refused(LineUnknown, order, replace(bike, supplement_to=uuid4()))
    [line] = reserve(order, replace(bike, supplement_to=main))

    assert line.supplement_to.reference == main


def test_supplement_goes_with_the_line_of_its_traveller(shop):
    sell_supplement(shop, code="bike")
    order = draft(shop, travellers=PEOPLE)
    kari, ola = (one.reference for one in order.travellers.order_by("pk"))
    mains = reserve(order, choose(shop, travellers=(ola,)), choose(shop, travellers=(kari,)))
    first, second = supplements(shop, 2)

    [named] = reserve(order, replace(first, travellers=(ola,)))
    [unnamed] = reserve(order, second)

    assert (named.supplement_to, unnamed.supplement_to) == (mains[0], mains[1])


def test_supplement_is_cancelled_with_its_line(shop):
    sell_supplement(shop, code="bike")
    order = draft(shop, choose(shop), *supplements(shop))
    main = order.lines.get(supplement_to=None)

    cancel_lines(order, lines=[main.reference], by=BY, at=NOW)

    assert {line.state for line in lines_of(order)} == {LineState.CANCELLED}
    assert stored(order).total_amount == Decimal("0.00")
