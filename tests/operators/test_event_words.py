"""Details of events as people read them."""

from __future__ import annotations

import pytest

from operators.admin.event_words import words_of

REFERENCE = "0e8a4e0c-8f0e-4d0b-9a4e-3a8f5b1f2c11"


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({}, ""),
        ({"version": 2, "note": "x", "reason": ""}, "version 2"),
        ({"amount": "8.00"}, "amount 8.00 EUR"),
        ({"fee": "-1.50", "currency": "NOK"}, "fee -1.50 NOK"),
        ({"amount": "all"}, "amount all"),
        ({"lines": [REFERENCE, "other"]}, "lines: 1 × Single, other"),
        ({"order": REFERENCE}, "order: 1 × Single"),
        ({"booking": REFERENCE[::-1]}, f"booking {REFERENCE[::-1][:8]}"),
        ({"vat_rate": "OPERATOR_LIABILITY"}, "VAT rate: operator liability"),
        ({"reason": "Asked by telephone."}, "reason: Asked by telephone."),
        ({"is_forced": False}, "is forced no"),
        ({"place": {"lat": 1, "lon": 2}, "kept": []}, "place: (lat 1; lon 2)"),
    ],
)
def test_details_are_told_in_words(details, told):
    names = {REFERENCE: "1 × Single"}
    assert words_of(details, names, "EUR").casefold() == told.casefold()
