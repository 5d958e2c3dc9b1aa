"""Invariants of the books: F11."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F11 = Invariant(
    InvariantName.F11,
    "Every document balances in each currency, and what a customer owes is the order's balance.",
    """, document AS (
        SELECT posting.document, posting.currency, min(order_id) AS order_id,
            min(order_version) AS version, min(kind) AS kind, min(reference) AS reference,
            sum(amount) AS amount
        FROM sales_posting AS posting JOIN ledgers ON ledgers.id = posting.ledger_id
        GROUP BY posting.document, posting.ledger_id, posting.booked_on, posting.currency
        HAVING sum(amount) <> 0
    ),
    posted AS (
        SELECT order_id,
            coalesce(sum(amount) FILTER (WHERE account = 'CUSTOMER_RECEIVABLE'), 0.00) AS owed,
            coalesce(sum(amount) FILTER (
                WHERE account IN ('CHANNEL_RECEIVABLE', 'PSP_CLEARING', 'CASH')
                    AND kind <> 'EXTRA_COST'
            ), 0.00) AS money, count(*) AS lines
        FROM sales_posting WHERE order_id IN (SELECT id FROM orders) GROUP BY order_id
    ),
    sold AS (
        SELECT DISTINCT ON (order_id) order_id, (snapshot->>'total_amount')::numeric AS amount
        FROM sales_orderversion WHERE order_id IN (SELECT id FROM orders)
        ORDER BY order_id, version DESC
    ),
    sums AS (
        SELECT orders.*, coalesce(sold.amount, 0.00) - captured_amount + credited_amount AS owed,
            coalesce(posted.owed, 0.00) AS owed_posted, coalesce(posted.money, 0.00) AS money,
            coalesce(posted.lines, 0) AS lines
        FROM orders
        LEFT JOIN sold ON sold.order_id = orders.id
        LEFT JOIN posted ON posted.order_id = orders.id
    )
    SELECT code, document.version, document, concat_ws(' ', 'sum of the', kind, reference),
        concat_ws(' ', 0.00, document.currency), concat_ws(' ', amount, document.currency)
    FROM document LEFT JOIN orders ON orders.id = document.order_id
    UNION ALL
    SELECT code, version, NULL, 'what the customer owes in the books',
        concat_ws(' ', owed, currency), concat_ws(' ', owed_posted, currency)
    FROM sums WHERE NOT specimen AND owed <> owed_posted
    UNION ALL
    SELECT code, version, NULL, 'money of the order in the books',
        concat_ws(' ', captured_amount - credited_amount, currency), concat_ws(' ', money, currency)
    FROM sums WHERE NOT specimen AND money <> captured_amount - credited_amount
    UNION ALL
    SELECT code, version, NULL, 'postings of a sandbox order', '0', lines::text
    FROM sums WHERE specimen AND lines > 0
    """,
)

INVARIANTS = [F11]
