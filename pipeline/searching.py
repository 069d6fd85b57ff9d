"""/news search: the words as typed, then begun, then corrected, then some of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from news import names, text
from news.errors import Mistake
from news.models import ALL
from news.query import Filter, Key, Narrowing, parse
from news.stems import folded
from news.terms import beginning, meanings, tag, terms
from news.view import seen_by
from pipeline import correcting
from pipeline.finding import PAGE, SHOWN, Found
from pipeline.room import Room
from storage import guilds, search, sources
from storage.database import Reader
from storage.search import source_tag

FEW = 2
"""Stories that a misspelt word may stand in, too: where no more are found, others are offered."""


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
    answer = await _answer(room.db, asked)
    few = answer.hits[page * PAGE : (page + 1) * PAGE]
    if not few:
        raise Mistake("page.end") if answer.hits else _nothing(typed, asked)
    matches = await search.load(room.db, few, answer.asked.parts)
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


async def _answer(db: Reader, asked: search.Asked) -> Answer:
    """The strictest way of searching that finds anything, and what says the same where few do."""
    if found := await search.hits(db, asked):
        offered = await correcting.offered(db, asked) if len(found) <= FEW else ""
        return Answer(await _filled(db, asked, found), asked, offered=offered)
    begun = await _begun(db, asked)
    if begun and (found := await search.hits(db, begun)):
        return Answer(found, begun)
    meant = await correcting.corrected(db, asked)
    if meant and (found := await search.hits(db, meant)):
        return Answer(await _filled(db, meant, found), meant, corrected=correcting.words(meant))
    return await _loosely(db, asked, meant)


async def _filled(
    db: Reader, asked: search.Asked, found: Sequence[search.Hit]
) -> Sequence[search.Hit]:
    """A page that is not full, filled up with what says the same in other words."""
    senses = replace(asked, terms=meanings(asked.query))
    if len(found) >= PAGE or not any(term.near for term in senses.terms):
        return found
    there = {hit.id for hit in found}
    return [*found, *(hit for hit in await search.hits(db, senses) if hit.id not in there)]


async def _loosely(db: Reader, asked: search.Asked, meant: search.Asked | None) -> Answer:
    """By other words for the same, and by less than all of the words."""
    senses = replace(asked, terms=meanings(asked.query))
    known = any(term.near for term in senses.terms)
    for way in search.Way:
        for each in (senses, meant) if known else (meant or asked,):
            if each and (found := await search.hits(db, replace(each, way=way))):
                corrected = correcting.words(each) if each is meant else ""
                return Answer(found, each, corrected=corrected, loosely=True)
    return Answer((), asked)


async def _begun(db: Reader, asked: search.Asked) -> search.Asked | None:
    """The last word taken for half a word: people search while they type."""
    if not asked.query.wanted:
        return None
    last = len(asked.query.wanted) - 1
    *_, word = asked.query.wanted[last]
    if last in asked.query.quoted or len(asked.query.wanted[last]) > 1 or len(word) == 1:
        return None
    words = await search.beginning(db, asked.view, folded(word))
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
    visible = await sources.visible(db, guild_id)
    return source_tag(names.meant(names.source_choices(visible), narrowing.typed, "source"))


def _nothing(typed: str, asked: search.Asked) -> Mistake:
    shown = text.escaped(typed, SHOWN)
    if asked.wanted != Filter() or asked.tags or asked.without:
        return Mistake("search.nothing_so_narrow", query=shown)
    topic = names.nearest_topic(typed)
    if topic is None:
        return Mistake("search.nothing", query=shown)
    return Mistake("search.nothing_but_topic", query=shown, topic=topic.name, id=topic.id)
