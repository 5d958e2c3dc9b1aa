"""What travellers hold, and an inspector's device that judges it by what it was told last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.factories.handsets import Phone
from tickets.actions.publishing import signed_block_list
from tickets.codecs.verification import BlockList, Circumstances, KeyRing, verify_barcode
from tickets.models import IssuerKey
from tickets.states import KeyPurpose

PRODUCT = 17


@dataclass(frozen=True)
class Screen:
    """Something that was handed out, and the phone that signs it where one must."""

    payload: bytes
    starts_at: datetime
    dies_at: datetime
    phone: Phone | None

    def scanned(self, *, at):
        return self.phone.show(self.payload, at=at) if self.phone else self.payload


class Device:
    """An inspector's device: it knows what it was told when it was last online."""

    def __init__(self, tenant):
        self.tenant = tenant
        self.heard_of = 0
        self.entries = []

    def fetch(self, *, at):
        """The keys, and what the block list has that this device does not."""
        signed = signed_block_list(self.tenant, since=self.heard_of, at=at)
        keys = IssuerKey.objects.published().filter(tenant=self.tenant)
        self.ring = KeyRing.from_jwks({"keys": [key.to_jwk() for key in keys]})
        [key] = [key for key in keys if key.purpose == KeyPurpose.LIST]
        told = jwt.decode(signed, ECKey.import_key(key.public_jwk), algorithms=["ES256"]).claims
        assert told["from"] == self.heard_of
        self.heard_of = told["to"]
        self.entries += told["entries"]

    def judge(self, scanned, *, at, demands_device):
        return verify_barcode(
            scanned,
            ring=self.ring,
            circumstances=Circumstances(
                at=at,
                zone=self.tenant.zone,
                block_list=self._block_list(at),
                demands_device={PRODUCT} if demands_device else frozenset(),
            ),
        ).reason

    def _block_list(self, at):
        named = defaultdict(set)
        for entry in self.entries:
            if datetime.fromtimestamp(entry["until"], UTC) > at:
                named[entry.get("deviceKey")].add(UUID(entry["ticketId"]))
        tickets = named.pop(None, set())
        pairs = {(ticket, key) for key, those in named.items() for ticket in those}
        return BlockList(tickets=tickets, handsets=pairs)
