"""The newsstand's pictures: PNG that anybody can show, small, and each its own."""

import struct
import zlib

import pytest

from news.topics import TOPICS
from sandbox.demo.pictures import HEIGHT, WIDTH, draw

IDS = [topic.id for topic in TOPICS]


def chunks(picture: bytes) -> dict[bytes, bytes]:
    """The parts of a PNG by name; each must carry its own checksum."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    found, rest = {}, picture[8:]
    while rest:
        length = struct.unpack(">I", rest[:4])[0]
        name, data = rest[4:8], rest[8 : 8 + length]
        assert zlib.crc32(name + data) == struct.unpack(">I", rest[8 + length : 12 + length])[0]
        found[name], rest = data, rest[12 + length :]
    return found


def pixels(picture: bytes) -> list[bytes]:
    """The rows, without the byte that says that they are not filtered."""
    raw = zlib.decompress(chunks(picture)[b"IDAT"])
    assert len(raw) == HEIGHT * (WIDTH + 1)
    assert set(raw[:: WIDTH + 1]) == {0}
    return [raw[start + 1 : start + WIDTH + 1] for start in range(0, len(raw), WIDTH + 1)]


@pytest.mark.parametrize("topic", IDS)
def test_a_picture_is_a_whole_small_png(topic: str) -> None:
    picture = draw("Something happened far away", [topic])
    found = chunks(picture)
    assert list(found) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", found[b"IHDR"]) == (WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    assert len(found[b"PLTE"]) == 3 * 256
    assert len(picture) < 40_000


@pytest.mark.parametrize("topic", IDS)
def test_there_is_something_to_see_before_a_dark_sky(topic: str) -> None:
    rows = pixels(draw("Something happened far away", [topic]))
    shades = [pixel for row in rows for pixel in row]
    assert len(set(shades)) > 40
    assert sum(shade < 20 for shade in shades) > len(shades) / 8


@pytest.mark.parametrize("words", [f"Headline number {number}" for number in range(8)])
def test_whatever_the_words_are_a_picture_can_be_drawn(words: str) -> None:
    for topic in ("mars", "planets", "universe", "launch"):
        assert pixels(draw(words, [topic]))


def test_the_same_words_make_the_same_picture_and_others_another() -> None:
    assert draw("Rover wakes", ["mars"]) == draw("Rover wakes", ["mars"])
    assert draw("Rover wakes", ["mars"]) != draw("Rover sleeps", ["mars"])
    assert draw("Rover wakes", ["mars"]) != draw("Rover wakes", ["moon"])


def test_a_picture_about_nothing_known_can_be_drawn() -> None:
    assert pixels(draw("Last day of the sale", []))
