"""Which gateway a provider has, and what it is told of a transaction."""

from __future__ import annotations

from collections.abc import Callable

from operators.tenancy.sealing import unseal
from sales.payments.errors import MethodOff
from sales.payments.gateways.card import Card, Keys
from sales.payments.gateways.card_store import StripeStore
from sales.payments.gateways.interface import CardStore, Charge, Gateway, Holder
from sales.payments.gateways.local import Local
from sales.payments.models import CardAccount, PaymentTransaction, RecurringPayment
from sales.payments.states import Provider


def local_gateway(tenant_id: int) -> Gateway:
    """The same for every tenant."""
    return Local()


def card_gateway(tenant_id: int) -> Gateway:
    """The tenant's account with the card provider; MethodOff if it has none."""
    return Card(_keys_of(tenant_id))


def card_store(tenant_id: int) -> CardStore:
    """Where cards of the tenant's customers are kept; MethodOff if it has no account."""
    return StripeStore(_keys_of(tenant_id))


def _keys_of(tenant_id: int) -> Keys:
    account = CardAccount.objects.filter(tenant=tenant_id).first()
    if account is None:
        raise MethodOff("The seller has no account with the card provider yet.")
    return Keys(
        publishable=account.publishable_key,
        secret=unseal(account.sealed_secret_key).decode(),
        callback=unseal(account.sealed_callback_secret).decode(),
    )


GATEWAYS: dict[str, Callable[[int], Gateway]] = {
    Provider.ACCOUNT: local_gateway,
    Provider.CASH: local_gateway,
    Provider.ELSEWHERE: local_gateway,
    Provider.CARD: card_gateway,
}
"""The gateway of a tenant, by provider."""


def gateway_of(transaction: PaymentTransaction) -> Gateway:
    """Who moves the money of this transaction."""
    return GATEWAYS[transaction.provider](transaction.order.tenant_id)


def charge_of(transaction: PaymentTransaction) -> Charge:
    """The transaction as its provider must know it."""
    card = transaction.recurring_payment
    return Charge(
        number=transaction.number,
        order_code=transaction.order.code,
        amount=transaction.amount,
        currency=transaction.payment.currency,
        type=transaction.type,
        provider_reference=transaction.provider_reference,
        stored_customer=card.provider_customer if card else "",
        stored_card=card.provider_reference if card else "",
    )


def holder_of(card: RecurringPayment) -> Holder:
    """The card to be stored as its provider must know it."""
    return Holder(
        number=card.number,
        customer_number=card.customer.number,
        provider_customer=card.provider_customer,
        provider_reference=card.provider_reference,
    )
