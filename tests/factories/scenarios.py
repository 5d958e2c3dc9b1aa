"""A tenant that is ready to sell, so that a test can tell a story from there on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.actions.booking import commit_booking, hold_booking
from bookings.models import Booking
from operators.models import Tenant
from operators.timetable.itineraries import Itinerary
from sales.books.actions import open_ledger
from sales.models import Fare, Offer, PassengerCategory, Product, SalesChannel
from sales.offers.actions import OfferWish, make_offers
from sales.offers.terms import TravellerWish
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
    SalesChannelFactory,
)
from tests.factories.tickets import ActiveKeyFactory
from tickets.models import IssuerKey
from tickets.states import Activation

AT_ONCE = {"ticket_type__activation": Activation.AT_ONCE}
LATER = {"ticket_type__activation": Activation.LATER}


@dataclass(frozen=True, slots=True)
class Shop:
    """A tenant with a signing key and one channel that sells one product to adults."""

    tenant: Tenant
    key: IssuerKey
    channel: SalesChannel
    product: Product
    adult: PassengerCategory
    fare: Fare

    def offer(
        self,
        *ages: int | None,
        itineraries: Sequence[Itinerary] | None = None,
        at: datetime = NOW,
        **form: str,
    ) -> Offer:
        """An offer for travellers of these ages, or for one whose age is not told."""
        wish = OfferWish(wishes(ages or (None,)), **form)
        return make_offers(self.channel, itineraries or [one_ride()], wish=wish, at=at)[0]

    def hold(self, *ages: int | None, at: datetime = NOW, **kwargs: Any) -> Booking:
        """Offer, then hold."""
        offer = self.offer(*ages, at=at, **kwargs)
        return hold_booking(offer.reference, channel=self.channel, by=BY, at=at)

    def sell(self, *ages: int | None, at: datetime = NOW, **kwargs: Any) -> Booking:
        """Offer, hold, commit."""
        return commit_booking(self.hold(*ages, at=at, **kwargs), by=BY, at=at)


def wishes(ages: Iterable[int | None]) -> tuple[TravellerWish, ...]:
    """Travellers p1, p2 and so on of these ages."""
    return tuple(TravellerWish(f"p{place}", age) for place, age in enumerate(ages, start=1))


def open_shop(
    product: dict[str, Any] | None = None,
    *,
    amount: str = "4.00",
    timezone: str = "Europe/Amsterdam",
    **channel: Any,
) -> Shop:
    """A shop of its own tenant; `product` and `channel` as their factories take them."""
    place = SalesChannelFactory(tenant__timezone=timezone, **channel)
    tenant = place.tenant
    sold = ProductFactory(tenant=tenant, operator__organisation=place.seller, **(product or {}))
    adult = PassengerCategoryFactory(tenant=tenant, code="adult", name="Adult", is_default=True)
    fare = FareFactory(product=sold, category=adult, amount=amount)
    CatalogueEntryFactory(channel=place, product=sold)
    open_ledger(place.seller_id, at=NOW)
    return Shop(tenant, ActiveKeyFactory(tenant=tenant), place, sold, adult, fare)
