"""Receipts, letters and cash settlements."""

from __future__ import annotations

from typing import Any

import factory
from django.db.models import Model
from factory.django import DjangoModelFactory

from sales.journal.actions import open_settlement
from sales.letters.actions import write_letter
from sales.letters.models import Letter
from sales.letters.states import Language, LetterKind
from sales.models import CashSettlement, Order, Receipt
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
    facts = {
        "order_version": 1,
        "kind": LetterKind.TICKETS,
        "recipient": "kari@example.no",
        "language": Language.ENGLISH,
        "subject": "Tickets",
        "text": "Here they are.",
        "at": NOW,
    }
    return write_letter(order or OrderFactory(), **{**facts, **more})


def document_rows(order: Order) -> list[Model]:
    """The receipt of a sale with its series, the letter that it went with, a cash settlement."""
    sent = send_receipt(
        order, version=1, recipient="kari@example.no", language=Language.ENGLISH, by=BY, at=NOW
    )
    made = order.receipts.get()
    point = PointOfSaleFactory(tenant=order.tenant, organisation=order.seller)
    return [sent, made, made.series, SettlementFactory(point=point)]
