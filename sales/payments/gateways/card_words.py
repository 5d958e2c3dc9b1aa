"""What Stripe says, in our words."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import requests
import stripe
import structlog

from operators.tenancy.correlation import HEADER, current_correlation_id
from sales.payments.errors import MoneyMoving, ProviderDown, ProviderFailed, ProviderTimeout
from sales.payments.gateways.interface import Outcome, Standing, Stored
from sales.payments.gateways.patience import PatienceOver

STANDINGS = {
    "requires_capture": Standing.AUTHORISED,
    "succeeded": Standing.CAPTURED,
    "canceled": Standing.CANCELLED,
}
"""Any other status: the customer has not paid."""
HOLDER_WANTED = "authentication_required"
LONGEST_RRN = 40

log = structlog.get_logger(__name__)


def outcome_of(intent: stripe.PaymentIntent) -> Outcome:
    """How things stand with an intent that was read with its `latest_charge`."""
    standing = STANDINGS.get(intent.status, Standing.OPEN)
    error = intent.last_payment_error if standing is Standing.OPEN else None
    card = _told(intent, "latest_charge", "payment_method_details", "card")
    rrn = str(_told(card, "network_transaction_id") or "")
    return Outcome(
        standing,
        provider_reference=intent.id,
        card_number=str(_told(card, "last4") or ""),
        rrn=rrn if len(rrn) <= LONGEST_RRN else "",
        reason=_reason(error),
        needs_authentication=intent.status == "requires_action"
        or _told(error, "code") == HOLDER_WANTED,
    )


def stored_of(setup: stripe.SetupIntent) -> Stored:
    """What became of the wish to store a card, read with its `payment_method`."""
    method = setup.payment_method if setup.status == "succeeded" else None
    card = _told(method, "card")
    return Stored(
        is_stored=card is not None,
        provider_reference=str(_told(method, "id") or setup.id),
        provider_customer=str(setup.customer or ""),
        card_number=str(_told(card, "last4") or ""),
        expires_date=last_day_of(card.exp_year, card.exp_month) if card else None,
        reason=_reason(setup.last_setup_error),
    )


def last_day_of(year: int, month: int) -> date:
    """The last day that a card is good which shows this month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def noted(thing: Any, name: str) -> str:
    """What we wrote on it when we made it."""
    return str(_told(thing, "metadata", name) or "")


def minor(amount: Decimal) -> int:
    """The amount in hundredths; orders are kept in currencies with two decimals."""
    return int(amount * 100)


def once(key: str) -> stripe.RequestOptions:
    """Done once under this key, however often it is asked for."""
    return {"idempotency_key": key, "headers": {HEADER: current_correlation_id()}}


@contextmanager
def named() -> Iterator[None]:
    """Let the provider's refusals be ours."""
    try:
        yield
    except stripe.APIConnectionError as lost:
        raise (ProviderTimeout if _is_late(lost) else ProviderDown) from lost
    except (stripe.APIError, stripe.RateLimitError) as broken:
        # 409: the same request, sent by somebody else a moment ago, is still being done.
        is_twin = broken.http_status == requests.codes.conflict
        raise (MoneyMoving if is_twin else ProviderDown) from broken
    except (stripe.AuthenticationError, stripe.PermissionError) as closed:
        log.warning("card_account_closed", code=closed.code)
        raise ProviderFailed("The provider does not accept our keys.") from closed
    except stripe.StripeError as refused:
        raise ProviderFailed(f"The provider refused: {refused}") from refused


def _is_late(lost: stripe.APIConnectionError) -> bool:
    return isinstance(lost.__cause__, (requests.Timeout, PatienceOver))


def _reason(error: Any) -> str:
    return str(_told(error, "message") or "The card was declined.") if error else ""


def _told(thing: Any, *names: str) -> Any:
    """What the answer tells, however deep; None where it does not."""
    for name in names:
        thing = getattr(thing, name, None)
    return thing
