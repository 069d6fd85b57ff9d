"""Which addresses a stranger's link may lead to: checked on the one that is really connected."""

import ipaddress
import socket
from typing import Any

_NOT_GLOBAL_V4 = [ipaddress.ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24")]
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_NOT_GLOBAL_V6 = [
    ipaddress.ip_network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]


class AddressRefusedError(OSError):
    """The address is inside a network; aiohttp tells it as a failed connection."""


def is_public(address: str) -> bool:
    """An address that anybody on the internet could reach.

    For IPv6 a list of what is allowed: what is denied is never complete (NAT64, 6to4, mapped …).
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if isinstance(ip, ipaddress.IPv4Address):
        wide = ip.is_global and not (ip.is_multicast or ip.is_reserved)
        return wide and not any(ip in network for network in _NOT_GLOBAL_V4)
    return ip in _GLOBAL_V6 and not any(ip in network for network in _NOT_GLOBAL_V6)


def public_socket(addr_info: tuple[Any, ...]) -> socket.socket:
    """aiohttp's socket_factory: refuses before any packet leaves.

    aiohttp asks no resolver about literal addresses, so a check there would miss them.
    """
    family, kind, protocol, _, address = addr_info
    if not is_public(address[0]):
        raise AddressRefusedError("address not allowed")
    return open_socket(family, kind, protocol)


def any_socket(addr_info: tuple[Any, ...]) -> socket.socket:
    """For operators who read feeds of their own network (FETCH_PRIVATE_NETWORKS)."""
    family, kind, protocol, *_ = addr_info
    return open_socket(family, kind, protocol)


def open_socket(family: int, kind: int, protocol: int) -> socket.socket:
    opened = socket.socket(family=family, type=kind, proto=protocol)
    opened.setblocking(False)
    return opened
