"""Invariants of numbers: F12."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F12 = Invariant(
    InvariantName.F12,
    "Numbers are drawn without gaps in each series, and each number has its document.",
    """, documents AS (
        SELECT series_id, number FROM sales_receipt
        UNION ALL
        SELECT series_id, number FROM sales_invoice
        UNION ALL
        SELECT series_id, number FROM sales_statement
    ),
    drawn AS (
        SELECT concat_ws(' ', series.kind, pos, year) AS place, series.last_number AS last,
            count(number) AS held, coalesce(min(number), 1) AS first_held,
            coalesce(max(number), 0) AS last_held
        FROM sales_numberseries AS series LEFT JOIN documents ON documents.series_id = series.id
        WHERE series.tenant_id = %(tenant)s AND (
            %(organisation)s::bigint IS NULL OR series.organisation_id = %(organisation)s)
        GROUP BY series.id
        UNION ALL
        SELECT concat('cash settlements of ', point.code), max(settlement.number),
            count(*), min(settlement.number), max(settlement.number)
        FROM sales_cashsettlement AS settlement
        JOIN sales_pointofsale AS point ON point.id = settlement.point_id
        WHERE settlement.tenant_id = %(tenant)s AND (
            %(organisation)s::bigint IS NULL OR settlement.organisation_id = %(organisation)s)
        GROUP BY point.id
        UNION ALL
        SELECT concat('closings of ', point.code), max(settlement.number),
            count(closing.id), coalesce(min(closing.number), 1), coalesce(max(closing.number), 0)
        FROM sales_cashsettlement AS settlement
        JOIN sales_pointofsale AS point ON point.id = settlement.point_id
        LEFT JOIN sales_closing AS closing ON closing.settlement_id = settlement.id
            AND closing.number = settlement.number
        WHERE settlement.tenant_id = %(tenant)s AND settlement.state = 'CLOSED' AND (
            %(organisation)s::bigint IS NULL OR settlement.organisation_id = %(organisation)s)
        GROUP BY point.id
        UNION ALL
        SELECT concat('periods of ', ledgers.name), max(period.number), count(*),
            min(period.number), max(period.number)
        FROM sales_accountingperiod AS period JOIN ledgers ON ledgers.id = period.ledger_id
        GROUP BY ledgers.id, ledgers.name
    )
    SELECT NULL::text, NULL::int, NULL::uuid, place,
        concat('1 to ', last, ': ', last), concat(first_held, ' to ', last_held, ': ', held)
    FROM drawn WHERE (first_held, last_held, held) <> (1, last, last)
    """,
)

INVARIANTS = [F12]
