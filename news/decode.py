"""Bytes of a document -> its text, whatever it says of its charset. webencodings' door."""

import codecs
import re
from collections.abc import Iterator

import webencodings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Those of UTF-32 begin like those of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZEROS = (
    (re.compile(rb"[^\0]\0{3}", re.DOTALL), "utf-32-le"),
    (re.compile(rb"\0{3}[^\0]", re.DOTALL), "utf-32-be"),
    (re.compile(rb"(?:[^\0]\0){2}", re.DOTALL), "utf-16-le"),
    (re.compile(rb"(?:\0[^\0]){2}", re.DOTALL), "utf-16-be"),
)
"""XML 1.0, appendix F: how a document in ASCII's letters begins in a wide charset without a BOM."""

_BAD = "\ufffd"
_BARELY = 1000
"""One bad character in so many bytes is a slip; more of them, and it is another charset."""

_ASCII = re.compile("[\x00-\x7f]+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 2048
_NOT_TAKEN = {"utf-8", "utf-16le", "utf-16be", "replacement", "x-user-defined"}
"""Seen by then, if it were true; or no charset at all."""
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 §2.2 does not allow in a document, escaped or not."""


def decode(body: bytes, content_type: str = "") -> str:
    """The text, without control characters. Never fails: what is no text becomes U+FFFD.

    A BOM is believed, then UTF-8 wherever the bytes are UTF-8 (few servers know what they send),
    then the transport (RFC 7303 §3), then the document itself, then windows-1252.
    """
    return _NO_TEXT.sub("", _text(body, content_type)).removeprefix("\ufeff")


def _text(body: bytes, content_type: str) -> str:
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    for zeros, charset in _ZEROS:
        if zeros.match(body):
            return body.decode(charset, "replace")
    labels = list(_labels(body, content_type))
    # Japanese in seven bits is valid UTF-8, and nonsense as such.
    found = None if b"\x1b$" in body and "iso-2022-jp" in labels else _utf8(body)
    for label in labels:
        if found is None:
            found = _declared(body, label)
    return body.decode("cp1252", "replace") if found is None else found


def _utf8(body: bytes) -> str | None:
    """As UTF-8, also where a few characters of it are broken; None if it is something else."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        text = body.decode(errors="replace")
    bad = text.count(_BAD)
    if bad * _BARELY > len(body):
        return None
    # Where nothing beyond ASCII can be read, nothing speaks for UTF-8.
    return text if len(_ASCII.sub("", text)) > 2 * bad else None


def _labels(body: bytes, content_type: str) -> Iterator[str]:
    """What transport and document call the charset, the first to be believed first."""
    if named := _CHARSET.search(content_type):
        yield named[1].lower()
    head = body[:_HEAD]
    for pattern in (_XML, _META):
        if found := pattern.search(head):
            yield found[1].decode("ascii", "ignore").lower()


def _declared(body: bytes, label: str) -> str | None:
    # A closed list, of what browsers mean by a name; Python's holds codecs that are no charsets.
    charset = webencodings.lookup(label)
    if charset is None or charset.name in _NOT_TAKEN:
        return None
    # As the browsers, which take the larger of two where one is in the other.
    text = body.decode("gb18030" if charset.name == "gbk" else charset.codec_info.name, "replace")
    return text if text.count(_BAD) * _BARELY <= len(body) else None
