"""What was promised and sold stays, whatever becomes of the product."""

from decimal import Decimal

import pytest

from bookings.actions.booking import cancel_booking, commit_booking
from sales.catalogue.states import Cancellation
from sales.orders.actions import add_fee, cancel_lines
from sales.orders.snapshots import order_facts
from sales.orders.states import FeeType
from sales.orders.terms import Contact, FeeTerms, TravellerFacts
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, lines_of, references, settle, stored
from tests.factories.scenarios import open_shop
from tests.sales.purchases import cancel, sell
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def change_product(shop, **values):
    for name, value in values.items():
        setattr(shop.product, name, value)
    shop.product.save()


@pytest.mark.parametrize(("was", "tickets"), [(True, 1), (False, 2)])
def test_held_group_gets_the_tickets_that_it_was_promised(was, tickets):
    shop = open_shop({"is_group_ticket": was})
    booking = shop.hold(30, 31)
    change_product(shop, is_group_ticket=not was)

    sold = commit_booking(booking, by=BY, at=later(minutes=1))

    assert Ticket.objects.count() == booking.legs.count() == tickets
    assert {line.is_group_ticket for line in sold.order.lines.all()} == {was}


def test_held_booking_is_given_back_by_the_rule_that_was_promised():
    shop = open_shop({"cancellation_fee": Decimal("1.50")})
    booking = shop.hold(itineraries=[one_ride(later(days=1))])
    change_product(shop, cancellation=Cancellation.NEVER, cancellation_fee=Decimal("4.00"))
    sold = commit_booking(booking, by=BY, at=later(minutes=1))

    cancel_booking(sold, by=BY, at=later(minutes=2))

    assert sold.order.fees.get().amount == Decimal("1.50")


def test_order_is_told_whole_and_in_one_shape():
    shop = open_shop(code="app")
    order = draft(
        shop,
        choose(shop, 30, external_reference="A", metadata={"seat": 4}),
        pos="Perron-APP",
        external_reference="cart",
        contact=Contact("Kari", "kari@example.com", "+47 1"),
        created_by="desk",
        travellers=[TravellerFacts("t", "Kari", 30)],
    )
    fee = add_fee(
        order,
        FeeTerms(FeeType.BOOKING, Decimal("1.00"), Decimal("12.00"), "Desk"),
        by=BY,
        at=NOW,
    )
    settle(order, at=later(minutes=1))
    cancel_lines(order, lines=references(order), by=BY, at=later(minutes=2))
    settle(order, at=later(minutes=3))

    facts = order_facts(stored(order))

    [line], [traveller] = lines_of(order), order.travellers.all()
    assert facts.pop("lines") == [
        {
            "id": line.pk,
            "reference": str(line.reference),
            "external_reference": "A",
            "metadata": {"seat": 4},
            "state": "CANCELLED",
            "version": 1,
            "cancelled_in_version": 2,
            "taken_back_at": "2026-06-01T10:03:00+00:00",
            "product": shop.product.code,
            "description": shop.product.name,
            "passenger_category": "Adult",
            "count": 1,
            "unit_amount": "4.00",
            "amount": "4.00",
            "full_amount": "4.00",
            "tax_amount": "0.33",
            "vat_rate": "9.00",
            "vat_code": "TRANSPORT_AND_TICKETS_VAT",
            "operator": shop.product.operator.code,
            "rides": line.offer.rides,
            "starts_at": None,
            "charges": None,
            "travellers": [{"place": 0, "reference": "p1"}],
            "is_group_ticket": False,
            "bundle": str(line.bundle),
            "supplement_to": None,
        }
    ]
    assert facts == {
        "code": order.code,
        "version": 2,
        "state": "CONFIRMED",
        "currency": "EUR",
        "total_amount": "1.00",
        "total_tax_amount": "0.11",
        "captured_amount": "5.00",
        "credited_amount": "4.00",
        "balance": "0.00",
        "failed": False,
        "external_reference": "cart",
        "pos": "Perron-APP",
        "contact": {"name": "Kari", "email": "kari@example.com", "phone": "+47 1"},
        "created_by": "desk",
        "created_at": "2026-06-01T10:00:00+00:00",
        "confirmed_at": "2026-06-01T10:03:00+00:00",
        "expires_at": None,
        "fees": [
            {
                "id": fee.pk,
                "reference": str(fee.reference),
                "type": "BOOKING",
                "reason": "Desk",
                "lines": [],
                "amount": "1.00",
                "tax_amount": "0.11",
                "vat_rate": "12.00",
                "vat_code": "TRANSPORT_AND_TICKETS_VAT",
                "version": 1,
                "removed_in_version": None,
            }
        ],
        "travellers": [
            {
                "reference": str(traveller.reference),
                "external_reference": "t",
                "name": "Kari",
                "age": 30,
                "email": "",
                "phone": "",
                "version": 1,
                "removed_in_version": None,
            }
        ],
        "payments": [
            {
                "number": order.payments.get().number,
                "version": 1,
                "amount": "5.00",
                "captured_at": "2026-06-01T10:01:00+00:00",
            }
        ],
        "credits": [
            {
                "number": order.credits.get().number,
                "version": 2,
                "amount": "4.00",
                "executed_at": "2026-06-01T10:03:00+00:00",
            }
        ],
    }


@pytest.mark.parametrize("fee", ["0.00", "1.00"])
def test_versions_of_a_booking_are_kept_as_its_order_is_told(fee):
    sale = sell(open_shop())
    first = order_facts(stored(sale.order))
    cancel(sale.order, fee=fee, at=later(minutes=5))

    kept = [row.snapshot for row in sale.order.versions.order_by("version")]
    assert kept == [first, order_facts(stored(sale.order))]
    assert [len(kept[1]["payments"]), len(kept[1]["credits"])] == [1, 1]
