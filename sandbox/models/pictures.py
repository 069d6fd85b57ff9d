"""What kind of picture a file is, and how large, by its first bytes."""

from __future__ import annotations

from struct import error, unpack_from

# Frames of every kind that carry a size; the others between them are tables.
JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
VP8_SIZE = 0x3FFF


def measured(content: bytes) -> tuple[str, int, int] | None:
    """Media type, width and height of a PNG, GIF, JPEG or WebP; None of anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png", *unpack_from(">II", content, 16)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return "image/gif", *unpack_from("<HH", content, 6)
        if content.startswith(b"\xff\xd8\xff"):
            return "image/jpeg", *_jpeg(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return "image/webp", *_webp(content)
    except error:
        # It begins as a picture and ends before its size: nobody can show it.
        pass
    return None


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        _, marker, length = unpack_from(">BBH", content, at)
        if marker in JPEG_FRAMES:
            height, width = unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length


def _webp(content: bytes) -> tuple[int, int]:
    match content[12:16]:
        case b"VP8 ":
            width, height = unpack_from("<HH", content, 26)
            return width & VP8_SIZE, height & VP8_SIZE
        case b"VP8L":
            (packed,) = unpack_from("<I", content, 21)
            return (packed & VP8_SIZE) + 1, (packed >> 14 & VP8_SIZE) + 1
    low_width, high_width, low_height, high_height = unpack_from("<HBHB", content, 24)
    return (high_width << 16 | low_width) + 1, (high_height << 16 | low_height) + 1
