"""Holding what a traveller chose: of one segment, or of every segment of a trip at once (§6.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.messages import receive_message
from bookings.actions.purchases import abandon_purchase, hold_purchase
from bookings.models import Booking, Purchase, PurchasePart
from bookings.purchase_queries import purchases_of
from bookings.states import (
    CALLED_OFF,
    UNBOUGHT,
    BookingState,
    MessageKind,
    PurchaseState,
)
from bookings.terms import HoldWish, PartWish
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from protocols.models import KeptTrip
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.quick.choices import EXTRAS, NOTES, RETURN, Choice, of_vehicle, only_fare
from protocols.tripgo.quick.fares import choose_fares, chosen_to_wire
from protocols.tripgo.quick.inputs import ONE_WAY, Answer, answered, read_answers
from protocols.tripgo.quick.reading import Told
from protocols.tripgo.trips.segments import Segment, offers_of
from sales.fares.parts import line_prices
from sales.models import AccountLink, Offer
from sales.orders.customers import CustomerFacts

WAY_BACK = ".return"
TOO_EARLY = "The way back begins before the way there is over; choose a later time."
BOOKED = "This part of your trip is booked already."
BEING_BOOKED = "This part of your trip is being booked; look at it again in a moment."
CHOSEN_ANEW = "The traveller chose anew."
OPEN_AGAIN = (*CALLED_OFF, BookingState.EXPIRED)
"""States of a booking after which its segment can be booked again."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a traveller chose for one segment: how many of which fares, and the answers."""

    segment: Segment
    choice: Choice
    quantities: Mapping[str, int]
    answers: Mapping[str, Answer]
    place: str
    """What of the trip it is: the id of the segment, or that of the way back."""

    @property
    def fares(self) -> list[dict[str, object]]:
        """The chosen fares with their quantities, as they are told."""
        return chosen_to_wire(self.choice.fares, self.quantities)

    def at_price(self, offer: Offer) -> Chosen:
        """The same at the prices of the offer, which apps add up: those of before are of another
        moment, of the smallest group, or without what many travellers get off. One fare for all
        where they pay together. A vehicle may be another one, with rates of its own."""
        if offer.asset is not None:
            vehicle = of_vehicle(offer, self.segment, self.choice.phrases)
            return replace(self, choice=vehicle, quantities={vehicle.code: 1})
        lines = line_prices(offer.parts()) if self.choice.is_of_categories else []
        if not lines or any(line.is_group for line in lines):
            fare = only_fare(offer.product, offer.amount, offer.currency)
            choice = replace(self.choice, fares=(fare,))
            return replace(self, choice=choice, quantities={fare.id: 1})
        amounts = {line.category: line.unit_amount for line in lines}
        fares = [
            replace(fare, amount=amounts.get(fare.name, fare.amount)) for fare in self.choice.fares
        ]
        return replace(self, choice=replace(self.choice, fares=tuple(fares)))

    def told(self) -> dict[str, object]:
        """What is kept with the booking, to be shown again as it was chosen."""
        return {"input": answered(self.choice.fields, self.answers), "fares": self.fares}


@dataclass(frozen=True, slots=True)
class Held:
    """What is held for a traveller: what was chosen for each part, with its offer, in their
    order."""

    trip: KeptTrip
    purchase: Purchase
    parts: Sequence[tuple[Chosen, Offer]]


def choose(segment: Segment, choice: Choice, told: Told) -> list[Chosen]:
    """What an app told, held against the server's own offer; with the way back, where the traveller
    wants one. NotBookable, in words for the traveller."""
    quantities = choose_fares(choice.fares, told.quantities)
    return with_return(
        Chosen(
            segment,
            choice,
            quantities,
            read_answers(choice.fields, told.answers),
            place=segment.id,
        )
    )


def with_return(chosen: Chosen) -> list[Chosen]:
    """What was chosen and, if a time was told for it, the same way back then. NotBookable for a
    time before the way there is over."""
    told = str(chosen.answers.get(RETURN, ""))
    if told in ("", ONE_WAY):
        return [chosen]
    there, begins_at = chosen.segment, datetime.fromisoformat(told)
    if begins_at < there.ends_at:
        raise NotBookable(TOO_EARLY)
    back = replace(
        there,
        origin=there.destination,
        destination=there.origin,
        starts_at=begins_at,
        ends_at=begins_at + (there.ends_at - there.starts_at),
    )
    return [chosen, replace(chosen, segment=back, place=f"{there.id}{WAY_BACK}")]


