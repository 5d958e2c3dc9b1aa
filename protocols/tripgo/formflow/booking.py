"""The steps of booking by forms. Each is one of quick booking's: hold, then buy on account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.response import Response

from bookings.actions.purchases import abandon_purchase, buy_on_account
from bookings.errors import PurchaseOver
from bookings.models import Purchase, PurchasePart
from bookings.states import UNBOUGHT, UNDECIDED, PayWay, PurchaseState
from protocols.models import KeptTrip
from protocols.tripgo.confirmation.audience import audience_of
from protocols.tripgo.errors import NotBookable, NotThere
from protocols.tripgo.formflow.fields import PRODUCT, read_choice
from protocols.tripgo.formflow.forms import booked_form, review_form
from protocols.tripgo.forms.reading import needed_text_of
from protocols.tripgo.linking.needed import continue_with, form_if_unlinked
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.review import way_of_paying
from protocols.tripgo.quick.booking import choose, hold
from protocols.tripgo.quick.finding import choice_of, segment_of
from protocols.tripgo.why import Why

AFTER_LINKING = "form-flow"
GIVEN_UP = "It is to be paid by card."


def hold_product(
    operation: TripGoOperation, trip: str, segment: str, service: str, answers: Mapping[str, Any]
) -> Response:
    """Hold a product as the form was filled in, and answer the review; or the form that connects
    the account that the product needs, which leads on here.

    TravellerMissing; NotThere; NotBookable, also for what can be paid by card alone.
    """
    link = operation.need_traveller()
    kept, part = segment_of(operation, trip, segment)
    choice = choice_of(operation, kept, part, service)
    chosen = choose(part, choice, read_choice(choice, answers))
    facts = {"trip": trip, "segment": segment, "service": service, "answers": dict(answers)}
    unlinked = form_if_unlinked(operation, [choice.product], after=AFTER_LINKING, facts=facts)
    if unlinked is not None:
        return Response(unlinked)
    held = hold(chosen, kept, link=link, by=operation.actor, at=operation.at).purchase
    if way_of_paying(held, at=operation.at) is PayWay.CARD:
        abandon_purchase(held, reason=GIVEN_UP, by=operation.actor, at=operation.at)
        raise NotBookable(Why.NO_CARD_IN_FORMS)
    return Response(tell_review(operation, kept, segment, held))


def service_in(answers: Mapping[str, Any]) -> str:
    """The product that a form is of. Missing."""
    return needed_text_of(answers, PRODUCT)


def tell_review(
    operation: TripGoOperation, trip: KeptTrip, segment: str, purchase: Purchase
) -> dict[str, Any]:
    """The review of what is held."""
    return review_form(trip, segment, purchase, parts_of(purchase), audience_of(operation))


def tell_again(
    operation: TripGoOperation, trip: KeptTrip, segment: str, purchase: Purchase
) -> dict[str, Any]:
    """The review of what is held still, or the end of what is bought. PurchaseOver for what is held
    no more."""
    state = purchase.state_at(operation.at)
    if state == PurchaseState.BOUGHT:
        return booked_form(parts_of(purchase), audience_of(operation), at=operation.at)
    if state not in UNDECIDED:
        raise PurchaseOver
    return tell_review(operation, trip, segment, purchase)


def buy(operation: TripGoOperation, purchase: Purchase) -> dict[str, Any]:
    """Book all that is held, and tell the end; again it tells the same. NotBookable for what is
    paid by card, PurchaseFailed, PurchaseOver."""
    if purchase.state in UNBOUGHT and way_of_paying(purchase, at=operation.at) is PayWay.CARD:
        raise NotBookable(Why.NO_CARD_IN_FORMS)
    bought = buy_on_account(purchase, by=operation.actor, at=operation.at)
    return booked_form(parts_of(bought), audience_of(operation), at=operation.at)


def check_is_of(purchase: Purchase, trip: str, segment: str) -> None:
    """NotThere unless that segment of that trip is held by it."""
    places = {part.place for part in parts_of(purchase)}
    if purchase.external_reference != trip or segment not in places:
        raise NotThere(Why.NOTHING_HELD)


def parts_of(purchase: Purchase) -> Sequence[PurchasePart]:
    """With their bookings as they are now."""
    rows = purchase.parts.select_related("booking__offer__product", "booking__order")
    return list(rows.order_by("sequence"))


def go_on(operation: TripGoOperation, facts: Mapping[str, Any]) -> Response:
    """Once the account is connected: the review that the traveller was on the way to."""
    trip, segment, service = (str(facts[name]) for name in ("trip", "segment", "service"))
    return hold_product(operation, trip, segment, service, facts["answers"])


continue_with(AFTER_LINKING, go_on)
