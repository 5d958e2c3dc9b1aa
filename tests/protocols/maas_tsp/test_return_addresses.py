"""Where travellers are sent after they have linked their account, or not."""

from __future__ import annotations

import pytest

from operators.tenancy.models import TokenRole
from protocols.maas_tsp.linking.addresses import is_good_return, read_code, return_address
from protocols.models import FlowState
from tests.factories.sales import SalesChannelFactory
from tests.protocols.maas_tsp.client import Caller
from tests.protocols.maas_tsp.linking import begin
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Rider app", tenant__name="Coast Lines")


@pytest.fixture
def caller(channel) -> Caller:
    return Caller(open_channel(channel, TokenRole.MAAS_TSP)[1])


@pytest.mark.parametrize(
    "address",
    [
        "http://caller.example/return",
        "ftp://caller.example/return",
        "javascript:alert(1)",
        "https://",
        "https://evil.example;script-src *",
        "https://caller.example@evil.example/",
        "https://caller.example/a b",
        "whim:///return",
    ],
)
def test_travellers_are_sent_to_https_alone(caller, address):
    response = caller.send("POST", "/customer-auth", {"nonce": "n", "returnUrl": address})

    assert (response.status_code, response.json()["errors"][0]["member"]) == (400, "returnUrl")
    assert not FlowState.objects.exists()


def test_nonce_and_return_address_must_be_there(caller):
    response = caller.send("POST", "/customer-auth", {})

    assert {fault["member"] for fault in response.json()["errors"]} == {"nonce", "returnUrl"}


def test_http_is_allowed_where_the_tenant_allows_its_own_network(caller, channel):
    channel.tenant.allows_private_callbacks = True
    channel.tenant.save()

    assert begin(caller, returnUrl="http://127.0.0.1:8000/back").startswith("/maas/link/")


def test_return_address_keeps_its_own_parameters():
    address = "https://a.example/b?x=1&y=&encodedData=old&error=old#part"

    assert return_address(address, code="c d", error="NO") == (
        "https://a.example/b?x=1&y=&encodedData=c+d&error=NO#part"
    )
    assert read_code("https://a.example/b?x=1&encodedData=c+d#part") == "c d"
    assert read_code("plain") == "plain"


def test_long_return_addresses_are_refused():
    assert not is_good_return(f"https://a.example/{'x' * 2000}", allows_http=False)
    assert is_good_return("https://a.example:8443/x?y=1", allows_http=False)


@pytest.mark.parametrize("address", ["https://[", "https://[::1", "https://a\u2100b.example/x"])
def test_return_addresses_that_are_none_are_refused(caller, address):
    response = caller.send("POST", "/customer-auth", {"nonce": "n", "returnUrl": address})

    assert response.status_code == 400
    assert response.json()["errors"][0]["member"] == "returnUrl"
