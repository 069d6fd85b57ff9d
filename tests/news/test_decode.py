"""A document is read in the charset it is really in, whatever it or its site says."""

import codecs

import pytest

from news.decode import decode

THREE = "<title>NASA’s “Lucy”</title><title>Марс 火星</title><title>café</title>"


def declared(charset: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>{text}'


@pytest.mark.parametrize(
    ("charset", "content_type"),
    [
        pytest.param("utf-8", "text/xml; charset=iso-8859-1", id="the site says Latin-1"),
        pytest.param("utf-8", "text/xml", id="nobody says anything"),
        pytest.param("utf-16-le", "", id="two bytes, little end first"),
        pytest.param("utf-16-be", "", id="two bytes, big end first"),
        pytest.param("utf-32-le", "", id="four bytes, little end first"),
        pytest.param("utf-32-be", "", id="four bytes, big end first"),
    ],
)
def test_unicode_is_known_without_being_named(charset: str, content_type: str) -> None:
    assert decode(THREE.encode(charset), content_type) == THREE


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_before_anything_else(mark: bytes, charset: str) -> None:
    written = declared("iso-8859-1", THREE)
    assert decode(mark + written.encode(charset), "text/xml; charset=koi8-r") == written


def test_utf_8_that_is_declared_as_something_else_is_utf_8() -> None:
    written = declared("iso-8859-1", THREE)
    assert decode(written.encode()) == written


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        pytest.param("windows-1251", "cp1251", "Марс", id="Cyrillic"),
        pytest.param("KOI8-R", "koi8-r", "Марс", id="Cyrillic, otherwise"),
        pytest.param("iso-8859-1", "cp1252", "“café”", id="Latin-1 means windows-1252"),
        pytest.param("us-ascii", "cp1252", "“café”", id="so does ASCII"),
        pytest.param("gb2312", "gb18030", "火星 镕", id="GB 2312 means its larger brother"),
        pytest.param("shift_jis", "cp932", "火星 ①", id="Shift JIS as Windows has it"),
        pytest.param("euc-kr", "cp949", "화성 똠", id="Korean as Windows has it"),
        pytest.param("iso-2022-jp", "iso2022-jp", "火星", id="Japanese in seven bits"),
    ],
)
def test_a_label_means_what_the_web_means_by_it(label: str, codec: str, words: str) -> None:
    assert words in decode(words.encode(codec), f'application/xml; charset="{label}"')
    written = declared(label, words).encode(codec)
    if codec != "iso2022-jp":
        assert words in decode(written)


def test_the_transport_counts_more_than_the_document() -> None:
    body = declared("koi8-r", "Марс").encode("cp1251")
    assert "Марс" in decode(body, "text/xml; charset=windows-1251")


def test_a_page_says_its_charset_in_a_meta_element() -> None:
    page = '<html><head><meta charset="windows-1251"></head>Марс'
    assert decode(page.encode("cp1251")) == page


def test_one_broken_character_does_not_turn_a_document_into_another_charset() -> None:
    body = declared("utf-8", THREE * 20).encode() + b"<title>a\xff</title>"
    found = decode(body, "text/xml; charset=utf-8")
    assert "Марс 火星" in found
    assert found.endswith("<title>a\ufffd</title>")


def test_western_letters_that_are_called_utf_8_are_windows_1252() -> None:
    assert "café" in decode(declared("utf-8", "<title>café</title>" + "x" * 5000).encode("cp1252"))


@pytest.mark.parametrize("label", ["bogus", "unicode_escape", "punycode", "zlib", "utf-7", "hex"])
def test_a_label_that_is_no_charset_of_the_web_is_passed_over(label: str) -> None:
    assert decode(declared(label, "caf\\u00e9 +AOk-").encode()).endswith("caf\\u00e9 +AOk-")
    assert decode(b"caf\xe9", f"text/xml; charset={label}") == "café"


def test_no_control_character_is_left() -> None:
    assert decode(b"a\0b\x01\x0b\x0c\x1fc\t\r\n\xef\xbf\xbe\xef\xbb\xbfd") == "abc\t\r\n\ufeffd"
    assert decode(b"\xef\xbb\xbf\0<rss>") == "<rss>"


@pytest.mark.parametrize("body", [b"", b"\xff", b"\xff\xfe", b"\0", b"\xff\xfe\0\xd8", b"\x81\x8d"])
def test_anything_is_a_text(body: bytes) -> None:
    assert decode(body).encode() is not None
