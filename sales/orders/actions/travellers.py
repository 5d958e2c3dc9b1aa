"""Who travels on an order."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.actions.drafting import store_travellers
from sales.orders.errors import TravellerBooked, TravellerUnknown
from sales.orders.locking import open_for_change
from sales.orders.models import Order, Traveller
from sales.orders.states import OrderEventName
from sales.orders.terms import TravellerFacts


@transaction.atomic
def add_travellers(
    order: Order,
    travellers: Sequence[TravellerFacts],
    *,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> list[Traveller]:
    """Put persons on an order, so that offers can be chosen for them.

    Refused as `open_for_change` does.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    made = store_travellers(change, travellers)
    change.note(
        OrderEventName.TRAVELLERS_ADDED, travellers=[str(traveller.reference) for traveller in made]
    )
    change.store()
    return made


@transaction.atomic
def remove_travellers(
    order: Order,
    *,
    travellers: Collection[uuid.UUID],
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Order:
    """Take persons off an order, by reference.

    Refused as `open_for_change` does; TravellerUnknown; TravellerBooked if a line is for one.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    present = [one for one in change.travellers if one.removed_in_version is None]
    leaving = [one for one in present if one.reference in travellers]
    if len(leaving) < len(set(travellers)):
        raise TravellerUnknown
    seats = {seat["reference"] for line in change.live_lines for seat in line.travellers}
    if seats & {str(one.reference) for one in leaving}:
        raise TravellerBooked
    for one in leaving:
        one.removed_in_version = change.order.version
    Traveller.objects.bulk_update(leaving, ["removed_in_version"])
    change.note(
        OrderEventName.TRAVELLERS_REMOVED, travellers=[str(one.reference) for one in leaving]
    )
    change.store()
    return change.order
