"""What a UIC barcode of ours says of a ticket (barcode format §3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tickets.codecs.numbers import read_ticket_number

Document = Literal["openTicket", "pass"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UicTicket:
    """The content of an open ticket or a pass. All times are aware; the format keeps minutes."""

    document: Document
    reference: str
    """The ticket number as tickets.codecs.numbers writes it; other issuers write what they like."""
    provider: int | None
    """RICS code of the issuer, which owns the product and the zones."""
    product: int | None
    issued_at: datetime
    """UTC."""
    valid_from: datetime
    valid_until: datetime
    """First moment that is not valid; the format keeps the minute before, which is included."""
    zones: tuple[int, ...] = ()
    """Empty if the product knows no zones."""
    stops: tuple[str, str] | None = None
    """Codes of the stops that an open ticket goes from and to."""
    passengers: int = 1
    label: str | None = None
    """What the product is called, for the inspector."""
    specimen: bool = False
    activated: bool = True
    online_check: bool = False
    age_check: bool = False
    price: int | None = None
    """In minor units of the currency."""
    currency: str = "EUR"

    @property
    def ticket_id(self) -> UUID | None:
        """The ticket of ours that the reference names, if it is a number of ours."""
        try:
            return read_ticket_number(self.reference)
        except ValueError:
            return None
