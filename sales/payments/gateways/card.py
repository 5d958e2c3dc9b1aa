"""Cards, through Stripe: an intent for each transaction, authorised by the customer in the browser
and captured by us. Whatever is done twice is done once: by keys that follow from the transaction,
and by looking before it is done."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import stripe
from django.conf import settings

from sales.payments.errors import CallbackUnknown
from sales.payments.gateways.card_words import minor, named, noted, once, outcome_of
from sales.payments.gateways.interface import Charge, Form, Outcome, Repaid, Repayment, Standing
from sales.payments.gateways.patience import PatientSession

RETRIES = 2
INTENT = "payment_intent."
TRANSACTION = "transaction"
REPAYMENT = "repayment"
WITH_CARD = ["latest_charge"]
ENDED = ("succeeded", "canceled")
MANY = 100


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What opens a tenant's account with the provider."""

    publishable: str
    secret: str
    callback: str


def client_of(keys: Keys) -> stripe.StripeClient:
    """A client of one tenant's account, for one use; what hangs is given up in time."""
    return stripe.StripeClient(
        keys.secret,
        base_addresses={"api": settings.CARD_API},
        http_client=stripe.RequestsClient(session=PatientSession()),
        max_network_retries=RETRIES,
    )


class Card:
    """A tenant's account with Stripe."""

    is_local = False
    has_terminal = True

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.client = client_of(keys)
        self.intents = self.client.v1.payment_intents

    def open_terminal(self, charge: Charge) -> Outcome:
        with named():
            return outcome_of(self._find(charge) or self._open(charge))

    def show_form(self, charge: Charge) -> Form:
        with named():
            intent = self._find(charge) or self._open(charge)
        return Form(self.keys.publishable, intent.client_secret or "")

    def look_up(self, charge: Charge) -> Outcome:
        with named():
            intent = self._find(charge)
        return outcome_of(intent) if intent else Outcome(Standing.OPEN)

    def capture(self, charge: Charge) -> Outcome:
        with named():
            intent = self._find(charge)
            if intent is None and charge.stored_card:
                intent = self._charge_stored(charge)
            if intent is None:
                return Outcome(Standing.OPEN)
            if intent.status == "requires_capture":
                intent = self._capture(charge, intent)
            # An attempt that was declined is given up, so that no other card can pay for it later.
            return self._cancel(charge, intent) if outcome_of(intent).reason else outcome_of(intent)

    def cancel(self, charge: Charge) -> Outcome:
        with named():
            intent = self._find(charge)
            return self._cancel(charge, intent) if intent else Outcome(Standing.CANCELLED)

    def credit(self, charge: Charge, repayment: Repayment) -> Repaid:
        with named():
            refund = self._known_refund(charge, repayment) or self.client.v1.refunds.create(
                {
                    "payment_intent": charge.provider_reference,
                    "amount": minor(repayment.amount),
                    "metadata": {REPAYMENT: repayment.number},
                },
                options=once(f"{repayment.number}-refund"),
            )
        done = refund.status in ("succeeded", "pending")
        return Repaid(done=done, provider_reference=refund.id, reason="" if done else "Refused.")

    def read_callback(self, body: bytes, signature: str) -> int | None:
        check = stripe.WebhookSignature.verify_header
        try:
            check(body.decode(), signature, self.keys.callback, stripe.Webhook.DEFAULT_TOLERANCE)
            event = json.loads(body)
            kind, found = str(event["type"]), event["data"]["object"]
            number = str(found["metadata"].get(TRANSACTION)) if kind.startswith(INTENT) else ""
        except (ValueError, LookupError, TypeError, stripe.SignatureVerificationError) as forged:
            raise CallbackUnknown from forged
        return int(number) if number.isdecimal() else None

    def _find(self, charge: Charge) -> stripe.PaymentIntent | None:
        """The charge's intent, if there is one: also one whose name never reached us."""
        if charge.provider_reference:
            return self._retrieve(charge.provider_reference)
        if not charge.stored_card:
            return None
        made = self.intents.list({"customer": charge.stored_customer, "limit": MANY})
        number = str(charge.number)
        mine = (one for one in made.auto_paging_iter() if noted(one, TRANSACTION) == number)
        found = next(mine, None)
        return self._retrieve(found.id) if found else None

    def _retrieve(self, reference: str) -> stripe.PaymentIntent:
        return self.intents.retrieve(reference, {"expand": WITH_CARD})

    def _open(self, charge: Charge) -> stripe.PaymentIntent:
        return self.intents.create(
            {
                "amount": minor(charge.amount),
                "currency": charge.currency.lower(),
                "capture_method": "manual",
                "allowed_payment_method_types": ["card"],
                "metadata": {TRANSACTION: str(charge.number), "order": charge.order_code},
            },
            options=once(f"{charge.number}-open"),
        )

    def _charge_stored(self, charge: Charge) -> stripe.PaymentIntent:
        """Without its holder; a declined attempt is an intent as well."""
        try:
            return self.intents.create(
                {
                    "amount": minor(charge.amount),
                    "currency": charge.currency.lower(),
                    "capture_method": "manual",
                    "allowed_payment_method_types": ["card"],
                    "customer": charge.stored_customer,
                    "payment_method": charge.stored_card,
                    "confirm": True,
                    "off_session": True,
                    "expand": WITH_CARD,
                    "metadata": {TRANSACTION: str(charge.number), "order": charge.order_code},
                },
                options=once(f"{charge.number}-charge"),
            )
        except stripe.CardError as declined:
            intent = declined.error.payment_intent if declined.error else None
            assert intent is not None, "the provider tells which attempt was declined"
            return self._retrieve(intent.id)

    def _capture(self, charge: Charge, intent: stripe.PaymentIntent) -> stripe.PaymentIntent:
        key = f"{charge.number}-capture"
        try:
            return self.intents.capture(intent.id, {"expand": WITH_CARD}, options=once(key))
        except (stripe.InvalidRequestError, stripe.APIError) as refusal:
            # Somebody else has ended it meanwhile, or is at it.
            return self._if_ended(intent, refusal)

    def _cancel(self, charge: Charge, intent: stripe.PaymentIntent) -> Outcome:
        before = outcome_of(intent)
        if intent.status not in ENDED:
            key = f"{charge.number}-cancel"
            try:
                intent = self.intents.cancel(intent.id, {"expand": WITH_CARD}, options=once(key))
            except (stripe.InvalidRequestError, stripe.APIError) as refusal:
                intent = self._if_ended(intent, refusal)
        after = outcome_of(intent)
        if after.standing is Standing.CANCELLED and before.reason:
            return replace(before, standing=Standing.DECLINED)
        return after

    def _if_ended(
        self, intent: stripe.PaymentIntent, refusal: stripe.StripeError
    ) -> stripe.PaymentIntent:
        """The intent as it is now; the refusal that made us look stands if nothing has changed."""
        now = self._retrieve(intent.id)
        if now.status == intent.status:
            raise refusal
        return now

    def _known_refund(self, charge: Charge, repayment: Repayment) -> stripe.Refund | None:
        made = self.client.v1.refunds.list(
            {"payment_intent": charge.provider_reference, "limit": MANY}
        )
        number = repayment.number
        return next(
            (one for one in made.auto_paging_iter() if noted(one, REPAYMENT) == number), None
        )
