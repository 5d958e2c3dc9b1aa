"""Which offer is meant, and what goes along with it: choices are checked against our own offers,
and priced by them (reference §10)."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.maas_tsp.bookings.requests import Selection
from protocols.maas_tsp.errors import Unusable
from protocols.maas_tsp.wire import is_spoken
from sales.errors import OfferUnknown
from sales.models import Ancillary, Offer

OF_SEAT = "customerSelection.seatType"
OF_FEATURES = "customerSelection.seatFeatures"


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra of a product, by the words of its dictionary."""

    category: str
    number: str

    @property
    def choice(self) -> str:
        """Its id among choices."""
        return f"{self.category}-{self.number}"


def choose_offer(reference: str, selection: Selection, *, channel_id: int) -> Offer:
    """The offer that is booked: the one of the option, or the one of the chosen class, which is of
    the same trip. One query.

    OfferUnknown if this channel made no such offer, or one that this format cannot tell;
    Unusable for a class that was not offered.
    """
    wanted = [reference, *selection.offers]
    offers = Offer.objects.made_through(channel_id).filter(reference__in=wanted)
    found = {offer.reference: offer for offer in offers.select_related("product")}
    option = found.get(reference)
    if option is None or not _is_told_here(option):
        raise OfferUnknown
    for chosen in selection.offers:
        if chosen not in found or not _is_same_trip(option, found[chosen]):
            raise Unusable(OF_SEAT, "This was not offered with this option.")
        option = found[chosen]
    return option


def choose_extras(offer: Offer, selection: Selection) -> list[Extra]:
    """The chosen extras, which the product of a trip by the timetable has. Unusable for others."""
    if not selection.extras:
        return []
    if not offer.rides:
        raise Unusable(OF_FEATURES, "This was not offered with this option.")
    known = Ancillary.objects.filter(product=offer.product_id).values_list("category", "number")
    by_choice = {extra.choice: extra for extra in (Extra(*each) for each in known)}
    if set(selection.extras) - set(by_choice):
        raise Unusable(OF_FEATURES, "This was not offered with this option.")
    return [by_choice[choice] for choice in selection.extras]


def _is_told_here(offer: Offer) -> bool:
    return is_spoken(offer.currency) and offer.product.supplier_id is None


def _is_same_trip(option: Offer, chosen: Offer) -> bool:
    of_trip = bool(option.rides) and option.rides == chosen.rides
    return of_trip and (option.plan, option.channel_id) == (chosen.plan, chosen.channel_id)
