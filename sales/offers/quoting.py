"""From a product's tariff to an offer of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from operators.tenancy.references import new_reference
from operators.timetable.itineraries import Ride
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import Product
from sales.fares.prices import price_trip
from sales.fares.tariffs import Crowd, Tariff
from sales.fares.trips import Trip
from sales.money import total
from sales.offers.models import Offer
from sales.offers.naming import named
from sales.offers.terms import OfferedLeg, OfferedTraveller, TravellerWish
from sales.offers.travellers import categorise
from sales.offers.validity import check_changes, check_dates


@dataclass(frozen=True, slots=True)
class OfferWish:
    """What a client asks for besides the trip."""

    travellers: tuple[TravellerWish, ...]
    symbology: str = ""
    media: str = ""
    lives: timedelta | None = None
    """How long the offers can be taken; the channel's own time unless told."""
    supplements: bool = False
    """Offer also what is sold only beside something else."""
    sold_at_once: bool = False
    """Leave out what staff say yes or no to first."""

    def takes(self, product: Product) -> bool:
        """Whether the client could do something with an offer of that product."""
        if product.is_supplement and not self.supplements:
            return False
        return product.confirm_minutes is None or not self.sold_at_once


@dataclass(frozen=True, slots=True)
class Planning:
    """What all offers that are made together have in common."""

    channel: SalesChannel
    travellers: list[OfferedTraveller]
    crowds: list[Crowd]
    wish: OfferWish
    plan: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Journey:
    """What an offer is for: rides, or no ride and the moment at which its ticket begins."""

    trip: Trip
    rides: tuple[Ride, ...]
    starts_at: datetime | None = None


def start_planning(channel: SalesChannel, wish: OfferWish, *, at: datetime) -> Planning:
    """Put the travellers into their categories; one query. NoFare if one has none."""
    categories = PassengerCategory.objects.filter(tenant_id=channel.tenant_id).order_by("code")
    travellers, crowds = categorise(wish.travellers, list(categories))
    return Planning(channel, travellers, crowds, wish, uuid.uuid4(), at)


def quote(planning: Planning, journey: Journey, tariff: Tariff) -> Offer:
    """One product for one journey; nothing is stored. NoFare, NotValidThen or FormUnavailable."""
    channel, travellers, product = planning.channel, planning.travellers, tariff.product
    zone, starts_at = product.tenant.zone, journey.starts_at
    check_dates(product, journey.rides, zone=zone, at=planning.at, starts_at=starts_at)
    check_changes(product, journey.rides, zone=zone)
    currency, parts = price_trip(tariff, journey.trip, planning.crowds, channel_id=channel.pk)
    holders = 1 if product.is_group_ticket else len(travellers)
    legs = _new_legs(rides=len(journey.rides), holders=holders)
    lives = planning.wish.lives or timedelta(seconds=channel.offer_seconds)
    offer = Offer(
        tenant_id=channel.tenant_id,
        channel=channel,
        product=product,
        plan=planning.plan,
        amount=total(part.amount for part in parts),
        tax_amount=total(part.tax_amount for part in parts),
        currency=currency,
        vat_rate=product.vat_rate,
        price_parts=[part.to_json() for part in parts],
        rides=[ride.to_json() for ride in journey.rides],
        starts_at=starts_at,
        travellers=[traveller.to_json() for traveller in travellers],
        legs=[leg.to_json() for leg in legs],
        media=_media(planning, tariff),
        is_group_ticket=product.is_group_ticket,
        confirm_minutes=product.confirm_minutes,
        cancellation=product.cancellation,
        cancellation_fee=product.cancellation_fee,
        made_at=planning.at,
        valid_until=planning.at + lives,
    )
    return named(offer)


def _media(planning: Planning, tariff: Tariff) -> str:
    kind, wish = tariff.product.tickets, planning.wish
    usual = planning.channel.ticket_media if planning.channel.ticket_media in kind.media else ""
    return kind.choose_media(symbology=wish.symbology, media=wish.media or usual)


def _new_legs(*, rides: int, holders: int) -> list[OfferedLeg]:
    return [
        OfferedLeg(new_reference(), ride, holder)
        for ride in range(rides)
        for holder in range(holders)
    ]
