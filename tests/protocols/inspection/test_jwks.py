"""The keys that devices verify tickets with."""

from __future__ import annotations

import pytest

from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.factories.operators import TenantFactory
from tests.factories.tickets import ActiveKeyFactory, IssuerKeyFactory
from tickets.actions.key_life import remove_keys
from tickets.actions.keys import revoke_key
from tickets.codecs.trust import KeyRing
from tickets.codecs.verification import KeyStatus, KnownKey

pytestmark = pytest.mark.django_db

PATH = "/.well-known/jwks.json"


def keys_of(client, query="") -> dict[str, dict[str, object]]:
    return {jwk["kid"]: jwk for jwk in client.get(PATH + query).json()["keys"]}


def test_no_keys_are_an_empty_set(client):
    assert client.get(PATH).json() == {"keys": []}


def test_key_is_published_as_verifiers_read_it(client):
    key = ActiveKeyFactory(tenant__slug="city")

    response = client.get(PATH)

    [jwk] = response.json()["keys"]
    assert jwk == {
        **key.public_jwk,
        "use": "sig",
        "alg": "ES256",
        "kid": key.kid,
        "nbf": int(key.not_before.timestamp()),
        "status": "active",
        "format": "T1",
        "iss": "city",
    }
    assert set(key.public_jwk) == {"kty", "crv", "x", "y"}
    assert KnownKey.from_jwk(jwk).kid == key.kid
    assert response["Content-Type"] == "application/jwk-set+json"
    assert response["Cache-Control"] == "public, max-age=3600"


def test_private_half_is_not_there(client):
    key = ActiveKeyFactory()

    content = client.get(PATH).text

    assert '"d"' not in content
    assert key.sealed_private_key not in content


def test_states_of_keys_are_told(client):
    tenant = TenantFactory()
    leaked = ActiveKeyFactory(tenant=tenant)
    retired = ActiveKeyFactory(tenant=tenant)
    revoke_key(leaked, by=BY, at=from_now(hours=1))
    active = ActiveKeyFactory(tenant=tenant, at=from_now(hours=2))
    coming = IssuerKeyFactory(tenant=tenant, at=from_now(hours=3))

    statuses = {kid: KnownKey.from_jwk(jwk).status for kid, jwk in keys_of(client).items()}

    assert statuses == {
        leaked.kid: KeyStatus.REVOKED,
        retired.kid: KeyStatus.RETIRED,
        active.kid: KeyStatus.ACTIVE,
        coming.kid: KeyStatus.NEXT,
    }


def test_key_for_uic_says_under_which_number_readers_know_it(client):
    key = ActiveKeyFactory(purpose="UIC", uic_provider=1080)

    jwk = keys_of(client)[key.kid]

    assert (jwk["format"], jwk["uic_provider"], jwk["uic_key_id"]) == ("uic", 1080, 1)
    assert KeyRing.from_jwks({"keys": [jwk]}).uic[1080, 1].kid == key.kid


def test_key_for_block_lists_verifies_no_barcode(client):
    key = ActiveKeyFactory(purpose="LIST")

    jwk = keys_of(client)[key.kid]

    assert jwk["format"] == "list"
    assert KeyRing.from_jwks({"keys": [jwk]}) == KeyRing()


def test_removed_key_is_told_no_more_until_it_leaks(client):
    old = ActiveKeyFactory()
    ActiveKeyFactory(tenant=old.tenant, at=from_now(days=1))
    remove_keys(by=BY, at=from_now(days=4))

    assert old.kid not in keys_of(client)

    revoke_key(old, by=BY, at=from_now(days=5))
    assert keys_of(client)[old.kid]["status"] == "revoked"


def test_keys_of_all_tenants_are_public_and_say_whose_they_are(client):
    city, island = (ActiveKeyFactory(tenant__slug=slug) for slug in ("city", "island"))

    issuers = {kid: jwk["iss"] for kid, jwk in keys_of(client).items()}

    assert issuers == {city.kid: "city", island.kid: "island"}


@pytest.mark.parametrize(
    ("query", "count"),
    [("?issuer=city", 1), ("?issuer=", 2), ("?issuer=%00", 2), ("?issuer=sea", 0)],
)
def test_keys_of_one_tenant_can_be_asked_for(client, query, count):
    for slug in ("city", "island"):
        ActiveKeyFactory(tenant__slug=slug)

    assert len(keys_of(client, query)) == count


def test_same_keys_are_answered_304(client):
    ActiveKeyFactory()
    etag = client.get(PATH)["ETag"]

    response = client.get(PATH, headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Cache-Control"]) == (etag, "public, max-age=3600")


def test_change_of_a_key_is_not_answered_304(client):
    key = ActiveKeyFactory()
    etag = client.get(PATH)["ETag"]
    revoke_key(key, by=BY, at=NOW)

    response = client.get(PATH, headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert response["ETag"] != etag


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("delete", 405)])
def test_keys_can_only_be_read(client, method, status):
    assert getattr(client, method)(PATH).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_keys_take_one_statement_beside_the_count(client, django_assert_num_queries, count):
    ActiveKeyFactory.create_batch(count)

    with django_assert_num_queries(2):
        client.get(PATH)
