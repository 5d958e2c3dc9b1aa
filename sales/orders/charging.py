"""Fees: the steps of charging them and of taking them off again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sales.catalogue.products import USUAL_VAT_CODE
from sales.money import ZERO, round_amount, vat_in
from sales.orders.changes import OrderChange
from sales.orders.errors import FeeUnfit, FeeUnknown, LineUnknown
from sales.orders.lines import Fee
from sales.orders.states import FeeType
from sales.orders.terms import FeeTerms


def charge_fee(change: OrderChange, terms: FeeTerms) -> Fee:
    """Store a fee of the version in hand; the totals are added up by whoever takes this step.

    FeeUnfit unless the amount is more than zero, or less for a REDUCTION; LineUnknown if it is for
    a line that the order does not hold.
    """
    amount = round_amount(terms.amount)
    if (amount < ZERO) != (terms.type == FeeType.REDUCTION) or not amount:
        raise FeeUnfit
    known = {line.reference for line in change.lines}
    if not known.issuperset(terms.lines):
        raise LineUnknown
    fee = Fee.objects.create(
        order=change.order,
        type=terms.type,
        lines=[str(reference) for reference in terms.lines],
        added_in_version=change.order.version,
        reason=terms.reason,
        amount=amount,
        tax_amount=vat_in(amount, terms.vat_rate),
        vat_rate=terms.vat_rate,
        vat_code=terms.vat_code or USUAL_VAT_CODE,
    )
    change.fees.append(fee)
    return fee


def drop_fees(change: OrderChange, fees: Iterable[Fee]) -> None:
    """Take fees off the version in hand; those of earlier versions stay in the history."""
    dropped = list(fees)
    for fee in dropped:
        fee.removed_in_version = change.order.version
    Fee.objects.filter(pk__in=[fee.pk for fee in dropped]).update(
        removed_in_version=change.order.version
    )


def find_fee(change: OrderChange, reference: uuid.UUID) -> Fee:
    """FeeUnknown if the order has none of that reference, or no more."""
    for fee in change.live_fees:
        if fee.reference == reference:
            return fee
    raise FeeUnknown


def reductions_left_over(change: OrderChange) -> list[Fee]:
    """Reductions for which no line is left: what they lowered is not bought any more."""
    live = {str(line.reference) for line in change.live_lines}
    return [
        fee for fee in change.live_fees if fee.type == FeeType.REDUCTION and _is_over(fee, live)
    ]


def _is_over(fee: Fee, live: set[str]) -> bool:
    return live.isdisjoint(fee.lines) if fee.lines else not live
