"""What a customer has of the places of a trip: of each place one booking that stands.

Two taps, or two devices of one traveller, ask for the same place at the same moment. Whoever holds
a trip does so in turn, the later one replaces what the earlier one held, and the claim of each part
lets the database refuse what would stand twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection, transaction

from bookings.actions.purchases.giving_up import clear_away, store_abandoned
from bookings.actions.purchases.locking import lock_purchase
from bookings.errors import PartBooked, PartInHand
from bookings.models import Purchase, PurchasePart
from bookings.states import CALLED_OFF, UNBOUGHT, BookingState, PurchaseState
from operators.tenancy.actors import Actor
from sales.models import SalesChannel
from sales.orders.customers import CustomerFacts

CHOSEN_ANEW = "The traveller chose anew."
OPEN_AGAIN = (*CALLED_OFF, BookingState.EXPIRED)
"""States of a booking after which its place can be booked again."""
TURN = 730_337
"""Marks the advisory locks of those who hold parts of a trip."""


def make_room(
    places: Collection[str],
    external_reference: str,
    channel: SalesChannel,
    customer: CustomerFacts,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Give back what the customer holds of these places and has not bought, before anything is
    offered for them: it may be the last that there is. Holding them does so by itself. PartBooked;
    PartInHand."""
    with transaction.atomic():
        replaced = take_places(places, external_reference, channel, customer, by=by, at=at)
    for each in replaced:
        clear_away(each, by=by, at=at)


def take_places(
    places: Collection[str],
    external_reference: str,
    channel: SalesChannel,
    customer: CustomerFacts | None,
    *,
    by: Actor,
    at: datetime,
) -> list[Purchase]:
    """Nothing else of the customer stands at these places until this transaction ends; a step.
    Returns the purchases that were given up for it, to be cleared away once it is stored.

    PartBooked for a place that is bought and not called off; PartInHand while it is being bought.
    """
    if customer is None or not external_reference:
        return []
    _take_turn(channel, external_reference)
    standing = PurchasePart.objects.filter(
        purchase__channel=channel,
        purchase__external_reference=external_reference,
        place__in=places,
    ).exclude(claim="")
    parts = standing.select_related("purchase__customer", "booking").order_by("purchase")
    own: dict[Purchase, list[PurchasePart]] = {}
    for part in parts:
        if part.purchase.customer is not None and customer.name(part.purchase.customer):
            own.setdefault(part.purchase, []).append(part)
    given_up = [_give_way(purchase, of, by=by, at=at) for purchase, of in own.items()]
    return [each for each in given_up if each is not None]


def _take_turn(channel: SalesChannel, external_reference: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            [TURN, f"{channel.pk}/{external_reference}"],
        )


def _give_way(
    purchase: Purchase, parts: Iterable[PurchasePart], *, by: Actor, at: datetime
) -> Purchase | None:
    found = lock_purchase(purchase)
    if found.state in UNBOUGHT:
        return store_abandoned(found, CHOSEN_ANEW, by=by, at=at)
    for part in parts:
        _check_free(found, part, at=at)
    return None


def _check_free(purchase: Purchase, part: PurchasePart, *, at: datetime) -> None:
    """Of what was bought and called off the place is free again."""
    refusal: PartInHand | PartBooked | None = None
    if purchase.state == PurchaseState.BUYING:
        refusal = PartInHand()
    elif purchase.state == PurchaseState.BOUGHT and part.booking.state_at(at) not in OPEN_AGAIN:
        refusal = PartBooked()
    if refusal is not None:
        refusal.place = part.place
        raise refusal
    part.claim = ""
    part.save(update_fields=["claim"])
