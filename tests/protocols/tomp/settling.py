"""The journal and extra costs as a partner's program asks for them."""

from __future__ import annotations

from typing import Any

from tests.protocols.tomp.answers import answer_of
from tests.protocols.tomp.partner import Body, Partner

COSTS: Body = {
    "category": "REFUND",
    "reason": "Late",
    "description": "The bus was late",
    "amount": -2.25,
    "vatRate": 9.0,
}


def journal(partner: Partner, **query: str) -> list[Body]:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return answer_of(partner, f"/payment/journal-entry?{words}")


def claim(partner: Partner, booking: Body, costs: Any = COSTS, **headers: str) -> Body:
    """The entry that a claim has made."""
    path = f"/payment/{booking['id']}/claim-extra-costs"
    return answer_of(partner, path, "POST", costs, **headers)
