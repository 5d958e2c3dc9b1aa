"""Invariants of what each sale is shared out into, of statements, and of what was paid: F15."""

from __future__ import annotations

from sales.verifier.invariants.scope import Invariant
from sales.verifier.states import InvariantName

F15 = Invariant(
    InvariantName.F15,
    "Shares of operators, own revenue and VAT are what was sold, to the cent.",
    """, sold AS (
        SELECT seller_id, parts.*
        FROM orders
        JOIN (
            SELECT order_id, max(version) AS version FROM sales_orderversion GROUP BY order_id
        ) AS last ON last.order_id = orders.id
        JOIN parts ON parts.order_id = orders.id
            AND since <= last.version AND (gone IS NULL OR gone > last.version)
        WHERE NOT specimen
    ),
    share AS (
        SELECT order_id, account, party_id, operator_id, vat_rate, sum(amount) AS amount
        FROM (
            SELECT order_id,
                CASE WHEN kind = 'fee' THEN 'FEE_REVENUE'
                    WHEN earner_id = seller_id THEN 'OWN_REVENUE'
                    ELSE 'OPERATOR_LIABILITY' END AS account,
                coalesce(earner_id, seller_id) AS party_id, operator_id,
                NULL::numeric AS vat_rate, amount - tax_amount AS amount
            FROM sold
            UNION ALL
            SELECT order_id, 'VAT_PAYABLE', seller_id, NULL, vat_rate, tax_amount FROM sold
        ) AS each GROUP BY order_id, account, party_id, operator_id, vat_rate
    ),
    posted AS (
        SELECT order_id, account, party_id, operator_id, vat_rate, -sum(amount) AS amount
        FROM sales_posting
        WHERE kind = 'CONFIRMATION' AND account <> 'CUSTOMER_RECEIVABLE'
            AND order_id IN (SELECT id FROM orders)
        GROUP BY order_id, account, party_id, operator_id, vat_rate
    ),
    both_sides AS (
        SELECT order_id, account, party_id, operator_id, vat_rate,
            sum(sold) AS sold, sum(posted) AS posted
        FROM (
            SELECT order_id, account, party_id, operator_id, vat_rate, amount AS sold,
                0.00 AS posted
            FROM share
            UNION ALL
            SELECT order_id, account, party_id, operator_id, vat_rate, 0.00, amount FROM posted
        ) AS sides GROUP BY order_id, account, party_id, operator_id, vat_rate
    ),
    statements AS (
        SELECT statement.*, ledgers.name,
            concat_ws(' ', 'statement', number, 'of', ledgers.name, issued_on) AS place
        FROM sales_statement AS statement JOIN ledgers ON ledgers.id = statement.ledger_id
    ),
    entry AS (
        SELECT entry.*, statements.place
        FROM sales_statemententry AS entry JOIN statements ON statements.id = entry.statement_id
    ),
    entered AS (
        SELECT statement_id, sum(gross_amount) AS gross, sum(tax_amount) AS tax,
            sum(commission_amount) AS commission, sum(fee_amount) AS fee
        FROM entry GROUP BY statement_id
    ),
    settled AS (
        SELECT statements.id AS statement_id,
            coalesce(sum(amount) FILTER (WHERE account = 'ROUNDING'), 0.00) AS rounding,
            -coalesce(sum(amount) FILTER (WHERE account =
                CASE statements.kind WHEN 'OPERATOR' THEN 'OPERATOR_PAYABLE'
                    ELSE 'CHANNEL_RECEIVABLE' END), 0.00) AS net
        FROM statements JOIN sales_posting AS posting ON posting.document = statements.document
        GROUP BY statements.id
    ),
    due AS (
        SELECT due.*, ledgers.name, concat_ws(' ', CASE WHEN statement.id IS NULL THEN 'invoice'
            ELSE 'statement' END, coalesce(statement.number, invoice.number), 'of', ledgers.name,
            coalesce(statement.issued_on, invoice.issued_on)) AS place
        FROM sales_due AS due JOIN ledgers ON ledgers.id = due.ledger_id
        LEFT JOIN sales_statement AS statement ON statement.id = due.statement_id
        LEFT JOIN sales_invoice AS invoice ON invoice.id = due.invoice_id
    ),
    transfer AS (
        SELECT transfer.*, place, account FROM sales_banktransfer AS transfer
        JOIN due ON due.id = transfer.due_id
    ),
    payable AS (
        SELECT ledger_id, party_id, currency, sum(told) AS told, sum(posted) AS posted
        FROM (
            SELECT ledger_id, party_id, currency, amount - paid_amount AS told, 0.00 AS posted
            FROM due WHERE account = 'OPERATOR_PAYABLE' AND state <> 'DROPPED'
            UNION ALL
            SELECT ledger_id, party_id, currency, 0.00, -amount FROM sales_posting
            WHERE account = 'OPERATOR_PAYABLE' AND ledger_id IN (SELECT id FROM ledgers)
        ) AS sides GROUP BY ledger_id, party_id, currency
    )
    SELECT orders.code, orders.version, NULL::uuid,
        concat_ws(' ', account, 'of', organisation.name, vat_rate, operator.code),
        concat_ws(' ', sold, currency), concat_ws(' ', posted, currency)
    FROM both_sides JOIN orders ON orders.id = both_sides.order_id
    JOIN operators_organisation AS organisation ON organisation.id = both_sides.party_id
    LEFT JOIN operators_operator AS operator ON operator.id = both_sides.operator_id
    WHERE sold <> posted
    UNION ALL
    SELECT code, posting.order_version, posting.document, concat('share in ', place),
        (-posting.amount * (2 * (turn %% 2) - 1))::text, (gross_amount - tax_amount)::text
    FROM entry JOIN sales_posting AS posting ON posting.id = entry.posting_id
    LEFT JOIN orders ON orders.id = posting.order_id
    WHERE gross_amount - tax_amount <> -posting.amount * (2 * (turn %% 2) - 1)
    UNION ALL
    SELECT NULL, NULL, document, place,
        concat_ws(' ', gross, tax, commission + rounding_amount, fee),
        concat_ws(' ', gross_amount, tax_amount, commission_amount, fee_amount)
    FROM statements LEFT JOIN entered ON entered.statement_id = statements.id
    WHERE (gross, tax, commission + rounding_amount, fee)
        IS DISTINCT FROM (gross_amount, tax_amount, commission_amount, fee_amount)
    UNION ALL
    SELECT NULL, NULL, document, concat('books of ', place),
        concat_ws(' ', net_amount, rounding_amount),
        concat_ws(' ', net, rounding * CASE kind WHEN 'OPERATOR' THEN -1 ELSE 1 END)
    FROM statements LEFT JOIN settled ON settled.statement_id = statements.id
    WHERE coalesce(net, 0) <> net_amount OR coalesce(rounding, 0)
        <> rounding_amount * CASE kind WHEN 'OPERATOR' THEN -1 ELSE 1 END
    UNION ALL
    SELECT NULL, NULL, NULL, concat('transfers for ', place), paid_amount::text, sum(paid)::text
    FROM (
        SELECT id, place, paid_amount, 0.00 AS paid FROM due
        UNION ALL
        SELECT due.id, due.place, paid_amount, transfer.amount
        FROM transfer JOIN due ON due.id = transfer.due_id
    ) AS sides GROUP BY id, place, paid_amount HAVING sum(paid) <> paid_amount
    UNION ALL
    SELECT NULL, NULL, transfer.document,
        concat('books of transfer ', transfer.reference, ' for ', place),
        transfer.amount::text, coalesce(sum(posting.amount), 0.00)::text
    FROM transfer LEFT JOIN sales_posting AS posting
        ON posting.document = transfer.document AND posting.account = transfer.account
    GROUP BY transfer.document, transfer.reference, place, transfer.amount
    HAVING coalesce(sum(posting.amount), 0) <> transfer.amount
    UNION ALL
    SELECT NULL, NULL, NULL, concat('open statements of ', organisation.name),
        concat_ws(' ', told, currency), concat_ws(' ', posted, currency)
    FROM payable JOIN operators_organisation AS organisation ON organisation.id = payable.party_id
    WHERE told <> posted
    """,
)

INVARIANTS = [F15]
