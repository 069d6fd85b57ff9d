"""A small bot on the real discord.py, for the sandbox to be tried with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands

from sandbox.changes import Changes
from sandbox.server import Sandbox
from tests.leftovers import events_ended

TOPICS = ("mars", "moon", "launches")


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class Bot(discord.Client):
    """Keeps the errors of its commands, and the events that it heard."""

    def __init__(self, intents: discord.Intents, **options: Any) -> None:
        # The library waits two seconds for more servers than the one that there is.
        super().__init__(intents=intents, guild_ready_timeout=0.01, **options)
        self.heard: list[str] = []
        self._news = Changes()
        self.errors: list[Exception] = []
        self.up = asyncio.Event()
        self.hold = asyncio.Event()
        self.tree = app_commands.CommandTree(self)
        self.tree.on_error = self._on_error  # type: ignore[method-assign]
        commands: list[app_commands.Command[Any, ..., Any]]
        commands = [hello, shout, subscribe, think, wait, twice, buttons, choices]
        for command in commands:
            self.tree.add_command(command)
        self.tree.add_command(News(name="news"))

    async def _on_error(self, _: discord.Interaction, error: Exception) -> None:
        self.errors.append(getattr(error, "original", error))
        self._news.tell()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds that the library waits before it identifies anew."""

    async def on_ready(self) -> None:
        self.up.set()

    async def on_socket_event_type(self, event: str) -> None:
        self.heard.append(event)
        self._news.tell()

    async def failed(self) -> None:
        """Return once a command has failed."""
        async with asyncio.timeout(5):
            await self._news.until(lambda: self.errors)

    async def hears(self, event: str) -> None:
        """Return once this event was heard."""
        async with asyncio.timeout(5):
            await self._news.until(lambda: event in self.heard)

    def text_channel(self, name: str) -> discord.TextChannel:
        found = discord.utils.get(self.guilds[0].text_channels, name=name)
        assert found is not None
        return found


class News(app_commands.Group):
    """Find stories"""

    @app_commands.command(description="Best matches first")
    async def search(
        self,
        interaction: discord.Interaction,
        query: str,
        topic: str | None = None,
        limit: app_commands.Range[int, 1, 25] = 5,
    ) -> None:
        await interaction.response.send_message(f"{query} in {topic}, {limit} at most")

    @search.autocomplete("topic")
    async def topics(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [topic for topic in TOPICS if typed in topic]
        return [app_commands.Choice(name=topic.title(), value=topic) for topic in found]


@app_commands.command(description="Greet somebody, for their eyes only")
async def hello(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.send_message(f"Hello {name}", ephemeral=True)


@app_commands.command(description="Say it to all")
async def shout(interaction: discord.Interaction, words: str) -> None:
    answer = await interaction.response.send_message(words)
    assert answer.message_id is not None


@app_commands.command(description="Have stories posted")
@app_commands.default_permissions(manage_guild=True)
async def subscribe(interaction: discord.Interaction, channel: discord.TextChannel) -> None:
    may_write = channel.permissions_for(interaction.user).send_messages  # type: ignore[arg-type]
    await interaction.response.send_message(f"{channel.mention} {may_write}")


@app_commands.command(description="Answer in two steps")
async def think(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="thought")
    await interaction.followup.send("and thought again", ephemeral=True)


@app_commands.command(description="Answer when the test says so")
async def wait(interaction: discord.Interaction) -> None:
    await _bot(interaction).hold.wait()
    await interaction.response.send_message("late")


@app_commands.command(description="Answer twice, past the library's own guard")
async def twice(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("once")
    interaction.response._response_type = None
    await interaction.response.send_message("twice")


@app_commands.command(description="A message with buttons")
async def buttons(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("page 1", view=Buttons(), ephemeral=True)


class Buttons(discord.ui.View):
    """A button for each way to answer one."""

    @discord.ui.button(label="Next", custom_id="next")
    async def turn(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="page 2")

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="page 3", view=None)

    @discord.ui.button(label="Say", custom_id="say")
    async def say(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.send_message("pressed")

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, _: discord.Interaction, _button: discord.ui.Button[Any]) -> None:
        raise AssertionError("cannot be pressed")


@app_commands.command(description="A message with topics to choose from")
async def choices(interaction: discord.Interaction) -> None:
    view = discord.ui.View()
    view.add_item(Topics())
    await interaction.response.send_message("which?", view=view)


class Topics(discord.ui.Select[discord.ui.View]):
    """Says what was chosen."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=topic) for topic in TOPICS]
        super().__init__(custom_id="topics", options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(" ".join(self.values))


def _bot(interaction: discord.Interaction) -> Bot:
    client = interaction.client
    assert isinstance(client, Bot)
    return client


@asynccontextmanager
async def ready(
    sandbox: Sandbox, intents: discord.Intents | None = None, **options: Any
) -> AsyncIterator[Bot]:
    """A bot connected to the sandbox until the block ends."""
    client = Bot(intents or discord.Intents(guilds=True), **options)
    running = asyncio.create_task(client.start(sandbox.world.token))
    waiting = asyncio.create_task(client.up.wait())
    async with client:
        await asyncio.wait({running, waiting}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if not client.up.is_set():
            waiting.cancel()
            running.result()
        await client.hears("GUILD_CREATE")
        yield client
    await running
    await events_ended()
