"""A traveller answers an app: lets it in, opens an account for it, or says no."""

from __future__ import annotations

import json

import pytest
from django.core import mail

from protocols.models import ClientCount, Limited
from protocols.strangers import LIMITS
from sales.accounts.actions.accounts import block_account
from sales.letters.actions import send_letters
from sales.models import GrantCode, TravellerAccount
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.grants import AppFactory
from tests.factories.moments import BY, NOW
from tests.loglines import written_lines
from tests.protocols.oauth.app import EMAIL, App
from tests.standing import standing

pytestmark = pytest.mark.django_db

NEW = {
    "email": "bob@home.example",
    "first_name": "Bob",
    "last_name": "Baker",
    "phone": "+31612345678",
    "password": PASSWORD,
}


@standing
def account(db):
    return TravellerAccountFactory(email=EMAIL, tenant__name="Coast Lines", first_name="Ada")


@standing
def client_row(account):
    return AppFactory(name="Rider app", organisation__tenant=account.tenant)


@pytest.fixture
def app(client_row) -> App:
    return App(client_row)


def test_wrong_password_and_unknown_address_are_told_alike(app):
    wrong = app.sign_in(password="wrong horse")
    unknown = app.sign_in(email="bob@home.example")

    for response in (wrong, unknown):
        assert response.status_code == 400
        assert "The e-mail address or the password is wrong." in response.content.decode()
        assert "wrong horse" not in response.content.decode()
    assert f'value="{EMAIL}"' in wrong.content.decode()
    assert not GrantCode.objects.exists()


def test_blocked_account_lets_nobody_in(app, account):
    block_account(account, by=BY, at=NOW)

    response = app.sign_in()

    assert response.status_code == 400
    assert "not served any more" in response.content.decode()


def test_account_of_another_tenant_is_unknown_here(app):
    TravellerAccountFactory(email="eve@home.example")

    assert app.sign_in(email="eve@home.example").status_code == 400


def test_tries_are_counted_by_address_and_by_name(app):
    app.sign_in(password="wrong horse")
    assert {row.kind for row in ClientCount.objects.exclude(kind=Limited.ANONYMOUS)} == {
        Limited.LOGIN,
        Limited.LOGIN_NAME,
    }
    ClientCount.objects.filter(kind=Limited.LOGIN).update(requests=LIMITS[Limited.LOGIN].requests)

    response = app.sign_in()

    assert (response.status_code, response["Retry-After"].isdigit()) == (429, True)
    assert "Try again later" in response.content.decode()


def test_new_account_is_opened_and_lets_the_app_in(app, account):
    page = app.browser.get(app.page("/open"))
    assert "Rider app is let in at once." in page.content.decode()

    back = app.came_back(app.browser.post(app.page("/open"), NEW))

    opened = TravellerAccount.objects.exclude(pk=account.pk).get()
    assert (opened.email, opened.tenant) == ("bob@home.example", account.tenant)
    assert app.bring(back["code"]).status_code == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": EMAIL.upper()}, "There is an account with this e-mail address already."),
        ({"email": "bob"}, "E-mail"),
        ({"password": "short"}, "too short"),
        ({"first_name": "x" * 200}, "First name"),
    ],
    ids=str,
)
def test_account_that_does_not_fit_is_not_opened(app, changed, words):
    response = app.browser.post(app.page("/open"), {**NEW, **changed})

    assert response.status_code == 400
    assert words in response.content.decode()
    assert TravellerAccount.objects.count() == 1


def test_forgotten_password_is_asked_for_by_letter(app):
    page = app.browser.get(app.page("/forgot")).content.decode()
    assert "I forgot my password" in page
    for email in (EMAIL, "nobody@home.example"):
        answer = app.browser.post(app.page("/forgot"), {"email": email})
        assert "a letter is on its way" in answer.content.decode()

    send_letters(by=BY, at=NOW, limit=10)

    assert len([letter for letter in mail.outbox if "/account/renew/" in letter.body]) == 1


def test_traveller_who_says_no_goes_back_without_a_code(app):
    back = app.came_back(app.browser.post(app.page("/refuse")))

    assert (back["error"], back["state"]) == ("access_denied", "s-7")
    assert not GrantCode.objects.exists()


def test_pages_lead_to_each_other_with_all_that_was_asked(app):
    page = app.browser.get(app.page(state="a&b")).content.decode()

    for path in ("/open", "/forgot", "/refuse"):
        assert app.page(path, state="a&b").replace("&", "&amp;") in page


def test_what_was_typed_is_shown_as_text(app):
    response = app.sign_in(email='"><script>alert(1)</script>', password="wrong horse")

    assert "<script>" not in response.content.decode()


def test_no_secret_is_in_a_log_line(app):
    with written_lines() as lines:
        app.sign_in(password="wrong horse")
        code = app.code()
        app.bring(code, code_verifier="x" * 43)
        sold = app.bring(code).json()
        renewed = app.refresh(sold["refresh_token"]).json()
        app.refresh(sold["refresh_token"])
        app.revoke(renewed["refresh_token"])
        app.browser.get(
            "/oauth/userinfo", headers={"Authorization": f"Bearer {sold['access_token']}"}
        )

    written = json.dumps(lines())
    assert '"oauth-authorize"' in written
    tokens = [body[name] for body in (sold, renewed) for name in ("access_token", "refresh_token")]
    for secret in ("wrong horse", PASSWORD, EMAIL, code, "x" * 43, *tokens):
        assert secret not in written
