"""What giving money back would come to, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from operators.admin.event_words import in_words
from operators.admin.staff import staff_of
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.order_sections import Amounts, Links, Section, amount
from sales.admin.order_tables import posting_section, ticket_in_words
from sales.models import Order
from sales.money import total
from sales.orders.states import LineState
from sales.refunds.previews import Effect


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the person may expect, or why it is refused."""

    facts: Sequence[tuple[str, object]] = ()
    sections: Sequence[Section] = field(default_factory=tuple)
    refusal: str = ""
    revision: int = 0
    """The order as it was looked at; what is sent holds for it alone."""


def outlook_of(effect: Effect, *, before: Order, site: AdminSite, request: HttpRequest) -> Outlook:
    """The amounts, what is cancelled, which tickets end, and where the money goes."""
    links = Links(site, request)
    reads_books = user_can_read_books(staff_of(request), before.tenant)
    sections = [
        _lines(effect, links),
        _fees(effect),
        _tickets(effect, links),
        _parts(effect, links),
        *([posting_section(effect.postings, links, are_stored=False)] if reads_books else []),
    ]
    shown = [section for section in sections if section.rows]
    return Outlook(facts=_facts(effect), sections=shown, revision=before.revision)


def _facts(effect: Effect) -> list[tuple[str, object]]:
    order = effect.order
    currency = order.currency
    return [
        ("Goes back", amount(total(part.amount for part in effect.parts), currency)),
        ("Kept as a fee", amount(_kept(effect), currency)),
        ("Total afterwards", amount(order.total_amount, currency)),
        ("Owed afterwards", amount(order.balance, currency)),
        ("Order afterwards", f"{order.get_state_display()}, version {order.version}"),
    ]


def _kept(effect: Effect) -> Decimal:
    return total(fee.amount for fee in effect.fees if fee.amount > 0)


def _lines(effect: Effect, links: Links) -> Section:
    rows = [
        [
            links.to(line.product, line),
            line.passenger_category,
            amount(line.amount, effect.order.currency),
        ]
        for line in effect.lines
        if line.state == LineState.CANCELLED
    ]
    return Section("cancelled", "Taken back", ["Bought", "For", Amounts("Amount")], rows)


def _fees(effect: Effect) -> Section:
    rows = [
        [in_words(fee.type), fee.reason, amount(fee.amount, effect.order.currency)]
        for fee in effect.fees
    ]
    return Section("fees", "Fees and reductions", ["Fee", "Why", Amounts("Amount")], rows)


def _tickets(effect: Effect, links: Links) -> Section:
    rows = [[ticket_in_words(ticket, links), ticket.label] for ticket in effect.tickets]
    return Section("tickets", "Tickets that end", ["Ticket", "Of"], rows)


def _parts(effect: Effect, links: Links) -> Section:
    rows = [
        [
            links.to(part.transaction.payment, part.transaction.payment.number),
            links.to(part.transaction, part.transaction.number),
            in_words(part.transaction.type),
            amount(part.amount, effect.order.currency),
        ]
        for part in effect.parts
    ]
    columns = ["Payment", "Transaction", "Paid with", Amounts("Amount")]
    return Section("parts", "Goes back to", columns, rows)
