"""A provider that does not answer costs a sweep, and a request, one wait."""

import time
from decimal import Decimal

import pytest

from sales.models import PaymentTransaction
from sales.orders.actions import draft_order
from sales.payments import errors
from sales.payments.actions import settle_money
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.patience import PatienceOver, PatientSession, patient
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import failing
from tests.sales import by_card
from tests.sales.paying import Counter, capture, cash, line, visa

pytestmark = pytest.mark.django_db

ONE = Decimal("1.00")
at_work = by_card.desk
"""A counter with the provider of the demo, which answers over HTTP."""


@pytest.fixture
def waiting(desk):
    """Three payments by card, each of its own order, that somebody has begun to capture."""
    made = []
    for _ in range(3):
        order = draft_order(
            desk.shop.channel, [line(desk.shop, ONE, 0)], currency="NOK", by=BY, at=NOW
        )
        made.append(Counter(desk.shop, desk.provider, order).authorised(visa(ONE)))
    PaymentTransaction.objects.update(capture_asked_at=NOW)
    return made


def settle(minutes):
    return settle_money(by=BY, at=later(minutes=minutes), limit=10)


def states():
    return sorted(PaymentTransaction.objects.values_list("state", flat=True))


@pytest.mark.parametrize("error", [errors.ProviderTimeout, errors.ProviderDown])
def test_provider_that_does_not_answer_is_asked_once_in_a_sweep(desk, waiting, error):
    desk.provider.during = failing("capture", error=error)

    assert settle(1) == 1

    assert desk.provider.calls["capture"] == 1
    assert states() == ["INITIATED"] * 3
    desk.provider.during = str
    assert settle(2) == 3
    assert states() == ["CAPTURED"] * 3


def test_refusal_of_one_does_not_keep_the_others_waiting(desk, waiting):
    desk.provider.during = failing("capture")

    assert settle(1) == 3


def test_other_providers_are_settled_meanwhile(desk, waiting):
    coins = desk.pay(cash(ONE)).transactions.get()
    PaymentTransaction.objects.filter(pk=coins.pk).update(capture_asked_at=NOW)
    desk.provider.during = failing("capture", error=errors.ProviderTimeout)

    assert settle(1) == 2

    assert states() == ["CAPTURED", *["INITIATED"] * 3]


def test_credit_waits_for_the_provider_as_well(desk, waiting):
    """It is asked for after the transactions, and the provider is known to be away."""
    sold = desk.captured()
    credit = desk.order.credits.create(
        order_version=1,
        total_amount=ONE,
        currency="NOK",
        created_at=NOW,
        execute_asked_at=NOW,
    )
    credit.parts.create(transaction=sold, amount=ONE)
    desk.provider.during = failing("capture", "credit", error=errors.ProviderTimeout)

    assert settle(1) == 1

    assert desk.provider.calls["credit"] == 0


# The time of one request


def test_calls_of_one_request_share_its_time(settings):
    settings.CARD_TOTAL_SECONDS = 1
    with patient():
        first = PatientSession()
        settings.CARD_TOTAL_SECONDS = 100
        with patient():
            second = PatientSession()
    later_one = PatientSession()

    assert second.until <= first.until
    assert later_one.until > first.until + 50


def test_nothing_is_sent_when_the_time_is_over(settings):
    settings.CARD_TOTAL_SECONDS = 0
    with pytest.raises(PatienceOver):
        PatientSession().request("GET", by_card.NOWHERE)


def test_hanging_provider_takes_the_time_of_one_request(at_work, cards, settings):
    transaction = at_work.at_terminal()
    cards.pay(transaction.provider_reference)
    settings.CARD_READ_SECONDS, settings.CARD_TOTAL_SECONDS = 0.3, 0.4
    cards.spoil("get payment_intents", "late", times=9, seconds=1)
    began = time.monotonic()

    with pytest.raises(errors.ProviderTimeout) as raised:
        capture(transaction)

    # Once for so long as it may take to answer, then for what is left.
    assert time.monotonic() - began < 3
    assert type(raised.value) is errors.ProviderTimeout
    charge = charge_of(transaction)
    settings.CARD_TOTAL_SECONDS = 0
    with pytest.raises(errors.ProviderTimeout):
        gateway_of(transaction).look_up(charge)
