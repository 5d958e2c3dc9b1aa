"""Whether our books and a supplier's agree, booking by booking."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bookings.models import SuppliedBooking
from operators.supply.finding import reach
from operators.supply.models import Supplier
from sales.money import ZERO

AROUND = timedelta(hours=1)
"""A sale at the end of a span may be in the next one there: clocks and answers differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A booking for which the supplier charges something else than we owe it."""

    remote_reference: str
    ours: Decimal
    """What our partner was charged, VAT included; all of it is owed, less the VAT that we pay."""
    theirs: Decimal


def compare_books(supplier: Supplier, *, since: datetime, until: datetime) -> list[Difference]:
    """The bookings of that time whose sums differ, by the supplier's ids. Its journal is asked for,
    so nothing may be locked. SupplyError."""
    theirs: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    entries = reach(supplier).read_journal(since=since - AROUND, until=until + AROUND)
    for entry in entries:
        theirs[entry.booking] += entry.amount
    mine = SuppliedBooking.objects.filter(supplier=supplier)
    booked = mine.filter(booking__booked_at__range=(since, until))
    known = mine.filter(remote_reference__in=theirs)
    ours: dict[str, Decimal] = {}
    for row in (booked | known).distinct().select_related("booking__order"):
        order = row.booking.order
        ours[row.remote_reference] = ZERO if order is None else order.total_amount
    return [
        Difference(reference, ours.get(reference, ZERO), theirs.get(reference, ZERO))
        for reference in sorted(ours.keys() | theirs.keys())
        if ours.get(reference, ZERO) != theirs.get(reference, ZERO)
    ]
