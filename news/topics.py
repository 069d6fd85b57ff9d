"""The topic vocabulary of topics.toml, and which of its topics an article carries."""

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from news.models import Topic

MOST = 4
_TITLE, _TEXT, _DEFAULT = 3, 1, 1
_HOLDS = 2
"""The score a topic needs: a term in the title, or two elsewhere, or one there and a default."""
_LEAD = 600
"""Characters of a text that are read: what an item is about stands at its beginning."""

_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+|[$€£]")
_FIELDS = [field.name for field in fields(Topic)]


@dataclass(frozen=True, slots=True, eq=False)
class _Term:
    """`text` is as _plain makes it; the space at its end is missing where any ending will do."""

    topic: str
    text: str
    is_name: bool = False
    masks: bool = False

    @property
    def first_word(self) -> str:
        """Folded, with the space after it where the word ends there."""
        word, space, _ = self.text.lower().partition(" ")
        return word + space

    @property
    def speaks_of_space(self) -> bool:
        return self.is_name or self.topic not in _GENERAL


def _plain(text: str) -> str:
    """The words of a text, a space after each; without accents, so lower() keeps its length."""
    bare = text if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return "".join([f"{word} " for word in _WORD.findall(bare)])


def _text(topic_id: str, written: str) -> str:
    text = _plain(written)
    if written.endswith("*"):
        text = text.rstrip()
    assert "*" not in written[:-1], f"topics.toml: {topic_id}: {written!r}: a * ends a term"
    assert len(text) > 1, f"topics.toml: {topic_id}: {written!r} is too short"
    return text


def _terms(topic: Topic) -> Iterator[_Term]:
    for written in (*topic.words, *topic.names, *topic.without):
        text = _text(topic.id, written)
        if written in topic.names:
            yield _Term(topic.id, text, is_name=True)
        else:
            yield _Term(topic.id, text.lower(), masks=written in topic.without)


def _topic(table: dict[str, Any]) -> Topic:
    where = f"topics.toml: {table.get('id')}"
    assert set(table) - {"general"} <= set(_FIELDS), f"{where}: unknown key among {list(table)}"
    assert set(_FIELDS[:4]) <= set(table), f"{where}: needs {', '.join(_FIELDS[:4])}"
    held: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
        if key in _FIELDS
    }
    made = Topic(**held)
    terms = Counter((*made.words, *made.names, *made.without))
    assert set(terms.values()) <= {1}, (
        f"{where}: {terms.most_common(1)} stands there more than once"
    )
    assert all(word == word.lower() for word in made.words), f"{where}: a name among the words"
    return made


def _grouped(terms: Iterable[_Term]) -> dict[str, list[_Term]]:
    """By the first two characters, so that a word is compared with a few terms only."""
    groups = defaultdict(list)
    for term in terms:
        groups[term.text[:2].lower()].append(term)
    return dict(groups)


_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TOPICS: tuple[Topic, ...] = tuple(_topic(table) for table in _DATA["topic"])
"""In the order of the vocabulary."""
_BY_ID = {topic.id: topic for topic in TOPICS}
_RANK = {topic.id: rank for rank, topic in enumerate(TOPICS)}
_SPACE = _topic({"id": "space", "name": "", "emoji": "", "description": "", **_DATA["space"]})
_GENERAL = {table["id"] for table in _DATA["topic"] if table.get("general")}
_TERMS = _grouped(term for topic in (_SPACE, *TOPICS) for term in _terms(topic))

assert len(_BY_ID) == len(TOPICS), "topics.toml: an id stands there twice"
assert all(len(topic.name) <= 20 for topic in TOPICS), "topics.toml: a name is too long for a tag"


def topic(topic_id: str) -> Topic | None:
    return _BY_ID.get(topic_id)


def classify(
    title: str, summary: str, *, categories: Iterable[str] = (), defaults: Iterable[str] = ()
) -> tuple[str, ...]:
    """The ids of the topics that an article carries: at most MOST, best first; none: not on space.

    Each different term counts once in the title, once in the lead of the summary, once in the
    categories; a default of the source counts too, and holds alone where nothing else does.
    General topics need a text that speaks of space, or a source that has defaults. Equal scores
    stand in the order of the vocabulary; defaults that are no topics are passed over.
    """
    own = [topic_id for topic_id in defaults if topic_id in _BY_ID]
    scores = Counter(dict.fromkeys(own, _DEFAULT))
    on_space = bool(own)
    for weight, text in (
        (_TITLE, title),
        (_TEXT, summary),
        (_TEXT, " ".join(categories)),
    ):
        for term in _found(text[:_LEAD]):
            scores[term.topic] += weight
            on_space = on_space or term.speaks_of_space
    held = [
        topic_id
        for topic_id, score in scores.items()
        if score >= _HOLDS and topic_id in _BY_ID and (on_space or topic_id not in _GENERAL)
    ]
    best = sorted(held or own, key=lambda topic_id: (-scores[topic_id], _RANK[topic_id]))
    return tuple(best[:MOST])


def _found(text: str) -> set[_Term]:
    """The terms that the text holds outside what is masked for their topic."""
    hits = _hits(text)
    if not hits:
        return set()
    masked = [(term.topic, at, at + len(term.text)) for term, at in hits if term.masks]
    return {
        term
        for term, at in hits
        if not term.masks
        and not any(
            term.topic == topic_id and at < end and start < at + len(term.text)
            for topic_id, start, end in masked
        )
    }


def _hits(text: str) -> list[tuple[_Term, int]]:
    plain = _plain(text)
    folded = plain.lower()
    found: list[tuple[_Term, int]] = []
    at = 0
    for word in folded.split():
        begun = _begun(word)
        # One look for all of them: hardly any goes on as it begins.
        if begun and folded.startswith(begun[0], at):
            found += [
                (term, at)
                for term in begun[1]
                if (plain if term.is_name else folded).startswith(term.text, at)
            ]
        at += len(word) + 1
    return found


@lru_cache(maxsize=10_000)
def _begun(word: str) -> tuple[tuple[str, ...], tuple[_Term, ...]] | None:
    """The terms that may stand where this word does, and their folded texts.

    Asked for each word of each article.
    """
    start = f"{word} "
    begun = tuple(each for each in _TERMS.get(start[:2], ()) if start.startswith(each.first_word))
    return (tuple(term.text.lower() for term in begun), begun) if begun else None
