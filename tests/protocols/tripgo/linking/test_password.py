"""Linking by a form with user name and password."""

from __future__ import annotations

import pytest

from protocols.tripgo.linking.forms import credentials_in_form
from sales.accounts.actions.accounts import block_account
from sales.accounts.actions.links import revoke_links
from sales.models import ProviderLink
from tests.factories.accounts import PASSWORD
from tests.factories.moments import BY, NOW, later
from tests.protocols.tripgo.client import ANDROID, IOS, App
from tests.protocols.tripgo.linking.filling import (
    EMAIL,
    filled,
    filled_by_ios,
    link_by_password,
    only_link,
    open_form,
    sign_in_url,
    values_in,
)
from tests.protocols.tripgo.worlds import neighbour_of

pytestmark = pytest.mark.django_db

RIGHT = {"username": EMAIL, "password": PASSWORD}


def test_trap_08_form_is_one_that_every_app_shows(app, own):
    form = open_form(app, own)

    assert (form["type"], form["title"], form["value"]) == (
        "bookingForm",
        "Coast Lines",
        "coastlines",
    )
    assert form["action"]["url"].startswith("http://localhost/v1/auth/signin/")
    assert "done" not in form["action"]
    [group] = form["form"]
    assert [(one["type"], one["id"]) for one in group["fields"]] == [
        ("string", "op"),
        ("string", "username"),
        ("password", "password"),
    ]
    assert values_in(form) == {"op": "login", "username": "", "password": ""}
    assert group["fields"][1]["keyboardType"] == "EMAIL"


@pytest.mark.parametrize("fill", [filled, filled_by_ios])
def test_right_password_links(app, tripgo, own, account, fill):
    form = open_form(app, own)

    response = app.send("POST", form["action"]["url"], fill(form, **RIGHT))

    assert (response.status_code, response.content) == (204, b"")
    link = only_link(own)
    assert (link.account, link.subject) == (tripgo.link.account, account.reference)
    assert PASSWORD not in link.sealed_credentials


def test_wrong_password_is_told_and_the_form_serves_again(app, own, account):
    form = open_form(app, own)
    url = form["action"]["url"]

    told = app.refused("POST", url, filled(form, username=EMAIL, password="wrong"), code=470)

    assert told["error"] == "The e-mail address or the password is wrong."
    assert (told["title"], told["recovery"]) == ("Sign-in not successful", "RETRY")
    assert told["recoveryTitle"] == "Try again"
    assert app.get(told["url"])["type"] == "bookingForm"
    assert not ProviderLink.objects.exists()
    assert app.send("POST", url, filled(form, **RIGHT)).status_code == 204


@pytest.mark.parametrize(
    ("body", "member"),
    [
        (None, "username"),
        ({}, "username"),
        ({"input": []}, "username"),
        ({"input": [{"id": "username", "value": EMAIL}]}, "password"),
        (
            {"input": [{"id": "username", "value": EMAIL}, {"id": "password", "value": 5}]},
            "password",
        ),
        ({"input": {}}, "input"),
        ({"input": ["text"]}, "input"),
        ({"input": [{"id": "username", "value": "x" * 300}]}, "username"),
    ],
)
def test_incomplete_form_is_told(app, own, account, body, member):
    url = open_form(app, own)["action"]["url"]

    told = app.refused("POST", url, body, code=400)

    assert told["error"].startswith(f"{member}: ")
    assert not ProviderLink.objects.exists()


def test_guessing_is_slowed_down(app, own, account):
    form = open_form(app, own)
    url = form["action"]["url"]
    for _ in range(20):
        app.refused("POST", url, filled(form, username=EMAIL, password="wrong"), code=470)

    response = app.send("POST", url, filled(form, **RIGHT))

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_guesses_count_with_those_at_the_sign_in_itself(app, own, account):
    form = open_form(app, own)
    for _ in range(20):
        app.send("POST", "account/login", {"username": EMAIL, "password": "wrong"})

    assert app.send("POST", form["action"]["url"], filled(form, **RIGHT)).status_code == 429


def test_flow_is_over_after_half_an_hour(app, own, account, clock):
    form = open_form(app, own)
    clock.move_to(later(minutes=31))

    told = app.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=470)

    assert (told["title"], told["recovery"]) == ("This has ended", "BACK")
    assert "begin again" in told["error"]
    assert not ProviderLink.objects.exists()


def test_flow_serves_once(app, own, account):
    form = open_form(app, own)
    url = form["action"]["url"]
    app.send("POST", url, filled(form, **RIGHT))
    app.get(f"auth/{own.code}/logout")

    told = app.refused("POST", url, filled(form, **RIGHT), code=470)

    assert told["title"] == "Used before"
    assert not ProviderLink.objects.filter(ended_at=None).exists()


