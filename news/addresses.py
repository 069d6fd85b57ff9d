"""Which addresses a stranger may have us open, judged by their text alone: before any look-up."""

import ipaddress
import re

from yarl import URL

from news.errors import FetchFailed

LONGEST = 2048
"""Characters of an address."""

PORTS = frozenset({80, 443, 8080, 8443})

# Stricter than yarl, which would mend `http:/x` and forgive `user@`; a colon for the port alone.
_WEB = re.compile(r"(?i:https?)://([^/?#]+)(?:[/?#]|\Z)")
_AUTHORITY = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:\[\]@%\\]+)(?::\d*)?")
_HOST = re.compile(r"[^\s/?#@%\\\[\]]+")
_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}\.)+[a-z0-9_-]{1,63}")
# WHATWG URL §3.5: whatever ends like this is an IPv4 address to somebody (127.1, 0x7f.1, 017…).
_ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
# Reserved, or used inside of networks for so long that nobody may own them (RFC 6762 appendix G).
_INSIDE = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc"
    r"|home\.arpa|onion)"
)

_V4_INSIDE = [ipaddress.ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24")]
_V6_OUTSIDE = ipaddress.ip_network("2000::/3")
_V6_INSIDE = [
    ipaddress.ip_network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]


def checked(url: str, *, private_networks: bool = False) -> URL:
    """The address as it will be requested, to the byte where it can go as it is; no fragment.

    Raises FetchFailed with a sentence that says what is wrong with it. Where private networks are
    allowed, any host and port are.
    """
    if len(url) > LONGEST:
        raise FetchFailed("source.long_address", most=LONGEST)
    found = _parsed(url)
    if not private_networks:
        if found.port not in PORTS:
            raise FetchFailed("source.forbidden_port")
        if not _may_be_public((found.raw_host or "").lower()):
            raise FetchFailed("source.forbidden_address")
    return found.with_fragment(None) if "#" in url else found


def is_public(address: str) -> bool:
    """An IP address that anybody on the internet could reach.

    For IPv6 a list of what is allowed: what is denied is never complete (NAT64, 6to4, mapped …).
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:
            return False
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
    if isinstance(ip, ipaddress.IPv4Address):
        wide = ip.is_global and not (ip.is_multicast or ip.is_reserved)
        return wide and not any(ip in network for network in _V4_INSIDE)
    return ip in _V6_OUTSIDE and not any(ip in network for network in _V6_INSIDE)


def _parsed(url: str) -> URL:
    web = _WEB.match(url)
    if web is None or _NEVER.search(url):
        raise FetchFailed("source.not_an_address")
    authority = web[1]
    if "@" in authority:
        raise FetchFailed("source.credentials")
    if not _AUTHORITY.fullmatch(authority):
        raise FetchFailed("source.not_an_address")
    try:
        # yarl would re-quote, and break a signed address: one that can go as it is, does.
        found = URL(url, encoded=url.isascii() and " " not in url)
        # What IDNA makes of a host is what is connected to: it may look like anything but itself.
        if not found.raw_host or not _HOST.fullmatch(found.raw_host):
            raise FetchFailed("source.not_an_address")
    except ValueError as error:
        raise FetchFailed("source.not_an_address") from error
    return found


def _may_be_public(host: str) -> bool:
    if ":" in host:
        return is_public(host)
    name = host.removesuffix(".")
    if _ENDS_IN_A_NUMBER.fullmatch(name):
        # Written otherwise than everybody does, it means to deceive.
        return is_public(host)
    return bool(_NAME.fullmatch(name)) and not _INSIDE.fullmatch(name)
