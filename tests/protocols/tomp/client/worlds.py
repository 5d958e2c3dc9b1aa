"""What each of the two servers begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import time_machine

from bookings.actions.purchases import buy_on_account, hold_purchase
from bookings.actions.supplied.reconciling import Difference, compare_books
from bookings.models import Booking, Purchase, SuppliedBooking
from bookings.states import BookingKind
from bookings.terms import PartWish
from operators.models import Supplier
from sales.models import Order, SalesChannel
from tests.factories.fleet import PLACE, AssetFactory, SimulatedVehicleFactory
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory
from tests.factories.purchases import ANNA, sell_journeys
from tests.factories.rentals import equip
from tests.factories.sales import ProductFactory
from tests.factories.scenarios import AT_ONCE
from tests.factories.supply import open_reseller
from tests.protocols.worlds import build_world

SCOOTERS = 12
HERE = {"coordinates": {"lng": PLACE[0], "lat": PLACE[1]}}


@dataclass(frozen=True, slots=True)
class Seller:
    """What the seller's partner knows."""

    secret: str
    origin: str
    destination: str
    scooters: tuple[str, ...]


def open_seller(folder: Path) -> Seller:
    """A server that sells buses and rents scooters out, through one channel."""
    with time_machine.travel(NOW, tick=False):
        world = build_world(folder, product=AT_ONCE, single_product=False)
        rented = equip(world.shop.channel, None, {}, {})
        scooters = [rented.asset]
        for _ in range(SCOOTERS - 1):
            scooter = AssetFactory(fleet=rented.fleet, asset_type=rented.asset.asset_type)
            SimulatedVehicleFactory(asset=scooter)
            scooters.append(scooter)
    ids = tuple(scooter.asset_id for scooter in scooters)
    return Seller(world.secret, world.origin, world.destination, ids)


def open_buyer(url: str, token: str, version: str) -> str:
    """A server that resells all that; the secret of its partner."""
    with time_machine.travel(NOW, tick=False):
        # The rate of rides, which are told without one; that of tickets is told.
        product = {"vat_rate": "19.00"}
        return open_reseller(f"{url}/tomp", token, version=version, product=product).secret


def differences(since: datetime, until: datetime) -> list[Difference]:
    """Where the books of buyer and seller differ, as the buyer finds out."""
    with time_machine.travel(until, tick=True):
        return compare_books(Supplier.objects.get(), since=since, until=until)


def wanted() -> list[tuple[str, str, str]]:
    """What the buyer still wants of the seller."""
    rows = SuppliedBooking.objects.exclude(wanted="")
    return list(rows.values_list("wanted", "asset_id", "fault"))


def own_journeys(many: int) -> list[str]:
    """Offers of as many journeys of the buyer's own, for one traveller each."""
    with time_machine.travel(NOW, tick=False):
        for each in (OperatorFactory, ProductFactory):
            # Another process has begun to count.
            each.reset_sequence(100)
        shop = sell_journeys(SalesChannel.objects.get())
        return [shop.offer().reference for _ in range(many)]


def hold_trip(trip: str, offers: Sequence[str], at: datetime) -> Purchase:
    """Hold a whole trip of these offers at the buyer's."""
    with time_machine.travel(at, tick=True):
        parts = [PartWish(offer, f"s{place}", ANNA) for place, offer in enumerate(offers)]
        channel = SalesChannel.objects.get()
        return hold_purchase(parts, channel=channel, external_reference=trip, by=BY, at=at)


def buy_trip(trip: str, at: datetime) -> Purchase:
    """Buy it on account."""
    with time_machine.travel(at, tick=True):
        purchase = Purchase.objects.get(external_reference=trip)
        return buy_on_account(purchase, by=BY, at=at)


def standing_of(offers: Sequence[str]) -> list[str]:
    """How the bookings of these offers stand at the buyer's; those that were never made are left
    out."""
    rows = Booking.objects.filter(reference__in=offers).order_by("kind")
    return list(rows.values_list("state", flat=True))


def sold() -> list[tuple[str, ...]]:
    """What the seller has sold."""
    check_books()
    return [facts_of(order, order.external_reference) for order in Order.objects.order_by("pk")]


def bought() -> list[tuple[str, ...]]:
    """What the buyer has resold, under the seller's references."""
    check_books()
    rows = Order.objects.filter(bookings__kind=BookingKind.SUPPLIED).order_by("pk")
    return [facts_of(row, row.bookings.get().supplied.remote_reference) for row in rows]


def facts_of(order: Order, reference: str) -> tuple[str, ...]:
    """An order and its live lines: what each costs, with VAT."""
    lines = order.lines.exclude(state="CANCELLED").order_by("pk")
    sums = [f"{line.amount} {line.tax_amount} {line.vat_rate}" for line in lines]
    return (reference, order.state, str(order.total_amount), str(order.total_tax_amount), *sums)
