"""The names by which tickets are found, and ours (§4.6)."""

from __future__ import annotations

from sales.distribution.listings import TICKET_GROUPS

GROUP_LIST = TICKET_GROUPS.renamed(
    {
        "id": "reference",
        "ticketDistributionId": "fulfilments.ticket",
        "orderId": "order",
        "orderVersion": "order_version",
        "orderLineId": "reference",
        "orderOwnerCustomerId": "owner",
        "distributionHolderCustomerId": "holder",
        "organisationId": "organisation",
        "distributionStatus": "fulfilments.state",
        "createdAt": "issued_at",
        "updatedAt": "changed_at",
        "startOfValidity": "fulfilments.valid_from",
        "endOfValidity": "fulfilments.valid_until",
        "customers": "customers",
    }
)
"""There are no media with a serial number, so `mediaSerialNumberId` finds nothing to ask."""
