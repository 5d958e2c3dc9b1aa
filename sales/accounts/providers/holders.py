"""Whose a link with a provider is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from operators.tenancy.actions import digest_of
from sales.accounts.models import AccountLink, TravellerAccount
from sales.catalogue.channels import SalesChannel

CLIENT_LINK_LASTS = timedelta(hours=24)
"""Of somebody without an account: as long as one uses an app for one trip."""


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """A traveller with an account here, or one copy of a partner's app; exactly one of both."""

    tenant_id: int
    account: TravellerAccount | None = None
    client_digest: str = ""
    shown: AccountLink | None = None
    """What was shown of the account; once that has ended, nothing more is linked."""

    @classmethod
    def of_account(
        cls, account: TravellerAccount, *, shown: AccountLink | None = None
    ) -> LinkHolder:
        """Whoever signed in to that account; the link stays until it is ended."""
        return cls(account.tenant_id, account=account, shown=shown)

    @classmethod
    def of_client(cls, channel: SalesChannel, client: str) -> LinkHolder:
        """Whoever uses the copy of an app that calls itself so in that channel, for a day. The same
        name in another channel is somebody else."""
        return cls(channel.tenant_id, client_digest=digest_of(f"{channel.pk}:{client}"))

    @property
    def lookups(self) -> dict[str, Any]:
        """What its links are found by."""
        return {
            "tenant": self.tenant_id,
            "account": self.account,
            "client_digest": self.client_digest,
        }

    def ends_at(self, at: datetime) -> datetime | None:
        """The end of a link that is made now."""
        return None if self.account else at + CLIENT_LINK_LASTS
