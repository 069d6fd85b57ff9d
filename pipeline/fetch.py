"""Bytes from strangers: conditional requests, a total time-out, a cap on what is decoded."""

import hashlib

import aiohttp
from yarl import URL

from news.errors import FetchFailed
from news.models import Fetched, NotModified, Source, Validators
from news.settings import Settings
from pipeline import guard

BODY_LIMIT = 5 * 1024 * 1024
"""Bytes after decompression; real feeds end below 2.5 MB."""

TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10, sock_read=10)
"""Seconds. Only the total one ends a body that comes a byte at a time."""

REDIRECTS = 5
PROJECT = "Downlink/0.1"
Session = aiohttp.ClientSession
_CHUNK = 64 * 1024
_HEADER_LIMIT = 32768  # long Content-Security-Policy headers are common
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.7, */*;q=0.1"
)


def open_session(settings: Settings, timeout: aiohttp.ClientTimeout = TIMEOUT) -> Session:
    """The session for sources alone: no cookies, no proxy, public addresses only by default."""
    factory = guard.any_socket if settings.private_networks else guard.public_socket
    contact = f" (+{settings.contact})" if settings.contact else ""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=100, socket_factory=factory),
        timeout=timeout,
        headers={"User-Agent": PROJECT + contact, "Accept": _ACCEPT},
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        max_line_size=_HEADER_LIMIT,
        max_field_size=_HEADER_LIMIT,
    )


async def fetch(session: Session, source: Source) -> Fetched | NotModified:
    """The source's document as it is now, unless it is what we have already. Raises FetchFailed."""
    try:
        async with session.get(
            _address(source.url),
            headers=_conditions(source.reading.validators),
            max_redirects=REDIRECTS,
        ) as response:
            return await _read(response, source)
    except TimeoutError as error:
        raise FetchFailed("source.timeout") from error
    except aiohttp.ClientConnectorDNSError as error:
        raise FetchFailed("source.no_such_host") from error
    except aiohttp.ClientConnectorError as error:
        raise FetchFailed(
            "source.forbidden_address"
            if isinstance(error.os_error, guard.AddressRefusedError)
            else "source.no_connection"
        ) from error
    except (aiohttp.ClientError, ValueError) as error:
        raise FetchFailed("source.broken_answer") from error


async def _read(response: aiohttp.ClientResponse, source: Source) -> Fetched | NotModified:
    validators = Validators(
        etag=response.headers.get("ETag"), last_modified=response.headers.get("Last-Modified")
    )
    # Who was asked without a condition and says "not modified" all the same has said nothing.
    if response.status == 304 and _conditions(source.reading.validators):
        return NotModified(_renewed(source.reading.validators, validators))
    if response.status != 200:
        raise FetchFailed("source.status", status=str(response.status))
    body = await _body(response)
    body_hash = hashlib.sha256(body).hexdigest()
    if body_hash == source.reading.body_hash:
        return NotModified(validators)
    return Fetched(
        url=str(response.url),
        body=body,
        content_type=response.headers.get("Content-Type", ""),
        validators=validators,
        body_hash=body_hash,
    )


async def _body(response: aiohttp.ClientResponse) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(_CHUNK):
        size += len(part)
        if size > BODY_LIMIT:
            raise FetchFailed("source.too_big", megabytes=BODY_LIMIT // 1024 // 1024)
        parts.append(part)
    return b"".join(parts)


def _conditions(validators: Validators) -> dict[str, str]:
    """Both, to the byte as the source gave them (RFC 9110 §13.1); never a date of our own."""
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _renewed(old: Validators, new: Validators) -> Validators:
    # A 304 may carry new ones, or none (RFC 9110 §15.4.5).
    return Validators(new.etag or old.etag, new.last_modified or old.last_modified)


def _address(url: str) -> URL:
    # aiohttp would re-quote, and break a signed address: one that can go as it is, does.
    return URL(url, encoded=url.isascii() and url.isprintable() and " " not in url)
