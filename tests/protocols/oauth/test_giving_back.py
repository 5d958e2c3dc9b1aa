"""Apps that give tokens back, and what a token tells of its account."""

from __future__ import annotations

import pytest

from protocols.models import ClientCount, Limited
from protocols.strangers import LIMITS
from sales.accounts.actions.accounts import block_account
from sales.accounts.grants.actions import revoke_grant
from tests.counting import counted
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.clients import access_token
from tests.factories.grants import AccountGrantFactory, AppFactory
from tests.factories.moments import BY, NOW
from tests.protocols.oauth.app import EMAIL, App
from tests.protocols.oauth.asking import refusal
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def grant(db):
    account = {"account__email": EMAIL, "account__first_name": "Ada"}
    return AccountGrantFactory(**account)


@pytest.fixture
def app(grant) -> App:
    return App(grant.client)


@pytest.fixture
def tell(app):
    """What a token tells."""

    def tell(token, **headers):
        headers = {"Authorization": f"Bearer {token}", **headers}
        return app.browser.get("/oauth/userinfo", headers=headers)

    return tell


@pytest.mark.parametrize("kind", ["access", "refresh"])
@pytest.mark.parametrize("hint", ["", "access_token", "refresh_token", "whatever"])
def test_either_token_ends_all_of_them(app, grant, tell, kind, hint):
    response = app.revoke(getattr(grant, kind), token_type_hint=hint)

    assert (response.status_code, response.content) == (200, b"")
    assert response["Cache-Control"] == "no-store"
    assert refusal(tell(grant.access)) == (401, "invalid_token")
    assert refusal(app.refresh(grant.refresh)) == (400, "invalid_grant")
    assert app.revoke(getattr(grant, kind)).status_code == 200


def test_token_that_nobody_was_given_changes_nothing(app, grant, tell):
    assert app.revoke("never-given").status_code == 200
    assert tell(grant.access).status_code == 200


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"token": ""}, (400, "invalid_request")),
        ({"client_id": ""}, (400, "invalid_request")),
        ({"client_secret": ""}, (401, "invalid_client")),
        ({"client_secret": "wrong"}, (401, "invalid_client")),
    ],
    ids=str,
)
def test_giving_back_wrongly_is_refused(app, grant, tell, changed, error):
    assert refusal(app.revoke(**{"token": grant.access, **changed})) == error
    assert tell(grant.access).status_code == 200


def test_token_of_another_app_stays(app, grant, tell):
    other = App(AppFactory(organisation=grant.client.organisation))

    assert refusal(other.revoke(grant.access)) == (400, "invalid_grant")
    assert tell(grant.access).status_code == 200


def test_token_of_a_client_itself_cannot_be_given_back(app, client_row):
    token = access_token(client_row)

    assert refusal(app.revoke(token)) == (400, "unsupported_token_type")


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "options"])
def test_tokens_are_given_back_with_post(client, method):
    response = getattr(client, method)("/oauth/revoke")

    assert refusal(response) == (405, "invalid_request")
    assert response["Allow"] == "POST"


def test_token_tells_whose_account_it_opens(grant, tell):
    response = tell(grant.access)

    assert response.json() == {
        "sub": grant.account.reference,
        "email": EMAIL,
        "email_verified": False,
        "given_name": "Ada",
    }
    assert response["Cache-Control"] == "no-store"


def test_token_tells_no_more_than_was_granted(tell):
    grant = AccountGrantFactory(scopes=["bookings"])

    assert tell(grant.access).json() == {"sub": grant.account.reference}


def test_number_of_statements_is_the_same_for_many_grants(grant, tell):
    def statements() -> int:
        with counted() as count:
            assert tell(grant.access).status_code == 200
        return count.statements

    alone = statements()
    for _ in range(2):
        AccountGrantFactory(account=grant.account, client=grant.client)

    assert statements() == alone


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic x", "Bearer \udcff", "Bearer " + "x" * 9000]
)
def test_token_that_does_not_count_tells_nothing(tell, header):
    response = tell("", Authorization=header)

    assert refusal(response) == (401, "invalid_token")
    assert response["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_refresh_token_a_clients_own_and_an_ended_one_tell_nothing(grant, tell, client_row):
    assert refusal(tell(grant.refresh)) == (401, "invalid_token")
    assert refusal(tell(access_token(client_row))) == (401, "invalid_token")
    other = TravellerAccountFactory(tenant=grant.tenant)
    ended = revoke_grant(other_grant := AccountGrantFactory(account=other), by=BY, at=NOW)
    assert ended == other_grant
    assert refusal(tell(other_grant.access)) == (401, "invalid_token")
    block_account(grant.account, by=BY, at=NOW)
    assert refusal(tell(grant.access)) == (401, "invalid_token")


def test_who_guesses_tokens_is_stopped(grant, tell):
    tell("x")
    assert ClientCount.objects.get(kind=Limited.REFUSED).requests == 1
    ClientCount.objects.update(requests=LIMITS[Limited.REFUSED].requests)

    assert refusal(tell("x")) == (429, "temporarily_unavailable")
    assert tell(grant.access).status_code == 200


def test_server_tells_where_everything_is(client):
    response = client.get("/.well-known/oauth-authorization-server")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "public, max-age=600"
    told = response.json()
    assert told["issuer"] == "http://localhost/"
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]
    assert told["grant_types_supported"] == [
        "authorization_code",
        "client_credentials",
        "refresh_token",
    ]
    places = {name: place for name, place in told.items() if name.endswith(("endpoint", "_uri"))}
    assert len(places) == 5
    for place in places.values():
        assert place.startswith("http://localhost/oauth/")
        assert client.get(place.removeprefix("http://localhost")).status_code != 404


def test_server_tells_it_so_often_and_no_more(client):
    client.get("/.well-known/oauth-authorization-server")
    ClientCount.objects.update(requests=LIMITS[Limited.ANONYMOUS].requests)

    response = client.get("/.well-known/oauth-authorization-server")

    assert (response.status_code, response["Retry-After"]) == (429, "60")
