"""Where partners are called, in the admin, and what staff see of the calls."""

from __future__ import annotations

import pytest

from operators.models import Role
from protocols.deliveries.acts import give_up_delivery
from protocols.models import CallbackEndpoint, Delivery, DeliveryAttempt
from tests.admin_world import (
    address,
    button,
    errors_of,
    logged_in,
    member,
    parts,
    send_shown,
    sentences,
    superuser,
)
from tests.factories.moments import BY, NOW, later
from tests.factories.partners import endpoint_at, waiting_call
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.pages import admin_form_of
from tests.standing import standing
from tests.violations.ways import write

pytestmark = pytest.mark.django_db

NOWHERE = "http://127.0.0.1:9/mp"


@standing
def shop() -> Shop:
    return open_shop(LATER)


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def test_signing_secret_is_shown_once_and_kept_nowhere(shop, browser, caplog):
    path = button("sales_saleschannel_add_callback_endpoint", shop.channel)
    form = {
        "name": "App",
        "wire_format": "paper 2",
        "base_url": "https://partner.example/mp",
        "access_token": "their-token",
        "token_header": "X-API-Key",
        "tells_all": "on",
    }

    response = send_shown(browser, path, form)

    secret, endpoint = response.context["secret"], CallbackEndpoint.objects.get()
    assert response.text.count(secret) == 1
    assert "no-store" in response["Cache-Control"]
    assert (endpoint.name, endpoint.channel, endpoint.face) == ("App", shop.channel, "paper")
    assert (endpoint.version, endpoint.tells_all, endpoint.allows_private) == ("2", True, False)
    assert endpoint.token_header == "X-API-Key"
    page = browser.get(address(endpoint, "change")).text
    assert [word in page for word in (secret, "their-token")] == [False, False]
    assert secret not in caplog.text
    assert "their-token" not in caplog.text


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"base_url": "partner.example"}, {"base_url"}),
        ({"base_url": "http://partner.example"}, {"base_url"}),
        ({"base_url": "https://user@partner.example"}, {"base_url"}),
        ({"base_url": "https://partner.example/?a=1"}, {"base_url"}),
        ({"token_header": "Host"}, {"token_header"}),
        ({"wire_format": "paper 9"}, {"wire_format"}),
        ({"name": ""}, {"name"}),
    ],
)
def test_endpoint_that_cannot_be_called_is_not_added(shop, browser, told, wrong):
    path = button("sales_saleschannel_add_callback_endpoint", shop.channel)
    form = {"name": "App", "wire_format": "paper 1", "base_url": "https://partner.example"}

    response = browser.post(path, {**form, **told})

    assert set(response.context["form"].errors) == wrong
    assert not CallbackEndpoint.objects.exists()


def test_second_endpoint_of_a_format_is_refused_in_words(shop, browser):
    endpoint_at(shop.channel)
    path = button("sales_saleschannel_add_callback_endpoint", shop.channel)

    response = send_shown(browser, path, {"name": "App", "wire_format": "paper 1"})

    assert sentences(response) == [
        "This channel has an endpoint in that wire format already; change that one."
    ]


def test_endpoint_is_changed_within_what_its_tenant_allows(shop, browser):
    endpoint, _ = endpoint_at(shop.channel, "https://partner.example", allows_private=False)
    path = address(endpoint, "change")
    filled = admin_form_of(browser.get(path), version="2", tells_progress="on")
    assert browser.post(path, filled).status_code == 302

    endpoint.refresh_from_db()
    assert (endpoint.version, endpoint.tells_progress) == ("2", True)

    write(shop.tenant, allows_private_callbacks=False)
    response = browser.post(path, {**filled, "allows_private": "on"})
    assert errors_of(response) == {
        "__all__": ["The tenant does not allow calls to private addresses; its page says so."]
    }
    response = browser.post(path, {**filled, "base_url": "http://partner.example"})
    assert set(errors_of(response)) == {"__all__"}


