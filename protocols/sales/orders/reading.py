"""Showing orders."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from operators.models import Tenant
from protocols.sales.errors import NotThere
from protocols.sales.etags import not_modified, order_tag
from protocols.sales.operation import CODE, SAFE, SalesOperation
from protocols.sales.orders.mapping import Facts, order_to_wire
from protocols.sales.wire import answer
from sales.models import Order
from sales.orders.rows import OrderRow, find_order, read_orders


class OnOrders(SalesOperation):
    """What the operations on orders share."""

    @cached_property
    def codespace(self) -> str:
        """The letters before the ids of the caller's tenant."""
        if self._channel is not None:
            return self._channel.tenant.codespace
        return Tenant.objects.values_list("codespace", flat=True).get(pk=self.caller.tenant_id)

    def row_of(self, code: str) -> OrderRow:
        """The order as it stands now; NotThere for one that the caller may not see."""
        seller = None if self.sees_all_organisations else self.caller.organisation_id
        found = None
        if CODE.fullmatch(code):
            found = find_order(code, tenant_id=self.caller.tenant_id, seller_id=seller)
        if found is None:
            raise NotThere
        return found

    def show(self, order: Order, **more: Any) -> Any:
        """The order as it stands now, with its ETag."""
        [row] = read_orders([order.pk])
        return self.show_row(row, **more)

    def show_row(self, row: OrderRow, **more: Any) -> Any:
        """An order that was just read, with its ETag; 304 if the client has it."""
        response = answer(self.row_to_wire(row), **more)
        response.headers["Cache-Control"] = "private, no-cache"
        tag = order_tag(row.version, row.revision)
        if self.request.method in SAFE:
            return not_modified(self.request, response, tag)
        response.headers["ETag"] = tag
        return response

    def to_wire(self, order: Order) -> Facts:
        """The order as it stands now."""
        [row] = read_orders([order.pk])
        return self.row_to_wire(row)

    def row_to_wire(self, row: OrderRow) -> Facts:
        return order_to_wire(
            row.facts, seller=row.seller, channel=row.channel, codespace=self.codespace
        )

    def show_version(self, order: Order, version: int) -> Any:
        """A confirmed version as it is kept for ever, or the pending one as it is now."""
        kept = order.versions.filter(version=version).first()
        if kept is not None:
            shown = order_to_wire(
                kept.snapshot,
                seller=order.seller.number,
                channel=order.channel.netex_id,
                codespace=self.codespace,
            )
            return answer(shown)
        if version == order.version:
            return self.show(order)
        raise NotThere(f"Order {order.code} has no version {version}.")
