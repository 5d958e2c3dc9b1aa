"""Invariants of the money of orders: F3 to F7."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F3 = Invariant(
    InvariantName.F3,
    "The balance is the total less what was captured plus what was given back.",
    """, captured AS (
        SELECT order_id, sum(amount) AS amount FROM sales_paymenttransaction
        WHERE state IN ('CAPTURED', 'CREDITED') GROUP BY order_id
    ),
    credited AS (
        SELECT order_id, sum(total_amount) AS amount FROM sales_credit
        WHERE state = 'CREDITED' GROUP BY order_id
    ),
    sums AS (
        SELECT orders.*, coalesce(captured.amount, 0.00) AS taken,
            coalesce(credited.amount, 0.00) AS given
        FROM orders
        LEFT JOIN captured ON captured.order_id = orders.id
        LEFT JOIN credited ON credited.order_id = orders.id
    )
    SELECT code, version, NULL::uuid, 'balance',
        concat_ws(' ', total_amount - taken + given, currency), concat_ws(' ', balance, currency)
    FROM sums WHERE balance <> total_amount - taken + given
    UNION ALL
    SELECT code, version, NULL, 'captured amount',
        concat_ws(' ', taken, currency), concat_ws(' ', captured_amount, currency)
    FROM sums WHERE captured_amount <> taken
    UNION ALL
    SELECT code, version, NULL, 'credited amount',
        concat_ws(' ', given, currency), concat_ws(' ', credited_amount, currency)
    FROM sums WHERE credited_amount <> given
    """,
)

F4 = Invariant(
    InvariantName.F4,
    "What is CONFIRMED or CANCELLED owes nothing, and what is CANCELLED waits for no money.",
    """
    SELECT code, version, NULL::uuid, concat('balance of an order that is ', state),
        concat_ws(' ', 0.00, currency), concat_ws(' ', balance, currency)
    FROM orders WHERE state <> 'DRAFT' AND balance <> 0
    UNION ALL
    SELECT code, version, NULL, concat('transaction ', number, ' of an order that is CANCELLED'),
        'CANCELLED', transaction.state
    FROM sales_paymenttransaction AS transaction JOIN orders ON orders.id = transaction.order_id
    WHERE orders.state = 'CANCELLED' AND transaction.state IN ('CREATED', 'INITIATED')
    """,
)

F5 = Invariant(
    InvariantName.F5,
    "Payments tell what their transactions brought, and credits what was given back.",
    """, taken AS (
        SELECT payment_id, sum(amount) AS amount FROM sales_paymenttransaction
        WHERE state IN ('CAPTURED', 'CREDITED') GROUP BY payment_id
    ),
    kept AS (
        SELECT orders.code, kept.version, orders.currency, told.name, told.total,
            (SELECT coalesce(sum((one->>'amount')::numeric), 0.00)
                FROM jsonb_array_elements(told.refs) AS one) AS amount
        FROM sales_orderversion AS kept JOIN orders ON orders.id = kept.order_id,
        LATERAL (VALUES
            ('payments', snapshot->'payments', (snapshot->>'captured_amount')::numeric),
            ('credits', snapshot->'credits', (snapshot->>'credited_amount')::numeric)
        ) AS told (name, refs, total)
    )
    SELECT code, order_version, NULL::uuid, concat('captured amount of payment ', number),
        concat_ws(' ', coalesce(amount, 0.00), payment.currency),
        concat_ws(' ', payment.captured_amount, payment.currency)
    FROM sales_payment AS payment JOIN orders ON orders.id = payment.order_id
    LEFT JOIN taken ON taken.payment_id = payment.id
    WHERE payment.captured_amount <> coalesce(amount, 0)
    UNION ALL
    SELECT code, version, NULL, concat(name, ' of the kept version'),
        concat_ws(' ', total, currency), concat_ws(' ', amount, currency)
    FROM kept WHERE total IS DISTINCT FROM amount
    UNION ALL
    SELECT code, order_version, NULL, concat('parts of credit ', number, ' that were not given'),
        '0', left_over.number_of::text
    FROM sales_credit AS credit JOIN orders ON orders.id = credit.order_id
    JOIN (
        SELECT credit_id, count(*) AS number_of FROM sales_creditpart
        WHERE done_at IS NULL GROUP BY credit_id
    ) AS left_over ON left_over.credit_id = credit.id
    WHERE credit.state = 'CREDITED'
    """,
)

F6 = Invariant(
    InvariantName.F6,
    "No more is given back than was captured, and no more captured than was asked for.",
    """, given AS (
        SELECT part.transaction_id,
            sum(part.amount) FILTER (WHERE credit.state = 'CREDITED') AS counted,
            sum(part.amount) FILTER (WHERE part.done_at IS NOT NULL) AS done
        FROM sales_creditpart AS part JOIN sales_credit AS credit ON credit.id = part.credit_id
        GROUP BY part.transaction_id
    ),
    noted AS (
        SELECT transaction_id, sum(amount) FILTER (WHERE name = 'CAPTURE') AS captured,
            sum(amount) FILTER (WHERE name = 'CREDIT') AS credited
        FROM sales_paymentoperation GROUP BY transaction_id
    ),
    sums AS (
        SELECT orders.code, orders.currency, payment.order_version AS version, transaction.number,
            transaction.credited_amount AS credited,
            CASE WHEN transaction.state IN ('CAPTURED', 'CREDITED')
                THEN transaction.amount ELSE 0.00 END AS captured,
            coalesce(given.counted, 0.00) AS counted, coalesce(given.done, 0.00) AS done,
            coalesce(noted.captured, 0.00) AS noted_captured,
            coalesce(noted.credited, 0.00) AS noted_credited
        FROM sales_paymenttransaction AS transaction
        JOIN orders ON orders.id = transaction.order_id
        JOIN sales_payment AS payment ON payment.id = transaction.payment_id
        LEFT JOIN given ON given.transaction_id = transaction.id
        LEFT JOIN noted ON noted.transaction_id = transaction.id
    )
    SELECT code, version, NULL::uuid, concat('credited amount of transaction ', number),
        concat_ws(' ', counted, currency), concat_ws(' ', credited, currency)
    FROM sums WHERE credited <> counted
    UNION ALL
    SELECT code, version, NULL, concat('given back on transaction ', number),
        concat('at most ', captured, ' ', currency), concat_ws(' ', done, currency)
    FROM sums WHERE done > captured
    UNION ALL
    SELECT code, version, NULL, concat('CAPTURE of transaction ', number),
        concat_ws(' ', captured, currency), concat_ws(' ', noted_captured, currency)
    FROM sums WHERE noted_captured <> captured
    UNION ALL
    SELECT code, version, NULL, concat('CREDIT of transaction ', number),
        concat_ws(' ', credited, currency), concat_ws(' ', noted_credited, currency)
    FROM sums WHERE noted_credited <> credited
    UNION ALL
    SELECT code, version, NULL, 'credited amount',
        concat('at most ', captured_amount, ' ', currency),
        concat_ws(' ', credited_amount, currency)
    FROM orders WHERE credited_amount > captured_amount
    """,
)

F7 = Invariant(
    InvariantName.F7,
    "A complete payment is the sum of its transactions, a credit that of its parts.",
    """, taken AS (
        SELECT payment_id, sum(amount) AS amount FROM sales_paymenttransaction
        WHERE state IN ('CAPTURED', 'CREDITED') GROUP BY payment_id
    ),
    part AS (
        SELECT credit_id, sum(amount) AS amount FROM sales_creditpart GROUP BY credit_id
    )
    SELECT code, order_version, NULL::uuid, concat('payment ', number),
        concat_ws(' ', coalesce(amount, 0.00), payment.currency),
        concat_ws(' ', payment.total_amount, payment.currency)
    FROM sales_payment AS payment JOIN orders ON orders.id = payment.order_id
    LEFT JOIN taken ON taken.payment_id = payment.id
    WHERE payment.completed_at IS NOT NULL AND payment.total_amount <> coalesce(amount, 0)
    UNION ALL
    SELECT code, order_version, NULL, concat('credit ', number),
        concat_ws(' ', coalesce(amount, 0.00), credit.currency),
        concat_ws(' ', credit.total_amount, credit.currency)
    FROM sales_credit AS credit JOIN orders ON orders.id = credit.order_id
    LEFT JOIN part ON part.credit_id = credit.id
    WHERE credit.total_amount <> coalesce(amount, 0)
    """,
)

INVARIANTS = [F3, F4, F5, F6, F7]
