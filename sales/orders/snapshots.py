"""A confirmed version of an order as it is kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Order


def snapshot_of(order: Order, lines: Sequence[OrderLine], fees: Sequence[Fee]) -> dict[str, Any]:
    """All amounts as strings with two decimals, VAT included."""
    return {
        "code": order.code,
        "version": order.version,
        "currency": order.currency,
        "total_amount": f"{order.total_amount:.2f}",
        "total_tax_amount": f"{order.total_tax_amount:.2f}",
        "captured_amount": f"{order.captured_amount:.2f}",
        "credited_amount": f"{order.credited_amount:.2f}",
        "lines": [_line(line) for line in lines],
        "fees": [_fee(fee) for fee in fees],
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "id": line.pk,
        "state": line.state,
        "product": line.product.code,
        "description": line.description,
        "passenger_category": line.passenger_category,
        "count": line.count,
        "amount": f"{line.amount:.2f}",
        "tax_amount": f"{line.tax_amount:.2f}",
        "vat_rate": f"{line.vat_rate:.2f}",
        "operator": line.operator.code,
        "rides": line.rides,
    }


def _fee(fee: Fee) -> dict[str, Any]:
    return {
        "id": fee.pk,
        "type": fee.type,
        "reason": fee.reason,
        "amount": f"{fee.amount:.2f}",
        "tax_amount": f"{fee.tax_amount:.2f}",
        "vat_rate": f"{fee.vat_rate:.2f}",
    }
