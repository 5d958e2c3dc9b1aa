"""The only doors to a change of a customer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.errors import CustomerBlocked
from sales.orders.models import Customer, CustomerEvent
from sales.orders.states import CustomerEventName


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What a partner tells of the person that it buys for."""

    external_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


def know_customer(channel: SalesChannel, facts: CustomerFacts) -> Customer:
    """The customer under the partner's id, with what was told now; what was left out stays.

    One query where nothing is new. CustomerBlocked if the customer is served no more.
    """
    told = {name: value for name, value in asdict(facts).items() if name != "external_id"}
    customer, _ = Customer.objects.get_or_create(
        channel=channel,
        external_id=facts.external_id,
        defaults={"tenant_id": channel.tenant_id, **told},
    )
    if customer.blocked_at is not None:
        raise CustomerBlocked
    news = {n: value for n, value in told.items() if value not in ("", getattr(customer, n))}
    if news:
        for name, value in news.items():
            setattr(customer, name, value)
        customer.save(update_fields=list(news))
    return customer


@transaction.atomic
def block_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Serve this customer no more: new bookings are refused, what was sold stays. Blocking again
    changes nothing."""
    customer = Customer.objects.lock(customer)
    if customer.blocked_at is None:
        customer.blocked_at = at
        customer.save(update_fields=["blocked_at"])
        _record(customer, CustomerEventName.BLOCKED, by=by, at=at)
    return customer


@transaction.atomic
def unblock_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Serve this customer again; unblocking again changes nothing."""
    customer = Customer.objects.lock(customer)
    if customer.blocked_at is not None:
        customer.blocked_at = None
        customer.save(update_fields=["blocked_at"])
        _record(customer, CustomerEventName.UNBLOCKED, by=by, at=at)
    return customer


def _record(customer: Customer, name: CustomerEventName, *, by: Actor, at: datetime) -> None:
    CustomerEvent.objects.create(customer=customer, name=name, actor=str(by), happened_at=at)
