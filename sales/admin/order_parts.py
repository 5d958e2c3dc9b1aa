"""All that is known of one order, read in as many statements whatever it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from sales.books.models import Posting
from sales.models import (
    Credit,
    CreditPart,
    Fee,
    Fulfilment,
    Order,
    OrderEvent,
    OrderLine,
    OrderNote,
    OrderVersion,
    Payment,
    PaymentOperation,
    PaymentTransaction,
    Traveller,
)
from tickets.models import Ticket, TicketEvent

MOST_EVENTS = 300
"""Of each kind; an order that more happened to shows the latest."""


@dataclass(frozen=True, slots=True)
class OrderFile:
    """An order with its parts, each kind in the order in which it came.

    Payments have their transactions, these their operations, credits their parts, lines their
    fulfilments. `postings` is None for people who may not read the books.
    """

    order: Order
    lines: Sequence[OrderLine]
    fees: Sequence[Fee]
    travellers: Sequence[Traveller]
    notes: Sequence[OrderNote]
    payments: Sequence[Payment]
    credits: Sequence[Credit]
    versions: Sequence[OrderVersion]
    events: Sequence[OrderEvent]
    ticket_events: Sequence[TicketEvent]
    postings: Sequence[Posting] | None

    @property
    def tickets(self) -> list[Ticket]:
        """Each ticket once."""
        found = {row.ticket_id: row.ticket for line in self.lines for row in line.fulfilments.all()}
        return list(found.values())

    @property
    def transactions(self) -> list[PaymentTransaction]:
        return [one for payment in self.payments for one in payment.transactions.all()]


def open_file(order: Order, *, reads_books: bool) -> OrderFile:
    """Read the parts of an order whose own row was read with what it refers to."""
    fulfilments = Fulfilment.objects.select_related("ticket").order_by("place")
    lines = order.lines.select_related("product", "operator", "offer").order_by("pk")
    operations = PaymentOperation.objects.order_by("pk")
    transactions = (
        PaymentTransaction.objects.select_related("recurring_payment")
        .prefetch_related(Prefetch("operations", operations))
        .order_by("pk")
    )
    parts = CreditPart.objects.select_related("transaction__payment").order_by("pk")
    payments = order.payments.select_related("payer")
    of_tickets = TicketEvent.objects.filter(ticket__fulfilments__line__order=order).distinct()
    postings = order.postings.select_related("party", "operator").order_by("pk")
    return OrderFile(
        order=order,
        lines=list(lines.prefetch_related(Prefetch("fulfilments", fulfilments))),
        fees=list(order.fees.order_by("pk")),
        travellers=list(order.travellers.order_by("pk")),
        notes=list(order.notes.order_by("-pk")),
        payments=list(
            payments.prefetch_related(Prefetch("transactions", transactions)).order_by("pk")
        ),
        credits=list(order.credits.prefetch_related(Prefetch("parts", parts)).order_by("pk")),
        versions=list(order.versions.order_by("version")),
        events=list(order.events.order_by("-pk")[:MOST_EVENTS]),
        ticket_events=list(of_tickets.order_by("-pk")[:MOST_EVENTS]),
        postings=list(postings) if reads_books else None,
    )
