"""For whom the app is installed that an interaction asks.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
"""

from __future__ import annotations

from sandbox.desk.inflight import Interaction
from sandbox.models import Context, DirectMessages, Install, Json
from sandbox.world import World
from sandbox.world.permissions import Permission

IN_PRIVATE = "0"
"""Stands for the server where there is none."""


def owners(world: World, interaction: Interaction) -> Json:
    """By the type of install; what was pressed has those of the answer that it belongs to."""
    asked = interaction.opener or interaction
    if asked.pressed and "interaction_metadata" in asked.pressed:
        found: Json = asked.pressed["interaction_metadata"]["authorizing_integration_owners"]
        return found
    types = asked.used.installs if asked.used else (Install.GUILD,)
    found = {}
    if Install.GUILD in types and world.has_bot:
        found[str(int(Install.GUILD))] = world.server_of(asked.channel).get("guild_id", IN_PRIVATE)
    if Install.USER in types and asked.user.id in world.accounts:
        found[str(int(Install.USER))] = str(asked.user.id)
    return found


def context(interaction: Interaction) -> Context:
    is_direct = isinstance(interaction.channel, DirectMessages)
    return Context.BOT_DM if is_direct else Context.GUILD


def is_hushed(world: World, interaction: Interaction) -> bool:
    """An app that the server does not have speaks aloud only for who may let it."""
    theirs = world.permissions(interaction.user, interaction.channel)
    if theirs & Permission.USE_EXTERNAL_APPS:
        return False
    return str(int(Install.GUILD)) not in owners(world, interaction)