def hold(
    parts: Sequence[Chosen], trip: KeptTrip, *, link: AccountLink, by: Actor, at: datetime
) -> Held:
    """Hold all of these parts for the traveller, or none of them.

    What the same traveller held of these parts before, and has not paid, is given back first.
    NotBookable for a part that is booked already; what offers and holds refuse, with nothing held.
    """
    _give_back(trip, [part.place for part in parts], link, by=by, at=at)
    offers = [_offer(trip, part, at=at) for part in parts]
    made = [(part.at_price(offer), offer) for part, offer in zip(parts, offers, strict=True)]
    customer = CustomerFacts(external_id="", reference=link.customer.reference)
    wishes = [
        PartWish(
            offer.reference,
            place=part.place,
            wish=HoldWish(customer=customer),
            told=part.told(),
        )
        for part, offer in made
    ]
    purchase = hold_purchase(
        wishes,
        channel=trip.channel,
        external_reference=str(trip.reference),
        by=by,
        at=at,
    )
    try:
        _tell_wishes(purchase, parts, by=by, at=at)
    except DomainError:
        abandon_purchase(purchase, by=by, at=at)
        raise
    return Held(trip, purchase, made)


def _offer(trip: KeptTrip, part: Chosen, *, at: datetime) -> Offer:
    """The offer for those who travel, stored so that it can be held; a refusal tells its place."""
    wish = part.choice.wish(part.quantities, part.answers)
    code = part.choice.code
    try:
        [offer] = offers_of(trip, part.segment, wish=wish, binding=True, product_code=code, at=at)
    except DomainError as refusal:
        refusal.place = part.place
        raise
    return offer


def check_not_booked(purchase: Purchase, places: Collection[str], *, at: datetime) -> None:
    """NotBookable if the same customer has booked one of these parts with another purchase."""
    for other in purchases_of(purchase.channel, purchase.external_reference):
        is_same = other.customer_id == purchase.customer_id
        if is_same and other.pk != purchase.pk and other.state == PurchaseState.BOUGHT:
            _check_called_off(other, places, at=at)


def _give_back(
    trip: KeptTrip, places: Collection[str], link: AccountLink, *, by: Actor, at: datetime
) -> None:
    for purchase in purchases_of(trip.channel, str(trip.reference)):
        if purchase.customer_id != link.customer_id or not _parts_of(purchase, places):
            continue
        if purchase.state == PurchaseState.BOUGHT:
            _check_called_off(purchase, places, at=at)
        elif purchase.state == PurchaseState.BUYING:
            raise NotBookable(BEING_BOOKED)
        elif purchase.state in UNBOUGHT:
            abandon_purchase(purchase, reason=CHOSEN_ANEW, by=by, at=at)


def _check_called_off(purchase: Purchase, places: Collection[str], *, at: datetime) -> None:
    for part in _parts_of(purchase, places):
        if part.booking.state_at(at) not in OPEN_AGAIN:
            raise NotBookable(BOOKED)


def _parts_of(purchase: Purchase, places: Collection[str]) -> list[PurchasePart]:
    return [part for part in purchase.parts.all() if part.place in places]


def _tell_wishes(purchase: Purchase, parts: Sequence[Chosen], *, by: Actor, at: datetime) -> None:
    """Extras and notes go to the held bookings, of which each has its place."""
    bookings = {part.place: part.booking for part in purchase.parts.all()}
    for part in parts:
        booking = bookings[part.place]
        for extra in part.answers.get(EXTRAS, ()):
            _add_extra(booking, extra, by=by, at=at)
        if note := part.answers.get(NOTES):
            receive_message(booking, kind=MessageKind.FOR_DRIVER, text=str(note), by=by, at=at)


def _add_extra(booking: Booking, extra: str, *, by: Actor, at: datetime) -> None:
    category, _, number = extra.partition("-")
    for leg in booking.legs.order_by("sequence"):
        add_ancillary(leg, category, number, by=by, at=at)