def test_flow_of_another_traveller_is_unknown(app, other, stranger, tripgo, own, account):
    form = open_form(app, own)
    url = form["action"]["url"]
    outsiders = [other, stranger, stranger.having(X_TripGo_UUID="u"), neighbour_of(tripgo)]

    told = [one.refused("POST", url, filled(form, **RIGHT), code=470) for one in outsiders]

    unknown = app.refused("POST", "auth/signin/nobody-has-it", filled(form, **RIGHT), code=470)
    assert told == [unknown] * len(outsiders)
    assert not ProviderLink.objects.exists()
    assert app.send("POST", url, filled(form, **RIGHT)).status_code == 204


def test_who_is_signed_out_meanwhile_links_nothing(app, tripgo, own, account, monkeypatch):
    """By a new password that ends all links, while that of the provider is looked at."""
    form = open_form(app, own)

    def slowly(*args, **more):
        revoke_links(tripgo.link.account, by=BY, at=NOW)
        return credentials_in_form(*args, **more)

    monkeypatch.setattr("protocols.tripgo.linking.views.credentials_in_form", slowly)

    app.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=447)
    assert not ProviderLink.objects.exists()


def test_provider_that_was_closed_meanwhile_links_nobody(app, own, account):
    form = open_form(app, own)
    own.is_active = False
    own.save()

    app.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=404)


def test_account_that_is_blocked_there_is_told(app, own, account):
    form = open_form(app, own)
    block_account(account, by=BY, at=NOW)

    told = app.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=470)

    assert "support" in told["error"]


def test_trap_09_logging_out_answers_an_object_and_can_be_repeated(app, own, account):
    link_by_password(app, own)
    url = f"auth/{own.code}/logout"

    assert [app.get(url), app.get(url)] == [{"changed": True}, {"changed": False}]
    assert not ProviderLink.objects.filter(ended_at=None).exists()


def test_apps_for_ios_want_an_empty_object(app, own, account):
    link_by_password(app, own)

    assert app.having(X_TripGo_Version=IOS).get(f"auth/{own.code}/logout") == {}
    assert app.having(X_TripGo_Version=ANDROID).get(f"auth/{own.code}/logout") == {"changed": False}


def test_logging_out_leaves_links_of_others(app, other, own, account):
    link_by_password(app, own)
    link_by_password(other, own)

    app.get(f"auth/{own.code}/logout")

    assert ProviderLink.objects.filter(ended_at=None).count() == 1
    assert other.get(f"auth/{own.code}/logout") == {"changed": True}


@pytest.mark.parametrize("header", ["X_TripGo_UUID", "X_TripGo_Device_Id"])
def test_client_links_for_its_session(stranger, own, account, header, clock):
    client = stranger.having(**{header: "device-7"})
    link_by_password(client, own)

    link = only_link(own)
    assert link.account is None
    assert "device-7" not in link.client_digest
    assert client.get(f"auth/{own.code}/logout") == {"changed": True}


def test_client_without_an_id_gets_one_in_its_addresses(stranger, own, account):
    form = open_form(stranger, own)
    url = form["action"]["url"]
    assert stranger.send("POST", url, filled(form, **RIGHT)).status_code == 204

    carried = url.rpartition("client=")[2]
    assert stranger.get(f"auth/{own.code}/logout") == {"changed": False}
    assert stranger.get(f"auth/{own.code}/logout", client=carried) == {"changed": True}


def test_client_whose_id_is_empty_gets_one_as_well(stranger, own, account):
    form = stranger.get(f"auth/{own.code}/signin", client="")
    url = form["action"]["url"]

    assert stranger.send("POST", url, filled(form, **RIGHT)).status_code == 204


def test_account_of_a_provider_that_was_closed_can_be_disconnected(app, own, account):
    link_by_password(app, own)
    own.is_active = False
    own.save()

    assert app.get(f"auth/{own.code}/logout") == {"changed": True}
    assert app.get(f"auth/{own.code}/logout") == {"changed": False}


def test_clients_of_two_channels_are_two(stranger, tripgo, own, account):
    link_by_password(stranger.having(X_TripGo_UUID="u-1"), own)
    theirs = App(neighbour_of(tripgo).key).having(X_TripGo_UUID="u-1")

    assert theirs.get(f"auth/{own.code}/logout") == {"changed": False}


def test_who_signs_in_does_not_get_the_links_of_the_client(stranger, app, own, account):
    """The device may have been somebody else's a minute ago."""
    link_by_password(stranger.having(X_TripGo_UUID="u-1"), own)

    assert app.having(X_TripGo_UUID="u-1").get(f"auth/{own.code}/logout") == {"changed": False}


def test_signing_in_again_replaces_the_link(app, own, account):
    link_by_password(app, own)
    first = only_link(own)
    link_by_password(app, own)

    assert only_link(own).pk != first.pk


def test_address_of_the_form_needs_no_mode(app, own):
    told = app.get(sign_in_url(own), mode="pt_pub_bus")

    assert told["value"] == own.code
