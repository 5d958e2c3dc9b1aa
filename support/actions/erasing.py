"""Forgetting a person: what was told of a customer to those who sell and to those who help."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from bookings.actions.purchases import forget_answers
from bookings.actions.taxis.forgetting import forget_places
from operators.tenancy.actors import Actor
from sales.accounts.actions.accounts import erase_traveller_account
from sales.models import Customer, TravellerAccount
from sales.orders.customers import erase_account
from support.actions.recording import record_step
from support.models import CaseMessage, SupportCase
from support.states import CaseEventName

ERASED = "Erased."
NOTHING: dict[str, Any] = {
    "text": "",
    "contact": "",
    "place": "",
    "longitude": None,
    "latitude": None,
    "evidence": [],
    "part_name": "",
}


@transaction.atomic
def erase_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Forget who a customer is, here, in the cases over its bookings, what it answered when it
    bought, and from where to where taxis took it; nothing more is sold to it. Erasing again changes
    nothing.

    What was sold, when and for how much stays, under our own reference of the customer: the books
    need it. Cases go on with what they are about.
    """
    customer = Customer.objects.lock(customer)
    if customer.erased_at is not None:
        return customer
    for case in _cases_of(customer):
        for name, nothing in NOTHING.items():
            setattr(case, name, nothing)
        case.damage = ERASED if case.damage else ""
        case.save()
        CaseMessage.objects.filter(case=case).update(text=ERASED)
        record_step(case, CaseEventName.ERASED, by=by, at=at)
    forget_answers(customer)
    forget_places(customer, at=at)
    return erase_account(customer, by=by, at=at)


@transaction.atomic
def erase_traveller(account: TravellerAccount, *, by: Actor, at: datetime) -> TravellerAccount:
    """Forget whose account it is, and end its links; erasing again changes nothing.

    The customers that links made of the account are erased with it, cases and all. One that a
    partner knew before is the partner's, and stays.
    """
    account = erase_traveller_account(account, by=by, at=at)
    made = Customer.objects.filter(tenant=account.tenant_id, external_id=account.reference)
    for customer in made.order_by("pk"):
        erase_customer(customer, by=by, at=at)
    return account


def _cases_of(customer: Customer) -> list[SupportCase]:
    """Locked, the eldest first."""
    cases = SupportCase.objects.filter(booking__customer=customer).order_by("pk")
    return list(cases.select_for_update(of=("self",), no_key=True))
