"""Examples of booking and paying."""

from __future__ import annotations

from protocols.describing import answered
from protocols.tripgo.quick.described import ADULT, HOST, MODE, TRIP

PURCHASE = "9d2Kf0mWq3Zx"
INTENT_ID = "pi_3Nw2xK"
TWO_ADULTS = {**ADULT, "value": 2}
REVIEW = answered(
    "Two adults, on account",
    {
        "paymentOptions": [
            {
                "url": f"{HOST}/payment/booking/{PURCHASE}/payment",
                "method": "POST",
                "paymentMode": "INVOICE",
                "currency": "EUR",
                "fullPrice": 800,
                "description": "Whim is invoiced",
            }
        ],
        "review": [
            {
                "mode": "pt_pub_bus",
                "modeInfo": MODE,
                "price": 800,
                "currency": "EUR",
                "depart": "2026-06-01T10:30:00Z",
                "arrive": "2026-06-01T10:50:00Z",
                "origin": {"lat": 52.1, "lng": 4.3, "address": "Market"},
                "destination": {"lat": 52.2, "lng": 4.4, "address": "Beach"},
                "provider": {"title": "City Bus"},
                "tickets": [TWO_ADULTS],
                "fares": [TWO_ADULTS],
            }
        ],
        "reviewActionTitle": "Confirm",
    },
)
INTENT = answered(
    "A card payment",
    {
        "paymentIntentID": INTENT_ID,
        "clientSecret": f"{INTENT_ID}_secret_q1",
        "url": f"{HOST}/payment/booking/paid/{INTENT_ID}",
    },
)
UPDATED = answered("Booked", {"updateURL": f"{HOST}/trip/update/{TRIP}"})
