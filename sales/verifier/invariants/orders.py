"""Invariants of orders and what they hold: F1, F2, F8 and F10."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F1 = Invariant(
    InvariantName.F1,
    "The total is that of the live lines and fees, now and in every kept version.",
    """, live AS (
        SELECT order_id, sum(amount) AS amount FROM parts WHERE gone IS NULL GROUP BY order_id
    ),
    kept AS (
        SELECT orders.code, kept.version, orders.currency,
            (kept.snapshot->>'total_amount')::numeric AS total,
            (SELECT coalesce(sum((line->>'amount')::numeric), 0.00)
                FROM jsonb_array_elements(kept.snapshot->'lines') AS line
                WHERE line->'cancelled_in_version' = 'null')
            + (SELECT coalesce(sum((fee->>'amount')::numeric), 0.00)
                FROM jsonb_array_elements(kept.snapshot->'fees') AS fee
                WHERE fee->'removed_in_version' = 'null') AS amount
        FROM sales_orderversion AS kept JOIN orders ON orders.id = kept.order_id
    )
    SELECT code, version, NULL::uuid, 'total amount',
        concat_ws(' ', coalesce(amount, 0.00), currency), concat_ws(' ', total_amount, currency)
    FROM orders LEFT JOIN live ON live.order_id = orders.id
    WHERE total_amount <> coalesce(amount, 0)
    UNION ALL
    SELECT code, version, NULL, 'total amount of the kept version',
        concat_ws(' ', amount, currency), concat_ws(' ', total, currency)
    FROM kept WHERE total IS DISTINCT FROM amount
    """,
)

F2 = Invariant(
    InvariantName.F2,
    "The VAT is that of the live lines and fees, and each follows its own rate within 0.01.",
    """, live AS (
        SELECT order_id, sum(tax_amount) AS amount FROM parts WHERE gone IS NULL GROUP BY order_id
    ),
    kept AS (
        SELECT orders.code, kept.version, orders.currency,
            (kept.snapshot->>'total_tax_amount')::numeric AS total,
            (SELECT coalesce(sum((line->>'tax_amount')::numeric), 0.00)
                FROM jsonb_array_elements(kept.snapshot->'lines') AS line
                WHERE line->'cancelled_in_version' = 'null')
            + (SELECT coalesce(sum((fee->>'tax_amount')::numeric), 0.00)
                FROM jsonb_array_elements(kept.snapshot->'fees') AS fee
                WHERE fee->'removed_in_version' = 'null') AS amount
        FROM sales_orderversion AS kept JOIN orders ON orders.id = kept.order_id
    )
    SELECT code, version, NULL::uuid, 'total VAT',
        concat_ws(' ', coalesce(amount, 0.00), currency), concat_ws(' ', total_tax_amount, currency)
    FROM orders LEFT JOIN live ON live.order_id = orders.id
    WHERE total_tax_amount <> coalesce(amount, 0)
    UNION ALL
    SELECT code, version, NULL, 'total VAT of the kept version',
        concat_ws(' ', amount, currency), concat_ws(' ', total, currency)
    FROM kept WHERE total IS DISTINCT FROM amount
    UNION ALL
    SELECT orders.code, since, NULL, concat('VAT at ', vat_rate, ' %% of ', kind, ' ', reference),
        concat_ws(' ', round(amount * vat_rate / (100 + vat_rate), 2), currency),
        concat_ws(' ', tax_amount, currency)
    FROM parts JOIN orders ON orders.id = parts.order_id
    WHERE abs(tax_amount - amount * vat_rate / (100 + vat_rate)) > 0.01
    """,
)

F8 = Invariant(
    InvariantName.F8,
    "An order has one currency, in all that belongs to it.",
    """, told AS (
        SELECT order_id, order_version AS version, NULL::uuid AS document, currency,
            concat('payment ', number) AS place
        FROM sales_payment
        UNION ALL
        SELECT order_id, order_version, NULL, currency, concat('credit ', number)
        FROM sales_credit
        UNION ALL
        SELECT order_id, order_version, document, currency, concat('posting ', account)
        FROM sales_posting
        UNION ALL
        SELECT order_id, order_version, NULL, currency, concat('receipt ', number)
        FROM sales_receipt
        UNION ALL
        SELECT order_id, version, NULL, snapshot->>'currency', 'kept version'
        FROM sales_orderversion
        UNION ALL
        SELECT order_id, added_in_version, NULL, currency,
            concat('offer of line ', sales_orderline.reference)
        FROM sales_orderline JOIN sales_offer ON sales_offer.id = sales_orderline.offer_id
    )
    SELECT code, told.version, document, place, orders.currency, coalesce(told.currency, '')
    FROM told JOIN orders ON orders.id = told.order_id
    WHERE told.currency IS DISTINCT FROM orders.currency
    """,
)

F10 = Invariant(
    InvariantName.F10,
    "Confirmed versions are 1 to n without a gap, and a draft is the next one.",
    """, kept AS (
        SELECT order_id, count(*) AS number, min(version) AS first, max(version) AS last
        FROM sales_orderversion GROUP BY order_id
    )
    SELECT code, version, NULL::uuid, 'kept versions',
        concat('1 to ', number), concat(first, ' to ', last)
    FROM kept JOIN orders ON orders.id = kept.order_id
    WHERE first <> 1 OR last <> number
    UNION ALL
    SELECT code, version, NULL, concat('version of an order that is ', state),
        (coalesce(last, 0) + (state <> 'CONFIRMED')::int)::text, version::text
    FROM orders LEFT JOIN kept ON kept.order_id = orders.id
    WHERE version <> coalesce(last, 0) + (state <> 'CONFIRMED')::int
    """,
)

INVARIANTS = [F1, F2, F8, F10]
