"""What every provider of accounts can be asked, in plain values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import ClassVar

from sales.accounts.providers.errors import ProviderUnable
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.states import Asks, ProviderKind
from sales.accounts.providers.terms import Credentials


class ProviderGateway(ABC):
    """A way to providers of one kind. It is asked without any lock on a row being held.

    Each may raise ProviderBusy, which tells when to try again: nobody knows then whether it was
    done. CredentialsRejected says that the provider does not accept what it is shown,
    ProviderRefused that it refuses something else; ProviderUnfit that its answer makes no sense or
    that it does not know our client; ProviderAddressPrivate. None of them tells a credential.

    Another kind of provider is one more module with such a class, and its line in `finding`.
    """

    kind: ClassVar[ProviderKind]
    asks: ClassVar[Asks]

    def sign_in(
        self, provider: AccountProvider, username: str, password: str, *, at: datetime
    ) -> Credentials:
        """What a user name and a password open. WrongCredentials."""
        raise ProviderUnable

    def take_tokens(
        self,
        provider: AccountProvider,
        access_token: str,
        refresh_token: str,
        expires_in: int | None,
        *,
        at: datetime,
    ) -> Credentials:
        """What an app got from the provider by itself, once the provider has said that it is good
        and ours. `expires_in` are seconds. CredentialsRejected."""
        raise ProviderUnable

    def exchange_code(
        self,
        provider: AccountProvider,
        code: str,
        *,
        redirect_uri: str,
        verifier: str = "",
        at: datetime,
    ) -> Credentials:
        """What a code opens that the provider sent the traveller back with. CredentialsRejected."""
        raise ProviderUnable

    @abstractmethod
    def renew(
        self, provider: AccountProvider, credentials: Credentials, *, at: datetime
    ) -> Credentials:
        """Credentials that hold for longer; the old ones may be worth nothing afterwards."""

    @abstractmethod
    def check(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        """CredentialsRejected if the provider does not accept them any more; changes nothing."""

    @abstractmethod
    def revoke(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        """They are to open nothing any more; again, it changes nothing."""
