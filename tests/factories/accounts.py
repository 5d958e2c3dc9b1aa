"""Travellers' own accounts, and their links to partners."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from sales.accounts.actions.accounts import AccountFacts, open_traveller_account
from sales.accounts.actions.links import link_account
from sales.models import AccountEvent, AccountLink, TravellerAccount
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tests.factories.sales import SalesChannelFactory

PASSWORD = "four green horses"


class TravellerAccountFactory(DjangoModelFactory):
    """An account that PASSWORD opens."""

    tenant = factory.SubFactory(TenantFactory)
    email = factory.Sequence(lambda n: f"traveller-{n}@home.example")
    password = PASSWORD
    at = NOW

    class Meta:
        model = TravellerAccount

    @classmethod
    def _create(cls, _model, tenant, password, at, **facts):
        return open_traveller_account(
            tenant, AccountFacts(**facts), password=password, by=BY, at=at
        )


class AccountLinkFactory(DjangoModelFactory):
    """A link, with its secret beside it."""

    channel = factory.SubFactory(SalesChannelFactory)
    account = factory.SubFactory(
        TravellerAccountFactory, tenant=factory.SelfAttribute("..channel.tenant")
    )
    customer = None
    at = NOW

    class Meta:
        model = AccountLink

    @classmethod
    def _create(cls, _model, account, channel, customer, at):
        link, secret = link_account(account, channel, customer, by=BY, at=at)
        link.secret = secret
        return link


def account_event() -> AccountEvent:
    return TravellerAccountFactory().events.get()
