"""The pages that letters about accounts lead to."""

from __future__ import annotations

import pytest

from protocols.models import Limited
from protocols.strangers import LIMITS, Limit
from sales.accounts.actions.accounts import block_account
from sales.accounts.actions.passwords import check_password
from sales.accounts.proofs import address_of
from sales.accounts.states import Purpose
from sales.letters.states import Language
from tests.factories.accounts import AccountLinkFactory, TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.standing import standing

pytestmark = pytest.mark.django_db

NEW = "seven blue whales"
UNFIT = "It was used already, or its time is over."


@standing
def account():
    return TravellerAccountFactory(email="anna@home.example", tenant__name="Veld")


def page_of(account, purpose, at=NOW):
    return "/account/" + address_of(account, purpose, at=at).split("/account/")[1]


def says(response, *words):
    text = response.content.decode()
    return [word for word in words if word not in text] == []


def test_looking_verifies_nothing(account, client):
    response = client.get(page_of(account, Purpose.VERIFY))

    assert response.status_code == 200
    assert says(response, "Confirm your e-mail address", "anna@home.example", "Veld")
    account.refresh_from_db()
    assert account.verified_at is None


def test_button_verifies_and_again_is_no_harm(account, client):
    page = page_of(account, Purpose.VERIFY)

    for _ in range(2):
        assert says(client.post(page), "Your e-mail address is confirmed.")
    account.refresh_from_db()
    assert account.verified_at == NOW


def test_new_password_is_set_once(account, client):
    link = AccountLinkFactory(account=account, channel__tenant=account.tenant)
    page = page_of(account, Purpose.RENEW)

    assert says(client.get(page), 'type="password"', "connected again")
    assert says(client.post(page, {"password": NEW}), "Your password is changed")
    assert check_password(account.tenant, account.email, NEW, at=NOW) == account
    link.refresh_from_db()
    assert link.revoked_at == NOW
    again = client.post(page, {"password": "eight red foxes"})
    assert (again.status_code, says(again, UNFIT)) == (404, True)


def test_unfit_password_is_told_and_the_page_stays(account, client):
    page = page_of(account, Purpose.RENEW)

    refused = client.post(page, {"password": "short"})
    assert (refused.status_code, says(refused, "This password is too short.")) == (400, True)
    assert client.post(page).status_code == 400
    assert client.post(page, {"password": NEW}).status_code == 200


def test_page_is_in_the_language_of_the_account(client):
    account = TravellerAccountFactory(language=Language.BOKMAL)
    response = client.get(page_of(account, Purpose.VERIFY))

    assert says(response, '<html lang="nb">', "Ja, den er min")
    assert says(client.post(page_of(account, Purpose.RENEW), {"password": NEW}), "er endret")


@pytest.mark.parametrize("path", ["verify", "renew"])
def test_address_of_nobody_is_told_so(client, path):
    response = client.get(f"/account/{path}/nothing")

    assert (response.status_code, says(response, UNFIT)) == (404, True)


@pytest.mark.parametrize("purpose", Purpose)
def test_address_that_is_over_is_told_so(account, client, purpose):
    page = page_of(account, purpose, at=later(days=-8))

    assert client.get(page).status_code == client.post(page).status_code == 404


def test_blocked_account_is_told_so(account, client):
    page = page_of(account, Purpose.RENEW)
    block_account(account, by=BY, at=NOW)

    response = client.post(page, {"password": NEW})
    assert (response.status_code, says(response, "This account is blocked")) == (403, True)


def test_who_guesses_waits(client, monkeypatch):
    monkeypatch.setitem(LIMITS, Limited.REFUSED, Limit(2, 60))

    answers = [client.get(f"/account/renew/x{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[2]["Retry-After"] == "60"


def test_nobody_else_learns_the_address(account, client):
    response = client.get(page_of(account, Purpose.RENEW))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    policy = set(response["Content-Security-Policy"].split("; "))
    assert {"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"} <= policy
    assert [part for part in policy if part.startswith("script-src")] == []
    assert client.delete(page_of(account, Purpose.RENEW)).status_code == 405
