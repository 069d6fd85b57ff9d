"""Packed documents: undone as the site says, or as they are, with an end to what comes out."""

import zlib
from collections.abc import Generator, Iterable, Iterator

from news.errors import FetchFailed

RATIO, RATIO_FROM = 100, 1024 * 1024
"""Feeds pack ten to one. What gives more than this, once it is so many bytes, is made to harm."""

_PIECE = 64 * 1024
_LAYERS = 3
_MEMBERS = 64  # of one gzip stream; real ones have a few
_GZIP = b"\x1f\x8b"
# How a document begins that is not packed, whatever its header says.
_PLAIN = (b"<", b"{", b"[", b" ", b"\t", b"\r", b"\n", b"\xef\xbb", b"\xfe\xff", b"\xff\xfe")


class Torn(FetchFailed):
    """Packed otherwise than it says, or cut off. Asked for without packing, it may come well."""

    def __init__(self) -> None:
        super().__init__("source.broken_answer")


def unpacked(sent: Iterable[bytes], codings: str, limit: int) -> Iterator[bytes]:
    """The document in pieces of at most 64 KiB, from what came over the wire in such pieces.

    codings: the Content-Encoding. A gzip that it does not name is undone, too: some sites pack
    twice. Raises Torn, also for a stream that lacks its end, and FetchFailed for more than limit
    bytes out of any layer.
    """
    sent = list(sent)
    size = sum(map(len, sent))
    pieces = iter(sent)
    names = [name for each in codings.split(",") if (name := each.strip().lower())]
    if len(names) > _LAYERS:
        raise Torn
    for name in reversed(names):
        pieces = _weighed(_undone(name, pieces), size, limit)
    return _weighed(_gunzipped(pieces, perhaps=True), size, limit)


def _undone(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    match name:
        case "identity":
            return pieces
        case "gzip" | "x-gzip":
            return _gunzipped(pieces)
        case "deflate":
            return _inflated(pieces)
    raise Torn


def _weighed(pieces: Iterator[bytes], size: int, limit: int) -> Iterator[bytes]:
    given = 0
    for piece in pieces:
        given += len(piece)
        if given > limit:
            raise FetchFailed("source.too_big", megabytes=limit // 1024 // 1024)
        if given > RATIO_FROM and given > RATIO * size:
            raise FetchFailed("source.packed_too_tight")
        yield piece


def _gunzipped(pieces: Iterator[bytes], *, perhaps: bool = False) -> Iterator[bytes]:
    data = _head(pieces)
    if not data.startswith(_GZIP):
        if data and not perhaps and not data.startswith(_PLAIN):
            raise Torn
        if data:
            yield data
            yield from pieces
        return
    for _ in range(_MEMBERS):
        data = yield from _stream(zlib.decompressobj(16 + zlib.MAX_WBITS), data, pieces)
        data = data if len(data) > 1 else data + _head(pieces)
        if not data.startswith(_GZIP):
            return  # what follows the end is no part of it
    raise Torn


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    data = _head(pieces)
    if data:
        # The RFC means zlib's wrapping (RFC 9110 §8.4.1.2); many send the stream without it.
        wrapped = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        yield from _stream(
            zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS), data, pieces
        )


def _stream(
    engine: "zlib._Decompress", data: bytes, pieces: Iterator[bytes]
) -> Generator[bytes, None, bytes]:
    """One compressed stream to its end; returns what has been taken in beyond that."""
    while True:
        try:
            piece = engine.decompress(data, _PIECE)
        except zlib.error as error:
            raise Torn from error
        if piece:  # an empty one would look like the end to the next layer
            yield piece
        if engine.eof:
            return engine.unused_data
        data = engine.unconsumed_tail
        # A full piece: zlib may hold more that it had no room for.
        if not data and len(piece) < _PIECE:
            data = next(pieces, b"")
            if not data:
                raise Torn


def _head(pieces: Iterator[bytes]) -> bytes:
    """Two bytes or more, where there are any."""
    data = b""
    while len(data) < 2 and (more := next(pieces, b"")):
        data += more
    return data
