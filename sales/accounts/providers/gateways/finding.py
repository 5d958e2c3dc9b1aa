"""The way to a provider, by its kind."""

from __future__ import annotations

from sales.accounts.providers.gateways.interface import ProviderGateway
from sales.accounts.providers.gateways.oauth2 import OAuth2Server
from sales.accounts.providers.gateways.own import OwnAccounts
from sales.accounts.providers.models import AccountProvider

GATEWAYS: dict[str, type[ProviderGateway]] = {
    gateway.kind: gateway for gateway in (OwnAccounts, OAuth2Server)
}


def gateway_to(provider: AccountProvider) -> ProviderGateway:
    """Of the kind that the provider says."""
    return GATEWAYS[provider.kind]()
