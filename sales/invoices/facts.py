"""What an invoice says, in words of the core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from operators.tenancy.models import Organisation
from sales.invoices.charges import Charge
from sales.invoices.models import Invoice
from sales.letters.heads import party_facts
from sales.money import total
from sales.orders.models import Order
from sales.orders.snapshots import money

Facts = dict[str, Any]
Item = tuple[str, Decimal]
"""What was sold, and its VAT rate in percent."""


def invoice_facts(
    charges: Sequence[Charge],
    *,
    seller: Organisation,
    payer: Organisation,
    order: Order | None = None,
    corrects: Invoice | None = None,
    reason: str = "",
) -> Facts:
    """All that is printed, but for its number and days."""
    return {
        "seller": {**party_facts(seller), "bank_account": seller.bank_account},
        "payer": party_facts(payer),
        "order": _order(order),
        "corrects": _corrected(corrects),
        "reason": reason,
        "items": _items(charges),
        "vat": _vat(charges),
    }


def reversed_facts(invoice: Invoice, *, reason: str) -> Facts:
    """Those of a credit note that takes a whole invoice back."""
    return {
        **invoice.facts,
        "corrects": _corrected(invoice),
        "reason": reason,
        "items": [_negative(item) for item in invoice.facts["items"]],
        "vat": [_negative(rate) for rate in invoice.facts["vat"]],
    }


def first_day(charges: Sequence[Charge]) -> date:
    """The earliest day that something in it was booked on."""
    return min(charge.posting.booked_on for charge in charges)


def last_day(charges: Sequence[Charge]) -> date:
    return max(charge.posting.booked_on for charge in charges)


def _order(order: Order | None) -> Facts | None:
    if order is None:
        return None
    return {
        "code": order.code,
        "external_reference": order.external_reference,
        "contact_name": order.contact_name,
    }


def _corrected(invoice: Invoice | None) -> Facts | None:
    if invoice is None:
        return None
    return {"number": invoice.number, "issued_on": str(invoice.issued_on)}


def _items(charges: Sequence[Charge]) -> list[Facts]:
    """What was sold, the same things added up; what was given back apart."""
    found: defaultdict[tuple[Item, bool], list[tuple[int, Decimal, Decimal]]] = defaultdict(list)
    for charge in charges:
        for part in charge.parts:
            key = ((part.name, part.vat_rate), part.amount < 0)
            # What was given back counts down.
            count = -part.count if part.amount < 0 else part.count
            found[key].append((count, part.amount, part.tax_amount))
    return [
        {
            "description": name,
            "vat_rate": str(rate),
            "count": sum(count for count, _, _ in rows),
            "amount": money(total(amount for _, amount, _ in rows)),
            "tax_amount": money(total(tax for _, _, tax in rows)),
        }
        for ((name, rate), _), rows in sorted(found.items())
    ]


def _vat(charges: Sequence[Charge]) -> list[Facts]:
    rates: defaultdict[Decimal, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for charge in charges:
        for part in charge.parts:
            rates[part.vat_rate].append((part.amount, part.tax_amount))
    return [
        {
            "rate": str(rate),
            "amount": money(total(amount for amount, _ in rows)),
            "tax_amount": money(total(tax for _, tax in rows)),
        }
        for rate, rows in sorted(rates.items())
    ]


def _negative(row: Facts) -> Facts:
    told = {name: money(-Decimal(row[name])) for name in ("amount", "tax_amount")}
    return {**row, **told, **({"count": -row["count"]} if "count" in row else {})}
