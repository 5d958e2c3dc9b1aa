"""Cards that customers store with the provider, to be charged without them later.

As with payments, the provider is asked between two short transactions and without any lock.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.orders.models import Customer
from sales.payments.actions.terminals import SECRET_BYTES
from sales.payments.errors import CardClosed, MethodOff, NotStored
from sales.payments.gateways.choosing import card_store, holder_of
from sales.payments.gateways.interface import Stored
from sales.payments.models import PaymentMethod, RecurringPayment
from sales.payments.queries import LOCK
from sales.payments.states import PaymentGroup, PaymentType, Provider, RecurringState

LIVE = (RecurringState.CREATED, RecurringState.ACTIVE)


@transaction.atomic
def begin_recurring_payment(
    customer: Customer,
    *,
    channel: SalesChannel,
    type: PaymentType,  # noqa: A002  # the word for it
    group: PaymentGroup,
    description: str = "",
    by: Actor,
    at: datetime,
) -> RecurringPayment:
    """Begin to store a card of a customer, who does it on a page that is opened next. MethodOff if
    the channel takes no such cards through a provider."""
    methods = PaymentMethod.objects.filter(channel=channel, provider=Provider.CARD, active=True)
    if not methods.filter(type=type, group=group).exists():
        raise MethodOff
    return RecurringPayment.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        customer=customer,
        type=type,
        group=group,
        provider=Provider.CARD,
        description=description,
        created_at=at,
    )


def open_recurring_terminal(
    card: RecurringPayment, *, return_address: str, by: Actor, at: datetime
) -> RecurringPayment:
    """Open the page where the customer stores the card, for 15 minutes; its address holds
    `secret`. Asked again it is open for 15 minutes from now. CardClosed unless it is CREATED."""
    with transaction.atomic(durable=True):
        found = RecurringPayment.objects.lock(card)
        if found.state != RecurringState.CREATED:
            raise CardClosed
        found.secret = found.secret or secrets.token_urlsafe(SECRET_BYTES)
        found.return_address = return_address
        found.open_until = at + LOCK
        found.save()
    if found.provider_reference:
        return found
    stored = card_store(found.tenant_id).open_form(holder_of(found))
    return _learn(found, stored, at=at)


def authorize_recurring_payment(
    card: RecurringPayment, *, by: Actor, at: datetime
) -> RecurringPayment:
    """Ask the provider whether the customer has stored the card; from then on it can be charged.

    Asked again it is as it was. NotStored, with the provider's reason if the card was declined;
    CardClosed.
    """
    if card.state == RecurringState.ACTIVE:
        return card
    if card.state != RecurringState.CREATED:
        raise CardClosed
    if not card.provider_reference:
        raise NotStored
    stored = card_store(card.tenant_id).look_up(holder_of(card))
    if not stored.is_stored:
        raise NotStored(stored.reason)
    return _learn(card, stored, at=at)


@transaction.atomic
def describe_recurring_payment(
    card: RecurringPayment, *, description: str, by: Actor, at: datetime
) -> RecurringPayment:
    """Change the shop's own words for a card. CardClosed."""
    found = RecurringPayment.objects.lock(card)
    if found.state not in LIVE:
        raise CardClosed
    found.description = description
    found.save()
    return found


def cancel_recurring_payment(
    card: RecurringPayment, *, by: Actor, at: datetime
) -> RecurringPayment:
    """Never charge the card again, and have the provider forget it. Asked again the provider is
    asked again, so that what failed there is finished."""
    with transaction.atomic(durable=True):
        found = RecurringPayment.objects.lock(card)
        if found.state in LIVE:
            found.cancel(at=at)
            found.save()
    card_store(found.tenant_id).forget(holder_of(found))
    return found


@transaction.atomic
def expire_recurring_payments(*, by: Actor, at: datetime, limit: int) -> int:
    """Close cards whose last day is over; returns how many."""
    over = RecurringPayment.objects.over(on=at.date()).order_by("pk")
    cards = list(over.select_for_update(skip_locked=True, of=("self",), no_key=True)[:limit])
    for card in cards:
        card.expire(at=at)
    RecurringPayment.objects.bulk_update(cards, ["state", "closed_at"])
    return len(cards)


def _learn(card: RecurringPayment, stored: Stored, *, at: datetime) -> RecurringPayment:
    """Keep what the provider tells, if the card was not closed meanwhile."""
    with transaction.atomic(durable=True):
        found = RecurringPayment.objects.lock(card)
        if found.state == RecurringState.CREATED:
            for name in ("provider_reference", "provider_customer", "card_number", "expires_date"):
                if told := getattr(stored, name):
                    setattr(found, name, told)
            if stored.is_stored:
                found.activate(at=at)
            found.save()
    if found.state not in LIVE:
        known = replace(holder_of(found), provider_reference=stored.provider_reference)
        card_store(found.tenant_id).forget(known)
        raise CardClosed
    return found
