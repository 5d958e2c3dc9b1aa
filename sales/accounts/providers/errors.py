"""Why a provider of accounts, or a link to it, is refused. No message tells a credential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sales.accounts.errors import AccountError

if TYPE_CHECKING:
    from sales.accounts.providers.models import AccountProvider


class ProviderError(AccountError):
    """The provider of accounts does not do this."""


class ProviderUnknown(ProviderError):
    """There is no such provider of accounts here; look into the list of providers."""


class ProviderUnable(ProviderError):
    """One does not sign in with this provider in this way."""


class ProviderRefused(ProviderError):
    """The provider of accounts refuses this."""


class WrongCredentials(ProviderRefused):
    """The user name or the password is wrong."""


class OfProvider(ProviderRefused):
    """A refusal that tells whose account has to be linked."""

    def __init__(self, provider: AccountProvider, detail: str = "") -> None:
        self.provider = provider
        super().__init__(detail)


class CredentialsRejected(OfProvider):
    """The provider does not accept the link any more; link the account again."""


class ProviderLinkMissing(OfProvider):
    """This needs an account with the provider; link it first."""


class ProviderBusy(ProviderError):
    """The provider of accounts does not answer at the moment; try again a little later."""

    def __init__(self, detail: str = "", *, wait: int = 10) -> None:
        self.wait = wait
        """Seconds until it is worth trying again."""
        super().__init__(detail)


class ProviderUnfit(ProviderError):
    """What the provider of accounts answers can not be used; the operator has to look into it."""


class ProviderAddressPrivate(ProviderError):
    """The address of the provider is not public; the tenant and the provider must allow that."""
