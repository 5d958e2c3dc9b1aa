"""Addresses that people typed in lead to the internet and nowhere else."""

from __future__ import annotations

import socket

import pytest
import requests
from urllib3 import PoolManager
from urllib3.exceptions import NewConnectionError

from operators.tenancy import guarding
from operators.tenancy.guarding import AddressRefused, check_peer, guard_pools, is_public
from operators.tenancy.outgoing import guarded_session, outgoing_session
from tests.factories.gbfs_site import publishing


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("::ffff:10.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("::1", False),
    ],
)
def test_public_addresses_are_told_from_others(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]"])  # noqa: S104
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_name_of_a_private_address_is_refused_before_anything_is_sent(host, scheme):
    with publishing() as site, guarded_session() as session:
        port = site.root.rsplit(":", 1)[1]
        with pytest.raises(AddressRefused):
            session.get(f"{scheme}://{host}:{port}/gbfs.json")

    assert site.asked == []


def test_private_address_is_reached_where_that_is_allowed():
    with publishing() as site, guarded_session(allows_private=True) as session:
        site.publish({})
        assert session.get(site.address).status_code == 200


def test_end_that_was_reached_is_looked_at_as_well():
    """A name may lead elsewhere between the look and the connection."""
    with publishing() as site:
        port = int(site.root.rsplit(":", 1)[1])
        peer = socket.create_connection(("127.0.0.1", port))
        with pytest.raises(AddressRefused):
            check_peer(peer)
        assert peer.fileno() == -1


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 70 + ".example"])
def test_name_that_leads_nowhere_is_a_failure_to_connect(host):
    with guarded_session() as session, pytest.raises(requests.ConnectionError):
        session.get(f"http://{host}/")
    with guard_pools(PoolManager()) as pools, pytest.raises(NewConnectionError):
        pools.request("GET", f"http://{host}/", retries=False)


def test_proxies_of_the_machine_are_left_out(monkeypatch):
    """A proxy would connect in our place, to anything."""
    with publishing() as site, guarded_session() as session:
        monkeypatch.setenv("HTTP_PROXY", site.root)
        with pytest.raises(AddressRefused):
            session.get("http://127.0.0.1/secret")

    assert site.asked == []


def test_public_address_is_reached(monkeypatch):
    monkeypatch.setattr(guarding, "is_public", lambda _address: True)
    with publishing() as site, guarded_session() as session:
        site.publish({})
        assert session.get(site.address).status_code == 200

    with pytest.raises(requests.ConnectionError):
        guarded_session().get("https://127.0.0.1:9/")


def test_internal_calls_have_a_time_out_and_no_guard():
    with publishing() as site, outgoing_session() as session:
        site.publish({})
        assert session.get(site.address).status_code == 200
