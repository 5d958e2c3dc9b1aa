"""Barcodes for the measure that has no database: many tickets, signed by keys of one run."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.numbers import ticket_number
from tickets.codecs.t1 import TicketToken, encode_token
from tickets.codecs.uic import (
    UicSigner,
    UicTicket,
    encode_fcb,
    issue_for_device,
    issue_until,
    sign_on_device,
)
from tickets.codecs.verification import KeyRing, KnownKey

ZONE = ZoneInfo("Europe/Amsterdam")
MOMENT = datetime(2026, 9, 1, 8, 0, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
PROVIDER, KEY_ID = 9999, 1
SHOWN_SECONDS = 30
MANY = 200
"""Different barcodes of a kind; they are judged in turn."""


class Moulds:
    """Keys, and tickets that differ in nothing but their ids and windows."""

    def __init__(self) -> None:
        self.p256 = SigningKey.generate(Algorithm.ES256)
        self.edwards = SigningKey.generate(Algorithm.ED25519)
        self.phone = SigningKey.generate(Algorithm.ES256)
        self.signer = UicSigner(PROVIDER, KEY_ID, self.p256)

    @cached_property
    def ring(self) -> KeyRing:
        """The public halves, as a device holds them."""
        known = [KnownKey(key.verifying_key()) for key in (self.p256, self.edwards)]
        return KeyRing({key.kid: key for key in known}, {(PROVIDER, KEY_ID): known[0]})

    @cached_property
    def fcb(self) -> bytes:
        """One ticket as UIC writes it."""
        return encode_fcb(uic_ticket(0), zone=ZONE)

    @cached_property
    def level1(self) -> bytes:
        """One ticket for one phone, before that signs."""
        return self.for_phone(self.fcb)

    def for_phone(self, fcb: bytes) -> bytes:
        point = self.phone.verifying_key().compressed_point()
        return issue_for_device(fcb, self.signer, point, SHOWN_SECONDS, MOMENT + HOUR)

    def signed_tokens(self, key: SigningKey) -> list[bytes]:
        tokens = itertools.islice(endless_tokens(), MANY)
        return [encode_token(token, key).encode() for token in tokens]

    def signed_uic(self) -> list[bytes]:
        """Barcodes that are issued again and again, signed once."""
        return [issue_until(fcb, self.signer, MOMENT + HOUR) for fcb in fcbs()]

    def signed_on_phones(self) -> list[bytes]:
        """Barcodes with both signatures."""
        return [sign_on_device(self.for_phone(fcb), self.phone, MOMENT) for fcb in fcbs()]


def endless_tokens() -> Iterator[TicketToken]:
    """Tokens of the window of MOMENT, of many tickets in turn; made before they are asked for."""
    start = int(MOMENT.timestamp())
    first = TicketToken(
        ticket_id=UUID(int=0),
        product=17,
        valid_from=start - 1800,
        valid_until=start + 3600,
        window_start=start - 10,
        ttl=45,
        zones=(101, 102),
    )
    return itertools.cycle([replace(first, ticket_id=UUID(int=n)) for n in range(1, MANY + 1)])


def endless_uic_tickets() -> Iterator[UicTicket]:
    return itertools.cycle([uic_ticket(number) for number in range(1, MANY + 1)])


def fcbs() -> list[bytes]:
    return [encode_fcb(each, zone=ZONE) for each in itertools.islice(endless_uic_tickets(), MANY)]


def uic_ticket(number: int) -> UicTicket:
    """A single ticket of two zones."""
    return UicTicket(
        document="openTicket",
        reference=ticket_number(UUID(int=number)),
        provider=PROVIDER,
        product=17,
        issued_at=MOMENT - HOUR,
        valid_from=MOMENT - HOUR,
        valid_until=MOMENT + HOUR,
        zones=(101, 102),
        passengers=1,
        label="Two zones",
    )
