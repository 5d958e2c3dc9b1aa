"""What every provider of payments can be asked, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol


class Standing(Enum):
    """How things stand with a transaction at its provider."""

    OPEN = "open"
    """The customer has not paid."""
    AUTHORISED = "authorised"
    """The customer has paid; the money waits to be captured."""
    CAPTURED = "captured"
    CANCELLED = "cancelled"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Charge:
    """A transaction as its provider must know it.

    `number` is the transaction's own: whatever is done twice under one number is done once.
    """

    number: int
    order_code: str
    amount: Decimal
    currency: str
    type: str
    provider_reference: str = ""
    stored_customer: str = ""
    stored_card: str = ""
    """Names of a stored card at the provider, to be charged without its holder."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the provider says of a transaction; empty members tell nothing new."""

    standing: Standing
    provider_reference: str = ""
    card_number: str = ""
    """The last four digits."""
    rrn: str = ""
    reason: str = ""
    """Why the card was declined, for people; while it is OPEN the customer may try another one."""
    needs_authentication: bool = False
    """The customer's bank wants to hear from the customer first."""


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money to be given back on a charge; a repayment of one number is made once."""

    number: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Repaid:
    """What the provider says of a repayment."""

    done: bool
    provider_reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A card to be stored, under a number of its own: its holder, and what the provider called
    both before. `provider_reference` is the wish to store it until that is done, then the card."""

    number: int
    customer_number: int
    provider_customer: str = ""
    provider_reference: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the provider says of a card to be stored; empty members tell nothing new."""

    is_stored: bool
    provider_reference: str
    provider_customer: str = ""
    card_number: str = ""
    """The last four digits."""
    expires_date: date | None = None
    """The last day that the card is good."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What the payment page needs in the browser, where the customer pays or stores a card."""

    publishable_key: str
    client_secret: str


class Gateway(Protocol):
    """A provider of payments. Calls outside are made without any lock.

    Each may raise ProviderFailed, or ProviderTimeout where nobody knows what became of it. Asked
    again for what it has done before, a gateway does nothing and answers the same.
    """

    is_local: bool
    """Nobody outside is asked, so that everything is one transaction of the database."""
    has_terminal: bool
    """The customer pays on a page before the money can be captured."""

    def open_terminal(self, charge: Charge) -> Outcome:
        """Prepare the payment page; the outcome carries the provider's reference."""

    def show_form(self, charge: Charge) -> Form:
        """What the opened payment page needs."""

    def look_up(self, charge: Charge) -> Outcome:
        """How things stand."""

    def capture(self, charge: Charge) -> Outcome:
        """Take the money that the customer has authorised."""

    def cancel(self, charge: Charge) -> Outcome:
        """Give it up. CAPTURED if that is too late."""

    def credit(self, charge: Charge, repayment: Repayment) -> Repaid:
        """Give captured money back."""

    def read_callback(self, body: bytes, signature: str) -> int | None:
        """The number of the transaction that a callback tells of; None if it is of no interest.
        What happened is looked up. CallbackUnknown if it is forged."""


class CardStore(Protocol):
    """A provider that keeps cards for their holders; the same holds as for a Gateway."""

    def open_form(self, holder: Holder) -> Stored:
        """Prepare the page; tells what the provider calls holder and wish."""

    def show_form(self, holder: Holder) -> Form:
        """What the opened page needs."""

    def look_up(self, holder: Holder) -> Stored:
        """Whether the card is stored by now."""

    def forget(self, holder: Holder) -> None:
        """Let the card be charged no more."""
