"""The step of quick booking that holds, as it is first asked for and as it goes on once an account
is connected that it needs (§4.3, §4.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rest_framework.response import Response

from bookings.states import PayWay
from protocols.models import KeptTrip
from protocols.tripgo.addresses import part
from protocols.tripgo.formflow.booking import tell_review
from protocols.tripgo.forms.building import Node, done_form
from protocols.tripgo.linking.needed import continue_with, form_if_unlinked
from protocols.tripgo.linking.steps import After
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.review import review_to_wire, way_of_paying
from protocols.tripgo.quick.booking import Chosen, Held, choose, hold
from protocols.tripgo.quick.finding import choice_of, segment_of
from protocols.tripgo.quick.reading import Told
from protocols.tripgo.quick.refusals import told_where
from protocols.tripgo.quick.wording import phrases_for

AFTER_LINKING = "quick"

Tell = Callable[[TripGoOperation, Held], Node]


def hold_product(
    operation: TripGoOperation,
    trip: str,
    segment: str,
    service: str,
    told: Told,
    *,
    tell: Tell = review_to_wire,
) -> Response:
    """Hold a product for a segment, as `hold_parts`. NotThere, NotBookable."""
    kept, found = segment_of(operation, trip, segment)
    chosen = choose(found, choice_of(operation, kept, found, service), told)
    facts = {"trip": trip, "segment": segment, "service": service, "told": told.facts}
    return hold_parts(operation, kept, chosen, after=After(AFTER_LINKING, facts), tell=tell)


def hold_parts(
    operation: TripGoOperation,
    trip: KeptTrip,
    parts: Sequence[Chosen],
    *,
    after: After,
    tell: Tell,
) -> Response:
    """Hold what was chosen and tell it; or the form that connects the account that is needed, and
    `after` says what that leads on to. TravellerMissing, LinkRejected, ProviderBusy, NotBookable;
    what offers and holds refuse."""
    link = operation.need_traveller()
    products = [one.choice.product for one in parts]
    form = form_if_unlinked(operation, products, after=after.name, facts=after.facts)
    if form is not None:
        return Response(form)
    with told_where(parts, phrases_for(operation.request)):
        held = hold(parts, trip, link=link, by=operation.actor, at=operation.at)
    return Response(tell(operation, held))


def form_and_review(operation: TripGoOperation, held: Held) -> Node:
    """What is held, for whoever connected an account on the way: a form, since that was posted, and
    the review that was asked for, in one. What is paid by card no form can book: it ends there, the
    trip is told again, and the account is connected when it is booked anew."""
    review = review_to_wire(operation, held)
    if way_of_paying(held.purchase, at=operation.at) is not PayWay.CARD:
        place = held.parts[0][0].place
        return {**tell_review(operation, held.trip, place, held.purchase), **review}
    words = operation.words
    source = operation.absolute(f"trip/update/{part(str(held.trip.reference))}")
    end = done_form(words.account_connected, source_url=source, button=words.done)
    return {**end, **review}


def go_on(operation: TripGoOperation, facts: Mapping[str, Any]) -> Response:
    """Once the account is connected: the product is offered anew, and held."""
    trip, segment, service = (str(facts[name]) for name in ("trip", "segment", "service"))
    told = Told(**facts["told"])
    return hold_product(operation, trip, segment, service, told, tell=form_and_review)


continue_with(AFTER_LINKING, go_on)
