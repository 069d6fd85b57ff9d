"""What Discord makes of a file's name and content."""

import struct

import pytest

from sandbox.models import File
from sandbox.models.pictures import measured
from tests.sandbox.files import PNG

GIF = b"GIF89a" + struct.pack("<HH", 40, 30)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc4\x00\x03\x00\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 30, 40)
)
WEBP = b"RIFF\x00\x00\x00\x00WEBP"
LOSSY = WEBP + b"VP8 " + b"\x00" * 4 + b"\x00" * 3 + b"\x9d\x01\x2a" + struct.pack("<HH", 40, 30)
LOSSLESS = WEBP + b"VP8L" + b"\x00" * 4 + b"\x2f" + struct.pack("<I", 29 << 14 | 39)
EXTENDED = WEBP + b"VP8X" + b"\x00" * 8 + b"\x27\x00\x00\x1d\x00\x00"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(PNG, "png", id="png"),
        pytest.param(GIF, "gif", id="gif"),
        pytest.param(JPEG, "jpeg", id="jpeg"),
        pytest.param(LOSSY, "webp", id="webp"),
        pytest.param(LOSSLESS, "webp", id="webp without loss"),
        pytest.param(EXTENDED, "webp", id="webp with more"),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(content: bytes, kind: str) -> None:
    assert measured(content + b"\x00" * 100) == (f"image/{kind}", 40, 30)
    for length in range(len(content)):
        assert measured(content[:length]) in (None, (f"image/{kind}", 40, 30))
    assert measured(b"<" + content) is None


@pytest.mark.parametrize(
    ("name", "filename", "title"),
    [
        ("feeds.opml", "feeds.opml", None),
        ("My feeds.opml", "My_feeds.opml", "My feeds"),
        ("ленты.opml", "unknown.opml", "ленты"),
        ("backup.tar.gz", "backup.tar.gz", None),
        ("../../etc/passwd", "passwd", None),
        ('a"\r\nb.txt', "a_b.txt", 'a"\r\nb'),
        ("..", "unknown", None),
        (".opml", "unknown.opml", None),
        ("feeds", "feeds", None),
        ("", "unknown", None),
    ],
)
def test_a_name_becomes_one_that_fits_an_address(
    name: str, filename: str, title: str | None
) -> None:
    about = File(name, b"").json()
    assert (about["filename"], about.get("title")) == (filename, title)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", b"words", "text/plain; charset=utf-8"),
        ("a.txt", b"\xff", "text/plain"),
        ("a.json", b"{}", "application/json"),
        ("a.txt.gz", b"x", None),
        ("a.unheard", b"x", None),
        ("a.txt", PNG, "image/png"),
    ],
)
def test_the_type_is_guessed_as_far_as_it_can_be(
    name: str, content: bytes, kind: str | None
) -> None:
    assert File(name, content).json().get("content_type") == kind