def test_endpoint_of_a_format_that_is_gone_can_still_be_switched_off(shop, browser):
    endpoint, _ = endpoint_at(shop.channel)
    write(endpoint, face="deleted")
    path = address(endpoint, "change")
    filled = admin_form_of(browser.get(path))
    filled.pop("is_active")

    assert browser.post(path, filled).status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.version) == (False, "1")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "In use"),
        ({"is_active": False}, "Off"),
        ({"gone_at": NOW}, "Gone"),
        ({"failures": 1, "rests_until": later(days=10_000)}, "Not reached"),
        ({"failures": 1, "rests_until": later(days=-10_000)}, "In use"),
    ],
)
def test_list_says_how_it_goes(shop, browser, change, state):
    endpoint, _ = endpoint_at(shop.channel)
    write(endpoint, **change)

    page = browser.get(address(CallbackEndpoint, "changelist"))

    [row] = page.context["cl"].result_list
    assert page.context["cl"].model_admin.shown_state(row) == state


@pytest.mark.parametrize(
    ("status", "said"),
    [(204, "it answered 204"), (404, "it answered 404"), (500, "500 Internal Server Error")],
)
def test_test_says_what_was_answered(shop, browser, partner, status, said):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    partner.answer = lambda _call: status

    response = browser.post(button("protocols_callbackendpoint_send_test", endpoint))

    [sentence] = sentences(response)
    assert said in sentence
    [call] = partner.heard
    assert (call.path, call.told) == ("/mp/trial", {"version": "1"})


def test_only_superusers_let_a_tenant_call_private_addresses(shop, browser):
    path = address(shop.tenant, "change")
    assert "allows_private_callbacks" not in browser.get(path).context["adminform"].form.fields

    boss = logged_in(superuser())
    boss.post(path, admin_form_of(boss.get(path), allows_private_callbacks="on"))

    shop.tenant.refresh_from_db()
    assert shop.tenant.allows_private_callbacks is True


def test_booking_shows_what_its_partner_is_told(shop, browser):
    endpoint, _ = endpoint_at(shop.channel, NOWHERE)
    booking, other = shop.sell(), shop.sell()
    calls = [waiting_call(endpoint, booking), waiting_call(endpoint, booking)]
    waiting_call(endpoint, other)

    shown = parts(browser.get(address(booking, "change")))["delivery"]

    assert shown == calls[::-1]


def test_call_shows_its_body_and_its_tries(shop, browser):
    endpoint, _ = endpoint_at(shop.channel, NOWHERE)
    call = waiting_call(endpoint, shop.sell(), body={"text": "<b>Späti</b>"})
    tried = DeliveryAttempt.objects.create(
        delivery=call, number=1, tried_at=NOW, milliseconds=5, status=500, error="500 Oops"
    )

    page = browser.get(address(call, "change"))

    assert "&lt;b&gt;Späti&lt;/b&gt;" in page.text
    assert parts(page)["deliveryattempt"] == [tried]


def test_calls_are_found_by_state(shop, browser):
    endpoint, _ = endpoint_at(shop.channel, NOWHERE)
    waiting = waiting_call(endpoint, shop.sell())
    ended = give_up_delivery(waiting_call(endpoint, shop.sell()), by=BY, at=NOW)
    path = address(Delivery, "changelist")

    def found(**asked: str) -> list[Delivery]:
        return list(browser.get(path, asked).context["cl"].result_list)

    assert found(state__exact="WAITING") == [waiting]
    assert found(state__exact="GIVEN_UP") == [ended]
    assert found(q=ended.booking.reference) == [ended]
    assert found(q=waiting.reference) == [waiting]


def test_finance_sees_no_calls(shop):
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    assert browser.get(address(Delivery, "changelist")).status_code == 403
    assert browser.get(address(CallbackEndpoint, "changelist")).status_code == 403


def test_support_looks_at_an_endpoint_and_changes_nothing(shop):
    endpoint, _ = endpoint_at(shop.channel)
    browser = logged_in(member(shop.tenant, Role.SUPPORT))

    assert browser.get(address(endpoint, "change")).status_code == 200
    assert browser.post(address(endpoint, "change"), {"name": "Mine"}).status_code == 403
