"""Apps that travellers let into their accounts, and what these get."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from operators.models import ApiClient
from operators.tenancy.client_actions import AppTerms
from sales.accounts.grants.actions import CodeTerms, give_code, take_code
from sales.accounts.grants.proving import challenge_of
from sales.accounts.grants.states import GrantScope, GrantTokenKind
from sales.models import AccountGrant, GrantCode, GrantToken
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.clients import ApiClientFactory
from tests.factories.moments import BY, NOW

BACK = "https://app.example/back"
VERIFIER = "only-for-tests-and-as-long-as-a-verifier-has-to-be"
CHALLENGE = challenge_of(VERIFIER)


class AppFactory(ApiClientFactory):
    """A client that travellers can let in; its secret is SECRET. `app` says what it is like."""

    permissions: list[str] = []
    app = AppTerms([BACK])

    class Meta:
        model = ApiClient


class PublicAppFactory(AppFactory):
    """One without a secret."""

    app = AppTerms([BACK], is_public=True)


class GrantCodeFactory(DjangoModelFactory):
    """A code that waits to be used, with itself beside it as `code`."""

    account = factory.SubFactory(TravellerAccountFactory)
    client = factory.SubFactory(
        AppFactory, organisation__tenant=factory.SelfAttribute("...account.tenant")
    )
    terms = CodeTerms(BACK, list(GrantScope), CHALLENGE)
    at = NOW

    class Meta:
        model = GrantCode

    @classmethod
    def _create(cls, _model, account, client, terms, at):
        told = give_code(account, client, terms, by=BY, at=at)
        row = GrantCode.objects.select_related("account", "client").latest("pk")
        row.code = told
        return row


class AccountGrantFactory(DjangoModelFactory):
    """A grant, with its first tokens beside it as `access` and `refresh`."""

    account = factory.SubFactory(TravellerAccountFactory)
    client = factory.SubFactory(
        AppFactory, organisation__tenant=factory.SelfAttribute("...account.tenant")
    )
    scopes = list(GrantScope)
    at = NOW

    class Meta:
        model = AccountGrant

    @classmethod
    def _create(cls, _model, account, client, scopes, at):
        terms = CodeTerms(BACK, scopes, CHALLENGE)
        code = give_code(account, client, terms, by=BY, at=at)
        tokens = take_code(client, code, redirect_uri=BACK, verifier=VERIFIER, by=BY, at=at)
        tokens.grant.access, tokens.grant.refresh = tokens.access, tokens.refresh
        return tokens.grant


def grant_token(kind: GrantTokenKind = GrantTokenKind.ACCESS) -> GrantToken:
    return AccountGrantFactory().tokens.get(kind=kind)
