"""The card provider as a program of its own that answers over HTTP, and what its customers do in
their browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any
from uuid import uuid4

import requests
from stripe import StripeClient

from demo.cards.books import Account, Mishap
from demo.cards.plastic import GOOD
from demo.cards.server import Provider
from operators.models import Tenant
from sales.models import CardAccount
from sales.payments.actions import set_card_account
from sales.payments.gateways.card import Keys, client_of
from tests.factories.moments import BY, NOW

SECONDS_TO_WAIT = 5


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Listens on a free port of this machine."""
    with Provider() as provider:
        Thread(target=provider.serve_forever, daemon=True).start()
        yield provider
        provider.shutdown()


@dataclass(frozen=True)
class Cards:
    """The provider, and the account there that the tenants of one test share."""

    provider: Provider
    name: str

    @classmethod
    def new(cls, provider: Provider) -> Cards:
        return cls(provider, uuid4().hex)

    @property
    def account(self) -> Account:
        """What the provider knows."""
        return self.provider.account(self.name)

    @property
    def charged(self) -> list[int]:
        """Every time that money was taken, in hundredths."""
        return [one["amount"] for one in self.account.charged]

    @property
    def repaid(self) -> list[int]:
        return [one["amount"] for one in self.account.repaid]

    def open_account(self, tenant: Tenant) -> CardAccount:
        return set_card_account(
            tenant,
            publishable_key=f"pk_test_{self.name}",
            secret_key=f"sk_test_{self.name}",
            callback_secret=self.account.callback_secret,
            by=BY,
            at=NOW,
        )

    @property
    def client(self) -> StripeClient:
        """Somebody at the shop who uses the provider's own pages."""
        return client_of(Keys(f"pk_test_{self.name}", f"sk_test_{self.name}", ""))

    def row(self, reference: str) -> dict[str, Any]:
        return self.account.rows[reference]

    def pay(self, reference: str, number: str = GOOD) -> dict[str, Any]:
        """The customer types a card on the page of this intent."""
        kind = "setup_intents" if reference.startswith("seti_") else "payment_intents"
        form = {"payment_method_data[card][number]": number}
        return self._from_browser(f"{kind}/{reference}/confirm", reference, form)

    def answer_bank(self, reference: str, *, success: bool = True) -> dict[str, Any]:
        """The customer answers the bank."""
        path = f"payment_intents/{reference}/answer_bank"
        return self._from_browser(path, reference, {"success": str(success).lower()})

    def spoil(self, call: str, how: str, *, times: int = 100, seconds: float = 0.0) -> None:
        """Let the next calls of that name go wrong."""
        self.account.mishaps.append(Mishap(call, how, times, seconds))

    def mend(self) -> None:
        self.account.mishaps.clear()

    def messages(self, kind: str) -> list[dict[str, Any]]:
        """What the provider told of its own."""
        return [one for one in self.account.messages if one["type"] == kind]

    def _from_browser(self, path: str, reference: str, form: dict[str, str]) -> dict[str, Any]:
        keys = {
            "key": f"pk_test_{self.name}",
            "client_secret": self.row(reference)["client_secret"],
        }
        address = f"{self.provider.address}/v1/{path}"
        return requests.post(address, {**keys, **form}, timeout=SECONDS_TO_WAIT).json()
