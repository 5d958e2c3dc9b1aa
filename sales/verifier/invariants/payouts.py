"""Invariants of what providers of payments took: F13."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F13 = Invariant(
    InvariantName.F13,
    "What providers of payments took and gave back waits for their payout, and is paid out once.",
    """, moved AS (
        SELECT order_id, sum(amount - credited_amount) AS amount
        FROM sales_paymenttransaction
        WHERE state IN ('CAPTURED', 'CREDITED') AND "group" NOT IN
            ('CASH', 'INVOICE', 'TRAVELACCOUNT', 'REQUISITION', 'REMITTED', 'AGENT')
        GROUP BY order_id
    ),
    posted AS (
        SELECT order_id, sum(amount) AS amount FROM sales_posting
        WHERE account = 'PSP_CLEARING' AND order_id IN (SELECT id FROM orders)
        GROUP BY order_id
    ),
    payouts AS (
        SELECT payout.* FROM sales_payout AS payout JOIN ledgers ON ledgers.id = payout.ledger_id
    ),
    line AS (
        SELECT line.*, payouts.reference AS payout, payouts.currency, payouts.paid_on
        FROM sales_payoutline AS line JOIN payouts ON payouts.id = line.payout_id
    ),
    lines AS (
        SELECT payout_id, sum(gross_amount) AS gross, sum(fee_amount) AS fee
        FROM line GROUP BY payout_id
    ),
    booked AS (
        SELECT document,
            coalesce(sum(amount) FILTER (WHERE account = 'PSP_CLEARING'), 0.00) AS gross,
            coalesce(sum(amount) FILTER (WHERE account = 'PSP_FEES'), 0.00) AS fee,
            coalesce(sum(amount) FILTER (WHERE account = 'BANK'), 0.00) AS net
        FROM sales_posting WHERE document IN (SELECT document FROM payouts) GROUP BY document
    ),
    ours AS (
        SELECT match.line_id, transaction.order_id, concat('transaction ', transaction.number)
                AS place, coalesce(-part.amount, transaction.amount) AS amount,
            transaction.id AS transaction_id, part.id AS part_id
        FROM sales_payoutmatch AS match
        LEFT JOIN sales_creditpart AS part ON part.id = match.credit_part_id
        JOIN sales_paymenttransaction AS transaction
            ON transaction.id = coalesce(match.transaction_id, part.transaction_id)
    ),
    reported AS (
        SELECT ledgers.organisation_id, max(paid_on) - 14 AS until,
            CASE source WHEN 'STRIPE' THEN 'CARD' ELSE 'ELSEWHERE' END AS provider
        FROM payouts JOIN ledgers ON ledgers.id = payouts.ledger_id
        GROUP BY ledgers.organisation_id, source
    )
    SELECT code, version, NULL::uuid, 'money that a provider is to pay out',
        concat_ws(' ', coalesce(moved.amount, 0.00), currency),
        concat_ws(' ', coalesce(posted.amount, 0.00), currency)
    FROM orders
    LEFT JOIN moved ON moved.order_id = orders.id
    LEFT JOIN posted ON posted.order_id = orders.id
    WHERE NOT specimen AND coalesce(moved.amount, 0) <> coalesce(posted.amount, 0)
    UNION ALL
    SELECT NULL, NULL, payouts.document, concat('payout ', reference),
        concat_ws(' ', gross_amount, fee_amount, net_amount, currency),
        concat_ws(' ', coalesce(lines.gross, 0.00), coalesce(lines.fee, 0.00),
            coalesce(lines.gross - lines.fee, 0.00), currency)
    FROM payouts LEFT JOIN lines ON lines.payout_id = payouts.id
    WHERE (gross_amount, fee_amount) <> (coalesce(lines.gross, 0), coalesce(lines.fee, 0))
    UNION ALL
    SELECT NULL, NULL, payouts.document, concat('books of payout ', reference),
        concat_ws(' ', gross_amount, fee_amount, net_amount, currency),
        concat_ws(' ', coalesce(-booked.gross, 0.00), coalesce(booked.fee, 0.00),
            coalesce(booked.net, 0.00), currency)
    FROM payouts LEFT JOIN booked ON booked.document = payouts.document
    WHERE (gross_amount, fee_amount, net_amount)
        <> (coalesce(-booked.gross, 0), coalesce(booked.fee, 0), coalesce(booked.net, 0))
    UNION ALL
    SELECT code, orders.version, NULL, concat(place, ' in payout ', line.payout),
        concat_ws(' ', ours.amount, orders.currency), concat_ws(' ', gross_amount, line.currency)
    FROM ours JOIN line ON line.id = ours.line_id LEFT JOIN orders ON orders.id = ours.order_id
    WHERE (ours.amount, orders.currency) IS DISTINCT FROM (gross_amount, line.currency)
    UNION ALL
    SELECT code, orders.version, NULL, concat('lines of payouts for ', min(place)), '1',
        count(*)::text
    FROM ours JOIN line ON line.id = ours.line_id JOIN orders ON orders.id = ours.order_id
    GROUP BY code, orders.version, ours.transaction_id, ours.part_id HAVING count(*) > 1
    UNION ALL
    SELECT code, payment.order_version, NULL,
        concat('transaction ', transaction.number, ' of ', (captured_at AT TIME ZONE 'UTC')::date),
        concat('in a payout, as others until ', reported.until + 14), 'in none'
    FROM sales_paymenttransaction AS transaction
    JOIN orders ON orders.id = transaction.order_id AND NOT specimen
    JOIN sales_payment AS payment ON payment.id = transaction.payment_id
    JOIN reported ON reported.organisation_id = transaction.seller_id
        AND reported.provider = transaction.provider
    WHERE transaction.state IN ('CAPTURED', 'CREDITED') AND transaction."group" NOT IN
            ('CASH', 'INVOICE', 'TRAVELACCOUNT', 'REQUISITION', 'REMITTED', 'AGENT')
        AND captured_at < reported.until
        AND NOT EXISTS (
            SELECT FROM sales_payoutmatch WHERE transaction_id = transaction.id
        )
    UNION ALL
    SELECT NULL, NULL, NULL, concat('line ', line.reference, ' of payout ', payout),
        'a payment or a refund', 'nothing of ours'
    FROM line
    WHERE kind IN ('PAYMENT', 'REFUND')
        AND paid_on < (SELECT max(paid_on) - 14 FROM payouts WHERE ledger_id =
            (SELECT ledger_id FROM payouts WHERE payouts.id = line.payout_id))
        AND NOT EXISTS (SELECT FROM sales_payoutmatch WHERE line_id = line.id)
    """,
)
"""What is 14 days older than the last payout that was taken in should have been in one."""

INVARIANTS = [F13]
