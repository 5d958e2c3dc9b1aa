"""Holding what a traveller chose: of one segment, or of every segment of a trip at once (§6.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.messages import receive_message
from bookings.actions.purchases import abandon_purchase, hold_purchase, make_room
from bookings.models import Booking, Purchase
from bookings.states import MessageKind
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
from protocols.tripgo.why import Why
from sales.fares.parts import line_prices
from sales.models import AccountLink, Offer
from sales.orders.customers import CustomerFacts

WAY_BACK = ".return"


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
        raise NotBookable(Why.BACK_TOO_EARLY)
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
    PartBooked for a part that is booked already, PartInHand while it is being booked; what offers
    and holds refuse, with nothing held.
    """
    customer = CustomerFacts(external_id="", reference=link.customer.reference)
    places, name = [part.place for part in parts], str(trip.reference)
    make_room(places, name, trip.channel, customer, by=by, at=at)
    offers = [_offer(trip, part, at=at) for part in parts]
    made = [(part.at_price(offer), offer) for part, offer in zip(parts, offers, strict=True)]
    wishes = [
        PartWish(
            offer.reference,
            place=part.place,
            wish=HoldWish(customer=customer),
            told=part.told(),
        )
        for part, offer in made
    ]
    purchase = hold_purchase(wishes, channel=trip.channel, external_reference=name, by=by, at=at)
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
