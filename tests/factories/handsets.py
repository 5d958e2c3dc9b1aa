"""Phones with a key of their own, and tickets that were bound to them, moved and blocked."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from tests.factories.moments import BY, NOW
from tests.factories.tickets import BarcodeFactory, PhoneSignedTypeFactory, TicketFactory
from tickets.actions.handsets import challenge_for, register_handset
from tickets.actions.links import make_link
from tickets.actions.tickets import void_tickets
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.uic import sign_on_device
from tickets.models import BlockListEntry, Handset, Ticket, TicketLink


class Phone:
    """A phone: a key pair that never leaves it."""

    def __init__(self):
        self.pair = SigningKey.generate(Algorithm.ES256)
        self.public_key = self.pair.verifying_key().compressed_point()

    def sign(self, message: bytes) -> bytes:
        """ECDSA with SHA-256, as DER."""
        return self.pair.sign_der(message)

    def show(self, level1: bytes, *, at) -> bytes:
        """The barcode on its screen at that moment, of what the issuer signed for it."""
        return sign_on_device(level1, self.pair, at)

    def answer(self, challenge: str) -> dict[str, object]:
        """What it sends to be registered."""
        return {
            "public_key": self.public_key,
            "challenge": challenge,
            "signature": self.sign(challenge.encode()),
        }


def register(phone: Phone, ticket: Ticket, *, name: str = "Phone", at=NOW) -> Handset:
    """Bind the ticket to the phone, as its page does."""
    answer = phone.answer(challenge_for(ticket, at=at))
    return register_handset(ticket, **answer, name=name, by=BY, at=at)


class HandsetFactory(DjangoModelFactory):
    """The phone that a ticket is bound to."""

    ticket = factory.SubFactory(
        TicketFactory, ticket_type=factory.SubFactory(PhoneSignedTypeFactory)
    )
    at = NOW

    class Meta:
        model = Handset

    @classmethod
    def _create(cls, _model, ticket, at):
        return register(Phone(), ticket, at=at)


class TicketLinkFactory(DjangoModelFactory):
    """The open link of a ticket."""

    ticket = factory.SubFactory(TicketFactory)
    by = BY
    at = NOW

    class Meta:
        model = TicketLink

    @classmethod
    def _create(cls, _model, ticket, **when):
        return make_link(ticket, **when)


class BlockListEntryFactory(DjangoModelFactory):
    """A ticket that was voided while somebody could still show it."""

    ticket = factory.SubFactory(TicketFactory)
    at = NOW

    class Meta:
        model = BlockListEntry

    @classmethod
    def _create(cls, _model, ticket, at):
        BarcodeFactory(ticket=ticket, at=at)
        void_tickets([ticket], by=BY, at=at)
        return ticket.block_list_entries.get()
