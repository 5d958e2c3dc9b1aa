"""A tenant that is ready to rent vehicles out, so that a test can tell a story from there on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from bookings.actions.finishing import finish_rental
from bookings.actions.holding_rentals import commit_rental, hold_rental
from bookings.actions.pausing import pause_rental, use_rental
from bookings.actions.planning_vehicles import VehicleWish, plan_vehicles
from bookings.actions.renting import book_asset
from bookings.actions.unlocking import unlock_rental
from bookings.models import Leg, Rental
from bookings.terms import Ending, HoldWish, Place
from operators.models import Asset, Fleet, Organisation, SimulatedVehicle, Tenant
from sales.books.actions import open_ledger
from sales.catalogue.states import Cancellation
from sales.models import Offer, Product, SalesChannel
from sales.orders.customers import CustomerFacts
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    PricingPlanFactory,
    SimulatedVehicleFactory,
)
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CatalogueEntryFactory, ProductFactory, SalesChannelFactory

OF_FLEET: dict[str, Any] = {
    "ticket_type": None,
    "validity": "",
    "valid_minutes": None,
    "cancellation": Cancellation.NEVER,
    "vat_rate": "19.00",
    "name": "Scooter",
}
"""What makes a product the vehicles of a fleet."""


@dataclass(frozen=True, slots=True)
class RentalShop:
    """A tenant with one channel that rents out the vehicles of one fleet; one scooter of it."""

    tenant: Tenant
    channel: SalesChannel
    product: Product
    fleet: Fleet
    asset: Asset

    def book(
        self, asset: Asset | None = None, *, customer: str = "anna", at: datetime = NOW
    ) -> Rental:
        """Book a vehicle, which is locked still."""
        return book_asset(
            self.channel,
            (asset or self.asset).asset_id,
            customer=CustomerFacts(customer),
            origin=Place(*PLACE),
            by=BY,
            at=at,
        )

    def offers(self, *, at: datetime = NOW, **wish: Any) -> list[Offer]:
        """What is offered around the place of the scooter, to be booked."""
        return plan_vehicles(self.channel, VehicleWish(Place(*PLACE), **wish), binding=True, at=at)

    def hold(
        self, asset: Asset | None = None, *, customer: str = "anna", at: datetime = NOW
    ) -> Rental:
        """Hold a vehicle that was offered a moment before."""
        [offer] = self.offers(asset_ids=((asset or self.asset).asset_id,), at=at)
        wish = HoldWish(customer=CustomerFacts(customer))
        held = hold_rental(offer.reference, channel=self.channel, wish=wish, by=BY, at=at)
        return Rental.objects.select_related("leg__booking").get(leg__booking=held)

    def reserve(self, asset: Asset | None = None, *, at: datetime = NOW, **more: Any) -> Rental:
        """A hold that was committed: the vehicle is kept for a quarter of an hour."""
        rental = self.hold(asset, at=at, **more)
        commit_rental(rental.leg.booking, by=BY, at=at)
        return stored_rental(rental)

    def pause(self, rental: Rental, *, at: datetime) -> Rental:
        """Lock the vehicle for a while."""
        pause_rental(rental.leg, by=BY, at=at)
        return stored_rental(rental)

    def go_on(self, rental: Rental, *, at: datetime) -> Rental:
        """Unlock the vehicle, at the start or after a pause."""
        use_rental(rental.leg, by=BY, at=at)
        return stored_rental(rental)

    def ride(self, asset: Asset | None = None, *, at: datetime = NOW, **more: Any) -> Rental:
        """Book a vehicle that unlocks at once."""
        rental = self.book(asset, at=at, **more)
        return unlock_rental(rental, by=BY, at=at)

    def finish(self, rental: Rental, *, at: datetime | None = None, **told: Any) -> Rental:
        """End a rental, after a quarter of an hour if nothing else is said."""
        finish_rental(rental.leg, Ending(**told), by=BY, at=at or later(minutes=15))
        return stored_rental(rental)

    def sold(self, **more: Any) -> Rental:
        """A rental of a quarter of an hour that is over."""
        return self.finish(self.ride(**more))

    def jam(self, times: int = 1, *, delay: int = 0) -> SimulatedVehicle:
        """Have the next commands to the scooter's lock fail, or its answers take that long."""
        vehicle = SimulatedVehicle.objects.get(asset=self.asset)
        vehicle.jams, vehicle.delay_milliseconds = times, delay
        vehicle.save()
        return vehicle


def open_rental_shop(
    parts: Sequence[dict[str, Any]] | None = None,
    *,
    fleet: dict[str, Any] | None = None,
    product: dict[str, Any] | None = None,
    timezone: str = "Europe/Berlin",
    **channel: Any,
) -> RentalShop:
    """A shop of its own tenant, whose plan has these parts: 1.00 to unlock and 0.19 for each minute
    if nothing is said."""
    place = SalesChannelFactory(tenant__timezone=timezone, **channel)
    open_ledger(place.seller_id, at=NOW)
    return equip(place, parts, fleet or {}, product or {})


def equip(
    place: SalesChannel,
    parts: Sequence[dict[str, Any]] | None,
    fleet: dict[str, Any],
    product: dict[str, Any],
) -> RentalShop:
    """Have a channel rent out the vehicles of a fleet of its own."""
    tenant = place.tenant
    rented = FleetFactory(operator__tenant=tenant, operator__organisation=place.seller, **fleet)
    sold = ProductFactory(
        tenant=tenant, operator=rented.operator, fleet=rented, **{**OF_FLEET, **product}
    )
    on_sale = DateTimeTZRange(later(days=-200), None)
    CatalogueEntryFactory(channel=place, product=sold, period=on_sale)
    plan = PricingPlanFactory(fleet=rented, parts=parts)
    kind = AssetTypeFactory(fleet=rented, default_plan=plan)
    scooter = AssetFactory(fleet=rented, asset_type=kind)
    SimulatedVehicleFactory(asset=scooter)
    return RentalShop(tenant, place, sold, rented, scooter)


def rental_of(tenant: Tenant, seller: Organisation) -> Rental:
    """A rental of a tenant that has a shop already, through a channel of its own."""
    return _beside(tenant, seller).book()


def reservation_of(tenant: Tenant, seller: Organisation) -> Rental:
    """The same of a vehicle that is kept for its customer."""
    return _beside(tenant, seller).reserve()


def _beside(tenant: Tenant, seller: Organisation) -> RentalShop:
    place = SalesChannelFactory(tenant=tenant, seller=seller)
    return equip(place, None, {}, {})


def stored_rental(rental: Rental) -> Rental:
    """The rental as it is in the database."""
    return Rental.objects.select_related("leg__booking", "asset").get(pk=rental.pk)


def standing_of(rental: Rental) -> tuple[str, str]:
    """The states of booking and leg, as they are in the database."""
    return Leg.objects.values_list("booking__state", "state").get(pk=rental.leg_id)
