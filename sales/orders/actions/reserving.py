"""Putting offers on an order, and exchanging what it holds for other offers."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.cancelling import settle_reductions, strike_lines
from sales.orders.lines import OrderLine
from sales.orders.locking import open_for_change
from sales.orders.models import Order
from sales.orders.reserving import add_offers
from sales.orders.terms import OfferChoice


@transaction.atomic
def reserve_offers(
    order: Order,
    choices: Sequence[OfferChoice],
    *,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> list[OrderLine]:
    """Put offers on an order, all or none; the new lines, in the order of the offers.

    `order` of a line is the order as it is then. Refused as `open_for_change` and `add_offers` do.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    lines = add_offers(change, choices)
    change.store()
    return lines


@transaction.atomic
def replace_lines(
    order: Order,
    *,
    lines: Collection[uuid.UUID],
    choices: Sequence[OfferChoice],
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> list[OrderLine]:
    """Cancel lines, with their supplements, and put offers in their place, all or nothing.

    Refused as `open_for_change`, `strike_lines` and `add_offers` do.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    strike_lines(change, lines)
    added = add_offers(change, choices)
    settle_reductions(change)
    change.store()
    return added
