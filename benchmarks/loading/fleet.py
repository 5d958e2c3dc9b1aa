"""A city full of vehicles that a channel rents out, and the rentals of its last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.loading.cities import SYSTEM, asset_id, place_of, write_city
from benchmarks.loading.moulds import take_mould
from benchmarks.loading.past import BY, PAST_DAYS, Works, copy_in
from bookings.actions.finishing import finish_rental
from bookings.actions.renting import book_asset
from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from bookings.terms import Ending, Place
from demo.channels import SCOOTERS
from demo.town import TIMEZONE
from operators.fleet.gateways.simulator import first_facts
from operators.fleet.gbfs.actions import import_fleet
from operators.fleet.states import GatewayKind
from operators.models import Asset, Fleet, Operator, SimulatedVehicle, TokenRole
from sales.catalogue.actions import issue_channel_token, put_on_sale
from sales.catalogue.states import Cancellation
from sales.models import Product, SalesChannel
from sales.orders.customers import CustomerFacts

CODE = "benchmark-rentals"
PRODUCT_NUMBER = 4_000_000
ON_SALE = timedelta(days=25)
MINUTES = (2, 7, 12, 19, 48)
"""How long the rentals took that are copied, each as often as the others."""
DAYS_AGO = 2


@dataclass(frozen=True, slots=True)
class City:
    """A fleet, what it is rented out through, and the secret that opens that."""

    fleet: Fleet
    channel: SalesChannel
    secret: str
    feed: Path
    """The folder that the fleet was loaded from."""
    vehicles: int


def open_city(works: Works, folder: Path, vehicles: int) -> City:
    """Load so many vehicles from a feed and put them on sale. Not to be called in a transaction."""
    past, at = works.past, works.past.ends_at
    operator = Operator.objects.filter(tenant=past.tenant).earliest("pk")
    fleet = Fleet.objects.create(
        tenant=past.tenant,
        operator=operator,
        system_id=SYSTEM,
        name="Benchmark",
        timezone=TIMEZONE,
        gateway=GatewayKind.SIMULATOR,
    )
    feed = write_city(folder / "city", vehicles, at=at)
    import_fleet(fleet, source=feed, by=BY, at=at)
    simulate_all(fleet, at=at)
    channel = open_channel(past.channels[SCOOTERS], fleet, at=at)
    issued = issue_channel_token(channel, name=CODE, role=TokenRole.TOMP, by=BY, at=at)
    return City(fleet, channel, issued.secret, feed, vehicles)


def simulate_all(fleet: Fleet, *, at: datetime) -> None:
    """Vehicles with locks that open at once."""
    assets = Asset.objects.filter(fleet=fleet)
    SimulatedVehicle.objects.bulk_create(
        (SimulatedVehicle(asset=asset, **first_facts(asset, at=at)) for asset in assets),
        batch_size=5000,
    )


def open_channel(like: SalesChannel, fleet: Fleet, *, at: datetime) -> SalesChannel:
    """A channel of the same partner with nothing on sale but these vehicles."""
    product = Product.objects.create(
        tenant_id=fleet.tenant_id,
        operator=fleet.operator,
        fleet=fleet,
        number=PRODUCT_NUMBER,
        code=CODE,
        name="E-scooter",
        vat_rate=Decimal("21.00"),
        validity="",
        cancellation=Cancellation.NEVER,
    )
    channel = SalesChannel.objects.create(
        tenant_id=fleet.tenant_id,
        code=CODE,
        name="Benchmark",
        seller_id=like.seller_id,
        partner_id=like.partner_id,
        ticket_media=like.ticket_media,
    )
    put_on_sale(product, channel=channel, starts_at=at - ON_SALE)
    return channel


def load_past_rentals(works: Works, city: City, count: int) -> None:
    """Write so many rentals that are over, spread over the last year, the oldest first."""
    moulds = [
        take_mould(rented(works, city, number, minutes).leg.booking)
        for number, minutes in enumerate(MINUTES)
    ]
    shifts = (-timedelta(days=(count - 1 - i) * PAST_DAYS // count) for i in range(count))
    for _ in copy_in(works, [(moulds[i % len(moulds)], shift) for i, shift in enumerate(shifts)]):
        pass


def rented(works: Works, city: City, number: int, minutes: int) -> Rental:
    """A rental of so many minutes that ended some days ago, made through the actions."""
    at = works.past.ends_at - timedelta(days=DAYS_AGO)
    customer, origin = CustomerFacts(f"renter-{number}"), Place(*place_of(number))
    rental = book_asset(
        city.channel, asset_id(number), customer=customer, origin=origin, by=BY, at=at
    )
    unlock_rental(rental, by=BY, at=at)
    finish_rental(rental.leg, Ending(origin), by=BY, at=at + timedelta(minutes=minutes))
    return Rental.objects.select_related("leg__booking__offer", "leg__booking__order").get(
        pk=rental.pk
    )


def wish_for(number: int, customer: str) -> dict[str, Any]:
    """The body of POST /bookings/one-stop for a vehicle."""
    longitude, latitude = place_of(number)
    return {
        "from": {"coordinates": {"lng": longitude, "lat": latitude}},
        "useAssets": [asset_id(number)],
        "customer": {"externalId": customer},
    }
