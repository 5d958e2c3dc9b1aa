"""The cards that there are: numbers that Stripe gives out for tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plastic:
    """How a card behaves. `asks`: its bank wants to hear from the holder; `asks_again` even when
    the card was stored."""

    declined: str = ""
    asks: bool = False
    asks_again: bool = False
    brand: str = "visa"


GOOD = "4242424242424242"
DECLINED = "4000000000000002"
NO_FUNDS = "4000000000009995"
DECLINED_LATER = "4000000000000341"
ASKS_ONCE = "4000002500003155"
ASKS_ALWAYS = "4000002760003184"

CARDS = {
    GOOD: Plastic(),
    "5555555555554444": Plastic(brand="mastercard"),
    DECLINED: Plastic(declined="generic_decline"),
    NO_FUNDS: Plastic(declined="insufficient_funds"),
    DECLINED_LATER: Plastic(declined="generic_decline"),
    ASKS_ONCE: Plastic(asks=True),
    ASKS_ALWAYS: Plastic(asks=True, asks_again=True),
}
STORABLE = {DECLINED_LATER}
"""Declined only when they are charged."""
