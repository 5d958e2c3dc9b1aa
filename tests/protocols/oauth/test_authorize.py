"""What an app may ask a traveller for, and who is told what is wrong."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from operators.models import ApiClient
from operators.tenancy.client_actions import AppTerms, revoke_client
from protocols.models import ClientCount, Limited
from protocols.strangers import LIMITS
from sales.accounts.grants.proving import challenge_of
from sales.models import GrantCode
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.grants import CHALLENGE, AppFactory
from tests.factories.moments import BY, NOW
from tests.protocols.oauth.app import EMAIL, App
from tests.standing import standing

pytestmark = pytest.mark.django_db

OLD = AppTerms(["tripgo://oauth-callback/perron"], needs_proof=False)


@standing
def account(db):
    return TravellerAccountFactory(email=EMAIL, tenant__name="Coast Lines", first_name="Ada")


@standing
def client_row(account) -> ApiClient:
    organisation = {"organisation__tenant": account.tenant, "organisation__name": "Riders Ltd"}
    return AppFactory(name="Rider app", **organisation)


@pytest.fixture
def app(client_row) -> App:
    return App(client_row)


def test_page_says_who_asks_and_for_what(app):
    response = app.browser.get(app.page())

    page = response.content.decode()
    assert response.status_code == 200
    assert "Let Rider app into your Coast Lines account" in page
    assert "Rider app is an app of Riders Ltd." in page
    assert "book and cancel with Coast Lines in your name" in page
    assert "read your name and e-mail address" in page
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert response["Referrer-Policy"] == "no-referrer"
    assert sorted(response["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "default-src 'none'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "object-src 'none'",
        "style-src 'self'",
    ]


def test_page_names_what_was_asked_for_alone(app):
    page = app.browser.get(app.page(scope="profile")).content.decode()

    assert "read your name" in page
    assert "in your name" not in page


@pytest.mark.parametrize(
    ("told", "headers", "words"),
    [
        ({"ui_locales": "xx nl-BE"}, {}, "Geef Rider app toegang"),
        ({}, {"Accept-Language": "no, en;q=0.5"}, "Gi Rider app tilgang"),
        ({"ui_locales": "de"}, {"Accept-Language": "fr"}, "Rider app in Ihr Konto"),
        ({}, {"Accept-Language": "fr"}, "Donner à Rider app accès"),
    ],
)
def test_page_speaks_the_travellers_language(app, told, headers, words):
    response = app.browser.get(app.page(**told), headers=headers)

    assert words in response.content.decode()
    assert b"{" not in response.content


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": None},
        {"client_id": "somebody-else"},
        {"client_id": "\U0001f68b"},
        {"redirect_uri": None},
        {"redirect_uri": ""},
        {"redirect_uri": "https://app.example/back/"},
        {"redirect_uri": "https://app.example/back?x=1"},
        {"redirect_uri": "https://APP.example/back"},
        {"redirect_uri": "https://app.example/back#x"},
        {"redirect_uri": "https://thief.example/back"},
        {"redirect_uri": "//app.example/back"},
        {"redirect_uri": "https://app.example/back%2F.."},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["", "/open", "/forgot", "/refuse"])
def test_nobody_is_sent_where_nothing_is_registered(app, changed, path):
    for send in (app.browser.get, app.browser.post):
        response = send(app.page(path, **changed))

        assert response.status_code == 400
        assert "Location" not in response
        assert "We do not know this app" in response.content.decode()


@pytest.mark.parametrize("twice", ["client_id", "redirect_uri"])
def test_who_asks_is_named_once(app, twice):
    more = urlencode({twice: {"client_id": "x-y-z", "redirect_uri": "https://x.example/"}[twice]})

    assert app.browser.get(f"{app.page()}&{more}").status_code == 400


@pytest.mark.parametrize("query", ["", "%ff", "client_id=%ff", "&".join("a=1" for _ in range(51))])
def test_address_that_cannot_be_read_leads_nowhere(app, query):
    assert app.browser.get(f"/oauth/authorize?{query}").status_code == 400


def test_client_that_is_no_app_or_was_revoked_asks_nobody(app, client_row):
    revoke_client(client_row, by=BY, at=NOW)

    assert app.browser.get(app.page()).status_code == 400
    ApiClient.objects.update(revoked_at=None, redirect_uris=[])
    assert app.browser.get(app.page()).status_code == 400


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"scope": "profile sales:read"}, "invalid_scope"),
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": CHALLENGE + "="}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "é" * 43}, "invalid_request"),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["", "/open", "/refuse"])
def test_app_is_told_what_is_wrong(app, changed, error, path):
    for send in (app.browser.get, app.browser.post):
        back = app.came_back(send(app.page(path, **changed)))

        assert (back["error"], back["state"], back["iss"]) == (error, "s-7", "http://localhost/")
        assert back["error_description"]
        assert "code" not in back
    assert not GrantCode.objects.exists()


def test_other_parameter_that_is_there_twice_is_told(app):
    back = app.came_back(app.browser.get(f"{app.page()}&state=2"))

    assert (back["error"], "state" in back) == ("invalid_request", False)


def test_long_state_is_told_and_not_sent_back(app):
    back = app.came_back(app.browser.get(app.page(state="x" * 2001)))

    assert (back["error"], "state" in back) == ("invalid_request", False)


@pytest.mark.parametrize("state", ["a b&c=d#e", "é\U0001f68b", "\r\nSet-Cookie: a=b", "%0d%0a"])
def test_state_comes_back_as_it_was(app, state):
    response = app.sign_in(state=state)

    assert app.came_back(response)["state"] == state
    assert "Set-Cookie" not in response


def test_address_with_a_query_of_its_own_keeps_it(account):
    address = "https://app.example/back?flow=7"
    row = AppFactory(organisation__tenant=account.tenant, app=AppTerms([address]))

    back = App(row, back=address).came_back(App(row, back=address).sign_in(state=None))

    assert set(back) == {"flow", "code", "iss"}


def test_app_without_proof_is_asked_for_none_where_it_may(account):
    [address] = OLD.redirect_uris
    app = App(AppFactory(organisation__tenant=account.tenant, app=OLD), back=address)
    changed = {"code_challenge": None, "code_challenge_method": None, "scope": ""}

    code = app.code(**changed)

    assert app.bring(code, code_verifier="x" * 43).json()["error"] == "invalid_grant"
    assert app.bring(code, code_verifier="").status_code == 200


def test_proof_that_was_promised_is_asked_for(account):
    [address] = OLD.redirect_uris
    app = App(AppFactory(organisation__tenant=account.tenant, app=OLD), back=address)
    code = app.code(code_challenge=challenge_of("y" * 43))

    assert app.bring(code, code_verifier="").json()["error"] == "invalid_grant"
    assert app.bring(code, code_verifier="y" * 43).status_code == 200


def test_who_guesses_clients_is_stopped(app):
    app.browser.get(app.page(client_id="somebody-else"))
    assert ClientCount.objects.get(kind=Limited.REFUSED).requests == 1
    ClientCount.objects.filter(kind=Limited.REFUSED).update(
        requests=LIMITS[Limited.REFUSED].requests
    )

    response = app.browser.get(app.page(client_id="somebody-else"))

    assert (response.status_code, response["Retry-After"].isdigit()) == (429, True)
    assert app.browser.get(app.page()).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_pages_are_read_and_answered(app, method):
    assert getattr(app.browser, method)(app.page()).status_code == 405
    assert app.browser.get(app.page("/refuse")).status_code == 405
