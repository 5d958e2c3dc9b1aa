"""A traveller lets an app in, and the app gets its tokens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from protocols.models import ClientCount, Limited
from protocols.strangers import LIMITS
from sales.accounts.grants.reading import read_grant
from sales.models import GrantCode
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.clients import AUDIENCE, SECRET
from tests.factories.grants import BACK, VERIFIER, AppFactory, PublicAppFactory
from tests.factories.moments import NOW
from tests.protocols.oauth.app import EMAIL, App
from tests.protocols.oauth.asking import basic, refusal
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def account(db):
    return TravellerAccountFactory(email=EMAIL, tenant__name="Coast Lines", first_name="Ada")


@pytest.fixture
def app(account) -> App:
    return App(AppFactory(name="Rider app", organisation__tenant=account.tenant))


def test_app_that_was_let_in_gets_tokens(app, account):
    back = app.came_back(app.sign_in())
    assert set(back) == {"code", "state", "iss"}
    assert (back["state"], back["iss"]) == ("s-7", "http://localhost/")

    answer = app.bring(back["code"])

    assert answer.status_code == 200, answer.content
    told = answer.json()
    grant = read_grant(told.pop("access_token"), at=NOW)
    assert (grant.account, grant.client) == (account, app.client)
    assert len(told.pop("refresh_token")) == 43
    assert told == {"token_type": "Bearer", "expires_in": 3600, "scope": "bookings profile"}
    assert answer["Cache-Control"] == "no-store"
    assert GrantCode.objects.get().grant == grant


def test_public_app_needs_no_secret(account):
    app = App(PublicAppFactory(organisation__tenant=account.tenant))

    tokens = app.bring(app.code()).json()
    renewed = app.refresh(tokens["refresh_token"]).json()

    assert app.revoke(renewed["access_token"]).status_code == 200
    assert refusal(app.refresh(renewed["refresh_token"])) == (400, "invalid_grant")


def test_public_app_shows_no_wrong_secret_either(account):
    app = App(PublicAppFactory(organisation__tenant=account.tenant))

    assert refusal(app.bring(app.code(), client_secret="x")) == (401, "invalid_client")


def test_public_app_buys_nothing_for_itself(account, ask):
    app = PublicAppFactory(organisation__tenant=account.tenant, secret=SECRET + "!")
    members = {"grant_type": "client_credentials", "client_id": app.client_id}

    response = ask({**members, "client_secret": SECRET, "audience": AUDIENCE})

    assert refusal(response) == (401, "invalid_client")


def test_tokens_follow_each_other(app):
    first = app.bring(app.code()).json()

    second = app.refresh(first["refresh_token"], scope="profile")

    assert second.status_code == 200
    told = second.json()
    assert set(told) == set(first)
    assert told["scope"] == "bookings profile"
    assert told["refresh_token"] != first["refresh_token"]
    assert read_grant(told["access_token"], at=NOW)


def test_refresh_token_that_comes_back_ends_them_all(app):
    first = app.bring(app.code()).json()
    second = app.refresh(first["refresh_token"]).json()

    assert refusal(app.refresh(first["refresh_token"])) == (400, "invalid_grant")
    assert refusal(app.refresh(second["refresh_token"])) == (400, "invalid_grant")


def test_code_that_comes_back_ends_its_tokens(app):
    code = app.code()
    tokens = app.bring(code).json()

    assert refusal(app.bring(code)) == (400, "invalid_grant")
    assert refusal(app.refresh(tokens["refresh_token"])) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code": "x"}, (400, "invalid_grant")),
        ({"code": ""}, (400, "invalid_request")),
        ({"redirect_uri": ""}, (400, "invalid_request")),
        ({"redirect_uri": "https://thief.example/back"}, (400, "invalid_grant")),
        ({"code_verifier": ""}, (400, "invalid_grant")),
        ({"code_verifier": "x" * 43}, (400, "invalid_grant")),
        ({"client_secret": ""}, (401, "invalid_client")),
        ({"client_secret": "wrong"}, (401, "invalid_client")),
        ({"client_id": ""}, (400, "invalid_request")),
        ({"client_id": "somebody-else"}, (401, "invalid_client")),
        ({"grant_type": "implicit"}, (400, "unsupported_grant_type")),
        ({"grant_type": ""}, (400, "invalid_request")),
    ],
    ids=str,
)
def test_code_that_is_brought_wrongly_is_refused_and_counts(app, changed, error):
    code = app.code()

    assert refusal(app.bring(**{"code": code, **changed})) == error
    assert app.bring(code).status_code == 200


def test_code_of_another_app_is_refused(app, account):
    other = App(AppFactory(organisation__tenant=account.tenant))

    assert refusal(other.bring(app.code())) == (400, "invalid_grant")


def test_late_code_is_refused(app, clock):
    code = app.code()
    clock.shift(timedelta(minutes=2))

    assert refusal(app.bring(code)) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"refresh_token": "x"}, (400, "invalid_grant")),
        ({"refresh_token": ""}, (400, "invalid_request")),
        ({"scope": "admin"}, (400, "invalid_scope")),
        ({"client_secret": "wrong"}, (401, "invalid_client")),
    ],
    ids=str,
)
def test_refreshing_wrongly_is_refused_and_the_token_counts(app, changed, error):
    token = app.bring(app.code()).json()["refresh_token"]

    assert refusal(app.refresh(**{"token": token, **changed})) == error
    assert app.refresh(token).status_code == 200


def test_client_that_is_no_app_gets_no_tokens_of_accounts(ask, asked):
    told = {**asked, "grant_type": "refresh_token", "refresh_token": "x"}

    assert refusal(ask(told)) == (400, "unauthorized_client")


def test_app_may_show_itself_twice_alike(app):
    """As the library of an app does that we serve."""
    both = basic(app.client.client_id, SECRET)
    answer = app.send(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "code": app.code(),
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
            "scope": "",
        },
        Authorization=both,
    )

    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("changed", [{"client_secret": "other"}, {"client_id": "other"}], ids=str)
def test_app_that_shows_itself_twice_otherwise_is_refused(app, changed):
    code = app.code()
    told = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, **changed}

    answer = app.send("/oauth/token", told, Authorization=basic(app.client.client_id, SECRET))

    assert refusal(answer) == (400, "invalid_request")


def test_member_of_another_kind_beside_basic_credentials_is_no_fault_of_ours(ask, app):
    told = {"grant_type": "refresh_token", "refresh_token": "x", "client_secret": ["x"]}

    answer = ask(told, Authorization=basic(app.client.client_id, SECRET))

    assert refusal(answer) == (400, "invalid_request")


def test_wrong_codes_are_counted_and_then_refused_unread(app):
    app.bring("x")
    assert ClientCount.objects.get(kind=Limited.REFUSED).requests == 1
    ClientCount.objects.update(requests=LIMITS[Limited.REFUSED].requests)

    assert refusal(app.bring("x")) == (429, "temporarily_unavailable")
    assert app.bring(app.code()).status_code == 200
