"""The requests of the customer module of TOMP 1.6. Members that are not kept are not read."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import TextField
from protocols.tomp.fields import DayField, WireRequest

MOST_PHONES = 20


class AccountPhoneRequest(WireRequest):
    """`phone`."""

    number = TextField(required=False, max_length=50, allow_blank=True)
    preferred = serializers.BooleanField(required=False)


class PersonRequest(WireRequest):
    """What is kept of a person."""

    firstName = TextField(required=False, max_length=100, allow_blank=True)
    lastName = TextField(required=False, max_length=100, allow_blank=True)
    email = TextField(required=False, max_length=254, allow_blank=True)
    phones = serializers.ListSerializer[Any](
        child=AccountPhoneRequest(),
        required=False,
        max_length=MOST_PHONES,
        help_text="One is kept: the preferred one, else the first.",
    )
    birthDate = DayField(required=False)


class AccountRequest(PersonRequest):
    """`customer` of a new account."""

    externalId = TextField(
        max_length=100, help_text="The customer's id at the MaaS provider; looked for in id else."
    )
    id = TextField(required=False, max_length=100, help_text="Of an account that is known already.")


class AccountPatchRequest(PersonRequest):
    """A merge patch of an account: null removes."""

    externalId = TextField(
        required=False, max_length=100, help_text="The customer's id at the MaaS provider."
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for member, field in fields.items():
            field.allow_null = member != "externalId"
        return fields
