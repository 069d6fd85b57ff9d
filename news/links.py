"""Addresses: absolute, http(s), without what only follows the reader around."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_|mtm_|matomo_|pk_|at_).*|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id"
    r"|_hsenc|_hsmi|hsctatracking|mkt_tok|oly_(?:anon|enc)_id|cmpid|cmp|ns_campaign",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
# What Discord's markdown would read, beside what no address may contain.
_SAFE = "/:?#@!$&'*+,;=~%-._"


def clean(url: str, base: str = "") -> str | None:
    """The address a reader should open, or None if it is none: relative ones are joined to base.

    Tracking parameters go; the order and spelling of the rest stay, for signed addresses.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or "@" in parts.netloc:
        return None
    netloc = _netloc(host.lower(), port, parts.scheme.lower())
    rest = (quote(part, safe=_SAFE) for part in (parts.path, _query(parts.query), parts.fragment))
    path, query, fragment = rest
    found = urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))
    return found if len(found) <= _LONGEST else None


def identity(url: str) -> str:
    """What two spellings of one address have in common: the key by which a link is known again."""
    parts = urlsplit(url)
    host = (parts.netloc.lower()).removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def host(url: str) -> str:
    """The host that a request to this address goes to, lower case; empty if there is none."""
    return (urlsplit(url).hostname or "").lower()


def _netloc(host: str, port: int | None, scheme: str) -> str:
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = quote(host)
    shown = f"[{host}]" if ":" in host else quote(host)
    return shown if port in (None, _DEFAULT_PORTS[scheme]) else f"{shown}:{port}"


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    # Nothing to remove: as it was, to the byte.
    return query if len(kept) == len(pairs) else urlencode(kept)
