"""The journal and extra costs in the words of TOMP 1.1 (§ payment)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from protocols.tomp.checking import checked, limit_of, require
from protocols.tomp.errors import Invalid, Missing
from protocols.tomp.meta import MAX_PAGE_SIZE
from protocols.tomp.v1_1.payment_requests import ExtraCostsRequest, JournalRequest
from protocols.tomp.v1_1.payment_words import COST_KIND, COST_UNIT, ENTRY_CATEGORY, INVOICED
from protocols.tomp.wire import number
from sales.books.accounts import DocumentKind
from sales.settlement.actions import CostFacts
from sales.settlement.queries import JournalEntry, JournalPart, JournalWish
from sales.settlement.states import CostKind, CostUnit

KIND_OF_WORD = {word: kind for kind, word in COST_KIND.items()}
UNIT_OF_WORD = {word: unit for unit, word in COST_UNIT.items()}
LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """A page of the journal, as it is asked for."""

    wish: JournalWish
    reference: str
    """Of a booking; empty for those of all."""
    invoiced: bool
    """Asked for entries that were invoiced; invoices are not made here yet, so there are none."""
    offset: int
    limit: int


def read_journal_query(query: Mapping[str, Any]) -> JournalQuery:
    """The query of GET /payment/journal-entry. ValidationError; PageTooLarge."""
    told = checked(JournalRequest, query)
    category = told.get("category", "ALL")
    wish = JournalWish(
        since=told.get("from"),
        until=told.get("to"),
        kinds=frozenset(kind for kind, word in ENTRY_CATEGORY.items() if word == category),
        cost_kinds=frozenset(kind for kind, word in COST_KIND.items() if word == category),
    )
    return JournalQuery(
        wish,
        reference=told.get("id", ""),
        invoiced=told.get("state") == INVOICED,
        offset=told["offset"],
        limit=limit_of(told, MAX_PAGE_SIZE),
    )


def read_extra_costs(body: Any, *, key: str) -> CostFacts:
    """`extraCosts`; `key` is the header Idempotency-Key. Missing and ValidationError for members.

    The file asks for a `reason` that it does not describe: it stands in for the description.
    """
    if isinstance(body, Mapping) and body.get("description") in (None, ""):
        body = {**body, "description": body.get("reason")}
    require(body, "description", "Say what the costs are for.")
    require(body, "amount", "Send the amount, VAT included.")
    told = checked(ExtraCostsRequest, body)
    if len(key) > LONGEST_KEY:
        raise Invalid(f"Idempotency-Key: at most {LONGEST_KEY} characters.")
    if told.get("numberType") and told.get("number") is None:
        raise Missing("number: Send it with numberType.")
    unit = told.get("numberType")
    return CostFacts(
        kind=KIND_OF_WORD[told.get("category", COST_KIND[CostKind.OTHER])],
        description=told["description"],
        amount=told["amount"],
        currency=told.get("currencyCode", ""),
        vat_rate=told.get("vatRate"),
        quantity=told.get("number"),
        unit=UNIT_OF_WORD[unit] if unit else None,
        key=key,
    )


def journal_entry_to_wire(entry: JournalEntry, *, country: str) -> dict[str, Any]:
    """`journalEntry`: a sale with its fare, everything else with its extra costs.

    Its id is that of the booking, and the sequence counts the entries of a booking.
    """
    money = _money(entry.amount, entry.tax_amount, entry.vat_rate)
    money |= {"currencyCode": entry.order.currency, "vatCountryCode": country}
    return {
        "journalId": entry.order.external_reference or entry.order.code,
        "journalSequenceId": str(entry.sequence),
        **money,
        "state": "TO_INVOICE",
        "comment": _comment(entry),
        "details": _fare(entry, country) if _is_sale(entry) else _costs(entry, money),
    }


def _is_sale(entry: JournalEntry) -> bool:
    return entry.kind == DocumentKind.CAPTURE


def _comment(entry: JournalEntry) -> str:
    if entry.claim is not None:
        return entry.claim.description
    words = ", ".join(part.description for part in entry.parts)
    return f"Given back: {words}" if entry.kind == DocumentKind.CREDIT else words


def _fare(entry: JournalEntry, country: str) -> dict[str, Any]:
    return {
        "estimated": False,
        "parts": [_part(part, entry.order.currency, country) for part in entry.parts],
    }


def _part(part: JournalPart, currency: str, country: str) -> dict[str, Any]:
    return {
        "type": "FIXED",
        "name": part.description,
        **_money(part.amount, part.tax_amount, part.vat_rate),
        "currencyCode": currency,
        "vatCountryCode": country,
    }


def _costs(entry: JournalEntry, money: Mapping[str, Any]) -> dict[str, Any]:
    """`extraCosts`, with the `reason` that the file asks for."""
    text = _comment(entry)
    claim = entry.claim
    wire: dict[str, Any] = {
        "category": ENTRY_CATEGORY.get(entry.kind, ""),
        "reason": text,
        "description": text,
    }
    if claim is not None:
        wire["category"] = COST_KIND[CostKind(claim.kind)]
    wire |= money
    if claim is not None and claim.quantity is not None:
        wire["number"] = float(claim.quantity)
    if claim is not None and claim.unit:
        wire["numberType"] = COST_UNIT[CostUnit(claim.unit)]
    return wire


def _money(amount: Decimal, tax: Decimal | None, rate: Decimal | None) -> dict[str, Any]:
    money: dict[str, Any] = {"amount": number(amount)}
    if tax is not None:
        money["amountExVat"] = number(amount - tax)
    if rate is not None:
        money["vatRate"] = number(rate)
    return money
