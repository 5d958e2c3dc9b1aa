"""POST /offers: what can be bought, and for how much."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rest_framework.exceptions import ValidationError

from bookings.actions.planning import TripWish, plan_journey
from operators.timetable.stops import StopReference, StopReferenceKind
from protocols.sales.needs import SELL
from protocols.sales.netex import FARE_PRODUCT, SALES_PACKAGE, SUPPLEMENT, code_of, netex_id
from protocols.sales.offers.requests import OffersRequest
from protocols.sales.operation import SalesOperation
from protocols.sales.orders.mapping import FIRST_VERSION, leg_to_wire
from protocols.sales.wire import answer, money, utc, utc_or_none
from sales.errors import NothingOnSale
from sales.models import Offer
from sales.offers.actions import OfferWish, make_product_offers
from sales.offers.terms import TravellerWish

LIFE = timedelta(minutes=30)


class Offers(SalesOperation):
    """POST /offers."""

    needs = {"POST": SELL}

    def post(self, request: Any) -> Any:
        """Offer the next trips between two stops, or products that need no trip.

        Each offer is for all travellers together and can be put on an order for 30 minutes. No trip
        means no offer. 409 NOT_ON_SALE where the channel sells nothing that fits.
        """
        members = self.read(OffersRequest)
        self._check_start(members.get("startTime"))
        wish = OfferWish(travellers_in(members), lives=LIFE, sold_at_once=True)
        if "salesPackageIds" in members:
            offers = make_product_offers(
                self.channel,
                [self._code(one) for one in members["salesPackageIds"]],
                wish=wish,
                starts_at=members.get("startTime"),
                at=self.at,
            )
        else:
            trip = trip_in(members)
            offers = plan_journey(self.channel, trip, wish=wish, binding=True, at=self.at)
        codespace = self.channel.tenant.codespace
        told = [offer_to_wire(offer, codespace=codespace) for offer in offers]
        return answer({"offers": told}, status=201)

    def _check_start(self, starts_at: datetime | None) -> None:
        """ValidationError for a moment that has passed; what is sent has whole seconds."""
        if starts_at is not None and starts_at < self.at.replace(microsecond=0):
            told = "What is sold now cannot have begun before; send a moment to come."
            raise ValidationError({"startTime": [told]})

    def _code(self, package: str) -> str:
        code = code_of(package, codespace=self.channel.tenant.codespace, kinds=(SALES_PACKAGE,))
        if code is None:
            raise NothingOnSale(f"Not on sale in this channel now: {package}.")
        return code


def travellers_in(members: dict[str, Any]) -> tuple[TravellerWish, ...]:
    """Who travels; one person if nobody was told."""
    told = members.get("travellers") or [{}]
    return tuple(TravellerWish(one.get("reference", ""), one.get("age")) for one in told)


def trip_in(members: dict[str, Any]) -> TripWish:
    origin, destination = (
        [StopReference(StopReferenceKind.STOP_ID, members[name])]
        for name in ("fromStopPlaceId", "toStopPlaceId")
    )
    return TripWish(origin, destination, members.get("departureTime"), members.get("arrivalTime"))


def offer_to_wire(offer: Offer, *, codespace: str) -> dict[str, Any]:
    """What is promised: a product for all travellers together, until a moment."""
    product = offer.product
    kind = SUPPLEMENT if product.is_supplement else FARE_PRODUCT
    return {
        "id": offer.reference,
        "validUntil": utc(offer.valid_until),
        "name": product.name,
        "price": {
            "amount": money(offer.amount),
            "currency": offer.currency,
            "taxAmount": money(offer.tax_amount),
            "taxRate": money(offer.vat_rate),
            "taxCode": product.vat_code,
        },
        "salesPackage": {
            "id": netex_id(codespace, SALES_PACKAGE, product.code),
            "version": FIRST_VERSION,
        },
        "fareProducts": [{"id": netex_id(codespace, kind, product.code), "version": FIRST_VERSION}],
        "legs": [leg_to_wire(ride) for ride in offer.rides],
        "startTime": utc_or_none(offer.starts_at),
        "travellers": [
            {"reference": one["reference"] or None, "age": one["age"], "category": one["category"]}
            for one in offer.travellers
        ],
    }
