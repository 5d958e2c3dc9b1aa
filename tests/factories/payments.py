"""What channels take, who takes cards for a tenant, and stored cards."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from operators.tenancy.sealing import seal
from sales.models import CardAccount, PaymentMethod, RecurringPayment
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.sales import CustomerFactory, SalesChannelFactory

CARDS = ["VISA", "MASTERCARD", "AMEX", "BANKAXEPT"]


class PaymentMethodFactory(DjangoModelFactory):
    """A card; each next one of another brand."""

    channel = factory.SubFactory(SalesChannelFactory)
    tenant = factory.SelfAttribute("channel.tenant")
    type = factory.Sequence(lambda n: CARDS[n % len(CARDS)])
    group = "PAYMENTCARD"
    provider = "CARD"

    class Meta:
        model = PaymentMethod


class CardAccountFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    publishable_key = "pk_test_perron"
    sealed_secret_key = factory.LazyFunction(lambda: seal(b"sk_test_perron"))
    sealed_callback_secret = factory.LazyFunction(lambda: seal(b"whsec_perron"))
    created_at = NOW

    class Meta:
        model = CardAccount


class RecurringPaymentFactory(DjangoModelFactory):
    """A card that the customer has not stored yet."""

    customer = factory.SubFactory(CustomerFactory)
    channel = factory.SelfAttribute("customer.channel")
    tenant = factory.SelfAttribute("customer.tenant")
    type = "VISA"
    group = "PAYMENTCARD"
    provider = "CARD"
    created_at = NOW

    class Meta:
        model = RecurringPayment
