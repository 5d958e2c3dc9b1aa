"""What every invariant is told in, and what their statements begin with."""

from __future__ import annotations

from dataclasses import dataclass

from sales.verifier.states import InvariantName

SCOPE = """
    WITH orders AS (
        SELECT id, code, seller_id, payer_id, state, version, currency, specimen, total_amount,
            total_tax_amount, captured_amount, credited_amount, balance
        FROM sales_order
        WHERE tenant_id = %(tenant)s
            AND (%(organisation)s::bigint IS NULL OR seller_id = %(organisation)s)
    ),
    parts AS (
        SELECT order_id, 'line' AS kind, line.id AS row, reference, amount, tax_amount, vat_rate,
            added_in_version AS since, cancelled_in_version AS gone, earner_id, operator_id
        FROM sales_orderline AS line JOIN orders ON orders.id = line.order_id
        UNION ALL
        SELECT order_id, 'fee', fee.id, reference, amount, tax_amount, vat_rate,
            added_in_version, removed_in_version, NULL, NULL
        FROM sales_fee AS fee JOIN orders ON orders.id = fee.order_id
    ),
    ledgers AS (
        SELECT ledger.id, ledger.organisation_id, closed_through, organisation.name
        FROM sales_ledger AS ledger
        JOIN operators_organisation AS organisation ON organisation.id = ledger.organisation_id
        WHERE ledger.tenant_id = %(tenant)s AND (
            %(organisation)s::bigint IS NULL OR ledger.organisation_id = %(organisation)s)
    )
"""
"""Every statement begins with the orders that are looked at, and with their lines and fees alike:
what an order held from version `since` on, until it was `gone`; and the ledgers."""


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold of all orders, and one statement that finds where it does not.

    The statement goes on after the scope. Its rows are the faults: order code, version, document
    (each may be empty), the place in words, what was expected there, and what is there. `tenant`
    and `organisation`, which may be empty, are its parameters.
    """

    name: InvariantName
    title: str
    statement: str

    @property
    def sql(self) -> str:
        """The whole statement."""
        return SCOPE + self.statement
