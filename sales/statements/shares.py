"""What is open to be settled with a party, read from the books by one statement each.

The amounts are those of the postings; the lines of the orders behind them say how many tickets and
how much VAT they were, and on which day they were sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from operators.tenancy.models import Organisation
from sales.books.models import Ledger
from sales.catalogue.channels import SalesChannel
from sales.statements.models import Statement
from sales.statements.states import StatementKind

# What a statement that was not taken back settles is left out. A line that was added and taken back
# in one version reached no posting. One of a group has one ticket together with the others of its
# bundle; it is counted with the first.
PARTS = """
    WITH open AS (
        SELECT posting.id, posting.order_id, posting.order_version, posting.party_id,
            posting.operator_id, posting.currency, posting.booked_on, (
                SELECT count(*) FROM sales_statemententry
                WHERE posting_id = posting.id AND kind = %(kind)s
            ) AS turns
        FROM sales_posting AS posting
        JOIN sales_order AS sold_order ON sold_order.id = posting.order_id
        WHERE posting.ledger_id = %(ledger)s AND posting.kind = 'CONFIRMATION'
            AND posting.booked_on <= %(through)s
            AND NOT EXISTS (
                SELECT FROM sales_statemententry AS entry
                JOIN sales_statement AS statement ON statement.id = entry.statement_id
                LEFT JOIN sales_statement AS correction ON correction.corrects_id = statement.id
                WHERE entry.posting_id = posting.id AND entry.kind = %(kind)s
                    AND statement.corrects_id IS NULL AND correction.id IS NULL
            )
            AND (
                %(kind)s = 'OPERATOR' AND posting.account = 'OPERATOR_LIABILITY'
                    AND posting.party_id = %(party)s
                OR %(kind)s = 'PARTNER' AND sold_order.payer_id = %(party)s
                    AND posting.account IN ('OPERATOR_LIABILITY', 'OWN_REVENUE')
                    AND sold_order.channel_id = %(channel)s
            )
    ),
    sold AS (
        SELECT open.id AS posting_id, open.operator_id, open.currency, open.booked_on, open.turns,
            line.vat_rate, term.id AS term_id, term.percent, term.base, term.ticket_fee,
            coalesce(line.sold_on, open.booked_on) AS sold_on,
            sign * line.amount AS gross, sign * line.tax_amount AS tax,
            sign * CASE
                WHEN NOT line.is_group_ticket THEN line.count
                WHEN EXISTS (
                    SELECT FROM sales_orderline AS other
                    WHERE other.order_id = line.order_id AND other.bundle = line.bundle
                        AND other.product_id = line.product_id AND other.is_group_ticket
                        AND other.added_in_version = line.added_in_version AND other.id < line.id
                ) THEN 0
                ELSE 1
            END AS tickets
        FROM open
        JOIN sales_orderline AS line ON line.order_id = open.order_id
            AND line.earner_id = open.party_id AND line.operator_id = open.operator_id
            AND (line.added_in_version = open.order_version)
                <> (coalesce(line.cancelled_in_version, 0) = open.order_version)
        CROSS JOIN LATERAL (
            SELECT CASE WHEN line.added_in_version = open.order_version THEN 1 ELSE -1 END AS sign
        ) AS way
        LEFT JOIN sales_commissionterm AS term
            ON term.seller_id = %(seller)s AND term.party_id = %(party)s
            AND term.channel_id IS NOT DISTINCT FROM %(channel)s::bigint
            AND term.currency = open.currency
            AND term.period @> coalesce(line.sold_on, open.booked_on)
    ),
    part AS (
        SELECT posting_id, operator_id, currency, turns, term_id, min(booked_on) AS booked_on,
            min(sold_on) AS sold_on, sum(gross) AS gross, sum(tax) AS tax, sum(tickets) AS tickets,
            sum(CASE WHEN base = 'WITH_VAT' THEN gross ELSE gross - tax END) AS base,
            round(sum(CASE WHEN base = 'WITH_VAT' THEN gross ELSE gross - tax END)
                * percent / 100, 2) AS commission,
            sum(tickets) * ticket_fee AS fee
        FROM sold
        GROUP BY posting_id, operator_id, currency, turns, term_id, percent, ticket_fee
    )
