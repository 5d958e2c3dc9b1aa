"""Why an account or its link is refused."""

from __future__ import annotations

from sales.errors import SalesError


class AccountError(SalesError):
    """The account cannot do this."""


class AccountUnfit(AccountError):
    """An account needs an e-mail address and names that can be kept; correct them."""


class AccountKnown(AccountError):
    """There is an account with this e-mail address already; sign in instead."""


class PasswordUnfit(AccountError):
    """This password is too easy to guess; choose another one."""


class SignInRefused(AccountError):
    """The e-mail address or the password is wrong."""


class AccountBlocked(AccountError):
    """The operator does not serve this account; the traveller may ask its support why."""


class AccountErased(AccountError):
    """This account was deleted; open another one."""


class LinkUnknown(AccountError):
    """This link to an account is not known; link the account again."""


class LinkEnded(AccountError):
    """This link to an account has ended; link the account again."""


class ProofUnfit(AccountError):
    """This address is not valid, or no longer; ask for a new letter."""
