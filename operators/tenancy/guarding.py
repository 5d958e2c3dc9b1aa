"""Connections to addresses that people typed in.

An address that somebody wrote into a form must not become a way into the network that the service
runs in. So a name is looked up first, and nothing is connected to unless all of its addresses are
public; and since a name may lead elsewhere a moment later, the end that was reached is looked at
once more before a word is said.
"""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NameResolutionError

from operators.tenancy.deadlines import WatchedConnection, WatchedSecureConnection


class AddressRefused(Exception):
    """The name leads to an address that is not public."""


def guard_pools(pools: PoolManager) -> PoolManager:
    """Let these pools connect to public addresses only; AddressRefused from whatever uses them."""
    pools.pool_classes_by_scheme = {"http": GuardedPool, "https": GuardedSecurePool}
    return pools


def is_public(text: str) -> bool:
    """Whether an IP address is one of the internet, and of one machine there."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_global and not address.is_multicast


def check_name(connection: HTTPConnection) -> None:
    """AddressRefused unless every address of the host is public."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as failure:
        unknown = failure if isinstance(failure, socket.gaierror) else socket.gaierror(str(failure))
        raise NameResolutionError(connection.host, connection, unknown) from failure
    for *_, address in found:
        if not is_public(str(address[0])):
            raise AddressRefused(address[0])


def check_peer(peer: socket.socket) -> socket.socket:
    """AddressRefused unless the end that was reached has a public address."""
    address = peer.getpeername()[0]
    if not is_public(address):
        peer.close()
        raise AddressRefused(address)
    return peer


class GuardedConnection(WatchedConnection):
    def _new_conn(self) -> socket.socket:
        check_name(self)
        return check_peer(super()._new_conn())


class GuardedSecureConnection(WatchedSecureConnection):
    def _new_conn(self) -> socket.socket:
        check_name(self)
        return check_peer(super()._new_conn())


class GuardedPool(HTTPConnectionPool):
    ConnectionCls = GuardedConnection


class GuardedSecurePool(HTTPSConnectionPool):
    ConnectionCls = GuardedSecureConnection
