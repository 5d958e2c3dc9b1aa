"""Payouts of providers, their lines, and what waits on either side."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from operators.admin.changes import Change, change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.actors import Actor
from operators.tenancy.money_permissions import (
    check_user_can_settle,
    user_can_read_books,
)
from sales.admin.amounts import amount_field
from sales.admin.payout_filters import MatchFilter, wait
from sales.admin.statements import link_to_document
from sales.models import Payout, PayoutLine, PayoutMatch
from sales.money import Money
from sales.payouts.actions import match_payouts

AMOUNTS = [
    amount_field("gross_amount", "Taken"),
    amount_field("fee_amount", "Fees"),
    amount_field("net_amount", "Paid out"),
]


def match_again(payout: Payout, *, by: Actor, at: Any) -> int:
    """Match all that waits in the payout's ledger."""
    return match_payouts(payout.ledger, by=by, at=at)


def has_waiting_lines(payout: Any) -> bool:
    return bool(wait(payout.lines.all()).exists())


MATCH_AGAIN = Change(
    act=match_again,
    title="Match again",
    question="Lines that wait, of this payout and of the others, are looked for among the payments "
    "and refunds that have come since.",
    done="Matched what could be.",
    allowed=check_user_can_settle,
    offered=has_waiting_lines,
)


@admin.register(Payout)
class PayoutAdmin(TenantScopedAdmin):
    """What providers brought to the bank; never changed."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["reference", "source", "ledger", "paid_on", "taken", "fees", "paid_out"]
    list_select_related = ["tenant", "ledger__organisation"]
    list_filter = ["source", "ledger", "currency", "paid_on"]
    search_fields = ["=reference", "=lines__provider_reference"]
    search_help_text = "The provider's name of a payout or of a payment in it"
    ordering = ["-paid_on", "-pk"]
    fields = [
        "reference", "source", "ledger", "paid_on", *AMOUNTS, "booked", "file_name", "imported_at",
        "imported_by", "told",
    ]  # fmt: skip
    readonly_fields = [*AMOUNTS, "booked", "told"]
    actions_detail = ["match_again"]
    match_again = change_button(MATCH_AGAIN, icon="join")

    @display(description="Taken", ordering="gross_amount")
    def taken(self, payout: Payout) -> str:
        return str(Money(payout.gross_amount, payout.currency))

    @display(description="Fees", ordering="fee_amount")
    def fees(self, payout: Payout) -> str:
        return str(Money(payout.fee_amount, payout.currency))

    @display(description="Paid out", ordering="net_amount")
    def paid_out(self, payout: Payout) -> str:
        return str(Money(payout.net_amount, payout.currency))

    @display(description="In the books", empty_value="Nothing was posted.")
    def booked(self, payout: Payout) -> str | None:
        return link_to_document(payout.document) if payout.document else None

    @display(description="Lines")
    def told(self, payout: Payout) -> str:
        address = reverse("admin:sales_payoutline_changelist")
        count = payout.lines.count()
        waiting = wait(payout.lines.all()).count()
        told = '<a href="{}?payout__id__exact={}">{} lines, {} of them wait</a>'
        return format_html(told, address, payout.pk, count, waiting)


@admin.register(PayoutLine)
class PayoutLineAdmin(TenantScopedAdmin):
    """The amounts inside payouts, and what each was for."""

    may_look = staticmethod(user_can_read_books)
    list_display = [
        "reference", "kind", "payout", "provider_reference", "sum", "fee", "order", "description",
    ]  # fmt: skip
    list_select_related = [
        "payout__tenant", "match__transaction__order", "match__credit_part__transaction__order",
    ]  # fmt: skip
    list_filter = [MatchFilter, "kind", "payout__paid_on", "payout__source"]
    search_fields = ["=reference", "=provider_reference", "=payout__reference"]
    search_help_text = "The provider's name of a line, a payment, a refund or a payout"
    ordering = ["-pk"]
    fields = [
        "payout", "reference", "kind", "provider_reference", "description", "sum", "fee",
        "matched_with", "matched_at",
    ]  # fmt: skip
    readonly_fields = ["sum", "fee", "matched_with", "matched_at"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # The page of a payout leads here.
        return lookup == "payout__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(description="Amount", ordering="gross_amount")
    def sum(self, line: PayoutLine) -> str:
        return str(Money(line.gross_amount, line.payout.currency))

    @display(description="Fees", ordering="fee_amount")
    def fee(self, line: PayoutLine) -> str:
        return str(Money(line.fee_amount, line.payout.currency))

    @display(description="Order", empty_value="–")
    def order(self, line: PayoutLine) -> str | None:
        found = transaction_of(line)
        return str(found.order) if found else None

    @display(description="Matched with", empty_value="Nothing yet.")
    def matched_with(self, line: PayoutLine) -> str | None:
        found = transaction_of(line)
        if found is None:
            return None
        address = reverse("admin:sales_paymenttransaction_change", args=[found.pk])
        return format_html('<a href="{}">{}</a> of order {}', address, found, found.order)

    @display(description="Matched at", empty_value="–")
    def matched_at(self, line: PayoutLine) -> Any:
        match = match_of(line)
        return match.matched_at if match else None


def match_of(line: PayoutLine) -> PayoutMatch | None:
    return getattr(line, "match", None)


def transaction_of(line: PayoutLine) -> Any:
    """The payment that a line was for, or that it gives back; None while it waits."""
    match = match_of(line)
    if match is None:
        return None
    return match.transaction or match.credit_part.transaction  # type: ignore[union-attr]
