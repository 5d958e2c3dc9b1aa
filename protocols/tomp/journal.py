"""The journal and extra costs as every version of TOMP 1 tells them (§ payment); what differs is in
the versions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from protocols.tomp.checking import limit_of
from protocols.tomp.errors import Invalid, Missing
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.wire import number
from protocols.tomp.wishes import JournalQuery, PageWish
from sales.books.accounts import DocumentKind
from sales.models import ExtraCost, Invoice
from sales.settlement.actions import CostFacts
from sales.settlement.queries import JournalEntry, JournalPart, JournalWish
from sales.settlement.states import CostKind, CostUnit

LONGEST_KEY = 100
TO_INVOICE, INVOICED = "TO_INVOICE", "INVOICED"
JOURNAL_STATES = (TO_INVOICE, INVOICED)


def query_of(
    told: Mapping[str, Any],
    *,
    entries: Mapping[DocumentKind, str],
    costs: Mapping[CostKind, str],
) -> JournalQuery:
    """A query of the journal that was checked; the tables are the categories of a version.
    PageTooLarge."""
    category, state = told.get("category", "ALL"), told.get("state")
    wish = JournalWish(
        since=told.get("from"),
        until=told.get("to"),
        kinds=frozenset(kind for kind, word in entries.items() if word == category),
        cost_kinds=frozenset(kind for kind, word in costs.items() if word == category),
    )
    page = PageWish(told["offset"], limit_of(told, MAX_PAGE_SIZE))
    return JournalQuery(
        wish,
        reference=told.get("id", ""),
        invoiced=None if state is None else state == INVOICED,
        page=page,
    )


def costs_of(
    told: Mapping[str, Any],
    *,
    key: str,
    kinds: Mapping[str, CostKind],
    units: Mapping[str, CostUnit],
) -> CostFacts:
    """Extra costs that were checked; `key` is the header Idempotency-Key. Invalid; Missing."""
    if len(key) > LONGEST_KEY:
        raise Invalid(f"Idempotency-Key: at most {LONGEST_KEY} characters.")
    if told.get("numberType") and told.get("number") is None:
        raise Missing("number: Send it with numberType.")
    category, unit = told.get("category"), told.get("numberType")
    return CostFacts(
        kind=kinds[category] if category else CostKind.OTHER,
        description=told["description"],
        amount=told["amount"],
        currency=told.get("currencyCode", ""),
        vat_rate=told.get("vatRate"),
        quantity=told.get("number"),
        unit=units[unit] if unit else None,
        key=key,
    )


def entry_members(entry: JournalEntry, *, country: str, invoice: Invoice | None) -> dict[str, Any]:
    """The members of `journalEntry` but for its category and details.

    Its id is that of the booking, and the sequence counts the entries of a booking.
    """
    wire: dict[str, Any] = {
        "journalId": entry.order.external_reference or entry.order.code,
        "journalSequenceId": str(entry.sequence),
        **money_of_entry(entry, country=country),
        "state": TO_INVOICE if invoice is None else INVOICED,
        "comment": comment_of(entry),
    }
    if invoice is not None:
        wire["invoiceId"] = str(invoice.number)
        wire["invoiceDate"] = f"{invoice.issued_on}T00:00:00Z"
        wire["expirationDate"] = f"{invoice.due_on}T00:00:00Z"
    if entry.used_seconds is not None:
        wire["usedTime"] = entry.used_seconds
    return wire


def is_sale(entry: JournalEntry) -> bool:
    """Whether its details are a fare; all else is told as extra costs."""
    return entry.kind == DocumentKind.CAPTURE


def comment_of(entry: JournalEntry) -> str:
    """What it is for, in words."""
    if entry.claim is not None:
        return entry.claim.description
    words = ", ".join(part.description for part in entry.parts)
    return f"Given back: {words}" if entry.kind == DocumentKind.CREDIT else words


def fare_of(entry: JournalEntry, *, country: str) -> dict[str, Any]:
    """`fare` of a sale: a fixed part for each line."""
    parts = [_part(part, entry.order.currency, country) for part in entry.parts]
    return {"estimated": False, "parts": parts}


def money_of_entry(entry: JournalEntry, *, country: str) -> dict[str, Any]:
    """The amount that is charged, or credited if it is negative."""
    money = _money(entry.amount, entry.tax_amount, entry.vat_rate)
    return money | {"currencyCode": entry.order.currency, "vatCountryCode": country}


def quantity_of(claim: ExtraCost, *, units: Mapping[CostUnit, str]) -> dict[str, Any]:
    """How much of what an extra cost is for, as far as it was told."""
    wire: dict[str, Any] = {}
    if claim.quantity is not None:
        wire["number"] = float(claim.quantity)
    if claim.unit:
        wire["numberType"] = units[CostUnit(claim.unit)]
    return wire


def _part(part: JournalPart, currency: str, country: str) -> dict[str, Any]:
    return {
        "type": "FIXED",
        "name": part.description,
        **_money(part.amount, part.tax_amount, part.vat_rate),
        "currencyCode": currency,
        "vatCountryCode": country,
    }


def _money(amount: Decimal, tax: Decimal | None, rate: Decimal | None) -> dict[str, Any]:
    money: dict[str, Any] = {"amount": number(amount)}
    if tax is not None:
        money["amountExVat"] = number(amount - tax)
    if rate is not None:
        money["vatRate"] = number(rate)
    return money
