"""Travellers sign up, in and out."""

from __future__ import annotations

import pytest

from operators.models import ApiToken
from sales.accounts.actions.accounts import (
    block_account,
    erase_traveller_account,
    unblock_account,
)
from sales.accounts.actions.links import revoke_links
from sales.accounts.grants.actions import revoke_grant
from sales.accounts.grants.states import GrantScope
from sales.models import AccountLink, Customer, TravellerAccount
from tests.factories.accounts import PASSWORD
from tests.factories.grants import AccountGrantFactory, AppFactory
from tests.factories.moments import BY, NOW, later
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.worlds import neighbour_of

pytestmark = pytest.mark.django_db

ADA = {"username": "ada@example.org", "password": PASSWORD}


def test_new_traveller_is_signed_in(stranger, tripgo):
    told = stranger.post(
        "account/signup", {**ADA, "givenName": "Ada", "surname": "Lovelace", "phone": "+4912"}
    )

    account = TravellerAccount.objects.get(email="ada@example.org")
    assert (told["changed"], told["newUser"], told["userID"]) == (True, True, account.reference)
    assert account.tenant == tripgo.tenant
    assert stranger.of(told["userToken"]).get("data/user/") == {
        "userId": account.reference,
        "email": "ada@example.org",
        "givenName": "Ada",
        "surname": "Lovelace",
        "name": "Ada Lovelace",
        "phone": "+4912",
    }


def test_whole_name_is_parted(stranger):
    told = stranger.post("account/signup", {**ADA, "name": "Ada King Lovelace"})

    known = stranger.of(told["userToken"]).get("data/user")
    assert (known["givenName"], known["surname"]) == ("Ada King", "Lovelace")


def test_signing_in_gives_each_device_its_own_token(stranger):
    first = stranger.post("account/signup", ADA)
    second = stranger.post("account/login", {"email": "ADA@example.org ", "password": PASSWORD})

    assert (second["changed"], second["newUser"]) == (True, False)
    assert second["userID"] == first["userID"]
    assert second["userToken"] != first["userToken"]
    assert Customer.objects.filter(external_id=first["userID"]).count() == 1


@pytest.mark.parametrize(
    "body", [{**ADA, "password": "wrong"}, {"username": "nobody@example.org", "password": "x"}]
)
def test_wrong_password_is_told_as_an_unknown_address(stranger, body):
    stranger.post("account/signup", ADA)

    told = stranger.refused("POST", "account/login", body, code=470)

    assert told["error"] == "The e-mail address or the password is wrong."
    assert told["usererror"] is True


@pytest.mark.parametrize("body", [{}, {"username": "a@b.example"}, {"password": "x"}, [], "text"])
def test_incomplete_sign_in_is_told(stranger, body):
    told = stranger.refused("POST", "account/login", body, code=400)

    assert told["usererror"] is False


def test_address_has_one_account(stranger):
    stranger.post("account/signup", ADA)

    told = stranger.refused("POST", "account/signup", ADA, code=470)

    assert "sign in instead" in told["error"]


def test_easy_password_is_refused(stranger):
    stranger.refused("POST", "account/signup", {**ADA, "password": "12345678"}, code=470)

    assert not TravellerAccount.objects.filter(email="ada@example.org").exists()


def test_guessing_is_slowed_down(stranger):
    stranger.post("account/signup", ADA)
    for _ in range(20):
        response = stranger.send("POST", "account/login", {**ADA, "password": "wrong"})
    response = stranger.send("POST", "account/login", ADA)

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_signing_out_ends_the_token_and_can_be_repeated(app):
    assert app.post("account/logout") == {"changed": True}
    assert app.post("account/logout") == {"changed": False}
    app.refused("GET", "data/user", code=447)


def test_who_signs_out_while_blocked_stays_signed_out(app, tripgo):
    account = block_account(tripgo.link.account, by=BY, at=NOW)

    assert app.post("account/logout") == {"changed": True}
    unblock_account(account, by=BY, at=NOW)
    app.refused("GET", "data/user", code=447)


