"""Ticket types, keys, tickets and barcodes. States are reached through actions."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tickets.actions.barcodes import Showing, hand_out_barcodes
from tickets.actions.keys import activate_key, make_key
from tickets.actions.tickets import TicketOrder, issue_tickets
from tickets.codecs.formats import BarcodeFormat
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, IssuerKey, Ticket, TicketType
from tickets.states import Activation, KeyPurpose, ValidityKind
from tickets.validity import Validity


class TicketTypeFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    name = factory.Sequence(lambda n: f"Ticket type {n}")
    activation = Activation.AT_ONCE

    class Meta:
        model = TicketType


class IssuerKeyFactory(DjangoModelFactory):
    """A key that does not sign yet; ActiveKeyFactory makes one that does."""

    tenant = factory.SubFactory(TenantFactory)
    by = BY
    at = NOW

    class Meta:
        model = IssuerKey

    @classmethod
    def _create(cls, _model, tenant, **kwargs):
        return make_key(tenant, **kwargs)


class ActiveKeyFactory(IssuerKeyFactory):
    """A key that signs, whatever signed before."""

    @classmethod
    def _create(cls, _model, tenant, **kwargs):
        key = make_key(tenant, **kwargs)
        return activate_key(key, by=kwargs["by"], at=kwargs["at"], emergency=True)


class UicTypeFactory(TicketTypeFactory):
    """A type whose tickets show a UIC barcode that changes every minute."""

    barcode_format = BarcodeFormat.UIC
    symbology = Symbology.AZTEC
    media = factory.LazyFunction(lambda: [Media.PNG.value, Media.OCTETS.value])
    rotation_seconds = 60


class PhoneSignedTypeFactory(UicTypeFactory):
    """A type whose tickets are signed by the traveller's phone every 15 seconds."""

    media = factory.LazyFunction(lambda: [Media.HTML.value, Media.OCTETS.value])
    device_signed = True
    rotation_seconds = 15


class UicKeyFactory(IssuerKeyFactory):
    """A key for UIC barcodes that does not sign yet."""

    purpose = KeyPurpose.UIC
    uic_provider = 9999


class TicketFactory(DjangoModelFactory):
    """A ticket that was issued; its type decides whether it is active at once."""

    ticket_type = factory.SubFactory(TicketTypeFactory)
    product_number = 17
    label = "Hour ticket"
    validity = Validity(ValidityKind.DURATION, minutes=60)
    activation_days = 30
    by = BY
    at = NOW

    class Meta:
        model = Ticket

    @classmethod
    def _create(cls, _model, by, at, **order):
        tenant = order["ticket_type"].tenant
        [ticket] = issue_tickets([TicketOrder(**order)], tenant=tenant, by=by, at=at)
        return ticket


class BarcodeFactory(DjangoModelFactory):
    """The barcode that a ticket shows at a moment; its tenant gets a key if it has none."""

    ticket = factory.SubFactory(TicketFactory)
    at = NOW

    class Meta:
        model = Barcode

    @classmethod
    def _create(cls, _model, ticket, at):
        show_ticket(ticket, at=at)
        return Barcode.objects.get(ticket=ticket, starts_at__lte=at, ends_at__gt=at)


def show_ticket(ticket: Ticket, *, at=NOW) -> Barcode:
    """Hand out the ticket's barcode of that moment, as a reader of the ticket would."""
    made = tuple(ticket.barcodes.filter(starts_at__lte=at, ends_at__gt=at))
    key = signing_key(ticket.tenant, ticket.ticket_type.barcode_format, at=at)
    handset = ticket.handsets.filter(replaced_at=None).first()
    showing = Showing(ticket, made=made, key=key, handset=handset)
    return hand_out_barcodes([showing], at=at)[ticket.pk]


def signing_key(tenant, purpose=KeyPurpose.T1, *, at=NOW) -> IssuerKey:
    """The key of the tenant that signs this; it is made if there is none."""
    found = IssuerKey.objects.signing(purpose).filter(tenant=tenant).first()
    provider = 9999 if purpose == KeyPurpose.UIC else None
    return found or ActiveKeyFactory(tenant=tenant, purpose=purpose, uic_provider=provider, at=at)
