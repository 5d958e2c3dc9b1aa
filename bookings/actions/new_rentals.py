"""The row of a rental as it begins, and who may begin one."""

from __future__ import annotations

from datetime import datetime

from bookings.errors import AlreadyRenting
from bookings.models import Booking, Leg, Rental
from bookings.terms import Place
from operators.fleet.errors import AssetUnavailable
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.models import Asset, VehicleStation
from sales.models import Customer, SalesChannel


def check_rented_through(channel: SalesChannel, asset: Asset) -> None:
    """AssetUnavailable if the channel is for trials and the vehicle is real."""
    if channel.is_sandbox and not gateway_of(asset.fleet).is_simulated:
        raise AssetUnavailable("A channel for trials rents simulated vehicles only.")


def check_not_renting(asset: Asset, customer: Customer | None) -> None:
    """AlreadyRenting if this customer has the vehicle; others are told that it is taken."""
    if customer is None:
        return
    if Rental.objects.open().filter(asset=asset, leg__booking__customer=customer).exists():
        raise AlreadyRenting


def new_rental(
    booking: Booking,
    asset: Asset,
    origin: Place | None,
    *,
    due_at: datetime,
    unlock_until: datetime | None = None,
    at: datetime,
) -> Rental:
    """Store leg and rental of a booking whose vehicle is reserved, and kept as long as it is held.

    Without an origin its customer is taken to stand beside the vehicle.
    """
    offer = booking.offer
    [offered] = offer.offered_legs()
    leg = Leg(booking=booking, reference=offered.reference, sequence=1, ride={}, departs_at=at)
    leg.save()
    begins = origin or place_of(asset)
    return Rental.objects.create(
        tenant_id=booking.tenant_id,
        leg=leg,
        vat_rate=offer.vat_rate,
        requested_at=at,
        reserved_until=booking.held_until,
        unlock_until=unlock_until,
        next_try_at=due_at,
        from_longitude=begins.longitude,
        from_latitude=begins.latitude,
        plan=offer.plan_terms,
        **vehicle_facts(asset, at=at),
    )


def vehicle_facts(asset: Asset, *, at: datetime) -> dict[str, object]:
    """What the columns of a rental say of its vehicle when it gets it."""
    return {
        "asset": asset,
        "facts": facts_of(asset),
        "longitude": asset.longitude,
        "latitude": asset.latitude,
        "seen_at": None if asset.longitude is None else asset.reported_at or at,
        "charge": asset.charge,
        "range_metres": asset.range_metres,
    }


def place_of(asset: Asset) -> Place:
    """Where a vehicle stands, itself or with its station. AssetUnavailable if nobody knows."""
    for told in (asset, asset.station):
        if told is not None and told.longitude is not None and told.latitude is not None:
            return Place(told.longitude, told.latitude)
    raise AssetUnavailable("Nobody knows where this vehicle is; choose another one.")


def facts_of(asset: Asset) -> dict[str, object]:
    """What a rental keeps of its vehicle."""
    kind = asset.asset_type
    return {
        "asset_id": asset.asset_id,
        "plate": asset.plate,
        "type_id": kind.type_id,
        "type_name": kind.name,
        "asset_class": kind.asset_class,
        "asset_sub_class": kind.asset_sub_class,
        "propulsion": kind.propulsion,
        "riders": kind.riders,
        "fleet": asset.fleet.name,
        "system_id": asset.fleet.system_id,
        "station": _station_facts(asset.station),
    }


def _station_facts(station: VehicleStation | None) -> dict[str, object] | None:
    """Where it was docked."""
    if station is None:
        return None
    return {
        "station_id": station.station_id,
        "name": station.name,
        "longitude": station.longitude,
        "latitude": station.latitude,
    }
