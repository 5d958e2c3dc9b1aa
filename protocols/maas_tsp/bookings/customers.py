"""The customer of a booking (reference §7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from protocols.maas_tsp.errors import Unusable
from sales.orders.customers import CustomerFacts
from sales.orders.models.customers import EARLIEST_BIRTH

NAME = re.compile(r"[^\W\d_]|[\s`'\u00b4\-.,]")
"""One character of a personal name."""
ECHOED: Mapping[str, re.Pattern[str]] = {
    "identityId": re.compile(
        r"(eu-west-1:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE
    ),
    "firstName": re.compile(rf"(?:{NAME.pattern}){{1,255}}"),
    "lastName": re.compile(rf"(?:{NAME.pattern}){{1,255}}"),
    "phone": re.compile(r"\+\d{7,15}", re.ASCII),
    "email": re.compile(r"(?=.{1,64}\Z)[^@\s]+@[^@\s]+\.[^@\s]+"),
    "locale": re.compile(r"[a-z]{2,3}(-[a-zA-Z]{4})?(-[A-Z]{2,3})?", re.ASCII),
    "clientId": re.compile(r"whim|wechat"),
    "opaqueId": re.compile(r"[0-9a-fA-F]+", re.ASCII),
}
"""Members that are told back, where they have a form that every release accepts."""
LONGEST: Mapping[str, int] = {
    "opaqueId": 100,
    "identityId": 100,
    "firstName": 100,
    "lastName": 100,
    "email": 254,
    "phone": 50,
    "authToken": 500,
}
"""What is read; everything else of a customer is dropped."""


@dataclass(frozen=True, slots=True)
class CustomerTold:
    """Who travels, as far as the caller tells."""

    facts: CustomerFacts
    """Without an id where nothing says who it is from one booking to the next."""
    auth_token: str
    """The secret of a link to the traveller's account at ours; empty: there is none."""
    echo: dict[str, str]

    def who_books(self, reference: str) -> CustomerFacts | None:
        """Who books the offer of that reference. One who has no id is known under the reference, so
        by this booking alone; nobody, where nothing was told either."""
        if self.facts.external_id:
            return self.facts
        return replace(self.facts, external_id=reference) if self.facts.personal() else None


def read_customer(told: Mapping[str, Any]) -> CustomerTold:
    """The customer of a request. `opaqueId` says who it is, else `identityId`. Unusable."""
    texts = {name: _text(told, name, longest) for name, longest in LONGEST.items()}
    facts = CustomerFacts(
        external_id=texts["opaqueId"] or texts["identityId"],
        first_name=texts["firstName"],
        last_name=texts["lastName"],
        email=texts["email"],
        phone=texts["phone"],
        birth_date=_birth_date(told.get("dob")),
    )
    return CustomerTold(facts, texts["authToken"], _echo(told))


def _text(told: Mapping[str, Any], name: str, longest: int) -> str:
    value = told.get(name)
    if value is None:
        return ""
    path = f"customer.{name}"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unusable(path, "This must be a text.")
    text = " ".join(str(value).split())
    if len(text) > longest:
        raise Unusable(path, f"This is longer than {longest} characters.")
    return text


def _birth_date(told: Any) -> date | None:
    """A boolean says that the caller knows the day, which is nothing to us."""
    if not isinstance(told, str) or not told:
        return None
    try:
        born = date.fromisoformat(told)
    except ValueError as fault:
        raise Unusable("customer.dob", "This must be a date such as 1990-05-04.") from fault
    if born < EARLIEST_BIRTH:
        raise Unusable("customer.dob", "Nobody who was born then travels.")
    return born


def _echo(told: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: told[name]
        for name, form in ECHOED.items()
        if isinstance(told.get(name), str) and form.fullmatch(told[name])
    }
