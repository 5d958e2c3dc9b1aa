"""Customers' accounts in the words of TOMP 1.6 (§ customer management)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from protocols.tomp.checking import checked, require
from protocols.tomp.errors import ReadOnly
from protocols.tomp.v1_6.customers_requests import AccountPatchRequest, AccountRequest
from protocols.tomp.wire import utc
from sales.models import Customer
from sales.orders.customers import CustomerFacts

COLUMNS = {
    "externalId": "external_id",
    "firstName": "first_name",
    "lastName": "last_name",
    "email": "email",
    "phones": "phone",
    "birthDate": "birth_date",
}
"""The members that are kept, and where."""
OURS = ("id", "status", "creationDate", "modificationDate")
ACTIVE, BLOCKED = "ACTIVE", "BLOCKED"


def read_account(body: Any) -> CustomerFacts:
    """`customer` of a new account. Missing, ValidationError.

    Without `externalId` the MaaS provider's id is looked for in `id`.
    """
    if isinstance(body, Mapping) and body.get("externalId") in (None, ""):
        body = {**body, "externalId": body.get("id")}
    require(body, "externalId", "Send the customer's id at your side.")
    told = checked(AccountRequest, body)
    return CustomerFacts(
        external_id=told["externalId"],
        first_name=told.get("firstName", ""),
        last_name=told.get("lastName", ""),
        email=told.get("email", ""),
        phone=_number_in(told.get("phones", [])),
        birth_date=told.get("birthDate"),
        reference=told.get("id", ""),
    )


def read_account_patch(patch: Any, *, customer: Customer) -> dict[str, str | date | None]:
    """What a merge patch (RFC 7396) of an account changes: our columns and their new values; null
    removes. Missing, ValidationError; ReadOnly for another value of what is ours."""
    told = checked(AccountPatchRequest, patch)
    _check_ours(patch, customer)
    if "externalId" in patch:
        require(patch, "externalId", "An account keeps the customer's id at your side.")
    return {
        column: _value_of(member, told.get(member))
        for member, column in COLUMNS.items()
        if member in patch
    }


def account_to_wire(customer: Customer) -> dict[str, Any]:
    """`customerAccount`: what is kept of it, as far as it is known."""
    wire = {
        "id": customer.reference,
        "externalId": customer.external_id,
        "status": ACTIVE if customer.blocked_at is None else BLOCKED,
        "firstName": customer.first_name,
        "lastName": customer.last_name,
        "email": customer.email,
        "phones": customer.phone and [{"preferred": True, "number": customer.phone}],
        "birthDate": customer.birth_date and customer.birth_date.isoformat(),
        "creationDate": customer.opened_at and utc(customer.opened_at),
        "modificationDate": customer.changed_at and utc(customer.changed_at),
    }
    return {member: value for member, value in wire.items() if value}


def _check_ours(patch: Mapping[str, Any], customer: Customer) -> None:
    """A client may send the account back as it was read, with its changes."""
    wire = account_to_wire(customer)
    changed = [member for member in OURS if member in patch and patch[member] != wire.get(member)]
    if changed:
        raise ReadOnly(f"{', '.join(changed)}: set by us alone; leave it out.")


def _value_of(member: str, value: Any) -> str | date | None:
    if member == "phones":
        return _number_in(value or [])
    if member == "birthDate":
        told: date | None = value
        return told
    return value or ""


def _number_in(phones: list[Mapping[str, Any]]) -> str:
    """The number that is preferred, else the first one."""
    numbers = [phone for phone in phones if phone.get("number")]
    preferred = [phone for phone in numbers if phone.get("preferred")]
    found = [*preferred, *numbers]
    return found[0]["number"] if found else ""
