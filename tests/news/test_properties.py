"""Whatever is sent, reading ends in articles or in NotAFeed, and each article fits into Discord."""

import json
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import documents
from tests.bending import CONTENT_TYPES, PIECES, bent, told

# The same examples each time: what fails here fails everywhere.
steady = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
NAMES = (
    "id",
    "url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "authors",
    "tags",
    "image",
)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {}, optional={name: VALUES | st.text() for name in (*NAMES, "attachments")}
    ),
    max_size=4,
)


@steady
@given(st.binary(max_size=400), st.sampled_from(CONTENT_TYPES))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    told(body, content_type)


@steady
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=40))
def test_any_heap_of_pieces_is_read_or_refused(pieces: list[bytes]) -> None:
    told(b"<rss><channel><title>T</title><item>" + b"".join(pieces))


@steady
@given(st.sampled_from(documents.ALL), st.integers(0, 2**32))
def test_any_bent_document_is_read_or_refused(document: bytes, number: int) -> None:
    told(bent(document, documents.ALL, random.Random(number)))


@steady
@given(st.text(), st.text(), st.text())
def test_any_words_can_be_shown(title: str, summary: str, link: str) -> None:
    item = {
        "id": "1",
        "url": f"https://odd.example/{link}",
        "title": title,
        "content_text": summary,
    }
    told(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode())


@steady
@given(VALUES)
def test_any_json_is_read_or_refused(value: object) -> None:
    told(json.dumps(value).encode())


@steady
@given(ITEMS, VALUES)
def test_any_json_feed_is_read(items: list[object], value: object) -> None:
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": value, "items": items}
    told(json.dumps(whole).encode())


def test_each_document_of_ours_is_told() -> None:
    assert [told(document) for document in documents.ALL] == [2, 1, 2, 2]
