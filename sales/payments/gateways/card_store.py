"""Cards that Stripe keeps for their holders, to be charged without them later."""

from __future__ import annotations

import contextlib

import stripe

from sales.payments.gateways.card import Keys, client_of
from sales.payments.gateways.card_words import named, once, stored_of
from sales.payments.gateways.interface import Form, Holder, Stored

CARD = "recurring_payment"
WITH_CARD = ["payment_method"]
WISH = "seti_"


class StripeStore:
    """The cards in a tenant's account with Stripe."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.client = client_of(keys)

    def open_form(self, holder: Holder) -> Stored:
        with named():
            return stored_of(self._setup(holder))

    def show_form(self, holder: Holder) -> Form:
        with named():
            return Form(self.keys.publishable, self._setup(holder).client_secret or "")

    def look_up(self, holder: Holder) -> Stored:
        with named():
            return stored_of(self._setup(holder))

    def forget(self, holder: Holder) -> None:
        if not holder.provider_reference:
            return
        with named(), contextlib.suppress(stripe.InvalidRequestError):
            # Refused where there is none any more.
            if holder.provider_reference.startswith(WISH):
                self.client.v1.setup_intents.cancel(holder.provider_reference)
            else:
                self.client.v1.payment_methods.detach(holder.provider_reference)

    def _setup(self, holder: Holder) -> stripe.SetupIntent:
        """The wish to store the card, made by the first who asks for it."""
        setups = self.client.v1.setup_intents
        if holder.provider_reference:
            return setups.retrieve(holder.provider_reference, {"expand": WITH_CARD})
        return setups.create(
            {
                "customer": holder.provider_customer or self._customer(holder),
                "usage": "off_session",
                "allowed_payment_method_types": ["card"],
                "metadata": {CARD: str(holder.number)},
            },
            options=once(f"{holder.number}-store"),
        )

    def _customer(self, holder: Holder) -> str:
        metadata = {"customer": str(holder.customer_number)}
        options = once(f"{holder.number}-holder")
        return self.client.v1.customers.create({"metadata": metadata}, options=options).id
