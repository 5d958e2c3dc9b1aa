"""Reference data in the words of this face (§11). NeTEx ids begin with the tenant's codespace."""

from __future__ import annotations

from typing import Any

from operators.models import Organisation
from protocols.sales.netex import FARE_PRODUCT, SALES_PACKAGE, SUPPLEMENT, netex_id
from protocols.sales.wire import money
from sales.catalogue.rights import GRANTED_BY, ChannelAction
from sales.catalogue.states import Cancellation
from sales.models import Customer, PointOfSale, Product, SalesChannel
from sales.orders.states import CustomerKind

CUSTOMER_TYPES = {
    CustomerKind.STANDARD: "S",
    CustomerKind.PERSONNEL: "P",
    CustomerKind.TEMPORARY: "T",
}
ACTIVE, BLOCKED = "A", "D"


def channel_to_wire(channel: SalesChannel) -> dict[str, Any]:
    """A distribution channel whose rights were read for the caller's organisation alone."""
    return {
        "id": channel.netex_id,
        "name": channel.name,
        "organisationId": channel.seller.number,
        "rights": [action.value for action in ChannelAction if _may(channel, action)],
    }


def organisation_to_wire(organisation: Organisation, *, codespace: str) -> dict[str, Any]:
    return {
        "id": organisation.number,
        "name": organisation.name,
        "codespace": codespace,
        "vatNumber": organisation.vat_number or None,
    }


def point_to_wire(point: PointOfSale) -> dict[str, Any]:
    return {
        "id": point.code,
        "name": point.name,
        "organisationId": point.organisation.number,
    }


def fare_product_to_wire(product: Product) -> dict[str, Any]:
    """A preassigned fare product, or a supplement, which is sold only beside another product."""
    kind = SUPPLEMENT if product.is_supplement else FARE_PRODUCT
    return {"id": netex_id(product.tenant.codespace, kind, product.code), **_facts(product)}


def package_to_wire(product: Product) -> dict[str, Any]:
    """What is put into a basket; here each holds one product."""
    codespace = product.tenant.codespace
    kind = SUPPLEMENT if product.is_supplement else FARE_PRODUCT
    inside = {"id": netex_id(codespace, kind, product.code), "version": str(FIRST_VERSION)}
    return {
        "id": netex_id(codespace, SALES_PACKAGE, product.code),
        **_facts(product),
        "fareProducts": [inside],
    }


def customer_to_wire(customer: Customer) -> dict[str, Any]:
    return {
        "customerNumber": str(customer.number),
        "type": CUSTOMER_TYPES[CustomerKind(customer.kind)],
        "status": BLOCKED if customer.blocked_at else ACTIVE,
        "externalReference": customer.external_id,
        "firstName": customer.first_name,
        "lastName": customer.last_name,
        "email": customer.email,
        "phone": customer.phone,
        "distributionChannelId": customer.channel.netex_id,
    }


FIRST_VERSION = 1
"""Products have no versions of their own yet; what was sold is kept with each line."""


def _may(channel: SalesChannel, action: ChannelAction) -> bool:
    if channel.open_to_all_organisations:
        return True
    return any(right.action in GRANTED_BY[action] for right in channel.rights.all())


def _facts(product: Product) -> dict[str, Any]:
    return {
        "version": str(FIRST_VERSION),
        "name": product.name,
        "description": product.description,
        "status": "ACTIVE",
        "operatorRef": netex_id(product.tenant.codespace, "Operator", product.operator.code),
        "vatGroup": product.vat_code,
        "vatRate": money(product.vat_rate),
        "refund": {
            "allowed": product.cancellation != Cancellation.NEVER,
            "until": product.cancellation,
            "fee": money(product.cancellation_fee),
        },
    }
