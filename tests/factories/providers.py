"""Providers of travellers' accounts, and links to them."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from operators.tenancy.sealing import seal
from sales.accounts.providers.actions.links import link_provider
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.states import ProviderKind
from sales.accounts.providers.terms import Credentials
from sales.models import AccountProvider, ProviderLink
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory, TenantFactory

CLIENT_SECRET = "shared-with-nobody-else"


class AccountProviderFactory(DjangoModelFactory):
    """The accounts of travellers here; `remote` is one elsewhere."""

    tenant = factory.SubFactory(TenantFactory, allows_private_callbacks=True)
    operator = factory.SubFactory(OperatorFactory, tenant=factory.SelfAttribute("..tenant"))
    code = factory.Sequence(lambda n: f"provider-{n}")
    name = factory.Sequence(lambda n: f"Provider {n}")
    allows_private = True

    class Meta:
        model = AccountProvider

    class Params:
        remote = factory.Trait(
            kind=ProviderKind.OAUTH2,
            client_id="perron",
            sealed_secret=factory.LazyFunction(lambda: seal(CLIENT_SECRET.encode())),
            authorize_url="http://127.0.0.1:1/oauth/authorize",
            token_url="http://127.0.0.1:1/oauth/token",
            scope="profile",
        )


class ProviderLinkFactory(DjangoModelFactory):
    """An account linked to a provider, which believes whatever it is told."""

    provider = factory.SubFactory(AccountProviderFactory)
    account = factory.SubFactory(
        TravellerAccountFactory, tenant=factory.SelfAttribute("..provider.tenant")
    )
    holder = factory.LazyAttribute(lambda made: LinkHolder.of_account(made.account))
    credentials = Credentials("somebody-there", "an-access-token", "a-refresh-token")
    at = NOW

    class Meta:
        model = ProviderLink

    @classmethod
    def _create(cls, _model, provider, holder, credentials, at, **_):
        return link_provider(provider, holder, credentials, by=BY, at=at)
