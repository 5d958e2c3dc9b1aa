"""Offers as options of this format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from operators.fleet.models import Asset, TaxiService, VehicleStation
from operators.fleet.taxis import TaxiPlace
from protocols.maas_tsp.legs import leg_to_wire
from protocols.maas_tsp.meta import (
    StationFacts,
    VehicleFacts,
    offer_meta,
    rides_meta,
    taxi_meta,
    vehicle_meta,
)
from protocols.maas_tsp.modes import mode_of_rides
from protocols.maas_tsp.options.choices import Choice
from protocols.maas_tsp.options.requests import OptionsWish
from protocols.maas_tsp.places import place_to_wire, stop_to_wire
from protocols.maas_tsp.terms import journey_terms, journey_validity, rental_terms, taxi_terms
from protocols.maas_tsp.wire import cost_to_wire
from sales.models import Ancillary, Offer

Wire = dict[str, Any]
CLASS_WISHED = "Class"
EXTRAS_WISHED = "Extras"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What options are told of beside their offers."""

    wish: OptionsWish
    at: datetime
    extras: Mapping[int, Sequence[Ancillary]] = field(default_factory=dict)
    """By the key of the product."""
    services: Mapping[int, TaxiService] = field(default_factory=dict)
    """By the key of the fleet."""


def option_to_wire(choice: Choice, around: Surroundings) -> Wire:
    """`bookingOption`: what the usual offer of the choice says, with its cost or, where there is
    something to choose, with a configurator."""
    offer = choice.usual
    told = _members(offer, around)
    told["meta"] |= offer_meta(offer.reference)
    told["tspProduct"] = {"id": offer.product.code}
    extras = around.extras.get(offer.product_id, ())
    if len(choice.offers) == 1 and not extras:
        return {**told, "cost": cost_of(offer)}
    return {**told, "configurator": configurator_to_wire(choice, extras)}


def cost_of(offer: Offer) -> Wire:
    """`cost` of an offer: of a rental what is due in any case, of a taxi by meter an estimate."""
    return cost_to_wire(offer.amount, offer.currency, taxes=offer.tax_amount)


def configurator_to_wire(choice: Choice, extras: Sequence[Ancillary]) -> Wire:
    """`configurator` with the fixed keys of release 10. The ids of classes are the references of
    their offers; costs add up, and extras are free."""
    usual = choice.usual
    told: Wire = {
        "seatType": {
            "type": "oneOf",
            "name": CLASS_WISHED,
            "choices": [_class(offer, is_usual=offer is usual) for offer in choice.offers],
        }
    }
    if extras:
        told["seatFeatures"] = {
            "type": "someOrNoneOf",
            "name": EXTRAS_WISHED,
            "choices": [_extra(extra, usual.currency) for extra in extras],
        }
    return told


def vehicle_facts(asset: Asset) -> VehicleFacts:
    """What is told of a vehicle that is offered."""
    kind = asset.asset_type
    return VehicleFacts(
        asset_id=asset.asset_id,
        type_name=kind.name,
        asset_class=kind.asset_class,
        sub_class=kind.asset_sub_class,
        propulsion=kind.propulsion,
        plate=asset.plate,
        vendor=asset.fleet.name,
        riders=kind.riders,
        charge=asset.charge,
        longitude=asset.longitude,
        latitude=asset.latitude,
        station=station_facts(asset.station) if asset.station else None,
    )


def station_facts(station: VehicleStation) -> StationFacts:
    """A station without what stands there now."""
    return StationFacts(station.station_id, station.name, station.longitude, station.latitude)


def _members(offer: Offer, around: Surroundings) -> Wire:
    if offer.asset is not None:
        return _rental(offer, offer.asset, around)
    if offer.taxi_trip is not None:
        return _taxi(offer, around)
    return _trip(offer, around)


