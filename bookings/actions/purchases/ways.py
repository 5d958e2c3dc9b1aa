"""How a purchase can be paid."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bookings.actions.purchases.locking import parts_of
from bookings.errors import NoCardHere
from bookings.models import Booking, Purchase
from bookings.states import BookingKind, PayWay
from sales.models import CardAccount, PaymentMethod
from sales.money import has_two_decimals
from sales.payments.states import Provider


def ways_to_pay(purchase: Purchase, *, at: datetime) -> tuple[PayWay, ...]:
    """On account always. With a card where the channel takes cards, something is charged now, and
    all that is charged now are journeys that nobody has to say yes to first: what another server
    sells is charged to us and so to the partner. The card provider is told hundredths, so there is
    no card for yen. Four queries at most."""
    is_charged = purchase.amount and has_two_decimals(purchase.currency)
    if not is_charged or not takes_cards(purchase):
        return (PayWay.ACCOUNT,)
    bookings = [part.booking for part in parts_of(purchase)]
    if all(_is_payable(booking, at=at) for booking in bookings):
        return (PayWay.ACCOUNT, PayWay.CARD)
    return (PayWay.ACCOUNT,)


def takes_cards(purchase: Purchase) -> bool:
    """Whether the channel takes cards, and its tenant has an account with a card provider."""
    accounts = CardAccount.objects.filter(tenant=purchase.tenant_id)
    return _methods(purchase).exists() and accounts.exists()


def card_method(purchase: Purchase) -> PaymentMethod:
    """What a card payment of the purchase counts as in the channel. NoCardHere."""
    method = _methods(purchase).order_by("pk").first()
    if method is None:
        raise NoCardHere
    return method


def _methods(purchase: Purchase) -> QuerySet[PaymentMethod]:
    return PaymentMethod.objects.filter(
        channel=purchase.channel_id, provider=Provider.CARD, active=True
    )


def _is_payable(booking: Booking, *, at: datetime) -> bool:
    if booking.kind == BookingKind.SUPPLIED:
        return False
    return booking.kind != BookingKind.JOURNEY or booking.offer.answered_by(at) is None
