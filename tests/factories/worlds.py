"""A tenant with a row of every model that belongs to tenants."""

from __future__ import annotations

from decimal import Decimal

from operators.models import User
from sales.orders.customers import block_customer
from sales.selling import cancel_sale
from tests.factories.moments import BY, NOW
from tests.factories.operators import MembershipFactory
from tests.factories.sales import ChannelTokenFactory, CustomerFactory
from tests.factories.scenarios import open_shop
from tests.factories.tickets import show_ticket
from tests.factories.timetable import FeedFactory
from tests.violations.operators import fare_zone, route, stop, trip, version_in_import


def furnish() -> User:
    """Make a row of every model for a new tenant; the member who may see them."""
    shop = open_shop()
    sold = shop.sell()
    show_ticket(sold.legs.get().ticket)
    cancel_sale(sold.order, fee=Decimal("1.00"), reason="Changed", by=BY, at=NOW)
    ChannelTokenFactory(channel=shop.channel)
    block_customer(CustomerFactory(channel=shop.channel), by=BY, at=NOW)
    version = version_in_import(FeedFactory(operator=shop.product.operator))
    stop(version=version)
    trip(line=route(version=version))
    fare_zone(shop.tenant)
    return MembershipFactory(tenant=shop.tenant).user