def test_nobody_signs_out_of_nothing(stranger):
    assert stranger.post("account/logout") == {"changed": False}


def test_who_is_not_signed_in_is_told_so(stranger):
    response = stranger.send("GET", "data/user")

    assert response.status_code == 444
    assert response.json() == {
        "errorCode": 444,
        "title": "Sign in",
        "error": "Sign in first: the header userToken is missing.",
        "usererror": True,
    }


def revoke(link: AccountLink) -> None:
    revoke_links(link.account, by=BY, at=NOW)


def erase(link: AccountLink) -> None:
    erase_traveller_account(link.account, by=BY, at=NOW)


@pytest.mark.parametrize("end", [revoke, erase])
def test_token_that_ended_is_447(app, tripgo, end):
    end(tripgo.link)

    assert app.send("GET", "data/user").status_code == 447


def test_token_ends_after_a_year(app, clock):
    clock.move_to(later(days=366))

    assert app.send("GET", "data/user").status_code == 447


def test_blocked_traveller_is_told_why(app, tripgo):
    block_account(tripgo.link.account, by=BY, at=NOW)

    told = app.refused("GET", "data/user", code=470)

    assert (told["title"], told["recovery"]) == ("Account blocked", "ABORT")


def test_token_of_another_channel_opens_nothing(app, tripgo):
    theirs = neighbour_of(tripgo)

    assert App(tripgo.secret, theirs.token).send("GET", "data/user").status_code == 447
    assert theirs.of(app.token).send("GET", "data/user").status_code == 447


def test_key_without_bookings_has_travellers_all_the_same(app):
    ApiToken.objects.update(allows_bookings=False)

    assert app.get("data/user")["userId"]


def grant_of(tripgo, **client):
    client = AppFactory(organisation=tripgo.channel.partner, **client)
    return AccountGrantFactory(account=tripgo.link.account, client=client)


def test_access_token_of_the_partners_own_app_signs_in(stranger, tripgo):
    told = stranger.post(f"data/user/auth/auth0/{grant_of(tripgo).access}")

    assert told["userID"] == tripgo.link.account.reference
    assert stranger.of(told["userToken"]).get("data/user")["userId"] == told["userID"]


def test_token_from_an_access_token_dies_with_what_let_the_app_in(stranger, tripgo):
    grant = grant_of(tripgo)
    told = stranger.post(f"data/user/auth/auth0/{grant.access}")

    revoke_grant(grant, by=BY, at=NOW)

    stranger.of(told["userToken"]).refused("GET", "data/user", code=447)
    assert tripgo.app().get("data/user")["userId"] == told["userID"]


def test_access_token_of_somebody_elses_app_signs_nobody_in(stranger, tripgo):
    grant = AccountGrantFactory(account=tripgo.link.account)

    for token in (grant.access, grant.refresh, "nobody-has-it"):
        stranger.refused("POST", f"data/user/auth/auth0/{token}", {}, code=447)


def test_access_token_that_may_not_book_signs_nobody_in(stranger, tripgo):
    """Who let an app read a name has not let it book in that name for a year."""
    client = AppFactory(organisation=tripgo.channel.partner)
    grant = AccountGrantFactory(
        account=tripgo.link.account, client=client, scopes=[GrantScope.PROFILE]
    )

    stranger.refused("POST", f"data/user/auth/auth0/{grant.access}", {}, code=447)


def test_access_token_that_lapsed_signs_nobody_in(stranger, tripgo, clock):
    token = grant_of(tripgo).access
    clock.move_to(later(days=30))

    stranger.refused("POST", f"data/user/auth/auth0/{token}", {}, code=447)


def test_reading_the_traveller_costs_three_queries(app, django_assert_num_queries):
    app.get("data/user")
    with django_assert_num_queries(3):
        app.get("data/user")
