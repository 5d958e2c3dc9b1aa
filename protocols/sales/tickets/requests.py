"""The requests about tickets (§10)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.sales.fields import MomentField, ReferenceField, WireRequest
from sales.letters.states import Language

MOST_GROUPS = 100


def references() -> serializers.ListField:
    return serializers.ListField(child=ReferenceField(), min_length=1, max_length=MOST_GROUPS)


class MailField(serializers.EmailField):
    """An e-mail address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class DistributeRequest(WireRequest):
    """`distribute`; without an address the client shows the tickets itself."""

    ticketDistributionGroupIds = references()
    email = MailField(required=False)
    language = OneOfField(choices=Language.values, required=False)


class ValidityRequest(WireRequest):
    """When a ticket is to become valid."""

    ticketDistributionId = ReferenceField()
    startOfValidity = MomentField()


class ValiditiesRequest(WireRequest):
    """`update-validities`; all or none."""

    validities = serializers.ListSerializer[Any](
        child=ValidityRequest(), min_length=1, max_length=MOST_GROUPS
    )


class TransferRequest(WireRequest):
    """`transfer-distribution-holder`."""

    ticketDistributionGroupIds = references()
    distributionHolderCustomerId = TextField(
        max_length=16, help_text="The customer number of the new holder."
    )
