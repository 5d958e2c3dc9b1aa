"""How a journey is driven, whatever the wire format: one module here for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Protocol


class Stage(Enum):
    """How far a purchase has come, in no format's words."""

    HELD = "held"
    SOLD = "sold"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Option:
    """What can be bought: the price with VAT, and the ids of its rides."""

    id: str
    amount: Decimal
    departs_at: datetime


@dataclass(frozen=True, slots=True)
class ShownTicket:
    """What a traveller's telephone shows."""

    text: str
    symbology: str
    dies_at: datetime
    kept_for: int
    """Seconds that the answer may be kept."""


@dataclass(frozen=True, slots=True)
class ShownLeg:
    """A ride as the partner sees it."""

    id: str
    in_use: bool
    ticket: ShownTicket | None


@dataclass(frozen=True, slots=True)
class ShownBooking:
    """A purchase as the partner sees it."""

    id: str
    stage: Stage
    legs: tuple[ShownLeg, ...]


class Driver(Protocol):
    """A partner's program."""

    def offer(self, origin: str, destination: str, departs_after: datetime) -> list[Option]: ...

    def book(self, option: Option, *, form: str = "") -> ShownBooking: ...

    def confirm(self, booking: ShownBooking) -> ShownBooking: ...

    def cancel(self, booking: ShownBooking) -> ShownBooking: ...

    def show(self, booking: ShownBooking) -> ShownBooking: ...

    def activate(self, leg: ShownLeg) -> ShownLeg: ...

    def show_leg(self, leg: ShownLeg) -> ShownLeg: ...
