"""Changing orders (§7.5). A stale If-Match is refused with 412."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from operators.tenancy.clients import ClientPermission
from protocols.sales.errors import CurrencyDiffers, PermissionMissing, QueryUnusable
from protocols.sales.needs import SELL
from protocols.sales.orders.changing import (
    choices_in,
    details_in,
    fee_in,
    references_in,
    travellers_in,
)
from protocols.sales.orders.mapping import fee_to_wire, traveller_to_wire
from protocols.sales.orders.reading import OnOrders
from protocols.sales.orders.requests import (
    FeeRequest,
    LinesRequest,
    ReserveOffersRequest,
    TravellersRequest,
    UpdateOrderRequest,
)
from protocols.sales.wire import answer
from sales.catalogue.rights import ActionNotAllowed, ChannelAction, allowed
from sales.models import Order, OrderLine
from sales.orders.actions import (
    add_fee,
    add_travellers,
    remove_fee,
    remove_travellers,
    replace_lines,
    reserve_offers,
    update_lines,
)
from sales.orders.snapshots import order_facts
from sales.orders.states import LineState


class OrderChange(OnOrders):
    """What the changes of an order share."""

    def open(self, code: str) -> tuple[Order, dict[str, Any]]:
        """The order, and who changes it when, with the revision that the client has seen."""
        order = self.order_of(code)
        self.check_known(order)
        return order, {
            "expected_revision": self.known.revision_of(order.revision),
            "by": self.actor,
            "at": self.at,
        }

    def check_refund(self, order: Order) -> None:
        """What was sold may be taken back only with refunds:write and the right to REFUND.
        PermissionMissing, ActionNotAllowed."""
        if ClientPermission.REFUNDS_WRITE not in self.caller.permissions:
            raise PermissionMissing("The access token lacks the permission refunds:write.")
        if not allowed(order.channel, self.caller.organisation_id, ChannelAction.REFUND):
            raise ActionNotAllowed

    def show_reserved(self, order: Order, lines: list[OrderLine]) -> Any:
        """The lines that offers came to. Seats are not reserved here."""
        told = [str(line.reference) for line in lines]
        return answer({"orderId": order.code, "orderLineIds": told, "reservationIds": []})


class OrderLines(OrderChange):
    """PUT /orders/{orderId}/order-lines."""

    needs = {"PUT": SELL}

    def put(self, request: Any, code: str) -> Any:
        """Change the external reference and the metadata of lines; also of a confirmed order."""
        order, how = self.open(code)
        changed = update_lines(order, details_in(self.read(LinesRequest)), **how)
        wire = self.to_wire(order)
        told = {line["id"]: line for line in wire["orderLines"]}
        return answer({"orderLines": [told[str(line.reference)] for line in changed]})


class OrderTravellers(OrderChange):
    """DELETE /orders/{orderId}/travellers."""

    needs = {"DELETE": SELL}
    asks = {"DELETE": frozenset({"travellerIds"})}

    def delete(self, request: Any, code: str) -> Any:
        """Take the travellers in `travellerIds` off the order; commas stand between the ids."""
        told = request.query_params.get("travellerIds", "")
        try:
            travellers = references_in(told)
        except ValueError:
            raise QueryUnusable("travellerIds", "Send ids of travellers.", told) from None
        order, how = self.open(code)
        remove_travellers(order, travellers=travellers, **how)
        return answer(None, status=204)


class TravellersInBulk(OrderChange):
    """POST /orders/{orderId}/travellers/bulk."""

    needs = {"POST": SELL}

    def post(self, request: Any, code: str) -> Any:
        """Put travellers on the order, so that offers can be chosen for them."""
        order, how = self.open(code)
        made = add_travellers(order, travellers_in(self.read(TravellersRequest)), **how)
        known = {one["reference"]: one for one in order_facts(order)["travellers"]}
        told = [traveller_to_wire(known[str(one.reference)]) for one in made]
        return answer({"travellers": told}, status=201)


class Fees(OrderChange):
    """POST /orders/{orderId}/fees."""

    needs = {"POST": SELL}

    def post(self, request: Any, code: str) -> Any:
        """Charge a fee, or take something off as a REDUCTION, which is negative."""
        order, how = self.open(code)
        members = self.read(FeeRequest)
        if members["price"]["currency"] != order.currency:
            raise CurrencyDiffers
        fee = add_fee(order, fee_in(members), **how)
        [told] = [
            one for one in order_facts(order)["fees"] if one["reference"] == str(fee.reference)
        ]
        return answer(fee_to_wire(told, currency=order.currency), status=201)


class FeeById(OrderChange):
    """DELETE /orders/{orderId}/fees/{feeId}."""

    needs = {"DELETE": SELL}

    def delete(self, request: Any, code: str, fee: str) -> Any:
        """Take a fee off the order."""
        order, how = self.open(code)
        remove_fee(order, fee=UUID(fee), **how)
        return answer(None, status=204)


class ReserveOffers(OrderChange):
    """POST /reserve-offers."""

    needs = {"POST": SELL}

    def post(self, request: Any) -> Any:
        """Put offers on an order, all or none. 409 OFFER_EXPIRED for one older than 30 minutes."""
        members = self.read(ReserveOffersRequest)
        order, how = self.open(members["orderId"])
        return self.show_reserved(order, reserve_offers(order, choices_in(members), **how))


class UpdateOrder(OrderChange):
    """POST /update-order."""

    needs = {"POST": SELL}

    def post(self, request: Any) -> Any:
        """Replace lines of an order by other offers, all or nothing.

        Lines that were sold may be replaced only with refunds:write and the right to REFUND.
        """
        members = self.read(UpdateOrderRequest)
        order, how = self.open(members["orderId"])
        Order.objects.lock(order)
        given_up = set(members["orderLineIds"])
        if order.lines.filter(reference__in=given_up, state=LineState.CONFIRMED).exists():
            self.check_refund(order)
        lines = replace_lines(order, lines=given_up, choices=choices_in(members), **how)
        return self.show_reserved(order, lines)
