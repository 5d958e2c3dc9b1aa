"""Payouts as a report tells them, before they are stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales.money import total
from sales.payouts.states import PayoutLineKind


@dataclass(frozen=True, slots=True)
class LineTold:
    """One amount inside a payout, in its currency; `gross` less `fee` was paid out."""

    reference: str
    kind: PayoutLineKind
    provider_reference: str
    description: str
    gross: Decimal
    fee: Decimal


@dataclass(frozen=True, slots=True)
class PayoutTold:
    """A payout with all its lines; `paid_on` is the day that the provider says."""

    reference: str
    paid_on: date
    currency: str
    lines: Sequence[LineTold]

    @property
    def gross(self) -> Decimal:
        """What was taken for the seller."""
        return total(line.gross for line in self.lines)

    @property
    def fee(self) -> Decimal:
        """What the provider kept, on payments and beside them."""
        return total(line.fee for line in self.lines)

    @property
    def digest(self) -> str:
        """Tells whether a payout that is told again is the same, in whatever order its lines are.

        The description is left out: providers word it anew.
        """
        rows = sorted(
            f"{one.reference}|{one.kind}|{one.provider_reference}|{one.gross}|{one.fee}"
            for one in self.lines
        )
        told = [self.currency, str(self.paid_on), *rows]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()
