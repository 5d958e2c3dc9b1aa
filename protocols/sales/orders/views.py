"""Orders: what there is (§7.5)."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from protocols.sales.errors import QueryUnusable
from protocols.sales.lists import page_answer, pairs_of
from protocols.sales.needs import READ
from protocols.sales.netex import FARE_PRODUCT, SALES_PACKAGE, SUPPLEMENT, filter_by_code
from protocols.sales.orders.mapping import version_to_wire
from protocols.sales.orders.reading import OnOrders
from protocols.sales.orders.words import ORDER_LIST, VERSION_LIST
from sales.orders.rows import read_orders

PRODUCT_FILTERS = {
    "salesPackageId": (SALES_PACKAGE,),
    "fareProductId": (FARE_PRODUCT, SUPPLEMENT),
}
VERSION = re.compile("0*[1-9][0-9]{0,8}")


class Orders(OnOrders):
    """GET and POST /orders (§7.5)."""

    needs = {"GET": READ}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of orders, the newest ones first unless you sort them otherwise."""
        query: QueryDict = request.query_params
        pairs = [
            (name, filter_by_code(text, codespace=self.codespace, kinds=PRODUCT_FILTERS[name]))
            if name in PRODUCT_FILTERS
            else (name, text)
            for name, text in pairs_of(query)
        ]
        return page_answer(
            self.orders(),
            ORDER_LIST,
            query,
            self.row_to_wire,
            pairs=pairs,
            read=read_orders,
            tally=self.order_tally(),
        )


class OrderByCode(OnOrders):
    """GET and PATCH /orders/{orderId} (§7.5)."""

    needs = {"GET": READ}
    asks = {"GET": frozenset({"version"})}

    def get(self, request: Any, code: str) -> Any:
        """The order as it is now, or one of its versions with `?version=`."""
        told = request.query_params.get("version")
        if told is None:
            return self.show_row(self.row_of(code))
        order = self.order_of(code)
        if not VERSION.fullmatch(told):
            raise QueryUnusable("version", "A version is a whole number from 1 on.", told)
        return self.show_version(order, int(told))


class OrderVersions(OnOrders):
    """GET /orders/{orderId}/versions."""

    needs = {"GET": READ}
    asks = {"GET": None}

    def get(self, request: Any, code: str) -> Any:
        """The confirmed versions, the last one first; each is at `?version=`."""
        versions = self.order_of(code).versions.all()
        return page_answer(versions, VERSION_LIST, request.query_params, version_to_wire)
