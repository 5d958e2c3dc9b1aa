"""Finding what of ours the lines of payouts were for, by the provider's references."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from operators.tenancy.actors import Actor
from sales.books.models import Ledger
from sales.payments.postings import OWED_BY_PARTNER
from sales.payments.states import TAKEN, PaymentGroup

ELSEWHERE = sorted([*OWED_BY_PARTNER, PaymentGroup.CASH])
"""Groups whose money no provider pays out."""
# A line has one candidate or waits for people; a transaction goes to the first line that names it.
MATCH = """
    WITH waiting AS (
        SELECT line.id, line.kind, line.provider_reference AS reference, line.gross_amount,
            payout.currency
        FROM sales_payoutline AS line JOIN sales_payout AS payout ON payout.id = line.payout_id
        WHERE payout.ledger_id = %(ledger)s AND line.kind IN ('PAYMENT', 'REFUND')
            AND line.provider_reference <> ''
            AND NOT EXISTS (SELECT FROM sales_payoutmatch WHERE line_id = line.id)
    ),
    taken AS (
        SELECT transaction.id, transaction.amount, sold_order.currency, named.reference
        FROM sales_paymenttransaction AS transaction
        JOIN sales_order AS sold_order ON sold_order.id = transaction.order_id
        CROSS JOIN LATERAL (
            SELECT transaction.provider_reference AS reference
            UNION SELECT transaction.external_id WHERE transaction.is_import
        ) AS named
        WHERE transaction.seller_id = %(seller)s AND NOT sold_order.specimen
            AND transaction.state = ANY(%(taken)s) AND NOT transaction."group" = ANY(%(elsewhere)s)
            AND named.reference IN (SELECT reference FROM waiting)
    ),
    payment AS (
        SELECT waiting.id AS line_id, taken.id AS transaction_id, NULL::bigint AS credit_part_id
        FROM waiting JOIN taken ON taken.reference = waiting.reference
            AND taken.currency = waiting.currency AND taken.amount = waiting.gross_amount
        WHERE waiting.kind = 'PAYMENT'
            AND NOT EXISTS (SELECT FROM sales_payoutmatch WHERE transaction_id = taken.id)
    ),
    refund AS (
        SELECT waiting.id AS line_id, NULL::bigint AS transaction_id, part.id AS credit_part_id
        FROM sales_creditpart AS part
        JOIN sales_credit AS credit ON credit.id = part.credit_id
        JOIN sales_order AS sold_order ON sold_order.id = credit.order_id
        JOIN sales_paymenttransaction AS transaction ON transaction.id = part.transaction_id
        JOIN waiting ON waiting.currency = credit.currency AND waiting.gross_amount = -part.amount
            AND waiting.reference = CASE WHEN part.provider_reference = ''
                THEN transaction.external_id ELSE part.provider_reference END
        WHERE waiting.kind = 'REFUND' AND part.done_at IS NOT NULL
            AND transaction.seller_id = %(seller)s AND NOT sold_order.specimen
            AND NOT transaction."group" = ANY(%(elsewhere)s)
            AND NOT EXISTS (SELECT FROM sales_payoutmatch WHERE credit_part_id = part.id)
    ),
    found AS (
        SELECT *, count(*) OVER (PARTITION BY line_id) AS candidates,
            row_number() OVER (
                PARTITION BY transaction_id, credit_part_id ORDER BY line_id
            ) AS place
        FROM (SELECT * FROM payment UNION ALL SELECT * FROM refund) AS either
    )
    INSERT INTO sales_payoutmatch (line_id, transaction_id, credit_part_id, matched_by, matched_at)
    SELECT line_id, transaction_id, credit_part_id, %(by)s, %(at)s
    FROM found WHERE candidates = 1 AND place = 1
"""


def match_waiting(ledger: Ledger, *, by: Actor, at: datetime) -> int:
    """Match what can be; a step of the actions, which hold the seller. Returns how many."""
    told: dict[str, Any] = {
        "ledger": ledger.pk,
        "seller": ledger.organisation_id,
        "taken": [state.value for state in TAKEN],
        "elsewhere": [group.value for group in ELSEWHERE],
        "by": str(by),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(MATCH, told)
        return cursor.rowcount
