"""What an offer promises, in words: its price, its rides, its travellers."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from unfold.decorators import display

from operators.admin.tables import table
from operators.fleet.taxis import TaxiPlace
from sales.models import Offer
from sales.money import Money

TAXI = "Taxi"


def price_sentence(offer: Offer) -> str:
    """How the price came about, in one sentence for each kind of passenger."""
    parts = [
        f"{part.title} at {Money(part.unit_amount, offer.currency)}"
        f" = {Money(part.amount, offer.currency)}"
        for part in offer.parts()
    ]
    vat = Money(offer.tax_amount, offer.currency)
    return f"{'; '.join(parts)}. In this is {vat} of VAT ({offer.vat_rate} %)."


@display(description="Price by passenger")
def price_table(offer: Offer) -> str:
    """The price by kind of passenger."""
    headers = ["Passengers", "Each", "Together", "In this VAT", "Why"]
    rows = [
        [
            part.title,
            *(
                Money(amount, offer.currency)
                for amount in (part.unit_amount, part.amount, part.tax_amount)
            ),
            part.rule,
        ]
        for part in offer.parts()
    ]
    return table(headers, rows)


@display(description="Rides")
def ride_table(offer: Offer) -> str:
    """Each ride, or the trip of a taxi: line, from, to, zones."""
    rows = [
        [
            ride.route_name,
            _place_and_time(ride.origin.name, ride.departs_at),
            _place_and_time(ride.destination.name, ride.arrives_at),
            ", ".join(ride.zone_ids),
        ]
        for ride in offer.itinerary_rides()
    ]
    return table(["Line", "From", "To", "Zones"], rows or _trip_rows(offer))


def _trip_rows(offer: Offer) -> list[list[str]]:
    if offer.taxi_trip is None:
        return []
    trip = offer.trip()
    ends = ((trip.origin, trip.pick_up_at), (trip.destination, trip.drop_off_at))
    return [[TAXI, *(_place_and_time(_in_words(place), at) for place, at in ends), ""]]


def _in_words(place: TaxiPlace) -> str:
    return place.name or place.address or f"{place.latitude:.5f}, {place.longitude:.5f}"


def _place_and_time(name: str, at: datetime) -> str:
    return f"{name}, {timezone.localtime(at):%-d %b %Y %H:%M}"


@display(description="Travellers")
def traveller_table(offer: Offer) -> str:
    """Who travels, and as what."""
    rows = [
        [place, person.category, person.age, person.reference]
        for place, person in enumerate(offer.offered_travellers(), start=1)
    ]
    return table(["", "Travels as", "Age", "Name of the partner"], rows)


@display(description="Legs")
def leg_table(offer: Offer) -> str:
    """The ids that the legs of a booking will have, and what each stands for."""
    vehicle = str(offer.asset or TAXI)
    lines = [ride.route_name for ride in offer.itinerary_rides()] or [vehicle]
    rows = [[leg.reference, lines[leg.ride], leg.holder + 1] for leg in offer.offered_legs()]
    return table(["Leg", "Line", "Ticket"], rows)
