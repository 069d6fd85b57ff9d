"""What a site answers: a document, nothing new, the way elsewhere, or why not."""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import ClientResponse

from news import freshness
from news.errors import Busy, FetchFailed, Gone
from news.models import Fetched, NotModified, Validators
from news.unpacking import unpacked

BODY_LIMIT = 5 * 1024 * 1024
"""Bytes, as sent and after unpacking; real feeds end below 2.5 MB."""

LASTING = frozenset({301, 308})
"""Redirects for good (RFC 9110 §15.4.2, §15.4.9)."""

_REDIRECTS = LASTING | {302, 303, 307}
_CHUNK = 64 * 1024
_SLICE = 16  # pieces unpacked before others have their turn on the event loop
_LONGEST_VALIDATOR = 1024  # a longer one would make the next request too large for the site
_CHALLENGE = re.compile(rb"challenge-platform|cf[-_]chl|<title>Just a moment|Attention Required!")
_SENTENCES = {
    401: "source.locked",
    402: "source.withheld",
    403: "source.withheld",
    404: "source.not_there",
    451: "source.withheld",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """On what condition the document was asked for, and the hash of the one that we have."""

    validators: Validators
    body_hash: str | None
    now: datetime | None

    @property
    def conditions(self) -> dict[str, str]:
        """Both, to the byte as the source gave them (RFC 9110 §13.1); never a date of our own."""
        etag, date = self.validators.etag, self.validators.last_modified
        headers = {"If-None-Match": etag, "If-Modified-Since": date}
        return {name: value for name, value in headers.items() if value}

    @property
    def whole(self) -> bool:
        return not self.conditions


def location(response: ClientResponse) -> str | None:
    """Where a redirect leads, which may be relative; None where this is none."""
    return response.headers.get("Location") if response.status in _REDIRECTS else None


def retry_after(response: ClientResponse, now: datetime | None) -> timedelta | None:
    headers = response.headers
    return freshness.retry_after(headers.get("Retry-After"), headers.get("Date"), now)


async def read(response: ClientResponse, asked: Asked) -> Fetched | NotModified:
    """Raises FetchFailed for whatever is neither a document nor a fitting "not modified"."""
    # Who was asked without a condition and says "not modified" all the same has said nothing.
    if response.status == 304 and not asked.whole:
        return NotModified(_renewed(asked.validators, _validators(response)), _fresh_for(response))
    if response.status != 200:
        raise await _failure(response, asked)
    body, body_hash = await _body(response, BODY_LIMIT)
    validators, fresh_for = _validators(response), _fresh_for(response)
    if body_hash == asked.body_hash:
        return NotModified(validators, fresh_for, size=len(body), whole=asked.whole)
    return Fetched(
        url=str(response.url),
        body=body,
        content_type=response.headers.get("Content-Type", ""),
        validators=validators,
        body_hash=body_hash,
        fresh_for=fresh_for,
        whole=asked.whole,
    )


async def _body(response: ClientResponse, limit: int) -> tuple[bytes, str]:
    """The document and its SHA-256."""
    sent = await _sent(response, limit)
    codings = ",".join(response.headers.getall("Content-Encoding", ()))
    parts: list[bytes] = []
    digest = hashlib.sha256()
    for piece in unpacked(sent, codings, limit):
        parts.append(piece)
        digest.update(piece)
        if len(parts) % _SLICE == 0:
            await asyncio.sleep(0)
    return b"".join(parts), digest.hexdigest()


async def _sent(response: ClientResponse, limit: int) -> list[bytes]:
    too_big = FetchFailed("source.too_big", megabytes=limit // 1024 // 1024)
    if (response.content_length or 0) > limit:
        raise too_big
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(_CHUNK):
        size += len(part)
        if size > limit:
            raise too_big
        parts.append(part)
    return parts


async def _failure(response: ClientResponse, asked: Asked) -> FetchFailed:
    status, wait = response.status, retry_after(response, asked.now)
    values = {"status": str(status)}
    if await _is_wall(response):
        return FetchFailed("source.wall", retry_after=wait, **values)
    if status == 410:
        return Gone("source.gone", retry_after=wait, **values)
    if status == 429:
        # After a redirect it is not the source's own host that wants its rest.
        return Busy("source.busy", retry_after=wait, host=_host(response), **values)
    key = _SENTENCES.get(status, "source.site_fails" if status >= 500 else "source.status")
    return FetchFailed(key, retry_after=wait, **values)


def _host(response: ClientResponse) -> str:
    """As turns are kept of it."""
    return (response.url.raw_host or "").lower()


async def _is_wall(response: ClientResponse) -> bool:
    """Cloudflare wants a browser, which we are not and do not pretend to be."""
    headers = response.headers
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if response.status not in (403, 503) or "cloudflare" not in headers.get("Server", "").lower():
        return False
    try:
        page, _ = await _body(response, BODY_LIMIT)
    except FetchFailed:
        return False
    return bool(_CHALLENGE.search(page))


def _validators(response: ClientResponse) -> Validators:
    etag, date = response.headers.get("ETag"), response.headers.get("Last-Modified")
    return Validators(_short(etag), _short(date))


def _short(validator: str | None) -> str | None:
    return validator if validator and len(validator) <= _LONGEST_VALIDATOR else None


def _renewed(old: Validators, new: Validators) -> Validators:
    # A 304 may carry new ones, or none (RFC 9110 §15.4.5).
    return Validators(new.etag or old.etag, new.last_modified or old.last_modified)


def _fresh_for(response: ClientResponse) -> timedelta | None:
    headers = response.headers
    said, expires = headers.getall("Cache-Control", ()), headers.get("Expires")
    if not said and not expires:
        return None
    return freshness.fresh_for(tuple(said), expires, headers.get("Date"), headers.get("Age"))
