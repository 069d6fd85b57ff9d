"""/news search: the words as typed, then begun, then corrected, then some of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from news import names, text
from news.errors import Mistake
from news.models import ALL
from news.query import Filter, Key, Narrowing, parse
from news.stems import folded
from news.terms import beginning, meanings, tag, terms
from news.thesaurus import is_word
from news.view import seen_by
from pipeline import correcting
from pipeline.finding import PAGE, SHOWN, Found
from pipeline.room import Room
from storage import guilds, search, sources
from storage.database import Ask, Reader
from storage.search import source_tag

FEW = 2
"""Stories that a misspelt word may stand in, too: where no more are found, others are offered."""

ENOUGH = 4 * PAGE
"""Stories among which some are likely to say the same as what was typed, in other words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and how far that is from what was typed.

    corrected: the words that were searched for in place of those typed. offered: words that may
    have been meant. loosely: no story had all the words, these have some.
    """

    hits: Sequence[search.Hit]
    asked: search.Asked
    corrected: str = ""
    offered: str = ""
    loosely: bool = False

    @property
    def in_other_words(self) -> bool:
        return any(term.near for term in self.asked.terms)


async def matching(
    room: Room, guild_id: int | None, typed: str, wanted: Filter, page: int
) -> Found:
    """Best match first.

    Raises Mistake where no word is asked for, a name is not known, nothing matches, or past the
    last page.
    """
    view = await guilds.view(room.db, guild_id)
    asked = await _narrowed(room.db, guild_id, search.Asked(parse(typed), wanted, view))
    # In the database's thread: to go there for each look costs more than most of them, and to rank
    # hundreds of stories here would halt everything else.
    answer, matches = await room.db.look(lambda ask: _page(ask, asked, page))
    if not matches:
        raise Mistake("page.end") if answer.hits else _nothing(typed, asked)
    shown = [(cut, each.title) for each in matches if (cut := seen_by(view, each.story))]
    return Found(
        stories=[story for story, _ in shown],
        headlines=[title for _, title in shown],
        more=len(answer.hits) > (page + 1) * PAGE,
        loosely=answer.loosely,
        in_other_words=answer.in_other_words,
        corrected=answer.corrected,
        offered=answer.offered,
    )


def _page(ask: Ask, asked: search.Asked, page: int) -> tuple[Answer, list[search.Match]]:
    answer = _answer(ask, asked)
    few = answer.hits[page * PAGE : (page + 1) * PAGE]
    return answer, search.load(ask, few, answer.asked.parts) if few else []


def _answer(ask: Ask, asked: search.Asked) -> Answer:
    """The strictest way of searching that finds anything, and what says the same where few do."""
    if found := search.hits(ask, asked):
        offered = correcting.offered(ask, asked) if len(found) <= FEW else ""
        return Answer(_filled(ask, asked, found), asked, offered=offered)
    begun = _begun(ask, asked)
    if begun and (found := search.hits(ask, begun)):
        return Answer(found, begun)
    meant = correcting.corrected(ask, asked)
    if meant and (found := search.hits(ask, meant)):
        return Answer(_filled(ask, meant, found), meant, corrected=correcting.words(meant))
    return _slipped(ask, asked) or _loosely(ask, asked, meant)


def _slipped(ask: Ask, asked: search.Asked) -> Answer | None:
    """Words that are spelt well are taken for slips where no story says all of it otherwise."""
    if search.some(ask, replace(asked, terms=meanings(asked.query))):
        return None
    meant = correcting.corrected(ask, asked, any_word=True)
    if meant and (found := search.hits(ask, meant)):
        return Answer(_filled(ask, meant, found), meant, corrected=correcting.words(meant))
    return None


def _filled(ask: Ask, asked: search.Asked, found: Sequence[search.Hit]) -> Sequence[search.Hit]:
    """A page that is not full, filled up with what says the same in other words."""
    senses = replace(asked, terms=meanings(asked.query))
    if len(found) >= PAGE or not any(term.near for term in senses.terms):
        return found
    there = {hit.id for hit in found}
    more = search.near(ask, senses, enough=ENOUGH)
    return [*found, *(hit for hit in more if hit.id not in there)]


def _loosely(ask: Ask, asked: search.Asked, meant: search.Asked | None) -> Answer:
    """By other words for the same, and by less than all of the words."""
    best = meant or asked
    senses = replace(best, terms=meanings(best.query))
    found = search.near(ask, senses, enough=ENOUGH)
    if not found:
        return Answer((), asked)
    if meant:
        return Answer(found, senses, corrected=correcting.words(meant), loosely=True)
    return Answer(found, senses, offered=correcting.offered(ask, asked), loosely=True)


def _begun(ask: Ask, asked: search.Asked) -> search.Asked | None:
    """The last word taken for half a word: people search while they type."""
    if not asked.query.wanted:
        return None
    last = len(asked.query.wanted) - 1
    *_, word = asked.query.wanted[last]
    if last in asked.query.quoted or len(asked.query.wanted[last]) > 1 or len(word) == 1:
        return None
    if is_word(folded(word)):
        return None
    words = search.beginning(ask, asked.view, folded(word))
    return replace(asked, terms=beginning(terms(asked.query), words)) if words else None


async def _narrowed(db: Reader, guild_id: int | None, asked: search.Asked) -> search.Asked:
    """With what narrows it inside its words. Raises Mistake for a name that nobody has."""
    tags: list[str] = []
    without: list[str] = []
    for each in asked.query.narrowed:
        if chosen := await _tag(db, guild_id, each):
            (without if each.without else tags).append(chosen)
    return replace(asked, tags=tuple(tags), without=tuple(without))


async def _tag(db: Reader, guild_id: int | None, narrowing: Narrowing) -> str:
    if narrowing.key is Key.TOPIC:
        topic = names.meant(names.subject_choices(), narrowing.typed, "topic")
        return "" if topic == ALL else tag(topic)
    offered = await sources.choices(db, guild_id)
    return source_tag(names.meant(offered, narrowing.typed, "source"))


def _nothing(typed: str, asked: search.Asked) -> Mistake:
    shown = text.escaped(typed, SHOWN)
    wanted = asked.wanted
    given = (wanted.topic, wanted.source_id, wanted.since, *asked.tags, *asked.without)
    if count := sum(each is not None for each in given):
        key = "search.nothing_with_filter" if count == 1 else "search.nothing_so_narrow"
        return Mistake(key, query=shown)
    topic = names.nearest_topic(typed)
    if topic is None:
        return Mistake("search.nothing", query=shown)
    return Mistake("search.nothing_but_topic", query=shown, topic=topic.name, id=topic.id)
