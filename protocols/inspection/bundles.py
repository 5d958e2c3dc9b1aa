"""What devices fetch to inspect without a connection."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from operators.models import Tenant
from protocols.caching import unless_known
from protocols.inspection import described
from protocols.inspection.errors import QueryUnusable
from protocols.inspection.operation import InspectionOperation
from protocols.inspection.telling import (
    REVALIDATED,
    answer,
    bundle_to_wire,
    etag_of,
    utc,
)
from sales.models import Product
from tickets.actions.publishing import signed_block_list
from tickets.inspection.bundle import make_bundle
from tickets.inspection.models import Device

LONGEST_NUMBER = 18


class OfflineOperation(InspectionOperation):
    """What is fetched again and again, and seldom changes."""

    device: Device | None = None

    def tenant(self) -> Tenant:
        """Of the device in the query, else the one that `issuer` names, else the only one."""
        self.device = self.device_in_query()
        if self.device is not None:
            return self.device.tenant
        return self.tenant_of(self.request.query_params.get("issuer", "").replace("\0", ""))

    def kept(self, body: dict[str, Any]) -> HttpResponse:
        """The answer with its ETag; 304 for a client that has it. The time counts for nothing."""
        told = {**body, "serverTime": utc(self.at)}
        response = answer(told, headers={"Cache-Control": REVALIDATED})
        return unless_known(self.request._request, response, etag_of(body))


class BundleOperation(OfflineOperation):
    """The whole bundle."""

    @described.read_bundle
    def get(self, request: Request) -> HttpResponse:
        """Fetch keys, products, zones, the block list and the signs of the next minutes. Devices do
        so when somebody signs on and every hour, and name themselves, so that the contact counts;
        the header Date tells our time with a 304 as well."""
        tenant = self.tenant()
        products = Product.objects.filter(tenant=tenant, ticket_type__isnull=False)
        shown = products.select_related("ticket_type").order_by("number")
        body = bundle_to_wire(make_bundle(tenant, at=self.at), shown)
        specimens_allowed = self.device is not None and self.device.specimens_allowed
        return self.kept({**body, "specimensAllowed": specimens_allowed})


class BlockListOperation(OfflineOperation):
    """The block list alone."""

    @described.read_block_list
    def get(self, request: Request) -> HttpResponse:
        """Fetch what was added to the block list after the number `since`: small enough for every
        few minutes. It is signed as a whole, by another key than tickets."""
        since = _number(request.query_params.get("since", "0"))
        return self.kept({"blockList": signed_block_list(self.tenant(), since=since, at=self.at)})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise QueryUnusable("since", "Send the number that the last block list went to.")
    return int(text)
