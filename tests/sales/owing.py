"""Dues for tests: as they are stored, paid a day later, and as the verifier sees them."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from sales.dues.states import DueState
from sales.models import Due
from sales.verifier.queries import find_faults
from sales.verifier.states import InvariantName
from tests.factories.dues import paid
from tests.factories.scenarios import Shop
from tests.factories.statements import NEXT_DAY

record = partial(paid, at=NEXT_DAY)
"""A transfer that is recorded on the day after the sale."""


def again(due: Due) -> Due:
    """As it is stored now."""
    return Due.objects.get(pk=due.pk)


def told(due: Due) -> tuple[DueState, Decimal]:
    """Its state, and what is open of it."""
    found = again(due)
    return DueState(found.state), found.left


def faults(shop: Shop) -> list[tuple[str, str, str]]:
    """What the verifier finds of shares, statements and dues: place, expected, found."""
    told = find_faults(InvariantName.F15, shop.tenant).faults
    return [(one.place, one.expected, one.found) for one in told]
