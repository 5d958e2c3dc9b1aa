"""Sales on account, and the taking back of them, in one call."""

from decimal import Decimal

from sales.offers.actions import take_offer
from sales.selling import cancel_sale, sell_on_account
from tests.factories.moments import BY, NOW
from tests.factories.sales import (
    FareFactory,
    PassengerCategoryFactory,
)
from tests.factories.scenarios import open_shop


def sell(shop, *ages, at=NOW, customer=None, **offer):
    made = shop.offer(*ages, at=at, **offer)
    taken = take_offer(made.reference, channel=shop.channel, at=at)
    return sell_on_account(taken, customer=customer, by=BY, at=at)


def cancel(order, fee="0.00", at=NOW):
    return cancel_sale(order, fee=Decimal(fee), reason="Cancelled", by=BY, at=at)


def family_shop(**product):
    """A shop that sells to adults for 4.00 and to children for 1.15."""
    shop = open_shop(product)
    child = PassengerCategoryFactory(
        tenant=shop.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=shop.product, category=child, amount="1.15")
    return shop
