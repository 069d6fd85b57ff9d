"""An interaction as the gateway tells the bot of it.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

from sandbox.desk.inflight import Interaction
from sandbox.desk.owners import context, owners
from sandbox.limits.attachments import LARGEST_FILE
from sandbox.models import DirectMessages, Json
from sandbox.world import World
from sandbox.world.permissions import AS_GUEST


def payload(world: World, interaction: Interaction, data: Json, locale: str) -> Json:
    """The whole event; `data` is what the kind of interaction brings."""
    about: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": data,
        **_where(world, interaction),
        "locale": locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners(world, interaction),
        "context": int(context(interaction)),
        "attachment_size_limit": LARGEST_FILE,
    }
    if interaction.pressed is not None:
        about["message"] = interaction.pressed
    return about


def _where(world: World, interaction: Interaction) -> Json:
    """The server and the channel, and what the person and the bot may do there."""
    guild, channel, user = world.guild, interaction.channel, interaction.user
    theirs, ours = str(world.permissions(user, channel)), world.permissions(world.bot, channel)
    if isinstance(channel, DirectMessages):
        return {
            "channel_id": str(channel.id),
            "channel": channel.json(guild.id),
            "user": user.json(),
            "app_permissions": str(ours),
        }
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "channel_id": str(channel.id),
        "channel": channel.json(guild.id) | {"permissions": theirs},
        "member": user.member_json() | {"permissions": theirs},
        "app_permissions": str(ours if world.has_bot else int(AS_GUEST)),
    }


def command_data(path: list[Json], options: list[Json]) -> Json:
    """The options inside their subcommand, inside its group, inside the command."""
    for part in reversed(path[1:]):
        options = [{"name": part["name"], "type": part["type"], "options": options}]
    data = _named(path[0])
    return {**data, "options": options} if options else data


def menu_data(command: Json, target_id: str) -> Json:
    return {**_named(command), "target_id": target_id}


def component_data(component: Json) -> Json:
    about = {key: component[key] for key in ("custom_id", "id")}
    return {"component_type": component["type"], **about}


def _named(command: Json) -> Json:
    kept = ("id", "name", "type", "guild_id")
    return {key: command[key] for key in kept if key in command}
