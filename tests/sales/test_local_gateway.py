"""Money that no provider moves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.payments.errors import CallbackUnknown, NoTerminal
from sales.payments.gateways.choosing import GATEWAYS
from sales.payments.gateways.interface import Charge, Repayment, Standing
from sales.payments.states import Provider

CHARGE = Charge(number=1, order_code="A", amount=Decimal(1), currency="NOK", type="CASH")


def test_every_provider_has_a_gateway():
    assert set(GATEWAYS) == set(Provider)


@pytest.mark.parametrize("provider", [Provider.ACCOUNT, Provider.CASH, Provider.ELSEWHERE])
def test_what_is_said_here_is_done(provider):
    gateway = GATEWAYS[provider](1)

    assert gateway.is_local
    assert gateway.look_up(CHARGE).standing is Standing.OPEN
    assert gateway.capture(CHARGE).standing is Standing.CAPTURED
    assert gateway.cancel(CHARGE).standing is Standing.CANCELLED
    assert gateway.credit(CHARGE, Repayment("1-1", Decimal(1))).done
    for page in (gateway.open_terminal, gateway.show_form):
        with pytest.raises(NoTerminal):
            page(CHARGE)
    with pytest.raises(CallbackUnknown):
        gateway.read_callback(b"", "")
