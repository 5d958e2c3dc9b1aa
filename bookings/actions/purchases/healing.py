"""Going on with what somebody began and died over, and ending what was not bought in time."""

from __future__ import annotations

from datetime import datetime

from bookings.actions.purchases.buying import go_on
from bookings.actions.purchases.giving_up import finish_undoing, lapse_purchase, settle_purchase
from bookings.actions.purchases.paying import finish_card_payment, go_on_with_card
from bookings.models import Purchase
from bookings.states import PayWay, PurchaseState
from operators.tenancy.actors import Actor


def heal_purchase(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Do the next thing for a purchase that needs nobody; where there is none, it stays as it is.

    What was begun to be bought is bought or undone; what the customer has authorised is paid; what
    was not bought in time lapses; and the card payment of what came to nothing is closed. Raises
    what these do; two at once do no harm.
    """
    # So that what fails is tried again in a minute, and not by every run.
    Purchase.objects.filter(pk=purchase.pk, asked_at__isnull=False).update(asked_at=at)
    found = Purchase.objects.select_related("order").get(pk=purchase.pk)
    if found.state_at(at) == PurchaseState.EXPIRED and found.state != PurchaseState.EXPIRED:
        return lapse_purchase(found, by=by, at=at)
    if found.state == PurchaseState.PAYING:
        return finish_card_payment(found, by=by, at=at)
    if found.state != PurchaseState.BUYING:
        return settle_purchase(found, by=by, at=at)
    if found.is_failing:
        return finish_undoing(found, by=by, at=at)
    buy = go_on_with_card if found.way == PayWay.CARD else go_on
    return buy(found, by=by, at=at)


def due_purchases(*, at: datetime, limit: int) -> list[int]:
    """The ids of those of which something is to be done by now, in any order, so that some that
    fail again and again do not keep the others waiting."""
    due = Purchase.objects.due(at).order_by("?")
    return list(due.values_list("pk", flat=True)[:limit])
