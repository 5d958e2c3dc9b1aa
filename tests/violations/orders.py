"""Constraints of orders and books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sales.models import ExtraCost, Posting
from sales.orders.actions import cancel_order
from sales.orders.terms import TravellerFacts
from tests.factories.moments import BY, NOW
from tests.factories.operators import (
    OrganisationFactory,
)
from tests.factories.orders import DraftFactory
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import (
    CustomerFactory,
    OrderFactory,
    SalesChannelFactory,
)
from tests.factories.scenarios import open_shop
from tests.sales.renting import rent
from tests.violations.ways import (
    NONSENSE,
    Violation,
    event_of,
    stranger,
    twice,
    write,
    wrong,
)


def draft() -> Any:
    order = OrderFactory()
    order.reopen()
    order.save()
    return order


def line() -> Any:
    return OrderFactory().lines.get()


def rental_line() -> Any:
    return rent(open_rental_shop()).lines.get()


def seat() -> Any:
    return line().fulfilments.get()


def fee() -> Any:
    return OrderFactory().fees.create(
        type="REFUNDING",
        added_in_version=1,
        reason="test",
        amount=Decimal("1.00"),
        tax_amount=Decimal("0.08"),
        vat_rate=Decimal("9.00"),
    )


def traveller() -> Any:
    return DraftFactory(travellers=[TravellerFacts(age=30)]).travellers.get()


def note(**values: Any) -> Any:
    """Notes are never changed, so a wrong one is written."""
    good = {"text": "Called", "type": "GENERAL", "written_by": "test", "written_at": NOW}
    return OrderFactory().notes.create(**{**good, **values})


def cancelled() -> Any:
    return cancel_order(DraftFactory(), by=BY, at=NOW)


def own_supplement() -> None:
    alone = line()
    write(alone, supplement_to=alone.pk)


def posting(**values: Any) -> Posting:
    good = OrderFactory().postings.get(account="VAT_PAYABLE")
    fields = {field.attname: getattr(good, field.attname) for field in Posting._meta.fields}
    return Posting.objects.create(**{**fields, "id": None, **values})


def second_first_version() -> None:
    OrderFactory().versions.create(version=1, snapshot={}, confirmed_at=NOW)


def two_seats() -> tuple[Any, Any]:
    sold = open_shop().sell(30, 31)
    first, second = sold.order.lines.get().fulfilments.order_by("place")
    return first, second


def extra_cost(**values: Any) -> ExtraCost:
    """Claims are never changed, so a wrong one is written."""
    good = {"kind": "FINE", "description": "Smoking", "amount": 60}
    order = values.pop("order", None) or OrderFactory()
    return order.extra_costs.create(**{**good, **values}, claimed_by="test", claimed_at=NOW)


def second_cost(**values: Any) -> None:
    extra_cost(order=extra_cost(**values).order, **values)


VIOLATIONS: dict[str, Violation] = {
    "extracost_once_per_key": lambda: second_cost(key="a"),
    "extracost_once_as_it_is_told": second_cost,
    "extracost_kind_is_known": lambda: extra_cost(kind=NONSENSE),
    "extracost_unit_is_known": lambda: extra_cost(unit=NONSENSE, quantity=1),
    "extracost_unit_has_quantity": lambda: extra_cost(unit="LITRE"),
    "extracost_is_not_empty": lambda: extra_cost(amount=0),
    "extracost_says_what_for": lambda: extra_cost(description=""),
    "extracost_vat_rate_is_percent": lambda: extra_cost(vat_rate=101),
    "order_channel_same_tenant": stranger(OrderFactory, "channel", SalesChannelFactory),
    "order_seller_same_tenant": stranger(OrderFactory, "seller", OrganisationFactory),
    "order_payer_same_tenant": stranger(OrderFactory, "payer", OrganisationFactory),
    "order_once_per_code": lambda: write(OrderFactory(), code=OrderFactory().code),
    "order_customer_same_tenant": stranger(OrderFactory, "customer", CustomerFactory),
    "order_state_is_known": wrong(OrderFactory, state=NONSENSE),
    "order_code_is_eight_characters": wrong(OrderFactory, code="ABCD123"),
    "order_version_starts_at_one": wrong(OrderFactory, version=0),
    "order_currency_is_iso_4217": wrong(OrderFactory, currency="EURO"[:2]),
    "order_credits_at_most_what_was_paid": wrong(draft, credited_amount=Decimal("4.01")),
    "order_owes_nothing_unless_draft": wrong(OrderFactory, total_amount=Decimal("4.01")),
    "order_confirmed_has_time": wrong(OrderFactory, confirmed_at=None),
    "order_keeper_is_known": wrong(OrderFactory, keeper=NONSENSE),
    "order_revision_starts_at_one": wrong(OrderFactory, revision=0),
    "order_total_is_not_negative": wrong(DraftFactory, total_amount=Decimal("-0.01")),
    "order_cancelled_was_never_sold": wrong(cancelled, version=2),
    "order_expires_only_as_draft": wrong(OrderFactory, expires_at=NOW),
    "order_failed_only_as_draft": wrong(OrderFactory, failed=True),
    "customer_was_born_lately": wrong(CustomerFactory, birth_date=date(1899, 12, 31)),
    "customer_erased_tells_nothing": wrong(CustomerFactory, first_name="Anna", erased_at=NOW),
    "customer_kind_is_known": wrong(CustomerFactory, kind=NONSENSE),
    "orderversion_once_per_version": second_first_version,
    "orderevent_name_is_known": event_of(OrderFactory, NONSENSE),
    "orderline_state_is_known": wrong(line, state=NONSENSE),
    "orderline_amount_is_count_times_unit": wrong(line, count=2),
    "orderline_vat_is_part_of_amount": wrong(line, tax_amount=Decimal("4.01")),
    "orderline_vat_rate_is_percent": wrong(line, vat_rate=Decimal("-0.01")),
    "orderline_is_for_passengers_or_a_rental": wrong(line, charges=[]),
    "orderline_cancelled_has_version": wrong(line, state="CANCELLED"),
    "orderline_taken_back_is_cancelled": wrong(line, taken_back_at=NOW),
    "orderline_discount_lowers_amount": wrong(line, full_amount=Decimal("3.99")),
    "orderline_supplements_another": own_supplement,
    "orderline_holder_has_time": wrong(line, held_since=NOW),
    "orderline_returned_was_sold": wrong(line, returned_on=NOW.date()),
    "orderline_trip_has_both_times": wrong(line, arrives_at=None),
    "fee_type_is_known": wrong(fee, type=NONSENSE),
    "fee_amounts_are_sane": wrong(fee, tax_amount=Decimal("1.01")),
    "fee_vat_rate_is_percent": wrong(fee, vat_rate=Decimal("100.01")),
    "fee_removed_after_being_added": wrong(fee, removed_in_version=0),
    "fee_returned_was_sold": wrong(fee, returned_on=NOW.date()),
    "traveller_age_is_sane": wrong(traveller, age=151),
    "traveller_removed_after_being_added": wrong(traveller, removed_in_version=0),
    "ordernote_type_is_known": lambda: note(type=NONSENSE),
    "ordernote_says_something": lambda: note(text=""),
    "fulfilment_once_per_traveller": twice(two_seats, "place"),
    "fulfilment_handed_out_has_time": wrong(seat, handed_out_to="kari@example.no"),
    "posting_account_is_known": lambda: posting(account=NONSENSE),
    "posting_kind_is_known": lambda: posting(kind=NONSENSE),
    "posting_is_not_empty": lambda: posting(amount=0),
    "posting_currency_is_iso_4217": lambda: posting(currency="eur"),
    "posting_vat_has_rate": lambda: posting(vat_rate=None),
}

EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    (
        "orderline_is_for_passengers_or_a_rental",
        wrong(rental_line, charges=None),
    ),
]
