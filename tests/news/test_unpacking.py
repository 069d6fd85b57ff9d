"""Packed documents: whole, torn, mislabelled, and made to harm."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from news.errors import FetchFailed
from news.unpacking import RATIO, RATIO_FROM, Torn, unpacked

LIMIT = 5 * 1024 * 1024
BODY = b"<rss>" + b"".join(b"<item>%d</item>" % number for number in range(20_000)) + b"</rss>"

Pack = Callable[[bytes], bytes]


def raw(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def plain(body: bytes) -> bytes:
    return body


def twice(body: bytes) -> bytes:
    return gzip.compress(gzip.compress(body))


def whole(sent: bytes, codings: str = "", limit: int = LIMIT, size: int = 64 * 1024) -> bytes:
    """What is made of it when it comes in pieces of this size."""
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    return b"".join(unpacked(pieces, codings, limit))


def failure(sent: bytes, codings: str = "", limit: int = LIMIT) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        whole(sent, codings, limit)
    return caught.value


CODINGS: list[tuple[str, Pack]] = [
    ("", plain),
    ("identity", plain),
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("GZip", gzip.compress),
    ("identity, gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw),
    ("gzip, gzip", twice),
    ("deflate, gzip", lambda body: gzip.compress(zlib.compress(body))),
    ("", gzip.compress),
    ("gzip", twice),
    ("gzip", plain),
    ("gzip,", gzip.compress),
]
IDS = [f"{name or 'nothing'}: {pack.__name__}" for name, pack in CODINGS]


@pytest.mark.parametrize(("codings", "pack"), CODINGS, ids=IDS)
@pytest.mark.parametrize("size", [1, 2, 7, 1000, 64 * 1024, 10**7])
def test_a_document_comes_out_in_whatever_pieces_it_came(
    codings: str, pack: Pack, size: int
) -> None:
    body = BODY if size > 7 else BODY[:3000]
    assert whole(pack(body), codings, size=size) == body


@pytest.mark.parametrize("size", [64 * 1024, 64 * 1024 + 1, 64 * 1024 + 258, 128 * 1024 + 1])
def test_what_is_held_back_for_want_of_room_comes_out(size: int) -> None:
    # All is taken in when the first piece is full, and one byte is still to come.
    body = bytes(size)
    for codings, pack in CODINGS[2:11]:
        assert whole(pack(body), codings) == body


@pytest.mark.parametrize("body", [b"", b"x", b"<", b"\x1f", b"<?xml?>", b"\xff\xfe<\0"])
def test_a_short_document_stays_what_it_is(body: bytes) -> None:
    assert whole(body) == body
    for codings, pack in CODINGS[2:8]:
        assert whole(pack(body), codings) == body


@pytest.mark.parametrize("codings", ["gzip", "x-gzip", "deflate", "gzip, gzip", "identity"])
def test_nothing_is_nothing_however_it_is_packed(codings: str) -> None:
    assert whole(b"", codings) == b""


@pytest.mark.parametrize(("codings", "pack"), CODINGS[2:9], ids=IDS[2:9])
def test_a_stream_without_its_end_is_torn(codings: str, pack: Pack) -> None:
    sent = pack(BODY)
    for length in (2, 5, 11, 200, len(sent) - 200, len(sent) - 9, len(sent) - 1):
        with pytest.raises(Torn):
            whole(sent[:length], codings)


def test_a_document_that_is_torn_says_so_in_words() -> None:
    assert failure(gzip.compress(BODY)[:-1], "gzip").key == "source.broken_answer"


@pytest.mark.parametrize("garbage", [b"\0", b"\r\n", b"<!-- cached -->", b"\x1f", b"\x1f\0"])
def test_what_follows_the_end_is_left_out(garbage: bytes) -> None:
    for codings, pack in CODINGS[2:8]:
        for size in (1, 64 * 1024):
            body = BODY[:3000]
            assert whole(pack(body) + garbage, codings, size=size) == body


def test_a_gzip_may_have_several_members_and_not_any_number() -> None:
    assert whole(gzip.compress(b"<rss>") + gzip.compress(b"</rss>"), "gzip") == b"<rss></rss>"
    with pytest.raises(Torn):
        whole(gzip.compress(b"<rss>") + gzip.compress(b"</rss>")[:-4], "gzip")
    with pytest.raises(Torn):
        whole(gzip.compress(b"<a/>") * 5000, "gzip")


@pytest.mark.parametrize("at", [0, 3, 12, 500, -5])
def test_a_broken_byte_is_noticed(at: int) -> None:
    sent = bytearray(gzip.compress(BODY))
    sent[at] ^= 0xFF
    with pytest.raises(Torn):
        whole(bytes(sent), "gzip")


@pytest.mark.parametrize("codings", ["br", "zstd", "compress", "gzip, br", "nonsense", "gzip;q=1"])
def test_what_nobody_asked_for_is_torn(codings: str) -> None:
    with pytest.raises(Torn):
        whole(gzip.compress(BODY), codings)


def test_no_site_packs_more_often_than_thrice() -> None:
    sent = BODY
    for _ in range(4):
        sent = gzip.compress(sent)
    with pytest.raises(Torn):
        whole(sent, "gzip, gzip, gzip, gzip")


@pytest.mark.parametrize(("codings", "pack"), [CODINGS[0], CODINGS[2], CODINGS[6], CODINGS[7]])
def test_the_limit_is_on_what_comes_out(codings: str, pack: Pack) -> None:
    assert whole(pack(BODY), codings, limit=len(BODY)) == BODY
    trouble = failure(pack(BODY), codings, limit=len(BODY) - 1)
    assert trouble.key == "source.too_big"
    assert str(trouble)


@pytest.mark.parametrize(
    ("megabytes", "key", "most"),
    [(4, "source.packed_too_tight", RATIO_FROM), (60, "source.too_big", LIMIT)],
)
@pytest.mark.parametrize(("codings", "pack"), [CODINGS[2], CODINGS[6], CODINGS[10]])
def test_a_bomb_is_left_alone_as_soon_as_it_is_seen(
    megabytes: int, key: str, most: int, codings: str, pack: Pack
) -> None:
    pieces = unpacked([pack(bytes(megabytes * 1024 * 1024))], codings, LIMIT)
    given: list[int] = []
    with pytest.raises(FetchFailed) as caught:
        given.extend(len(piece) for piece in pieces)
    assert caught.value.key == key
    assert most - 64 * 1024 < sum(given) <= most


def test_a_small_document_may_be_as_dull_as_it_likes() -> None:
    body = bytes(RATIO_FROM)
    assert len(body) > RATIO * len(gzip.compress(body))
    assert whole(gzip.compress(body), "gzip") == body
