"""Apps that travellers let in, in the admin: issued, changed, shut out."""

from __future__ import annotations

import pytest

from operators.models import ApiClient
from sales.models import AccountGrant
from tests.admin_world import address, button, errors_of, logged_in, member, send_shown
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.grants import AccountGrantFactory, AppFactory, PublicAppFactory
from tests.factories.scenarios import open_shop
from tests.pages import admin_form_of
from tests.standing import standing

pytestmark = pytest.mark.django_db

BACK = "https://app.example/back"
FORM = {"name": "Rider app", "redirect_uris": f" {BACK}\r\n\r\nrider:/back\r\n{BACK}"}
TWO = [BACK, "rider:/back"]


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def issue(browser, shop, **more):
    path = button("operators_organisation_issue_app", shop.channel.seller)
    return send_shown(browser, path, {**FORM, **more})


def test_app_has_its_addresses_and_a_secret_that_is_shown_once(shop, browser, caplog):
    response = issue(browser, shop, needs_proof="on")

    secret = response.context["issued"].secret
    client = ApiClient.objects.get()
    assert response.text.count(secret) == 1
    assert all(address in response.text for address in (client.client_id, *TWO))
    assert (client.redirect_uris, client.is_public, client.needs_proof) == (TWO, False, True)
    assert (client.permissions, client.organisation) == ([], shop.channel.seller)
    assert secret not in browser.get(address(client, "change")).text + caplog.text


def test_public_app_has_no_secret_to_show(shop, browser):
    response = issue(browser, shop, is_public="on", needs_proof="on")

    client = ApiClient.objects.get()
    assert client.is_public
    assert "A public app has no secret." in response.text
    assert 'id="secret"' not in response.text
    page = browser.get(address(client, "change"))
    assert button("operators_apiclient_revoke", client) in page.text
    assert button("operators_apiclient_renew", client) not in page.text


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"redirect_uris": ""}, {"redirect_uris"}),
        ({"redirect_uris": "http://app.example/back"}, {"redirect_uris"}),
        ({"redirect_uris": f"{BACK}\njavascript:alert(1)"}, {"redirect_uris"}),
        ({"is_public": "on"}, {"needs_proof"}),
        ({"name": ""}, {"name"}),
    ],
    ids=str,
)
def test_app_that_cannot_work_is_not_issued(shop, browser, told, wrong):
    path = button("operators_organisation_issue_app", shop.channel.seller)

    response = browser.post(path, {**FORM, **told})

    assert set(response.context["form"].errors) == wrong
    assert not ApiClient.objects.exists()


def test_addresses_of_an_app_are_changed(shop, browser):
    client = AppFactory(organisation=shop.channel.seller)
    page = browser.get(address(client, "change"))

    for told, code in (("https://app.example/a b\\", 200), ("\n".join(TWO), 302)):
        form = admin_form_of(page, redirect_uris=told)
        response = browser.post(address(client, "change"), form)
        assert response.status_code == code

    client.refresh_from_db()
    assert client.redirect_uris == TWO


@pytest.mark.parametrize(
    "change", [{"redirect_uris": ""}, {"needs_proof": ""}, {"permissions": ["sales:read"]}], ids=str
)
def test_public_app_stays_one(shop, browser, change):
    client = PublicAppFactory(organisation=shop.channel.seller)
    page = browser.get(address(client, "change"))

    response = browser.post(address(client, "change"), admin_form_of(page, **change))

    assert errors_of(response)


def test_account_shows_the_apps_in_it_and_no_token(shop, browser):
    account = TravellerAccountFactory(tenant=shop.tenant)
    grant = AccountGrantFactory(account=account, client__name="Rider app")

    for page in (address(account, "change"), address(grant, "change")):
        text = browser.get(page).text
        assert "Rider app" in text
        assert grant.access not in text
        assert all(token.digest not in text for token in grant.tokens.all())
    assert "Read the traveller" in browser.get(address(AccountGrant, "changelist")).text
