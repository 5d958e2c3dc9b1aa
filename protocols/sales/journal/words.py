"""The names by which cash settlements are filtered, and ours (§11)."""

from __future__ import annotations

from sales.journal.listings import SETTLEMENTS

SETTLEMENT_LIST = SETTLEMENTS.renamed(
    {
        "settlementId": "code",
        "number": "number",
        "pointOfSaleId": "point",
        "organisationId": "organisation",
        "status": "state",
        "openedAt": "opened_at",
        "closedAt": "closed_at",
    }
)
