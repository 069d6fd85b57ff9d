"""What may stand for each part of a search: the words typed, and whatever else names the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from news import called, thesaurus
from news.entities import entity
from news.numerals import rewritten
from news.query import Phrase, Query
from news.stems import folded
from news.thesaurus import Near

_LONGEST_NAME = 6
"""Words of a name that is looked for in a search."""

MOST_ABOUT, LEAST_ABOUT, FEWER = 0.8, 0.35, 0.06
"""How surely a story says what a word does, because it is about a subject that the word stands for:
less surely, the more of them there are."""

A_NAME, LIGHT = 2.0, 0.2
"""Weights of a name, and of a word that hardly says what a story is about; of others 1."""

SIGN = "§"
"""A letter of tags, and of no word that anyone can type or publish."""


def tag(subject: str) -> str:
    """The one word by which stories about a topic or an entity are found."""
    return subject.replace("-", SIGN) + SIGN


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for.

    phrases: as typed; each must be there. others: other names of the same, each by itself.
    entities: ids of what it names. begun: words that begin like its last, where that may be half a
    word. near: other words of about the same meaning. weight: beside the others, for what is asked.
    """

    phrases: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()
    entities: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    weight: float = 1.0

    @property
    def text(self) -> str:
        return _typed(self.phrases)


def terms(query: Query) -> tuple[Term, ...]:
    """The parts of a search in their order; words that are one name together are one part.

    Without words that say little, where others are there.
    """
    made: list[Term] = []
    little: list[Term] = []
    at = 0
    while at < len(query.wanted):
        term = _named(query, at) or _plain(query, at)
        says_little = at not in query.quoted and not term.entities and _says_little(term)
        (little if says_little else made).append(term)
        at += len(term.phrases)
    return tuple(made or little)


def _plain(query: Query, at: int) -> Term:
    phrase = query.wanted[at]
    return Term((phrase,), rewritten(tuple(map(folded, phrase))))


def _named(query: Query, at: int) -> Term | None:
    """The longest name that begins here."""
    for end in range(min(len(query.wanted), at + _LONGEST_NAME), at, -1):
        if end - at > 1 and query.quoted.intersection(range(at, end)):
            continue
        phrases = query.wanted[at:end]
        name = tuple(folded(word) for phrase in phrases for word in phrase)
        if (ids := called.meant(name)) and not _is_rather_a_word(query, phrases):
            names = dict.fromkeys(each for found in ids for each in called.names(found))
            return Term(phrases, tuple(each for each in names if each != name), ids)
    return None


def beginning(all_terms: Sequence[Term], begun: Iterable[str]) -> tuple[Term, ...]:
    """The last part taken for half a word; `begun` are the words that it may become."""
    *before, last = all_terms
    return (*before, replace(last, begun=tuple(begun)))


def meanings(query: Query) -> tuple[Term, ...]:
    """The parts of a search with other words for what they mean, without words that say little.

    The same as terms() where none is known.
    """
    made: list[Term] = []
    at = 0
    while at < len(query.wanted):
        named = _named(query, at) or _plain(query, at)
        term = _weighed(_meant(query, at, named))
        if term.near or term.entities or not _says_little(term):
            made.append(term)
        at += len(term.phrases)
    return tuple(made)


def _meant(query: Query, at: int, named: Term) -> Term:
    """The longest phrase with a known meaning that begins here, or else the name that does."""
    for end in range(min(len(query.wanted), at + thesaurus.LONGEST), at, -1):
        phrases = query.wanted[at:end]
        if end - at < len(named.phrases) or query.quoted.intersection(range(at, end)):
            continue
        if _cuts(query, at, end):
            continue
        asked = tuple(folded(word) for phrase in phrases for word in phrase)
        if near := _near(asked):
            return (
                replace(named, near=near)
                if end - at == len(named.phrases)
                else Term(phrases, near=near)
            )
    return named


def _cuts(query: Query, at: int, end: int) -> bool:
    """Whether words that begin with one that says little end amid others: "from space|rocks"."""
    if end - at < 2 or _says_little(_plain(query, end - 1)) or not _says_little(_plain(query, at)):
        return False
    return any(
        thesaurus.near(tuple(folded(word) for each in query.wanted[begin:beyond] for word in each))
        for begin in range(at + 1, end)
        for beyond in range(end + 1, min(len(query.wanted), begin + thesaurus.LONGEST) + 1)
    )


def _is_rather_a_word(query: Query, phrases: Sequence[Phrase]) -> bool:
    """ "It goes well" says nothing of GOES."""
    return len(query.wanted) > 1 and _is_light(phrases) and _typed(phrases).islower()


def _is_light(phrases: Sequence[Phrase]) -> bool:
    return all(folded(word) in thesaurus.light() for phrase in phrases for word in phrase)


def _typed(phrases: Sequence[Phrase]) -> str:
    return " ".join(word for phrase in phrases for word in phrase)


def _weighed(term: Term) -> Term:
    if term.entities:
        return replace(term, weight=A_NAME)
    return replace(term, weight=LIGHT) if _is_light(term.phrases) else term


def _near(asked: Phrase) -> tuple[Near, ...]:
    """Other words for these, and the tags of what they are about."""
    said = tuple(each for each in thesaurus.near(asked) if each.phrase != asked)
    about = thesaurus.about(asked)
    sure = max(LEAST_ABOUT, MOST_ABOUT - FEWER * len(about))
    return said + tuple(Near((tag(each),), sure if entity(each) else LEAST_ABOUT) for each in about)


def _says_little(term: Term) -> bool:
    return all(folded(word) in thesaurus.little() for phrase in term.phrases for word in phrase)
