"""The life of an order: drafting, confirming, resetting, cancelling; notes (§7.2, §7.5)."""

from __future__ import annotations

from typing import Any

from protocols.sales.fields import NoMembers
from protocols.sales.lists import page_answer
from protocols.sales.needs import READ, SELL
from protocols.sales.orders.changing import (
    contact_in,
    created_by_in,
    customer_in,
    text_in,
    travellers_in,
)
from protocols.sales.orders.mapping import note_to_wire
from protocols.sales.orders.requests import (
    CancelRequest,
    ChangeOrderRequest,
    CreateOrderRequest,
    NoteRequest,
)
from protocols.sales.orders.views import OrderByCode, Orders
from protocols.sales.orders.words import NOTE_LIST
from protocols.sales.orders.writing import OrderChange
from protocols.sales.wire import answer
from sales.models import Order, OrderNote
from sales.orders.actions import (
    add_note,
    cancel_lines,
    cancel_order,
    confirm_order,
    draft_order,
    reset_order,
    update_contact,
)
from sales.orders.states import OrderState
from sales.orders.terms import Contact


class OrdersAndDrafts(Orders):
    """GET and POST /orders."""

    needs = {"GET": READ, "POST": SELL}

    def post(self, request: Any) -> Any:
        """Draft an order of your organisation in the channel; it lapses half an hour after its last
        change."""
        members = self.read(CreateOrderRequest)
        order = draft_order(
            self.channel,
            currency=members["currency"],
            customer=customer_in(members, channel=self.channel),
            external_reference=text_in(members, "externalReference"),
            pos=self.pos,
            contact=contact_in(members) or Contact(),
            created_by=created_by_in(members) or "",
            travellers=travellers_in(members),
            seller_id=self.caller.organisation_id,
            by=self.actor,
            at=self.at,
        )
        where = {"Location": f"{request.path}/{order.code}"}
        return self.show(order, status=201, headers=where)


class OneOrder(OrderByCode, OrderChange):
    """GET and PATCH /orders/{orderId}."""

    needs = {"GET": READ, "PATCH": SELL}

    def patch(self, request: Any, code: str) -> Any:
        """Change the contact and the external reference; also of a confirmed or locked order."""
        members = self.read(ChangeOrderRequest)
        order, how = self.open(code)
        # What is left out stays, so nobody else may change it in between.
        order = Order.objects.lock(order)
        told = "externalReference" in members
        update_contact(
            order,
            contact=contact_in(members, order=order),
            external_reference=text_in(members, "externalReference") if told else None,
            created_by=created_by_in(members),
            **how,
        )
        return self.show(order)


class ConfirmOrder(OrderChange):
    """POST /orders/{orderId}/confirm."""

    needs = {"POST": SELL}

    def post(self, request: Any, code: str) -> Any:
        """Sell what the order holds. 409 ORDER_NOT_BALANCED unless its balance is 0.00."""
        self.read(NoMembers)
        order, how = self.open(code)
        confirm_order(order, **how)
        return self.show(order)


class ResetOrder(OrderChange):
    """POST /orders/{orderId}/reset."""

    needs = {"POST": SELL}

    def post(self, request: Any, code: str) -> Any:
        """Drop the pending changes: the last confirmed version holds again.

        A version for which money moved stays, with `failed`: the money is to be credited first. 409
        ORDER_FAILED for one that has failed and waits for its credit.
        """
        self.read(NoMembers)
        order, how = self.open(code)
        reset_order(order, **how)
        return self.show(order)


class CancelOrder(OrderChange):
    """POST /orders/{orderId}/cancel."""

    needs = {"POST": SELL}

    def post(self, request: Any, code: str) -> Any:
        """Cancel a draft, or lines of an order; all of them where none is named.

        What was sold may be cancelled only with refunds:write and the right to REFUND; it waits for
        its credit then.
        """
        members = self.read(CancelRequest)
        order, how = self.open(code)
        # Nobody may sell it between the question and the cancellation.
        locked = Order.objects.lock(order)
        if locked.version > 1 or locked.state == OrderState.CONFIRMED:
            self.check_refund(order)
        if "orderLineIds" in members:
            cancel_lines(order, lines=set(members["orderLineIds"]), **how)
        else:
            cancel_order(order, **how)
        return self.show(order)


class OrderNotes(OrderChange):
    """GET and POST /order-notes."""

    needs = {"GET": READ, "POST": SELL}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """The notes on an order, the last one first; `orderId` says which."""
        notes = OrderNote.objects.filter(order__in=self.orders()).select_related("order")
        return page_answer(notes, NOTE_LIST, request.query_params, note_to_wire)

    def post(self, request: Any) -> Any:
        """Write a note on an order or on one of its lines. It stays as it was written."""
        members = self.read(NoteRequest)
        order = self.order_of(members["orderId"])
        note = add_note(
            order,
            members["text"],
            type=members["type"],
            line=members.get("orderLineId"),
            by=self.actor,
            at=self.at,
        )
        return answer(note_to_wire(note), status=201)
