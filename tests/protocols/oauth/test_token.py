"""Buying an access token: what is answered to whom."""

from __future__ import annotations

import json
import re

import pytest
from joserfc import jwt

from operators.models import ApiClient, TokenKey
from operators.tenancy.client_actions import renew_client, revoke_client
from protocols.models import ClientCount, Limited, RequestCount
from protocols.oauth.keys import public_key
from protocols.strangers import LIMITS, hashed
from tests.factories.clients import AUDIENCE, SECRET
from tests.factories.moments import BY, NOW, later
from tests.loglines import written_lines
from tests.protocols.oauth.asking import basic, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def claims_of(response):
    token = response.json()["access_token"]
    return jwt.decode(token, lambda read: public_key(read.headers()["kid"]), ["RS256"]).claims


@pytest.mark.parametrize("form", [False, True])
def test_token_is_sold_for_json_and_for_a_form(ask, asked, form):
    response = ask(asked, form=form)

    body = response.json()
    assert response.status_code == 200
    assert body.pop("access_token").count(".") == 2
    assert body == {
        "token_type": "Bearer",
        "expires_in": 86400,
        "scope": "admin payments:write refunds:write reports:read sales:read sales:write",
    }
    assert response["Cache-Control"] == "no-store"
    assert response["Pragma"] == "no-cache"


def test_token_is_sold_for_basic_credentials(ask, asked):
    del asked["client_id"], asked["client_secret"]

    response = ask(asked, form=True, Authorization=basic("ticketshop-backend", SECRET))

    assert response.status_code == 200


def test_token_says_who_bears_it_for_a_day(ask, asked, client_row):
    assert claims_of(ask(asked)) == {
        "iss": "http://localhost/",
        "sub": "ticketshop-backend",
        "azp": "ticketshop-backend",
        "aud": "http://localhost",
        "iat": int(NOW.timestamp()),
        "exp": int(later(hours=24).timestamp()),
        "permissions": client_row.permissions,
        "http://localhost/organisationID": client_row.organisation.number,
    }


def test_claims_have_the_names_that_the_settings_say(ask, asked, settings):
    settings.OAUTH_ISSUER = "https://partner.entur.org/"
    settings.OAUTH_AUDIENCE = ["https://api.dev.entur.io", "https://api.entur.io"]
    settings.OAUTH_CLAIMS_NAMESPACE = "https://entur.io/"

    claims = claims_of(ask({**asked, "audience": "https://api.entur.io"}))

    assert claims["iss"] == "https://partner.entur.org/"
    assert claims["aud"] == "https://api.entur.io"
    assert "https://entur.io/organisationID" in claims


def test_unknown_client_and_wrong_secret_get_the_same_answer(ask, asked, client_row):
    wrong = ask({**asked, "client_secret": "wrong"})
    unknown = ask({**asked, "client_id": "somebody-else"})
    nonsense = ask({**asked, "client_id": "\U0001f68b" * 100})
    revoke_client(client_row, by=BY, at=NOW)
    revoked = ask(asked)

    assert refusal(wrong) == (401, "invalid_client")
    assert wrong.content == unknown.content == nonsense.content == revoked.content
    assert {r.status_code for r in (unknown, nonsense, revoked)} == {401}


def test_wrong_basic_credentials_are_asked_for_again(ask, asked):
    members = {"grant_type": "client_credentials", "audience": AUDIENCE}

    response = ask(members, Authorization=basic("ticketshop-backend", "wrong"))

    assert refusal(response) == (401, "invalid_client")
    assert response["WWW-Authenticate"] == 'Basic realm="token"'


def test_renewed_secret_counts_and_the_old_one_does_not(ask, asked, client_row):
    renewed = renew_client(client_row, by=BY, at=NOW)

    assert ask(asked).status_code == 401
    assert ask({**asked, "client_secret": renewed.secret}).status_code == 200


def test_audience_of_others_is_denied(ask, asked):
    response = ask({**asked, "audience": "https://api.elsewhere.example"})

    assert refusal(response) == (403, "access_denied")


def test_audience_that_is_not_the_clients_is_denied(ask, asked, client_row, settings):
    settings.OAUTH_AUDIENCE = ["https://api.test", "https://api.live"]
    ApiClient.objects.update(audiences=["https://api.test"])

    assert ask({**asked, "audience": "https://api.test"}).status_code == 200
    assert refusal(ask({**asked, "audience": "https://api.live"})) == (403, "access_denied")


def test_audience_that_is_served_no_more_is_denied(ask, asked):
    ApiClient.objects.update(audiences=["https://api.gone"])

    assert refusal(ask({**asked, "audience": "https://api.gone"})) == (403, "access_denied")


@pytest.mark.parametrize("name", ["correlationId", "X-Correlation-Id"])
def test_correlation_id_goes_back(ask, asked, name):
    for members in (asked, {}):
        response = ask(members, **{name: "7c9786df-cadf"})

        assert response["correlationId"] == response["X-Correlation-Id"] == "7c9786df-cadf"


@pytest.mark.parametrize("sent", [{}, {"correlationId": "short"}, {"correlationId": "<script>1"}])
def test_correlation_id_is_made_where_none_is_fit(ask, asked, sent):
    response = ask(asked, **sent)

    assert UUID.fullmatch(response["correlationId"])
    assert response["X-Correlation-Id"] == response["correlationId"]


def test_wrong_secrets_are_counted_and_then_refused_unread(ask, asked):
    wrong = {**asked, "client_secret": "wrong"}
    ask(wrong)
    assert ClientCount.objects.get().requests == 1
    ClientCount.objects.update(requests=LIMITS[Limited.REFUSED].requests)

    response = ask(wrong)

    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert response.json()["error"] == "temporarily_unavailable"
    assert ask(asked).status_code == 200


def test_counts_of_strangers_are_of_their_address(ask, asked):
    ask({**asked, "client_secret": "wrong"})

    assert ClientCount.objects.get().client == hashed("127.0.0.1")


def test_client_that_asks_too_often_waits(ask, asked, client_row):
    ApiClient.objects.update(requests_per_minute=1)

    assert ask(asked).status_code == 200
    response = ask(asked)

    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert [(row.client, row.token, row.requests) for row in RequestCount.objects.all()] == [
        (client_row, None, 2)
    ]
    assert str(RequestCount.objects.get()) == f"{client_row} 10:00: 2"


def test_first_token_of_a_minute_is_the_last_use(ask, asked, client_row):
    ask(asked)

    client_row.refresh_from_db()
    assert client_row.last_used_at == NOW


def test_secret_and_token_are_in_no_log_line(ask, asked):
    with written_lines() as lines:
        sold = ask(asked)
        ask({**asked, "client_secret": "wrong-secret"})
        ask({**asked, "client_secret": "wrong-secret"}, form=True)

    written = json.dumps(lines())
    assert written.count('"oauth-token"') == 3
    for secret in (SECRET, "wrong-secret", sold.json()["access_token"]):
        assert secret not in written


def test_first_token_makes_the_first_key(ask, asked):
    TokenKey.objects.all().delete()

    assert ask(asked).status_code == 200
    assert TokenKey.objects.signing().count() == 1
