"""Tariffs and trips that no database has, for rules that need none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from operators.models import Tenant
from operators.timetable.itineraries import Itinerary
from sales.catalogue.fares import always
from sales.catalogue.states import FareBasis, TransferKind
from sales.fares.tariffs import Crowd, Tariff
from sales.fares.trips import Hop, Surroundings, Trip
from sales.models import (
    Discount,
    Fare,
    FareArea,
    Product,
    RideFare,
    TimeBand,
    TimeSpan,
    TransferFare,
)
from tests.factories.itineraries import one_ride

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ADULT, CHILD, INFANT = 1, 2, 3
NAMES = {ADULT: "Adult", CHILD: "Child", INFANT: "Infant"}


def fare(amount: str | Decimal, **facts: Any) -> Fare:
    """A flat fare for adults unless it says otherwise."""
    usual = {"category_id": ADULT, "basis": FareBasis.FLAT, "currency": "EUR"}
    return Fare(**{**usual, "amount": Decimal(amount), **facts})


def zone_fare(amount: str | Decimal, zones: int, **facts: Any) -> Fare:
    return fare(amount, basis=FareBasis.ZONES, max_zones=zones, **facts)


def km_fare(
    amount: str | Decimal, km: int | None = None, per_km: str | Decimal | None = None, **facts: Any
) -> Fare:
    each = None if per_km is None else Decimal(per_km)
    return fare(amount, basis=FareBasis.DISTANCE, max_km=km, per_km=each, **facts)


def area_fare(amount: str, origin: int, destination: int, **facts: Any) -> Fare:
    ends = {"origin_area_id": origin, "destination_area_id": destination}
    return fare(amount, basis=FareBasis.AREAS, **ends, **facts)


def group_fare(amount: str | Decimal, size: int, **facts: Any) -> Fare:
    return fare(amount, category_id=None, group_size=size, **facts)


def ride_fare(amount: str, name: str = "single", **facts: Any) -> RideFare:
    return RideFare(name=name, amount=Decimal(amount), currency="EUR", **facts)


def transfer(
    amount: str, groups: str = "local local", kind: str = "INSTEAD_OF_NEXT", **facts: Any
) -> TransferFare:
    first, second = groups.split()
    return TransferFare(
        from_group=first,
        to_group=second,
        kind=TransferKind(kind),
        amount=Decimal(amount),
        currency="EUR",
        **facts,
    )


def percent(much: str, code: str = "less", **facts: Any) -> Discount:
    facts.setdefault("name", code.capitalize())
    return Discount(code=code, percent=Decimal(much), **facts)


def amount_off(much: str | Decimal, code: str = "less", **facts: Any) -> Discount:
    facts.setdefault("name", code.capitalize())
    return Discount(code=code, amount=Decimal(much), currency="EUR", **facts)


def tariff(*fares: Fare | RideFare | TransferFare | Discount, **facts: Any) -> Tariff:
    """The tariff of a product at 9 percent VAT, of whatever rows are given."""
    rate = facts.pop("vat_rate", Decimal(9))
    product = Product(name="Single", vat_rate=rate, tenant=Tenant(currency="EUR"))
    kinds: dict[str, list[Any]] = {
        "fares": [each for each in fares if isinstance(each, Fare)],
        "ride_fares": [each for each in fares if isinstance(each, RideFare)],
        "transfer_fares": [each for each in fares if isinstance(each, TransferFare)],
        "discounts": [each for each in fares if isinstance(each, Discount)],
    }
    return Tariff(product, **kinds, **facts)


def crowds(*categories: int) -> list[Crowd]:
    """One traveller of each category that is named; infants travel free."""
    return [
        Crowd(number, NAMES[number], categories.count(number), travels_free=number == INFANT)
        for number in dict.fromkeys(categories)
    ]


def trip(
    itinerary: Itinerary | None = None,
    *,
    areas: Sequence[FareArea] = (),
    spans: Sequence[TimeSpan] = (),
) -> Trip:
    """A trip in Amsterdam; one ride through zone A unless told otherwise."""
    around = Surroundings(AMSTERDAM, areas=areas, spans=spans)
    return around.survey(itinerary or one_ride())


def trip_of(hops: Sequence[Hop]) -> Trip:
    return Trip(tuple(hops), date=date(2026, 6, 1), zones=1, km=None, metres=None)


def zone_area(number: int, *zone_ids: str) -> FareArea:
    return FareArea(pk=number, name=f"Area {number}", zone_ids=list(zone_ids))


def span(starts_at: time, ends_at: time, weekdays: Sequence[int], **facts: Any) -> TimeSpan:
    """A span of band 1, the peak."""
    band = facts.pop("band", TimeBand(pk=1, name="Peak"))
    return TimeSpan(
        band=band, starts_at=starts_at, ends_at=ends_at, weekdays=list(weekdays), **facts
    )


ALWAYS = always()