def _trip(offer: Offer, around: Surroundings) -> Wire:
    rides = offer.itinerary_rides()
    mode = mode_of_rides(rides)
    validity = journey_validity(offer.product, rides, offer.channel.tenant, at=around.at)
    return {
        "leg": leg_to_wire(
            mode,
            rides[0].departs_at,
            rides[-1].arrives_at,
            origin=stop_to_wire(rides[0].origin),
            destination=stop_to_wire(rides[-1].destination),
        ),
        "meta": rides_meta(mode, rides),
        "terms": journey_terms(
            validity,
            rule=offer.cancellation,
            fee=offer.cancellation_fee,
            currency=offer.currency,
        ),
    }


def _taxi(offer: Offer, around: Surroundings) -> Wire:
    trip = offer.trip()
    assert offer.product.fleet_id is not None
    service = around.services[offer.product.fleet_id]
    wished_at = trip.wished_at or trip.pick_up_at
    return {
        "leg": leg_to_wire(
            "TAXI",
            wished_at,
            trip.drop_off_at,
            origin=_place(trip.origin),
            destination=_place(trip.destination),
            delay=trip.pick_up_at - wished_at,
        ),
        "meta": taxi_meta(
            vehicle_type=trip.vehicle_type,
            centre=service.fleet.name,
            phone=service.phone,
            picture_url=service.picture_url,
        ),
        "terms": taxi_terms(
            offer.pricing_plan(),
            vat_rate=offer.vat_rate,
            begins_at=trip.pick_up_at,
            ends_at=trip.drop_off_at,
            fixes_price=trip.fixes_price,
            fee=offer.cancellation_fee,
        ),
    }


def _rental(offer: Offer, asset: Asset, around: Surroundings) -> Wire:
    facts = vehicle_facts(asset)
    origin = _standing(asset)
    begins_at, wish = around.wish.starts_at, around.wish
    return {
        "leg": leg_to_wire(
            facts.mode,
            begins_at,
            max(begins_at, wish.ends_at or begins_at),
            origin=origin,
            # Whoever does not say where to is taken to come back.
            destination=_place(wish.destination) if wish.destination else origin,
        ),
        "meta": vehicle_meta(facts),
        "terms": rental_terms(
            offer.pricing_plan(),
            vat_rate=offer.vat_rate,
            begins_at=begins_at,
            ends_at=begins_at + timedelta(minutes=asset.fleet.longest_minutes),
        ),
    }


def _standing(asset: Asset) -> Wire:
    """Where a vehicle is, or else where its station is."""
    station = asset.station
    if asset.longitude is not None and asset.latitude is not None:
        place = asset.longitude, asset.latitude
    else:
        assert station is not None
        place = station.longitude, station.latitude
    if station is None:
        return place_to_wire(*place)
    return place_to_wire(*place, name=station.name, station_id=station.station_id)


def _place(place: TaxiPlace) -> Wire:
    return place_to_wire(place.longitude, place.latitude, name=place.name, address=place.address)


def _class(offer: Offer, *, is_usual: bool) -> Wire:
    product = offer.product
    told: Wire = {
        "id": offer.reference,
        "name": product.get_fare_class_display() or product.name,
        "default": is_usual,
        "cost": cost_of(offer),
    }
    return {**told, "description": product.description} if product.description else told


def _extra(extra: Ancillary, currency: str) -> Wire:
    return {
        "id": f"{extra.category}-{extra.number}",
        "name": extra.name,
        "default": False,
        "cost": {"amount": 0, "currency": currency},
    }


def extras_by_product(offers: Iterable[Offer]) -> dict[int, list[Ancillary]]:
    """What goes along with the products of these offers, as far as they are of trips by the
    timetable; one query, none without such trips."""
    found: dict[int, list[Ancillary]] = {}
    products = {offer.product_id for offer in offers if offer.rides}
    extras = Ancillary.objects.filter(product__in=products)
    for extra in extras.order_by("category", "number"):
        found.setdefault(extra.product_id, []).append(extra)
    return found


def services_by_fleet(offers: Iterable[Offer]) -> dict[int, TaxiService]:
    """Who drives, of offers of taxis; one query, none without taxis."""
    fleets = {offer.product.fleet_id for offer in offers if offer.taxi_trip is not None}
    if not fleets:
        return {}
    found = TaxiService.objects.filter(fleet__in=fleets).select_related("fleet")
    return {service.fleet_id: service for service in found}
