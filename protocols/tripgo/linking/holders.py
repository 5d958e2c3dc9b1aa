"""Whose links a request is about: of the traveller who is signed in, else of the app's copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protocols.tripgo.addresses import CLIENT
from protocols.tripgo.operation import TripGoOperation, new_client
from sales.accounts.providers.holders import LinkHolder


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks. `carried` goes into every address that is told, where the app has no id of its
    own: an id that came in such an address, or a new one."""

    holder: LinkHolder
    is_known: bool
    """Whether links are to be looked for; a client that got its id just now has none."""
    carried: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Whom a step is bound to."""
        account = self.holder.account
        return {
            "account": account.pk if account else None,
            "client_digest": self.holder.client_digest,
        }

    @property
    def query(self) -> dict[str, str]:
        """What the addresses of an answer have to carry."""
        return {CLIENT: self.carried} if self.carried else {}


def asking(operation: TripGoOperation) -> Asking:
    """Who asks. LinkUnknown or LinkEnded (447) for a userToken that opens nothing."""
    link = operation.traveller
    if link is not None:
        return Asking(LinkHolder.of_account(link.account, shown=link), is_known=True)
    if operation.client:
        return Asking(LinkHolder.of_client(operation.channel, operation.client), is_known=True)
    fresh = new_client()
    return Asking(LinkHolder.of_client(operation.channel, fresh), is_known=False, carried=fresh)
