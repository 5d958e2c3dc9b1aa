"""The doors to a change of a vehicle; its rental itself is kept by bookings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from operators.fleet.errors import AssetTaken, AssetUnavailable
from operators.fleet.models import Asset, AssetEvent
from operators.fleet.queries import is_open
from operators.fleet.states import AssetEventName
from operators.tenancy.actors import Actor


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a vehicle was seen, and how full it was; what is None was not told."""

    longitude: float | None = None
    latitude: float | None = None
    charge: float | None = None
    range_metres: int | None = None


@transaction.atomic
def add_asset(asset: Asset, *, by: Actor, at: datetime) -> Asset:
    """Put a vehicle that is not stored yet into its fleet."""
    asset.save(force_insert=True)
    _tell([asset], AssetEventName.ADDED, by=by, at=at)
    return asset


@transaction.atomic
def reserve_asset(asset: Asset, *, by: Actor, at: datetime) -> Asset:
    """Take a vehicle for a customer, so that nobody else can and its feed does not retire it.

    AssetTaken if somebody has it; AssetUnavailable, with the reason, if it cannot be rented.
    """
    joined = ("fleet__taxi_service", "asset_type__default_plan", "plan")
    facts = Asset.objects.select_related(*joined)
    asset = facts.lock(asset)
    if asset.taken_at is not None or asset.is_reserved:
        raise AssetTaken
    check_rentable(asset, at=at)
    asset.taken_at = at
    asset.save(update_fields=["taken_at"])
    _tell([asset], AssetEventName.RESERVED, by=by, at=at)
    return asset


@transaction.atomic
def release_asset(asset: Asset, *, seen: Whereabouts, by: Actor, at: datetime) -> Asset:
    """Give a vehicle back to its fleet where it was seen; what was not told stays as it was."""
    asset = Asset.objects.lock(asset)
    place_asset(asset, seen=seen, at=at)
    asset.taken_at = None
    asset.save()
    _tell([asset], AssetEventName.RELEASED, by=by, at=at)
    return asset


@transaction.atomic
def report_asset(asset: Asset, *, seen: Whereabouts, at: datetime) -> Asset:
    """Note where a vehicle is and how full, as it or its gateway says; no event, as it is often."""
    asset = Asset.objects.lock(asset)
    place_asset(asset, seen=seen, at=at)
    asset.save()
    return asset


@transaction.atomic
def disable_asset(asset: Asset, *, reason: str = "", by: Actor, at: datetime) -> Asset:
    """Rent a vehicle out no more until it is enabled; a rental that runs goes on."""
    asset = Asset.objects.lock(asset)
    asset.is_disabled = True
    asset.save(update_fields=["is_disabled"])
    _tell([asset], AssetEventName.DISABLED, by=by, at=at, reason=reason)
    return asset


@transaction.atomic
def enable_asset(asset: Asset, *, by: Actor, at: datetime) -> Asset:
    """Rent a vehicle out again."""
    asset = Asset.objects.lock(asset)
    asset.is_disabled = False
    asset.save(update_fields=["is_disabled"])
    _tell([asset], AssetEventName.ENABLED, by=by, at=at)
    return asset


@transaction.atomic
def retire_asset(asset: Asset, *, by: Actor, at: datetime) -> Asset:
    """Take a vehicle out of its fleet for good; its id may come again with another one.

    AssetTaken while a customer has it.
    """
    asset = Asset.objects.lock(asset)
    if asset.taken_at is not None:
        raise AssetTaken("A customer has this vehicle; retire it when the rental has ended.")
    asset.retired_at = at
    asset.save(update_fields=["retired_at"])
    _tell([asset], AssetEventName.RETIRED, by=by, at=at)
    return asset


def check_rentable(asset: Asset, *, at: datetime) -> None:
    """AssetUnavailable, with what stands in the way, unless the vehicle can be rented out."""
    fleet = asset.fleet
    if hasattr(fleet, "taxi_service"):
        raise AssetUnavailable("This vehicle is a taxi; order a trip with it instead.")
    if asset.retired_at is not None or asset.is_disabled:
        raise AssetUnavailable("This vehicle is out of service; choose another one.")
    if asset.charge is not None and asset.charge < fleet.lowest_charge:
        raise AssetUnavailable("The charge of this vehicle is too low; choose another one.")
    if asset.rented_by is None:
        raise AssetUnavailable("This vehicle has no price; choose another one.")
    if not is_open(fleet, at=at):
        raise AssetUnavailable(f"{fleet} is closed now; try again in its hours.")


def place_asset(asset: Asset, *, seen: Whereabouts, at: datetime) -> None:
    """Write down what was seen of a locked vehicle; `reported_at` moves if anything was."""
    if seen == Whereabouts():
        return
    if seen.longitude is not None and seen.latitude is not None:
        asset.longitude, asset.latitude = seen.longitude, seen.latitude
    if seen.charge is not None:
        asset.charge = seen.charge
    if seen.range_metres is not None:
        asset.range_metres = seen.range_metres
    asset.reported_at = at


def _tell(
    assets: Iterable[Asset], name: AssetEventName, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    details = {"reason": reason} if reason else {}
    AssetEvent.objects.bulk_create(
        AssetEvent(asset=asset, name=name, actor=str(by), happened_at=at, details=details)
        for asset in assets
    )
