"""Forgetting a person: what was told of a customer to those who sell and to those who help."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.models import Customer
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
    """Forget who a customer is, here and in the cases over its bookings; nothing more is sold to
    it. Erasing again changes nothing.

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
    return erase_account(customer, by=by, at=at)


def _cases_of(customer: Customer) -> list[SupportCase]:
    """Locked, the eldest first."""
    cases = SupportCase.objects.filter(booking__customer=customer).order_by("pk")
    return list(cases.select_for_update(of=("self",), no_key=True))
