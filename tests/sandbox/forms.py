"""Commands of the real client that open forms."""

from typing import Any

import discord
from discord import app_commands

from tests.sandbox.client import Bot


class Note(discord.ui.Modal, title="A note"):
    """A field in a row, as of old."""

    text: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(
        label="Your note", custom_id="text", min_length=3, max_length=10
    )
    more: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(
        label="More", custom_id="more.text", required=False, default="as before"
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.text.value} / {self.more.value}")


class Watch(discord.ui.Modal, title="What to watch"):
    """A label for each kind of field."""

    def __init__(self) -> None:
        super().__init__(custom_id="watch")
        text: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="why", required=False)
        topics = [
            discord.SelectOption(label=one, default=one == "mars") for one in ("mars", "moon")
        ]
        selects: list[discord.ui.Item[Any]] = [
            discord.ui.Select(custom_id="topic", options=topics),
            discord.ui.UserSelect(custom_id="who", required=False),
            discord.ui.ChannelSelect(
                custom_id="where", channel_types=[discord.ChannelType.news], required=False
            ),
        ]
        self.fields = [text, *selects]
        self.add_item(discord.ui.TextDisplay("Choose well."))
        for field in self.fields:
            self.add_item(discord.ui.Label(text=field.custom_id.title(), component=field))  # type: ignore[attr-defined]

    async def on_submit(self, interaction: discord.Interaction) -> None:
        text, topic, who, where = self.fields
        given = [text.value, topic.values, [one.name for one in who.values]]  # type: ignore[attr-defined]
        given.append([one.name for one in where.values])  # type: ignore[attr-defined]
        await interaction.response.send_message(str(given), ephemeral=True)


class Rename(discord.ui.Modal, title="Rename"):
    """Opened by a button, it changes the button's message."""

    name: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(label="Name", custom_id="n")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=self.name.value, view=None)


class Renaming(discord.ui.View):
    @discord.ui.button(label="Rename", custom_id="rename")
    async def rename(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(Rename())


@app_commands.command(description="Write a note")
async def note(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Note())


@app_commands.command(description="Watch something")
async def watch(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Watch())


@app_commands.command(description="Something with a name")
async def thing(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("nameless", view=Renaming())


async def teach(bot: Bot) -> None:
    """Register them, too."""
    commands: list[app_commands.Command[Any, ..., Any]] = [note, watch, thing]
    for command in commands:
        bot.tree.add_command(command)
    await bot.tree.sync()
