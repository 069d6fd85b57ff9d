"""What is connected to: checked on the very address, after every look-up and every redirect."""

import socket
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from news.addresses import is_public

AT_ONCE = 100
"""Connections."""

_KEPT = 3  # seconds: for a redirect within the host, not for a thousand idle sockets

Opener = Callable[[tuple[Any, ...]], socket.socket]
"""Makes the socket for an address as getaddrinfo tells it: aiohttp's socket_factory."""


class AddressRefusedError(OSError):
    """The address is inside a network; aiohttp tells it as a failed connection."""


def connector(resolver: AbstractResolver, opener: Opener, at_one_host: int) -> aiohttp.TCPConnector:
    """No look-up is remembered: sources are minutes apart, and a name's owner may change its mind.

    The opener sees what is really connected to: aiohttp asks no resolver about literal addresses,
    and one that was asked may answer otherwise the next time. at_one_host: connections; 0: any
    number.
    """
    return aiohttp.TCPConnector(
        limit=AT_ONCE,
        limit_per_host=at_one_host,
        keepalive_timeout=_KEPT,
        use_dns_cache=False,
        resolver=resolver,
        socket_factory=opener,
    )


def public_socket(addr_info: tuple[Any, ...]) -> socket.socket:
    """Refuses before there is a socket, and so before any packet leaves."""
    _, _, _, _, address = addr_info
    if not is_public(address[0]):
        raise AddressRefusedError("address not allowed")
    return any_socket(addr_info)


def any_socket(addr_info: tuple[Any, ...]) -> socket.socket:
    """For operators who read feeds of their own network (FETCH_PRIVATE_NETWORKS)."""
    family, kind, protocol, *_ = addr_info
    opened = socket.socket(family=family, type=kind, proto=protocol)
    opened.setblocking(False)
    return opened
