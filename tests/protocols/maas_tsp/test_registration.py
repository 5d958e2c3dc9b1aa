"""Customers whom a caller registers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from operators.tenancy.models import TokenRole
from tests.factories.moments import NOW
from tests.factories.sales import SalesChannelFactory
from tests.protocols.maas_tsp.client import Caller, body_of
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Rider app", tenant__name="Coast Lines")


@pytest.fixture
def caller(channel) -> Caller:
    return Caller(open_channel(channel, TokenRole.MAAS_TSP)[1])


def test_registered_customer_is_accepted_and_known_again(caller, channel):
    told = {"customer": {"opaqueId": "0f3ac9d2", "firstName": "Åsa", "ssid": True, "dob": True}}
    first = body_of(caller.send("POST", "/customer-registration", told))
    second = body_of(caller.send("POST", "/customer-registration", told))

    customer = channel.customers.get()
    assert first == second == {"customer": {"status": "ACCEPTED", "id": customer.reference}}
    assert (customer.external_id, customer.first_name) == ("0f3ac9d2", "Åsa")
    assert customer.opened_at == NOW


def test_blocked_customer_is_rejected(caller, channel):
    told = {"customer": {"opaqueId": "0f3ac9d2"}}
    caller.send("POST", "/customer-registration", told)
    channel.customers.update(blocked_at=NOW - timedelta(days=1))

    answer = body_of(caller.send("POST", "/customer-registration", told))

    assert answer["customer"]["status"] == "REJECTED"


@pytest.mark.parametrize("told", [{}, {"customer": {}}, {"customer": {"email": "a@b.example"}}])
def test_customer_without_an_id_is_refused(caller, told):
    assert caller.send("POST", "/customer-registration", told).status_code == 400
