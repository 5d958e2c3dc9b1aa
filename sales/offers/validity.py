"""Whether a ticket could be valid on a trip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from operators.timetable.itineraries import Ride
from sales.catalogue.products import Product
from sales.errors import NotValidThen
from tickets.states import Activation


def check_dates(
    product: Product,
    rides: Iterable[Ride],
    *,
    zone: ZoneInfo,
    at: datetime,
    starts_at: datetime | None = None,
) -> None:
    """NotValidThen if the product has fixed dates, which are days of that zone, and they are over
    at that moment or do not hold the departure of each ride, or the start of a ticket without."""
    window = product.fixed_window(zone)
    if window is None:
        return
    departures = [ride.departs_at for ride in rides]
    if starts_at is not None:
        departures.append(starts_at)
    if at >= window.closes_at or not all(
        window.opens_at <= departs_at < window.closes_at for departs_at in departures
    ):
        raise NotValidThen(
            f"{product.name} is valid from {product.valid_from_date} on, and no longer on "
            f"{product.valid_until_date}."
        )


def check_changes(product: Product, rides: Sequence[Ride], *, zone: ZoneInfo) -> None:
    """NotValidThen if a ticket that becomes valid with the first ride is over when a later one
    leaves: passengers board with a valid ticket, and may arrive when it has ended."""
    if len(rides) < 2:
        return
    rule = product.validity_rule(zone=zone, travels_at=None)
    first, last = rides[0].departs_at, rides[-1].departs_at
    window = rule.window(activation=Activation.LATER, activated_at=first, zone=zone)
    if last >= window.closes_at:
        raise NotValidThen(
            f"{product.name} ends before the last ride of the trip leaves; choose one that is "
            "valid for longer."
        )
