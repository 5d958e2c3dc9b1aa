"""Clients with secrets and access tokens, the keys that sign these, and rights in channels."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from functools import cache

import factory
from django.conf import settings
from factory.django import DjangoModelFactory
from joserfc.jwk import RSAKey

from operators.models import ApiClient, ClientPermission, TokenKey
from operators.tenancy.client_actions import issue_client
from operators.tenancy.sealing import seal
from protocols.oauth.tokens import make_token
from sales.catalogue.rights import ChannelAction
from sales.models import ChannelRight, ClientChannel, PointOfSale
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory, TenantFactory
from tests.factories.sales import SalesChannelFactory

SECRET = "only for tests, and long enough to be one"
AUDIENCE = "http://localhost"


@cache
def key_pair(number: int = 0) -> RSAKey:
    """Drawn once for all tests, since that takes a while."""
    return RSAKey.generate_key(2048)


@cache
def sealed(private_jwk: str, *sealed_with: str) -> str:
    """Always the same text, since opening a new one takes a while."""
    return seal(private_jwk.encode())


_tokens: dict[tuple[object, ...], str] = {}


def other_thumbprint() -> str:
    """An id that no other key has."""
    return secrets.token_urlsafe(32)


class TokenKeyFactory(DjangoModelFactory):
    class Meta:
        model = TokenKey

    class Params:
        pair = factory.LazyFunction(key_pair)

    kid = factory.LazyAttribute(lambda key: key.pair.thumbprint())
    public_jwk = factory.LazyAttribute(lambda key: key.pair.as_dict(private=False))
    sealed_private_key = factory.LazyAttribute(
        lambda key: sealed(json.dumps(key.pair.as_dict(private=True)), *settings.SECRETS_KEYS)
    )
    created_at = NOW


class ApiClientFactory(DjangoModelFactory):
    """A client that was issued; it may do everything, and its secret is SECRET."""

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"client {n}")
    permissions = list(ClientPermission)
    secret = SECRET
    by = BY
    at = NOW

    class Meta:
        model = ApiClient

    @classmethod
    def _create(cls, _model, organisation, **kwargs):
        return issue_client(organisation, **kwargs).client


class ChannelRightFactory(DjangoModelFactory):
    channel = factory.SubFactory(SalesChannelFactory)
    tenant = factory.SelfAttribute("channel.tenant")
    organisation = factory.SubFactory(OrganisationFactory, tenant=factory.SelfAttribute("..tenant"))
    action = ChannelAction.SELL

    class Meta:
        model = ChannelRight


class ClientChannelFactory(DjangoModelFactory):
    channel = factory.SubFactory(SalesChannelFactory)
    tenant = factory.SelfAttribute("channel.tenant")
    client = factory.SubFactory(
        ApiClientFactory, organisation__tenant=factory.SelfAttribute("...tenant")
    )

    class Meta:
        model = ClientChannel


class PointOfSaleFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    organisation = factory.SubFactory(OrganisationFactory, tenant=factory.SelfAttribute("..tenant"))
    code = factory.Sequence(lambda n: f"Desk {n}")
    name = factory.Sequence(lambda n: f"Desk {n}")

    class Meta:
        model = PointOfSale


def access_token(client: ApiClient, *, at: datetime = NOW) -> str:
    """A token as the client would buy it, signed by the key that all tests share."""
    if not TokenKey.objects.exists():
        TokenKeyFactory()
    return make_token(client, audience=AUDIENCE, at=at)


def same_token(client: ApiClient, *, at: datetime) -> str:
    """A token that says the same was signed once and for all with each key, since that takes longer
    than many a request."""
    keys = TokenKey.objects.signing().values_list("kid", flat=True)
    kid = keys.first() or TokenKeyFactory().kid
    told = (client.client_id, client.organisation.number, *client.permissions)
    facts = (kid, *told, client.tokens_since, at)
    if facts not in _tokens:
        _tokens[facts] = make_token(client, audience=AUDIENCE, at=at)
    return _tokens[facts]
