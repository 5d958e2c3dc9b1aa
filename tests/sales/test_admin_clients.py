"""Clients in the admin: issued with a secret that is shown once, linked to channels, revoked."""

import pytest

from operators.models import ApiClient, Role, TokenKey
from sales.models import ChannelRight, ClientChannel, PointOfSale
from tests.admin_world import (
    address,
    button,
    errors_of,
    logged_in,
    member,
    send_shown,
    sentences,
    superuser,
)
from tests.factories.clients import ApiClientFactory, TokenKeyFactory
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import open_shop
from tests.pages import admin_form_of
from tests.standing import standing

pytestmark = pytest.mark.django_db

FORM = {"name": "Web shop", "permissions": ["sales:read", "sales:write"]}


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def inline_row(prefix, number, **values):
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def test_secret_is_shown_once_and_kept_nowhere(shop, browser, caplog):
    path = button("operators_organisation_issue_client", shop.channel.seller)

    response = send_shown(browser, path, FORM)

    secret = response.context["issued"].secret
    client = ApiClient.objects.get()
    assert response.text.count(secret) == 1
    assert client.client_id in response.text
    assert "http://localhost" in response.text
    assert "no-store" in response["Cache-Control"]
    assert (client.organisation, client.name) == (shop.channel.seller, "Web shop")
    assert client.permissions == ["sales:read", "sales:write"]
    for page in ("change", "history"):
        shown = browser.get(address(client, page)).text
        assert secret not in shown
        assert client.digest not in shown
    assert secret not in caplog.text


def test_new_secret_is_shown_once(shop, browser):
    client = ApiClientFactory(organisation=shop.channel.seller)
    path = button("operators_apiclient_renew", client)

    response = send_shown(browser, path, {})

    assert response.text.count(response.context["issued"].secret) == 1


def test_client_needs_a_name_and_permissions(shop, browser):
    path = button("operators_organisation_issue_client", shop.channel.seller)

    response = browser.post(path, {"name": "", "permissions": ["root"]})

    assert set(response.context["form"].errors) == {"name", "permissions"}
    assert not ApiClient.objects.exists()


def test_revoked_client_has_no_buttons(shop, browser):
    client = ApiClientFactory(organisation=shop.channel.seller)
    browser.post(button("operators_apiclient_revoke", client))

    again = browser.post(button("operators_apiclient_revoke", client))

    assert "not possible any more" in sentences(again)[-1]
    page = browser.get(address(client, "change"))
    assert [entry.description for entry in page.context["actions_detail"]] == []
    assert "Revoked" in browser.get(address(ApiClient, "changelist")).text


def test_client_is_linked_to_channels_of_its_tenant(shop, browser):
    client = ApiClientFactory(organisation=shop.channel.seller)
    page = browser.get(address(client, "change"))
    foreign = SalesChannelFactory()

    for channel, code in ((foreign, 200), (shop.channel, 302)):
        row = inline_row("client_channels", 0, channel=channel.pk)
        form = admin_form_of(page, **{"client_channels-TOTAL_FORMS": 1, **row})
        assert browser.post(address(client, "change"), form).status_code == code

    link = ClientChannel.objects.get()
    assert (link.client, link.channel, link.tenant) == (client, shop.channel, shop.tenant)


def test_organisation_gets_rights_on_the_page_of_the_channel(shop, browser):
    page = browser.get(address(shop.channel, "change"))
    row = inline_row("rights", 0, organisation=shop.channel.seller_id, action="SELL")
    form = admin_form_of(page, **{"rights-TOTAL_FORMS": 1, **row})

    response = browser.post(address(shop.channel, "change"), form)

    right = ChannelRight.objects.get()
    assert response.status_code == 302
    assert (right.channel, right.action, right.tenant) == (shop.channel, "SELL", shop.tenant)


def test_others_look_at_rights_and_see_no_clients(shop):
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    assert browser.get(address(shop.channel, "change")).status_code == 200
    assert browser.get(address(ApiClient, "changelist")).status_code == 403


@pytest.mark.parametrize(
    ("value", "code"), [("", 302), ("ENT:DistributionChannel:App", 302), ("App", 200)]
)
def test_id_of_a_channel_is_made_or_has_its_form(shop, browser, value, code):
    page = browser.get(address(shop.channel, "change"))

    response = browser.post(address(shop.channel, "change"), admin_form_of(page, netex_id=value))

    assert response.status_code == code
    if code == 200:
        assert set(errors_of(response)) == {"netex_id"}
    else:
        shop.channel.refresh_from_db()
        made = f"{shop.tenant.codespace}:DistributionChannel:{shop.channel.code}"
        assert shop.channel.netex_id == (value or made)


def test_id_of_another_channel_is_refused(shop, browser):
    other = SalesChannelFactory()
    page = browser.get(address(shop.channel, "change"))
    form = admin_form_of(page, netex_id=other.netex_id)

    response = browser.post(address(shop.channel, "change"), form)

    assert set(errors_of(response)) == {"netex_id"}


@pytest.mark.parametrize("code", ["é", "", "x" * 65])
def test_point_of_sale_has_a_code_that_a_header_can_carry(shop, browser, code):
    page = browser.get(address(PointOfSale, "add"))
    form = admin_form_of(page, name="Desk", code=code, organisation=shop.channel.seller_id)

    assert set(errors_of(browser.post(address(PointOfSale, "add"), form))) == {"code"}


def test_superuser_alone_sees_keys_of_access_tokens(shop, browser):
    key = TokenKeyFactory()

    page = logged_in(superuser()).get(address(key, "change"))

    assert key.kid in page.text
    assert key.sealed_private_key not in page.text
    assert browser.get(address(TokenKey, "changelist")).status_code == 403
