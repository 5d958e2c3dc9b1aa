"""The journal and extra costs in the words of TOMP 1.1 (§ payment)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.tomp import journal
from protocols.tomp.checking import checked, require
from protocols.tomp.v1_1.payment_requests import ExtraCostsRequest, JournalRequest
from protocols.tomp.v1_1.payment_words import COST_KIND, COST_UNIT, ENTRY_CATEGORY
from protocols.tomp.wishes import JournalQuery
from sales.models import ExtraCost, Invoice
from sales.settlement.actions import CostFacts
from sales.settlement.queries import JournalEntry, journal_entry_of
from sales.settlement.states import CostKind

KIND_OF_WORD = {word: kind for kind, word in COST_KIND.items()}
UNIT_OF_WORD = {word: unit for unit, word in COST_UNIT.items()}


def read_journal_query(query: Mapping[str, Any]) -> JournalQuery:
    """The query of GET /payment/journal-entry. ValidationError; PageTooLarge."""
    told = checked(JournalRequest, query)
    return journal.query_of(told, entries=ENTRY_CATEGORY, costs=COST_KIND)


def read_extra_costs(body: Any, *, key: str) -> CostFacts:
    """`extraCosts`; `key` is the header Idempotency-Key. Missing and ValidationError for members.

    The file asks for a `reason` that it does not describe: it stands in for the description.
    """
    if isinstance(body, Mapping) and body.get("description") in (None, ""):
        body = {**body, "description": body.get("reason")}
    require(body, "description", "Say what the costs are for.")
    require(body, "amount", "Send the amount, VAT included.")
    told = checked(ExtraCostsRequest, body)
    return journal.costs_of(told, key=key, kinds=KIND_OF_WORD, units=UNIT_OF_WORD)


def journal_entry_to_wire(
    entry: JournalEntry, *, country: str, invoice: Invoice | None = None
) -> dict[str, Any]:
    """`journalEntry`: a sale with its fare, everything else with its extra costs."""
    if journal.is_sale(entry):
        details = journal.fare_of(entry, country=country)
    else:
        details = _costs(entry, country=country)
    return {**journal.entry_members(entry, country=country, invoice=invoice), "details": details}


def extra_costs_to_wire(claim: ExtraCost, *, country: str) -> dict[str, Any]:
    """`extraCosts`, as they are claimed of the other side."""
    return _costs(journal_entry_of(claim), country=country)


def _costs(entry: JournalEntry, *, country: str) -> dict[str, Any]:
    """`extraCosts`, with the `reason` that the file asks for."""
    text, claim = journal.comment_of(entry), entry.claim
    category = ENTRY_CATEGORY.get(entry.kind, "")
    wire: dict[str, Any] = {
        "category": COST_KIND[CostKind(claim.kind)] if claim else category,
        "reason": text,
        "description": text,
        **journal.money_of_entry(entry, country=country),
    }
    return wire | journal.quantity_of(claim, units=COST_UNIT) if claim else wire
