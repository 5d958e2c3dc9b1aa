"""The life of a client that buys access tokens."""

import pytest
from django.db import IntegrityError

from operators.models import ApiClient, ClientPermission
from operators.tenancy.actions import digest_of
from operators.tenancy.client_actions import (
    issue_client,
    new_client_id,
    renew_client,
    revoke_client,
)
from operators.tenancy.errors import ClientRevoked
from tests.factories.clients import SECRET, ApiClientFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory

pytestmark = pytest.mark.django_db


def told(client):
    return [(event.name, event.happened_at) for event in client.events.order_by("pk")]


def test_issued_client_has_a_random_secret_that_is_kept_as_a_hash():
    organisation = OrganisationFactory()

    issued = issue_client(
        organisation, name="Web Shop", permissions=[ClientPermission.SALES_READ], by=BY, at=NOW
    )

    client = ApiClient.objects.get()
    assert len(issued.secret) == 43
    assert client.digest == digest_of(issued.secret)
    assert client.client_id.startswith("web-shop-")
    assert (client.tenant, client.organisation) == (organisation.tenant, organisation)
    assert (client.permissions, client.audiences) == (["sales:read"], [])
    assert (client.created_at, client.tokens_since) == (NOW, NOW)
    assert told(client) == [("ISSUED", NOW)]
    assert str(client.events.get()) == f"ISSUED {client.pk}"


def test_id_is_taken_once_over_all_tenants():
    ApiClientFactory(client_id="ticketshop-backend")

    with pytest.raises(IntegrityError):
        ApiClientFactory(client_id="ticketshop-backend")


@pytest.mark.parametrize(
    ("name", "start"), [("Web Shop", "web-shop-"), ("…", "client-"), ("x" * 100, "x" * 40 + "-")]
)
def test_new_id_tells_the_name_and_nobody_elses(name, start):
    first, second = new_client_id(name), new_client_id(name)

    assert first.startswith(start)
    assert first != second
    assert len(first) == len(start) + 8


def test_renewed_client_has_another_secret():
    client = ApiClientFactory()

    renewed = renew_client(client, by=BY, at=later(hours=1))

    client.refresh_from_db()
    assert client.digest == digest_of(renewed.secret) != digest_of(SECRET)
    assert client.tokens_since == later(hours=1, seconds=5)
    assert told(client) == [("ISSUED", NOW), ("RENEWED", later(hours=1))]


def test_revoked_client_stays_revoked():
    client = revoke_client(ApiClientFactory(), by=BY, at=NOW)

    for act in (revoke_client, renew_client):
        with pytest.raises(ClientRevoked):
            act(client, by=BY, at=later(hours=1))
    client.refresh_from_db()
    assert client.revoked_at == NOW
    assert told(client) == [("ISSUED", NOW), ("REVOKED", NOW)]
