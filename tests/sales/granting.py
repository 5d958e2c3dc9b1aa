"""What an app does with the codes and tokens that it has."""

from __future__ import annotations

from typing import Any

from sales.accounts.grants.actions import GrantedTokens, refresh_tokens, take_code
from sales.accounts.grants.errors import GrantEnded, GrantUnknown
from sales.accounts.grants.reading import read_grant
from sales.models import TravellerAccount
from tests.factories.grants import BACK, VERIFIER
from tests.factories.moments import BY, NOW


def take(code: Any, *, at=NOW, client=None, **changed) -> GrantedTokens:
    told = {"redirect_uri": BACK, "verifier": VERIFIER, **changed}
    return take_code(client or code.client, code.code, **told, by=BY, at=at)


def refresh(grant: Any, token: str, *, at=NOW, **more) -> GrantedTokens:
    return refresh_tokens(grant.client, token, by=BY, at=at, **more)


def opens(token: str, *, at=NOW) -> bool:
    try:
        return read_grant(token, at=at) is not None
    except (GrantEnded, GrantUnknown):
        return False


def told_of(account: TravellerAccount) -> list[str]:
    """The events after the one that opened the account."""
    return list(account.events.order_by("pk").values_list("name", flat=True))[1:]
