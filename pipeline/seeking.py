"""An address that somebody gives -> the feed behind it: itself, one its page names, or a guess."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from news.discovery import Candidate, feeds_in, guesses
from news.errors import Busy, FetchFailed, Mistake, NotAFeed, SourceTrouble, Unreachable
from news.models import Document, Fetched, Reading, Source
from news.newcomers import asked_for_by, newcomer, outlet, spelled
from news.text import escaped
from pipeline.fetch import fetch
from pipeline.pacing import HostRests
from pipeline.room import Room
from storage import sources
from storage.database import Reader

_NAME_LIMIT = 90


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a server wants to add: spellings of one address, likeliest first; default topics."""

    guild_id: int
    addresses: Sequence[str]
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What was found: a source, and what it says if it had to be asked."""

    source: Source
    fetched: Fetched | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """The page names more than one: whoever asks has to choose."""

    candidates: Sequence[Candidate]


async def seek(room: Room, wanted: Wanted) -> Feed | Several:
    """Asks no site for a source that is being read already. Raises SourceTrouble, Mistake."""
    *likelier, last = wanted.addresses
    for url in likelier:
        try:
            return await _seek(room, wanted, url)
        except Unreachable:
            continue
    return await _seek(room, wanted, last)


async def standing(db: Reader, url: str, guild_id: int) -> Source | None:
    """The private source at this address, whoever added it.

    Raises Mistake where there is nothing to add: the server has it, or all have.
    """
    there = await sources.at(db, url)
    if there is None:
        return None
    shown = escaped(there.outlet, _NAME_LIMIT)
    if not there.private:
        raise Mistake("feeds.public" if there.enabled else "feeds.off", source=shown, id=there.id)
    if guild_id in there.owners and there.enabled and there.reading.stopped is None:
        called = asked_for_by(there, await sources.visible(db, guild_id))
        raise Mistake("feeds.already", source=shown, called=escaped(called, _NAME_LIMIT))
    return there


def is_read(source: Source) -> bool:
    """Its readings go well, so that what is stored of it is what it says."""
    reading = source.reading
    well = reading.read_at is not None and not reading.failures
    return source.enabled and reading.stopped is None and well


async def _seek(room: Room, wanted: Wanted, url: str) -> Feed | Several:
    found = await _asked(room, wanted, url)
    try:
        return await _understood(room, wanted, found)
    except NotAFeed as trouble:
        if found.fetched is None or trouble.key != "source.is_a_page":
            raise
    return await _in_page(room, wanted, found.fetched)


async def _in_page(room: Room, wanted: Wanted, page: Fetched) -> Feed | Several:
    named = await room.worker.run(feeds_in, page.body, page.url, page.content_type)
    if len(named) > 1:
        return Several(named)
    if named:
        return await _look(room, wanted, named[0].url)
    for guess in guesses(page.url):
        try:
            return await _look(room, wanted, guess)
        except (Unreachable, Busy):
            break
        except SourceTrouble:
            continue
    raise NotAFeed("source.is_a_page")


async def _look(room: Room, wanted: Wanted, address: str) -> Feed:
    url = spelled(address, private_networks=room.settings.private_networks)
    return await _understood(room, wanted, await _asked(room, wanted, url))


async def _asked(room: Room, wanted: Wanted, url: str) -> Feed:
    """With the site's answer, where it had to be asked."""
    there = await standing(room.db, url, wanted.guild_id)
    if there and is_read(there):
        return Feed(there)
    source = there or newcomer(url, wanted.guild_id, wanted.topics)
    return Feed(source, await _fetched(room, source))


async def _fetched(room: Room, source: Source) -> Fetched:
    try:
        found = await fetch(room.session, replace(source, reading=Reading()), turn=room.hosts.turn)
    except HostRests as error:
        wait = error.until - room.clock()
        raise Busy("source.busy", retry_after=wait, status="429") from error
    if not isinstance(found, Fetched):
        raise FetchFailed("source.broken_answer")
    return found


async def _understood(room: Room, wanted: Wanted, found: Feed) -> Feed:
    """With the document, where there is an answer. Raises NotAFeed.

    What has moved for good is known by its new address from the beginning.
    """
    source, fetched = found.source, found.fetched
    if fetched is None:
        return found
    if fetched.moved_to and (source.reading.read_at is None or source.reading.stopped):
        url = spelled(fetched.moved_to, private_networks=room.settings.private_networks)
        there = await standing(room.db, url, wanted.guild_id)
        if there and is_read(there):
            return Feed(there)
        source = there or newcomer(url, wanted.guild_id, wanted.topics)
        fetched = replace(fetched, moved_to=None)
    document = await room.worker.parse(fetched, source, room.clock())
    if source.reading.read_at:
        return Feed(source, fetched, document)
    return _described(source, fetched, document)


def _described(source: Source, fetched: Fetched, document: Document) -> Feed:
    """A newcomer with what its document says of it; its articles speak its language, too."""
    language = document.language or source.language
    articles = tuple(replace(each, language=language) for each in document.articles)
    described = replace(
        source, outlet=outlet(document, source.url), language=language, format=document.format
    )
    return Feed(described, fetched, replace(document, articles=articles))
