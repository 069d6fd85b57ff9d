"""The door to other people's sites: who we say we are, and what may be opened at all."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from news import addresses
from news.errors import FetchFailed, Unreachable
from news.settings import Settings
from news.version import VERSION
from pipeline import guard
from pipeline.pacing import AT_ONCE
from pipeline.resolve import Resolver

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10, sock_connect=10, sock_read=10)
"""Seconds. Only the total one ends a body that comes a byte at a time."""

PROJECT = f"Downlink/{VERSION}"

_HEADER_LIMIT = 32768  # long Content-Security-Policy headers are common
_HEADERS = 128
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.7, */*;q=0.1"
)


class Session:
    """What sources alone are read with: no cookies, no proxy, public addresses only by default."""

    def __init__(
        self, client: aiohttp.ClientSession, resolver: AbstractResolver, *, private_networks: bool
    ) -> None:
        self._client = client
        self._resolver = resolver
        self._private_networks = private_networks

    def checked(self, url: str) -> URL:
        """Raises FetchFailed for an address that must not be opened."""
        return addresses.checked(url, private_networks=self._private_networks)

    async def ask(
        self, url: URL, headers: Mapping[str, str], took: float = 0
    ) -> aiohttp.ClientResponse:
        """The head of the answer, whatever it is. The body is read in its context.

        took: seconds that are gone of the time for all. Raises Unreachable where nobody answers.
        """
        try:
            return await self._client.get(
                url, headers=headers, allow_redirects=False, timeout=self._left(took)
            )
        except TimeoutError as error:
            raise Unreachable("source.timeout") from error
        except aiohttp.ClientConnectorDNSError as error:
            raise Unreachable("source.no_such_host") from error
        except aiohttp.ClientSSLError as error:
            raise Unreachable("source.tls") from error
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, guard.AddressRefusedError):
                raise FetchFailed("source.inside") from error
            raise Unreachable("source.no_connection") from error
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise Unreachable("source.no_connection") from error
        except (aiohttp.ClientError, ValueError) as error:
            # aiohttp tells a header it cannot read as status 400, which the site never said.
            raise FetchFailed("source.broken_answer") from error

    def _left(self, took: float) -> aiohttp.ClientTimeout:
        limits = self._client.timeout
        if not took or limits.total is None:
            return limits
        return aiohttp.ClientTimeout(
            total=max(limits.total - took, 0.001),
            connect=limits.connect,
            sock_connect=limits.sock_connect,
            sock_read=limits.sock_read,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.close()
        await self._resolver.close()


def open_session(
    settings: Settings,
    timeout: aiohttp.ClientTimeout = TIMEOUT,
    *,
    resolver: AbstractResolver | None = None,
    opener: guard.Opener | None = None,
) -> Session:
    """resolver and opener, which makes the sockets, are the usual ones unless a test brings its."""
    private = settings.private_networks
    resolver = resolver or Resolver()
    opener = opener or (guard.any_socket if private else guard.public_socket)
    contact = f" (+{settings.contact})" if settings.contact else ""
    client = aiohttp.ClientSession(
        connector=guard.connector(resolver, opener, AT_ONCE if settings.host_gap else 0),
        timeout=timeout,
        headers={
            "User-Agent": PROJECT + contact,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        },
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,  # news.unpacking sees where a document is cut off
        max_line_size=_HEADER_LIMIT,
        max_field_size=_HEADER_LIMIT,
        max_headers=_HEADERS,
    )
    return Session(client, resolver, private_networks=private)
