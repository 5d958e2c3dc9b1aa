"""All that happened to an order, its payments, credits and tickets, in one row of moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from operators.admin.event_words import SHORT, in_words, words_of
from operators.admin.zones import to_the_second
from sales.admin.order_parts import OrderFile
from sales.admin.order_sections import Links, Section, amount, unbroken
from sales.models import Credit
from sales.orders.states import OrderEventName
from sales.payments.states import OperationName

TOLD_ELSEWHERE = {OrderEventName.PAID, OrderEventName.CREDITED}
"""The operations of the payments tell of the same money, and of more."""
BEGINNINGS = {OrderEventName.CREATED, OrderEventName.REOPENED}
ENDINGS = {
    OrderEventName.CONFIRMED,
    OrderEventName.CANCELLED,
    OrderEventName.RESET,
    OrderEventName.FAILED,
}
BEGUN, CHANGED, PAID, PROMISED, TICKETED, GIVEN_BACK, ENDED = range(7)
"""What one action does, in this order, all at the moment that it judges by."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, to what, what, by whom."""

    at: datetime
    subject: object
    what: str
    details: str
    actor: str
    rank: int
    """Of one moment the smaller rank came first; of one rank the smaller place."""
    place: int = 0


def timeline_section(file: OrderFile, links: Links) -> Section:
    """Newest first. That a credit failed is told by the order's own event."""
    found = sorted(
        happenings(file, links), key=lambda one: (one.at, one.rank, one.place), reverse=True
    )
    rows = [
        [unbroken(to_the_second(one.at)), one.subject, one.what, one.details, one.actor]
        for one in found
    ]
    return Section("timeline", "What happened", ["When", "To", "What", "Details", "By"], rows)


def happenings(file: OrderFile, links: Links) -> Iterator[Happening]:
    """From all the tables of events, in no order."""
    yield from _of_order(file)
    yield from _of_transactions(file, links)
    for credit in file.credits:
        yield from _of_credit(credit, links)
    yield from _of_tickets(file, links)


def _of_order(file: OrderFile) -> Iterator[Happening]:
    names = names_of_parts(file)
    for event in file.events:
        if event.name not in TOLD_ELSEWHERE:
            details = words_of(event.details, names, file.order.currency)
            what = event.get_name_display()
            yield Happening(
                event.happened_at,
                "Order",
                in_words(what),
                details,
                event.actor,
                rank_of(event.name),
                event.pk,
            )


def _of_transactions(file: OrderFile, links: Links) -> Iterator[Happening]:
    for transaction in file.transactions:
        subject = links.to(transaction, f"Transaction {transaction.number}")
        for operation in transaction.operations.all():
            yield Happening(
                operation.happened_at,
                subject,
                in_words(operation.get_name_display()),
                amount(operation.amount, file.order.currency),
                operation.actor,
                GIVEN_BACK if operation.name == OperationName.CREDIT else PAID,
                operation.pk,
            )


def _of_credit(credit: Credit, links: Links) -> Iterator[Happening]:
    subject = links.to(credit, f"Credit {credit.number}")
    sum_of_it = amount(credit.total_amount, credit.currency)
    yield Happening(credit.created_at, subject, "Promised", sum_of_it, "", PROMISED)
    if credit.executed_at is not None:
        yield Happening(credit.executed_at, subject, "Given back", sum_of_it, "", GIVEN_BACK)


def _of_tickets(file: OrderFile, links: Links) -> Iterator[Happening]:
    tickets = {ticket.pk: ticket for ticket in file.tickets}
    for event in file.ticket_events:
        yield Happening(
            event.happened_at,
            links.to(tickets[event.ticket_id], f"Ticket {str(event.ticket_id)[:SHORT]}"),
            in_words(event.get_name_display()),
            words_of(event.details, {}, file.order.currency),
            event.actor,
            TICKETED,
            event.pk,
        )


def rank_of(name: str) -> int:
    """Whether an event of the order begins, makes or ends a change."""
    if name in BEGINNINGS:
        return BEGUN
    return ENDED if name in ENDINGS else CHANGED


def names_of_parts(file: OrderFile) -> dict[str, str]:
    """What people call the parts that events name by their reference."""
    named = [
        *(
            (line.reference, ", ".join(filter(None, [str(line), line.passenger_category])))
            for line in file.lines
        ),
        *((fee.reference, in_words(fee.type)) for fee in file.fees),
        *((traveller.reference, str(traveller)) for traveller in file.travellers),
    ]
    return {str(reference): name for reference, name in named}
