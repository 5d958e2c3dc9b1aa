"""The page of one order: what it is, what it owes, what it holds and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from operators.admin.returning import link_to
from operators.admin.staff import staff_of
from operators.tenancy.money_permissions import (
    user_can_move_money,
    user_can_read_books,
)
from sales.admin.money_acts import can_go_back
from sales.admin.order_money import Act, credit_section, payment_section
from sales.admin.order_parts import OrderFile, open_file
from sales.admin.order_sections import (
    Links,
    Section,
    amount,
    facts_without_blanks,
    label,
    stacked,
    unbroken,
    when,
)
from sales.admin.order_tables import (
    fee_section,
    line_section,
    note_section,
    posting_section,
    traveller_section,
)
from sales.admin.order_timeline import timeline_section
from sales.admin.order_versions import version_section
from sales.models import Credit, Order
from sales.orders.states import Keeper, OrderState
from sales.payments.states import CreditState

ORDER_COLOURS = {
    OrderState.DRAFT: "info",
    OrderState.CONFIRMED: "success",
    OrderState.CANCELLED: "danger",
}
KEEPERS = {
    Keeper.BOOKING: "A booking",
    Keeper.PURCHASE: "Bookings that were paid at once",
    Keeper.ORDER: "Itself",
}
Facts = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Notice:
    """What people must know before all else."""

    text: str
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class OrderPage:
    """What the template shows. All moments are in the zone of the order's tenant."""

    order: Order
    notices: Sequence[Notice]
    summary: Sequence[tuple[str, Facts]]
    sections: Sequence[Section]
    zone: str


def page_of_order(
    order: Order,
    *,
    site: AdminSite,
    request: HttpRequest,
    keepers: Sequence[object],
    note: str | None,
    at: datetime,
) -> OrderPage:
    """Read and word all of it. `keepers` are links to the bookings that keep it, `note` is the
    address at which a note is written."""
    here = reverse("admin:sales_order_change", args=[order.pk])
    links = Links(site, request)
    user = staff_of(request)
    file = open_file(order, reads_books=user_can_read_books(user, order.tenant))
    act = acts_leading_back(here) if user_can_move_money(user, order.tenant) else None
    with timezone.override(order.tenant.zone):
        return OrderPage(
            order=order,
            notices=notices_of(order, file.credits, at=at),
            summary=summary_of(order, links, keepers),
            sections=list(_sections(file, links, act, note)),
            zone=order.tenant.timezone,
        )


def notices_of(order: Order, promises: Sequence[Credit], *, at: datetime) -> list[Notice]:
    """Why the order needs somebody, or cannot be changed here."""
    found = []
    if any(one.state == CreditState.FAILED and can_go_back(one) for one in promises):
        found.append(
            Notice(
                "A credit failed: the customer does not have the money yet. Try it again below, or "
                "give the money back.",
                is_grave=True,
            )
        )
    elif order.failed:
        found.append(
            Notice(
                "Money moved for this version, but it could not be sold. Give the money back.",
                is_grave=True,
            )
        )
    elif order.state == OrderState.DRAFT and order.captured_amount > order.credited_amount:
        found.append(Notice("This is a draft with money: it waits to be sold, or given back."))
    if order.locked_until is not None:
        until = when(order.locked_until)
        over = "" if order.locked_until > at else " The sweep of payments will end it."
        found.append(Notice(f"Money is moving, until {until} at most.{over}"))
    if order.keeper != Keeper.ORDER:
        found.append(Notice("A booking keeps this order: change or cancel the booking."))
    if order.specimen:
        found.append(Notice("A sandbox sale: its tickets are specimens, and no books know of it."))
    return found


def acts_leading_back(back: str) -> Act:
    """Addresses of acts on transactions and credits that lead back to this page."""

    def address(name: str, row: Model) -> str:
        opts = row._meta
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[row.pk])
        return link_to(page, back=back)

    return address


def summary_of(order: Order, links: Links, keepers: Sequence[object]) -> list[tuple[str, Facts]]:
    """The columns at the head of the page."""
    state = label(order.get_state_display(), ORDER_COLOURS[OrderState(order.state)])
    kept_by = stacked(keepers)
    reached = [order.contact_name, order.contact_email, order.contact_phone]
    columns: list[tuple[str, Facts]] = [
        (
            "Order",
            [
                ("State", state),
                ("Version", order.version),
                ("Stored changes", order.revision - 1),
                ("Kept by", kept_by or KEEPERS[Keeper(order.keeper)]),
                ("Their reference", order.external_reference),
                ("Made", unbroken(when(order.created_at))),
                ("Confirmed", when(order.confirmed_at) and unbroken(when(order.confirmed_at))),
                ("Lapses", when(order.expires_at) and unbroken(when(order.expires_at))),
            ],
        ),
        (
            "Money",
            [
                ("Total", amount(order.total_amount, order.currency)),
                ("In this VAT", amount(order.total_tax_amount, order.currency)),
                ("Paid", amount(order.captured_amount, order.currency)),
                ("Given back", amount(order.credited_amount, order.currency)),
                ("Owed", amount(order.balance, order.currency)),
            ],
        ),
        (
            "Sold by",
            [
                ("Channel", links.to(order.channel)),
                ("Point of sale", order.pos),
                ("Seller", links.to(order.seller)),
                ("Invoiced to", links.to(order.payer)),
                ("Person", order.created_by),
                ("Tenant", order.tenant),
            ],
        ),
        (
            "Sold to",
            [
                ("Customer", links.to(order.customer)),
                ("Contact", stacked(reached) if any(reached) else ""),
            ],
        ),
    ]
    shown = [(title, facts_without_blanks(facts)) for title, facts in columns]
    return [(title, facts) for title, facts in shown if facts]


def _sections(file: OrderFile, links: Links, act: Act | None, note: str | None) -> Any:
    yield line_section(file, links)
    if file.fees:
        yield fee_section(file)
    if file.travellers:
        yield traveller_section(file)
    if not file.payments:
        yield Section("payments", "Payments", [], [], "Nothing was paid.")
    for payment in file.payments:
        yield payment_section(payment, links, act)
    if file.credits:
        yield credit_section(file, links, act)
    yield version_section(file)
    yield note_section(file, link=("Add note", note) if note else None)
    yield timeline_section(file, links)
    if file.postings is not None:
        yield posting_section(file.postings, links)
