"""The tariffs of products, read in a handful of queries however many products and trips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from operators.models import Tenant
from operators.prepared import Row, Source, columns_of, fetch_rows, models_of
from operators.timetable.itineraries import Itinerary
from sales.catalogue.bands import TimeSpan
from sales.catalogue.channels import SalesChannel
from sales.catalogue.discounts import CategoryLimit, Discount
from sales.catalogue.fares import Fare
from sales.catalogue.geography import FareArea, FareNetwork
from sales.catalogue.products import Product
from sales.catalogue.rides import RideFare, TransferFare
from sales.fares.tariffs import Tariff
from sales.fares.trips import Surroundings
from tickets.models import TicketType

SOURCES = (Source("product", Product), Source("ticket_type", TicketType), Source("tenant", Tenant))
RIDES = "SELECT FROM sales_ridefare fare WHERE fare.product_id = product.id"
FEATURES = {
    "has_areas": f"""
        EXISTS (
            SELECT FROM sales_fare fare
            WHERE fare.product_id = product.id AND fare.origin_area_id IS NOT NULL
        ) OR EXISTS (
            {RIDES} AND (fare.origin_area_id IS NOT NULL OR fare.destination_area_id IS NOT NULL)
        )
    """,
    "has_ride_fares": f"EXISTS ({RIDES})",
    "has_discounts": """
        EXISTS (
            SELECT FROM sales_discount discount
            WHERE discount.tenant_id = product.tenant_id
            AND (discount.product_id IS NULL OR discount.product_id = product.id)
        )
    """,
    "has_limits": """
        EXISTS (SELECT FROM sales_categorylimit most WHERE most.product_id = product.id)
    """,
}
TABLES = """
    FROM sales_catalogueentry entry
    JOIN sales_product product ON product.id = entry.product_id
    JOIN operators_tenant tenant ON tenant.id = product.tenant_id
    LEFT JOIN tickets_tickettype ticket_type ON ticket_type.id = product.ticket_type_id
    WHERE entry.channel_id = %(channel)s AND entry.period @> %(at)s::timestamptz
    AND product.fleet_id IS NULL AND product.supplier_id IS NULL
    ORDER BY product.code
"""
ASSORTMENT = f"SELECT {columns_of(SOURCES)}, {', '.join(FEATURES.values())} {TABLES}"


@dataclass(frozen=True, slots=True)
class Assortment:
    """What a channel sells at a moment, vehicles left out, and which kinds of rules its products
    have.

    A plan asks for each kind in one query, and not at all where no product has it.
    """

    products: list[Product]
    has_areas: bool
    has_ride_fares: bool
    has_discounts: bool
    has_limits: bool


def read_assortment(channel: SalesChannel, *, at: datetime) -> Assortment:
    """One query, which is prepared; the products in the order of their codes."""
    rows = fetch_rows(ASSORTMENT, {"channel": channel.pk, "at": at})
    kept = [row[-len(FEATURES) :] for row in rows]
    return Assortment(
        [_product(row) for row in rows],
        **{name: any(row[place] for row in kept) for place, name in enumerate(FEATURES)},
    )


def read_tariffs(
    assortment: Assortment, channel: SalesChannel, itineraries: Sequence[Itinerary]
) -> tuple[list[Tariff], Surroundings]:
    """The tariff of each product, and what they ask of the trips: at most eight queries.

    An import of fares that ends meanwhile is seen as a whole or not at all, unless the caller has
    a transaction of its own.
    """
    if assortment.has_ride_fares:
        with one_moment():
            return _read(assortment, channel, itineraries)
    return _read(assortment, channel, itineraries)


@contextmanager
def one_moment() -> Iterator[None]:
    """All queries see the tables as they are now; in an open transaction nothing changes."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _read(
    assortment: Assortment, channel: SalesChannel, itineraries: Sequence[Itinerary]
) -> tuple[list[Tariff], Surroundings]:
    products = assortment.products
    areas = _areas(channel, itineraries) if assortment.has_areas else []
    near = _near(areas)
    fares = list(Fare.objects.filter(near, product__in=products))
    rides: list[RideFare] = []
    transfers: list[TransferFare] = []
    if assortment.has_ride_fares:
        rides = list(RideFare.objects.filter(near, product__in=products).order_by("pk"))
        transfers = list(TransferFare.objects.filter(product__in=products).order_by("pk"))
    discounts = _discounts(channel, products) if assortment.has_discounts else []
    limits = _limits(products) if assortment.has_limits else {}
    surroundings = Surroundings(
        zone=channel.tenant.zone,
        areas=areas,
        networks=_networks(rides),
        spans=_spans([*fares, *rides, *discounts]),
    )
    fares_of, rides_of = _by_product(fares), _by_product(rides)
    transfers_of = _by_product(transfers)
    tariffs = [
        Tariff(
            product,
            fares_of[product.pk],
            rides_of[product.pk],
            transfers_of[product.pk],
            [each for each in discounts if each.product_id in (None, product.pk)],
            limits.get(product.pk, {}),
        )
        for product in products
    ]
    return tariffs, surroundings


def _product(row: Row) -> Product:
    found = models_of(SOURCES, row)
    product: Product = found["product"]
    product.ticket_type = found["ticket_type"]
    product.tenant = found["tenant"]
    return product


def _areas(channel: SalesChannel, itineraries: Sequence[Itinerary]) -> list[FareArea]:
    ends = [
        stop
        for itinerary in itineraries
        for ride in itinerary.rides
        for stop in (ride.origin, ride.destination)
    ]
    return list(
        FareArea.objects.filter(tenant_id=channel.tenant_id).touching(
            stop_ids={stop.stop_id for stop in ends},
            zone_ids={stop.zone_id for stop in ends if stop.zone_id},
        )
    )


def _near(areas: Sequence[FareArea]) -> Q:
    """Fares that ask for no area that none of the trips touches."""
    ids = [area.pk for area in areas]
    return (Q(origin_area=None) | Q(origin_area__in=ids)) & (
        Q(destination_area=None) | Q(destination_area__in=ids)
    )


def _discounts(channel: SalesChannel, products: Sequence[Product]) -> list[Discount]:
    known = Discount.objects.filter(
        Q(product=None) | Q(product__in=products),
        Q(channel=None) | Q(channel=channel),
        tenant_id=channel.tenant_id,
    )
    return list(known.order_by("code"))


def _limits(products: Sequence[Product]) -> dict[int, dict[int, int]]:
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for limit in CategoryLimit.objects.filter(product__in=products):
        found[limit.product_id][limit.category_id] = limit.most
    return found


def _networks(rides: Iterable[RideFare]) -> list[FareNetwork]:
    ids = {fare.network_id for fare in rides if fare.network_id is not None}
    return list(FareNetwork.objects.filter(pk__in=ids)) if ids else []


def _spans(timed: Iterable[Fare | RideFare | Discount]) -> list[TimeSpan]:
    ids = set()
    for row in timed:
        ids |= {row.time_band_id, getattr(row, "arrival_band_id", None)}
    ids.discard(None)
    return list(TimeSpan.objects.filter(band__in=ids).select_related("band")) if ids else []


def _by_product(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.product_id].append(row)
    return found
