"""All that is told of an order: of a confirmed version, kept for ever, or of the order as it is.

One shape for both, in words of the core. Amounts are texts with two decimals, VAT included; moments
are in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce

from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Order, Traveller

PAYMENT, CREDIT = "payment", "credit"


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """A payment that brought money, or a credit that gave some back, for a version of the order."""

    kind: str
    number: int
    version: int
    amount: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderParts:
    """What belongs to an order, each kind in the order in which it came."""

    lines: Sequence[OrderLine]
    fees: Sequence[Fee]
    travellers: Sequence[Traveller]
    money: Sequence[MoneyFact]


def order_facts(order: Order) -> dict[str, Any]:
    """The order as it is stored now, in the shape of a snapshot; four queries for its parts."""
    lines = order.lines.select_related("product", "operator").order_by("pk")
    parts = OrderParts(
        lines=list(lines),
        fees=list(order.fees.order_by("pk")),
        travellers=list(order.travellers.order_by("pk")),
        money=read_money(order),
    )
    return snapshot_of(order, parts)


def read_money(order: Order) -> list[MoneyFact]:
    """What was captured and given back for the order, over all its versions; one query."""
    paid = order.payments.filter(captured_amount__gt=0).values_list(
        Value(PAYMENT, CharField()),
        "number",
        "order_version",
        "captured_amount",
        Coalesce("completed_at", "updated_at"),
        "pk",
    )
    given = order.credits.filter(executed_at__isnull=False).values_list(
        Value(CREDIT, CharField()), "number", "order_version", "total_amount", "executed_at", "pk"
    )
    rows = sorted(paid.union(given, all=True), key=lambda row: (row[0], row[-1]))
    return [MoneyFact(*row[:-1]) for row in rows]


def snapshot_of(order: Order, parts: OrderParts) -> dict[str, Any]:
    """The order with all its parts, also those that were taken back."""
    references = {line.pk: str(line.reference) for line in parts.lines}
    return {
        "code": order.code,
        "version": order.version,
        "state": order.state,
        "currency": order.currency,
        "total_amount": money(order.total_amount),
        "total_tax_amount": money(order.total_tax_amount),
        "captured_amount": money(order.captured_amount),
        "credited_amount": money(order.credited_amount),
        "balance": money(order.owed()),
        "failed": order.failed,
        "external_reference": order.external_reference,
        "pos": order.pos,
        "contact": {
            "name": order.contact_name,
            "email": order.contact_email,
            "phone": order.contact_phone,
        },
        "created_by": order.created_by,
        "created_at": moment(order.created_at),
        "confirmed_at": moment(order.confirmed_at),
        "expires_at": moment(order.expires_at),
        "lines": [_line(line, references) for line in parts.lines],
        "fees": [_fee(fee) for fee in parts.fees],
        "travellers": [_traveller(traveller) for traveller in parts.travellers],
        "payments": [_money(fact, "captured_at") for fact in parts.money if fact.kind == PAYMENT],
        "credits": [_money(fact, "executed_at") for fact in parts.money if fact.kind == CREDIT],
    }


def money(amount: Decimal) -> str:
    """Two decimals; zero has no sign."""
    return f"{amount + 0:.2f}"


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the microsecond; None where there is none."""
    return None if at is None else at.astimezone(UTC).isoformat()


def _line(line: OrderLine, references: dict[int, str]) -> dict[str, Any]:
    return {
        "id": line.pk,
        "reference": str(line.reference),
        "external_reference": line.external_reference,
        "metadata": line.metadata,
        "state": line.state,
        "version": line.added_in_version,
        "cancelled_in_version": line.cancelled_in_version,
        "taken_back_at": moment(line.taken_back_at),
        "product": line.product.code,
        "description": line.description,
        "passenger_category": line.passenger_category,
        "count": line.count,
        "unit_amount": money(line.unit_amount),
        "amount": money(line.amount),
        "full_amount": money(line.amount if line.full_amount is None else line.full_amount),
        "tax_amount": money(line.tax_amount),
        "vat_rate": f"{line.vat_rate:.2f}",
        "vat_code": line.vat_code,
        "operator": line.operator.code,
        "rides": line.rides,
        "starts_at": moment(line.starts_at),
        "charges": line.charges,
        "travellers": line.travellers,
        "is_group_ticket": line.is_group_ticket,
        "bundle": str(line.bundle) if line.bundle else None,
        "supplement_to": references.get(line.supplement_to_id or 0),
    }


def _fee(fee: Fee) -> dict[str, Any]:
    return {
        "id": fee.pk,
        "reference": str(fee.reference),
        "type": fee.type,
        "reason": fee.reason,
        "lines": fee.lines,
        "amount": money(fee.amount),
        "tax_amount": money(fee.tax_amount),
        "vat_rate": f"{fee.vat_rate:.2f}",
        "vat_code": fee.vat_code,
        "version": fee.added_in_version,
        "removed_in_version": fee.removed_in_version,
    }


def _traveller(traveller: Traveller) -> dict[str, Any]:
    return {
        "reference": str(traveller.reference),
        "external_reference": traveller.external_reference,
        "name": traveller.name,
        "age": traveller.age,
        "email": traveller.email,
        "phone": traveller.phone,
        "version": traveller.added_in_version,
        "removed_in_version": traveller.removed_in_version,
    }


def _money(fact: MoneyFact, when: str) -> dict[str, Any]:
    return {
        "number": fact.number,
        "version": fact.version,
        "amount": money(fact.amount),
        when: moment(fact.at),
    }
