"""The only doors to a change of a customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.errors import CustomerBlocked, CustomerErased, CustomerKnown
from sales.orders.models import Customer, CustomerEvent
from sales.orders.states import CustomerEventName

PERSONAL = ("first_name", "last_name", "email", "phone", "birth_date")
"""What tells who a customer is, beside the id that its partner calls it by."""
NOTHING: Mapping[str, str | date | None] = {
    name: None if name == "birth_date" else "" for name in PERSONAL
}


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What a partner tells of the person that it buys for.

    `reference` is the id of the account at ours. Where there is no such account it counts as the
    partner's own id, unless that was told as well.
    """

    external_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    birth_date: date | None = None
    reference: str = ""

    def name(self, customer: Customer) -> bool:
        """Whether these are facts of that customer."""
        return self.reference == customer.reference or self._id() == customer.external_id

    def personal(self) -> dict[str, str | date]:
        """What was told; what was left out is not known."""
        return {name: value for name, value in asdict(self).items() if name in PERSONAL and value}

    def _id(self) -> str:
        return self.external_id or self.reference


def know_customer(channel: SalesChannel, facts: CustomerFacts, *, at: datetime) -> Customer:
    """The customer under the partner's id, or with this account, with what was told now; what was
    left out stays.

    One query where nothing is new. CustomerBlocked if the customer is served no more,
    CustomerErased if its account was deleted.
    """
    customer = _find_account(channel, facts) or _make_known(channel, facts)
    if customer.erased_at is not None:
        raise CustomerErased
    if customer.blocked_at is not None:
        raise CustomerBlocked
    if news := _learn(customer, facts.personal(), at=at):
        customer.save(update_fields=news)
    return customer


@transaction.atomic
def open_account(
    channel: SalesChannel, facts: CustomerFacts, *, by: Actor, at: datetime
) -> Customer:
    """Open an account for a customer of the channel's partner; whom it knows already gets the
    account of that customer, with what was told now.

    Once an account was deleted, the same id opens another one, which knows nothing of the first.
    """
    _part_from_erased(channel, facts)
    known = _find_account(channel, facts) or _make_known(channel, facts)
    customer = Customer.objects.lock(known)
    if customer.erased_at is not None:
        raise CustomerErased
    is_new = customer.opened_at is None
    news = _learn(customer, facts.personal(), at=at)
    if is_new:
        customer.opened_at = customer.changed_at = at
    customer.save()
    if is_new:
        _record(customer, CustomerEventName.OPENED, by=by, at=at)
    elif news:
        _record(customer, CustomerEventName.CHANGED, by=by, at=at)
    return customer


@transaction.atomic
def change_account(
    customer: Customer, changes: Mapping[str, str | date | None], *, by: Actor, at: datetime
) -> Customer:
    """Change what is known of a customer: columns of `PERSONAL` and the partner's own id, each to
    its value here; empty and None remove it.

    CustomerErased; CustomerKnown if another customer of the channel has that id.
    """
    customer = Customer.objects.lock(customer)
    if customer.erased_at is not None:
        raise CustomerErased
    if news := _learn(customer, changes, at=at):
        _save_or_refuse(customer, news)
        _record(customer, CustomerEventName.CHANGED, by=by, at=at)
    return customer


@transaction.atomic
def erase_account(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Forget who a customer is and sell nothing more to it; erasing again changes nothing.

    The partner's own id stays, so that it is refused, until an account is opened with it again.
    What was sold stays in the books, under our reference.
    """
    customer = Customer.objects.lock(customer)
    if customer.erased_at is None:
        for name, nothing in NOTHING.items():
            setattr(customer, name, nothing)
        customer.erased_at = customer.changed_at = at
        customer.save()
        _record(customer, CustomerEventName.ERASED, by=by, at=at)
    return customer


@transaction.atomic
def block_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Serve this customer no more: new bookings are refused, what was sold stays. Blocking again
    changes nothing."""
    customer = Customer.objects.lock(customer)
    if customer.blocked_at is None:
        customer.blocked_at = customer.changed_at = at
        customer.save(update_fields=["blocked_at", "changed_at"])
        _record(customer, CustomerEventName.BLOCKED, by=by, at=at)
    return customer


@transaction.atomic
def unblock_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Serve this customer again; unblocking again changes nothing."""
    customer = Customer.objects.lock(customer)
    if customer.blocked_at is not None:
        customer.blocked_at, customer.changed_at = None, at
        customer.save(update_fields=["blocked_at", "changed_at"])
        _record(customer, CustomerEventName.UNBLOCKED, by=by, at=at)
    return customer


def _find_account(channel: SalesChannel, facts: CustomerFacts) -> Customer | None:
    if not facts.reference:
        return None
    return Customer.objects.filter(channel=channel, reference=facts.reference).first()


def _make_known(channel: SalesChannel, facts: CustomerFacts) -> Customer:
    customer, _ = Customer.objects.get_or_create(
        channel=channel,
        external_id=facts.external_id or facts.reference,
        defaults={"tenant_id": channel.tenant_id, **facts.personal()},
    )
    return customer


def _part_from_erased(channel: SalesChannel, facts: CustomerFacts) -> None:
    """Give the partner's id free that an erased customer still has."""
    erased = Customer.objects.filter(
        channel=channel, external_id=facts.external_id, erased_at__isnull=False
    )
    for customer in erased.select_for_update(of=("self",), no_key=True):
        customer.external_id = customer.reference
        customer.save(update_fields=["external_id"])


def _learn(customer: Customer, told: Mapping[str, str | date | None], *, at: datetime) -> list[str]:
    """Set what differs, not stored yet; the columns that were set, with the one that says when."""
    news = [name for name, value in told.items() if value != getattr(customer, name)]
    for name in news:
        setattr(customer, name, told[name])
    if news:
        customer.changed_at = at
        news.append("changed_at")
    return news


def _save_or_refuse(customer: Customer, news: list[str]) -> None:
    try:
        with transaction.atomic():
            customer.save(update_fields=news)
    except IntegrityError as fault:
        if "customer_once_per_external_id" in str(fault):
            raise CustomerKnown from fault
        raise


def _record(customer: Customer, name: CustomerEventName, *, by: Actor, at: datetime) -> None:
    CustomerEvent.objects.create(customer=customer, name=name, actor=str(by), happened_at=at)
