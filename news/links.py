"""Addresses: absolute, http(s), without what only follows the reader around."""

import re
from functools import lru_cache
from urllib.parse import quote, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import url_query_cleaner

_TRACKING = re.compile(
    r"(?:utm_|mtm_|matomo_|pk_|piwik_|at_|hsa_|vero_|wt_z?mc).*|fb_action_.*|fb_source"
    r"|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id"
    r"|igshid|igsh|mc_[cet]id|_hsenc|_hsmi|__hs[fst]c|hsctatracking|mkt_tok|oly_(?:anon|enc)_id"
    r"|cmpid|cmp|ns_(?:campaign|mchannel|source|linkname|fee)|traffic_source|_openstat|__s|srsltid",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"&(?:amp;)+")
_SAYS_RSS = re.compile(r"(?:source|src|from|ref|partner|emc)=rss(?:[-_].*)?", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
# What Discord's markdown would read, beside what no address may contain.
_SAFE = "/:?#@!$&'*+,;=~%-._"
# As most are written: there is nothing to join, to quote or to take out.
_CLEAN = re.compile(r"https?://[a-z0-9_-]++(?:\.[a-z0-9_-]++)*+(?:/[A-Za-z0-9_./:@!$'*+,=~%-]*+)?")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]")


@lru_cache(maxsize=512)  # an item names its page twice or thrice
def clean(url: str, base: str = "") -> str | None:
    """The address a reader should open, or None if it is none: relative ones are joined to base.

    Tracking parameters go, and `ref` where it only names the site that the link stands on; the
    order and spelling of the rest stay to the byte, for signed addresses.
    """
    if len(url) <= _LONGEST and _CLEAN.fullmatch(url):
        return url
    try:
        # Escaped once too often, as many a feed does it.
        parts = urlsplit(urljoin(base, _ESCAPED.sub("&", url.strip())))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or "@" in parts.netloc:
        return None
    netloc = _netloc(host.lower(), port, parts.scheme.lower())
    if netloc is None:
        return None
    path, query, fragment = (
        quote(part, safe=_SAFE, errors="ignore")
        for part in (parts.path, parts.query, parts.fragment)
    )
    found = urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))
    found = _untracked(found, query, {site(netloc), site(_host(base))})
    return found if len(found) <= _LONGEST else None


def identity(url: str) -> str:
    """What two spellings of one address have in common: the key by which a link is known again."""
    parts = urlsplit(url)
    host = (parts.netloc.lower()).removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def host(url: str) -> str:
    """The host that a request to this address goes to, lower case; empty if there is none."""
    return (urlsplit(url).hostname or "").lower()


def site(host: str) -> str:
    """A host without the www that means nothing."""
    return host.removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one host, or on a host and one below it."""
    first, second = site(_host(one)), site(_host(other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


@lru_cache(maxsize=512)
def _host(url: str) -> str:
    try:
        return host(url)
    except ValueError:
        return ""


def _netloc(host: str, port: int | None, scheme: str) -> str | None:
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    shown = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(shown):
        return None
    return shown if port in (None, _DEFAULT_PORTS[scheme]) else f"{shown}:{port}"


def _untracked(url: str, query: str, sites: set[str]) -> str:
    named = [pair.partition("=")[0] for pair in query.split("&") if _follows(pair, sites)]
    # w3lib tidies up what stands between the parameters, too: only where there is one to remove.
    if not named:
        return url
    return url_query_cleaner(url, named, remove=True, unique=False, keep_fragments=True)


def _follows(pair: str, sites: set[str]) -> bool:
    name, _, value = pair.partition("=")
    if name == "ref" and value:
        return site(_host(f"//{unquote_plus(value).rpartition('//')[2]}")) in sites
    return bool(_TRACKING.fullmatch(unquote_plus(name)) or _SAYS_RSS.fullmatch(pair))
