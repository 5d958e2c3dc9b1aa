"""A fleet of taxis in Berlin, and a tenant that sells trips with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Model

from bookings.actions.planning_taxis import TaxiWish, plan_taxis
from operators.fleet.states import AssetClass, PartType, PlanUnit, Propulsion
from operators.fleet.taxis import TaxiPlace, TaxiTrip, estimate_trip
from operators.models import (
    Asset,
    AssetType,
    Driver,
    Fleet,
    Operator,
    TaxiService,
    Tenant,
)
from sales.books.actions import open_ledger
from sales.models import Offer, Product, SalesChannel
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    OfFleetFactory,
    PricingPlanFactory,
    SimulatedVehicleFactory,
)
from tests.factories.moments import NOW, later
from tests.factories.rentals import OF_FLEET
from tests.factories.sales import CatalogueEntryFactory, ProductFactory, SalesChannelFactory

CORNER = TaxiPlace(*PLACE, name="Friedrichstraße 1")
"""Where trips begin if nothing else is said."""
TOWER = TaxiPlace(13.4094, 52.5208, name="Fernsehturm", address="Panoramastraße 1A, Berlin")
"""Where they end: 1456 m away in a straight line."""
GETTING_IN: dict[str, Any] = {
    "type": PartType.FIXED,
    "amount": Decimal("4.00"),
    "name": "Basic fare",
}
PER_KM: dict[str, Any] = {
    "type": PartType.FLEX,
    "amount": Decimal("2.00"),
    "unit": PlanUnit.KM,
    "name": "Per kilometre",
}
WAITING: dict[str, Any] = {
    "type": PartType.FLEX,
    "amount": Decimal("0.50"),
    "unit": PlanUnit.MINUTE,
    "name": "Per minute",
}


METERED = (GETTING_IN, PER_KM, WAITING)


class TaxiServiceFactory(OfFleetFactory):
    """Taxis by the meter: 4.00 to get in, 2.00 for each kilometre and 0.50 for each minute. They
    drive anywhere, need a quarter of an hour, and ask 5.00 of whoever cancels too late."""

    plan = factory.SubFactory(
        PricingPlanFactory, fleet=factory.SelfAttribute("..fleet"), parts=METERED, name="Taxi"
    )
    phone = "+49301234567"
    cancellation_fee = Decimal("5.00")

    class Meta:
        model = TaxiService


class DriverFactory(OfFleetFactory):
    """Somebody who is not at work, unless an `asset` is given."""

    number = factory.Sequence(lambda n: f"D{n}")
    name = factory.Sequence(lambda n: f"Driver {n}")
    phone = "+491701234567"

    class Meta:
        model = Driver


def taxi_of(fleet: Fleet, **more: Any) -> Asset:
    """One more taxi of a fleet, with a driver at work; of no plan of its own."""
    kind = AssetType.objects.filter(fleet=fleet, asset_class=AssetClass.TAXI).first()
    kind = kind or AssetTypeFactory(
        fleet=fleet,
        name="Estate car",
        asset_class=AssetClass.TAXI,
        asset_sub_class="",
        propulsion=Propulsion.ELECTRIC,
        riders=4,
        default_plan=None,
    )
    asset = AssetFactory(fleet=fleet, asset_type=kind, **more)
    DriverFactory(fleet=fleet, asset=asset)
    return asset


@dataclass(frozen=True, slots=True)
class TaxiShop:
    """A tenant with one channel that sells trips with the taxis of one fleet; one taxi of it, whose
    driver is at work."""

    tenant: Tenant
    channel: SalesChannel
    product: Product
    fleet: Fleet
    service: TaxiService
    asset: Asset
    driver: Driver

    def offers(
        self, *, pick_up_at: datetime | None = None, at: datetime = NOW, **wish: Any
    ) -> list[Offer]:
        """What is offered from the corner to the tower, to be booked."""
        asked = TaxiWish(**{"origin": CORNER, "destination": TOWER, **wish}, pick_up_at=pick_up_at)
        return plan_taxis(self.channel, asked, binding=True, at=at)

    def offer(self, **wish: Any) -> Offer:
        """The only one of these offers."""
        [offer] = self.offers(**wish)
        return offer

    def trip(self, *, pick_up_at: datetime | None = None) -> TaxiTrip:
        """That trip, in a quarter of an hour if nothing else is said."""
        return estimate_trip(self.service, CORNER, TOWER, pick_up_at or later(minutes=15))


def open_taxi_shop(
    parts: Sequence[dict[str, Any]] = METERED,
    *,
    fleet: dict[str, Any] | None = None,
    service: dict[str, Any] | None = None,
    product: dict[str, Any] | None = None,
    timezone: str = "Europe/Berlin",
    **channel: Any,
) -> TaxiShop:
    """A shop of its own tenant: 4.00 to get in, 2.00 for each kilometre and 0.50 for each minute if
    nothing is said."""
    place = SalesChannelFactory(tenant__timezone=timezone, **channel)
    open_ledger(place.seller_id, at=NOW)
    return equip_with_taxis(
        place, parts, fleet=fleet or {}, service=service or {}, product=product or {}
    )


def equip_with_taxis(
    place: SalesChannel,
    parts: Sequence[dict[str, Any]] = METERED,
    *,
    fleet: dict[str, Any],
    service: dict[str, Any],
    product: dict[str, Any],
) -> TaxiShop:
    """Have a channel sell trips with the taxis of a fleet of its own."""
    tenant = place.tenant
    driven = FleetFactory(operator__tenant=tenant, operator__organisation=place.seller, **fleet)
    sold = ProductFactory(
        tenant=tenant,
        operator=driven.operator,
        fleet=driven,
        **{**OF_FLEET, "name": "Taxi", **product},
    )
    on_sale = DateTimeTZRange(later(days=-200), None)
    CatalogueEntryFactory(channel=place, product=sold, period=on_sale)
    plan = PricingPlanFactory(fleet=driven, parts=parts, name="Taxi")
    promised = TaxiServiceFactory(fleet=driven, plan=plan, **service)
    taxi = taxi_of(driven)
    SimulatedVehicleFactory(asset=taxi)
    return TaxiShop(tenant, place, sold, driven, promised, taxi, taxi.driver)


def taxi_rows(operator: Operator) -> list[Model]:
    """A taxi fleet of an operator: the service and a driver."""
    fleet = FleetFactory(operator=operator)
    return [TaxiServiceFactory(fleet=fleet), taxi_of(fleet).driver]
