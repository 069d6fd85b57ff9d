"""Downlink: reads the settings, opens what must be open, runs the bot. The only main()."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from dotenv import dotenv_values
from pythonjsonlogger.json import JsonFormatter

from cogs.bot import Downlink
from news import catalogue, settings
from news.errors import CatalogueWrong, SettingWrong, StartRefused, TokenRefused
from news.models import Source
from news.settings import Settings
from news.words import say
from pipeline.fetch import open_session
from pipeline.newsroom import Newsroom
from pipeline.parsing import Worker
from sandbox.demo import Demo
from storage import migrations, sources
from storage.database import open_database

log = logging.getLogger("downlink")

REFUSED = 2
LOGIN_WAITS = (1, 2, 5, 10, 30, 60)
"""Seconds between tries to reach Discord at the start: a machine may be up before its network."""


def now() -> datetime:
    """The clock: everything else is told the time."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 2 where something must be mended before the bot can run."""
    parser = argparse.ArgumentParser(prog="bot.py", description=say("bot.description"))
    parser.add_argument("--check", action="store_true", help=say("bot.check"))
    parser.add_argument("--demo", action="store_true", help=say("bot.demo"))
    chosen = parser.parse_args(arguments)
    try:
        env = environment()
        if chosen.check:
            return check(env)
        asyncio.run(demo(env) if chosen.demo else real(env))
    except StartRefused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        # Only where the system knows no signal handlers; the bot has closed all the same.
        return 0
    return 0


def environment() -> dict[str, str]:
    """Settings from the environment, then from .env; what is empty counts as not set.

    Raises SettingWrong where .env cannot be read.
    """
    try:
        from_file = {name: value for name, value in dotenv_values(".env").items() if value}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingWrong("env.not_read", cause=str(error)) from error
    return from_file | {name: value for name, value in os.environ.items() if value.strip()}


async def real(env: Mapping[str, str]) -> None:
    """Runs the bot on Discord until it is told to end."""
    chosen = settings.load(env)
    if chosen.token is None:
        raise SettingWrong("token.missing")
    write_log(chosen)
    await run(chosen)


async def demo(env: Mapping[str, str]) -> None:
    """Runs the same bot in a pretend server on this machine, with sources of its own."""
    async with Demo(now) as stage:
        point_at(stage.api, stage.gateway)
        chosen = settings.load({"LOG_LEVEL": env.get("LOG_LEVEL", "WARNING"), **stage.settings})
        write_log(chosen)
        play = asyncio.create_task(stage.play())
        try:
            await run(chosen, ended=play)
        finally:
            play.cancel()
            with suppress(asyncio.CancelledError):
                await play


def point_at(api: str, gateway: str) -> None:
    """Makes discord.py speak to another server than Discord, over its real transport."""
    discord.http.Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


async def run(chosen: Settings, ended: "asyncio.Task[None] | None" = None) -> None:
    """Opens database, session and worker; runs until a signal, or until `ended` is done."""
    # First of all: a signal that comes while the database is migrated must not break it off.
    told = listen()
    read = sources_of(chosen)
    async with open_database(chosen.database) as db:
        async with db.transaction() as tx:
            await sources.keep(tx, read, now())
        async with open_session(chosen) as session, Worker() as worker:
            newsroom = Newsroom(db, session, worker, chosen, now)
            async with Downlink(newsroom, chosen) as bot:
                await until_stopped(bot, chosen.token or "", told, ended)
    if bot.refused:
        raise bot.refused


async def until_stopped(
    bot: Downlink, token: str, told: asyncio.Event, ended: "asyncio.Task[None] | None"
) -> None:
    """Connects; returns when it is told to, `ended` is done or the bot has ended by itself."""
    stopped = asyncio.create_task(told.wait())
    connected = asyncio.create_task(connect(bot, token))
    waited = [stopped, connected, *([ended] if ended else [])]
    try:
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        if connected.done():
            connected.result()
    finally:
        await bot.close()
        for task in (stopped, connected):
            task.cancel()
        await asyncio.wait([stopped, connected])


def listen() -> asyncio.Event:
    """Set when the system or a person at the keyboard asks the program to end."""
    told = asyncio.Event()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        try:
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), told.set)
        except (AttributeError, NotImplementedError):
            # Windows: Ctrl-C arrives as KeyboardInterrupt.
            log.debug("no handler for %s here", name)
    return told


async def connect(bot: Downlink, token: str) -> None:
    """Logs in, however long the network takes, and stays connected. Raises TokenRefused."""
    tries = 0
    while True:
        try:
            await bot.login(token)
            break
        except discord.LoginFailure as error:
            raise TokenRefused("token.refused") from error
        except (
            OSError,
            aiohttp.ClientError,
            discord.HTTPException,
            discord.RateLimited,
        ) as error:
            wait = LOGIN_WAITS[min(tries, len(LOGIN_WAITS) - 1)]
            wait = max(wait, getattr(error, "retry_after", 0))
            log.warning("Discord cannot be reached (%s); next try in %d s", error, wait)
            # A try leaves a session behind, whose connector the next one could not use.
            await bot.http.close()
            bot.http.connector = discord.utils.MISSING
            await asyncio.sleep(wait)
            tries += 1
    try:
        await bot.connect()
    except discord.ConnectionClosed as error:
        if error.code == 4004:  # Discord: authentication failed
            raise TokenRefused("token.refused") from error
        raise


def sources_of(chosen: Settings) -> tuple[Source, ...]:
    """The catalogue's sources. Raises CatalogueWrong."""
    path = chosen.catalogue or catalogue.SHIPPED
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueWrong("catalogue.not_read", file=path, cause=str(error)) from error
    return catalogue.parse(text, str(path))


def check(env: Mapping[str, str]) -> int:
    """Prints what is wrong and how to mend it; exit code 0 where the bot could start."""
    found = settings.troubles(env)
    if not env.get("DISCORD_TOKEN", "").strip():
        found.append(SettingWrong("token.missing"))
    wrong = {name for name in env if settings.is_wrong(env, name)}
    chosen = settings.load({name: value for name, value in env.items() if name not in wrong})
    advice = [] if env.get("FETCH_CONTACT", "").strip() else [say("check.contact")]
    for name, examine in (("CATALOGUE", _check_catalogue), ("DATABASE_URL", _check_database)):
        if name in wrong:
            continue
        try:
            advice.append(examine(chosen))
        except StartRefused as refused:
            found.append(refused)
    for sentence in (*found, *advice):
        print(sentence)
    print(say("check.wrong", count=len(found)) if found else say("check.well"))
    return REFUSED if found else 0


def _check_catalogue(chosen: Settings) -> str:
    return say("check.catalogue", count=len(sources_of(chosen)))


def _check_database(chosen: Settings) -> str:
    return say(f"check.database_{migrations.examine(chosen.database)}", path=chosen.database)


def write_log(chosen: Settings) -> None:
    """To standard error, where a service manager looks for it."""
    handler = logging.StreamHandler()
    if chosen.log_format == "json":
        handler.setFormatter(JsonFormatter("{asctime}{levelname}{name}{message}", style="{"))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=chosen.log_level, handlers=[handler], force=True)
    # Debug lines of the first two hold the tokens of interactions; the last one speaks of itself.
    least = {"discord": "INFO", "aiosqlite": "INFO", "asyncio": "INFO", "alembic": "WARNING"}
    for library, level in least.items():
        numbers = (logging.getLevelName(each) for each in (level, chosen.log_level))
        logging.getLogger(library).setLevel(max(numbers))


if __name__ == "__main__":
    sys.exit(main())
