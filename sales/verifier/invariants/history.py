"""Invariants of what was confirmed: F9."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F9 = Invariant(
    InvariantName.F9,
    "A confirmed version, its postings, receipt and invoices are as they were on that day.",
    """, kept AS (
        SELECT version.order_id, orders.code, orders.currency, orders.specimen, version.version,
            version.snapshot, (version.snapshot->>'total_amount')::numeric AS total,
            (version.snapshot->>'total_tax_amount')::numeric AS tax,
            lag((version.snapshot->>'total_amount')::numeric, 1, 0.00) OVER steps AS total_before,
            lag((version.snapshot->>'total_tax_amount')::numeric, 1, 0.00) OVER steps AS tax_before
        FROM sales_orderversion AS version JOIN orders ON orders.id = version.order_id
        WINDOW steps AS (PARTITION BY version.order_id ORDER BY version.version)
    ),
    told AS (
        SELECT order_id, code, currency, version, 'line' AS kind, (one->>'id')::bigint AS row,
            (one->>'amount')::numeric AS amount, (one->>'tax_amount')::numeric AS tax_amount,
            (one->>'vat_rate')::numeric AS vat_rate,
            one->'cancelled_in_version' = 'null' AS is_live
        FROM kept, jsonb_array_elements(snapshot->'lines') AS one
        UNION ALL
        SELECT order_id, code, currency, version, 'fee', (one->>'id')::bigint,
            (one->>'amount')::numeric, (one->>'tax_amount')::numeric,
            (one->>'vat_rate')::numeric, one->'removed_in_version' = 'null'
        FROM kept, jsonb_array_elements(snapshot->'fees') AS one
    ),
    lived AS (
        SELECT kept.order_id, kept.version, sum(amount) AS amount, sum(tax_amount) AS tax_amount
        FROM kept JOIN parts ON parts.order_id = kept.order_id
            AND since <= version AND (gone IS NULL OR gone > version)
        GROUP BY kept.order_id, kept.version
    ),
    posted AS (
        SELECT order_id, order_version AS version, count(DISTINCT document) AS documents,
            min(document::text)::uuid AS document,
            coalesce(sum(amount) FILTER (WHERE account = 'CUSTOMER_RECEIVABLE'), 0.00) AS amount,
            -coalesce(sum(amount) FILTER (WHERE account = 'VAT_PAYABLE'), 0.00) AS tax_amount
        FROM sales_posting
        WHERE kind = 'CONFIRMATION' AND order_id IN (SELECT id FROM orders)
        GROUP BY order_id, order_version
    ),
    receipt AS (
        SELECT receipt.*, orders.code FROM sales_receipt AS receipt
        JOIN orders ON orders.id = receipt.order_id
    ),
    entry AS (
        SELECT entry.*, invoice.kind, invoice.number
        FROM sales_invoiceentry AS entry JOIN sales_invoice AS invoice
            ON invoice.id = entry.invoice_id AND invoice.ledger_id IN (SELECT id FROM ledgers)
    ),
    entered AS (
        SELECT invoice_id, sum(amount) AS amount, sum(tax_amount) AS tax_amount
        FROM entry GROUP BY invoice_id
    )
    SELECT code, version, NULL::uuid, concat('kept ', told.kind, ' ', told.row),
        concat_ws(' ', told.amount, told.tax_amount, told.vat_rate),
        coalesce(concat_ws(' ', parts.amount, parts.tax_amount, parts.vat_rate), 'nothing')
    FROM told LEFT JOIN parts ON parts.order_id = told.order_id AND parts.kind = told.kind
        AND parts.row = told.row
    WHERE (told.amount, told.tax_amount, told.vat_rate)
        IS DISTINCT FROM (parts.amount, parts.tax_amount, parts.vat_rate)
    UNION ALL
    SELECT code, kept.version, NULL, 'what the version held',
        concat_ws(' ', total, tax, currency),
        concat_ws(' ', coalesce(amount, 0.00), coalesce(tax_amount, 0.00), currency)
    FROM kept LEFT JOIN lived USING (order_id, version)
    WHERE (total, tax) <> (coalesce(amount, 0), coalesce(tax_amount, 0))
    UNION ALL
    SELECT code, kept.version, document, 'postings of the version',
        concat_ws(' ', total - total_before, tax - tax_before, currency),
        concat_ws(' ', coalesce(amount, 0.00), coalesce(tax_amount, 0.00), currency)
    FROM kept LEFT JOIN posted USING (order_id, version)
    WHERE (CASE WHEN specimen THEN 0.00 ELSE total - total_before END,
            CASE WHEN specimen THEN 0.00 ELSE tax - tax_before END)
        <> (coalesce(amount, 0), coalesce(tax_amount, 0))
    UNION ALL
    SELECT orders.code, posted.version, document, 'documents of the confirmation',
        (kept.version IS NOT NULL)::int::text, documents::text
    FROM posted JOIN orders ON orders.id = posted.order_id
    LEFT JOIN kept ON kept.order_id = posted.order_id AND kept.version = posted.version
    WHERE documents <> (kept.version IS NOT NULL)::int
    UNION ALL
    SELECT receipt.code, receipt.order_version, NULL, concat('receipt ', receipt.number),
        coalesce(concat_ws(' ', total - total_before, tax - tax_before), 'no version'),
        concat_ws(' ', receipt.total_amount, receipt.total_tax_amount)
    FROM receipt LEFT JOIN kept ON kept.order_id = receipt.order_id
        AND kept.version = receipt.order_version
    WHERE (total - total_before, tax - tax_before)
        IS DISTINCT FROM (receipt.total_amount, receipt.total_tax_amount)
    UNION ALL
    SELECT code, order_version, NULL, concat('facts of receipt ', number),
        concat_ws(' ', total_amount, total_tax_amount),
        concat_ws(' ', facts->>'total_amount', facts->>'total_tax_amount')
    FROM receipt
    WHERE (total_amount, total_tax_amount) IS DISTINCT FROM
        ((facts->>'total_amount')::numeric, (facts->>'total_tax_amount')::numeric)
    UNION ALL
    SELECT NULL, NULL, NULL, concat_ws(' ', kind, number, 'of', ledgers.name),
        concat_ws(' ', coalesce(amount, 0.00), coalesce(tax_amount, 0.00)),
        concat_ws(' ', total_amount, total_tax_amount)
    FROM sales_invoice AS invoice JOIN ledgers ON ledgers.id = invoice.ledger_id
    LEFT JOIN entered ON entered.invoice_id = invoice.id
    WHERE (total_amount, total_tax_amount) <> (coalesce(amount, 0), coalesce(tax_amount, 0))
    UNION ALL
    SELECT code, posting.order_version, posting.document,
        concat_ws(' ', 'posting in', entry.kind, entry.number),
        (posting.amount * (2 * (turn %% 2) - 1))::text, entry.amount::text
    FROM entry JOIN sales_posting AS posting ON posting.id = entry.posting_id
    LEFT JOIN orders ON orders.id = posting.order_id
    WHERE entry.amount <> posting.amount * (2 * (turn %% 2) - 1)
    """,
)

INVARIANTS = [F9]
