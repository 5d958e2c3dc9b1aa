"""What a statement says, in words of the core."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from operators.models import Operator
from operators.tenancy.models import Organisation
from sales.books.models import Ledger
from sales.catalogue.channels import SalesChannel
from sales.letters.heads import party_facts
from sales.money import total
from sales.orders.snapshots import money
from sales.statements.models import Statement
from sales.statements.reckoning import Earned, Reckoning

Facts = dict[str, Any]
AMOUNTS = {
    "operators": ("gross", "tax"),
    "vat": ("gross", "tax"),
    "earned": ("base", "commission", "fee", "tax"),
}
"""Members that turn their sign when a statement is taken back, by list."""


def statement_facts(
    ledger: Ledger, party: Organisation, channel: SalesChannel | None, reckoning: Reckoning
) -> Facts:
    """All that is printed, but for its number, days and sums."""
    return {
        "seller": party_facts(ledger.organisation),
        "party": {**party_facts(party), "bank_account": party.bank_account},
        "channel": {"code": channel.code, "name": channel.name} if channel else None,
        "corrects": None,
        "reason": "",
        "operators": _operators(reckoning),
        "vat": [
            {"rate": str(one.vat_rate), "gross": money(one.gross), "tax": money(one.tax)}
            for one in reckoning.rates
        ],
        "earned": [_earned(one) for one in reckoning.earned],
    }


def reversed_facts(statement: Statement, *, reason: str) -> Facts:
    """Those of a statement that takes another one back."""
    told = statement.facts
    return {
        **told,
        "corrects": {"number": statement.number, "issued_on": str(statement.issued_on)},
        "reason": reason,
        **{
            name: [_negative(row, members) for row in told[name]]
            for name, members in AMOUNTS.items()
        },
    }


def _operators(reckoning: Reckoning) -> list[Facts]:
    names = Operator.objects.in_bulk(list(reckoning.by_operator()))
    found = []
    for pk, operator in sorted(names.items(), key=lambda one: (one[1].code, one[0])):
        mine = [share for share in reckoning.shares if share.operator_id == pk]
        found.append(
            {
                "code": operator.code,
                "name": operator.name,
                "tickets": sum(share.tickets for share in mine),
                "gross": money(total(share.gross for share in mine)),
                "tax": money(total(share.tax for share in mine)),
            }
        )
    return found


def _earned(one: Earned) -> Facts:
    return {
        "percent": str(one.term.percent),
        "of": one.term.base,
        "ticket_fee": money(one.term.ticket_fee),
        "vat_rate": str(one.term.vat_rate),
        "base": money(one.base),
        "tickets": one.tickets,
        "commission": money(one.commission),
        "fee": money(one.fee),
        "tax": money(one.tax),
    }


def _negative(row: Facts, members: tuple[str, ...]) -> Facts:
    told = {name: money(-Decimal(row[name])) for name in members}
    return {**row, **told, **({"tickets": -row["tickets"]} if "tickets" in row else {})}
