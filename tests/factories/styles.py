"""How tickets look, and accounts with wallets."""

from __future__ import annotations

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from operators.tenancy.sealing import seal
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.tickets import TicketFactory
from tickets.models import TicketStyle, WalletAccount, WalletKind, WalletPass


class TicketStyleFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    name = factory.Sequence(lambda n: f"Style {n}")

    class Meta:
        model = TicketStyle


class AppleAccountFactory(DjangoModelFactory):
    """An account whose key signs nothing; tests of passes set one up by its action."""

    tenant = factory.SubFactory(TenantFactory)
    kind = WalletKind.APPLE
    identifier = "pass.example.tickets"
    holder = "ABCDE12345"
    certificates = "-----BEGIN CERTIFICATE-----"
    certified_until = NOW + timedelta(days=300)
    sealed_private_key = factory.LazyFunction(lambda: seal(b"key"))
    set_at = NOW

    class Meta:
        model = WalletAccount


class GoogleAccountFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    kind = WalletKind.GOOGLE
    identifier = "3388000000022000000"
    holder = "tickets@example.iam.gserviceaccount.com"
    sealed_private_key = factory.LazyFunction(lambda: seal(b"key"))
    set_at = NOW

    class Meta:
        model = WalletAccount


class WalletPassFactory(DjangoModelFactory):
    """A ticket that a wallet shows; its account is of the ticket's tenant."""

    ticket = factory.SubFactory(TicketFactory)
    tenant = factory.SelfAttribute("ticket.tenant")
    account = factory.SubFactory(GoogleAccountFactory, tenant=factory.SelfAttribute("..tenant"))
    offered_at = NOW
    values_until = NOW + timedelta(minutes=10)
    send_at = NOW

    class Meta:
        model = WalletPass
