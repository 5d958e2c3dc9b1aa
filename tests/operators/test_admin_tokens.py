"""Issuing tokens: their secrets are shown once."""

import pytest

from operators.models import ApiToken
from tests.admin_world import address, button, logged_in, member, sentences
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


def test_secret_is_shown_once_and_kept_nowhere(shop, caplog):
    browser = logged_in(member(shop.tenant))
    path = button("sales_saleschannel_issue_token", shop.channel)

    response = browser.post(path, {"name": "App", "role": "TOMP"})

    secret = response.context["issued"].secret
    token = ApiToken.objects.get(name="App")
    assert response.text.count(secret) == 1
    assert "no-store" in response["Cache-Control"]
    assert (token.organisation, token.roles) == (shop.channel.partner, ["TOMP"])
    assert token.channel_token.channel == shop.channel
    for page in (shop.channel, token):
        assert secret not in browser.get(address(page, "change")).text
    assert secret not in browser.get(address(ApiToken, "changelist")).text
    assert secret not in caplog.text
    assert sentences(response) == []


def test_token_without_a_name_is_asked_again(shop):
    browser = logged_in(member(shop.tenant))
    path = button("sales_saleschannel_issue_token", shop.channel)

    response = browser.post(path, {"name": "", "role": "INSPECTION"})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"name", "role"}
    assert not ApiToken.objects.exists()


def test_inspection_token_belongs_to_the_organisation(shop):
    browser = logged_in(member(shop.tenant))
    seller = shop.channel.seller

    browser.post(button("operators_organisation_issue_token", seller), {"name": "Gate"})

    token = ApiToken.objects.get()
    assert (token.organisation, token.roles) == (seller, ["INSPECTION"])
