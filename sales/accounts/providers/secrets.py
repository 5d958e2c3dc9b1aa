"""What is shared with providers of accounts; it is stored sealed."""

from __future__ import annotations

from cryptography.fernet import InvalidToken

from operators.tenancy.sealing import seal, unseal
from sales.accounts.providers.errors import CredentialsRejected, ProviderUnfit
from sales.accounts.providers.models import AccountProvider, ProviderLink
from sales.accounts.providers.terms import Credentials


def set_client_secret(provider: AccountProvider, secret: str) -> None:
    """Set the secret of our client there; an empty text leaves what was set before. The caller
    stores it."""
    if secret:
        provider.sealed_secret = seal(secret.encode())


def client_secret_of(provider: AccountProvider) -> str:
    """The secret of our client there; empty where it has none. ProviderUnfit if the key that it was
    sealed with is lost."""
    if not provider.sealed_secret:
        return ""
    try:
        return unseal(provider.sealed_secret).decode()
    except InvalidToken as fault:
        raise ProviderUnfit("The secret of our client cannot be read; set it again.") from fault


def seal_credentials(credentials: Credentials) -> str:
    """What a link stores."""
    return seal(credentials.to_text().encode())


def credentials_in(link: ProviderLink) -> Credentials:
    """What a link stores, opened. CredentialsRejected if that is nothing, or sealed with a key that
    is lost."""
    try:
        return Credentials.from_text(unseal(link.sealed_credentials).decode())
    except InvalidToken as fault:
        raise CredentialsRejected(link.provider) from fault
