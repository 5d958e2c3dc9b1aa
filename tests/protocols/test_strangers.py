"""Those without a known token are counted by their address."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import Throttled

from protocols.models import ClientCount, Limited
from protocols.strangers import LIMITS, client_of, count_client, forgive_client, hashed
from protocols.tasks import forget_counts
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.partner import Partner

pytestmark = pytest.mark.django_db


def fill(kind: Limited, client: str = "127.0.0.1") -> None:
    """The client has done it as often as it may."""
    since = NOW.replace(minute=NOW.minute // 15 * 15)
    ClientCount.objects.create(
        kind=kind, client=hashed(client), since=since, requests=LIMITS[kind].requests
    )


def seen_as(address: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client_of(RequestFactory(REMOTE_ADDR=address, headers=headers).get("/"))


def test_client_without_a_trusted_proxy_is_whoever_connects(settings):
    settings.TRUSTED_PROXIES = 0

    assert seen_as("192.0.2.1", forwarded="198.51.100.9") == hashed("192.0.2.1")


@pytest.mark.parametrize(
    ("proxies", "seen"), [(1, "203.0.113.5"), (2, "198.51.100.9"), (3, "10.0.0.1")]
)
def test_client_behind_proxies_is_whom_the_outermost_of_them_saw(settings, proxies, seen):
    settings.TRUSTED_PROXIES = proxies

    assert seen_as("10.0.0.1", forwarded="198.51.100.9, 203.0.113.5") == hashed(seen)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_client_is_counted_with_its_network(address, counted):
    assert seen_as(address) == hashed(counted)


def test_client_waits_for_the_end_of_the_period():
    fill(Limited.LOGIN)

    with pytest.raises(Throttled) as refusal:
        count_client(Limited.LOGIN, hashed("127.0.0.1"), at=from_now(seconds=600))

    assert refusal.value.wait == 300
    count_client(Limited.LOGIN, hashed("127.0.0.1"), at=from_now(seconds=900))


def test_flood_beyond_the_limit_writes_nothing():
    fill(Limited.REFUSED)

    with pytest.raises(Throttled):
        count_client(Limited.REFUSED, hashed("127.0.0.1"), at=NOW)

    assert ClientCount.objects.get().requests == LIMITS[Limited.REFUSED].requests


def test_forgiven_try_leaves_the_others():
    for _ in range(3):
        count_client(Limited.LOGIN, "client", at=NOW)

    forgive_client(Limited.LOGIN, "client", at=NOW)

    assert ClientCount.objects.get().requests == 2


def test_counts_of_an_hour_ago_are_forgotten(clock):
    count_client(Limited.REFUSED, "client", at=NOW)
    clock.move_to(from_now(hours=1, minutes=1))

    assert forget_counts() == 1


def test_count_names_no_address():
    count_client(Limited.REFUSED, seen_as("192.0.2.1"), at=NOW)

    assert str(ClientCount.objects.get()) == "REFUSED 10:00: 1"
    assert "192.0.2.1" not in ClientCount.objects.get().client


def test_known_token_is_let_in_whatever_others_at_its_address_sent(at_once):
    fill(Limited.REFUSED)

    assert Partner(at_once).get("/bookings/none").status_code == 404


@pytest.mark.parametrize("secret", ["guess", ""])
def test_flood_without_a_known_token_is_told_when_to_come_back_in_words_of_tomp(at_once, secret):
    fill(Limited.REFUSED)

    answer = Partner(at_once).get(
        "/bookings/none", Authorization=f"Bearer {secret}" if secret else ""
    )

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert answer.json()["errorcode"] == 7007
    assert answer.json()["instance"] == f"urn:request:{answer['X-Correlation-ID']}"


def test_flood_on_a_public_page_of_tomp_is_told_when_to_come_back(at_once):
    fill(Limited.ANONYMOUS)

    answer = Partner(at_once).get("/operator/meta", Authorization="")

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_flood_on_the_public_keys_is_told_when_to_come_back(client):
    fill(Limited.ANONYMOUS)

    answer = client.get("/.well-known/jwks.json", headers={"X-Correlation-ID": "scan-7"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert answer.json() == {
        "detail": "Request was throttled. Expected available in 60 seconds.",
        "correlation_id": "scan-7",
    }
