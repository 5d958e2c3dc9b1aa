"""Refunds, compensations, and what may be changed (§7.5, §9.2, §9.3)."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse

from operators.tenancy.errors import DomainError
from protocols.idempotency import REPLAYED, Answer, Attempt, answer_once, keep_answer
from protocols.sales.errors import QueryUnusable, refusal_of
from protocols.sales.headers import read_settlement
from protocols.sales.needs import GIVE_BACK, READ
from protocols.sales.orders.changing import references_in
from protocols.sales.orders.writing import OrderChange
from protocols.sales.refunds.requests import (
    CompensationRequest,
    CompensationsRequest,
    RefundRequest,
)
from protocols.sales.refusing import refuse
from protocols.sales.wire import answer, money, utc
from sales.models import Order, OrderLine
from sales.orders.states import Keeper, LineState, OrderState
from sales.payments.errors import CreditFailed
from sales.payments.models import Credit
from sales.payments.states import CreditState
from sales.payments.terms import Desk
from sales.refunds.actions import compensate_order, preview_refund, refund_lines
from sales.refunds.options import refund_options
from sales.refunds.terms import Refund, RefundOption, RefundWish


class RefundOperation(OrderChange):
    """What refunds and compensations share."""

    def desk_of(self, members: dict[str, Any]) -> Desk:
        named = members.get("settlementId") or read_settlement(self.request)
        return Desk(self.pos, named)

    def keep(self, refund: Refund, *, attempt: Attempt | None) -> None:
        """Keep the answer with the promise, so that no repetition promises once more: also one
        that comes after the money failed to move, or after this process died."""
        if attempt is not None:
            keep_answer(attempt, answer(refund_to_wire(refund)), at=self.at)

    def told_again(self, response: HttpResponse) -> HttpResponse:
        """The kept answer with the money as it stands now; what the provider refused is refused
        again (502), until somebody has executed the credit."""
        try:
            return self.as_it_stands(response)
        except CreditFailed as fault:
            refused = refuse(fault, self.request, at=self.at)
            assert refused is not None
            refused.headers[REPLAYED] = "true"
            return refused

    def as_it_stands(self, response: HttpResponse) -> HttpResponse:
        """CreditFailed if the credit that a kept answer names has failed since it was promised."""
        told = json.loads(response.content)
        if told.get("creditStatus") != CreditState.CREATED:
            return response
        credit = Credit.objects.get(number=told["creditId"])
        if credit.state == CreditState.FAILED:
            raise CreditFailed(credit.failure)
        now: HttpResponse = answer(told | {"creditStatus": credit.state})
        now.headers[REPLAYED] = "true"
        return now


class RefundOptions(OrderChange):
    """GET /orders/{orderId}/refund-options."""

    needs = {"GET": READ}
    asks = {"GET": frozenset({"orderLineIds"})}

    def get(self, request: Any, code: str) -> Any:
        """What the rules of the products give back now, for the lines in `orderLineIds` or for all
        of the latest version; lines that the rules keep are left out."""
        order = self.order_of(code)
        told = request.query_params.get("orderLineIds")
        try:
            lines = None if told is None else references_in(told)
        except ValueError:
            raise QueryUnusable("orderLineIds", "Send ids of order lines.", str(told)) from None
        options = refund_options(order, lines=lines, at=self.at)
        wire = [option_to_wire(one, version=order.version) for one in options]
        return answer({"orderId": order.code, "orderVersion": order.version, "refundOptions": wire})


class RefundOrder(RefundOperation):
    """POST /orders/{orderId}/refund."""

    needs = {"POST": GIVE_BACK}
    moves_money = True

    def post(self, request: Any, code: str) -> Any:
        """Take lines back, void their tickets, keep the fees, and give the rest of the money back.

        All is one unit: the next version of the order is confirmed when the money is back. Where
        the provider fails (502) the tickets stay void, and people see to the money. Repeated with
        its key, nothing is promised once more: the answer tells how the credit stands by then, and
        is the 502 again while it has failed. With `dryRun` the answer is the same, and nothing
        happens.
        """
        members = self.read(RefundRequest)
        order, how = self.open(code)
        wishes = [wish_in(one) for one in members["refundOperations"]]
        includes = members["includesCancelledOrderLines"]
        if members["dryRun"]:
            return answer(
                refund_to_wire(preview_refund(order, wishes, includes_cancelled=includes, **how))
            )
        refund = refund_lines(
            order,
            wishes,
            includes_cancelled=includes,
            desk=self.desk_of(members),
            hear=partial(self.keep, attempt=self.attempt),
            **how,
        )
        return answer(refund_to_wire(refund))


class CompensateOrder(RefundOperation):
    """POST /orders/{orderId}/compensation."""

    needs = {"POST": GIVE_BACK}
    moves_money = True

    def post(self, request: Any, code: str) -> Any:
        """Lower the price afterwards and give so much money back; tickets stay good."""
        members = self.read(CompensationRequest)
        order, how = self.open(code)
        how["hear"] = partial(self.keep, attempt=self.attempt)
        return answer(refund_to_wire(compensated(order, members, self.desk_of(members), how)))


class Compensations(RefundOperation):
    """POST /compensations."""

    needs = {"POST": GIVE_BACK}
    moves_money = True

    def post(self, request: Any) -> Any:
        """Compensate many orders, each for itself: what is refused for one is told in its place.

        Repeated with its Idempotency-Key after it broke off, it goes on where that was.
        """
        members = self.read(CompensationsRequest)
        told = [self._once(str(n), one) for n, one in enumerate(members["compensations"])]
        return answer({"compensations": told})

    def _once(self, place: str, members: dict[str, Any]) -> Any:
        """What came of one of them, or of the same one when it was asked for before."""
        part = self.attempt.part(place) if self.attempt else None
        act = partial(self._one, members, part)
        done = answer_once(part, act, at=self.at, moves_money=True) if part else act()
        if REPLAYED in done.headers:
            # This process found what one that was killed has left.
            done = self._told(members, partial(self.as_it_stands, done))
        return json.loads(done.content)

    def _one(self, members: dict[str, Any], attempt: Attempt | None) -> Any:
        def act() -> Any:
            order = self.order_of(members["orderId"])
            how = {"by": self.actor, "at": self.at, "hear": partial(self.keep, attempt=attempt)}
            return answer(refund_to_wire(compensated(order, members, self.desk_of(members), how)))

        return self._told(members, act)

    def _told(self, members: dict[str, Any], act: Answer) -> Any:
        """What came of it; a refusal is told in its place."""
        try:
            return act()
        except DomainError as fault:
            refusal = refusal_of(fault)
            if refusal is None:
                raise
            error = {"errorCode": refusal.code, "message": fault.detail}
            told = {"orderId": members["orderId"], "error": error}
            return answer(told, status=refusal.status)


class ChangeOptions(OrderChange):
    """GET /change-options."""

    needs = {"GET": READ}
    asks = {"GET": frozenset({"orderId"})}

    def get(self, request: Any) -> Any:
        """What may be done with each line of the order in `orderId` now."""
        told = request.query_params.get("orderId")
        if not told:
            raise QueryUnusable("orderId", "Say which order.")
        order = self.order_of(told)
        refundable = {one.line.pk for one in refund_options(order, at=self.at)}
        lines = order.lines.exclude(state=LineState.CANCELLED).order_by("pk")
        open_now = is_open(order, at=self.at)
        options = [
            {
                "orderLineId": str(line.reference),
                "changes": changes_of(line, refundable) if open_now else [],
            }
            for line in lines
        ]
        wire = {"orderId": order.code, "orderVersion": order.version, "changeOptions": options}
        return answer(wire)


def compensated(order: Order, members: dict[str, Any], desk: Desk, how: dict[str, Any]) -> Refund:
    return compensate_order(
        order,
        amount=members["amount"],
        currency=members["currency"],
        reason=members["reason"],
        lines=members.get("orderLineIds", ()),
        desk=desk,
        **how,
    )


def is_open(order: Order, *, at: datetime) -> bool:
    """Whether the price of the order may change now."""
    if order.keeper != Keeper.ORDER or order.state == OrderState.CANCELLED:
        return False
    is_over = order.expires_at is not None and order.expires_at <= at
    is_locked = order.locked_until is not None and at < order.locked_until
    return not is_over and not is_locked


def changes_of(line: OrderLine, refundable: set[int]) -> list[str]:
    """A draft line can go; a sold one as the rules of its product say."""
    if line.state == LineState.DRAFT:
        return ["CANCEL", "REPLACE"]
    return ["CANCEL", "REPLACE", "REFUND"] if line.pk in refundable else []


def wish_in(members: dict[str, Any]) -> RefundWish:
    return RefundWish(
        line=members["orderLineId"],
        currency=members["currency"],
        amount=members.get("refundAmount"),
        fee=members.get("fee"),
    )


def option_to_wire(option: RefundOption, *, version: int) -> dict[str, Any]:
    """What a line would bring; the customer gets the amount less the fee."""
    return {
        "transientId": f"{option.line.reference}:{version}",
        "orderLineId": str(option.line.reference),
        "productLevel": "SALES_PACKAGE",
        "refundAmount": money(option.amount),
        "fee": money(option.fee),
        "currency": option.currency,
        "expiresAt": utc(option.expires_at),
        "paymentTransactions": by_payment(option.transactions),
    }


def refund_to_wire(refund: Refund) -> dict[str, Any]:
    """What was given back."""
    return {
        "orderId": refund.order.code,
        "creditId": refund.credit.number if refund.credit else None,
        # CREATED in what is kept with the promise; a repetition tells how it stands by then.
        "creditStatus": refund.credit.state if refund.credit else None,
        "refundedAmount": money(refund.amount),
        "currency": refund.order.currency,
        "disabledTicketIds": [str(ticket) for ticket in refund.tickets],
        "affectedOrderLineIds": [str(line.reference) for line in refund.lines],
        "paymentTransactions": by_payment(refund.transactions),
    }


def by_payment(pairs: tuple[tuple[int, int], ...]) -> dict[str, list[int]]:
    """The transactions that money goes back on, by their payment."""
    grouped: dict[str, list[int]] = {}
    for payment, transaction in pairs:
        grouped.setdefault(str(payment), []).append(transaction)
    return grouped
