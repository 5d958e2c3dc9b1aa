"""Receipts, letters and cash settlements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import factory
from django.db.models import Model
from factory.django import DjangoModelFactory

from sales.closing.actions import close_settlement, open_settlement
from sales.letters.actions import Message, write_letter
from sales.letters.models import Letter
from sales.letters.states import Language, LetterKind
from sales.models import CashSettlement, DeskSale, Order, Receipt
from sales.receipts.actions import issue_receipt, send_receipt
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW
from tests.factories.sales import OrderFactory


class SettlementFactory(DjangoModelFactory):
    """An open cash settlement."""

    point = factory.SubFactory(PointOfSaleFactory)
    by = BY
    at = NOW

    class Meta:
        model = CashSettlement

    @classmethod
    def _create(cls, _model, point, **kwargs):
        return open_settlement(point, **kwargs)


def receipt(**more: Any) -> Receipt:
    """The receipt of an order on account."""
    return issue_receipt(OrderFactory(**more), version=1, by=BY, at=NOW)


def letter(order: Order | None = None, **more: Any) -> Letter:
    """A letter that waits to be sent."""
    told = {
        "recipient": "kari@example.no",
        "language": Language.ENGLISH,
        "subject": "Tickets",
        "text": "Here they are.",
    }
    message = Message(**{name: more.pop(name, one) for name, one in told.items()})
    facts = {"order_version": 1, "kind": LetterKind.TICKETS, "at": NOW, **more}
    return write_letter(order or OrderFactory(), message, **facts)


def desk_sale(order: Order) -> DeskSale:
    """A version of an order whose money moved at a point of sale."""
    settlement = SettlementFactory(
        point=PointOfSaleFactory(tenant=order.tenant, organisation=order.seller)
    )
    return DeskSale.objects.create(
        tenant=order.tenant,
        point=settlement.point,
        settlement=settlement,
        order=order,
        order_version=1,
    )


def document_rows(order: Order) -> list[Model]:
    """The receipt of a sale with its series, the letter that it went with, a cash settlement that
    is closed, with its closing and its opening float."""
    sent = send_receipt(
        order, version=1, recipient="kari@example.no", language=Language.ENGLISH, by=BY, at=NOW
    )
    made = order.receipts.get()
    point = PointOfSaleFactory(tenant=order.tenant, organisation=order.seller)
    settlement = SettlementFactory(point=point, cash={"NOK": Decimal("500.00")})
    closed = close_settlement(settlement, by=BY, at=NOW)
    return [sent, made, made.series, closed, closed.closing, closed.movements.get()]
