"""The journal, as the API description tells it; tests hold it against the answers."""

from __future__ import annotations

from typing import Any

BOOKING_ID = "Jx2kqv1yTQ6uVg2oQm0q5w"
MONEY: dict[str, Any] = {
    "amount": 4.5,
    "amountExVat": 4.13,
    "vatRate": 9.0,
    "currencyCode": "EUR",
    "vatCountryCode": "NL",
}
NAME = "1 × Single, two hours, Adult"
SALE: dict[str, Any] = {
    "category": "FARE",
    "journalId": BOOKING_ID,
    "journalSequenceId": "1",
    **MONEY,
    "state": "TO_INVOICE",
    "vatNumber": "NL001234567B01",
    "comment": NAME,
    "details": {"estimated": False, "parts": [{"type": "FIXED", "name": NAME, **MONEY}]},
}
TEXT = "A seat was cut open"
COSTS_MONEY: dict[str, Any] = {
    "amount": 60.5,
    "amountExVat": 50.0,
    "vatRate": 21.0,
    "currencyCode": "EUR",
    "vatCountryCode": "NL",
}
COSTS_REQUEST: dict[str, Any] = {
    "category": "DAMAGE",
    "description": TEXT,
    "amount": 60.5,
    "currencyCode": "EUR",
    "vatRate": 21.0,
}
CLAIM: dict[str, Any] = {
    "category": "DAMAGE",
    "journalId": BOOKING_ID,
    "journalSequenceId": "2",
    **COSTS_MONEY,
    "state": "TO_INVOICE",
    "vatNumber": "NL001234567B01",
    "comment": TEXT,
    "details": {"category": "DAMAGE", "description": TEXT, **COSTS_MONEY},
}
