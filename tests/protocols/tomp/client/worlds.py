"""What each of the two servers begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import time_machine

from bookings.actions.supplied.reconciling import Difference, compare_books
from bookings.models import SuppliedBooking
from operators.models import Supplier
from sales.models import Order
from tests.factories.fleet import PLACE, AssetFactory, SimulatedVehicleFactory
from tests.factories.ledger import check_books
from tests.factories.moments import NOW
from tests.factories.rentals import equip
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


def sold() -> list[tuple[str, ...]]:
    """What the seller has sold."""
    check_books()
    return [facts_of(order, order.external_reference) for order in Order.objects.order_by("pk")]


def bought() -> list[tuple[str, ...]]:
    """What the buyer has resold, under the seller's references."""
    check_books()
    rows = Order.objects.order_by("pk")
    return [facts_of(row, row.bookings.get().supplied.remote_reference) for row in rows]


def facts_of(order: Order, reference: str) -> tuple[str, ...]:
    """An order and its live lines: what each costs, with VAT."""
    lines = order.lines.exclude(state="CANCELLED").order_by("pk")
    sums = [f"{line.amount} {line.tax_amount} {line.vat_rate}" for line in lines]
    return (reference, order.state, str(order.total_amount), str(order.total_tax_amount), *sums)
