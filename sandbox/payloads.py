"""An interaction as the gateway tells the bot of it.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

from sandbox.desk import Interaction, Kind
from sandbox.models import Json
from sandbox.world import World

IN_A_SERVER = 0
UPLOAD_LIMIT = 10 * 1024 * 1024


def payload(world: World, interaction: Interaction, data: Json, locale: str) -> Json:
    """The whole event; `data` is what the kind of interaction brings."""
    guild, channel, user = world.guild, interaction.channel, interaction.user
    theirs = str(world.permissions(user, channel))
    about: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": data,
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "channel_id": str(channel.id),
        "channel": channel.json(guild.id) | {"permissions": theirs},
        "member": user.member_json() | {"permissions": theirs},
        "app_permissions": str(world.permissions(world.bot, channel)),
        "locale": locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": str(guild.id)},
        "context": IN_A_SERVER,
        "attachment_size_limit": UPLOAD_LIMIT,
    }
    if interaction.kind is Kind.COMPONENT:
        about["message"] = interaction.pressed
    return about
