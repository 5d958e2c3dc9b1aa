"""The phrases that each language has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What booking and paying say in one language. Words in braces are filled in."""

    language: str
    """ISO 639-1."""
    book: str
    book_whole: str
    whole_trip: str
    product_of: str
    passengers: str
    return_trip: str
    note_to_driver: str
    by_meter: str
    extras: str
    price: str
    nothing_now: str
    on_account: str
    by_card: str
    pay: str
    confirm: str
    to_unlock: str
    then: str
    per_second: str
    per_minute: str
    per_hour: str
    per_km: str
    per_mile: str
    per_many: str
    from_on: str
    up_to: str
    paused: str
    at_least: str
    at_most: str
    on_top: str
    off: str
    about: str
