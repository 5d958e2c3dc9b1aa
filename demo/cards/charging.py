"""What can be done with intents, cards and refunds. Whoever calls holds the account's lock."""

from __future__ import annotations

import secrets
from typing import Any

from demo.cards.books import Account, Refused, Row
from demo.cards.messages import tell
from demo.cards.plastic import CARDS, STORABLE

Form = dict[str, Any]
UNPAID = ("requires_payment_method", "requires_confirmation", "requires_action")


def open_intent(account: Account, form: Form) -> Row:
    """POST /v1/payment_intents; with `confirm` a stored card is charged."""
    intent = account.keep(
        "payment_intent",
        "pi",
        amount=int(form["amount"]),
        amount_capturable=0,
        amount_received=0,
        currency=form["currency"],
        capture_method=form.get("capture_method", "automatic"),
        customer=form.get("customer"),
        payment_method=form.get("payment_method"),
        status="requires_payment_method",
        latest_charge=None,
        last_payment_error=None,
        next_action=None,
        metadata=form.get("metadata", {}),
    )
    intent["client_secret"] = f"{intent['id']}_secret_{secrets.token_hex(8)}"
    if form.get("confirm") == "true":
        return confirm_intent(account, intent["id"], form)
    return intent


def confirm_intent(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """POST /v1/payment_intents/{id}/confirm, from a browser or by the shop."""
    intent = _unpaid(account, id)
    method = card_in(account, form) or account.find("payment_method", intent["payment_method"])
    intent["payment_method"] = method["id"]
    plastic = CARDS[method["number"]]
    if plastic.declined:
        raise _declined(account, intent, "card_declined", decline_code=plastic.declined)
    stored = form.get("off_session") == "true"
    if stored and plastic.asks and (plastic.asks_again or not method["asked"]):
        raise _declined(account, intent, "authentication_required")
    if plastic.asks and not stored:
        intent["status"] = "requires_action"
        intent["next_action"] = {"type": "use_stripe_sdk"}
        return intent
    return _authorise(account, intent, method)


def answer_bank(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """The holder says yes or no to the bank, in the browser."""
    intent = _unpaid(account, id)
    method = account.find("payment_method", intent["payment_method"])
    if form.get("success") != "true":
        raise _declined(account, intent, "payment_intent_authentication_failure")
    return _authorise(account, intent, method)


def capture_intent(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """POST /v1/payment_intents/{id}/capture: here the money moves."""
    intent = account.find("payment_intent", id)
    if intent["status"] != "requires_capture":
        raise _unexpected(intent)
    intent["status"] = "succeeded"
    intent["amount_received"], intent["amount_capturable"] = intent["amount"], 0
    account.charged.append(
        {"intent": id, "amount": intent["amount"], "metadata": intent["metadata"]}
    )
    tell(account, "payment_intent.succeeded", intent)
    return intent


def cancel_intent(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """POST /v1/payment_intents/{id}/cancel."""
    intent = account.find("payment_intent", id)
    if intent["status"] in ("succeeded", "canceled"):
        raise _unexpected(intent)
    intent["status"], intent["amount_capturable"] = "canceled", 0
    tell(account, "payment_intent.canceled", intent)
    return intent


def repay(account: Account, form: Form) -> Row:
    """POST /v1/refunds."""
    intent = account.find("payment_intent", form["payment_intent"])
    amount = int(form["amount"])
    repaid = sum(one["amount"] for one in account.repaid if one["intent"] == intent["id"])
    if amount > intent["amount_received"] - repaid:
        told = "Refund amount is greater than unrefunded amount on charge"
        raise Refused(400, "invalid_request_error", told, param="amount")
    account.repaid.append({"intent": intent["id"], "amount": amount})
    return account.keep(
        "refund",
        "re",
        amount=amount,
        currency=intent["currency"],
        payment_intent=intent["id"],
        status="succeeded",
        metadata=form.get("metadata", {}),
    )


def open_setup(account: Account, form: Form) -> Row:
    """POST /v1/setup_intents."""
    setup = account.keep(
        "setup_intent",
        "seti",
        customer=form.get("customer"),
        usage=form.get("usage"),
        payment_method=None,
        status="requires_payment_method",
        last_setup_error=None,
        metadata=form.get("metadata", {}),
    )
    setup["client_secret"] = f"{setup['id']}_secret_{secrets.token_hex(8)}"
    return setup


def confirm_setup(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """POST /v1/setup_intents/{id}/confirm: the card can be charged without its holder later."""
    setup = account.find("setup_intent", id)
    if setup["status"] != "requires_payment_method":
        raise _unexpected(setup)
    method = card_in(account, form)
    assert method is not None, "the browser sends a card"
    if CARDS[method["number"]].declined and method["number"] not in STORABLE:
        told = "Your card was declined."
        setup["last_setup_error"] = {"type": "card_error", "message": told}
        raise Refused(402, "card_error", told, code="card_declined", setup_intent=setup)
    method["customer"], method["asked"] = setup["customer"], True
    setup["payment_method"], setup["status"] = method["id"], "succeeded"
    tell(account, "setup_intent.succeeded", setup)
    return setup


def cancel_setup(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """POST /v1/setup_intents/{id}/cancel."""
    setup = account.find("setup_intent", id)
    if setup["status"] != "requires_payment_method":
        raise _unexpected(setup)
    setup["status"] = "canceled"
    return setup


def forget_card(account: Account, id: str, form: Form) -> Row:  # noqa: A002
    """POST /v1/payment_methods/{id}/detach."""
    method = account.find("payment_method", id)
    if method["customer"] is None:
        told = "The payment method you provided is not attached to a customer"
        raise Refused(400, "invalid_request_error", told)
    method["customer"] = None
    return method


def card_in(account: Account, form: Form) -> Row | None:
    """The card that a browser sends, or one that is known."""
    sent = form.get("payment_method_data", {}).get("card")
    if sent is None:
        known = form.get("payment_method")
        return account.find("payment_method", known) if known else None
    number = "".join(sent["number"].split())
    if number not in CARDS:
        told = "Your card number is incorrect."
        raise Refused(402, "card_error", told, code="incorrect_number", param="number")
    card = {
        "brand": CARDS[number].brand,
        "last4": number[-4:],
        "exp_month": int(sent.get("exp_month") or 12),
        "exp_year": int(sent.get("exp_year") or 2040),
    }
    # `asked`: its bank has heard from the holder.
    return account.keep(
        "payment_method", "pm", type="card", card=card, customer=None, number=number, asked=False
    )


def _authorise(account: Account, intent: Row, method: Row) -> Row:
    charge = account.keep(
        "charge",
        "ch",
        amount=intent["amount"],
        payment_intent=intent["id"],
        payment_method_details={
            "type": "card",
            "card": {**method["card"], "network_transaction_id": secrets.token_hex(7)},
        },
    )
    intent |= {
        "status": "requires_capture",
        "amount_capturable": intent["amount"],
        "latest_charge": charge["id"],
        "last_payment_error": None,
        "next_action": None,
    }
    tell(account, "payment_intent.amount_capturable_updated", intent)
    return intent


def _unpaid(account: Account, id: str) -> Row:  # noqa: A002
    intent = account.find("payment_intent", id)
    if intent["status"] not in UNPAID:
        raise _unexpected(intent)
    return intent


def _declined(account: Account, intent: Row, code: str, **more: str) -> Refused:
    told = (
        "Your card was declined."
        if code == "card_declined"
        else "The bank wants to hear from the card's holder."
    )
    error = {"type": "card_error", "code": code, "message": told, **more}
    intent["status"], intent["last_payment_error"] = "requires_payment_method", error
    tell(account, "payment_intent.payment_failed", intent)
    return Refused(402, "card_error", told, code=code, **more, payment_intent=dict(intent))


def _unexpected(intent: Row) -> Refused:
    kind = intent["object"]
    told = f"This {kind} could not be changed because it has a status of {intent['status']}."
    return Refused(400, "invalid_request_error", told, code=f"{kind}_unexpected_state")
