"""Commands of the real client that take files and give some, and pictures for them."""

import io
import struct
from typing import Any

import discord
from discord import app_commands

from tests.sandbox.client import Bot

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 40, 30) + b"\x08\x06\x00\x00\x00"
OPML = b'<opml version="2.0"><body><outline text="Orbit"/></body></opml>'


def file(
    content: bytes = OPML, name: str = "feeds.opml", description: str | None = None
) -> discord.File:
    return discord.File(io.BytesIO(content), name, description=description)


@app_commands.command(name="import", description="Read a list of feeds")
async def take(
    interaction: discord.Interaction, file: discord.Attachment, other: discord.Attachment | None
) -> None:
    read = [await one.read() for one in (file, other) if one]
    names = [one.filename for one in (file, other) if one]
    await interaction.response.send_message(f"{names}: {read}", ephemeral=True)


@app_commands.command(description="Write the list down")
async def export(interaction: discord.Interaction, how: str) -> None:
    response = interaction.response
    if how == "at once":
        await response.send_message("Your feeds", file=file(), ephemeral=True)
    elif how == "later":
        await response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("Your feeds", file=file())
    elif how == "by edit":
        await response.defer(thinking=True)
        await interaction.edit_original_response(attachments=[file()])
    else:
        await response.send_message("Which?", view=Which())


class Which(discord.ui.View):
    @discord.ui.button(label="All", custom_id="all")
    async def all_of_them(
        self, interaction: discord.Interaction, _: discord.ui.Button[Any]
    ) -> None:
        await interaction.response.edit_message(content="All", attachments=[file()], view=None)


async def teach(bot: Bot) -> None:
    """Register them, too."""
    commands: list[app_commands.Command[Any, ..., Any]] = [take, export]
    for command in commands:
        bot.tree.add_command(command)
    await bot.tree.sync()
