"""Issuing tokens: their secrets are shown once."""

import pytest

from operators.models import ApiToken
from tests.admin_world import address, button, logged_in, member, send_shown, sentences
from tests.factories.operators import ApiTokenFactory
from tests.factories.sales import ChannelTokenFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


def test_secret_is_shown_once_and_kept_nowhere(shop, caplog):
    browser = logged_in(member(shop.tenant))
    path = button("sales_saleschannel_issue_token", shop.channel)

    response = send_shown(browser, path, {"name": "App", "role": "TOMP"})

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

    send_shown(browser, button("operators_organisation_issue_token", seller), {"name": "Gate"})

    token = ApiToken.objects.get()
    assert (token.organisation, token.roles) == (seller, ["INSPECTION"])


def test_page_that_was_sent_issues_no_second_token(shop):
    browser = logged_in(member(shop.tenant))
    path = button("sales_saleschannel_issue_token", shop.channel)
    form = {"name": "App", "role": "TOMP", "shown": browser.get(path).context["shown"]}

    browser.post(path, form)
    again = browser.post(path, form)

    assert again.status_code == 302
    assert sentences(again) == [
        "This page was sent before, so nothing was done now; open it again to do it again."
    ]
    assert ApiToken.objects.count() == 1


def test_channel_offers_the_faces_that_are_served(shop):
    browser = logged_in(member(shop.tenant))

    page = browser.get(button("sales_saleschannel_issue_token", shop.channel))

    assert page.context["form"].fields["role"].choices == [
        ("TOMP", "TOMP"),
        ("MAAS_TSP", "MaaS TSP"),
        ("TRIPGO", "TripGo"),
    ]


def test_list_and_page_of_tokens_name_the_channel(shop):
    browser = logged_in(member(shop.tenant))
    token = ChannelTokenFactory(channel=shop.channel).token
    plain = ApiTokenFactory(organisation=shop.channel.seller)

    rows = browser.get(address(ApiToken, "changelist")).context["cl"]

    shown = {row: rows.model_admin.channel(row) for row in rows.queryset}
    assert shown == {token: str(shop.channel), plain: ""}
    assert str(shop.channel) in browser.get(address(token, "change")).text
    assert browser.get(address(plain, "change")).status_code == 200
