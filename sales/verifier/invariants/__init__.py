"""The table of invariants, in the order in which they are tried."""

from __future__ import annotations

from sales.verifier.invariants import books, closed, history, money, orders, payouts, series, shares
from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

THEMES = (orders, money, history, books, series, payouts, closed, shares)
INVARIANTS: dict[InvariantName, Invariant] = {
    invariant.name: invariant
    for name in InvariantName
    for theme in THEMES
    for invariant in theme.INVARIANTS
    if invariant.name == name
}

__all__ = ["INVARIANTS", "Invariant"]
