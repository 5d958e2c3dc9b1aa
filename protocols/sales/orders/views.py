"""Orders: what there is (§7.5)."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from protocols.sales.errors import QueryUnusable
from protocols.sales.lists import page_answer, pairs_of
from protocols.sales.needs import READ
from protocols.sales.netex import FARE_PRODUCT, SALES_PACKAGE, SUPPLEMENT, filter_by_code
from protocols.sales.orders.mapping import order_to_wire, version_to_wire
from protocols.sales.orders.reading import OnOrders, facts_of, orders_to_show
from protocols.sales.orders.words import ORDER_LIST, VERSION_LIST
from sales.models import Order

PRODUCT_FILTERS = {
    "salesPackageId": (SALES_PACKAGE,),
    "fareProductId": (FARE_PRODUCT, SUPPLEMENT),
}
VERSION = re.compile("0*[1-9][0-9]{0,8}")


class Orders(OnOrders):
    """GET and POST /orders (§7.5)."""

    needs = {"GET": READ}

    def get(self, request: Any) -> Any:
        """A page of orders, the newest ones first unless you sort them otherwise."""
        codespace = self.codespace

        def to_wire(order: Order) -> dict[str, Any]:
            return order_to_wire(order, facts_of(order), codespace=codespace)

        query: QueryDict = request.query_params
        pairs = [
            (name, filter_by_code(text, codespace=codespace, kinds=PRODUCT_FILTERS[name]))
            if name in PRODUCT_FILTERS
            else (name, text)
            for name, text in pairs_of(query)
        ]
        return page_answer(orders_to_show(self.orders()), ORDER_LIST, query, to_wire, pairs=pairs)


class OrderByCode(OnOrders):
    """GET and PATCH /orders/{orderId} (§7.5)."""

    needs = {"GET": READ}

    def get(self, request: Any, code: str) -> Any:
        """The order as it is now, or one of its versions with `?version=`."""
        order = self.order_of(code)
        told = request.query_params.get("version")
        if told is None:
            return self.show(order)
        if not VERSION.fullmatch(told):
            raise QueryUnusable("version", "A version is a whole number from 1 on.", told)
        return self.show_version(order, int(told))


class OrderVersions(OnOrders):
    """GET /orders/{orderId}/versions."""

    needs = {"GET": READ}

    def get(self, request: Any, code: str) -> Any:
        """The confirmed versions, the last one first; each is at `?version=`."""
        versions = self.order_of(code).versions.all()
        return page_answer(versions, VERSION_LIST, request.query_params, version_to_wire)
