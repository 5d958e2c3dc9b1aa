"""Customers in the requests and answers of TOMP 1.6 about bookings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sales.models import Customer
from sales.orders.customers import CustomerFacts


def facts_of_customer(told: Mapping[str, Any]) -> CustomerFacts | None:
    """What a `customer` says of who it is; None where it names nobody."""
    if not told.keys() & {"id", "externalId"}:
        return None
    numbers = (phone.get("number") for phone in told.get("phones", []))
    return CustomerFacts(
        external_id=told.get("externalId", ""),
        first_name=told.get("firstName", ""),
        last_name=told.get("lastName", ""),
        email=told.get("email", ""),
        phone=next((number for number in numbers if number), ""),
        birth_date=told.get("birthDate"),
        reference=told.get("id", ""),
    )


def customer_to_wire(customer: Customer) -> dict[str, Any]:
    """`customer` by both ids: `id` is that of the account here, `externalId` the partner's own."""
    return {"id": customer.reference, "externalId": customer.external_id}
