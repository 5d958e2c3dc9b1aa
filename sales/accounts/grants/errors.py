"""Why an app gets no tokens, or opens nothing with the one that it has."""

from __future__ import annotations

from sales.accounts.errors import AccountError


class GrantRefused(AccountError):
    """The code or refresh token is not known, lapsed, or is another client's; sign in again."""


class CodeUsed(GrantRefused):
    """This code was used before, so the tokens that it was used for have ended; sign in again."""


class RefreshUsed(GrantRefused):
    """This refresh token was used before, so all tokens of its grant have ended; sign in again."""


class ProofWrong(GrantRefused):
    """The code_verifier does not belong to the code_challenge, or one of them is missing."""


class RedirectWrong(GrantRefused):
    """The redirect_uri is not the one that the code was asked for with."""


class ScopeWider(AccountError):
    """The traveller did not grant this scope; leave it out."""


class GrantUnknown(AccountError):
    """This access token is not known; refresh it or sign in again."""


class GrantEnded(AccountError):
    """This access token has lapsed or was withdrawn; refresh it or sign in again."""
