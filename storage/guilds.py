"""Servers: what they see, what they have chosen, which one holds commands of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, delete, insert, select, update

from news.hours import DIGEST_AT, Hours
from news.languages import understood
from news.models import GuildView
from news.words import DEFAULT
from storage.database import Ask, Reader, Transaction
from storage.schema import command_guilds, guilds, source_owners
from storage.upsert import upsert

# Built once: all that is asked for begins with it.
_OWN = select(source_owners.c.source_id).where(source_owners.c.guild_id == bindparam("guild"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a server has chosen in /settings; locale is Discord's, of the server itself.

    news_languages: codes with a space between. Times are minutes after midnight.
    """

    locale: str = DEFAULT
    language: str | None = None
    news_languages: str | None = None
    timezone: str | None = None
    digest_at: int | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    notices_channel_id: int | None = None

    @property
    def hours(self) -> Hours:
        digest_at = DIGEST_AT if self.digest_at is None else self.digest_at
        return Hours(self.timezone, digest_at, self.quiet_from, self.quiet_to)

    @property
    def speaks(self) -> str:
        """The language of posts and notices."""
        return self.language or self.locale

    @property
    def reads(self) -> list[str]:
        """The languages of its news: those it has chosen, else English and its own."""
        return _reads(self.locale, self.news_languages)


def _reads(locale: str, chosen: str | None) -> list[str]:
    codes = (chosen or f"{DEFAULT} {locale.partition('-')[0]}").split()
    return list(dict.fromkeys(codes))


@lru_cache(maxsize=256)
def languages(locale: str, chosen: str | None) -> frozenset[str]:
    """The codes that articles may bear for a server that is told of them: as Chosen.reads.

    locale: Discord's, of the server; chosen: codes with a space between.
    """
    return understood(_reads(locale, chosen))


_CHOSEN = select(*(guilds.c[each.name] for each in fields(Chosen))).where(
    guilds.c.id == bindparam("guild")
)


async def view(db: Reader, guild_id: int | None) -> GuildView:
    """What this server sees beside the public; no server: nothing."""
    return await db.look(lambda ask: sees(ask, guild_id))


def sees(ask: Ask, guild_id: int | None) -> GuildView:
    """The same, for those who are in the database's thread."""
    rows = ask(_OWN, {"guild": guild_id})
    return GuildView(guild_id, frozenset(row.source_id for row in rows))


async def chosen(db: Reader, guild_id: int) -> Chosen:
    """What the server has chosen; of one that never did anything, what counts without it."""
    return await db.look(lambda ask: chose(ask, guild_id))


def chose(ask: Ask, guild_id: int) -> Chosen:
    """The same, for those who are in the database's thread."""
    rows = ask(_CHOSEN, {"guild": guild_id})
    return Chosen(**rows[0]._mapping) if rows else Chosen()


async def choose(tx: Transaction, guild_id: int, changed: Mapping[str, str | int | None]) -> None:
    """Sets some of the server's choices, by the names that Chosen has; None takes one back.

    The server must be known: see speaks().
    """
    if changed:
        await tx.write(update(guilds).where(guilds.c.id == guild_id).values(**changed))


async def forget_channel(tx: Transaction, channel_id: int) -> None:
    """The channel is gone: notices find another way."""
    await tx.write(
        update(guilds)
        .where(guilds.c.notices_channel_id == channel_id)
        .values(notices_channel_id=None)
    )


async def speaks(tx: Transaction, guild_id: int, locale: str) -> None:
    """The server's own language, as Discord names it ("pt-BR")."""
    await tx.write(upsert(guilds, ["locale"]).values(id=guild_id, locale=locale))


async def welcomed(db: Reader) -> set[int]:
    """The servers that need not be told any more how to begin."""
    told = select(guilds.c.id).where(guilds.c.welcomed_at.is_not(None))
    return {row.id for row in await db.rows(told)}


async def welcome(tx: Transaction, locales: Mapping[int, str], now: datetime) -> None:
    """These servers, each with its own language, are told so now, or never."""
    rows = [{"id": each, "locale": own, "welcomed_at": now} for each, own in locales.items()]
    await tx.write(upsert(guilds, ["locale", "welcomed_at"]), rows)


async def command_guild(db: Reader) -> int | None:
    """The server to which commands were registered alone, if any."""
    rows = await db.rows(select(command_guilds.c.guild_id))
    return rows[0].guild_id if rows else None


async def set_command_guild(tx: Transaction, guild_id: int | None) -> None:
    await tx.write(delete(command_guilds))
    if guild_id is not None:
        await tx.write(insert(command_guilds).values(guild_id=guild_id))
