"""The journal, as the API description tells it; tests hold it against the answers."""

from __future__ import annotations

from typing import Any

from protocols.tomp.v1_1.examples import BOOKING_ID

MONEY: dict[str, Any] = {
    "amount": 4.5,
    "amountExVat": 4.13,
    "vatRate": 9.0,
    "currencyCode": "EUR",
    "vatCountryCode": "NL",
}
NAME = "1 × Single, two hours, Adult"
SALE: dict[str, Any] = {
    "journalId": BOOKING_ID,
    "journalSequenceId": "1",
    **MONEY,
    "state": "TO_INVOICE",
    "comment": NAME,
    "details": {"estimated": False, "parts": [{"type": "FIXED", "name": NAME, **MONEY}]},
}
COSTS_REQUEST: dict[str, Any] = {
    "category": "REFUND",
    "reason": "Late bus",
    "description": "Half the fare, since the bus was an hour late",
    "amount": -2.25,
    "currencyCode": "EUR",
    "vatRate": 9.0,
}
COSTS_MONEY: dict[str, Any] = {
    "amount": -2.25,
    "amountExVat": -2.06,
    "vatRate": 9.0,
    "currencyCode": "EUR",
    "vatCountryCode": "NL",
}
TEXT = "Half the fare, since the bus was an hour late"
CLAIM: dict[str, Any] = {
    "journalId": BOOKING_ID,
    "journalSequenceId": "2",
    **COSTS_MONEY,
    "state": "TO_INVOICE",
    "comment": TEXT,
    "details": {"category": "REFUND", "reason": TEXT, "description": TEXT, **COSTS_MONEY},
}
