"""Invariants of what each sale is shared out into, and of statements: F15."""

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
    """,
)

INVARIANTS = [F15]
