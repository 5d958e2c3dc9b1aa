"""What every change of an account writes beside it."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.actors import Actor
from sales.accounts.errors import AccountBlocked, AccountErased
from sales.accounts.grants.models import AccountGrant
from sales.accounts.models import AccountEvent, AccountLink, TravellerAccount
from sales.accounts.states import AccountEventName


def record_event(
    account: TravellerAccount,
    name: AccountEventName,
    *,
    by: Actor,
    at: datetime,
    link: AccountLink | None = None,
    grant: AccountGrant | None = None,
) -> None:
    """A step of the actions that change an account, a link of it, or what an app was allowed."""
    AccountEvent.objects.create(
        account=account, link=link, grant=grant, name=name, actor=str(by), happened_at=at
    )


def is_served(account: TravellerAccount) -> bool:
    return account.erased_at is None and account.blocked_at is None


def check_served(account: TravellerAccount) -> None:
    """AccountErased or AccountBlocked where nothing may be done for this account."""
    if account.erased_at is not None:
        raise AccountErased
    if account.blocked_at is not None:
        raise AccountBlocked
