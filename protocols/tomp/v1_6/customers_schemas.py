"""The answers of the customer module of TOMP 1.6, as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.tomp.v1_6.customers import ACTIVE, BLOCKED
from protocols.tomp.v1_6.schemas import Error

Wire = serializers.Serializer[dict[str, Any]]


class Errors(Wire):
    """`errorResponse`: refusals of this module come in a list."""

    errors = serializers.ListField(child=Error(), min_length=1, max_length=10)  # type: ignore[assignment]  # a member, not those of the row


class AccountPhone(Wire):
    """`phone`."""

    preferred = serializers.BooleanField()
    number = serializers.CharField()


class CustomerAccount(Wire):
    """`customerAccount`: what is kept of a customer."""

    id = serializers.CharField(help_text="Ours.")
    externalId = serializers.CharField(help_text="Yours.")
    status = serializers.ChoiceField(
        choices=[ACTIVE, BLOCKED], help_text="BLOCKED: nothing more is sold to it."
    )
    firstName = serializers.CharField(required=False)
    lastName = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    phones = AccountPhone(many=True, required=False)
    birthDate = serializers.DateField(required=False)
    creationDate = serializers.DateTimeField(
        required=False, help_text="Left out for a customer who is known by bookings alone."
    )
    modificationDate = serializers.DateTimeField(required=False)
