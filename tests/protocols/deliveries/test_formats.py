"""What wire formats differ in where partners are called."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from protocols.deliveries.dispatching import address_of
from protocols.deliveries.renderers import RENDERERS, register_renderer
from protocols.models import CallMethod, Delivery
from tests.factories.moments import NOW, later
from tests.factories.partners import PaperFormat, endpoint_at, waiting_call
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.protocols.deliveries.delivering import send
from tests.standing import standing
from tests.violations.ways import write

pytestmark = pytest.mark.django_db


class LoudFormat(PaperFormat):
    """One that has no words to subscribe."""

    tells_all = True


@pytest.fixture
def loud():
    register_renderer("loud", LoudFormat())
    yield "loud"
    del RENDERERS["loud"]


@standing
def shop() -> Shop:
    return open_shop(LATER)


def test_token_is_sent_in_the_header_that_the_endpoint_names(shop, partner):
    facts = {"access_token": "their-key", "token_header": "X-API-Key"}
    endpoint, _ = endpoint_at(shop.channel, partner.address, **facts)
    waiting_call(endpoint, shop.sell())

    send(later(minutes=1))

    [call] = partner.heard
    assert call.headers["x-api-key"] == "their-key"
    assert "authorization" not in call.headers


def test_token_does_not_go_to_an_address_that_a_booking_brought(shop, partner, other_partner):
    facts = {"access_token": "their-key", "token_header": "X-API-Key"}
    endpoint, _ = endpoint_at(shop.channel, partner.address, **facts)
    waiting_call(endpoint, shop.sell(), address=other_partner.address)

    send(later(minutes=1))

    assert "x-api-key" not in other_partner.heard[0].headers


@pytest.mark.parametrize("name", ["Host", "Content-Length", "X-", "X-Bad Name", "X-A\r\nHost"])
def test_headers_of_http_are_not_written_over(shop, name):
    endpoint, _ = endpoint_at(shop.channel)
    endpoint.token_header = name

    with pytest.raises(ValidationError):
        endpoint.clean_fields()


def test_calls_can_be_patches(shop, partner):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    call = waiting_call(endpoint, shop.sell(), method=CallMethod.PATCH)

    send(later(minutes=1))

    assert [heard.method for heard in partner.heard] == ["PATCH"]
    assert Delivery.objects.get(pk=call.pk).state == "DELIVERED"


def test_format_without_words_to_subscribe_is_told_of_everything_where_agreed(shop, loud):
    endpoint, _ = endpoint_at(shop.channel, "http://127.0.0.1:9/mp", face=loud, tells_all=False)
    booking = shop.sell()
    booking.callback_address = "https://elsewhere.example"

    assert address_of(booking, endpoint, since=NOW) == ""

    write(endpoint, base_url="")
    endpoint.refresh_from_db()
    assert address_of(booking, endpoint, since=NOW) is None
