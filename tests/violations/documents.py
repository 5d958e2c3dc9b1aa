"""Constraints of receipts, letters and cash settlements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sales.closing.actions import close_settlement
from sales.models import Receipt
from tests.factories.clients import PointOfSaleFactory
from tests.factories.documents import SettlementFactory, letter, receipt
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.sales import OrderFactory
from tests.violations.ways import NONSENSE, Violation, event_of, stranger, twice, wrong

DAY = timedelta(hours=24)


def another_receipt(**values: Any) -> None:
    """Receipts are never changed, so a wrong one is written."""
    first = receipt()
    facts = {
        "series": first.series,
        "number": first.number + 1,
        "order": OrderFactory(),
        "order_version": 1,
        "currency": "EUR",
        "total_amount": 1,
        "total_tax_amount": 0,
        "facts": {},
        "issued_by": str(BY),
        "issued_at": NOW,
    }
    told = {name: getattr(first, name) for name, told in values.items() if told is ...}
    Receipt.objects.create(**{**facts, **values, **told})


def original(**more: Any) -> Any:
    return letter(kind="RECEIPT", **more)


def second_original() -> None:
    original(order=original().order)


def two_settlements() -> tuple[Any, Any]:
    first = close_settlement(SettlementFactory(), by=BY, at=NOW)
    return first, SettlementFactory(point=first.point)


def second_open() -> None:
    first = SettlementFactory()
    first.pk, first.number, first.code = None, 2, "S-SECOND"
    first.save(force_insert=True)


VIOLATIONS: dict[str, Violation] = {
    "receipt_once_per_number": lambda: another_receipt(number=...),
    "receipt_once_per_version": lambda: another_receipt(order=...),
    "receipt_number_starts_at_one": lambda: another_receipt(number=0),
    "receipt_currency_is_iso_4217": lambda: another_receipt(currency="eur"),
    "letter_kind_is_known": wrong(letter, kind=NONSENSE),
    "letter_language_is_known": wrong(letter, language="nb"),
    "letter_has_recipient": wrong(letter, recipient=""),
    "letter_copies_are_of_receipts": wrong(letter, is_copy=True),
    "letter_sent_is_not_due": wrong(letter, sent_at=NOW),
    "letter_one_original_per_receipt": second_original,
    "cashsettlement_organisation_same_tenant": stranger(
        SettlementFactory, "organisation", OrganisationFactory
    ),
    "cashsettlement_point_same_tenant": stranger(SettlementFactory, "point", PointOfSaleFactory),
    "cashsettlement_once_per_code": twice(two_settlements, "code"),
    "cashsettlement_once_per_number": twice(two_settlements, "number"),
    "cashsettlement_one_open_per_point": second_open,
    "cashsettlement_state_is_known": wrong(SettlementFactory, state=NONSENSE, closed_at=NOW),
    "cashsettlement_number_starts_at_one": wrong(SettlementFactory, number=0),
    "cashsettlement_lasts_a_day_at_most": wrong(
        SettlementFactory, ends_at=NOW + DAY + timedelta(seconds=1)
    ),
    "cashsettlement_closed_has_time": wrong(SettlementFactory, closed_at=later(hours=1)),
    "settlementevent_name_is_known": event_of(SettlementFactory, NONSENSE),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("cashsettlement_closed_has_time", wrong(SettlementFactory, state="CLOSED")),
]
