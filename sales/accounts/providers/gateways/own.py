"""Travellers' accounts with the tenant itself, by their e-mail address and password."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

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
    """Keeps no password: only whose account it opened, and how often it had been changed by then.

    It holds as long as the account is served and has the password that it had then. Moments would
    not tell: a change is committed later than it is said to have happened.
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
        # It may have been changed while it was checked.
        as_checked = TravellerAccount.objects.filter(pk=account.pk, password=account.password)
        changes = _changes(as_checked)
        if changes is None:
            raise WrongCredentials
        return Credentials(subject=account.reference, changes=changes)

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
        if _changes(accounts.filter(pk=account.pk)) != credentials.changes:
            raise CredentialsRejected(provider)

    def revoke(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        """Nothing was given that somebody else could use."""


def _changes(accounts: QuerySet[TravellerAccount]) -> int | None:
    """How often the one account's password was changed, in one statement; None if it is none."""
    changed = Q(events__name=AccountEventName.PASSWORD_CHANGED)
    counted = accounts.annotate(changes=Count("events", filter=changed))
    return counted.values_list("changes", flat=True).first()
