"""Being let in with an access token: only with one of ours, for us, in time, of an open client."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import Throttled

from operators.models import ApiClient, ClientPermission, TokenKey
from operators.tenancy.client_actions import renew_client, revoke_client
from protocols.models import ClientCount, Limited, RequestCount
from protocols.oauth.authentication import ClientCaller, admit_client
from protocols.oauth.errors import AccessTokenInvalid
from protocols.oauth.keys import revoke_token_key, rotate_token_key
from protocols.strangers import LIMITS
from protocols.tasks import forget_counts
from tests.counting import counted
from tests.factories.clients import ApiClientFactory, access_token
from tests.factories.moments import BY, NOW, later
from tests.protocols.oauth.forging import admit, good_claims, is_admitted, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]

DAY = timedelta(hours=24)


def test_caller_is_the_client_with_its_organisation(client_row):
    organisation = client_row.organisation

    assert admit(access_token(client_row)) == ClientCaller(
        pk=client_row.pk,
        client_id="ticketshop-backend",
        tenant_id=client_row.tenant_id,
        organisation_id=organisation.pk,
        organisation_number=organisation.number,
        permissions=frozenset(ClientPermission),
    )
    assert str(admit(access_token(client_row)).actor) == "partner:ticketshop-backend"


def test_caller_is_admitted_with_one_statement(client_row):
    token = access_token(client_row)
    admit(token)

    with counted() as count:
        admit(token)

    assert count.statements == 1


@pytest.mark.parametrize("told", [None, "", "Bearer", "Bearer  ", "Basic YTpi", "bearer", "x"])
def test_header_without_a_token_is_refused(told):
    headers = {} if told is None else {"Authorization": told}

    with pytest.raises(AccessTokenInvalid):
        admit_client(RequestFactory(headers=headers).get("/"), at=NOW)


def test_good_claims_are_good(client_row):
    assert is_admitted(signed(good_claims(client_row)))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://api.elsewhere.example"},
        {"aud": ["https://api.elsewhere.example"]},
        {"aud": []},
        {"aud": ""},
        {"aud": None},
        {"aud": 1},
        {"iss": "https://partner.elsewhere.example/"},
        {"iss": "http://localhost"},
        {"iss": None},
        {"azp": "somebody-else"},
        {"azp": None},
        {"azp": ["ticketshop-backend"]},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": int(NOW.timestamp()) - 60},
        {"nbf": int(NOW.timestamp()) + 61},
        {"iat": int(NOW.timestamp()) + 61},
        {"iat": int(NOW.timestamp()) - 1},
        {"iat": -(10**20)},
        {"iat": None},
        {"permissions": "sales:read"},
    ],
    ids=str,
)
def test_claims_that_are_not_ours_are_refused(client_row, claims):
    kept = {k: v for k, v in {**good_claims(client_row), **claims}.items() if v is not None}

    assert not is_admitted(signed(kept))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": ["https://api.elsewhere.example", "http://localhost"]},
        {"exp": int(NOW.timestamp()) - 59},
        {"nbf": int(NOW.timestamp()) + 60},
        {"iat": int(NOW.timestamp()) + 60},
    ],
    ids=str,
)
def test_clocks_may_differ_by_a_minute_and_audiences_be_several(client_row, claims):
    assert is_admitted(signed({**good_claims(client_row), **claims}))


@pytest.mark.parametrize(("after", "is_open"), [(DAY + timedelta(seconds=59), True),
                                                (DAY + timedelta(seconds=60), False)])  # fmt: skip
def test_token_lapses_after_a_day(client_row, after, is_open):
    assert is_admitted(access_token(client_row), at=NOW + after) is is_open


def test_token_of_a_revoked_client_is_refused_at_once(client_row):
    token = access_token(client_row)
    admit(token)

    revoke_client(client_row, by=BY, at=NOW)

    assert not is_admitted(token)
    assert RequestCount.objects.get().requests == 1


def test_tokens_of_the_secret_before_end_with_it(client_row):
    before = access_token(client_row)
    renewed = renew_client(client_row, by=BY, at=later(milliseconds=300)).client

    assert not is_admitted(before, at=later(seconds=1))
    assert is_admitted(access_token(renewed, at=later(milliseconds=400)), at=later(seconds=1))


def test_token_that_is_bought_while_another_secret_is_stored_ends_as_well(client_row):
    """The old one is shown after the renewal was asked for, and before it is committed."""
    meanwhile = access_token(client_row, at=later(seconds=2))
    renew_client(client_row, by=BY, at=NOW)

    assert not is_admitted(meanwhile, at=later(seconds=10))


def test_token_of_a_retired_key_counts_until_it_lapses(client_row):
    token = access_token(client_row)

    rotate_token_key(by=BY, at=NOW)

    assert is_admitted(token)
    assert is_admitted(access_token(client_row))
    assert not is_admitted(token, at=NOW + DAY + timedelta(minutes=1))


def test_token_of_a_revoked_key_is_refused_at_once(client_row):
    token = access_token(client_row)
    admit(token)

    revoke_token_key(TokenKey.objects.get(), by=BY, at=NOW)

    assert not is_admitted(token)
    assert is_admitted(access_token(client_row))


def test_token_of_a_key_that_is_gone_is_refused(client_row):
    token = access_token(client_row)
    TokenKey.objects.all().delete()

    assert not is_admitted(token)


def test_permission_that_was_taken_away_is_gone_at_once(client_row):
    token = access_token(client_row)
    ApiClient.objects.update(permissions=["sales:read", "sales:write"])

    assert admit(token).permissions == {"sales:read", "sales:write"}


def test_permission_that_came_later_needs_a_new_token():
    client = ApiClientFactory(permissions=[ClientPermission.SALES_READ])
    token = access_token(client)
    ApiClient.objects.update(permissions=list(ClientPermission))

    assert admit(token).permissions == {ClientPermission.SALES_READ}


def test_client_that_sends_too_much_waits(client_row):
    ApiClient.objects.update(requests_per_minute=2)
    token = access_token(client_row)
    admit(token)
    admit(token)

    with pytest.raises(Throttled) as refusal:
        admit(token, at=later(seconds=45))

    assert refusal.value.wait == 15
    admit(token, at=later(minutes=1))


def test_tokens_that_are_refused_are_counted_and_then_refused_unread(client_row):
    assert not is_admitted("garbage")
    assert ClientCount.objects.get().requests == 1
    ClientCount.objects.update(requests=LIMITS[Limited.REFUSED].requests)

    with pytest.raises(Throttled):
        admit("garbage")
    admit(access_token(client_row))


def test_first_request_of_a_minute_is_the_last_use(client_row):
    token = access_token(client_row)

    for second in (5, 30, 65):
        admit(token, at=later(seconds=second))

    client_row.refresh_from_db()
    assert client_row.last_used_at == later(seconds=65)


def test_counts_of_clients_are_cleared_away(client_row, clock):
    admit(access_token(client_row))

    clock.shift(timedelta(hours=2))

    assert forget_counts() == 1
