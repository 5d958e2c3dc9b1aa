"""Constraints of rentals."""

from __future__ import annotations

from typing import Any

from bookings.models import Booking, Rental
from tests.factories.fleet import AssetFactory, assets_like
from tests.factories.moments import NOW, later
from tests.factories.rentals import open_rental_shop
from tests.violations.ways import Violation, stranger, twice, wrong


def booked() -> Rental:
    return open_rental_shop().book()


def riding() -> Rental:
    return open_rental_shop().ride()


def sold() -> Rental:
    return open_rental_shop().sold()


def sold_booking() -> Booking:
    return sold().leg.booking


def two_rentals() -> tuple[Any, Any]:
    shop = open_rental_shop()
    [other] = assets_like(shop.asset, 1)
    return shop.book(), shop.book(other)


VIOLATIONS: dict[str, Violation] = {
    "rental_asset_same_tenant": stranger(booked, "asset", AssetFactory),
    "rental_one_open_per_asset": twice(two_rentals, "asset"),
    "rental_has_time_to_unlock": wrong(booked, unlock_until=NOW),
    "rental_is_reserved_for_a_while": wrong(booked, reserved_until=NOW),
    "rental_lasts_for_a_while": wrong(booked, until=NOW),
    "rental_is_paused_while_it_runs": wrong(riding, paused_at=later(seconds=-1)),
    "rental_goes_on_after_it_starts": wrong(riding, resumed_at=later(seconds=-1)),
    "rental_switches_while_it_runs": wrong(sold, switch_asked_at=NOW),
    "rental_pauses_are_within_it": wrong(sold, paused_seconds=901),
    "rental_price_comes_with_its_end": wrong(riding, price={"amount": "1.00"}),
    "rental_ends_after_it_starts": wrong(sold, ended_at=later(seconds=-1)),
    "rental_closed_has_its_end": wrong(riding, closed_at=NOW),
    "rental_begins_on_earth": wrong(booked, from_longitude=180.1),
    "rental_is_seen_on_earth": wrong(booked, latitude=-90.1),
    "rental_ends_on_earth": wrong(booked, user_longitude=13.4),
    "rental_charge_is_percent": wrong(booked, charge=100.5),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("rental_is_paused_while_it_runs", wrong(booked, paused_at=NOW)),
    ("rental_is_paused_while_it_runs", wrong(sold, paused_at=NOW)),
    ("rental_goes_on_after_it_starts", wrong(booked, resumed_at=NOW)),
    ("rental_switches_while_it_runs", wrong(booked, switch_asked_at=NOW)),
    ("rental_pauses_are_within_it", wrong(booked, paused_seconds=1)),
    ("rental_price_comes_with_its_end", wrong(sold, price=None)),
    ("rental_price_comes_with_its_end", wrong(sold, started_at=None)),
    ("rental_is_seen_on_earth", wrong(booked, seen_at=None)),
    ("booking_sold_has_order_and_time", wrong(sold_booking, order=None)),
    ("booking_media_is_known", wrong(sold_booking, media="image/png")),
]