"""
SHARES = f"""
    {PARTS}
    SELECT currency, term_id, operator_id, min(booked_on), min(sold_on), sum(gross), sum(tax),
        sum(tickets)::int, sum(base), sum(commission), sum(fee)
    FROM part GROUP BY currency, term_id, operator_id ORDER BY currency, operator_id, term_id
"""  # noqa: S608
RATES = f"""
    {PARTS}
    SELECT currency, vat_rate, sum(gross), sum(tax) FROM sold
    GROUP BY currency, vat_rate ORDER BY currency, vat_rate
"""  # noqa: S608
SETTLE = f"""
    {PARTS}
    INSERT INTO sales_statemententry (statement_id, posting_id, kind, turn, gross_amount,
        tax_amount, tickets, commission_amount, fee_amount)
    SELECT %(statement)s, posting_id, %(kind)s, turns + 1, sum(gross), sum(tax), sum(tickets),
        sum(commission), sum(fee)
    FROM part WHERE currency = %(currency)s
    GROUP BY posting_id, turns ORDER BY posting_id
"""  # noqa: S608
TAKE_BACK = """
    INSERT INTO sales_statemententry (statement_id, posting_id, kind, turn, gross_amount,
        tax_amount, tickets, commission_amount, fee_amount)
    SELECT %(statement)s, posting_id, kind, turn + 1, -gross_amount, -tax_amount, -tickets,
        -commission_amount, -fee_amount
    FROM sales_statemententry WHERE statement_id = %(corrected)s ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose sales are settled with whom, through which day; `channel` for the partner of one."""

    ledger: Ledger
    party: Organisation
    channel: SalesChannel | None
    through: date

    @property
    def kind(self) -> StatementKind:
        return StatementKind.OPERATOR if self.channel is None else StatementKind.PARTNER

    def parameters(self, **more: Any) -> dict[str, Any]:
        """Those of the statements above."""
        return {
            "kind": self.kind.value,
            "ledger": self.ledger.pk,
            "seller": self.ledger.organisation_id,
            "party": self.party.pk,
            "channel": self.channel.pk if self.channel else None,
            "through": self.through,
            **more,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """What one operator sold under one term; `commission` is the sum of those of single sales,
    each of them rounded, and no term was found where `term_id` is empty."""

    currency: str
    term_id: int | None
    operator_id: int
    first_day: date
    first_sold: date
    gross: Decimal
    tax: Decimal
    tickets: int
    base: Decimal
    commission: Decimal | None
    fee: Decimal | None


@dataclass(frozen=True, slots=True)
class Rate:
    """What was sold at one rate of VAT."""

    currency: str
    vat_rate: Decimal
    gross: Decimal
    tax: Decimal


def open_shares(wanted: Wanted) -> list[Share]:
    """What is open, by currency, operator and term."""
    return [Share(*row) for row in _rows(SHARES, wanted)]


def open_rates(wanted: Wanted) -> list[Rate]:
    """The same by rate of VAT."""
    return [Rate(*row) for row in _rows(RATES, wanted)]


def settle_postings(statement: Statement, wanted: Wanted) -> None:
    """Write what is open in the statement's currency as its entries."""
    with connection.cursor() as cursor:
        told = wanted.parameters(statement=statement.pk, currency=statement.currency)
        cursor.execute(SETTLE, told)


def take_back_postings(statement: Statement, corrected: Statement) -> None:
    """Write the opposite of what a statement settled as entries of the one that corrects it."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_BACK, {"statement": statement.pk, "corrected": corrected.pk})


def _rows(statement: str, wanted: Wanted) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, wanted.parameters())
        return cursor.fetchall()
