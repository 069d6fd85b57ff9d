"""The compressions a gateway client may ask for.

https://discord.com/developers/docs/events/gateway#transport-compression
"""

from __future__ import annotations

import struct
import zlib
from itertools import count

from sandbox.connection import Pack
from sandbox.errors import not_built

ZSTD_BLOCK = 1 << 17


def packer(asked: str | None) -> Pack:
    """Makes of each text what goes onto one connection; raises 501 for any other compression."""
    if asked == "zlib-stream":
        return _zlib_stream()
    if asked == "zstd-stream":
        return _zstd_stream()
    if asked:
        raise not_built(f"a gateway with compress={asked}")
    return str


def _zlib_stream() -> Pack:
    stream = zlib.compressobj()

    def pack(text: str) -> bytes:
        # The sync flush ends each message with 00 00 FF FF, by which clients find its end.
        return stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)

    return pack


def _zstd_stream() -> Pack:
    """One frame that never ends, of stored blocks: valid Zstandard without a compressor.

    RFC 8878, sections 3.1.1.1 (header: no size, no checksum, a window of 128 KiB) and 3.1.1.2.
    """
    messages = count()

    def pack(text: str) -> bytes:
        header = struct.pack("<IBB", 0xFD2FB528, 0, (17 - 10) << 3) if next(messages) == 0 else b""
        data = text.encode()
        chunks = [data[at : at + ZSTD_BLOCK] for at in range(0, len(data), ZSTD_BLOCK)]
        blocks = [struct.pack("<I", len(chunk) << 3)[:3] + chunk for chunk in chunks]
        return header + b"".join(blocks)

    return pack
