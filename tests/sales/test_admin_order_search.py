"""Finding an order in the admin by any reference, and never one of a stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory

from operators.models import User
from sales.admin.order_search import orders_named
from sales.models import Order, PaymentTransaction
from sales.orders.terms import Contact, TravellerFacts
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.admin_world import address, logged_in, member
from tests.counting import counted
from tests.factories.moments import BY, NOW
from tests.factories.orders import choose, draft, settle
from tests.factories.payments import RecurringPaymentFactory
from tests.factories.sales import CustomerFactory
from tests.factories.scenarios import Shop, open_shop

pytestmark = pytest.mark.django_db


def rich_order(shop: Shop) -> Order:
    """A sold order that has a reference of every kind."""
    customer = CustomerFactory(channel=shop.channel, email="own@example.com")
    order = draft(
        shop,
        choose(shop, external_reference="line-7"),
        customer=customer,
        external_reference="basket-9",
        contact=Contact(email="Kari@example.com"),
        travellers=[TravellerFacts(external_reference="rider-3", email="rider@example.com")],
    )
    order = settle(order)
    line = order.lines.get()
    refund_lines(order, [RefundWish(line.reference, "EUR")], by=BY, at=NOW)
    PaymentTransaction.objects.filter(order=order).update(
        external_id="ext-1",
        rrn="rrn-2",
        provider_reference="pi_3",
        card_number="4242",
        recurring_payment=RecurringPaymentFactory(customer=customer),
    )
    return Order.objects.get(pk=order.pk)


REFERENCES: dict[str, Callable[[Any], object]] = {
    "code": lambda order: order.code,
    "code in small letters": lambda order: f" {order.code.lower()} ",
    "their reference": lambda order: order.external_reference,
    "line": lambda order: order.lines.get().reference,
    "their line": lambda _: "line-7",
    "offer": lambda order: order.lines.get().offer.reference,
    "traveller": lambda order: order.travellers.get().reference,
    "their traveller": lambda _: "rider-3",
    "traveller's mail": lambda _: "rider@example.com",
    "contact's mail": lambda _: "kari@example.com",
    "payment": lambda order: order.payments.get().number,
    "transaction": lambda order: order.transactions.get().number,
    "stored card": lambda order: order.transactions.get().recurring_payment.number,
    "credit": lambda order: order.credits.get().number,
    "provider": lambda _: "pi_3",
    "external id": lambda _: "ext-1",
    "rrn": lambda _: "rrn-2",
    "last four": lambda _: "4242",
    "ticket": lambda order: order.lines.get().fulfilments.get().ticket_id,
    "start of the ticket": lambda order: str(order.lines.get().fulfilments.get().ticket_id)[:8],
    "customer": lambda order: order.customer.external_id,
    "customer's number": lambda order: order.customer.number,
    "customer's mail": lambda _: "OWN@example.com",
}


def found_by(user: User) -> Callable[[object], list[str]]:
    """What the list holds for this person, without its page."""
    page = admin.site.get_model_admin(Order)
    request = RequestFactory().get(address(Order, "changelist"))
    request.user = user
    mine = page.get_queryset(request)

    def found(text: object) -> list[str]:
        orders, _ = page.get_search_results(request, mine, str(text))
        return [order.code for order in orders]

    return found


def test_order_is_found_by_every_reference():
    shop = open_shop()
    order = rich_order(shop)
    settle(draft(shop, choose(shop)))
    found = found_by(member(shop.tenant))

    answers = {kind: found(read(order)) for kind, read in REFERENCES.items()}

    assert answers == {kind: [order.code] for kind in REFERENCES}


def test_order_of_a_booking_is_found_by_booking_and_leg():
    shop = open_shop()
    booking = shop.sell()
    found = found_by(member(shop.tenant))

    assert found(booking.reference) == [booking.order.code]
    assert found(booking.legs.get().reference) == [booking.order.code]


def test_order_of_another_tenant_is_not_found():
    order = rich_order(open_shop())
    found = found_by(member(open_shop().tenant))

    answers = {kind: found(read(order)) for kind, read in REFERENCES.items()}

    assert answers == {kind: [] for kind in REFERENCES}


@pytest.mark.parametrize("text", ["no such thing", "12345678901234567890123", "٤٢٤٢", "zzzz@", "-"])
def test_nonsense_finds_nothing(text):
    shop = open_shop()
    rich_order(shop)

    assert found_by(member(shop.tenant))(text) == []


def test_search_is_one_statement_for_each_kind_of_reference():
    shop = open_shop()
    order = rich_order(shop)
    found = found_by(member(shop.tenant))
    texts = [read(order) for read in REFERENCES.values()]

    with counted() as count:
        answers = [found(text) for text in texts]

    assert answers == [[order.code]] * len(texts)
    assert count.statements == len(texts)


BY_REFERENCE = [
    "order_by_their_reference",
    "customer_by_external_id",
    "orderline_by_their_reference",
    "traveller_by_their_reference",
    "paymenttransaction_by_ext_id",
    "paymenttransaction_once_per_provider_reference",
    "paymenttransaction_by_rrn",
]


@pytest.mark.parametrize("text", ["zz", "pi_3NqE", "1234567", "0a8b5ad15f0e4c36"])
def test_search_reads_no_table_whole(text):
    with connection.cursor() as cursor:
        # So few rows as a test has are not worth an index otherwise, and any index is as good to
        # walk along as the right one is to look into, which alone gives a bitmap.
        for way in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        plan = Order.objects.filter(orders_named(text)).explain()

    assert "Seq Scan" not in plan
    assert [name for name in BY_REFERENCE if name not in plan] == []


def test_list_page_is_searched():
    shop = open_shop()
    order = rich_order(shop)
    settle(draft(shop, choose(shop)))
    number = order.payments.get().number

    response = logged_in(member(shop.tenant)).get(address(Order, "changelist"), {"q": number})

    assert list(response.context["cl"].queryset) == [order]
