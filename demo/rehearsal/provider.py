"""The card provider of a rehearsal: the one of the demo, whose calls go wrong at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import requests
from django.conf import settings
from django.test.utils import override_settings

from demo.cards import server
from demo.cards.books import Account, Mishap
from demo.cards.plastic import GOOD
from demo.cards.server import Provider
from sales.payments.gateways import card

DECLINED = "4000000000000002"
WORKING_SECONDS = 0.001
SECONDS_TO_WAIT = 30
SHARE = 0.03
"""Of the calls that move money, so many go wrong."""
HOW = ("broken", "refused", "lost")
SPOILT = ("capture payment_intents", "cancel payment_intents", "post refunds")


@dataclass
class Unlucky(Account):
    """An account some of whose calls fail, or are done without an answer."""

    dice: random.Random = field(default_factory=random.Random)
    calm: bool = False

    def mishap(self, call: str) -> Mishap | None:
        if self.calm or call not in SPOILT or self.dice.random() >= SHARE:
            return super().mishap(call)
        return Mishap(call, self.dice.choice(HOW), 1)


@contextmanager
def unlucky_provider(name: str, *, seed: str) -> Iterator[tuple[Provider, Unlucky]]:
    """A provider that listens as soon as it is served, and its one account.

    This process and those that come of it charge cards there. What fails is not tried again at
    once, so that the sweeps have something to do. Without DEBUG, no list of all queries is kept.
    """
    # Not for secrets: the same seed spoils the same calls.
    account = Unlucky(name, dice=random.Random(seed))  # noqa: S311
    before = server.WORKING_SECONDS, card.RETRIES
    with Provider() as provider, override_settings(CARD_API=provider.address, DEBUG=False):
        provider.accounts[name] = account
        server.WORKING_SECONDS, card.RETRIES = WORKING_SECONDS, 0
        try:
            yield provider, account
        finally:
            server.WORKING_SECONDS, card.RETRIES = before


@contextmanager
def served(provider: Provider) -> Iterator[None]:
    """Answer calls meanwhile."""
    Thread(target=provider.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        provider.shutdown()


@dataclass(frozen=True, slots=True)
class Browser:
    """The customers, who type their cards on the provider's form."""

    account: str
    session: requests.Session = field(default_factory=requests.Session)

    def pay(self, reference: str, client_secret: str, *, with_good_card: bool) -> None:
        """Confirm an intent; a bad card is declined."""
        self.session.post(
            f"{settings.CARD_API}/v1/payment_intents/{reference}/confirm",
            {
                "key": f"pk_test_{self.account}",
                "client_secret": client_secret,
                "payment_method_data[card][number]": GOOD if with_good_card else DECLINED,
            },
            timeout=SECONDS_TO_WAIT,
        )
