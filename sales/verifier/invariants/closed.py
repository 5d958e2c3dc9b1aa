"""Invariants of what is closed: F14."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F14 = Invariant(
    InvariantName.F14,
    "Closed periods are as they were closed, and what came late went to the first open day.",
    """, closed AS (
        SELECT period.*, ledgers.name,
            concat('period ', number, ' of ', ledgers.name) AS place
        FROM sales_accountingperiod AS period JOIN ledgers ON ledgers.id = period.ledger_id
        WHERE state = 'CLOSED'
    ),
    kept AS (
        SELECT period_id, account, currency, opening, debit, credit, postings, balance
        FROM sales_periodtotal WHERE period_id IN (SELECT id FROM closed)
    ),
    booked AS (
        SELECT closed.id AS period_id, account, currency,
            coalesce(sum(amount) FILTER (WHERE amount > 0), 0.00) AS debit,
            -coalesce(sum(amount) FILTER (WHERE amount < 0), 0.00) AS credit, count(*) AS postings
        FROM closed JOIN sales_posting AS posting ON posting.ledger_id = closed.ledger_id
            AND booked_on BETWEEN starts_on AND ends_on
        GROUP BY closed.id, account, currency
    ),
    posted AS (
        SELECT code, order_version, document, kind, posting.reference, posted_at, booked_on,
            late_for, ledgers.id AS ledger_id, closed_through
        FROM sales_posting AS posting JOIN ledgers ON ledgers.id = posting.ledger_id
        LEFT JOIN orders ON orders.id = posting.order_id
    ),
    settlements AS (
        SELECT id, code, number, point_id, organisation_id FROM sales_cashsettlement
        WHERE tenant_id = %(tenant)s AND (
            %(organisation)s::bigint IS NULL OR organisation_id = %(organisation)s)
    ),
    moved AS (
        SELECT settlement_id, currency, kind, sum(amount) AS amount FROM sales_movement
        WHERE type = 'CASH' AND NOT specimen
            AND settlement_id IN (SELECT id FROM settlements)
        GROUP BY settlement_id, currency, kind
    ),
    counted AS (
        SELECT settlements.code, told->>'currency' AS currency,
            concat_ws(' ', told->'cash'->>'taken', told->'cash'->>'given',
                told->'cash'->>'expected', coalesce(told->'cash'->>'difference', '0.00')) AS told,
            concat_ws(' ', taken, given, expected, difference) AS moved
        FROM settlements JOIN sales_closing AS closing ON closing.settlement_id = settlements.id,
        jsonb_array_elements(facts->'currencies') AS told,
        LATERAL (
            SELECT coalesce(sum(amount) FILTER (WHERE kind = 'TAKEN'), 0.00) AS taken,
                coalesce(sum(amount) FILTER (WHERE kind = 'GIVEN'), 0.00) AS given,
                coalesce(sum(amount) FILTER (WHERE kind <> 'DIFFERENCE'), 0.00) AS expected,
                coalesce(sum(amount) FILTER (WHERE kind = 'DIFFERENCE'), 0.00) AS difference
            FROM moved
            WHERE moved.settlement_id = settlements.id AND currency = told->>'currency'
        ) AS sums
    ),
    desks AS (
        SELECT code, currency, sum(moved) AS moved, sum(posted) AS posted
        FROM (
            SELECT code, currency, amount AS moved, 0.00 AS posted
            FROM moved JOIN settlements ON settlements.id = moved.settlement_id
            WHERE kind NOT IN ('TAKEN', 'GIVEN')
            UNION ALL
            SELECT code, told->>'currency', -(told->'cash'->>'left')::numeric, 0.00
            FROM settlements JOIN sales_closing AS before
                ON before.point_id = settlements.point_id AND before.number = settlements.number - 1
                AND before.organisation_id = settlements.organisation_id,
            jsonb_array_elements(facts->'currencies') AS told
            UNION ALL
            SELECT code, currency, 0.00, amount
            FROM settlements JOIN sales_posting AS posting ON posting.reference = code
            WHERE account = 'CASH' AND posting.ledger_id IN (SELECT id FROM ledgers)
        ) AS sides GROUP BY code, currency
    )
    SELECT NULL::text, NULL::int, NULL::uuid, concat_ws(' ', place, account, currency),
        concat_ws(' ', kept.debit, kept.credit, kept.postings),
        concat_ws(' ', booked.debit, booked.credit, booked.postings)
    FROM kept FULL JOIN booked USING (period_id, account, currency)
    JOIN closed ON closed.id = period_id
    WHERE (coalesce(kept.debit, 0), coalesce(kept.credit, 0), coalesce(kept.postings, 0))
        <> (coalesce(booked.debit, 0), coalesce(booked.credit, 0), coalesce(booked.postings, 0))
    UNION ALL
    SELECT NULL, NULL, NULL, concat_ws(' ', closed.place, 'opening', kept.account, kept.currency),
        coalesce(before.balance, 0.00)::text, coalesce(kept.opening, 0.00)::text
    FROM kept JOIN closed ON closed.id = kept.period_id
    LEFT JOIN closed AS earlier
        ON earlier.ledger_id = closed.ledger_id AND earlier.number = closed.number - 1
    LEFT JOIN kept AS before ON before.period_id = earlier.id
        AND before.account = kept.account AND before.currency = kept.currency
    WHERE kept.opening <> coalesce(before.balance, 0)
    UNION ALL
    SELECT code, order_version, document, concat_ws(' ', 'posted after closing:', kind, reference),
        concat('until ', closed_at), posted_at::text
    FROM posted JOIN closed ON closed.ledger_id = posted.ledger_id
        AND booked_on BETWEEN starts_on AND ends_on
    WHERE posted_at > closed_at
    UNION ALL
    SELECT code, order_version, document, concat_ws(' ', 'booking day:', kind, reference),
        coalesce(late_for, (posted_at AT TIME ZONE 'UTC')::date)::text, booked_on::text
    FROM posted
    WHERE NOT coalesce(late_for, booked_on) BETWEEN
            ((posted_at - interval '12 hours') AT TIME ZONE 'UTC')::date
            AND ((posted_at + interval '14 hours') AT TIME ZONE 'UTC')::date
    UNION ALL
    SELECT code, order_version, document, concat_ws(' ', 'late posting:', kind, reference),
        concat('the first open day after ', late_for), booked_on::text
    FROM posted
    WHERE late_for IS NOT NULL AND NOT EXISTS (
        SELECT FROM closed WHERE closed.ledger_id = posted.ledger_id
            AND ends_on = booked_on - 1 AND late_for <= ends_on
    )
    UNION ALL
    SELECT NULL, NULL, NULL, concat('cash of closing ', code, ' in ', currency),
        told, moved
    FROM counted WHERE told <> moved
    UNION ALL
    SELECT NULL, NULL, NULL, concat('hash before the closing of ', code),
        coalesce(before.hash, ''), closing.previous_hash
    FROM settlements JOIN sales_closing AS closing ON closing.settlement_id = settlements.id
    LEFT JOIN sales_closing AS before
        ON before.point_id = closing.point_id AND before.number = closing.number - 1
    WHERE closing.previous_hash <> coalesce(before.hash, '')
    UNION ALL
    SELECT NULL, NULL, NULL, concat('books of cash settlement ', code, ' in ', currency),
        moved::text, posted::text
    FROM desks WHERE moved <> posted
    UNION ALL
    SELECT code, payment.order_version, NULL,
        concat('transaction ', transaction.number, ' in its cash settlement'),
        transaction.amount::text, coalesce(movement.amount::text, 'nothing')
    FROM sales_payment AS payment JOIN orders ON orders.id = payment.order_id
    JOIN sales_paymenttransaction AS transaction ON transaction.payment_id = payment.id
    LEFT JOIN sales_movement AS movement
        ON movement.transaction_id = transaction.id AND movement.kind = 'TAKEN'
    WHERE payment.cash_settlement <> '' AND transaction.state IN ('CAPTURED', 'CREDITED')
        AND transaction.amount IS DISTINCT FROM movement.amount
    """,
)

INVARIANTS = [F14]
