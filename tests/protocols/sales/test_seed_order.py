"""The order of the interface's own introduction, told member by member."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from operators.models import Organisation
from sales.models import CatalogueEntry, Fare, Order, Payment
from sales.offers.actions import OfferWish, make_product_offers
from sales.offers.terms import TravellerWish
from sales.orders.actions import draft_order, reserve_offers
from sales.orders.terms import OfferChoice
from sales.payments.actions import capture_transaction, create_payment
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import TransactionWish
from tests.factories.moments import BY
from tests.factories.payments import PaymentMethodFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

CREATED = datetime(2018, 9, 3, 12, 44, 27, tzinfo=UTC)
PAID = datetime(2018, 9, 3, 12, 47, 18, tzinfo=UTC)
SEED = {
    "id": "ABCDEFGH",
    "version": 1,
    "status": "CONFIRMED",
    "totalAmount": "1446.00",
    "totalTaxAmount": "154.93",
    "balance": "0.00",
    "currency": "NOK",
    "paymentRefs": [
        {
            "orderVersion": 1,
            "paymentId": 6406,
            "amount": "1446.00",
            "currency": "NOK",
            "completedAt": "2018-09-03T12:47:18Z",
        }
    ],
    "travellers": [],
    "reservations": [],
    "organisationId": 1,
    "createdAt": "2018-09-03T12:44:27Z",
}


@standing
def seed_order(shop) -> Order:
    """Drafted, filled, paid in cash and confirmed at its moments, under the ids that it has."""
    channel = shop.channel
    Organisation.objects.filter(pk=channel.seller_id).update(number=1)
    Fare.objects.filter(pk=shop.fare.pk).update(amount="1446.00")
    CatalogueEntry.objects.update(period=DateTimeTZRange(CREATED, None))
    PaymentMethodFactory(channel=channel, type="CASH", group="CASH", provider="CASH")
    order = draft_order(channel, currency="NOK", pos="Entur-APP", by=BY, at=CREATED)
    Order.objects.filter(pk=order.pk).update(code="ABCDEFGH")
    wish = OfferWish((TravellerWish(),))
    [offer] = make_product_offers(channel, [shop.product.code], wish=wish, at=CREATED)
    reserve_offers(order, [OfferChoice(offer.reference)], by=BY, at=CREATED)
    order.refresh_from_db()
    cash = TransactionWish(order.total_amount, "NOK", PaymentType.CASH, PaymentGroup.CASH)
    payment = create_payment(
        order, order_version=1, total_amount=order.total_amount, wish=cash, by=BY, at=CREATED
    )
    Payment.objects.filter(pk=payment.pk).update(number=6406)
    capture_transaction(payment.transactions.get(), by=BY, at=PAID)
    return order


def test_seed_order_is_told_member_by_member(till, seed_order):
    order = till.read("/orders/ABCDEFGH")

    assert {name: order[name] for name in SEED} == SEED
    assert [name for name in order if name in SEED] == list(SEED)


def test_seed_order_is_told_the_same_as_a_version(till, seed_order):
    assert till.read("/orders/ABCDEFGH?version=1") == till.read("/orders/ABCDEFGH")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("totalAmount=gte:1000.00&organisationId=eq:1", 1),
        ("totalAmount=gt:999.99", 1),
        ("totalAmount=1446", 1),
        ("totalAmount=lt:1446.00", 0),
        ("createdAt=eq:2018-09-03T12:44:27Z", 1),
        ("createdAt=gte:2018-09-03T14:44:27%2B02:00&createdAt=lt:2018-09-04", 1),
        ("lastConfirmedAt=eq:2018-09-03T12:47:18Z", 1),
        ("version=eq:1&version=ne:2", 1),
        ("status=in:CONFIRMED,DRAFT&balance=eq:0.00", 1),
        ("status=nin:CONFIRMED", 0),
        ("organisationId=eq:2", 0),
        ("pos=eq:Entur-APP&currency=eq:NOK", 1),
        ("externalReference=ne:cart-1", 1),
        ("id=ABCDEFGH&id=XXXXXXXX", 0),
    ],
)
def test_seed_order_is_found(till, seed_order, query, found):
    page = till.read(f"/orders?{query}")

    assert (page["totalItems"], len(page["items"]), page["totalPages"]) == (found,) * 3


def test_seed_order_is_found_by_channel_and_product(till, seed_order, shop):
    channel, codespace = shop.channel.netex_id, shop.tenant.codespace
    for query, found in (
        (f"distributionChannelId=eq:{channel}", 1),
        (f"distributionChannelId={channel}", 1),
        (f"salesPackageId=eq:{codespace}:SalesPackage:{shop.product.code}", 1),
        (f"fareProductId=in:{codespace}:PreassignedFareProduct:{shop.product.code},x", 1),
        (f"salesPackageId=eq:XXX:SalesPackage:{shop.product.code}", 0),
        (f"fareProductId=eq:{codespace}:SalesPackage:{shop.product.code}", 0),
    ):
        assert till.read(f"/orders?{query}")["totalItems"] == found, query
