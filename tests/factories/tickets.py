"""Ticket types, keys, tickets and barcodes. States are reached through actions."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tickets.actions.barcodes import Showing, hand_out_barcodes
from tickets.actions.keys import activate_key, make_key
from tickets.actions.tickets import TicketOrder, issue_tickets
from tickets.models import Barcode, IssuerKey, Ticket, TicketType
from tickets.states import Activation, ValidityKind
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
    @classmethod
    def _create(cls, _model, tenant, **kwargs):
        key = make_key(tenant, **kwargs)
        return activate_key(key, by=kwargs["by"], at=kwargs["at"])


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
    key = IssuerKey.objects.filter(tenant=ticket.tenant, state="ACTIVE").first()
    key = key or ActiveKeyFactory(tenant=ticket.tenant, at=at)
    return hand_out_barcodes([Showing(ticket, made=made, key=key)], at=at)[ticket.pk]
