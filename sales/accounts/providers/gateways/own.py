"""Travellers' accounts with the tenant itself, by their e-mail address and password."""

from __future__ import annotations

from datetime import datetime

from sales.accounts.actions.passwords import check_password
from sales.accounts.errors import AccountBlocked, SignInRefused
from sales.accounts.models import TravellerAccount
from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderRefused,
    WrongCredentials,
)
from sales.accounts.providers.gateways.interface import ProviderGateway
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.states import Asks, ProviderKind
from sales.accounts.providers.terms import Credentials
from sales.accounts.recording import is_served
from sales.accounts.states import AccountEventName


class OwnAccounts(ProviderGateway):
    """Keeps no password: only whose account it opened, and when.

    It holds as long as the account is served and has the password that it had then.
    """

    kind = ProviderKind.OWN
    asks = Asks.PASSWORD

    def sign_in(
        self, provider: AccountProvider, username: str, password: str, *, at: datetime
    ) -> Credentials:
        try:
            account = check_password(provider.tenant, username, password, at=at)
        except (SignInRefused, UnicodeEncodeError) as refusal:
            # Half of a character, which JSON can carry, is in no password.
            raise WrongCredentials from refusal
        except AccountBlocked as refusal:
            raise ProviderRefused(refusal.detail) from refusal
        return Credentials(subject=account.reference, signed_in_at=at)

    def renew(
        self, provider: AccountProvider, credentials: Credentials, *, at: datetime
    ) -> Credentials:
        self.check(provider, credentials, at=at)
        return credentials

    def check(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        accounts = TravellerAccount.objects.filter(tenant=provider.tenant_id)
        account = accounts.filter(reference=credentials.subject).first()
        if account is None or not is_served(account):
            raise CredentialsRejected(provider)
        changes = account.events.filter(name=AccountEventName.PASSWORD_CHANGED)
        if changes.filter(happened_at__gte=credentials.signed_in_at).exists():
            raise CredentialsRejected(provider)

    def revoke(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        """Nothing was given that somebody else could use."""
